// Hiding the most attended patches, and random ones.
#include "engine/occlusion.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "attention/reduction.h"
#include "base/error.h"
#include "engine/changed_frames.h"
#include "engine/encode_chunk.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "engine/preprocessing.h"
#include "engine/scored_answer.h"
#include "support/golden_clips.h"

#include <QtTest>

namespace {

using namespace vp::engine;
using vp::attention::FrameMap;

ExaminedQuestion question() {
  ExaminedQuestion asked;
  asked.question = "What color is the car?";
  asked.options.max_new_tokens = 6;
  return asked;
}

OcclusionOptions options(FrameMap map, std::vector<int> shares, int draws) {
  OcclusionOptions result;
  result.map = map;
  result.shares_percent = std::move(shares);
  result.draws = draws;
  return result;
}

class LastReport final : public vp::base::Progress {
 public:
  void report(vp::base::Phase phase, std::int64_t done_now, std::int64_t total_now) override {
    if (phase != vp::base::Phase::Encode) return;
    rises = rises && done_now > done;
    done = done_now;
    total = total_now;
    if (done == stop_at) source.request_stop();
  }
  void warn(const vp::base::Message&) override {}
  std::int64_t done = 0, total = 0, stop_at = -1;
  bool rises = true;
  std::stop_source source;
};

}  // namespace

