#include <QtTest>
#include <cmath>
#include <limits>

#include "media/frame_index.h"

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

  void empty() {
    const media::FrameIndex index;
    QCOMPARE(index.size(), 0);
    QCOMPARE(index.index_at(3.0), 0);
  }
};

QTEST_APPLESS_MAIN(TestFrameIndex)
#include "test_frame_index.moc"
