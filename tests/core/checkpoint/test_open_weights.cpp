#include <QTest>
#include <nlohmann/json.hpp>

#include "checkpoint/safetensors_writer.h"
#include "checkpoint_files.h"
#include "torch_file.h"

using namespace vp::checkpoint;
using namespace vp::test;
using nlohmann::json;

namespace {

std::string index_text(const json& weight_map) {
  return json{{"weight_map", weight_map}}.dump();
}

/// A PyTorch file with one-element tensors of these names.
std::string bin_with(const std::vector<std::string>& names) {
  std::vector<std::pair<std::string, std::string>> items;
  for (const std::string& name : names)
    items.emplace_back(name, p_tensor(p_storage("ByteStorage", "0", 1), 0, {1}, {1}));
  return torch_file(p_document(p_dict(items)), {"\x2a"});
}

}  // namespace

class TestOpenWeights : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
  }

  void golden_folder() {
    const auto weights = open_weights(kGolden / "checkpoint");
    const json index = json::parse(read_file(kGolden / "checkpoint/pytorch_model.bin.index.json"));
    QCOMPARE(weights->tensors().size(), index.at("weight_map").size());
    for (const auto& [name, file] : index.at("weight_map").items()) {
      const TensorInfo* const info = weights->find(name);
      QVERIFY2(info != nullptr, name.c_str());
      const auto shard = open_pytorch_bin(kGolden / "checkpoint" / file.get<std::string>());
      QCOMPARE(read_tensor(*weights, *info), read_tensor(*shard, *shard->find(name)));
    }
  }

  void golden_decoder() {
    QVERIFY(open_weights(kGolden / "decoder/qwen2")->find("model.norm.weight") != nullptr);
  }

  void order_of_preference() {
    write_file(path("pytorch_model.bin"), bin_with({"from one bin"}));
    QVERIFY(open_weights(path(""))->find("from one bin") != nullptr);
    write_file(path("shard.bin"), bin_with({"from bin shards"}));
    write_file(path("pytorch_model.bin.index.json"), index_text({{"from bin shards", "shard.bin"}}));
    QVERIFY(open_weights(path(""))->find("from bin shards") != nullptr);
    write_one("model.safetensors", "from one safetensors");
    QVERIFY(open_weights(path(""))->find("from one safetensors") != nullptr);
    write_one("model-2.safetensors", "from another safetensors");
    QCOMPARE(open_weights(path(""))->tensors().size(), 2U);
    write_file(path("model.safetensors.index.json"),
               index_text({{"from another safetensors", "model-2.safetensors"}}));
    QCOMPARE(open_weights(path(""))->tensors().size(), 1U);
  }

  void follows_links_inside_the_folder() {
    const QTemporaryDir elsewhere;
    const std::filesystem::path blob = elsewhere.filePath("blob").toStdString();
    write_file(blob, bin_with({"t"}));
    std::filesystem::create_symlink(blob, path("shard.bin"));
    write_file(path("pytorch_model.bin.index.json"), index_text({{"t", "shard.bin"}}));
    QVERIFY(open_weights(path(""))->find("t") != nullptr);
  }

  void refuses_indexes_data() {
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char* name, const std::string& index, const char* mention) {
      QTest::newRow(name) << QByteArray::fromStdString(index) << QString(mention);
    };
    row("empty", "", "empty");
    row("not JSON", "{", "JSON");
    row("an array", "[]", "object");
    row("no map", "{}", "weight_map");
    row("map of nothing", R"({"weight_map":{}})", "weight_map");
    row("map is a list", R"({"weight_map":["a"]})", "weight_map");
    row("file is a number", index_text({{"a", 1}}), "\"a\"");
    row("file above", index_text({{"a", "../a.bin"}}), "../a.bin");
    row("file below", index_text({{"a", "sub/a.bin"}}), "sub/a.bin");
    row("absolute", index_text({{"a", "/etc/passwd"}}), "/etc/passwd");
    row("backslash", index_text({{"a", "..\\a.bin"}}), "a.bin");
    row("dots", index_text({{"a", ".."}}), "\"..");
    row("zero byte", index_text({{"a", std::string("a.bin\0x", 7)}}), "\"a\"");
    row("no name", index_text({{"a", ""}}), "\"a\"");
    row("missing shard", index_text({{"a", "a.bin"}, {"z", "z.bin"}}), "z.bin");
    row("tensor missing", index_text({{"a", "a.bin"}, {"other", "a.bin"}}), "other");
    row("tensor in another shard", index_text({{"a", "b.bin"}, {"b", "a.bin"}}), "\"a\"");
    row("tensor in two shards", index_text({{"a", "a.bin"}, {"again", "again.bin"}}), "holds, too");
    row("key twice", R"({"weight_map":{"a":"a.bin","a":"b.bin"}})", "twice");
  }

  void refuses_indexes() {
    QFETCH(QByteArray, index);
    QFETCH(QString, mention);
    write_file(path("a.bin"), bin_with({"a"}));
    write_file(path("b.bin"), bin_with({"b"}));
    write_file(path("again.bin"), bin_with({"a", "again"}));
    write_file(path("pytorch_model.bin.index.json"), index.toStdString());
    const QString wrong = refusal_mentions([&] { open_weights(path("")); }, {mention});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void refuses_folders() {
    QVERIFY2(refusal_mentions([&] { open_weights(path("")); }, {"no weights", "safetensors"}).isEmpty(),
             "empty folder");
    QVERIFY2(refusal_mentions([&] { open_weights(path("none")); }, {"none", "listed"}).isEmpty(),
             "no folder");
    write_one("model.safetensors", "t");
    write_one("model-2.safetensors", "t");
    QVERIFY2(refusal_mentions([&] { open_weights(path("")); }, {"\"t\"", "model.safetensors"}).isEmpty(),
             "twice");
  }

 private:
  std::filesystem::path path(const std::string& name) const {
    return folder_->path().toStdString() + "/" + name;
  }

  void write_one(const char* file, const char* tensor) const {
    const std::byte byte{1};
    write_safetensors(path(file), {{{tensor, Dtype::UInt8, {1}}, std::span(&byte, 1)}}, {});
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_APPLESS_MAIN(TestOpenWeights)
#include "test_open_weights.moc"
