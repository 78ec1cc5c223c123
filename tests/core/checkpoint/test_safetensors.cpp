#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QTest>
#include <cstring>
#include <nlohmann/json.hpp>

#include "checkpoint/safetensors_writer.h"
#include "checkpoint_files.h"
#include "support/sanitizer.h"

using namespace vp::checkpoint;
using namespace vp::test;

namespace {

std::string with_header(const std::string& header, std::size_t data_size) {
  const std::uint64_t length = header.size();
  std::string content(sizeof(length), '\0');
  std::memcpy(content.data(), &length, sizeof(length));
  content += header;
  for (std::size_t i = 0; i < data_size; ++i) content += static_cast<char>(i);
  return content;
}

/// Resident memory of this process that is backed by files, bytes.
std::uint64_t resident_file_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssFile:")) return std::stoull(line.substr(8)) * 1024;
  return 0;
}

}  // namespace

class TestSafetensors : public QObject {
  Q_OBJECT

 private slots:
  void reads_golden_file() {
    const auto weights = open_safetensors(kGolden / "decoder/llama_gqa/expected.safetensors");
    const TensorInfo* const ids = weights->find("input_ids");
    QVERIFY(ids != nullptr);
    QCOMPARE(weights->find("no such tensor"), nullptr);
    const TensorInfo* const logits = weights->find("logits");
    QVERIFY(logits != nullptr);
    QCOMPARE(logits->dtype, Dtype::Float32);
    QCOMPARE(logits->shape, (std::vector<std::int64_t>{48, 512}));
    const TensorInfo* const greedy = weights->find("greedy");
    QCOMPARE(greedy->dtype, Dtype::Int32);
    QCOMPARE(greedy->byte_count(), 160U);
    // The first greedy id is the best logit of the last position.
    std::vector<std::byte> bytes = read_tensor(*weights, *logits);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    const auto last = values.end() - 512;
    bytes = read_tensor(*weights, *greedy);
    std::int32_t first = 0;
    std::memcpy(&first, bytes.data(), sizeof(first));
    QCOMPARE(std::distance(last, std::max_element(last, values.end())), first);
  }

  void sorted_by_name() {
    const auto weights = open_safetensors(kGolden / "stab/weights.safetensors");
    QVERIFY(std::is_sorted(weights->tensors().begin(), weights->tensors().end(),
                           [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; }));
    for (const TensorInfo& info : weights->tensors()) QCOMPARE(weights->find(info.name), &info);
  }

