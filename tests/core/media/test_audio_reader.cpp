#include <QtTest>
#include <cmath>

#include "base/error.h"
#include "generated_video.h"
#include "media/audio_reader.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

constexpr int kRate = media::AudioReader::kSampleRate;
constexpr int kStopped = static_cast<int>(base::ErrorCode::Stopped);

std::vector<std::int16_t> read_all(media::AudioReader& reader, std::size_t block = 4096) {
  std::vector<std::int16_t> all;
  std::vector<std::int16_t> buffer(block * media::AudioReader::kChannels);
  while (const std::size_t frames = reader.read(buffer)) {
    all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(frames * 2));
  }
  return all;
}

/// The first frame, from `from` on, that is louder than silence; -1 when there is none.
std::int64_t first_sound(const std::vector<std::int16_t>& samples, std::int64_t from = 0) {
  for (std::size_t i = static_cast<std::size_t>(from) * 2; i < samples.size(); ++i) {
    if (std::abs(samples[i]) > 2000) return static_cast<std::int64_t>(i / 2);
  }
  return -1;
}

}  // namespace

class TestAudioReader : public QObject {
  Q_OBJECT
 private slots:
  // A click train: silence, and from every whole second on a tone of a tenth of a second.
  void sound_is_where_it_belongs_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("tolerance");  // frames of 48 kHz
    QTest::newRow("mkv pcm") << "a.mkv"
                             << "-c:a pcm_s16le" << 48000 << 48;
    QTest::newRow("mkv pcm 44.1 kHz") << "b.mkv"
                                      << "-c:a pcm_s16le" << 44100 << 48;
    QTest::newRow("mp4 aac") << "c.mp4"
                             << "-c:a aac" << 48000 << 480;
    QTest::newRow("ts mp2") << "d.ts"
                            << "-c:a mp2" << 48000 << 1200;
    QTest::newRow("webm opus") << "e.mkv"
                               << "-c:a libopus" << 48000 << 480;
    QTest::newRow("mkv flac mono 8 kHz") << "f.mkv"
                                         << "-c:a flac -ac 1" << 8000 << 96;
  }
  void sound_is_where_it_belongs() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    QFETCH(int, rate);
    QFETCH(int, tolerance);
    const auto file = files_.make(
        name,
        QStringList{"-f", "lavfi", "-i", "testsrc=size=64x64:rate=25:duration=5", "-f", "lavfi", "-i",
                    QString("aevalsrc='0.8*sin(2*PI*1000*t)*lt(mod(t,1),0.1)*gte(t,1)':s=%1:d=5").arg(rate),
                    "-c:v", "libx264", "-pix_fmt", "yuv420p"} +
            encoding.split(' '));
    base::NoProgress progress;
    const media::VideoReader video = media::VideoReader::open(file, progress);
    auto reader = media::AudioReader::open(file, video.index().timestamp(0).seconds());
    QVERIFY(reader.has_value());

    const auto whole = read_all(*reader);
    QVERIFY2(std::abs(static_cast<double>(whole.size()) / 2 / kRate - 5) < 0.1,
             qPrintable(QString::number(whole.size() / 2)));
    for (int second = 1; second < 5; ++second) {
      const std::int64_t at = first_sound(whole, second * kRate - kRate / 2);
      QVERIFY2(std::abs(at - second * kRate) <= tolerance,
               qPrintable(QString("%1 s: %2").arg(second).arg(at - second * kRate)));
    }
    for (const double start : {2.5, 0.0, 3.7, 0.9}) {
      reader->seek(start);
      const auto part = read_all(*reader, 777);
      const int second = static_cast<int>(std::floor(start)) + 1;
      const std::int64_t at = first_sound(part) + std::llround(start * kRate);
      QVERIFY2(std::abs(at - second * kRate) <= tolerance,
               qPrintable(QString("from %1: %2").arg(start).arg(at - second * kRate)));
      const double end = static_cast<double>(part.size()) / 2 + start * kRate;
      QVERIFY(std::abs(end - static_cast<double>(whole.size()) / 2) <= tolerance);
    }
  }

  // In a container that knows its samples; Matroska rounds times to milliseconds.
  void seeking_is_exact_to_the_sample() {
    const auto file =
        files_.make("exact.mov",
                    {"-f", "lavfi", "-i", "anoisesrc=d=3:r=48000:a=0.5:seed=3,aformat=channel_layouts=stereo",
                     "-c:a", "pcm_s16le"});
    auto reader = media::AudioReader::open(file, 0);
    QVERIFY(reader.has_value());
    const auto whole = read_all(*reader);
    QCOMPARE(whole.size(), std::size_t{3 * kRate * 2});
    for (const int frame : {100000, 1, 48000, 143999, 0, 77777}) {
      reader->seek(static_cast<double>(frame) / kRate);
      std::vector<std::int16_t> buffer(2 * 50);
      const std::size_t read = reader->read(buffer);
      QCOMPARE(read, std::min<std::size_t>(50, static_cast<std::size_t>(3 * kRate - frame)));
      QVERIFY(std::equal(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(read * 2),
                         whole.begin() + frame * 2));
    }
  }

  void silence_before_a_late_sound() {
    const auto file = files_.make(
        "late.mkv", QString("-f lavfi -i testsrc=size=64x64:rate=25:duration=4 -itsoffset 1.5 -f lavfi "
                            "-i sine=frequency=1000:duration=2:sample_rate=48000 -c:v libx264 "
                            "-c:a pcm_s16le")
                        .split(' '));
    auto reader = media::AudioReader::open(file, 0);
    QVERIFY(reader.has_value());
    const auto whole = read_all(*reader);
    QVERIFY(std::abs(first_sound(whole) - kRate * 3 / 2) < 200);
    reader->seek(1.0);
    std::vector<std::int16_t> buffer(2 * 100, 77);
    QCOMPARE(reader->read(buffer), std::size_t{100});
    QVERIFY(std::all_of(buffer.begin(), buffer.end(), [](std::int16_t sample) { return sample == 0; }));
  }

  void no_sound() {
    const auto file = files_.make(
        "mute.mp4", QString("-f lavfi -i testsrc=size=64x64:rate=25:duration=1 -c:v libx264").split(' '));
    QVERIFY(!media::AudioReader::open(file, 0).has_value());
  }

  void a_rate_that_no_sound_has() {
    auto bytes = test::read_bytes(
        files_.make("slow.wav", QString("-f lavfi -i sine=duration=1:sample_rate=8000").split(' ')));
    constexpr std::ptrdiff_t kRateOffset = 24;
    std::fill_n(bytes.begin() + kRateOffset, 4, '\0');
    bytes[kRateOffset] = 1;  // 1 Hz
    QVERIFY(!media::AudioReader::open(files_.write("slow.wav", bytes), 0));
  }

  // Closing the window waits for the thread that opens and reads the sound.
  void a_stop_is_heard() {
    const auto file =
        files_.make("long.wav", QString("-f lavfi -i sine=duration=30:sample_rate=48000").split(' '));
    std::stop_source before, later;
    before.request_stop();
    QCOMPARE(test::failure_of([&] { media::AudioReader::open(file, 0, before.get_token()); }).code, kStopped);
    auto reader = media::AudioReader::open(file, 0, later.get_token());
    QVERIFY(reader.has_value());
    std::vector<std::int16_t> buffer(2 * 100);
    QCOMPARE(reader->read(buffer), std::size_t{100});
    later.request_stop();
    QCOMPARE(test::failure_of([&] { read_all(*reader); }).code, kStopped);
    QCOMPARE(test::failure_of([&] {
               reader->seek(20);
               reader->read(buffer);
             }).code,
             kStopped);
  }

  void times_outside_the_sound() {
    const auto file =
        files_.make("short.wav", QString("-f lavfi -i sine=duration=1:sample_rate=48000").split(' '));
    auto reader = media::AudioReader::open(file, 0);
    QVERIFY(reader.has_value());
    std::vector<std::int16_t> buffer(2 * 100);
    for (const double time : {2.0, 1e300, std::numeric_limits<double>::infinity()}) {
      reader->seek(time);
      QCOMPARE(reader->read(buffer), std::size_t{0});
    }
    for (const double time : {-5.0, std::nan("")}) {
      reader->seek(time);
      QCOMPARE(reader->read(buffer), std::size_t{100});
    }
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestAudioReader)
#include "test_audio_reader.moc"
