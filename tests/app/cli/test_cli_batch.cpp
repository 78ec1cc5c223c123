// videopanda batch: the grid that it writes, how it goes on, what it refuses.
#include <signal.h>

#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "edited_checkpoint.h"

using namespace vp::test;
using nlohmann::json;

namespace {

/// The objects of a results file by video, window and question; a later one replaces an earlier one.
std::map<QString, json> cells_in(const QString& file) {
  std::map<QString, json> cells;
  for (const QByteArray& line : read_bytes(file).split('\n')) {
    if (line.isEmpty()) continue;
    const json object = json::parse(line.begin(), line.end());
    const QString video = QString::fromStdString(object["video"].get<std::string>()).section('/', -1);
    cells[QString("%1 %2 %3")
              .arg(video)
              .arg(object["window"].get<int>())
              .arg(QString::fromStdString(object["question"].get<std::string>()))] = object;
  }
  return cells;
}

}  // namespace

class TestCliBatch : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void answers_as_ask_does();
  void records_what_cannot_be_used();
  void writes_a_table();
  void goes_on_where_it_was_killed();
  void retries_what_failed();
  void reads_lists();
  void slides_windows();
  void windows_of_a_changing_rate();
  void keeps_what_is_done_on_a_signal();
  void loses_nothing_to_kill_9();
  void chunks_make_the_whole();
  void refuses_another_model();
  void refuses_data();
  void refuses();

 private:
  QStringList arguments(const QString& out) const;
  QString in(const char* name) const { return folder_.filePath(name); }

  QTemporaryDir folder_;
  CommandRun whole_;
};

QStringList TestCliBatch::arguments(const QString& out) const {
  return {"batch",
          in("videos"),
          "--question",
          "What color is the car?",
          "--question",
          "How many?",
          "--out",
          out,
          "--model",
          golden_checkpoint(),
          "--dtype",
          "float32",
          "--threads",
          "1",
          "--max-new-tokens",
          "5"};
}

void TestCliBatch::initTestCase() {
  QVERIFY(QDir(folder_.path()).mkpath("videos"));
  for (const char* clip : {"clip_short.mkv", "clip_portrait.mkv"})
    QVERIFY(QFile::copy(golden(clip), folder_.filePath(QString("videos/") + clip)));
  write_bytes(in("videos/broken.mp4"), "this is no video");
  write_bytes(in("videos/notes.txt"), "no video either");
  whole_ = videopanda(arguments(in("all.jsonl")) + QStringList{"--csv", in("all.csv")});
  QVERIFY2(whole_.code == 0, qPrintable(whole_.summary()));
}

void TestCliBatch::answers_as_ask_does() {
  const auto cells = cells_in(in("all.jsonl"));
  QCOMPARE(cells.size(), std::size_t{6});
  for (const char* clip : {"clip_short.mkv", "clip_portrait.mkv"}) {
    const json& cell = cells.at(QString(clip) + " 0 How many?");
    const CommandRun asked =
        ask(golden(clip), {"--dtype", "float32", "--max-new-tokens", "5", "--json", "--threads", "1"},
            golden_checkpoint(), "How many?");
    const json expected = asked.objects().at(0);
    for (const char* field : {"answer", "token_ids", "finish", "device", "dtype"})
      QVERIFY2(cell[field] == expected[field], field);
    QVERIFY(cell["model"] == expected["model"]);
    QCOMPARE(cell["frames"].size(), expected["frames"].size());
    QCOMPARE(cell["settings"]["max_new_tokens"].get<int>(), 5);
    QVERIFY(cell["end_s"].get<double>() > 0);
  }
  QCOMPARE(QString::fromUtf8(whole_.out),
           QString("4 answers written to %1, 2 failed.\n").arg(in("all.jsonl")));
}

void TestCliBatch::records_what_cannot_be_used() {
  const json cell = cells_in(in("all.jsonl")).at("broken.mp4 0 How many?");
  QVERIFY(!cell.contains("answer"));
  QVERIFY(QString::fromStdString(cell["error"].get<std::string>()).contains("broken.mp4"));
  QCOMPARE(whole_.err.count("warning"), 1);
  QVERIFY2(whole_.err.contains("broken.mp4 cannot be used"), qPrintable(whole_.summary()));
  // Of nothing but broken videos comes nothing.
  QStringList given = arguments(in("broken.jsonl"));
  given[1] = in("videos/broken.mp4");
  const CommandRun run = videopanda(given);
  QVERIFY2(run.code == 3 && run.err.contains("None of the 2"), qPrintable(run.summary()));
}

void TestCliBatch::writes_a_table() {
  const QByteArray table = read_bytes(in("all.csv"));
  QVERIFY(table.startsWith("video,video_sha256,window,start_s,end_s,question,answer,error,"));
  QCOMPARE(table.count("\r\n"), 7);
}

