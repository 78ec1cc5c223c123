// videopanda eval: what it writes, how it goes on, what it counts.
#include <signal.h>

#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "edited_checkpoint.h"

using namespace vp::test;
using nlohmann::json;

namespace {

/// The objects of a predictions file by their ids.
std::map<std::string, json> predictions_in(const QString& file) {
  std::map<std::string, json> predictions;
  for (const QByteArray& line : read_bytes(file).split('\n')) {
    if (line.isEmpty()) continue;
    const json object = json::parse(line.begin(), line.end());
    predictions[object["id"].dump()] = object;
  }
  return predictions;
}

}  // namespace

class TestCliEval : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void answers_as_ask_does();
  void writes_what_the_authors_write();
  void counts_what_cannot_be_used();
  void goes_on_where_it_was_stopped();
  void does_its_chunk_only();
  void scores_without_a_model();
  void reads_a_benchmark();
  void another_model_is_not_mixed_in();
  void keeps_whole_answers_on_a_signal();
  void refuses_data();
  void refuses();

 private:
  QStringList arguments(const QString& out) const;
  CommandRun eval(const QString& out, const QStringList& more = {}) const {
    return videopanda(arguments(out) + more);
  }

  QTemporaryDir folder_;
  QString all_;  ///< the predictions of a whole run
  CommandRun whole_;
};

QStringList TestCliEval::arguments(const QString& out) const {
  return {"eval",
          "--questions",
          folder_.filePath("test_q.json"),
          "--answers",
          folder_.filePath("test_a.json"),
          "--videos",
          folder_.filePath("videos"),
          "--out",
          out,
          "--model",
          golden_checkpoint(),
          "--dtype",
          "float32",
          "--max-new-tokens",
          "5"};
}

void TestCliEval::initTestCase() {
  QVERIFY(QDir(folder_.path()).mkpath("videos"));
  for (const char* clip : {"clip_short.mkv", "clip_portrait.mkv"})
    QVERIFY(QFile::copy(golden(clip), folder_.filePath(QString("videos/") + clip)));
  write_bytes(folder_.filePath("videos/broken.mp4"), "this is no video");
  write_bytes(folder_.filePath("test_q.json"), R"([
      {"video_name": "clip_short", "question": "What color is the car?", "question_id": 1},
      {"video_name": "clip_portrait", "question": "Why?", "question_id": "p_0"},
      {"video_name": "clip_short.mkv", "question": "How many?", "question_id": 3},
      {"video_name": "clip_short", "question": "How many?", "question_id": 4},
      {"video_name": "gone", "question": "Where?", "question_id": 5},
      {"video_name": "broken", "question": "Where?", "question_id": 6},
      {"video_name": "clip_short", "question": "  ", "question_id": 7}])");
  write_bytes(folder_.filePath("test_a.json"), R"([
      {"question_id": 1, "answer": "red", "type": "colour"}, {"question_id": "p_0", "answer": "so", "type": "why"},
      {"question_id": 3, "answer": "two", "type": "count"}, {"question_id": 4, "answer": "2", "type": "count"},
      {"question_id": 5, "answer": "left", "type": "where"}, {"question_id": 6, "answer": "right", "type": "where"},
      {"question_id": 7, "answer": "none", "type": "where"}])");
  all_ = folder_.filePath("all.jsonl");
  whole_ = eval(all_, {"--json"});
  QVERIFY2(whole_.code == 0 && whole_.objects().size() == 1, qPrintable(whole_.summary()));
  QCOMPARE(predictions_in(all_).size(), std::size_t{7});
}

void TestCliEval::answers_as_ask_does() {
  // Each question is a conversation's first, although one video is encoded once for several.
  const auto predictions = predictions_in(all_);
  for (const char* id : {"1", "\"p_0\"", "3", "4"}) {
    const json& prediction = predictions.at(id);
    const QString clip =
        QString::fromStdString(prediction["video_name"].get<std::string>()).section('.', 0, 0);
    const CommandRun asked =
        ask(golden(clip + ".mkv"), {"--dtype", "float32", "--max-new-tokens", "5", "--json"},
            golden_checkpoint(), QString::fromStdString(prediction["question"].get<std::string>()));
    QCOMPARE(asked.code, 0);
    QCOMPARE(prediction["pred"].get<std::string>(), asked.objects().at(0)["answer"].get<std::string>());
  }
}

