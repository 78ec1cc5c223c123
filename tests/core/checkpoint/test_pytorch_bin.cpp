#include <QTest>
#include <numeric>

#include "checkpoint/safetensors_writer.h"
#include "checkpoint_files.h"
#include "torch_file.h"

using namespace vp::checkpoint;
using namespace vp::test;

namespace {

/// 0, 1, 2, … as 16-bit numbers.
std::string counting(std::uint16_t count) {
  std::string bytes;
  for (std::uint16_t i = 0; i < count; ++i) bytes += little(i);
  return bytes;
}

/// A tensor of shape (2, 3) over a storage of 6.
std::string plain_tensor() {
  return p_tensor(p_storage("HalfStorage", "0", 6), 0, {2, 3}, {3, 1});
}

std::string plain_file() {
  return torch_file(p_document(p_dict({{"w", plain_tensor()}})), {counting(6)});
}

}  // namespace

class TestPytorchBin : public QObject {
  Q_OBJECT

 private slots:
  void golden_files_equal_their_safetensors_form() {
    for (const char* const name : {"pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"}) {
      const auto weights = open_pytorch_bin(kGolden / "checkpoint" / name);
      QVERIFY(weights->tensors().size() > 10);
      std::vector<std::vector<std::byte>> bytes;
      std::vector<TensorToWrite> tensors;
      for (const TensorInfo& info : weights->tensors()) {
        bytes.push_back(read_tensor(*weights, info));
        tensors.push_back({info, bytes.back()});
      }
      write_safetensors(path("converted.safetensors"), tensors, {});
      const auto converted = open_safetensors(path("converted.safetensors"));
      QCOMPARE(converted->tensors().size(), weights->tensors().size());
      for (std::size_t i = 0; i < bytes.size(); ++i) {
        const TensorInfo& info = converted->tensors()[i];
        QCOMPARE(info.name, weights->tensors()[i].name);
        QCOMPARE(info.dtype, weights->tensors()[i].dtype);
        QCOMPARE(info.shape, weights->tensors()[i].shape);
        QCOMPARE(read_tensor(*converted, info), bytes[i]);
      }
    }
  }

  void golden_values_are_the_storage_bytes() {
    // The archive stores them plainly, so the tensor's bytes are to be found in the file.
    const std::filesystem::path file = kGolden / "checkpoint/pytorch_model-00001-of-00002.bin";
    const auto weights = open_pytorch_bin(file);
    const TensorInfo* const head = weights->find("lm_head.weight");
    QVERIFY(head != nullptr);
    QCOMPARE(head->dtype, Dtype::BFloat16);
    QCOMPARE(head->shape, (std::vector<std::int64_t>{512, 96}));
    const std::vector<std::byte> bytes = read_tensor(*weights, *head);
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::string content = read_file(file);
    const std::size_t at = content.find(text);
    QVERIFY(at != std::string::npos);
    QVERIFY(content.rfind("/data/0", at) != std::string::npos);
  }

  void views_data() {
    QTest::addColumn<QByteArray>("tensor");
    QTest::addColumn<QList<int>>("shape");
    QTest::addColumn<QList<int>>("values");
    const auto row = [](const char* name, const std::string& tensor, QList<int> shape, QList<int> values) {
      QTest::newRow(name) << QByteArray::fromStdString(tensor) << shape << values;
    };
    const std::string storage = p_storage("HalfStorage", "0", 12);
    row("plain", p_tensor(storage, 0, {2, 3}, {3, 1}), {2, 3}, {0, 1, 2, 3, 4, 5});
    row("offset", p_tensor(storage, 6, {6}, {1}), {6}, {6, 7, 8, 9, 10, 11});
    row("transposed", p_tensor(storage, 0, {3, 2}, {1, 3}), {3, 2}, {0, 3, 1, 4, 2, 5});
    row("every second", p_tensor(storage, 1, {3}, {4}), {3}, {1, 5, 9});
    row("repeated", p_tensor(storage, 2, {2, 2}, {0, 1}), {2, 2}, {2, 3, 2, 3});
    row("scalar", p_tensor(storage, 11, {}, {}), {}, {11});
    row("empty", p_tensor(storage, 12, {0, 4}, {4, 1}), {0, 4}, {});
    row("any stride of one", p_tensor(storage, 3, {2, 1}, {2, INT64_MAX}), {2, 1}, {3, 5});
    row("parameter",
        p_global("torch._utils", "_rebuild_parameter") +
            p_tuple({p_tensor(storage, 4, {2}, {1}), "\x88", p_global("collections", "OrderedDict") + ")R"}) +
            "R",
        {2}, {4, 5});
    row("size class",
        p_global("torch._utils", "_rebuild_tensor_v2") +
            p_tuple({storage, p_int(0), p_global("torch", "Size") + p_tuple({p_ints({2})}) + "R", p_ints({1}),
                     "\x89", "N"}) +
            "R",
        {2}, {0, 1});
    row("untyped storage",
        p_global("torch._utils", "_rebuild_tensor_v3") +
            p_tuple({p_storage("UntypedStorage", "0", 24), p_int(1), p_ints({2}), p_ints({1}), "\x89", "N",
                     p_global("torch", "int16")}) +
            "R",
        {2}, {1, 2});
  }

