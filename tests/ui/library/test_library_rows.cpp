#include <QAction>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "studio_driver.h"
#include "ui/library/library.h"
#include "ui/library/session_item.h"
#include "ui/look/format.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");

}  // namespace

/// What the rows of the library's list say, and the list of recent files.
class TestLibraryRows : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void rows_say_where_and_when();
  void moments_are_said_as_people_do();
  void a_part_of_a_film_is_said();
  void marks_words_that_were_looked_for();

 private:
  QTemporaryDir settings_;
};

void TestLibraryRows::initTestCase() {
  QVERIFY(use_own_settings(settings_));
}

// Two films of one name are told apart, and a row says when it was used.
void TestLibraryRows::rows_say_where_and_when() {
  QTemporaryDir folder;
  const QString clip = folder.filePath(QStringLiteral("a day.mkv"));
  QVERIFY(QFile::copy(kData + QStringLiteral("clip_landscape.mkv"), clip));
  auto driver = std::make_unique<StudioDriver>(kData + QStringLiteral("checkpoint"), 8);
  QVERIFY(driver->show_library());
  driver->open(clip);
  QVERIFY(driver->encoded());
  QVERIFY(driver->ask(QStringLiteral("What is happening in the video?")));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  const QTreeWidgetItem* video = driver->library_tree()->topLevelItem(0);
  QCOMPARE(ui::item_of(video).detail, ui::format_folder(folder.path()));
  const QString detail = ui::item_of(video->child(0)).detail;
  QVERIFY2(detail.contains(QStringLiteral("today, ")), qPrintable(detail));
  // With a picture of the film, which goes with it.
  const QString picture = ui::item_of(video).picture;
  QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(picture), kWait_ms);
  const QImage small(picture);
  QCOMPARE(std::max(small.width(), small.height()), 160);
  auto* library = driver->window->findChild<ui::Library*>();
  library->clear_cache();
  QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(picture), kWait_ms);
  const QString twin = folder.filePath(QStringLiteral("other"));
  QVERIFY(QDir().mkpath(twin) && QFile::copy(clip, twin + QStringLiteral("/a day.mkv")));
  const auto titles = [&] {
    QStringList names;
    for (const QAction* action : driver->window->findChildren<QAction*>(QStringLiteral("recent_file")))
      names << action->text();
    return names;
  };
  QCOMPARE(titles(), QStringList{QStringLiteral("&1  a day.mkv")});
  driver->open(twin + QStringLiteral("/a day.mkv"));
  QVERIFY(driver->encoded());
  QTRY_COMPARE(titles().size(), 2);
  QVERIFY2(titles().value(0).endsWith(QStringLiteral("(%1)").arg(ui::format_folder(twin))),
           qPrintable(titles().value(0)));
}

void TestLibraryRows::moments_are_said_as_people_do() {
  const QDateTime now(QDate(2026, 11, 30), QTime(8, 7));
  const QString time = QLocale().toString(QTime(8, 5), QLocale::ShortFormat);
  QCOMPARE(ui::format_moment({QDate(2026, 11, 30), QTime(8, 5)}, now), QStringLiteral("today, ") + time);
  QCOMPARE(ui::format_moment({QDate(2026, 11, 29), QTime(8, 5)}, now), QStringLiteral("yesterday, ") + time);
  QCOMPARE(ui::format_moment({QDate(2026, 11, 28), QTime(8, 5)}, now),
           QLocale().toString(QDate(2026, 11, 28), QLocale::ShortFormat));
}

void TestLibraryRows::a_part_of_a_film_is_said() {
  QCOMPARE(ui::format_range({}, {}), QString());
  QCOMPARE(ui::format_range(5, 69), QStringLiteral("0:05–1:09"));
  QCOMPARE(ui::format_range(5, {}), QStringLiteral("from 0:05"));
  QCOMPARE(ui::format_range({}, 3600), QStringLiteral("up to 1:00:00"));
}

void TestLibraryRows::marks_words_that_were_looked_for() {
  using Places = QList<std::pair<qsizetype, qsizetype>>;
  QCOMPARE(ui::find_words(QStringLiteral("The red car, red"), {QStringLiteral("RED")}),
           (Places{{4, 3}, {13, 3}}));
  QCOMPARE(ui::find_words(QStringLiteral("reddish"), {QStringLiteral("red"), QStringLiteral("reddish")}),
           (Places{{0, 7}}));
  QCOMPARE(ui::find_words(QStringLiteral("abc"), {QString(), QStringLiteral("x")}), Places());
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestLibraryRows)
#include "test_library_rows.moc"
