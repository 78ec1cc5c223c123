#include <signal.h>
#include <sys/resource.h>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <functional>

#include "generated_video.h"
#include "media/video_reader.h"
#include "media/video_writer.h"

using namespace vp::media;
using vp::base::RgbImage;

namespace {

constexpr int kFrames = 20;

// Gradients and a block that moves: something for every part of an encoder.
RgbImage picture(int number, int width, int height) {
  RgbImage image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3))};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool block = std::abs(x - 3 * number) < 8 && std::abs(y - height / 2) < 8;
      std::uint8_t* pixel = image.row(y) + 3 * x;
      pixel[0] = static_cast<std::uint8_t>(block ? 230 : x * 200 / width);
      pixel[1] = static_cast<std::uint8_t>(block ? 40 : y * 200 / height);
      pixel[2] = static_cast<std::uint8_t>(block ? 30 : 90);
    }
  }
  return image;
}

VideoWriterOptions options_of(VideoCodec codec, int width, int height) {
  VideoWriterOptions options;
  options.codec = codec;
  options.width = width;
  options.height = height;
  options.frame_rate = {12, 1};
  return options;
}

void write_video(const std::filesystem::path& file, const VideoWriterOptions& options) {
  VideoWriter writer(file, options);
  for (int i = 0; i < kFrames; ++i) writer.write(picture(i, options.width, options.height));
  writer.finish();
}

}  // namespace

class TestVideoWriter : public QObject {
  Q_OBJECT

 private slots:
  void pictures_come_back_data() {
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("tolerance");  // mean absolute difference in levels
    QTest::newRow("h264, small") << VideoCodec::H264 << 160 << 90 << 2.5;
    QTest::newRow("h264, upright") << VideoCodec::H264 << 98 << 176 << 2.5;
    QTest::newRow("h264, high definition") << VideoCodec::H264 << 1280 << 720 << 2.5;
    QTest::newRow("ffv1") << VideoCodec::Ffv1 << 160 << 90 << 0.0;
    QTest::newRow("ffv1, odd") << VideoCodec::Ffv1 << 33 << 17 << 0.0;
  }
  void pictures_come_back() {
    QFETCH(VideoCodec, codec);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, tolerance);
    const QTemporaryDir folder;
    const std::filesystem::path file = (folder.filePath("out") + file_extension(codec)).toStdString();
    write_video(file, options_of(codec, width, height));
    vp::base::NoProgress progress;
    VideoReader reader = VideoReader::open(file, progress);
    QCOMPARE(reader.index().size(), std::int64_t{kFrames});
    QCOMPARE(reader.info().average_frame_rate.value(), 12.0);
    QVERIFY(std::abs(reader.info().duration_s - kFrames / 12.0) < 0.01);
    for (int i = 0; i < kFrames; ++i) {
      const auto frame = reader.read(i);
      QVERIFY(frame.has_value());
      QVERIFY(std::abs(frame->time_s - i / 12.0) < 0.002);
      const RgbImage expected = picture(i, width, height);
      QCOMPARE(frame->image.pixels.size(), expected.pixels.size());
      double sum = 0;
      for (std::size_t k = 0; k < expected.pixels.size(); ++k)
        sum += std::abs(int{frame->image.pixels[k]} - int{expected.pixels[k]});
      const double difference = sum / static_cast<double>(expected.pixels.size());
      QVERIFY2(difference <= tolerance, qPrintable(QString::number(difference)));
    }
    QVERIFY(!reader.damage_seen());
  }

  void same_pictures_same_bytes() {
    const QTemporaryDir folder;
    for (const VideoCodec codec : {VideoCodec::H264, VideoCodec::Ffv1}) {
      const std::filesystem::path one = folder.filePath("one").toStdString(),
                                  two = folder.filePath("two").toStdString();
      write_video(one, options_of(codec, 96, 64));
      write_video(two, options_of(codec, 96, 64));
      QVERIFY(vp::test::read_bytes(one).size() > 1000);
      QVERIFY(vp::test::read_bytes(one) == vp::test::read_bytes(two));
    }
  }

  void unfinished_leaves_nothing() {
    const QTemporaryDir folder;
    {
      VideoWriter writer(folder.filePath("out.mp4").toStdString(), options_of(VideoCodec::H264, 64, 64));
      writer.write(picture(0, 64, 64));
    }
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void odd_names_are_names() {
    const QTemporaryDir folder;
    for (const char* name : {"a b.mp4", "data:x.mp4", "100%d.mp4", "ü.mp4"}) {
      const std::filesystem::path file = folder.filePath(QString::fromUtf8(name)).toStdString();
      write_video(file, options_of(VideoCodec::H264, 64, 64));
      QVERIFY2(std::filesystem::exists(file), name);
    }
  }

  void refuses_unusable_options_data() {
    QTest::addColumn<std::function<void(VideoWriterOptions&)>>("spoil");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char* title, std::function<void(VideoWriterOptions&)> spoil,
                        const char* mention) { QTest::newRow(title) << spoil << QString(mention); };
    row(
        "no width", [](VideoWriterOptions& o) { o.width = 0; }, "0 x 64");
    row(
        "negative", [](VideoWriterOptions& o) { o.height = -2; }, "64 x -2");
    row(
        "too large", [](VideoWriterOptions& o) { o.width = 1 << 30; }, "x 64");
    row(
        "too many pixels", [](VideoWriterOptions& o) { o.width = o.height = 16384; }, "16384 x 16384");
    row(
        "odd", [](VideoWriterOptions& o) { o.width = 65; }, "65 x 64");
    row(
        "no rate",
        [](VideoWriterOptions& o) {
          o.frame_rate = {0, 1};
        },
        "0/1");
    row(
        "bad rate",
        [](VideoWriterOptions& o) {
          o.frame_rate = {25, 0};
        },
        "25/0");
    row(
        "crf", [](VideoWriterOptions& o) { o.crf = 52; }, "52");
  }
  void refuses_unusable_options() {
    QFETCH(std::function<void(VideoWriterOptions&)>, spoil);
    QFETCH(QString, mention);
    const QTemporaryDir folder;
    VideoWriterOptions options = options_of(VideoCodec::H264, 64, 64);
    spoil(options);
    const auto failure =
        vp::test::failure_of([&] { VideoWriter(folder.filePath("out.mp4").toStdString(), options); });
    QCOMPARE(failure.code, static_cast<int>(vp::base::ErrorCode::Usage));
    QVERIFY2(QString::fromStdString(failure.sentence).contains(mention), failure.sentence.c_str());
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void full_disk_is_an_error() {
    // A limit on the size of files fails as a full disk does.
    const QTemporaryDir folder;
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    signal(SIGXFSZ, SIG_IGN);
    rlimit tight = usual;
    tight.rlim_cur = 2000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto failure = vp::test::failure_of([&] {
      write_video(folder.filePath("out.mkv").toStdString(), options_of(VideoCodec::Ffv1, 320, 240));
    });
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QCOMPARE(failure.code, static_cast<int>(vp::base::ErrorCode::Output));
    QVERIFY2(QString::fromStdString(failure.sentence).contains("out.mkv"), failure.sentence.c_str());
    QVERIFY(QDir(folder.path()).isEmpty());
  }
};

QTEST_APPLESS_MAIN(TestVideoWriter)
#include "test_video_writer.moc"