void TestCliEval::writes_what_the_authors_write() {
  const auto predictions = predictions_in(all_);
  const json& one = predictions.at("1");
  QVERIFY(one["id"].is_number());
  QVERIFY(predictions.at("\"p_0\"")["id"].is_string());
  QVERIFY(one["video_name"] == "clip_short" && one["question"] == "What color is the car?");
  QVERIFY(one["answer"] == "red" && one["type"] == "colour");
}

void TestCliEval::counts_what_cannot_be_used() {
  const auto predictions = predictions_in(all_);
  for (const char* id : {"5", "6", "7"}) {
    QVERIFY(!predictions.at(id).contains("pred"));
    QVERIFY(!predictions.at(id)["error"].get<std::string>().empty());
  }
  for (const char* named : {"\"gone\"", "\"broken\"", "\"7\""}) {
    QCOMPARE(whole_.err.count(named), 1);
    QVERIFY2(whole_.err.contains("warning"), qPrintable(whole_.summary()));
  }
  const json scores = whole_.objects()[0];
  QCOMPARE(scores["overall"]["total"].get<int>(), 7);
  QCOMPARE(scores["overall"]["errors"].get<int>(), 3);
  QCOMPARE(scores["by_type"]["where"]["right"].get<int>(), 0);
  QCOMPARE(scores["by_type"]["count"]["chance_percent"].get<double>(), 100.0);
}

void TestCliEval::goes_on_where_it_was_stopped() {
  const QString out = folder_.filePath("resumed.jsonl");
  const QList<QByteArray> lines = read_bytes(all_).split('\n');
  // One answer that the model would not give, to see that it is kept, and half a line.
  json kept = json::parse(lines[0].begin(), lines[0].end());
  kept["pred"] = "Kept.";
  const QByteArray first = QByteArray::fromStdString(kept.dump()) + '\n';
  write_bytes(out, first + lines[1].left(30));
  const CommandRun run = eval(out);
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  auto expected = predictions_in(all_);
  expected[kept["id"].dump()] = kept;
  QVERIFY(predictions_in(out) == expected);

  // When all is answered but what cannot be, only that is tried again.
  const CommandRun again = eval(out);
  QVERIFY2(again.code == 3 && again.err.contains("None of the 3"), qPrintable(again.summary()));
  QVERIFY(predictions_in(out) == expected);
}

void TestCliEval::does_its_chunk_only() {
  std::map<std::string, json> together;
  const QList<std::size_t> sizes{3, 3, 1};
  for (int chunk = 0; chunk < 3; ++chunk) {
    const QString out = folder_.filePath(QString("chunk%1.jsonl").arg(chunk));
    const CommandRun run = eval(out, {"--num-chunks", "3", "--chunk-idx", QString::number(chunk)});
    QVERIFY2(run.code == (chunk == 2 ? 3 : 0), qPrintable(run.summary()));  // the last has no usable question
    auto predictions = predictions_in(out);
    QCOMPARE(predictions.size(), sizes[chunk]);
    together.merge(predictions);
  }
  QVERIFY(together == predictions_in(all_));
}

void TestCliEval::scores_without_a_model() {
  const QString out = folder_.filePath("given.jsonl");
  const auto line = [](int id, const char* type, const char* answer, const char* said) {
    return QByteArray("{\"id\":") + QByteArray::number(id) +
           R"(,"video_name":"v","question":"q","answer":")" + answer + R"(","pred":")" + said +
           R"(","type":")" + type + "\"}\n";
  };
  write_bytes(out, line(1, "colour", "red", "Red.") + line(2, "colour", "blue", "red") +
                       line(3, "count", "two", "2") + line(4, "count", "three", "3 squares"));
  const CommandRun run = videopanda({"eval", "--score-only", "--out", out});
  QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  const QStringList rows = QString::fromUtf8(run.out).trimmed().split('\n');
  QCOMPARE(rows.size(), 4);
  QCOMPARE(rows[0].simplified(), QString("type right total percent 95 % interval chance"));
  QCOMPARE(rows[1].simplified(), QString("colour 1 2 50.0 50.0 to 50.0 50.0"));  // one film has no interval
  QCOMPARE(rows[2].simplified(), QString("count 1 2 50.0 50.0 to 50.0 50.0"));
  QCOMPARE(rows[3].simplified(), QString("all 2 4 50.0 50.0 to 50.0 50.0"));
}

