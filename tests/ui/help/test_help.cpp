#include <QAction>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "studio_driver.h"
#include "ui/help/map_figure.h"
#include "ui/look/language.h"

namespace vp::test {

/// The pages of the Help menu.
class TestHelp : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void every_key_of_the_menus_is_listed();
  void the_maps_are_explained_with_pictures();
  void pages_follow_the_language();

 private:
  QTemporaryDir settings_;
};

void TestHelp::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  ui::apply_language(*qApp, QStringLiteral("en"));
}

void TestHelp::every_key_of_the_menus_is_listed() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("help_shortcuts")->trigger();
  auto* tree = driver.find<QTreeWidget>("shortcuts");
  QVERIFY(tree != nullptr && tree->isVisible());
  QStringList keys;
  for (QTreeWidgetItemIterator it(tree); *it != nullptr; ++it) keys << (*it)->text(1);
  int named = 0;
  for (const char* name : {"open_video", "export", "ask_last_again", "stop", "map_answer",
                           "compare_interventions", "library_find", "show_attention_panel", "help_maps"}) {
    const QAction* action = driver.action(name);
    QVERIFY2(action != nullptr && keys.contains(action->shortcut().toString(QKeySequence::NativeText)), name);
    ++named;
  }
  QCOMPARE(named, 9);
  QTest::keyClick(tree->window(), Qt::Key_Escape);
  QVERIFY(!tree->isVisible());
}

void TestHelp::the_maps_are_explained_with_pictures() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  QTest::keyClick(driver.window.get(), Qt::Key_F1);
  auto* page = driver.find<QWidget>("maps_page");
  QVERIFY(page != nullptr && page->isVisible());
  const auto figures = page->findChildren<ui::MapFigure*>();
  QCOMPARE(figures.size(), 5);
  QList<QImage> drawn;
  for (auto* figure : figures) {
    QVERIFY(!figure->accessibleName().isEmpty());
    const QImage image = figure->grab().toImage();
    QVERIFY(!drawn.contains(image));  // each shows something of its own
    drawn << image;
  }
}

void TestHelp::pages_follow_the_language() {
  StudioDriver driver{QString()};
  QVERIFY(driver.show());
  driver.action("help_maps")->trigger();
  auto* page = driver.find<QWidget>("maps_page");
  const auto texts = [&] {
    QStringList all;
    for (const auto* label : page->findChildren<QLabel*>()) all << label->text();
    return all;
  };
  const QStringList english = texts();
  QCOMPARE(english.size(), 14);
  for (const char* code : {"de", "zh_CN"}) {
    ui::apply_language(*qApp, QLatin1String(code));
    QTRY_VERIFY(texts() != english);
    for (qsizetype i = 0; i < english.size(); ++i) QVERIFY2(texts()[i] != english[i], qPrintable(english[i]));
  }
  ui::apply_language(*qApp, QStringLiteral("en"));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestHelp)
#include "test_help.moc"
