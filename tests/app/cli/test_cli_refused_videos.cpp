// What videopanda makes of files that are no good videos: exit code 3, or an answer where there is something
// to see.
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "command_run.h"

using namespace vp::test;

namespace {

const QStringList kPicture{"-f", "lavfi", "-i", "testsrc=size=128x96:rate=10"};

}  // namespace

class TestCliRefusedVideos : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void refuses_data();
  void refuses();
  void answers_data();
  void answers();
  void info_refuses_what_it_cannot_reach_data();
  void info_refuses_what_it_cannot_reach();
  void stand_ins_for_broken_frames_are_verified();

 private:
  QString path(const char* name) const { return folder_.filePath(name); }
  QTemporaryDir folder_;
};

void TestCliRefusedVideos::initTestCase() {
  make_video(path("one.mkv"), kPicture + QStringList{"-frames:v", "1"});
  make_video(path("film.mp4"), kPicture + QStringList{"-frames:v", "60", "-g", "10"});
  make_video(path("film.mkv"), kPicture + QStringList{"-frames:v", "60", "-g", "10"});
  make_video(path("sound.m4a"), {"-f", "lavfi", "-i", "sine=duration=1"});
  const QByteArray film = read_bytes(path("film.mp4"));
  write_bytes(path("no_moov.mp4"), film.left(film.indexOf("moov") - 4));
  write_bytes(path("empty.mp4"), {});
  QByteArray noise(5000, '\0');
  QRandomGenerator random(5);
  for (char& byte : noise) byte = static_cast<char>(random.generate());
  write_bytes(path("noise.mp4"), noise);
  write_bytes(path("text.txt"), QByteArray("This is a text.\n").repeated(100));
  write_bytes(path("list.ffconcat"), "ffconcat version 1.0\nfile film.mp4\n");
  write_bytes(path("list.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nfilm.mp4\n#EXT-X-ENDLIST\n");
  QByteArray damaged = film;
  for (qsizetype at = film.size() * 2 / 5; at < film.size() * 3 / 5; ++at)
    damaged[at] = noise[at % noise.size()];
  write_bytes(path("damaged.mp4"), damaged);
  QByteArray hole = film;
  std::fill(hole.begin() + hole.size() * 2 / 5, hole.begin() + hole.size() * 3 / 5, '\0');
  write_bytes(path("hole.mp4"), hole);
  const QByteArray matroska = read_bytes(path("film.mkv"));
  write_bytes(path("cut.mkv"), matroska.left(matroska.size() * 3 / 5));
  QCOMPARE(run_program("mkfifo", {path("pipe.mp4")}).code, 0);
}

void TestCliRefusedVideos::refuses_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("mention");
  QTest::newRow("missing") << "nothing.mp4"
                           << "does not exist";
  QTest::newRow("folder") << ""
                          << "folder";
  QTest::newRow("named pipe") << "pipe.mp4"
                              << "regular file";
  QTest::newRow("empty") << "empty.mp4"
                         << "empty";
  QTest::newRow("random bytes") << "noise.mp4"
                                << "noise.mp4";
  QTest::newRow("sound only") << "sound.m4a"
                              << "video";
  QTest::newRow("text") << "text.txt"
                        << "not a video";
  QTest::newRow("concat script") << "list.ffconcat"
                                 << "concat";
  QTest::newRow("playlist") << "list.m3u8"
                            << "hls";
  QTest::newRow("without its index") << "no_moov.mp4"
                                     << "cut off";
}

void TestCliRefusedVideos::refuses() {
  QFETCH(QString, name);
  QFETCH(QString, mention);
  const QTemporaryDir out;
  // Before the model, which is not there, is looked at.
  const QString video = folder_.filePath(name);
  QCOMPARE(refusal_fault(ask(video, {"--transcript", out.filePath("record.md")}, "/nowhere"), 3, mention),
           QString());
  const CommandRun encoded = videopanda(
      {"encode", video, "--model", golden_checkpoint(), "--out", out.filePath("maps.safetensors")});
  QCOMPARE(refusal_fault(encoded, 3, mention), QString());
  QCOMPARE(files_below(out.path()), QStringList{});
}

void TestCliRefusedVideos::answers_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("frames");
  QTest::addColumn<bool>("warns");
  QTest::newRow("whole") << "film.mp4" << 8 << false;
  QTest::newRow("one frame") << "one.mkv" << 1 << false;
  QTest::newRow("damaged in the middle") << "damaged.mp4" << 8 << true;
  QTest::newRow("cut off") << "cut.mkv" << 8 << true;
}

void TestCliRefusedVideos::answers() {
  QFETCH(QString, name);
  QFETCH(int, frames);
  QFETCH(bool, warns);
  const CommandRun run = ask(folder_.filePath(name), {"--json", "--max-new-tokens", "4"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(run.objects().at(0)["frames"].size(), static_cast<std::size_t>(frames));
  QCOMPARE(run.err.startsWith("videopanda: warning: "), warns);
  QCOMPARE(run.err.count('\n'), run.err.count("videopanda: warning: "));
  // The frames are read chunk by chunk, which is nothing to the user: one sentence counts them all.
  QVERIFY2(run.err.count("video is damaged") <= 1, qPrintable(run.summary()));
  if (run.err.contains("could not be decoded"))
    QVERIFY2(run.err.contains(" of 8 frames could not"), qPrintable(run.summary()));
}

// One frame stands in the record in the places of several that were asked for.
void TestCliRefusedVideos::stand_ins_for_broken_frames_are_verified() {
  const QString record = path("record.json");
  const CommandRun run = ask(path("hole.mp4"), {"--json", "--max-new-tokens", "4", "--at-frames",
                                                "24,25,26,27,28,29,30,31", "--transcript", record});
  QVERIFY2(run.code == 0 && run.err.contains("8 of 8 frames could not be decoded"),
           qPrintable(run.summary()));
  const auto frames = run.objects().at(0)["frames"];
  QCOMPARE(frames.at(0)["index"], frames.at(1)["index"]);
  const CommandRun check = videopanda({"verify", record, "--model", golden_checkpoint()});
  QVERIFY2(check.code == 0 && check.out.startsWith("The same: "), qPrintable(check.summary()));
}

void TestCliRefusedVideos::info_refuses_what_it_cannot_reach_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("loop of links") << path("loop");
  QTest::newRow("name too long") << path("x") + QString(300, 'x') + ".mp4";
  QTest::newRow("path too long") << "/" + QString("folder/").repeated(1000) + "film.mp4";
  QTest::newRow("below a file") << path("film.mp4") + "/film.mp4";
  QTest::newRow("below a loop") << path("loop") + "/film.mp4";
  if (geteuid() != 0) QTest::newRow("closed folder") << path("closed/film.mp4");
}

// As ask does: exit code 3 and the reason, not an internal error.
void TestCliRefusedVideos::info_refuses_what_it_cannot_reach() {
  QFETCH(QString, name);
  QFile::link("loop", path("loop"));
  QDir(folder_.path()).mkpath("closed");
  QVERIFY(QFile::setPermissions(path("closed"), QFile::Permissions()));
  QCOMPARE(refusal_fault(videopanda({"info", name}), 3, name.left(100)), QString());
  QCOMPARE(refusal_fault(ask(name), 3, name.left(100)), QString());
  QVERIFY(QFile::setPermissions(path("closed"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QTEST_GUILESS_MAIN(TestCliRefusedVideos)
#include "test_cli_refused_videos.moc"
