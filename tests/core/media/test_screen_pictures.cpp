// Pictures for a screen, and files that are opened a second time.
#include <QtTest>
#include <cstdlib>

#include "generated_video.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

constexpr int kFrames = 60;

media::VideoReader open(const std::filesystem::path& file) {
  base::NoProgress progress;
  return media::VideoReader::open(file, progress);
}

base::RgbImage to_rgb(const media::ScreenPicture& picture) {
  base::RgbImage image{picture.width, picture.height, {}};
  for (std::size_t i = 0; i < picture.pixels.size(); i += 4)
    for (const std::size_t channel : {2, 1, 0}) image.pixels.push_back(picture.pixels[i + channel]);
  return image;
}

double mean_difference(const base::RgbImage& a, const base::RgbImage& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

}  // namespace

class TestScreenPictures : public QObject {
  Q_OBJECT
 private slots:
  void look_like_the_exact_ones_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("mp4 with B-frames") << "b.mp4"
                                       << "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3";
    QTest::newRow("rgba") << "a.mkv"
                          << "-c:v png -pix_fmt rgba";
    QTest::newRow("grey") << "g.mkv"
                          << "-c:v ffv1 -pix_fmt gray";
    QTest::newRow("10 bit") << "t.mkv"
                            << "-c:v ffv1 -pix_fmt yuv422p10le";
    QTest::newRow("palette") << "p.gif"
                             << "-c:v gif";
  }
  void look_like_the_exact_ones() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    media::VideoReader reader = open(files_.make_numbered(name, 128, 96, kFrames, encoding.split(' ')));
    media::VideoReader exact = open(files_.path(name));
    for (const std::int64_t index : {0, 41, 7}) {
      const auto picture = reader.read_for_screen(index, 4000, 4000);
      QVERIFY(picture.has_value());
      QCOMPARE(picture->index, index);
      QCOMPARE(picture->width, 128);
      QCOMPARE(picture->height, 96);
      QCOMPARE(picture->time_s, exact.index().seconds(index));
      for (std::size_t i = 3; i < picture->pixels.size(); i += 4) QCOMPARE(int{picture->pixels[i]}, 255);
      QCOMPARE(test::painted_number(to_rgb(*picture)), static_cast<int>(index));
      const double difference = mean_difference(to_rgb(*picture), exact.read(index).value().image);
      QVERIFY2(difference < 4, qPrintable(QString::number(difference)));
    }
    QCOMPARE(reader.next_for_screen(64, 4000).value().index, std::int64_t{8});
  }

  void fit_into_the_screen_data() {
    QTest::addColumn<int>("most_width");
    QTest::addColumn<int>("most_height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("enough room") << 128 << 96 << 128 << 96;
    QTest::newRow("narrow") << 64 << 500 << 64 << 48;
    QTest::newRow("low") << 500 << 33 << 44 << 33;
    QTest::newRow("nothing") << 0 << 0 << 1 << 1;
  }
  void fit_into_the_screen() {
    QFETCH(int, most_width);
    QFETCH(int, most_height);
    QFETCH(int, width);
    QFETCH(int, height);
    media::VideoReader reader = open(files_.make_numbered("fit.mkv", 128, 96, 3, {"-c:v", "ffv1"}));
    const auto picture = reader.read_for_screen(1, most_width, most_height);
    QCOMPARE(picture.value().width, width);
    QCOMPARE(picture->height, height);
    QCOMPARE(picture->pixels.size(), static_cast<std::size_t>(width * height * 4));
  }

  void are_upright_data() {
    QTest::addColumn<QString>("degrees");
    for (const char* degrees : {"90", "180", "270"}) QTest::newRow(degrees) << degrees;
  }
  void are_upright() {
    QFETCH(QString, degrees);
    const auto plain = files_.make_numbered("plain.mp4", 128, 96, 5, {"-c:v", "libx264"});
    const auto turned = files_.make(
        "turned" + degrees + ".mp4",
        {"-i", QString::fromStdString(plain.string()), "-c", "copy", "-metadata:s:v:0", "rotate=" + degrees});
    media::VideoReader reader = open(turned);
    QVERIFY(reader.info().rotation_degrees != 0);
    const base::RgbImage exact = reader.read(3).value().image;
    const base::RgbImage quick = to_rgb(reader.read_for_screen(3, 4000, 4000).value());
    QCOMPARE(quick.width, exact.width);
    QCOMPARE(quick.height, exact.height);
    QVERIFY(mean_difference(quick, exact) < 4);
  }

  void a_second_reader_gives_the_same_pictures_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("mp4") << "s.mp4"
                         << "-c:v libx264 -g 24 -bf 3";
    QTest::newRow("ts") << "s.ts"
                        << "-c:v libx264 -g 24 -bf 3";
    QTest::newRow("intra refresh") << "r.ts"
                                   << "-c:v libx264 -x264-params intra-refresh=1:keyint=20";
    QTest::newRow("without times") << "s.h264"
                                   << "-c:v libx264 -g 20 -bf 3";
  }
  void a_second_reader_gives_the_same_pictures() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    const auto file = files_.make_numbered(name, 128, 96, kFrames, encoding.split(' '));
    media::VideoReader first = open(file);
    media::VideoReader second = media::VideoReader::open(first.scan());
    QCOMPARE(second.info().frame_count, first.info().frame_count);
    QCOMPARE(second.info().width, 128);
    for (const std::int64_t index : {50, 3, 4, 31, 30}) {
      QVERIFY(second.read(index).value().image.pixels == first.read(index).value().image.pixels);
      const std::int64_t key = second.key_frame_before(index);
      QVERIFY(key >= 0 && key <= index);
    }
    QCOMPARE(second.next().value().index, std::int64_t{31});
  }

  // A recording that was cut begins with pictures that are shown before its first key frame.
  void a_key_frame_never_comes_later() {
    const auto whole = files_.make_numbered(
        "open.ts", 128, 96, kFrames,
        {"-c:v", "libx264", "-x264-params", "open-gop=1:keyint=20:min-keyint=20:bframes=3:b-adapt=0"});
    const auto cut =
        files_.make("cut.ts", {"-ss", "0.9", "-i", QString::fromStdString(whole.string()), "-c", "copy"});
    const media::VideoReader reader = open(cut);
    for (std::int64_t index = 0; index < reader.index().size(); ++index)
      QVERIFY2(reader.key_frame_before(index) <= index, qPrintable(QString::number(index)));
  }

  void a_file_that_changed_is_refused() {
    const auto file = files_.make_numbered("change.mp4", 128, 96, 5, {"-c:v", "libx264"});
    const auto scan = open(file).scan();
    auto bytes = test::read_bytes(file);
    bytes.push_back(0);
    files_.write("change.mp4", bytes);
    QVERIFY(test::failure_of([&] { media::VideoReader::open(scan); }).sentence.find("changed") !=
            std::string::npos);
    std::filesystem::remove(file);
    QVERIFY(test::failure_of([&] { media::VideoReader::open(scan); }).sentence.find("does not exist") !=
            std::string::npos);
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestScreenPictures)
#include "test_screen_pictures.moc"
