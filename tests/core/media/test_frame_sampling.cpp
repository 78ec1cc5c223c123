#include <QtTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "generated_video.h"
#include "media/frame_sampling.h"

using namespace vp;

namespace {

nlohmann::json read_json(const std::string& name) {
  std::ifstream file(std::string(VP_TEST_DATA) + "/golden/" + name);
  return nlohmann::json::parse(file);
}

std::optional<std::int64_t> seconds_of(const nlohmann::json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}

/// `count` frames at `fps` from tick `first` on, each time rounded to a tick.
media::FrameIndex regular(std::int64_t count, double fps, base::Rational time_base, std::int64_t first = 0) {
  std::vector<std::int64_t> pts;
  for (std::int64_t i = 0; i < count; ++i)
    pts.push_back(first + std::llround(static_cast<double>(i) / fps / time_base.value()));
  const auto frame = std::llround(1 / fps / time_base.value());
  return {std::move(pts), time_base, frame};
}

using Frames = std::vector<std::int64_t>;
using Range = media::TimeRange;

}  // namespace

class TestFrameSampling : public QObject {
  Q_OBJECT
 private slots:
  void golden_data() {
    QTest::addColumn<QString>("case_json");
    int number = 0;
    for (const auto& each : read_json("sampling.json")) {
      QTest::addRow("%d: %d frames", number++, each["frames"].get<int>())
          << QString::fromStdString(each.dump());
    }
  }
  void golden() {
    QFETCH(QString, case_json);
    const nlohmann::json expected = nlohmann::json::parse(case_json.toStdString());
    const media::TimeRange range{seconds_of(expected["start"]), seconds_of(expected["end"])};
    const auto indices =
        media::sample_frame_indices(expected["frames"].get<std::int64_t>(), expected["fps"].get<double>(),
                                    expected["max_frames"].get<int>(), 4, range);
    QVERIFY(indices == expected["indices"].get<std::vector<std::int64_t>>());
    // The same from the true times, in the ticks of the usual containers.
    const auto frames = expected["frames"].get<std::int64_t>();
    const auto fps = expected["fps"].get<double>();
    for (const base::Rational time_base : {base::Rational{1, 1000}, {1, 90000}, {1, 1'000'000}}) {
      QVERIFY(media::sample_frame_indices(regular(frames, fps, time_base, 12345), fps,
                                          expected["max_frames"].get<int>(), 4, range) == indices);
    }
  }

  // Whatever the container's ticks and the first frame's time: the frames that the authors' rule counts.
  void a_constant_rate_is_counted_as_the_authors_do() {
    for (const double fps : {0.5, 1.0, 10.0, 24000.0 / 1001, 25.0, 30000.0 / 1001, 60.0}) {
      for (const base::Rational time_base : {base::Rational{1, 1000}, {1, 90000}, {1001, 30000}}) {
        if (1 / fps < time_base.value()) continue;
        const auto count = static_cast<std::int64_t>(fps * 41);
        const media::FrameIndex index = regular(count, fps, time_base, -999);
        for (std::int64_t start = 0; start < 40; ++start) {
          for (const std::int64_t end : {start, start + 1, start + 5, std::int64_t{41}, std::int64_t{900}}) {
            const Range range{start, end};
            QVERIFY(media::sample_frame_indices(index, fps, 8, 4, range) ==
                    media::sample_frame_indices(count, fps, 8, 4, range));
          }
        }
      }
    }
  }