void TestCliEval::reads_a_benchmark() {
  const QString data = folder_.filePath("mlvu");
  QVERIFY(QDir(data).mkpath("json") && QDir(data).mkpath("video/4_count"));
  QVERIFY(QFile::copy(golden("clip_short.mkv"), data + "/video/4_count/a.mkv"));
  QVERIFY(QFile::copy(golden("clip_portrait.mkv"), data + "/video/4_count/b.mkv"));
  write_bytes(data + "/json/4_count.json", R"([
      {"video":"a.mkv","question":"How many?","candidates":["one","two of them"],"answer":"one"},
      {"video":"b.mkv","question":"How many?","candidates":["one","two","none at all"],"answer":"two"},
      {"video":"gone.mkv","question":"How many?","candidates":["one","two"],"answer":"two"},
      {"video":"a.mkv","question":"How many?","candidates":["one","two"],"answer":"five"}])");
  const CommandRun check = videopanda({"eval", "--benchmark", "mlvu", "--data", data, "--check", "--json"});
  QVERIFY2(check.code == 0, qPrintable(check.summary()));
  const json found = check.objects().at(0);
  QCOMPARE(found["questions"].get<int>(), 3);
  QCOMPARE(found["missing_films"]["count"].get<int>(), 1);
  QCOMPARE(found["unreadable_entries"]["count"].get<int>(), 1);
  QCOMPARE(found["published"][0]["questions"].get<int>(), 2174);

  const QString out = data + "/mlvu.jsonl";  // a folder of the benchmark may hold results, too
  const QStringList asked{"eval",    "--benchmark",       "mlvu",    "--data",  data,    "--out", out,
                          "--model", golden_checkpoint(), "--dtype", "float32", "--json"};
  const CommandRun seeing = videopanda(asked);
  QVERIFY2(seeing.code == 0, qPrintable(seeing.summary()));
  QVERIFY2(seeing.err.contains("3 questions; published: 2174"), qPrintable(seeing.summary()));
  json score = seeing.objects().at(0)["overall"];
  QCOMPARE(score["total"].get<int>(), 3);
  QCOMPARE(score["errors"].get<int>(), 1);
  QCOMPARE(score["by_likelihood"]["scored"].get<int>(), 2);
  QVERIFY(!score.contains("blind"));
  const CommandRun resumed = videopanda(asked);
  QVERIFY2(resumed.code == 3 && resumed.err.contains("None of the 1"), qPrintable(resumed.summary()));
  const CommandRun blind = videopanda(asked + QStringList{"--blind"});
  QVERIFY2(blind.code == 0, qPrintable(blind.summary()));
  score = blind.objects().at(0)["overall"];
  QCOMPARE(score["errors"].get<int>(), 1);          // the seeing score, with the blind one beside it
  QCOMPARE(score["blind"]["asked"].get<int>(), 3);  // even of a film that is missing
  const CommandRun again = videopanda({"eval", "--score-only", "--out", out, "--json"});
  QVERIFY2(again.code == 0 && again.objects().at(0)["overall"] == score, qPrintable(again.summary()));

  const auto predictions = predictions_in(out), blindly = predictions_in(data + "/mlvu.blind.jsonl");
  const json& one = predictions.at("\"4_count_1\"");
  QCOMPARE(one["letter_log_p"].size(), std::size_t{3});
  QCOMPARE(one["right"].get<int>(), 1);
  QVERIFY(one["letter_log_p"] != blindly.at("\"4_count_1\"")["letter_log_p"]);
  QVERIFY(blindly.at("\"4_count_1\"")["model"].get<std::string>().ends_with("without the film"));
}

