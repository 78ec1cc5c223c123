#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "studio_driver.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");

}  // namespace

/// Where the window's model comes from.
class TestModelChoice : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void falls_back_on_the_builtin_model();
  void chooses_a_checkpoint();
  void unusable_checkpoint_says_why();

 private:
  QTemporaryDir folder_;
};

void TestModelChoice::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestModelChoice::falls_back_on_the_builtin_model() {
  StudioDriver driver{QString(), 8, kModel};  // the tests' own checkpoint in its place
  QVERIFY(driver.show());
  auto* notice = driver.find<QLabel>("empty_notice");
  auto* name = driver.find<QLabel>("status_model");
  QVERIFY(driver.action("use_builtin_model")->isEnabled());
  driver.open(kClip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QVERIFY(notice->isVisible() && notice->text().contains(QStringLiteral("drawn shapes only")));
  QVERIFY2(name->text().startsWith(QStringLiteral("Built-in model")), qPrintable(name->text()));

  // Another one, by choice, and back.
  const QString other = folder_.filePath(QStringLiteral("another"));
  QVERIFY(QDir().mkpath(other));
  for (const QString& file : QDir(kModel).entryList(QDir::Files))
    QVERIFY(QFile::copy(kModel + QLatin1Char('/') + file, other + QLatin1Char('/') + file));
  driver.chooser.answer = other;
  driver.action("choose_checkpoint")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(name->text().startsWith(QStringLiteral("another")), kWait_ms);
  QVERIFY(!notice->isVisible());
  driver.action("use_builtin_model")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(name->text().startsWith(QStringLiteral("Built-in model")), kWait_ms);
  QVERIFY(notice->isVisible());
  QVERIFY(!QSettings().contains(QStringLiteral("model_folder")));
}

void TestModelChoice::chooses_a_checkpoint() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.open(kClip);
  driver.chooser.answer = kModel;
  QTest::mouseClick(driver.find<QAbstractButton>("empty_choose"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() == 8 && driver.idle(), kWait_ms);
  QVERIFY(driver.find<QLabel>("status_model")->text().startsWith(QStringLiteral("checkpoint")));
  QCOMPARE(driver.find<QLabel>("status_device")->text(), QStringLiteral("cpu · float32"));
  QSettings().remove(QStringLiteral("model_folder"));
}

void TestModelChoice::unusable_checkpoint_says_why() {
  StudioDriver driver(folder_.path());  // a folder without a checkpoint
  driver.open(kClip);                   // before anything of the model's failure can have arrived
  QVERIFY(driver.show());
  QTRY_VERIFY_WITH_TIMEOUT(!driver.message().isEmpty() && driver.idle(), kWait_ms);
  QVERIFY2(driver.message().contains(QStringLiteral("config.json")), qPrintable(driver.message()));
  QTRY_COMPARE_WITH_TIMEOUT(driver.shown_frame(), 0, kWait_ms);  // it plays all the same
  QVERIFY(driver.find<QAbstractButton>("empty_choose")->isVisible());
  driver.open(kData + QStringLiteral("clip_portrait.mkv"));  // the reason still stands
  QVERIFY2(driver.message().contains(QStringLiteral("config.json")), qPrintable(driver.message()));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestModelChoice)
#include "test_model_choice.moc"
