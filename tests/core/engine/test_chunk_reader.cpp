// Frames that are decoded side by side are those that one reader gives, in order.
#include <QtTest>

#include "core/media/generated_video.h"
#include "engine/chunk_reader.h"

#include "media/frame_sampling.h"
#include "media/preprocess.h"

namespace {

using vp::engine::ChunkReader;
using vp::engine::SampledFrame;
using vp::media::VideoReader;
namespace fs = std::filesystem;

struct Reading {
  std::vector<SampledFrame> frames;
  int readers = 0;
  std::int64_t replaced = 0;
  bool damage_seen = false;
  std::size_t most_in_chunk = 0;
};

ChunkReader::Options options_of(const std::vector<std::int64_t>& indices, int readers) {
  ChunkReader::Options options;
  options.see = [](const vp::base::RgbImage& picture) { return vp::media::resize_for_model(picture, {}); };
  options.indices = indices;
  options.pictures = true;
  options.readers = readers;
  return options;
}

Reading read_all(const fs::path& file, const std::vector<std::int64_t>& indices, int readers) {
  vp::base::NoProgress progress;
  VideoReader reader = VideoReader::open(file, progress);
  ChunkReader chunks(reader, options_of(indices, readers));
  Reading result;
  result.readers = chunks.readers();
  for (;;) {
    std::vector<SampledFrame> chunk = chunks.next({});
    if (chunk.empty()) break;
    result.most_in_chunk = std::max(result.most_in_chunk, chunk.size());
    std::move(chunk.begin(), chunk.end(), std::back_inserter(result.frames));
  }
  result.replaced = chunks.replaced();
  result.damage_seen = reader.damage_seen();
  return result;
}

std::vector<std::int64_t> every(std::int64_t step, std::int64_t frames) {
  std::vector<std::int64_t> indices;
  for (std::int64_t index = step / 2; index < frames; index += step) indices.push_back(index);
  return indices;
}

QString difference(const Reading& one, const Reading& other) {
  if (one.frames.size() != other.frames.size()) return "other number of frames";
  for (std::size_t i = 0; i < one.frames.size(); ++i) {
    const SampledFrame &a = one.frames[i], &b = other.frames[i];
    if (a.index != b.index || !(a.timestamp == b.timestamp) || a.time_s != b.time_s ||
        a.duration_s != b.duration_s)
      return QString("frame %1 is another one").arg(i);
    if (a.seen.pixels != b.seen.pixels || a.picture.pixels != b.picture.pixels)
      return QString("frame %1 looks otherwise").arg(i);
  }
  return {};
}

}  // namespace

class TestChunkReader : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    film_ =
        factory_.make_numbered("film.mp4", 160, 96, kFrames,
                               {"-c:v", "libx264", "-g", "20", "-keyint_min", "20", "-sc_threshold", "0"});
  }

  void sideBySideGivesTheSame_data() {
    QTest::addColumn<int>("readers");
    QTest::addColumn<int>("step");
    for (const int readers : {1, 2, 3, 50})
      for (const int step : {1, 7, 20, 33})
        QTest::addRow("%d readers, every %d frames", readers, step) << readers << step;
  }

  void sideBySideGivesTheSame() {
    QFETCH(const int, readers);
    QFETCH(const int, step);
    const std::vector<std::int64_t> indices = every(step, kFrames);
    const Reading serial = read_all(film_, indices, 1), parallel = read_all(film_, indices, readers);
    QCOMPARE(serial.readers, 1);
    QVERIFY(parallel.readers <= readers && (readers == 1 || parallel.readers > 1));
    QCOMPARE(difference(parallel, serial), QString());
    QCOMPARE(parallel.frames.size(), indices.size());
    QVERIFY(parallel.most_in_chunk <= 4 && parallel.replaced == 0 && !parallel.damage_seen);
    for (std::size_t i = 0; i < indices.size(); ++i) QCOMPARE(parallel.frames[i].index, indices[i]);
  }

  // What is said of a damaged film is said by one reader alone. Of the pictures only those are compared that
  // no damage reaches: what FFmpeg makes of a broken one is now this and now that.
  void aDamagedFilmIsReadByOne_data() {
    QTest::addColumn<int>("step");
    for (const int step : {3, 17, 20}) QTest::addRow("every %d frames", step) << step;
  }

  void aDamagedFilmIsReadByOne() {
    QFETCH(const int, step);
    std::vector<char> film = vp::test::read_bytes(film_);
    const std::size_t from = film.size() * 8 / 10;
    for (std::size_t i = from; i < from + 4000; ++i) film[i] = static_cast<char>(i * 7);
    const fs::path damaged = factory_.write("damaged.mp4", film);
    const std::vector<std::int64_t> indices = every(step, kFrames);
    Reading serial = read_all(damaged, indices, 1), parallel = read_all(damaged, indices, 3);
    QVERIFY(serial.damage_seen && parallel.damage_seen);
    QCOMPARE(parallel.replaced, serial.replaced);
    QCOMPARE(parallel.frames.size(), indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i)
      QCOMPARE(parallel.frames[i].index, serial.frames[i].index);
    for (Reading* reading : {&serial, &parallel}) reading->frames.resize(indices.size() / 2);
    QCOMPARE(difference(parallel, serial), QString());
  }

  // A reader that is open goes on when its file has another name by now.
  void aFilmThatIsGoneIsReadOn() {
    const fs::path gone = factory_.write("gone.mp4", vp::test::read_bytes(film_));
    vp::base::NoProgress progress;
    VideoReader reader = VideoReader::open(gone, progress);
    fs::remove(gone);
    ChunkReader chunks(reader, options_of(every(20, kFrames), 2));
    std::size_t frames = 0;
    while (const std::size_t more = chunks.next({}).size()) frames += more;
    QCOMPARE(frames, every(20, kFrames).size());
  }

  void aStopEndsAll() {
    vp::base::NoProgress progress;
    VideoReader reader = VideoReader::open(film_, progress);
    std::stop_source stop;
    ChunkReader chunks(reader, options_of(every(20, kFrames), 3));
    QVERIFY(!chunks.next(stop.get_token()).empty());
    stop.request_stop();
    try {
      while (!chunks.next(stop.get_token()).empty()) {
      }
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    // And one that nobody takes anything from ends.
    VideoReader other = VideoReader::open(reader.scan());
    const ChunkReader unread(other, options_of(every(20, kFrames), 3));
  }

  void aShortFilmHasOneReader() { QCOMPARE(read_all(film_, every(20, 80), 0).readers, 1); }

 private:
  static constexpr int kFrames = 127;
  vp::test::VideoFactory factory_;
  fs::path film_;
};

QTEST_GUILESS_MAIN(TestChunkReader)
#include "test_chunk_reader.moc"
