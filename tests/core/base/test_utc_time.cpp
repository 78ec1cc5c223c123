#include "base/utc_time.h"

#include <QtTest>

using vp::base::utc_text;
using vp::base::utc_time_of;

class TestUtcTime : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_it_writes() {
    QCOMPARE(utc_text(1'795'465'800'999), std::string("2026-11-23T20:30:00Z"));
    QVERIFY(utc_time_of("2026-11-23T20:30:00Z") == std::int64_t{1'795'465'800'000});
    QVERIFY(utc_time_of("1970-01-01T00:00:00Z") == std::int64_t{0});
  }

  void refuses_what_is_no_time_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "yesterday", "2026-11-23T20:30:00", "2026-11-23T20:30:00+01:00", "2026-02-30T20:30:00Z",
          "2026-11-23T24:30:00Z", " 2026-11-23T20:30:00Z", "2026-11-23T20:30:00Z ", "2026-1-3T2:3:0Z"})
      QTest::newRow(text) << text;
  }
  void refuses_what_is_no_time() {
    QFETCH(QString, text);
    QVERIFY(!utc_time_of(text.toStdString()));
  }
};

QTEST_APPLESS_MAIN(TestUtcTime)
#include "test_utc_time.moc"