  void views() {
    QFETCH(QByteArray, tensor);
    QFETCH(QList<int>, shape);
    QFETCH(QList<int>, values);
    const std::filesystem::path file = path("views.bin");
    write_file(file, torch_file(p_document(p_dict({{"w", tensor.toStdString()}})), {counting(12)}));
    const auto weights = open_pytorch_bin(file);
    QCOMPARE(weights->tensors().size(), 1U);
    const TensorInfo& info = weights->tensors().front();
    QCOMPARE(info.shape, std::vector<std::int64_t>(shape.begin(), shape.end()));
    const std::vector<std::byte> bytes = read_tensor(*weights, info);
    QList<int> found;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
      found.push_back(std::to_integer<int>(bytes[i]) | std::to_integer<int>(bytes[i + 1]) << 8);
    QCOMPARE(found, values);
  }

  void accepts_data() {
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char* name, const std::string& content) {
      QTest::newRow(name) << QByteArray::fromStdString(content);
    };
    const auto document = [](const std::string& top) { return torch_file(p_document(top), {counting(6)}); };
    row("dictionary", document(p_dict({{"w", plain_tensor()}})));
    row("with other values",
        document(p_dict(
            {{"epoch", "K\x03"}, {"lr", "G" + std::string(8, '\0')}, {"w", plain_tensor()}, {"note", "N"}})));
    row("under state_dict",
        document(p_dict({{"epoch", "K\x03"}, {"state_dict", p_dict({{"w", plain_tensor()}})}})));
    row("under model", document(p_dict({{"model", p_dict({{"w", plain_tensor()}})}})));
    const std::string ordered = p_global("collections", "OrderedDict") + ")R";
    row("ordered with metadata",
        document(ordered + p_text("w") + plain_tensor() + "s" + p_dict({{"_metadata", ordered}}) + "b"));
    row("memoised", document(p_dict({{"w", plain_tensor() + "q\x07"
                                                            "0h\x07"}})));
    const std::string pickle = p_document(p_dict({{"w", plain_tensor()}}));
    const std::string data = counting(6);
    row("protocol 4",
        torch_file("\x80\x04\x95" + little<std::uint64_t>(9) + p_dict({{"w", plain_tensor()}}) + "\x94.",
                   {data}));
    row("no byte order", zip_file({{"x/data.pkl", pickle}, {"x/data/0", data}}));
    row("zip64 end", zip_file({{"x/data.pkl", pickle}, {"x/data/0", data}}, true));
    row("zip64 entries", zip_file({{"x/data.pkl", pickle}, {"x/data/0", data, 0, 0, {}, 0, 0, true}}));
    row("no checksum", zip_file({{"x/data.pkl", pickle, 0, 0, {}, checksum(pickle)}, {"x/data/0", data}}));
  }

  void accepts() {
    QFETCH(QByteArray, content);
    const std::filesystem::path file = path("accepted.bin");
    write_file(file, content.toStdString());
    const auto weights = open_pytorch_bin(file);
    QCOMPARE(weights->tensors().size(), 1U);
    QVERIFY(weights->find("w") != nullptr);
    QCOMPARE(read_tensor(*weights, *weights->find("w")).size(), 12U);
  }

  void refuses_imports_data() {
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* name, const std::string& top, const char* full) {
      QTest::newRow(name) << QByteArray::fromStdString("\x80\x02" + top + ".") << QString(full);
    };
    const std::string command = p_tuple({p_text("true")});
    row("system", p_global("os", "system") + command + "R", "os.system");
    row("posix", p_global("posix", "system") + command + "R", "posix.system");
    row("eval", p_global("builtins", "eval") + command + "R", "builtins.eval");
    row("stack global", p_text("os") + p_text("system") + "\x93" + command + "R", "os.system");
    row("inst", "(" + p_text("true") + "ios\nsystem\n", "os.system");
    row("new object", p_global("subprocess", "Popen") + command + "\x81", "subprocess.Popen");
    row("obj", "(" + p_global("os", "system") + p_text("true") + "o", "os.system");
    row("not called", p_dict({{"w", p_global("os", "system")}}), "os.system");
    row("attribute path", p_text("torch") + p_text("hub.load") + "\x93", "torch.hub.load");
    row("another of torch", p_global("torch.hub", "load"), "torch.hub.load");
    row("numpy", p_global("numpy.core.multiarray", "_reconstruct"), "numpy.core.multiarray._reconstruct");
    row("storage class of another module", p_global("evil", "FloatStorage"), "evil.FloatStorage");
  }

  void refuses_imports() {
    QFETCH(QByteArray, pickle);
    QFETCH(QString, name);
    const std::filesystem::path file = path("import.bin");
    write_file(file, torch_file(pickle.toStdString(), {counting(6)}));
    const QString wrong =
        refusal_mentions([&] { open_pytorch_bin(file); }, {"import.bin", "import " + name + ";"});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("mention");
    const auto raw = [](const char* name, const std::string& content, const char* mention) {
      QTest::newRow(name) << QByteArray::fromStdString(content) << QString(mention);
    };
    const auto tensor = [&](const char* name, const std::string& one, const char* mention) {
      raw(name, torch_file(p_document(p_dict({{"some.weight", one}})), {counting(6)}), mention);
    };
    const auto document = [&](const char* name, const std::string& pickle, const char* mention) {
      raw(name, torch_file(pickle, {counting(6)}), mention);
    };
    const std::string half = p_storage("HalfStorage", "0", 6);
    tensor("past the end", p_tensor(half, 0, {7}, {1}), "some.weight");
    tensor("offset past the end", p_tensor(half, 1, {2, 3}, {3, 1}), "some.weight");
    tensor("offset", p_tensor(half, 7, {0}, {1}), "some.weight");
    tensor("negative offset", p_tensor(half, -1, {1}, {1}), "damaged");
    tensor("stride", p_tensor(half, 0, {2}, {6}), "some.weight");
    tensor("negative stride", p_tensor(half, 0, {2}, {-1}), "damaged");
    tensor("stride overflow", p_tensor(half, 0, {3, 3}, {INT64_MAX, INT64_MAX}), "some.weight");
    tensor("shape overflow", p_tensor(half, 0, {INT64_MAX, INT64_MAX}, {0, 0}), "some.weight");
    tensor("blown up", p_tensor(half, 0, {1 << 30}, {0}), "impossible shape [1073741824]");
    tensor("strides missing", p_tensor(half, 0, {2, 3}, {1}), "damaged");
    tensor("no storage of the key", p_tensor(p_storage("HalfStorage", "9", 6), 0, {1}, {1}), "some.weight");
    tensor("storage elsewhere", p_tensor(p_storage("HalfStorage", "../0", 6), 0, {1}, {1}), "some.weight");
    tensor("storage too short", p_tensor(p_storage("FloatStorage", "0", 6), 0, {1}, {1}), "some.weight");
    tensor("storage overflow", p_tensor(p_storage("FloatStorage", "0", INT64_MAX), 0, {1}, {1}),
           "some.weight");
    tensor("untyped", p_tensor(p_storage("UntypedStorage", "0", 6), 0, {1}, {1}), "element type");
    tensor("storage of a dtype", p_tensor(p_storage("float32", "0", 6), 0, {1}, {1}), "class");
    document("no dictionary", p_document("]"), "dictionary");
    document("no tensors", p_document(p_dict({{"epoch", "K\x03"}})), "no tensors");
    document("tensor twice", p_document(p_dict({{"w", plain_tensor()}, {"w", plain_tensor()}})), "twice");
    {
      // A hundred thousand times the same long name, that is not copied each time.
      const std::string kept =
          p_text(std::string(1 << 20, 'w')) + "q" + '\0' + "0" + plain_tensor() + "q\x01" + "0";
      std::string entries;
      for (int i = 0; i < 100'000; ++i) entries += std::string("h\0h\x01", 4);
      document("one long name again and again", p_document(kept + "}(" + entries + "u"), "twice");
    }
    document("name is a number", p_document("}(K\x01" + plain_tensor() + "u"), "name");
    document("protocol 0", "(dp0\n.", "operation");
    document("protocol 9", "\x80\x09}.", "protocol 9");
    document("empty pickle", "", "damaged");
    document("no stop", "\x80\x02}", "damaged");
    document("text past the end", "\x80\x02X\xFF\xFF\xFF\xFF", "damaged");
    document("long text past the end", "\x80\x04\x8d" + std::string(8, '\xFF'), "damaged");
    document("nothing on the stack", "\x80\x02.", "damaged");
    document("below the mark", "\x80\x02}(s.", "damaged");
    document("no mark", "\x80\x02}u.", "damaged");
    document("nothing kept", "\x80\x02h\x05.", "damaged");
    document("odd entries", "\x80\x02}(K\x01u.", "damaged");
    document("call of a list", "\x80\x02])R.", "damaged");
    document("call of a storage class", "\x80\x02" + p_global("torch", "FloatStorage") + ")R.", "damaged");
    document("state of a tensor", "\x80\x02" + plain_tensor() + "}b.", "set up an object");
    document("extension", "\x80\x02\x82\x01.", "0x82");
    document("dictionary of itself", "\x80\x02}q\x01K\x01h\x01s.", "no tensors");
    document("too many values", "\x80\x02" + std::string(std::size_t{2} << 20, 'N') + ".", "more values");
    document("too many memos", "\x80\x04}" + std::string(std::size_t{2} << 20, '\x94') + ".", "more values");
    std::string amplified = "\x80\x02](" + std::string(100000, 'N') + "eq\x01";
    for (int i = 0; i < 100000; ++i) amplified += p_global("collections", "OrderedDict") + "(h\x01tR0";
    document("one list a hundred thousand times", amplified + ".", "pickle");

    const std::string pickle = p_document(p_dict({{"w", plain_tensor()}}));
    const std::string data = counting(6);
    const auto zip = [&](const char* name, const ZipEntry& first, const ZipEntry& second,
                         const char* mention) {
      raw(name, zip_file({first, second}), mention);
    };
    const ZipEntry good_pickle{"x/data.pkl", pickle};
    const ZipEntry good_data{"x/data/0", data};
    zip("compressed", good_pickle, {"x/data/0", data, 8}, "x/data/0");
    zip("encrypted", good_pickle, {"x/data/0", data, 0, 1}, "x/data/0");
    zip("another name inside", good_pickle, {"x/data/0", data, 0, 0, "x/data/1"}, "another name");
    zip("longer than the file", good_pickle, {"x/data/0", data, 0, 0, {}, 0, 1 << 20}, "longer");
    zip("checksum", {"x/data.pkl", pickle, 0, 0, {}, 1}, good_data, "checksum");
    zip("entry twice", good_pickle, good_pickle, "twice");
    zip("two pickles", good_pickle, {"y/data.pkl", pickle}, "more than one");
    zip("deep pickle", {"x/y/data.pkl", pickle}, good_data, "data.pkl");
    raw("overlap", zip_file({{"x/data.pkl", pickle, 0, 0, {}, 0, 45}, good_data}), "overlap");
    raw("big endian", zip_file({good_pickle, good_data, {"x/byteorder", "big"}}), "little-endian");
    raw("script", zip_file({good_pickle, good_data, {"x/constants.pkl", ""}}), "TorchScript");
    raw("empty", "", "empty");
    raw("text", "hello, this is not a checkpoint", "ZIP");
    raw("legacy", "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02", "1.6");
    raw("tar", std::string(257, 'a') + "ustar" + std::string(300, '\0'), "1.6");
    raw("cut in half", plain_file().substr(0, plain_file().size() / 2), "cut short");
    raw("only a header", plain_file().substr(0, 30), "ZIP");
  }

  void refuses() {
    QFETCH(QByteArray, content);
    QFETCH(QString, mention);
    const std::filesystem::path file = path("refused.bin");
    write_file(file, content.toStdString());
    const QString wrong = refusal_mentions([&] { open_pytorch_bin(file); }, {"refused.bin", mention});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void damaged_files_give_an_error_or_work() {
    const std::filesystem::path file = path("fuzz.bin");
    std::mt19937 random(9);
    int refused = 0;
    constexpr int kRounds = 6000;
    for (int round = 0; round < kRounds; ++round) {
      if (round % 2 == 0) {
        write_file(file, mutated(plain_file(), random, plain_file().size()));
      } else {
        // Behind a right checksum, so that the damage reaches the pickle.
        const std::string top =
            p_dict({{"w", p_tensor(p_storage("HalfStorage", "0", 12), 1, {2, 2}, {1, 3})}});
        write_file(file, torch_file(mutated(p_document(top), random, top.size()), {counting(12)}));
      }
      try {
        read_all(*open_pytorch_bin(file));
      } catch (const vp::base::Error& error) {
        QCOMPARE(error.code(), vp::base::ErrorCode::Checkpoint);
        ++refused;
      }
    }
    QVERIFY(refused > kRounds / 4);
  }

 private:
  std::filesystem::path path(const char* name) const { return folder_.filePath(name).toStdString(); }
  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestPytorchBin)
#include "test_pytorch_bin.moc"
