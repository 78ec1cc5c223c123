#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "base/error.h"
#include "generated_video.h"
#include "media/audio_reader.h"
#include "media/video_reader.h"
#include "overlays/arrays_file.h"
#include "overlays/caption.h"
#include "overlays/overlay_film.h"
#include "overlays/overlay_pictures.h"
#include "support/golden_clips.h"

using namespace vp;
using attention::FrameMap;
using overlays::FilmOptions;

namespace {

constexpr double kTone_Hz = 440;

/// Asks for a stop when so many units of Phase::Write are done.
class StopAt final : public base::Progress {
 public:
  explicit StopAt(std::int64_t at) : at_(at) {}
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    if (phase != base::Phase::Write) return;
    last_done = done;
    last_total = total;
    if (done == at_) source.request_stop();
  }
  void warn(const base::Message&) override {}
  std::stop_source source;
  std::int64_t last_done = -1, last_total = -1;

 private:
  std::int64_t at_;
};

double tone_of(const std::filesystem::path& file, double& seconds) {
  auto reader = media::AudioReader::open(file, 0);
  if (!reader) return 0;
  std::vector<std::int16_t> samples(static_cast<std::size_t>(10 * media::AudioReader::kSampleRate) * 2);
  const std::size_t count = reader->read(samples);
  seconds = static_cast<double>(count) / media::AudioReader::kSampleRate;
  // The middle, away from where an encoder starts and ends.
  int crossings = 0;
  const std::size_t first = count / 4, last = count * 3 / 4;
  for (std::size_t i = first; i < last; ++i) crossings += samples[2 * i] < 0 && samples[2 * i + 2] >= 0;
  return crossings * media::AudioReader::kSampleRate / static_cast<double>(last - first);
}

QJsonObject probe(const std::filesystem::path& file) {
  QProcess process;
  process.start("ffprobe", {"-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json",
                            QString::fromStdString(file.string())});
  if (!process.waitForFinished(120000)) return {};
  if (process.exitCode() != 0 || !process.readAllStandardError().isEmpty()) return {};
  return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

}  // namespace

/// The film with the overlay, from a small real model.
class TestOverlayFilm : public QObject {
  Q_OBJECT

  test::VideoFactory factory_;
  std::shared_ptr<const engine::Model> model_;
  std::filesystem::path clip_, silent_;
  base::NoProgress quiet_;

  std::shared_ptr<const engine::EncodedVideo> encode(const std::filesystem::path& file,
                                                     media::TimeRange range = {}) {
    engine::VideoRequest request;
    request.file = file;
    request.range = range;
    request.frames = 4;
    request.pictures = true;
    return engine::EncodedVideo::encode(model_, request, quiet_);
  }