void TestCliBatch::goes_on_where_it_was_killed() {
  const QList<QByteArray> lines = read_bytes(in("all.jsonl")).split('\n');
  // One answer that the model would not give, to see that it is kept, and half a line.
  json kept = json::parse(lines[2].begin(), lines[2].end());
  kept["answer"] = "Kept.";
  const QString out = in("resumed.jsonl");
  write_bytes(out, QByteArray::fromStdString(kept.dump()) + '\n' + lines[1].left(30));
  const CommandRun run = videopanda(arguments(out) + QStringList{"--json"});
  QVERIFY2(run.code == 0 && run.objects().size() == 1, qPrintable(run.summary()));
  const json summary = run.objects()[0];
  QVERIFY(summary["cells"] == 6 && summary["kept"] == 1 && summary["answered"] == 3 &&
          summary["failed"] == 2);
  const auto cells = cells_in(out);
  const auto expected = cells_in(in("all.jsonl"));
  QCOMPARE(cells.size(), expected.size());
  int different = 0;
  for (const auto& [name, cell] : cells)
    if (cell.contains("answer") && cell["answer"] != expected.at(name)["answer"]) {
      QCOMPARE(cell["answer"].get<std::string>(), std::string("Kept."));
      ++different;
    }
  QCOMPARE(different, 1);

  const QByteArray before = read_bytes(out);  // now all is there
  const CommandRun again = videopanda(arguments(out));
  QVERIFY2(again.code == 0 && again.out.contains("6 there already"), qPrintable(again.summary()));
  QCOMPARE(read_bytes(out), before);
}

void TestCliBatch::retries_what_failed() {
  const QString out = in("retried.jsonl");
  write_bytes(out, read_bytes(in("all.jsonl")));
  const CommandRun run = videopanda(arguments(out) + QStringList{"--retry-failed", "--csv", in("retried.csv"),
                                                                 "--jsonl", in("clean.jsonl")});
  QVERIFY2(run.code == 0 && run.out.contains("4 there already, 2 failed"), qPrintable(run.summary()));
  QCOMPARE(read_bytes(out).count('\n'), 8);
  QCOMPARE(read_bytes(in("retried.csv")).count("\r\n"), 7);  // a cell once
  QCOMPARE(read_bytes(in("clean.jsonl")).count('\n'), 6);
}