class TestOcclusion : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model(1);
    vp::base::NoProgress progress;
    VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    request.pictures = true;
    video_ = EncodedVideo::encode(model_, request, progress);
  }

  // Everything hidden is a picture in the canvas's colour.
  void hiddenPixelsAreTheCanvas_data() {
    QTest::addColumn<int>("side");
    QTest::newRow("patches") << 1;
    QTest::newRow("tokens") << 2;
  }

  void hiddenPixelsAreTheCanvas() {
    QFETCH(int, side);
    const vp::base::Rect valid = video_->maps().valid;
    FrameChange change;
    change.hidden.side = side;
    change.hidden.of_frame.resize(8);
    for (int i = 0; i < valid.height() / side * (valid.width() / side); ++i)
      change.hidden.of_frame[2].push_back(i);
    const std::vector<at::Tensor> hidden = encode_changed(*model_, *video_, change, {}, {});

    vp::base::RgbImage plain = video_->frames()[2].picture;
    const auto mean = model_->config().vision.image_mean;
    for (std::size_t i = 0; i < plain.pixels.size(); ++i)
      plain.pixels[i] = static_cast<std::uint8_t>(255 * mean[i % 3]);
    std::vector<const vp::base::RgbImage*> pictures;
    for (std::size_t i = 0; i < 4; ++i) pictures.push_back(&video_->frames()[i].picture);
    pictures[2] = &plain;
    const auto expected =
        model_->impl().encoder->stab()->forward(chunk_pixels(model_->config().vision, pictures));
    for (std::size_t i = 0; i < 4; ++i) QVERIFY(hidden[i].equal(expected.frames[i].tokens));
    for (std::size_t i = 4; i < 8; ++i) QVERIFY(hidden[i].equal(video_->impl().tokens[i]));
  }

  void aCellLiesWhereTheMapSaysItDoes() {
    const vp::base::Rect valid = video_->maps().valid;
    const vp::checkpoint::VisionConfig& vision = model_->config().vision;
    std::vector<const vp::base::RgbImage*> pictures{&video_->frames()[0].picture};
    const at::Tensor pixels = chunk_pixels(vision, pictures)[0][0];
    // The second token of the second row.
    const std::int64_t cell = valid.width() / 2 + 1;
    at::Tensor hidden = pixels.clone();
    hide_cells(hidden, {cell}, 2, video_->frames()[0].picture, vision);
    const at::Tensor differs = hidden.ne(pixels).any(0);  // (S, S)
    const int top = (valid.top + 2) * vision.patch_stride, left = (valid.left + 2) * vision.patch_stride;
    const int side = 2 * vision.patch_stride;
    const std::int64_t inside = differs.narrow(0, top, side).narrow(1, left, side).sum().item<std::int64_t>();
    QCOMPARE(differs.sum().item<std::int64_t>(), inside);
    QVERIFY(inside > side * side / 2);
    QVERIFY(hidden[3].equal(pixels[3]));  // the mask
  }

  void hidesTheMostAttended_data() {
    QTest::addColumn<bool>("fsra");
    QTest::newRow("FSRA, frame by frame") << true;
    QTest::newRow("GSTRA, over a chunk") << false;
  }

  void hidesTheMostAttended() {
    QFETCH(bool, fsra);
    constexpr int kShare = 25;
    const OcclusionCheck check = run(options(fsra ? FrameMap::Fsra : FrameMap::Gstra, {kShare}, 2));

    // A cell is hidden when less than the share of its frame's (chunk's) cells come before it: those with
    // more attention, and of those with as much the earlier ones.
    FrameChange change;
    change.hidden.side = fsra ? 2 : 1;
    change.hidden.of_frame.resize(8);
    std::vector<std::vector<float>> values;
    for (int i = 0; i < 8; ++i)
      values.push_back(fsra ? vp::attention::fsra_grid(video_->maps(), i, {}).values
                            : vp::attention::gstra_grid(video_->maps(), i, {}).values);
    std::int64_t hidden = 0, cells = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::size_t first = fsra ? i : i / 4 * 4, last = fsra ? i + 1 : first + 4;
      std::vector<float> pool;
      for (std::size_t other = first; other < last; ++other)
        pool.insert(pool.end(), values[other].begin(), values[other].end());
      const std::size_t before = (i - first) * values[i].size();
      const auto most = std::llround(static_cast<double>(pool.size()) * kShare / 100);
      for (std::size_t cell = 0; cell < values[i].size(); ++cell) {
        const float own = values[i][cell];
        const auto earlier = pool.begin() + static_cast<std::ptrdiff_t>(before + cell);
        const auto rank = std::count_if(pool.begin(), pool.end(), [&](float value) { return value > own; }) +
                          std::count(pool.begin(), earlier, own);
        if (rank < most) change.hidden.of_frame[i].push_back(static_cast<std::int64_t>(cell));
      }
      hidden += static_cast<std::int64_t>(change.hidden.of_frame[i].size());
      cells += static_cast<std::int64_t>(values[i].size());
    }
    QCOMPARE(check.patches, cells);
    QCOMPARE(check.points[0].hidden, hidden);
    QVERIFY(check.points[0].attended_patches == change.hidden.of_frame);
    QCOMPARE(check.rows * check.columns, static_cast<int>(values[0].size()));
    vp::base::NoProgress progress;
    Replay replay(model_, {}, question().question, video_->impl().tokens, 8);
    replay.show(encode_changed(*model_, *video_, change, {}, {}), progress, {});
    const double expected = change_of(check.answer, replay.score(ids_of(check.answer), progress, {}));
    QCOMPARE(check.points[0].attended, expected);
    QVERIFY(expected != 0);
    QVERIFY(check.points[0].random[0] != check.points[0].random[1]);
  }

  void isTheSameAgain() {
    const OcclusionOptions once = options(FrameMap::Gstra, {10, 40}, 3);
    const OcclusionCheck first = run(once), second = run(once);
    OcclusionOptions other = once;
    other.seed = 1;
    const OcclusionCheck third = run(other);
    QCOMPARE(first.points.size(), std::size_t{2});
    for (std::size_t i = 0; i < 2; ++i) {
      QCOMPARE(first.points[i].random, second.points[i].random);
      QCOMPARE(first.points[i].attended, second.points[i].attended);
      QCOMPARE(first.points[i].attended, third.points[i].attended);
      QVERIFY(first.points[i].random != third.points[i].random);
      QCOMPARE(first.points[i].random.size(), std::size_t{3});
    }
  }

  void meanAndSpread() {
    OcclusionPoint point;
    point.random = {1, 2, 6};
    QCOMPARE(point.random_mean(), 3.0);
    QCOMPARE(point.random_spread(), std::sqrt(7.0));
    point.random = {4};
    QCOMPARE(point.random_spread(), 0.0);
  }

  void progressCountsEveryEncodedFrame() {
    LastReport progress;
    check_by_occlusion(model_, *video_, question(), options(FrameMap::Fsra, {10, 20}, 2), progress);
    QCOMPARE(progress.total, 2 * 3 * 8);
    QCOMPARE(progress.done, progress.total);
    QVERIFY(progress.rises);
  }

  void stopsBetweenEncodings() {
    LastReport progress;
    progress.stop_at = 12;
    try {
      check_by_occlusion(model_, *video_, question(), options(FrameMap::Fsra, {10, 20}, 2), progress,
                         progress.source.get_token());
      QFAIL("was not stopped");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QCOMPARE(progress.done, 12);
  }

  void refuses_data() {
    QTest::addColumn<QVector<int>>("shares");
    QTest::addColumn<int>("draws");
    QTest::newRow("no share") << QVector<int>{} << 5;
    QTest::newRow("0 %") << QVector<int>{0, 5} << 5;
    QTest::newRow("100 %") << QVector<int>{50, 100} << 5;
    QTest::newRow("falling") << QVector<int>{20, 10} << 5;
    QTest::newRow("twice") << QVector<int>{10, 10} << 5;
    QTest::newRow("no draw") << QVector<int>{10} << 0;
    QTest::newRow("too many draws") << QVector<int>{10} << 101;
  }

  void refuses() {
    QFETCH(QVector<int>, shares);
    QFETCH(int, draws);
    try {
      run(options(FrameMap::Fsra, {shares.begin(), shares.end()}, draws));
      QFAIL("was not refused");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
    }
  }

 private:
  OcclusionCheck run(const OcclusionOptions& how) {
    vp::base::NoProgress progress;
    return check_by_occlusion(model_, *video_, question(), how, progress);
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<const EncodedVideo> video_;
};

QTEST_GUILESS_MAIN(TestOcclusion)
#include "test_occlusion.moc"