 private slots:
  void initTestCase() {
    model_ = test::load_golden_model();
    clip_ = factory_.make(
        "clip.mkv", {"-f", "lavfi", "-i", "testsrc=size=161x91:rate=10:duration=3", "-f", "lavfi", "-i",
                     "sine=frequency=440:sample_rate=22050:duration=3", "-c:v", "ffv1", "-c:a", "flac"});
    silent_ = factory_.make("silent.mkv",
                            {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=1", "-c:v", "ffv1"});
  }

  void ffmpeg_reads_pictures_and_sound() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    StopAt never(-1);
    overlays::write_overlay_film(*encode(clip_), file, {}, never);
    QCOMPARE(never.last_done, std::int64_t{30});
    QCOMPARE(never.last_total, std::int64_t{30});
    const QJsonObject found = probe(file);
    const QJsonArray streams = found["streams"].toArray();
    QCOMPARE(streams.size(), 2);
    const QJsonObject video = streams[0].toObject(), audio = streams[1].toObject();
    QCOMPARE(video["codec_name"].toString(), QString("h264"));
    QCOMPARE(video["width"].toInt(), 162);  // even
    QCOMPARE(video["height"].toInt(), 92);
    QCOMPARE(video["nb_read_frames"].toString(), QString("30"));
    QCOMPARE(video["avg_frame_rate"].toString(), QString("10/1"));
    QCOMPARE(audio["codec_name"].toString(), QString("aac"));
    QCOMPARE(audio["sample_rate"].toString(), QString("48000"));
    QVERIFY(std::abs(found["format"].toObject()["duration"].toString().toDouble() - 3) < 0.1);
    double seconds = 0;
    const double tone = tone_of(file, seconds);
    QVERIFY2(std::abs(tone - kTone_Hz) < 3, qPrintable(QString::number(tone)));
    QVERIFY2(std::abs(seconds - 3) < 0.1, qPrintable(QString::number(seconds)));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  // Every picture is the film's own under the map of the nearest sampled frame, with its caption.
  void pictures_are_the_films_under_their_maps_data() {
    QTest::addColumn<int>("map");
    QTest::newRow("FSRA") << static_cast<int>(FrameMap::Fsra);
    QTest::newRow("GSTRA") << static_cast<int>(FrameMap::Gstra);
  }
  void pictures_are_the_films_under_their_maps() {
    QFETCH(int, map);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    const auto video = encode(clip_);
    FilmOptions options;
    options.style.map = static_cast<FrameMap>(map);
    options.crf = 5;
    overlays::write_overlay_film(*video, file, options, quiet_);
    media::VideoReader film = media::VideoReader::open(clip_, quiet_);
    media::VideoReader written = media::VideoReader::open(file, quiet_);
    QCOMPARE(written.index().size(), film.index().size());
    for (std::int64_t i = 0; i < film.index().size(); i += 3) {
      int nearest = 0;
      for (int s = 0; s < 4; ++s)
        if (std::abs(video->frames()[static_cast<std::size_t>(s)].index - i) <
            std::abs(video->frames()[static_cast<std::size_t>(nearest)].index - i))
          nearest = s;
      const engine::SampledFrame& sampled = video->frames()[static_cast<std::size_t>(nearest)];
      const overlays::FrameOverlay drawn = overlays::overlay_of(*video, nearest, options.style);
      base::RgbImage expected = attention::overlay(film.read(i)->image, drawn.grid, drawn.options);
      overlays::draw_caption(expected,
                             overlays::film_caption(sampled, options.style.map, sampled.index == i));
      const base::RgbImage found = written.read(i)->image;
      double sum = 0;
      for (int y = 0; y < expected.height; ++y)
        for (int x = 0; x < 3 * expected.width; ++x)
          sum += std::abs(int{found.row(y)[x]} - int{expected.row(y)[x]});
      const double difference = sum / static_cast<double>(expected.pixels.size());
      // Chroma is stored for four pixels at once, so hard borders of colour are not exact.
      QVERIFY2(difference < 9, qPrintable(QString("frame %1: %2").arg(i).arg(difference)));
    }
  }

  void captions() {
    engine::SampledFrame frame;
    frame.index = 48;
    frame.time_s = 62.005;
    QCOMPARE(overlays::film_caption(frame, FrameMap::Fsra, true),
             std::string("FSRA of the film alone: frame 48 at 1:02.00"));
    QCOMPARE(overlays::film_caption(frame, FrameMap::Gstra, false),
             std::string("GSTRA of the film alone: nearest frame 48 at 1:02.00"));
    for (const bool on_it : {true, false})
      for (const char c : overlays::film_caption(frame, FrameMap::Gstra, on_it))
        QVERIFY2(overlays::kCaptionLetters.find(c) != std::string_view::npos, std::string(1, c).c_str());
  }

  void only_the_range_that_was_asked_about() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    overlays::write_overlay_film(*encode(clip_, {.start_s = 1, .end_s = 2}), file, {}, quiet_);
    const QJsonObject found = probe(file);
    QCOMPARE(found["streams"].toArray()[0].toObject()["nb_read_frames"].toString(), QString("10"));
    QVERIFY(std::abs(found["format"].toObject()["duration"].toString().toDouble() - 1) < 0.1);
  }

  void a_film_without_sound_gets_none() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    overlays::write_overlay_film(*encode(silent_), file, {}, quiet_);
    QCOMPARE(probe(file)["streams"].toArray().size(), 1);
    FilmOptions without;
    without.sound = false;
    overlays::write_overlay_film(*encode(clip_), file, without, quiet_);
    QCOMPARE(probe(file)["streams"].toArray().size(), 1);
  }

  // Pictures and sound stay together where pictures come at changing times.
  void changing_rate() {
    const std::filesystem::path varying =
        factory_.make("varying.mkv", {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=3", "-vf",
                                      "select='lt(n,10)+not(mod(n,5))'", "-vsync", "vfr", "-c:v", "ffv1"});
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    const auto video = encode(varying);
    FilmOptions options;
    options.caption = false;
    overlays::write_overlay_film(*video, file, options, quiet_);
    media::VideoReader film = media::VideoReader::open(varying, quiet_);
    media::VideoReader written = media::VideoReader::open(file, quiet_);
    QCOMPARE(written.index().size(), film.index().size());
    for (std::int64_t i = 0; i < film.index().size(); ++i)
      QVERIFY(std::abs(written.index().seconds(i) - film.index().seconds(i)) < 0.001);
    QVERIFY(std::abs(written.info().duration_s - film.info().duration_s) < 0.001);
  }