void TestCliBatch::reads_lists() {
  write_bytes(in("videos.txt"), "videos/clip_short.mkv\r\n\r\nvideos/clip_portrait.mkv\n");
  write_bytes(in("questions.csv"), "id,question\n1,\"Who, then?\"\n2,Who?\n");
  const CommandRun run = videopanda({"batch", "--videos", in("videos.txt"), "--questions",
                                     in("questions.csv"), "--question", "Who?", "--out", in("lists.jsonl"),
                                     "--model", golden_checkpoint(), "--max-new-tokens", "2"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QStringList names;
  for (const auto& [name, cell] : cells_in(in("lists.jsonl"))) names << name;
  QCOMPARE(names.join('|'), QString("clip_portrait.mkv 0 Who, then?|clip_portrait.mkv 0 Who?|"
                                    "clip_short.mkv 0 Who, then?|clip_short.mkv 0 Who?"));
}

void TestCliBatch::slides_windows() {
  const QString film = in("film.mkv");
  make_video(film, {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=10", "-frames:v", "65"});
  const CommandRun run =
      videopanda({"batch", film, "--question", "Who?", "--out", in("windows.jsonl"), "--model",
                  golden_checkpoint(), "--max-new-tokens", "2", "--window", "3", "--step", "2"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QStringList windows;
  for (const auto& [name, cell] : cells_in(in("windows.jsonl"))) {
    windows << QString("%1-%2").arg(cell["start_s"].get<double>()).arg(cell["end_s"].get<double>());
    QVERIFY(cell["frames"][0]["time_s"].get<double>() >= cell["start_s"].get<double>() - 0.01);
    QVERIFY(cell["settings"]["window_s"] == 3 && cell["settings"]["step_s"] == 2);
  }
  QCOMPARE(windows.join(' '), QString("0-3 2-5 4-6.5"));
}

// Two seconds at 20 pictures a second, then one in two seconds.
void TestCliBatch::windows_of_a_changing_rate() {
  const QString film = in("varying.mkv");
  make_video(film,
             {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=1.8,settb=1/1000", "-vf",
              "setpts='if(lt(N,40),N*50,2000+(N-40)*2000)'", "-fps_mode", "passthrough", "-c:v", "libx264"});
  const CommandRun run =
      videopanda({"batch", film, "--question", "Who?", "--out", in("varying.jsonl"), "--model",
                  golden_checkpoint(), "--max-new-tokens", "1", "--window", "1"});
  QVERIFY2(run.code == 0 && !run.out.contains("failed"), qPrintable(run.summary()));
  QStringList seen;
  for (const auto& [name, cell] : cells_in(in("varying.jsonl"))) {
    QStringList frames;
    for (const json& frame : cell["frames"]) frames << QString::number(frame["index"].get<int>());
    seen << frames.join(' ');
  }
  // The last picture lasts for less than half a second: it belongs to the window before.
  QCOMPARE(seen.join('|'), QString("0 2 4 6 8 10 12 14|20 22 24 26 28 30 32 34|40|40|41|41|42|42|43|44"));
}

void TestCliBatch::keeps_what_is_done_on_a_signal() {
  EditedCheckpoint checkpoint;  // a model that never says the end token, in a long context
  auto& head = checkpoint.tensor("lm_head.weight");
  const std::size_t row = head.bytes.size() / 512;
  std::fill_n(head.bytes.begin() + static_cast<std::ptrdiff_t>(2 * row), row, std::byte{0});
  checkpoint.config["max_position_embeddings"] = 65536;
  const QString out = in("stopped.jsonl");
  const QStringList given{"batch",
                          in("videos/broken.mp4"),
                          in("videos/clip_short.mkv"),
                          "--question",
                          "Who?",
                          "--out",
                          out,
                          "--csv",
                          in("stopped.csv"),
                          "--model",
                          checkpoint.write(in("endless")),
                          "--max-new-tokens",
                          "60000"};
  QProcess process;
  process.start(executable(), given);
  QVERIFY(process.waitForStarted());
  // The first video is done at once; the second is being answered.
  QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(out), 30000);
  QTRY_COMPARE_WITH_TIMEOUT(read_bytes(out).count('\n'), 1, 30000);
  QVERIFY(!process.waitForFinished(500));
  const CommandRun second = videopanda(given);
  QVERIFY2(second.code == 1 && second.err.contains("another process is writing it"),
           qPrintable(second.summary()));
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  QCOMPARE(process.readAllStandardOutput(), QByteArray());
  QVERIFY(process.readAllStandardError().contains("The same command goes on from there."));
  QCOMPARE(cells_in(out).size(), std::size_t{1});
  QCOMPARE(read_bytes(in("stopped.csv")).count("\r\n"), 2);
}

void TestCliBatch::loses_nothing_to_kill_9() {
  const QString film = in("killed.mkv");
  make_video(film, {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=10", "-frames:v", "600"});
  const auto given = [&](const QString& out) {
    QStringList of_film = arguments(out);
    of_film[1] = film;
    return of_film + QStringList{"--window", "3", "--step", "2"};
  };
  const CommandRun whole = videopanda(given(in("unharmed.jsonl")));
  QVERIFY2(whole.code == 0, qPrintable(whole.summary()));
  const auto expected = cells_in(in("unharmed.jsonl"));
  QVERIFY(expected.size() >= 25);

  const QString out = in("killed.jsonl");
  qsizetype lines = 0;
  for (const qsizetype until : {1, 5, 12}) {
    QProcess process;
    process.start(executable(), given(out));
    QVERIFY(process.waitForStarted());
    const auto written = [&] { return QFile::exists(out) && read_bytes(out).count('\n') >= until; };
    for (QElapsedTimer clock; !written();) {
      if (!clock.isValid()) clock.start();
      QVERIFY(clock.elapsed() < 30000);
      QThread::msleep(1);  // at once: the rest is done within a second
    }
    process.kill();
    QVERIFY(process.waitForFinished(30000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(read_bytes(out).count('\n') >= lines);
    lines = read_bytes(out).count('\n');
  }
  const CommandRun last = videopanda(given(out));
  QVERIFY2(last.code == 0, qPrintable(last.summary()));
  QCOMPARE(read_bytes(out).count('\n'), static_cast<qsizetype>(expected.size()));  // each once
  const auto cells = cells_in(out);
  for (const auto& [name, cell] : expected)
    QVERIFY2(cells.at(name)["token_ids"] == cell["token_ids"], qPrintable(name));
}

void TestCliBatch::chunks_make_the_whole() {
  const QStringList given = arguments(in("part-{chunk}.jsonl"));
  const CommandRun first = videopanda(given + QStringList{"--num-chunks", "4", "--chunk-idx", "0"});
  QVERIFY2(first.code == 3, qPrintable(first.summary()));  // of the broken video alone
  for (const char* task : {"1", "2", "3"}) {
    qputenv("SLURM_ARRAY_TASK_ID", task);
    qputenv("SLURM_ARRAY_TASK_COUNT", "4");
    const CommandRun run = videopanda(given + QStringList{"--chunk", "auto"});
    qunsetenv("SLURM_ARRAY_TASK_ID");
    qunsetenv("SLURM_ARRAY_TASK_COUNT");
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
  }
  const auto part = [&](int i) { return in(qPrintable(QString("part-%1-of-4.jsonl").arg(i))); };
  QCOMPARE(read_bytes(part(3)), QByteArray());  // of three videos

  CommandRun merged = videopanda({"merge", part(0), part(1), part(2), part(3), "--out", in("merged.jsonl")});
  QVERIFY2(merged.code == 0 && merged.err.isEmpty(), qPrintable(merged.summary()));
  QCOMPARE(QString::fromUtf8(merged.out),
           QString("6 cells written to %1, 2 of them failed.\n").arg(in("merged.jsonl")));
  const QList<QByteArray> parts = read_bytes(in("merged.jsonl")).split('\n');
  const QList<QByteArray> whole = read_bytes(in("all.jsonl")).split('\n');
  QCOMPARE(parts.size(), whole.size());
  for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
    json mine = json::parse(parts[i].begin(), parts[i].end()),
         one = json::parse(whole[i].begin(), whole[i].end());
    mine.erase("created");
    one.erase("created");
    QVERIFY2(mine == one, parts[i].constData());
  }

  merged = videopanda({"merge", part(1), part(1), part(3), "--out", in("some.jsonl"), "--json"});
  QVERIFY2(merged.code == 0, qPrintable(merged.summary()));
  const json said = merged.objects().at(0);
  QCOMPARE(said["cells"].get<int>(), 2);
  QCOMPARE(said["doubled"].get<int>(), 2);
  QCOMPARE(said["absent_files"], (json{"part-0-of-4.jsonl", "part-2-of-4.jsonl"}));
}

void TestCliBatch::refuses_another_model() {
  EditedCheckpoint checkpoint;
  checkpoint.tensor("lm_head.weight").bytes[0] ^= std::byte{1};
  QStringList given = arguments(in("all.jsonl"));
  given[given.indexOf("--model") + 1] = checkpoint.write(in("other"));
  const QByteArray before = read_bytes(in("all.jsonl"));
  QCOMPARE(refusal_fault(videopanda(given), 2, "come from another model"), QString());
  QCOMPARE(read_bytes(in("all.jsonl")), before);
}

void TestCliBatch::refuses_data() {
  QTest::addColumn<QStringList>("more");
  QTest::addColumn<int>("code");
  QTest::addColumn<QString>("mention");
  const auto row = [](const char* name, const QStringList& more, const char* mention, int code = 2) {
    QTest::newRow(name) << more << code << QString(mention);
  };
  write_bytes(in("garbage.jsonl"), "no result\n");
  QVERIFY(QDir(folder_.path()).mkpath("empty"));
  row("no questions in a file", {"--questions", in("videos")}, "is not a file");
  row("no list of videos", {"--videos", "/nowhere"}, "/nowhere is not a file");
  row("an empty question", {"--question", " "}, "question is empty");
  row("a folder without videos", {in("empty")}, "without a video file");
  row("no results", {"--out", in("garbage.jsonl")}, "line 1 is not JSON");
  row("other options", {"--out", in("all.jsonl"), "--seed", "3"}, "its seed is 0 and not 3");
  row("windows in a file of whole videos", {"--out", in("all.jsonl"), "--window", "5"}, "its window_s is 0");
  row("a step alone", {"--step", "5"}, "--step requires --window");
  row("a window of nothing", {"--window", "0", "--step", "5"}, "no length of a window");
  row("a broken window", {"--window", "x"}, "--window");
  row("odd frames", {"--frames", "6"}, "multiple of 4");
  row("no new tokens", {"--max-new-tokens", "0"}, "new tokens");
  row("the table over the results", {"--csv", in("refused.jsonl")}, "the same file");
  row("the clean results over the results", {"--jsonl", in("refused.jsonl")}, "the same file");
  row("both exports in one file", {"--csv", in("x"), "--jsonl", in("x")}, "the same file");
  row("nowhere to write", {"--out", "/proc/self/out.jsonl"}, "annot", 1);
  row("nowhere to write the table", {"--csv", "/proc/self/out.csv"}, "annot", 1);
  row("no checkpoint", {"--model", "/nowhere"}, "/nowhere", 4);
}

void TestCliBatch::refuses() {
  QFETCH(QStringList, more);
  QFETCH(int, code);
  QFETCH(QString, mention);
  QStringList given = arguments(in("refused.jsonl"));
  for (qsizetype i = 0; i < more.size(); ++i) {
    const bool replaces = more[i].startsWith("--") && more[i] != "--question";
    const qsizetype at = replaces ? given.indexOf(more[i]) : -1;
    if (at >= 0)
      given[at + 1] = more[++i];
    else
      given << more[i];
  }
  QCOMPARE(refusal_fault(videopanda(given), code, mention), QString());
}

QTEST_GUILESS_MAIN(TestCliBatch)
#include "test_cli_batch.moc"
