#include <QTest>
#include <cmath>
#include <limits>

#include "base/number_text.h"
#include "base/utc_time.h"

using namespace vp::base;

// How numbers and times are written in records, whatever the locale.
class TestNumberText : public QObject {
  Q_OBJECT

 private slots:
  void numbers() {
    QCOMPARE(fixed(2.0005, 3), std::string("2.001"));
    QCOMPARE(fixed(-0.25, 1), std::string("-0.2"));
    QCOMPARE(fixed(1e300, 0).size(), std::size_t{301});
    QCOMPARE(fixed(std::numeric_limits<double>::infinity(), 3), std::string("unknown"));
    QCOMPARE(shortest(0.1), std::string("0.1"));
    QCOMPARE(shortest(1e-300), std::string("1e-300"));
    QCOMPARE(std::stod(shortest(std::nextafter(1.0, 2.0))), std::nextafter(1.0, 2.0));
  }

  void times() {
    QCOMPARE(utc_text(0), std::string("1970-01-01T00:00:00Z"));
    QCOMPARE(utc_text(1'795'465'828'999), std::string("2026-11-23T20:30:28Z"));
    QVERIFY(utc_text(std::numeric_limits<std::int64_t>::max()).size() < 64);
    const std::int64_t now = now_ms();
    QVERIFY(now > 1'700'000'000'000 && now_ms() >= now);
  }
};

QTEST_APPLESS_MAIN(TestNumberText)
#include "test_number_text.moc"