  // A flash and a tone at once, a second after the first picture, which comes two seconds after the sound.
  void a_video_that_begins_after_its_sound() {
    const std::filesystem::path late = factory_.make(
        "late.mkv",
        {"-itsoffset", "2", "-f", "lavfi", "-i",
         "nullsrc=size=96x64:rate=25:duration=2,format=yuv420p,geq=lum='if(gte(N,25),235,16)':cb=128:cr=128",
         "-f", "lavfi", "-i", "aevalsrc='0.8*sin(2*PI*1000*t)*gte(t,3)':s=48000:d=4", "-fps_mode",
         "passthrough", "-c:v", "ffv1", "-c:a", "pcm_s16le"});
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    const auto video = encode(late);
    QCOMPARE(video->info().start_s, 2.0);
    FilmOptions options;
    options.caption = false;
    overlays::write_overlay_film(*video, file, options, quiet_);

    media::VideoReader written = media::VideoReader::open(file, quiet_);
    const auto brightness = [](const base::RgbImage& picture) {
      double sum = 0;
      for (const std::uint8_t value : picture.pixels) sum += value;
      return sum / static_cast<double>(picture.pixels.size());
    };
    const double dark = brightness(written.read(0)->image);
    std::int64_t flash = 0;
    while (flash + 1 < written.index().size() && brightness(written.read(flash)->image) < dark + 30) ++flash;
    QCOMPARE(written.index().seconds(flash), 1.0);
    auto sound = media::AudioReader::open(file, written.index().timestamp(0).seconds());
    QVERIFY(sound);
    std::vector<std::int16_t> samples(std::size_t{2} * media::AudioReader::kSampleRate * 2);
    const std::size_t count = sound->read(samples);
    std::size_t tone = 0;
    while (tone < count && std::abs(samples[2 * tone]) < 4000) ++tone;
    const double tone_s = static_cast<double>(tone) / media::AudioReader::kSampleRate;
    QVERIFY2(std::abs(tone_s - 1) < 0.04, qPrintable(QString::number(tone_s)));
  }

  void a_reversed_range_is_written_in_order() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("film.mp4").toStdString();
    overlays::write_overlay_film(*encode(clip_, {.start_s = 2, .end_s = 1}), file, {}, quiet_);
    QCOMPARE(probe(file)["streams"].toArray()[0].toObject()["nb_read_frames"].toString(), QString("10"));
  }

  void a_stop_leaves_nothing() {
    const QTemporaryDir folder;
    const auto video = encode(clip_);
    StopAt progress(7);
    const test::Failure failure = test::failure_of([&] {
      overlays::write_overlay_film(*video, folder.filePath("film.mp4").toStdString(), {}, progress,
                                   progress.source.get_token());
    });
    QCOMPARE(failure.code, static_cast<int>(base::ErrorCode::Stopped));
    QCOMPARE(progress.last_done, std::int64_t{7});  // heard within a picture
    StopAt pictures(3);
    const test::Failure second = test::failure_of([&] {
      overlays::write_overlay_pictures(*video, folder.filePath("maps").toStdString(), pictures,
                                       pictures.source.get_token());
    });
    QCOMPARE(second.code, static_cast<int>(base::ErrorCode::Stopped));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    QCOMPARE(QDir(folder.filePath("maps")).entryList(QDir::Files | QDir::Hidden), QStringList());
  }

  void never_takes_the_films_own_place() {
    const std::filesystem::path film = factory_.make(
        "own.mp4", {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=1", "-c:v", "libx264"});
    const std::filesystem::path other = film.parent_path() / "other name.mp4";
    std::filesystem::create_symlink(film, other);
    const std::vector<char> before = test::read_bytes(film);
    const auto video = encode(film);
    for (const std::filesystem::path& file : {film, other}) {
      const test::Failure failure =
          test::failure_of([&] { overlays::write_overlay_film(*video, file, {}, quiet_); });
      QCOMPARE(failure.code, static_cast<int>(base::ErrorCode::Usage));
    }
    QVERIFY(test::read_bytes(film) == before);
  }

  // Two pictures that are years apart by the file's own account would make a film that fills the disk.
  void a_length_that_no_film_has() {
    const std::filesystem::path film =
        factory_.make("years.mkv", {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=0.2", "-vf",
                                    "setpts=N*1000000000/TB", "-vsync", "passthrough", "-c:v", "ffv1"});
    const auto video = encode(film);
    const QTemporaryDir folder;
    const test::Failure failure = test::failure_of(
        [&] { overlays::write_overlay_film(*video, folder.filePath("film.mp4").toStdString(), {}, quiet_); });
    QCOMPARE(failure.code, static_cast<int>(base::ErrorCode::Video));
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void refuses_a_video_without_maps() {
    engine::VideoRequest request;
    request.file = silent_;
    request.attention_maps = false;
    request.frames = 4;
    const auto video = engine::EncodedVideo::encode(model_, request, quiet_);
    const QTemporaryDir folder;
    const test::Failure failure = test::failure_of(
        [&] { overlays::write_overlay_film(*video, folder.filePath("film.mp4").toStdString(), {}, quiet_); });
    QCOMPARE(failure.code, static_cast<int>(base::ErrorCode::Usage));
    QVERIFY(QDir(folder.path()).isEmpty());
  }
};

QTEST_APPLESS_MAIN(TestOverlayFilm)
#include "test_overlay_film.moc"
