// Which pictures of a file the model is shown: the stream, the fields, the colours; and that it is said.
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;

namespace {

bool mentions(const nlohmann::json& list, const char* text) {
  for (const nlohmann::json& sentence : list)
    if (sentence.get<std::string>().find(text) != std::string::npos) return true;
  return false;
}

}  // namespace

class TestCliPictures : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    make_video(path("two.mkv"), {"-f",
                                 "lavfi",
                                 "-i",
                                 "testsrc=size=320x320:rate=10:duration=0.1",
                                 "-f",
                                 "lavfi",
                                 "-i",
                                 "testsrc2=size=160x96:rate=10",
                                 "-f",
                                 "lavfi",
                                 "-i",
                                 "sine",
                                 "-map",
                                 "0",
                                 "-map",
                                 "1",
                                 "-map",
                                 "2",
                                 "-t",
                                 "2",
                                 "-c:v:0",
                                 "mjpeg",
                                 "-c:v:1",
                                 "libx264",
                                 "-disposition:v:0",
                                 "default",
                                 "-disposition:v:1",
                                 "0"});
    make_video(path("interlaced.mkv"),
               {"-f", "lavfi", "-i", "testsrc2=size=160x96:rate=50", "-vf",
                "tinterlace=interleave_top,setfield=tff", "-frames:v", "30", "-c:v", "ffv1"});
    make_video(path("hdr.mkv"),
               {"-f", "lavfi", "-i", "testsrc2=size=160x96:rate=10", "-frames:v", "20", "-pix_fmt",
                "yuv420p10le", "-c:v", "ffv1", "-colorspace", "bt2020nc", "-color_primaries", "bt2020",
                "-color_trc", "smpte2084", "-color_range", "tv"});
  }

  void info_says_what_is_shown() {
    const auto two = info({"two.mkv"});
    QCOMPARE(two["video_stream"].get<int>(), 1);
    QCOMPARE(two["codec"].get<std::string>(), std::string("h264"));
    QVERIFY(mentions(two["warnings"], "single picture"));
    const auto still = info({"two.mkv", "--video-stream", "0"});
    QCOMPARE(still["video_stream"].get<int>(), 0);
    QCOMPARE(still["frames"].get<int>(), 1);
    QVERIFY(still["warnings"].empty());
    const auto woven = info({"interlaced.mkv"});
    QVERIFY(woven["interlaced"].get<bool>() && !woven["deinterlaced"].get<bool>());
    QVERIFY(mentions(woven["warnings"], "interlaced"));
    QVERIFY(info({"interlaced.mkv", "--deinterlace"})["deinterlaced"].get<bool>());
    const auto hdr = info({"hdr.mkv"});
    QCOMPARE(hdr["colours"].get<std::string>(), std::string("HDR (PQ, BT.2020), shown as SDR"));
    QVERIFY(mentions(hdr["warnings"], "HDR"));
  }

  void other_streams_are_refused_data() {
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QString>("mention");
    QTest::newRow("none there") << "9"
                                << "no stream 9";
    QTest::newRow("sound") << "2"
                           << "audio";
    QTest::newRow("negative") << "-1"
                              << "--video-stream";
    QTest::newRow("no number") << "one"
                               << "--video-stream";
  }
  void other_streams_are_refused() {
    QFETCH(QString, stream);
    QFETCH(QString, mention);
    const CommandRun run = ask(path("two.mkv"), {"--video-stream", stream});
    QCOMPARE(refusal_fault(run, 2, mention), QString());
  }

  void the_record_says_it_and_is_verified_data() {
    QTest::addColumn<QString>("film");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("stream");
    QTest::addColumn<bool>("deinterlaced");
    QTest::addColumn<QString>("warning");
    QTest::newRow("film beside a still") << "two.mkv" << QStringList() << 1 << false << "single picture";
    QTest::newRow("still by its number")
        << "two.mkv" << QStringList{"--video-stream", "0"} << 0 << false << "";
    QTest::newRow("woven") << "interlaced.mkv" << QStringList() << -1 << false << "interlaced";
    QTest::newRow("deinterlaced") << "interlaced.mkv" << QStringList{"--deinterlace"} << -1 << true
                                  << "interlaced";
    QTest::newRow("HDR") << "hdr.mkv" << QStringList() << -1 << false << "HDR";
  }
  void the_record_says_it_and_is_verified() {
    QFETCH(QString, film);
    QFETCH(QStringList, options);
    QFETCH(int, stream);
    QFETCH(bool, deinterlaced);
    QFETCH(QString, warning);
    const QString record = path("record.json");
    const CommandRun asked =
        ask(path(film), options + QStringList{"--transcript", record, "--max-new-tokens", "4"});
    QVERIFY2(asked.code == 0, qPrintable(asked.summary()));
    const nlohmann::json json = read_json(record);
    const nlohmann::json& video = json["video"];
    QCOMPARE(video.value("stream", -1), stream);
    QCOMPARE(video.value("deinterlaced", false), deinterlaced);
    QCOMPARE(mentions(json["warnings"], warning.toUtf8().constData()), !json["warnings"].empty());
    QCOMPARE(!json["warnings"].empty(), !warning.isEmpty());
    QVERIFY(warning.isEmpty() || asked.err.contains(warning.toUtf8()));
    const CommandRun verified = videopanda({"verify", record, "--model", golden_checkpoint()});
    QVERIFY2(verified.code == 0, qPrintable(verified.summary()));
  }

  void a_batch_takes_the_stream_and_keeps_its_results_apart() {
    const QString out = path("results.jsonl");
    const QStringList batch{"batch",
                            path("two.mkv"),
                            "--question",
                            "What is it?",
                            "--out",
                            out,
                            "--model",
                            golden_checkpoint(),
                            "--dtype",
                            "float32",
                            "--max-new-tokens",
                            "2"};
    QCOMPARE(videopanda(batch + QStringList{"--video-stream", "0"}).code, 0);
    const CommandRun other = videopanda(batch);
    QCOMPARE(other.code, 2);
    QVERIFY2(other.err.contains("video_stream"), other.err.constData());
  }

  /// The map pictures are as large as the film's, which no one kept.
  void map_pictures_have_the_films_size() {
    make_video(path("large.mkv"), {"-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=4", "-frames:v", "8",
                                   "-c:v", "libx264", "-pix_fmt", "yuv420p"});
    const CommandRun run = ask(path("large.mkv"), {"--attention", path("maps"), "--max-new-tokens", "1"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QStringList files = files_below(path("maps"));
    QCOMPARE(files.size(), 16);
    for (const QString& name :
         {QStringLiteral("maps/frame0_fsra.png"), QStringLiteral("maps/frame7_gstra.png")}) {
      const QByteArray png = read_bytes(path(name));
      QCOMPARE(png.mid(16, 8).toHex(), QByteArray("00000500000002d0"));
    }
  }

 private:
  QString path(const QString& name) const { return folder_.filePath(name); }
  nlohmann::json info(QStringList arguments) const {
    arguments[0] = path(arguments[0]);
    const CommandRun run = videopanda(QStringList{"info"} + arguments + QStringList{"--json"});
    if (run.code != 0) qFatal("%s", qPrintable(run.summary()));
    return nlohmann::json::parse(run.out.toStdString());
  }
  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCliPictures)
#include "test_cli_pictures.moc"
