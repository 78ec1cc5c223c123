// The files of a set of drawn clips.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "media/video_reader.h"
#include "train/scenes/benchmark.h"
#include "train/scenes/questions.h"
#include "train/scenes/render.h"

using namespace vp::scenes;
using nlohmann::json;

namespace {

BenchmarkOptions small_set(const QString& folder) {
  BenchmarkOptions options;
  options.folder = folder.toStdString();
  options.count = 3;
  options.seed = 4;
  options.scene.max_duration_s = 2.5;
  options.scene.max_long_side = 200;
  return options;
}

QByteArray bytes(const QString& file) {
  QFile opened(file);
  return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("not readable");
}

json read(const QString& file) {
  const QByteArray text = bytes(file);
  return json::parse(text.begin(), text.end());
}

// Asks for a stop once so many clips are done: of those that end at the same time only the last is told of.
class StopAfter final : public vp::base::Progress {
 public:
  explicit StopAfter(std::int64_t clips) : clips_(clips) {}
  void report(vp::base::Phase phase, std::int64_t done, std::int64_t) override {
    if (phase == vp::base::Phase::Draw && done >= clips_) source.request_stop();
  }
  void warn(const vp::base::Message&) override {}
  std::stop_source source;

 private:
  std::int64_t clips_;
};

int code_of(const BenchmarkOptions& options) {
  vp::base::NoProgress progress;
  try {
    write_benchmark(options, progress, {});
  } catch (const vp::base::Error& error) {
    return static_cast<int>(error.code());
  }
  return 0;
}

}  // namespace

class TestSceneBenchmark : public QObject {
  Q_OBJECT