  void times_choose_the_frames_data() {
    QTest::addColumn<Frames>("pts");  // milliseconds
    QTest::addColumn<Range>("range");
    QTest::addColumn<Frames>("expected");
    // Ten a second, then one after two seconds, then ten a second again, from an odd time on.
    Frames idle;
    for (std::int64_t i = 0; i <= 20; ++i) idle.push_back(777 + i * 100);
    for (std::int64_t i = 40; i <= 60; ++i) idle.push_back(777 + i * 100);  // frame 21 at 4 s
    QTest::newRow("from a second on") << idle << Range{5, {}} << Frames{31, 32, 33, 34, 35, 36, 37, 38};
    QTest::newRow("up to a second") << idle << Range{{}, 1} << Frames{0, 1, 2, 3, 4, 5, 6, 7};
    QTest::newRow("the end is not in it") << idle << Range{4, 5} << Frames{21, 22, 23, 24, 25, 26, 27, 28};
    QTest::newRow("reversed") << idle << Range{5, 4} << Frames{21, 22, 23, 24, 25, 26, 27, 28};
    QTest::newRow("without a length") << idle << Range{4, 4} << Frames{21, 22, 23, 24, 25, 26, 27, 28};
    QTest::newRow("one that begins in it") << idle << Range{2, 4} << Frames{20};
    QTest::newRow("none begins in it") << idle << Range{3, 4} << Frames{20};
    QTest::newRow("far past the end") << idle << Range{6, 900} << Frames{41};
    const Frames slides{0, 60'000, 61'000, 180'000};
    QTest::newRow("slides: the one on the screen") << slides << Range{70, 80} << Frames{2};
    QTest::newRow("slides: those that begin") << slides << Range{50, 70} << Frames{1, 2};
    QTest::newRow("slides: all") << slides << Range{} << Frames{0, 1, 2, 3};
    QTest::newRow("slides: the last one is on the screen") << slides << Range{200, {}} << Frames{3};
  }
  void times_choose_the_frames() {
    QFETCH(Frames, pts);
    QFETCH(Range, range);
    QFETCH(Frames, expected);
    const media::FrameIndex index(pts, {1, 1000});
    const double fps = index.average_rate().value();
    QVERIFY(media::sample_frame_indices(index, fps, 8, 4, range) == expected);
    // A nominal rate is only the step: 25 are no seconds.
    const Frames nominal = media::sample_frame_indices(index, 25, 8, 4, range);
    QVERIFY(nominal.front() == expected.front());
  }

  void a_start_past_the_end_names_the_true_length() {
    const media::FrameIndex index({0, 100, 5000, 9000}, {1, 1000}, 4040);
    QVERIFY(media::sample_frame_indices(index, 25, 8, 4, {std::int64_t{13}, {}}) == Frames{3});
    const auto failure = test::failure_of([&] {
      media::sample_frame_indices(index, 25, 8, 4, {std::int64_t{14}, std::int64_t{15}});
    });
    QCOMPARE(failure.code, 2);
    QVERIFY2(failure.sentence.find("only 13.04 s long") != std::string::npos, failure.sentence.c_str());
    // The same where only the last frame is longer than the others.
    const media::FrameIndex tail({0, 1000, 2000}, {1, 1000}, 5000);
    QVERIFY(media::sample_frame_indices(tail, 1, 8, 4, {std::int64_t{5}, {}}) == Frames{2});
    QCOMPARE(test::failure_of([&] {
               media::sample_frame_indices(tail, 1, 8, 4, {std::int64_t{7}, {}});
             }).code,
             2);
  }

  // At few frames a second there may be less than the model takes: none is taken from behind the range.
  void nothing_behind_the_range() {
    QVERIFY(media::sample_frame_indices(100, 1.0, 8, 4, {std::int64_t{10}, std::int64_t{12}}) ==
            (Frames{10, 11, 12}));
    QVERIFY(media::sample_frame_indices(24, 1.0 / 60, 8, 4, {std::int64_t{50}, std::int64_t{70}}) ==
            (Frames{0, 1}));
  }

  void golden_clips() {
    for (const auto& expected : read_json("end_to_end.json")) {
      test::Warnings progress;
      media::VideoReader reader = media::VideoReader::open(
          std::string(VP_TEST_DATA) + "/golden/" + expected["clip"].get<std::string>(), progress);
      const media::VideoInfo& info = reader.info();
      QCOMPARE(info.width, expected["width"].get<int>());
      QCOMPARE(info.height, expected["height"].get<int>());
      QCOMPARE(info.frame_count, expected["frames"].get<std::int64_t>());
      QCOMPARE(info.average_frame_rate.value(), expected["fps"].get<double>());
      const auto indices = media::sample_frame_indices(reader.index(), info.average_frame_rate.value(), 8, 4);
      QVERIFY(indices == expected["indices"].get<std::vector<std::int64_t>>());
      QCOMPARE(info.header_frame_rate.value(), info.average_frame_rate.value());
      QCOMPARE(info.start_s, 0.0);
      const auto frames = media::read_frames(reader, indices, progress);
      QCOMPARE(frames.size(), indices.size());
      for (std::size_t i = 0; i < frames.size(); ++i) QCOMPARE(frames[i].index, indices[i]);
      QVERIFY(progress.sentences.empty());
    }
  }

  void unusable_requests_data() {
    QTest::addColumn<qint64>("frames");
    QTest::addColumn<double>("fps");
    QTest::addColumn<int>("max_frames");
    QTest::addColumn<qint64>("start");
    QTest::addColumn<int>("code");
    QTest::newRow("not a multiple") << qint64{100} << 25.0 << 6 << qint64{0} << 2;
    QTest::newRow("none") << qint64{100} << 25.0 << 0 << qint64{0} << 2;
    QTest::newRow("negative number") << qint64{100} << 25.0 << -8 << qint64{0} << 2;
    QTest::newRow("start at the end") << qint64{100} << 25.0 << 8 << qint64{4} << 2;
    QTest::newRow("start far past the end") << qint64{100} << 25.0 << 8 << qint64{INT64_MAX} << 2;
    QTest::newRow("negative start") << qint64{100} << 25.0 << 8 << qint64{-1} << 2;
    QTest::newRow("no frames") << qint64{0} << 25.0 << 8 << qint64{0} << 3;
    QTest::newRow("no rate") << qint64{100} << 0.0 << 8 << qint64{0} << 3;
    QTest::newRow("rate not a number") << qint64{100} << std::nan("") << 8 << qint64{0} << 3;
  }
  void unusable_requests() {
    QFETCH(qint64, frames);
    QFETCH(double, fps);
    QFETCH(int, max_frames);
    QFETCH(qint64, start);
    QFETCH(int, code);
    const auto failure = test::failure_of([&] {
      media::sample_frame_indices(frames, fps, max_frames, 4, {start, std::nullopt});
    });
    QCOMPARE(failure.code, code);
    QVERIFY(failure.sentence.ends_with('.'));
    if (start >= 4)
      QVERIFY2(failure.sentence.find(" 4.00 s long") != std::string::npos, failure.sentence.c_str());
  }

  void frames_chosen_by_hand() {
    media::check_frame_indices({0, 3, 3, 99}, 100);
    const auto sentence = [](const std::vector<std::int64_t>& indices) {
      const auto failure = test::failure_of([&] { media::check_frame_indices(indices, 100); });
      return QString::number(failure.code) + ' ' + QString::fromStdString(failure.sentence);
    };
    QVERIFY(sentence({}).startsWith("2 No frames"));
    QVERIFY(sentence({5, 100}).startsWith("2 Frame 100 is not in the video"));
    QVERIFY(sentence({-1}).startsWith("2 Frame -1 is not in the video"));
    QVERIFY(sentence({5, 4}).contains("ascending"));
  }

  void indices_are_always_in_the_video() {
    for (std::int64_t frames = 1; frames < 400; frames = frames * 5 / 4 + 1) {
      for (const double fps : {0.1, 0.5, 1.0, 1.5, 2.5, 23.976, 60.0, 1000.0}) {
        for (std::int64_t start = 0;
             static_cast<double>(start) * fps < static_cast<double>(frames) && start < 40; ++start) {
          for (const std::int64_t end :
               {std::int64_t{0}, start, start + 1, start + 7, std::int64_t{INT64_MAX}}) {
            std::vector<std::int64_t> indices;
            try {
              indices = media::sample_frame_indices(frames, fps, 8, 4, {start, end});
            } catch (const base::Error&) {
              QFAIL("a start inside the video was refused");
            }
            QVERIFY(!indices.empty() && indices.size() <= 8);
            QVERIFY(std::adjacent_find(indices.begin(), indices.end(), std::greater_equal<>()) ==
                    indices.end());
            QVERIFY(indices.front() >= 0 && indices.back() < frames);
          }
        }
      }
    }
  }
};

QTEST_APPLESS_MAIN(TestFrameSampling)
#include "test_frame_sampling.moc"
