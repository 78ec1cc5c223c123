#include <QtTest>
#include <cmath>
#include <limits>

#include "media/frame_index.h"
#include "media/frame_rate.h"

using namespace vp;

class TestFrameIndex : public QObject {
  Q_OBJECT
 private slots:
  void sorts_and_keeps_equal_times() {
    const media::FrameIndex index({30, 10, 20, 20, 0}, {1, 10});
    QCOMPARE(index.size(), 5);
    QCOMPARE(index.timestamp(2).pts, 20);
    QCOMPARE(index.timestamp(3).pts, 20);
    QCOMPARE(index.seconds(4), 3.0);
    QCOMPARE(index.index_at(2.5), 3);
  }

  void time_starts_at_the_first_frame() {
    const media::FrameIndex index({-50, 50, 150}, {1, 100});
    QCOMPARE(index.seconds(0), 0.0);
    QCOMPARE(index.seconds(2), 2.0);
    QCOMPARE(index.timestamp(0).seconds(), -0.5);
  }

  void frame_on_the_screen_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<qint64>("frame");
    QTest::newRow("before") << -1.0 << qint64{0};
    QTest::newRow("start") << 0.0 << qint64{0};
    QTest::newRow("just before the second") << 0.099 << qint64{0};
    QTest::newRow("second") << 0.1 << qint64{1};
    QTest::newRow("long frame") << 4.9 << qint64{1};
    QTest::newRow("last") << 5.0 << qint64{2};
    QTest::newRow("after") << 1e300 << qint64{2};
    QTest::newRow("infinity") << std::numeric_limits<double>::infinity() << qint64{2};
    QTest::newRow("not a number") << std::nan("") << qint64{0};
  }
  void frame_on_the_screen() {
    QFETCH(double, seconds);
    QFETCH(qint64, frame);
    const media::FrameIndex index({0, 1, 50}, {1, 10});
    QCOMPARE(index.index_at(seconds), frame);
  }

  void every_time_leads_back_to_its_frame() {
    for (const base::Rational time_base :
         {base::Rational{1, 90000}, {1, 24000}, {1001, 30000}, {1, 1000}, {1, 1}}) {
      std::vector<std::int64_t> pts;
      for (std::int64_t i = 0; i < 20000; ++i) pts.push_back(1234567 + i * 7 + i % 3);
      const media::FrameIndex index(pts, time_base);
      for (std::int64_t i = 0; i < index.size(); ++i) QCOMPARE(index.index_at(index.seconds(i)), i);
    }
  }

  void first_frame_from_a_time() {
    const media::FrameIndex index({100, 101, 150}, {1, 10});
    QCOMPARE(index.first_from(-1), 0);
    QCOMPARE(index.first_from(0), 0);
    QCOMPARE(index.first_from(0.05), 1);
    QCOMPARE(index.first_from(0.1), 1);
    QCOMPARE(index.first_from(0.11), 2);
    QCOMPARE(index.first_from(5.0), 2);
    QCOMPARE(index.first_from(5.01), 3);
    QCOMPARE(index.first_from(1e300), 3);
    QCOMPARE(index.first_from(std::nan("")), 0);
    const media::FrameIndex thirds({0, 1, 2, 3}, {1, 3});
    for (std::int64_t i = 0; i < 4; ++i) QCOMPARE(thirds.first_from(thirds.seconds(i)), i);
  }

  void lasts_to_the_end_of_its_last_frame() {
    QCOMPARE(media::FrameIndex({5, 15, 25}, {1, 10}, 40).duration_s(), 6.0);
    QCOMPARE(media::FrameIndex({5, 15, 25}, {1, 10}).duration_s(), 3.0);
    const media::FrameIndex index({5, 15, 65}, {1, 10}, 40);
    QCOMPARE(index.shown_s(0), 1.0);
    QCOMPARE(index.shown_s(1), 5.0);
    QCOMPARE(index.shown_s(2), 4.0);
    QCOMPARE(media::FrameIndex({5}, {1, 10}).duration_s(), 0.0);
    QCOMPARE(media::FrameIndex().duration_s(), 0.0);
  }

  void rate_by_the_times_data() {
    QTest::addColumn<std::vector<std::int64_t>>("pts");
    QTest::addColumn<qint64>("last_duration");
    QTest::addColumn<double>("rate");
    using Times = std::vector<std::int64_t>;
    // Milliseconds.
    QTest::newRow("regular") << Times{500, 600, 700, 800} << qint64{0} << 10.0;
    QTest::newRow("regular, the last one's length guessed") << Times{0, 100, 200, 300} << qint64{40} << 10.0;
    QTest::newRow("changing") << Times{0, 100, 200, 1000} << qint64{1000} << 2.0;
    QTest::newRow("changing, to an unknown end") << Times{0, 100, 200, 1500} << qint64{0} << 2.0;
    QTest::newRow("one frame") << Times{0} << qint64{40} << 0.0;
    QTest::newRow("none") << Times{} << qint64{0} << 0.0;
  }
  void rate_by_the_times() {
    QFETCH(std::vector<std::int64_t>, pts);
    QFETCH(qint64, last_duration);
    QFETCH(double, rate);
    QCOMPARE(media::FrameIndex(pts, {1, 1000}, last_duration).average_rate().value(), rate);
  }

  // They are stored and written as 32-bit numbers.
  void rates_stay_small_numbers() {
    constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max() / 8;
    for (const base::Rational time_base : {base::Rational{1, 1'000'000'000}, {1001, 30000}, {1'000'003, 7}}) {
      for (const std::int64_t last : {std::int64_t{1}, std::int64_t{999'999'937}, kLatest}) {
        const base::Rational rate =
            media::FrameIndex({-last, -last / 3, last}, time_base, last).average_rate();
        QVERIFY(rate.num > 0 && rate.den > 0 && rate.num <= INT32_MAX && rate.den <= INT32_MAX);
      }
    }
  }

  void keeps_a_rate_as_exactly_as_ticks_can() {
    std::vector<std::int64_t> pts;
    for (std::int64_t i = 0; i < 20000; ++i)
      pts.push_back(77 + std::llround(static_cast<double>(i) * 1001 / 30));
    QVERIFY(media::FrameIndex(pts, {1, 1000}).keeps_rate(30000.0 / 1001));
    QVERIFY(!media::FrameIndex(pts, {1, 1000}).keeps_rate(30));
    QVERIFY(!media::FrameIndex(pts, {1, 1000}).keeps_rate(0));
    QVERIFY(!media::FrameIndex(pts, {1, 1000}).keeps_rate(std::nan("")));
    pts[7000] += 20;
    QVERIFY(!media::FrameIndex(pts, {1, 1000}).keeps_rate(30000.0 / 1001));
  }

  void a_wrong_header_gives_way_to_the_times_data() {
    QTest::addColumn<std::vector<std::int64_t>>("pts");
    QTest::addColumn<base::Rational>("header");
    QTest::addColumn<base::Rational>("rate");
    using Times = std::vector<std::int64_t>;
    const auto every = [](std::int64_t count, double ms) {
      Times pts;
      for (std::int64_t i = 0; i < count; ++i) pts.push_back(std::llround(static_cast<double>(i) * ms));
      return pts;
    };
    const base::Rational ntsc{30000, 1001};
    QTest::newRow("right") << every(300, 1001 / 30.0) << ntsc << ntsc;
    QTest::newRow("not known") << every(100, 40) << base::Rational{0, 1} << base::Rational{25, 1};
    QTest::newRow("25 for 10") << every(100, 100) << base::Rational{25, 1} << base::Rational{10, 1};
    QTest::newRow("fields for frames") << every(100, 40) << base::Rational{50, 1} << base::Rational{25, 1};
    QTest::newRow("a thousand") << every(100, 40) << base::Rational{1000, 1} << base::Rational{25, 1};
    Times gap = every(1000, 40);
    gap.erase(gap.begin() + 500);
    QTest::newRow("right, but for a lost frame") << gap << base::Rational{25, 1} << base::Rational{25, 1};
    QTest::newRow("the mean of a changing rate")
        << Times{0, 100, 200, 1000, 1500} << base::Rational{5, 2} << base::Rational{5, 2};
    QTest::newRow("one frame") << Times{0} << base::Rational{25, 1} << base::Rational{25, 1};
    QTest::newRow("nothing known") << Times{0} << base::Rational{0, 1} << base::Rational{0, 1};
  }
  void a_wrong_header_gives_way_to_the_times() {
    QFETCH(std::vector<std::int64_t>, pts);
    QFETCH(base::Rational, header);
    QFETCH(base::Rational, rate);
    const base::Rational found = media::average_rate(media::FrameIndex(pts, {1, 1000}), header);
    QCOMPARE(found.num, rate.num);
    QCOMPARE(found.den, rate.den);
  }

  void empty() {
    const media::FrameIndex index;
    QCOMPARE(index.size(), 0);
    QCOMPARE(index.index_at(3.0), 0);
    QCOMPARE(index.first_from(3.0), 0);
  }
};

QTEST_APPLESS_MAIN(TestFrameIndex)
#include "test_frame_index.moc"