 private slots:
  void writes_the_layout_data() {
    QTest::addColumn<int>("most");
    QTest::newRow("all questions") << 0;
    QTest::newRow("two a clip") << 2;
  }
  void writes_the_layout() {
    QFETCH(int, most);
    const QTemporaryDir folder;
    BenchmarkOptions options = small_set(folder.filePath("new/set"));
    options.questions_per_clip = most;
    QCOMPARE(code_of(options), 0);
    const json questions = read(folder.filePath("new/set/test_q.json"));
    const json answers = read(folder.filePath("new/set/test_a.json"));
    QCOMPARE(questions.size(), answers.size());
    std::size_t place = 0;
    for (std::uint64_t clip = 0; clip < 3; ++clip) {
      const std::uint64_t seed = test_seed(4, clip);
      std::vector<Question> expected = make_questions(make_scene(seed, options.scene), seed);
      if (most > 0) expected.resize(static_cast<std::size_t>(most));
      const std::string name = "scene_0000" + std::to_string(clip);
      for (std::size_t i = 0; i < expected.size(); ++i, ++place) {
        const std::string id = name + "_" + std::to_string(i);
        QVERIFY(questions.at(place) ==
                json({{"video_name", name}, {"question", expected[i].question}, {"question_id", id}}));
        QVERIFY(answers.at(place) ==
                json({{"answer", expected[i].answer}, {"type", expected[i].type}, {"question_id", id}}));
      }
    }
    QCOMPARE(questions.size(), place);
    QCOMPARE(QDir(folder.filePath("new/set")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             (QStringList{"test_a.json", "test_q.json", "videos"}));
  }

  void lossless_clips_hold_the_drawn_pixels() {
    const QTemporaryDir folder;
    BenchmarkOptions options = small_set(folder.path());
    options.codec = vp::media::VideoCodec::Ffv1;
    QCOMPARE(code_of(options), 0);
    const Scene scene = make_scene(test_seed(4, 2), options.scene);
    vp::base::NoProgress progress;
    auto reader =
        vp::media::VideoReader::open(folder.filePath("videos/scene_00002.mkv").toStdString(), progress);
    QCOMPARE(reader.index().size(), scene.frame_count);
    QCOMPARE(reader.info().average_frame_rate.value(), static_cast<double>(scene.frames_per_second));
    vp::base::RgbImage drawn;
    for (std::int64_t frame = 0; frame < scene.frame_count; ++frame) {
      const auto read_frame = reader.next();
      QVERIFY(read_frame.has_value());
      render(scene, frame, scene.width, scene.height, drawn);
      QCOMPARE(read_frame->image.pixels, drawn.pixels);
    }
  }

  void same_seed_same_bytes_by_one_thread_and_by_three() {
    const QTemporaryDir one, two;
    BenchmarkOptions options = small_set(one.path());
    options.threads = 1;
    QCOMPARE(code_of(options), 0);
    options = small_set(two.path());
    options.threads = 3;
    QCOMPARE(code_of(options), 0);
    for (const char* file :
         {"test_q.json", "test_a.json", "videos/scene_00000.mp4", "videos/scene_00002.mp4"}) {
      QVERIFY(bytes(one.filePath(file)).size() > 500);
      QCOMPARE(bytes(one.filePath(file)), bytes(two.filePath(file)));
    }
  }

  void stop_keeps_the_clips_that_are_done_data() {
    QTest::addColumn<int>("threads");
    QTest::newRow("one thread") << 1;
    QTest::newRow("three threads") << 3;
  }
  void stop_keeps_the_clips_that_are_done() {
    QFETCH(int, threads);
    const QTemporaryDir folder;
    StopAfter progress(2);
    BenchmarkOptions options = small_set(folder.path());
    options.count = 200;
    options.threads = threads;
    try {
      write_benchmark(options, progress, progress.source.get_token());
      QFAIL("went on");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QStringList videos;
    for (const json& entry : read(folder.filePath("test_q.json"))) {
      const QString file = QString::fromStdString(entry.at("video_name").get<std::string>() + ".mp4");
      if (!videos.contains(file)) videos.append(file);
    }
    // The threads may have ended more clips before they heard of the stop.
    QVERIFY2(videos.size() >= 2 && videos.size() <= 20, qPrintable(QString::number(videos.size())));
    QCOMPARE(QDir(folder.filePath("videos"))
                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
             videos);
    vp::base::NoProgress quiet;
    for (const QString& file : videos)
      QVERIFY(vp::media::VideoReader::open(folder.filePath("videos/" + file).toStdString(), quiet)
                  .index()
                  .size() > 0);
  }

  void a_clip_that_cannot_be_written_ends_it() {
    const QTemporaryDir folder;
    // The folder for the videos is there when the first clips are begun, and is a file.
    QVERIFY(QDir().mkpath(folder.filePath("set")));
    BenchmarkOptions options = small_set(folder.filePath("set"));
    options.count = 50;
    options.threads = 3;
    class BlockVideos final : public vp::base::Progress {
     public:
      explicit BlockVideos(QString file) : file_(std::move(file)) {}
      void report(vp::base::Phase, std::int64_t done, std::int64_t) override {
        if (done > 0) return;
        QFile blocking(file_);
        blocked = blocking.open(QIODevice::WriteOnly);
      }
      void warn(const vp::base::Message&) override {}
      bool blocked = false;

     private:
      QString file_;
    } progress(folder.filePath("set/videos"));
    try {
      write_benchmark(options, progress, {});
      QFAIL("went on");
    } catch (const vp::base::Error& error) {
      QVERIFY(progress.blocked);
      QCOMPARE(error.code(), vp::base::ErrorCode::Output);
      QVERIFY(QString::fromUtf8(error.what()).contains(folder.filePath("set/videos")));
    }
  }

  void refuses_what_it_cannot_do() {
    const QTemporaryDir folder;
    const QString used = folder.filePath("used");
    QVERIFY(QDir().mkpath(used + "/videos"));
    QCOMPARE(code_of(small_set(used)), 2);
    QFile file(folder.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(code_of(small_set(file.fileName())), 2);
    BenchmarkOptions options = small_set(folder.filePath("new"));
    options.count = 0;
    QCOMPARE(code_of(options), 2);
    options.count = 100001;
    QCOMPARE(code_of(options), 2);
    options = small_set(folder.filePath("new"));
    options.questions_per_clip = -1;
    QCOMPARE(code_of(options), 2);
    options = small_set(folder.filePath("new"));
    options.threads = 257;
    QCOMPARE(code_of(options), 2);
    options = small_set({});
    QCOMPARE(code_of(options), 2);
    QVERIFY(!QDir(folder.filePath("new")).exists());
  }
};

QTEST_APPLESS_MAIN(TestSceneBenchmark)
#include "test_scene_benchmark.moc"
