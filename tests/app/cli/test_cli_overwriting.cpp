// Nothing that a command reads is written over by what it writes, under whatever name.
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <map>

#include "command_run.h"

using namespace vp::test;

class TestCliOverwriting : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void refuses_data();
  void refuses();
  void writes_beside_what_it_reads();

 private:
  QString in(const char* name) const { return folder_.filePath(name); }
  std::map<QString, QByteArray> contents() const;

  QTemporaryDir folder_;
};

void TestCliOverwriting::initTestCase() {
  for (const char* below : {"videos", "maps", "model", "run/model"})
    QVERIFY(QDir(folder_.path()).mkpath(below));
  // A film may have any name, that of a result too.
  for (const char* name : {"film.mkv", "film.mp4", "film.json", "film.safetensors", "videos/one.mkv"})
    QVERIFY(QFile::copy(golden("clip_short.mkv"), in(name)));
  make_video(in("maps/frame3_gstra.png"), {"-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "1"});
  for (const char* model : {"model", "run/model"})
    for (const QString& name : QDir(golden_checkpoint()).entryList(QDir::Files))
      QVERIFY(QFile::copy(golden("checkpoint/" + name), in(model) + "/" + name));
  write_bytes(in("q.txt"), "What color is the car?\n");
  write_bytes(in("videos.txt"), "film.mkv\n");
  write_bytes(in("test_q.json"), R"([{"video_name": "one", "question": "Why?", "question_id": 1}])");
  write_bytes(in("test_a.json"), R"([{"answer": "Because.", "question_id": 1}])");
  const QByteArray stages = R"("stages": [{"name": "finetune", "trained": ["stab"], "samples": 16}]})";
  write_bytes(in("training.json"), R"({"model": "run/model", )" + stages);
  write_bytes(in("run/log.jsonl"), R"({"model": "../model", )" + stages);
  const CommandRun run = ask(in("film.mkv"), {"--max-new-tokens", "3", "--transcript", in("answers.json")});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  std::filesystem::create_symlink("film.mkv", in("link").toStdString());
  std::filesystem::create_hard_link(in("film.mkv").toStdString(), in("hard").toStdString());
  std::filesystem::create_hard_link(in("answers.json").toStdString(), in("hard.md").toStdString());
  std::filesystem::create_symlink("test_a.json", in("predictions").toStdString());
}

std::map<QString, QByteArray> TestCliOverwriting::contents() const {
  std::map<QString, QByteArray> contents;
  for (const QString& name : files_below(folder_.path()))
    if (QFileInfo(in(qPrintable(name))).isFile()) contents[name] = read_bytes(in(qPrintable(name)));
  return contents;
}

void TestCliOverwriting::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("mention");
  const QString question = "Why?", video = "the video itself", twice = "the same file";
  const auto row = [&](const char* name, const QStringList& arguments, const QString& mention) {
    QTest::newRow(name) << arguments + QStringList{"--model", in("model")} << mention;
  };
  row("encode", {"encode", in("film.mkv"), "--out", in("film.mkv")}, video);
  row("encode, a link", {"encode", in("film.mkv"), "--out", in("link")}, video);
  row("encode, from a link", {"encode", in("link"), "--out", in("film.mkv")}, video);
  row("encode, a hard link", {"encode", in("film.mkv"), "--out", in("hard")}, video);
  row("encode, another path", {"encode", in("film.mkv"), "--out", in("videos/../film.mkv")}, video);
  row("encode, the weights", {"encode", in("film.mkv"), "--out", in("model/config.json")},
      "a file of the checkpoint itself");
  row("ask", {"ask", in("film.json"), question, "--transcript", in("film.json")}, video);
  row("ask, attention",
      {"ask", in("film.safetensors"), question, "--answer-attention", in("film.safetensors")}, video);
  row("ask, pictures", {"ask", in("maps/frame3_gstra.png"), question, "--attention", in("maps")}, video);
  row("ask, the tokenizer", {"ask", in("film.mkv"), question, "--transcript", in("model/config.json")},
      "a file of the checkpoint");
  row("batch, table",
      {"batch", in("film.mkv"), "--question", question, "--out", in("r.jsonl"), "--csv", in("film.mkv")},
      "one of the videos itself");
  row("batch, results", {"batch", in("film.mkv"), "--question", question, "--out", in("hard")},
      "one of the videos itself");
  row("batch, of a folder",
      {"batch", in("videos"), "--question", question, "--out", in("r.jsonl"), "--jsonl",
       in("videos/one.mkv")},
      "one of the videos itself");
  row("batch, questions",
      {"batch", in("film.mkv"), "--questions", in("q.txt"), "--out", in("r.jsonl"), "--csv", in("q.txt")},
      "the list of questions itself");
  row("batch, questions as results",
      {"batch", in("film.mkv"), "--questions", in("q.txt"), "--out", in("q.txt")},
      "the list of questions itself");
  row("batch, videos",
      {"batch", "--videos", in("videos.txt"), "--question", question, "--out", in("r.jsonl"), "--csv",
       in("videos.txt")},
      "the list of videos itself");
  row("batch, weights",
      {"batch", in("film.mkv"), "--question", question, "--out", in("r.jsonl"), "--csv",
       in("model/tokenizer.model")},
      "a file of the checkpoint itself");
  row("batch, twice",
      {"batch", in("film.mkv"), "--question", question, "--out", in("new/r"), "--csv", in("new/../new/r")},
      twice);
  row("eval, questions",
      {"eval", "--questions", in("test_q.json"), "--answers", in("test_a.json"), "--videos", in("videos"),
       "--out", in("test_q.json")},
      "the file of questions itself");
  row("eval, answers",
      {"eval", "--questions", in("test_q.json"), "--answers", in("test_a.json"), "--videos", in("videos"),
       "--out", in("predictions")},
      "the file of answers itself");
  row("eval, a video",
      {"eval", "--questions", in("test_q.json"), "--answers", in("test_a.json"), "--videos", in("videos"),
       "--out", in("videos/one.mkv")},
      "one of the videos itself");
  row("export, arrays", {"export", in("answers.json"), "--arrays", in("film.mkv")}, video);
  row("export, arrays over the record", {"export", in("answers.json"), "--arrays", in("hard.md")},
      "the transcript itself");
  row("export, film", {"export", in("answers.json"), "--video", in("film.mp4"), "--overlay", in("film.mp4")},
      video);
  row("export, another form", {"export", in("answers.json"), "--out", in("hard.md")},
      "the transcript itself");
  row("export, twice", {"export", in("answers.json"), "--format", "srt", "--out", in("answers.srt")}, twice);
  row("export, weights",
      {"export", in("answers.json"), "--arrays", in("model/pytorch_model-00001-of-00002.bin")},
      "a file of the checkpoint itself");
  QTest::newRow("train, the model") << QStringList{"train", "--config", in("training.json"), "--out",
                                                   in("run")}
                                    << "a file of the checkpoint itself";
  QTest::newRow("train, the configuration")
      << QStringList{"train", "--config", in("run/log.jsonl"), "--out", in("run")}
      << "the training's configuration itself";
}

void TestCliOverwriting::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, mention);
  const auto before = contents();
  QCOMPARE(refusal_fault(videopanda(arguments), 2, mention), QString());
  QVERIFY(contents() == before);
}

// A name beside, and a file with the same content, are other files.
void TestCliOverwriting::writes_beside_what_it_reads() {
  const QTemporaryDir other;
  const QString film = other.filePath("film.mkv"), copy = other.filePath("copy.mkv");
  QVERIFY(QFile::copy(golden("clip_short.mkv"), film) && QFile::copy(film, copy));
  const CommandRun run = videopanda({"encode", film, "--model", golden_checkpoint(), "--out", copy});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(read_bytes(film), read_bytes(golden("clip_short.mkv")));
  QVERIFY(read_bytes(copy).contains("gstra_attention"));
}

QTEST_GUILESS_MAIN(TestCliOverwriting)
#include "test_cli_overwriting.moc"
