// Files with several video streams.
#include <QtTest>

#include "generated_video.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

class TestStreamChoice : public QObject {
  Q_OBJECT
 private slots:
  void the_film_is_taken_and_not_the_still_beside_it_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("still_codec");
    QTest::newRow("jpeg in mkv") << "jpeg.mkv"
                                 << "mjpeg";
    QTest::newRow("png in mkv") << "png.mkv"
                                << "png";
    QTest::newRow("h264 in mkv") << "h264.mkv"
                                 << "libx264";
    QTest::newRow("jpeg in mp4") << "jpeg.mp4"
                                 << "mjpeg";
    QTest::newRow("jpeg in avi") << "jpeg.avi"
                                 << "mjpeg";
    QTest::newRow("jpeg in nut") << "jpeg.nut"
                                 << "mjpeg";
  }
  void the_film_is_taken_and_not_the_still_beside_it() {
    QFETCH(QString, name);
    QFETCH(QString, still_codec);
    const auto file = with_still(name, still_codec, "default");
    test::Warnings progress;
    media::VideoReader reader = media::VideoReader::open(file, progress);
    QCOMPARE(reader.info().stream, 1);
    QCOMPARE(reader.info().frame_count, std::int64_t{40});
    QCOMPARE(test::painted_number(reader.read(21).value().image), 21);
    QCOMPARE(reader.info().notices.size(), std::size_t{1});
    QVERIFY2(contains(reader.info().notices[0], "a single picture"), reader.info().notices[0].c_str());
    // A reader that is opened from the scan sees the same.
    media::VideoReader second = media::VideoReader::open(reader.scan());
    QCOMPARE(second.info().stream, 1);
    QCOMPARE(test::painted_number(second.read(30).value().image), 30);
  }

  void the_still_is_there_for_who_asks_for_it() {
    const auto file = with_still("asked.mkv", "mjpeg", "default");
    test::Warnings progress;
    media::VideoReader reader = media::VideoReader::open(file, {.stream = 0}, progress);
    QCOMPARE(reader.info().stream, 0);
    QCOMPARE(reader.info().codec, std::string("mjpeg"));
    QCOMPARE(reader.info().frame_count, std::int64_t{1});
    QVERIFY(reader.info().notices.empty());
  }

  void a_cover_is_no_choice() {
    const auto file = with_still("cover.mp4", "mjpeg", "attached_pic");
    test::Warnings progress;
    const media::VideoReader reader = media::VideoReader::open(file, progress);
    QCOMPARE(reader.info().codec, std::string("h264"));
    QVERIFY(reader.info().notices.empty());
    bool said = false;
    for (const media::StreamInfo& stream : reader.info().streams)
      said = said || contains(stream.detail, "cover");
    QVERIFY(said);
  }

  void the_default_film_is_taken_and_the_choice_is_said() {
    for (const int standard : {0, 1}) {
      const auto file = two_films("two.mkv", standard);
      test::Warnings progress;
      media::VideoReader reader = media::VideoReader::open(file, progress);
      QCOMPARE(reader.info().stream, standard);
      QCOMPARE(reader.info().width, standard == 0 ? 128 : 160);
      QCOMPARE(reader.info().notices.size(), std::size_t{1});
      QVERIFY(contains(reader.info().notices[0], "two.mkv"));
      media::VideoReader other = media::VideoReader::open(file, {.stream = 1 - standard}, progress);
      QCOMPARE(other.info().width, standard == 0 ? 160 : 128);
      QCOMPARE(test::painted_number(other.read(33).value().image), 33);
    }
  }

  void what_cannot_be_decoded_is_passed_over_data() {
    QTest::addColumn<QString>("tag");
    QTest::newRow("no decoder") << "zzzz";
    QTest::newRow("other codec's data") << "jpeg";
  }
  void what_cannot_be_decoded_is_passed_over() {
    QFETCH(QString, tag);
    auto bytes = test::read_bytes(two_films("first.mp4", 0));
    const std::string h264 = "avc1";
    const std::string header = "stsd";
    // The first track's sample description.
    const auto box = std::search(bytes.begin(), bytes.end(), header.begin(), header.end());
    const auto name = std::search(box, bytes.end(), h264.begin(), h264.end());
    QVERIFY(name != bytes.end());
    for (int i = 0; i < 4; ++i) name[i] = tag.at(i).toLatin1();
    const auto file = files_.write("undecodable.mp4", bytes);
    test::Warnings progress;
    media::VideoReader reader = media::VideoReader::open(file, progress);
    QCOMPARE(reader.info().stream, 1);
    QCOMPARE(test::painted_number(reader.read(12).value().image), 12);
    QCOMPARE(reader.info().notices.size(), std::size_t{1});
    QVERIFY2(contains(reader.info().notices[0], "cannot be decoded"), reader.info().notices[0].c_str());
    // Who asks for it hears why not.
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, {.stream = 0}, progress); });
    QCOMPARE(failure.code, 3);
  }

  void other_streams_are_refused_with_the_list_data() {
    QTest::addColumn<int>("stream");
    QTest::addColumn<QString>("word");
    QTest::newRow("none there") << 7 << "no stream 7";
    QTest::newRow("negative") << -1 << "no stream -1";
    QTest::newRow("sound") << 2 << "audio";
  }
  void other_streams_are_refused_with_the_list() {
    QFETCH(int, stream);
    QFETCH(QString, word);
    const auto file = files_.make("sound.mkv", {"-f",   "lavfi",   "-i",   "testsrc=size=64x64:rate=25",
                                                "-f",   "lavfi",   "-i",   "testsrc2=size=96x64:rate=25",
                                                "-f",   "lavfi",   "-i",   "sine",
                                                "-map", "0",       "-map", "1",
                                                "-map", "2",       "-t",   "1",
                                                "-c:v", "libx264", "-c:a", "pcm_s16le"});
    test::Warnings progress;
    const auto failure =
        test::failure_of([&] { media::VideoReader::open(file, {.stream = stream}, progress); });
    QCOMPARE(failure.code, 2);
    const QByteArray expected = word.toUtf8();
    for (const char* part : {expected.constData(), "0 (h264 64x64", "1 (h264 96x64"})
      QVERIFY2(contains(failure.sentence, part), failure.sentence.c_str());
  }

 private:
  std::filesystem::path with_still(const QString& name, const QString& codec, const QString& disposition) {
    const auto film =
        files_.make_numbered("film.mp4", 128, 96, 40, {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "10"});
    const auto still = files_.make(
        "still.png", {"-f", "lavfi", "-i", "color=red:size=320x320", "-frames:v", "1", "-update", "1"});
    return files_.make(
        name, {"-i", QString::fromStdString(still.string()), "-i", QString::fromStdString(film.string()),
               "-map", "0", "-map", "1", "-c:v:0", codec, "-c:v:1", "copy", "-disposition:v:0", disposition,
               "-disposition:v:1", "0"});
  }

  std::filesystem::path two_films(const QString& name, int standard) {
    const auto first = files_.make_numbered("a.mp4", 128, 96, 40, {"-c:v", "libx264", "-pix_fmt", "yuv420p"});
    const auto second =
        files_.make_numbered("b.mp4", 160, 96, 40, {"-c:v", "libx264", "-pix_fmt", "yuv420p"});
    return files_.make(
        name, {"-i", QString::fromStdString(first.string()), "-i", QString::fromStdString(second.string()),
               "-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", standard == 0 ? "default" : "0",
               "-disposition:v:1", standard == 1 ? "default" : "0"});
  }

  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestStreamChoice)
#include "test_stream_choice.moc"