void TestCliEval::another_model_is_not_mixed_in() {
  const QString out = folder_.filePath("mixed.jsonl");
  json first = json::parse(read_bytes(all_).split('\n')[0].toStdString());
  first["model"] = "another 0123456789abcdef, float32";
  write_bytes(out, QByteArray::fromStdString(first.dump()) + '\n');
  QCOMPARE(refusal_fault(eval(out), 2, "begun with another model"), QString());
}

void TestCliEval::keeps_whole_answers_on_a_signal() {
  EditedCheckpoint checkpoint;  // a model that never says the end token, in a long context
  auto& head = checkpoint.tensor("lm_head.weight");
  const std::size_t row = head.bytes.size() / 512;
  std::fill_n(head.bytes.begin() + static_cast<std::ptrdiff_t>(2 * row), row, std::byte{0});
  checkpoint.config["max_position_embeddings"] = 65536;
  const QString endless = checkpoint.write(folder_.filePath("endless"));

  const QString out = folder_.filePath("stopped.jsonl");
  QByteArray first = read_bytes(all_).split('\n')[0] + '\n';
  first = first.left(first.lastIndexOf(",\"model\":")) + "}\n";  // of no model, with which any may go on
  write_bytes(out, first);
  QStringList given = arguments(out);
  given[given.indexOf("--model") + 1] = endless;
  given[given.indexOf("--max-new-tokens") + 1] = "60000";
  QProcess process;
  process.start(executable(), given);
  QVERIFY(process.waitForStarted());
  QVERIFY(!process.waitForFinished(3000));  // it answers
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QCOMPARE(process.readAllStandardOutput(), QByteArray());
  QCOMPARE(read_bytes(out), first);
}

void TestCliEval::refuses_data() {
  QTest::addColumn<QStringList>("more");
  QTest::addColumn<int>("code");
  QTest::addColumn<QString>("mention");
  const auto row = [](const char* name, const QStringList& more, const char* mention, int code = 2) {
    QTest::newRow(name) << more << code << QString(mention);
  };
  const QString other = folder_.filePath("other.jsonl");
  write_bytes(other, "{\"id\":99,\"video_name\":\"v\",\"question\":\"q\",\"answer\":\"a\",\"pred\":\"p\"}\n");
  const QString broken = folder_.filePath("broken.jsonl");
  write_bytes(broken, "not a prediction\n");
  row("no folder of videos", {"--videos", "/nowhere"}, "/nowhere is not a folder");
  row("no questions", {"--questions", "/nowhere"}, "/nowhere is not a file");
  row("questions are no JSON", {"--questions", broken}, "not JSON");
  row("answers to other questions", {"--out", other}, "\"99\"");
  row("broken predictions", {"--out", broken}, "line 1");
  row("chunk past the last", {"--num-chunks", "2", "--chunk-idx", "2"}, "Chunk 2 of 2");
  row("no chunk", {"--num-chunks", "0"}, "Chunk 0 of 0");
  row("no new tokens", {"--max-new-tokens", "0"}, "new tokens");
  row("nowhere to write", {"--out", "/proc/self/out.jsonl"}, "annot", 1);
  row("no checkpoint", {"--model", "/nowhere"}, "/nowhere", 4);
}

void TestCliEval::refuses() {
  QFETCH(QStringList, more);
  QFETCH(int, code);
  QFETCH(QString, mention);
  QStringList given = arguments(folder_.filePath("refused.jsonl"));
  for (qsizetype i = 0; i < more.size(); i += 2) {
    const qsizetype at = given.indexOf(more[i]);
    if (at < 0)
      given << more[i] << more[i + 1];
    else
      given[at + 1] = more[i + 1];
  }
  QCOMPARE(refusal_fault(videopanda(given), code, mention), QString());
}

QTEST_GUILESS_MAIN(TestCliEval)
#include "test_cli_eval.moc"
