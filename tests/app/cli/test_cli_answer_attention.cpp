// videopanda ask --answer-attention: what the tokens of the answers attended to, as a file.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <cstring>

#include "checkpoint/weight_reader.h"
#include "command_run.h"

using namespace vp::test;
using nlohmann::json;
using vp::checkpoint::TensorInfo;
using vp::checkpoint::WeightReader;

namespace {

json metadata(const QString& file) {
  const QByteArray bytes = read_bytes(file);
  quint64 size = 0;
  std::memcpy(&size, bytes.constData(), sizeof size);
  return json::parse(bytes.begin() + 8, bytes.begin() + 8 + static_cast<qsizetype>(size))["__metadata__"];
}

json parsed(const json& meta, const char* name) {
  return json::parse(meta[name].get<std::string>());
}

const QString kQuestion = QStringLiteral("What is happening in the video?");

}  // namespace

class TestCliAnswerAttention : public QObject {
  Q_OBJECT

 private slots:
  void writes_every_token_of_every_answer();
  void records_the_layers_and_heads_asked_for();
  void refuses_data();
  void refuses();

 private:
  CommandRun run(const QStringList& more) const {
    return ask(golden("clip_landscape.mkv"),
               QStringList{"--dtype", "float32", "--json", "--max-new-tokens", "6"} + more,
               golden_checkpoint(), kQuestion);
  }

  QTemporaryDir folder_;
};

void TestCliAnswerAttention::writes_every_token_of_every_answer() {
  const QString out = folder_.filePath("all/attention.safetensors");
  const CommandRun asked = run({"And then?", "--answer-attention", out});
  QVERIFY2(asked.code == 0, qPrintable(asked.summary()));
  const std::vector<json> objects = asked.objects();
  QCOMPARE(objects.size(), 2u);
  const json meta = metadata(out);
  const json answers = parsed(meta, "answers");
  QCOMPARE(answers.size(), 2u);
  const json frames = parsed(meta, "frame_tokens");
  QCOMPARE(frames.size(), 8u);
  QCOMPARE(frames[1]["first_column"].get<int>(), 46);
  QCOMPARE(frames[7]["columns"].get<int>(), 46);
  QCOMPARE(frames[0]["rows"].get<int>(), 5);
  QCOMPARE(frames[0]["tokens_a_row"].get<int>(), 8);
  const auto layers = static_cast<std::int64_t>(parsed(meta, "layers").size());
  QVERIFY(layers > 1);
  QCOMPARE(meta["model_hash"].get<std::string>(), objects[0]["model"]["hash"].get<std::string>());

  const std::unique_ptr<WeightReader> file = vp::checkpoint::open_safetensors(out.toStdString());
  QCOMPARE(file->tensors().size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    QCOMPARE(answers[i]["token_ids"].dump(), objects[i]["token_ids"].dump());
    QCOMPARE(answers[i]["question"].get<std::string>(), objects[i]["question"].get<std::string>());
    std::string text;
    for (const json& piece : answers[i]["token_texts"]) text += piece.get<std::string>();
    QCOMPARE(text, objects[i]["answer"].get<std::string>());
    const auto tokens = static_cast<std::int64_t>(answers[i]["token_ids"].size());
    for (const json& word : answers[i]["words"]) {
      QVERIFY(word["first_token"].get<int>() <= word["last_token"].get<int>());
      QVERIFY(word["last_token"].get<int>() < tokens);
    }
    const TensorInfo* info = file->find("answer" + std::to_string(i) + ".attention");
    QVERIFY(info != nullptr);
    QVERIFY((info->shape == std::vector<std::int64_t>{tokens, layers, 8 * 46}));
    std::vector<float> values(static_cast<std::size_t>(info->element_count()));
    file->read(*info, std::as_writable_bytes(std::span(values)));
    // Each row is a part of a softmax.
    for (std::size_t first = 0; first < values.size(); first += 8 * 46) {
      double sum = 0;
      for (std::size_t column = 0; column < 8 * 46; ++column) {
        QVERIFY(std::isfinite(values[first + column]) && values[first + column] >= 0);
        sum += values[first + column];
      }
      QVERIFY(sum > 0 && sum < 1);
    }
  }
}

void TestCliAnswerAttention::records_the_layers_and_heads_asked_for() {
  const QString every = folder_.filePath("every.safetensors"), one = folder_.filePath("one.safetensors");
  const CommandRun all = run({"--answer-attention", every});
  QVERIFY2(all.code == 0, qPrintable(all.summary()));
  const CommandRun chosen =
      run({"--answer-attention", one, "--attention-layers", "1", "--attention-heads", "0,1"});
  QVERIFY2(chosen.code == 0, qPrintable(chosen.summary()));
  QCOMPARE(chosen.objects()[0]["token_ids"].dump(), all.objects()[0]["token_ids"].dump());
  const json meta = metadata(one);
  QCOMPARE(meta["layers"].get<std::string>(), std::string("[1]"));
  QCOMPARE(meta["heads"].get<std::string>(), std::string("[0,1]"));
  const auto file = vp::checkpoint::open_safetensors(one.toStdString());
  QVERIFY((file->find("answer0.attention")->shape == std::vector<std::int64_t>{6, 1, 8 * 46}));
}

void TestCliAnswerAttention::refuses_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QString>("word");
  const QString out = folder_.filePath("refused.safetensors");
  QTest::newRow("another ending") << QStringList{"--answer-attention", folder_.filePath("a.npz")}
                                  << ".safetensors";
  QTest::newRow("no such layer") << QStringList{"--answer-attention", out, "--attention-layers", "0,99"}
                                 << "99";
  QTest::newRow("no such head") << QStringList{"--answer-attention", out, "--attention-heads", "77"} << "77";
  QTest::newRow("a layer twice") << QStringList{"--answer-attention", out, "--attention-layers", "1,1"}
                                 << "once";
  QTest::newRow("negative") << QStringList{"--answer-attention", out, "--attention-layers", "-1"} << "-1";
  QTest::newRow("without a file") << QStringList{"--attention-layers", "0"} << "--answer-attention";
}

void TestCliAnswerAttention::refuses() {
  QFETCH(QStringList, options);
  QFETCH(QString, word);
  const CommandRun refused = run(options);
  QCOMPARE(refused.code, 2);
  QVERIFY2(QString::fromUtf8(refused.err).contains(word), qPrintable(refused.summary()));
  QVERIFY(refused.out.isEmpty());
  QVERIFY(!QFile::exists(folder_.filePath("refused.safetensors")));
}

QTEST_GUILESS_MAIN(TestCliAnswerAttention)
#include "test_cli_answer_attention.moc"