  void writes_what_it_reads() {
    const std::vector<std::byte> bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4},
                                       std::byte{5}, std::byte{6}, std::byte{7}, std::byte{8}};
    const std::span all(bytes);
    const std::filesystem::path file = path("round.safetensors");
    write_safetensors(file,
                      {{{"scalar", Dtype::Float64, {}}, all},
                       {{"b", Dtype::BFloat16, {2, 1}}, all.first(4)},
                       {{"nothing", Dtype::Float32, {3, 0, 2}}, {}},
                       {{"mask", Dtype::Bool, {3}}, all.last(3)}},
                      {{"note", "one \"quoted\" \xFF text"}});
    const auto weights = open_safetensors(file);
    QCOMPARE(weights->tensors().size(), 4U);
    QCOMPARE(weights->find("scalar")->element_count(), 1);
    QCOMPARE(weights->find("nothing")->shape, (std::vector<std::int64_t>{3, 0, 2}));
    QCOMPARE(read_tensor(*weights, *weights->find("scalar")), bytes);
    QCOMPARE(read_tensor(*weights, *weights->find("b")), std::vector(bytes.begin(), bytes.begin() + 4));
    QCOMPARE(read_tensor(*weights, *weights->find("mask")), std::vector(bytes.end() - 3, bytes.end()));
    QCOMPARE(read_tensor(*weights, *weights->find("nothing")), std::vector<std::byte>());
  }

  void writer_says_what_it_cannot_write() {
    try {
      write_safetensors("/proc/none/file.safetensors", {}, {});
      QFAIL("written");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Output);
    }
  }

  void a_stopped_writer_leaves_what_was_there() {
    const std::filesystem::path file = path("stopped.safetensors");
    const std::vector<std::byte> bytes(4, std::byte{7});
    write_safetensors(file, {{{"before", Dtype::UInt8, {4}}, bytes}}, {});
    std::stop_source stop;
    stop.request_stop();
    try {
      write_safetensors(file, {{{"after", Dtype::UInt8, {4}}, bytes}}, {}, stop.get_token());
      QFAIL("written");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QVERIFY(open_safetensors(file)->find("before") != nullptr);
    QCOMPARE(QDir(folder_.path()).entryList({"stopped*"}, QDir::Files).size(), 1);
  }

  // Values are there until the file is written, whoever made them.
  void kept_tensors_outlive_their_makers() {
    TensorsToWrite tensors;
    {
      const auto owned = std::make_shared<const std::vector<std::byte>>(3, std::byte{9});
      tensors.add("bytes", Dtype::UInt8, {3}, *owned, owned);
      tensors.add("floats", {1, 2}, {1.5F, -2.0F});
    }
    const std::filesystem::path file = path("kept.safetensors");
    write_safetensors(file, tensors.tensors(), {});
    const auto weights = open_safetensors(file);
    QCOMPARE(read_tensor(*weights, *weights->find("bytes")), std::vector<std::byte>(3, std::byte{9}));
    QCOMPARE(weights->find("floats")->shape, (std::vector<std::int64_t>{1, 2}));
    const std::vector<std::byte> floats = read_tensor(*weights, *weights->find("floats"));
    float second = 0;
    std::memcpy(&second, floats.data() + sizeof(float), sizeof(float));
    QCOMPARE(second, -2.0F);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("mention");
    const auto raw = [](const char* name, const std::string& content, const char* mention) {
      QTest::newRow(name) << QByteArray::fromStdString(content) << QString(mention);
    };
    const auto row = [&](const char* name, const std::string& header, std::size_t size, const char* mention) {
      raw(name, with_header(header, size), mention);
    };
    raw("empty", "", "empty");
    raw("short", "1234567", "7 bytes");
    raw("header past the end", with_header("{}", 0).substr(0, 9), "cut short");
    raw("gigantic header", std::string(8, '\x7f') + "{}", "at most");
    row("no header", "", 0, "JSON");
    row("leading space", " {}", 0, "JSON");
    row("array", "[]", 0, "JSON");
    row("not JSON", "{\"a\": }", 0, "JSON");
    row("not UTF-8", "{\"\xFF\": 1}", 0, "JSON");
    row("deep", "{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}", 0, "deep");
    row("metadata of numbers", R"({"__metadata__":{"a":1}})", 0, "__metadata__");
    row("metadata is no map", R"({"__metadata__":"a"})", 0, "__metadata__");
    row("entry is no object", R"({"t":1})", 0, "\"t\"");
    row("no dtype", R"({"t":{"shape":[1],"data_offsets":[0,4]}})", 4, "\"t\"");
    row("unknown dtype", R"({"t":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}})", 4, "F8_E4M3");
    row("no shape", R"({"t":{"dtype":"F32","data_offsets":[0,4]}})", 4, "\"t\"");
    row("negative size", R"({"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4, "shape");
    row("fraction", R"({"t":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", 4, "shape");
    row("huge size", R"({"t":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]}})", 4,
        "shape");
    row("overflow", R"({"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0,
        "impossible");
    row("overflow beside zero",
        R"({"t":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}})", 0, "impossible");
    row("dimensions",
        R"({"t":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})", 4,
        "impossible");
    row("one offset", R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", 4, "data_offsets");
    row("reversed offsets", R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4, "data_offsets");
    row("truncated data", R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 7, "cut short");
    row("wrong size", R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4, "needs 8");
    row("overlap",
        R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
        12, "overlaps");
    row("same place",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
        4, "overlaps");
    row("hole",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
        12, "no tensor");
    row("more data", R"({"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 5, "no tensor");
    row("tensor twice",
        R"({"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"t":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
        2, "twice");
    row("key twice", R"({"t":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}})", 1, "twice");
  }

  void refuses() {
    QFETCH(QByteArray, content);
    QFETCH(QString, mention);
    const std::filesystem::path file = path("refused.safetensors");
    write_file(file, content.toStdString());
    const QString wrong = refusal_mentions([&] { open_safetensors(file); }, {"refused.safetensors", mention});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  // Took 12 minutes for as many when it was looked through the whole header again for each of them.
  void many_tensors() {
    constexpr int kMany = 200'000;
    const std::string entry = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    std::string header = "{";
    for (int i = 0; i < kMany; ++i) header += "\"" + std::to_string(i) + "\":" + entry + ",";
    const std::filesystem::path file = path("many.safetensors");
    write_file(file, with_header(header + R"("last":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1));
    const auto weights = open_safetensors(file);
    QCOMPARE(weights->tensors().size(), std::size_t{kMany + 1});
    QVERIFY(weights->find("199999") != nullptr && weights->find("200000") == nullptr);
    write_file(file, with_header(header + R"("77":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1));
    const QString wrong = refusal_mentions([&] { open_safetensors(file); }, {"\"77\" twice"});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void refuses_what_is_no_file() {
    QVERIFY2(refusal_mentions([&] { open_safetensors(path("none")); }, {"none"}).isEmpty(), "missing file");
    QVERIFY2(refusal_mentions([&] { open_safetensors(path("")); }, {"regular"}).isEmpty(), "folder");
    QVERIFY2(refusal_mentions([&] { open_safetensors("/dev/zero"); }, {"/dev/zero"}).isEmpty(), "device");
  }

  void damaged_files_give_an_error_or_work() {
    const std::string good = with_header(
        R"({"__metadata__":{"a":"b"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
        R"("b":{"dtype":"BF16","shape":[1,2],"data_offsets":[8,12]},"c":{"dtype":"I64","shape":[],"data_offsets":[12,20]}})",
        20);
    const std::filesystem::path file = path("fuzz.safetensors");
    std::mt19937 random(5);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
      write_file(file, mutated(good, random, good.size() - 20));
      try {
        read_all(*open_safetensors(file));
      } catch (const vp::base::Error& error) {
        QCOMPARE(error.code(), vp::base::ErrorCode::Checkpoint);
        ++refused;
      }
    }
    QVERIFY(refused > 1500);
  }

  void a_file_cut_while_it_is_open_is_an_error() {
    const std::filesystem::path file = path("cut.safetensors");
    const std::vector<std::byte> bytes(1 << 20);
    write_safetensors(file, {{{"t", Dtype::UInt8, {1 << 20}}, bytes}}, {});
    const auto weights = open_safetensors(file);
    QCOMPARE(::truncate(file.c_str(), 4096), 0);
    const QString wrong = refusal_mentions([&] { read_all(*weights); }, {"cut.safetensors", "changed"});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void views_are_the_file_and_outlive_the_reader() {
    const std::filesystem::path file = path("views.safetensors");
    const std::vector<std::byte> bytes{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
    write_safetensors(file,
                      {{{"a", Dtype::UInt8, {1}}, std::span(bytes).first(1)},
                       {{"b", Dtype::BFloat16, {2}}, bytes},
                       {{"c", Dtype::UInt8, {3}}, std::span(bytes).first(3)}},
                      {});
    std::optional<TensorView> view;
    {
      const auto weights = open_safetensors(file);
      QVERIFY(!weights->view(*weights->find("b")));  // begins with an odd byte
      view = weights->view(*weights->find("c"));
      weights->populate(*weights->find("c"), 0, 3);
    }
    QVERIFY(view && std::equal(view->bytes.begin(), view->bytes.end(), bytes.begin(), bytes.begin() + 3));
  }

  void a_view_cut_while_it_is_open_is_an_error() {
    const std::filesystem::path file = path("cut_view.safetensors");
    const std::vector<std::byte> bytes(1 << 20);
    write_safetensors(file, {{{"t", Dtype::UInt8, {1 << 20}}, bytes}}, {});
    const auto weights = open_safetensors(file);
    QVERIFY(weights->view(weights->tensors().front()));
    QCOMPARE(::truncate(file.c_str(), 4096), 0);
    const QString wrong =
        refusal_mentions([&] { weights->populate(weights->tensors().front(), 1 << 19, 1 << 10); },
                         {"cut_view.safetensors", "changed"});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void a_wrong_destination_is_a_mistake() {
    const auto weights = open_safetensors(kGolden / "stab/weights.safetensors");
    std::vector<std::byte> bytes(1);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, weights->read(weights->tensors().front(), bytes));
  }

  void reading_lets_go_of_the_file() {
    constexpr std::int64_t kBytes = std::int64_t{256} << 20;
    const std::filesystem::path file = path("large.safetensors");
    {
      const std::vector<std::byte> bytes(kBytes, std::byte{7});
      write_safetensors(file, {{{"t", Dtype::UInt8, {kBytes}}, bytes}}, {});
    }
    const auto weights = open_safetensors(file);
    std::vector<std::byte> destination(kBytes);
    const std::uint64_t before = resident_file_bytes();
    ::rusage usage_before{};
    ::getrusage(RUSAGE_SELF, &usage_before);
    weights->read(weights->tensors().front(), destination);
    QVERIFY(resident_file_bytes() < before + (std::uint64_t{16} << 20));
    QVERIFY(
        std::all_of(destination.begin(), destination.end(), [](std::byte b) { return b == std::byte{7}; }));
    if (vp::test::has_address_sanitizer()) return;
    // The peak: the destination was there before, so nothing of the size of the tensor may have been added.
    ::rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    QVERIFY((usage.ru_maxrss - usage_before.ru_maxrss) * 1024 < (std::int64_t{24} << 20));
  }

  void memory_weights_behave_like_a_file() {
    MemoryWeights weights;
    weights.add({"b", Dtype::UInt8, {2}}, {std::byte{1}, std::byte{2}});
    weights.add({"a", Dtype::UInt8, {0}}, {});
    QCOMPARE(weights.tensors().front().name, std::string("a"));
    QCOMPARE(read_tensor(weights, *weights.find("b")), (std::vector<std::byte>{std::byte{1}, std::byte{2}}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, weights.add({"c", Dtype::Float32, {1}}, {}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, weights.add({"a", Dtype::UInt8, {0}}, {}));
  }

 private:
  std::filesystem::path path(const char* name) const { return folder_.filePath(name).toStdString(); }
  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
