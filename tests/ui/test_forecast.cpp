#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "ui/conversation/forecast.h"

namespace vp::test {

class TestForecast : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void fits_a_line_data();
  void fits_a_line();
  void keeps_the_latest_measurements();
  void ignores_what_is_not_a_measurement();
  void says_what_is_not_known();

 private:
  QTemporaryDir folder_;
};

void TestForecast::initTestCase() {
  QVERIFY(folder_.isValid());
  QCoreApplication::setOrganizationName(QStringLiteral("videopanda-test"));
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
}

void TestForecast::fits_a_line_data() {
  QTest::addColumn<QList<QPointF>>("measured");  // size, milliseconds
  QTest::addColumn<double>("size");
  QTest::addColumn<double>("expected");
  QTest::newRow("one: in proportion") << QList<QPointF>{{100, 50}} << 200.0 << 100.0;
  QTest::newRow("two on a line") << QList<QPointF>{{100, 60}, {200, 110}} << 300.0 << 160.0;
  QTest::newRow("three around a line") << QList<QPointF>{{100, 100}, {200, 200}, {300, 300}} << 50.0 << 50.0;
  QTest::newRow("sizes alike: in proportion") << QList<QPointF>{{100, 40}, {100, 60}} << 200.0 << 100.0;
  QTest::newRow("never falls") << QList<QPointF>{{100, 60}, {200, 20}} << 1000.0 << 40.0;
  QTest::newRow("never below zero") << QList<QPointF>{{100, 10}, {200, 60}} << 10.0 << 35.0 / 150 * 10;
}

void TestForecast::fits_a_line() {
  QFETCH(QList<QPointF>, measured);
  QFETCH(double, size);
  QFETCH(double, expected);
  QList<ui::Measurement> measurements;
  for (const QPointF& point : measured) measurements.append({point.x(), point.y()});
  const std::optional<double> ms = ui::expected_ms(measurements, size);
  QVERIFY(ms.has_value());
  QVERIFY2(std::abs(*ms - expected) < 1e-9, qPrintable(QString::number(*ms)));
  QVERIFY(!ui::expected_ms({}, size).has_value());
}

void TestForecast::keeps_the_latest_measurements() {
  ui::MeasuredRates rates(QStringLiteral("model-cpu-float32"));
  for (int i = 1; i <= 30; ++i) rates.add_prefill({static_cast<double>(i), i * 2.5});
  const QList<ui::Measurement> kept = ui::MeasuredRates(QStringLiteral("model-cpu-float32")).prefills();
  QVERIFY(kept.size() >= 8 && kept.size() < 30);
  QCOMPARE(kept.last().size, 30.0);
  QCOMPARE(kept.last().ms, 75.0);
  QVERIFY(rates.encodings().isEmpty());
  QVERIFY(ui::MeasuredRates(QStringLiteral("another-cpu-float32")).prefills().isEmpty());
}

void TestForecast::ignores_what_is_not_a_measurement() {
  ui::MeasuredRates rates(QStringLiteral("odd"));
  rates.add_prefill({0, 10});
  rates.add_prefill({10, 0});
  rates.add_prefill({std::nan(""), 1});
  QVERIFY(rates.prefills().isEmpty());
  QSettings().setValue(QStringLiteral("measured/odd/prefill"),
                       QStringList{QStringLiteral("rubbish"), QStringLiteral("-1:5"), QStringLiteral("4:8")});
  QCOMPARE(rates.prefills().size(), 1);
  QCOMPARE(rates.prefills().first().ms, 8.0);
}

void TestForecast::says_what_is_not_known() {
  QVERIFY(!ui::Forecaster().forecast(QStringLiteral("What?"), 0).has_value());
  ui::Forecast forecast;
  forecast.video_tokens = 400;
  forecast.question_tokens = 20;
  forecast.context = 2048;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("not measured yet")));
  forecast.first_token_s = 1.5;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("first token: about 1.50 s")));
  forecast.encodes = true;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("analysis and first token")));
  forecast.context = 420;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("do not fit")));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestForecast)
#include "test_forecast.moc"
