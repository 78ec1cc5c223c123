#include <QtTest>
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
      const auto indices =
          media::sample_frame_indices(info.frame_count, info.average_frame_rate.value(), 8, 4);
      QVERIFY(indices == expected["indices"].get<std::vector<std::int64_t>>());
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
