#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QTreeWidget>
#include <QtTest>
#include <functional>

#include "batch/batch_plan.h"
#include "library/session_store.h"
#include "studio_driver.h"
#include "ui/batch/batch_grid.h"
#include "ui/export/verify_dialog.h"
#include "ui/look/format.h"
#include "ui/look/plain_text.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
/// Markup, an entity, a mnemonic and a title's placeholder; it can be the name of a file.
const QString kHostile = QStringLiteral("<h1>Ev&il<img src=x.png>&lt;b [*]");
const QString kMark = QStringLiteral("Ev");

/// As a tool tip or a label of Qt's automatic kind shows it.
QString shown(const QString& text) {
  return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

/// Where hostile texts are, and which of these do not show them letter by letter.
struct Found {
  QStringList places;
  QStringList wrong;

  void guessed(const QString& place, const QString& text) { check(place, text, shown(text)); }
  /// '&' is doubled where it is not to be a mnemonic.
  void caption(const QString& place, const QString& text) {
    check(place, text,
          QString(text)
              .replace(QLatin1String("&&"), QLatin1String("\1"))
              .remove(QLatin1Char('&'))
              .replace(QLatin1Char('\1'), QLatin1Char('&')));
  }
  void spoken(const QString& place, const QString& text) { check(place, text, text); }

 private:
  void check(const QString& place, const QString& text, const QString& as_shown) {
    if (!text.contains(kMark)) return;
    places << place;
    // What is cut somewhere still begins as it is.
    if (!as_shown.contains(kHostile.left(12))) wrong << place + QStringLiteral(": ") + text;
  }
};

QString name_of(const QObject& object) {
  return QStringLiteral("%1(%2)").arg(QLatin1String(object.metaObject()->className()), object.objectName());
}

void walk_model(const QAbstractItemModel& model, const QString& place, Found& found) {
  for (int column = 0; column < model.columnCount(); ++column)
    found.guessed(place + QStringLiteral(" header"),
                  model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
  const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& parent) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
      for (int column = 0; column < model.columnCount(parent); ++column) {
        const QModelIndex index = model.index(row, column, parent);
        for (const int role : {Qt::ToolTipRole, Qt::StatusTipRole, Qt::WhatsThisRole})
          found.guessed(place + QStringLiteral(" item"), index.data(role).toString());
        for (const int role : {Qt::AccessibleTextRole, Qt::AccessibleDescriptionRole})
          found.spoken(place + QStringLiteral(" item"), index.data(role).toString());
      }
      walk(model.index(row, 0, parent));
    }
  };
  walk({});
}

Found walk(const QWidget& window) {
  Found found;
  QList<const QWidget*> all{&window};
  for (const QWidget* widget : window.findChildren<QWidget*>()) all << widget;
  for (const QWidget* widget : all) {
    const QString name = name_of(*widget);
    found.guessed(name + QStringLiteral(" tip"), widget->toolTip());
    found.guessed(name + QStringLiteral(" status"), widget->statusTip());
    found.guessed(name + QStringLiteral(" help"), widget->whatsThis());
    if (const auto* label = qobject_cast<const QLabel*>(widget);
        label && label->textFormat() != Qt::PlainText)
      found.guessed(name + QStringLiteral(" text"), label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
      found.caption(name + QStringLiteral(" text"), button->text());
    if (const auto* dock = qobject_cast<const QDockWidget*>(widget))
      found.caption(name + QStringLiteral(" title"), dock->windowTitle());
    if (const auto* menu = qobject_cast<const QMenu*>(widget))
      found.caption(name + QStringLiteral(" title"), menu->title());
    if (QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget))) {
      found.spoken(name + QStringLiteral(" description"), spoken->text(QAccessible::Description));
      found.spoken(name + QStringLiteral(" help"), spoken->text(QAccessible::Help));
    }
    if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
      walk_model(*view->model(), name, found);
  }
  for (const QAction* action : window.findChildren<QAction*>()) {
    const QString name = name_of(*action);
    found.caption(name + QStringLiteral(" text"), action->text());
    found.guessed(name + QStringLiteral(" tip"), action->toolTip());
    found.guessed(name + QStringLiteral(" status"), action->statusTip());
    found.guessed(name + QStringLiteral(" help"), action->whatsThis());
  }
  return found;
}

}  // namespace

/// What comes from files, models and users is shown letter by letter, wherever Qt guesses what a text is.
class TestPlainText : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void tips_show_every_letter_data();
  void tips_show_every_letter();
  void captions_and_titles_show_every_letter();
  void mnemonics_are_taken_out();
  void nothing_in_the_window_is_markup();

 private:
  QTemporaryDir folder_;
};

void TestPlainText::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestPlainText::tips_show_every_letter_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"", "plain", "Tom & Jerry", "a < b", "<b>", "<h1>x</h1>", "&lt;b&gt;",
                           "first\n<i>second</i>", "<?xml", "<!doctype html>",
                           "two  spaces\n\nand a line & more", "<a href=\"file:///etc/passwd\">here</a>"})
    QTest::newRow(text) << QString::fromUtf8(text);
  QTest::newRow("hostile") << kHostile;
  QTest::newRow("long") << QStringLiteral("word ").repeated(40).trimmed();
}

void TestPlainText::tips_show_every_letter() {
  QFETCH(QString, text);
  QCOMPARE(shown(ui::plain_tip(text)), text);
  QWidget widget;
  ui::set_plain_tip(widget, text);
  QCOMPARE(QAccessible::queryAccessibleInterface(&widget)->text(QAccessible::Description), text);
}

void TestPlainText::captions_and_titles_show_every_letter() {
  QVERIFY(shown(ui::plain_tip(QString(5000, QLatin1Char('<')))).size() < 1000);
  QCOMPARE(ui::plain_caption(QStringLiteral("a&b && c")), QStringLiteral("a&&b &&&& c"));
  QWidget window;
  window.setWindowTitle(ui::plain_title(kHostile));
  window.show();
  QCOMPARE(window.windowHandle()->title().left(kHostile.size()), kHostile);
}

void TestPlainText::mnemonics_are_taken_out() {
  QCOMPARE(ui::without_mnemonic(QStringLiteral("&Open…")), QStringLiteral("Open…"));
  QCOMPARE(ui::without_mnemonic(QString::fromUtf8("条带(&T)")), QString::fromUtf8("条带"));
  QCOMPARE(ui::without_mnemonic(QStringLiteral("Tom && Jerry")), QStringLiteral("Tom & Jerry"));
}

void TestPlainText::nothing_in_the_window_is_markup() {
  const QString place = folder_.filePath(kHostile);
  QVERIFY(QDir().mkpath(place));
  const QString clip = place + QLatin1Char('/') + kHostile + QStringLiteral(".mkv");
  const QString model = place + QStringLiteral("/model ") + kHostile;
  QVERIFY(QFile::copy(kData + QStringLiteral("clip_short.mkv"), clip));
  QVERIFY(QFile::link(kData + QStringLiteral("checkpoint"), model));
  const QString question = QStringLiteral("Is it %1?").arg(kHostile);
  {
    library::StoreOptions options;
    options.file = ui::to_path(folder_.filePath(QStringLiteral("library.sqlite")));
    auto store = library::SessionStore::open(options);
    library::StoredSession session;
    session.video = library::describe_file(ui::to_path(clip));
    session.record.model.name = kHostile.toStdString();
    library::StoredTurn turn;
    turn.state = library::StoredTurn::State::Finished;
    turn.turn.question = question.toStdString();
    turn.turn.answer = kHostile.toStdString();
    session.turns.push_back(turn);
    store.add_session(session);
    session.video.file = ui::to_path(place + QStringLiteral("/gone ") + kHostile);
    store.add_session(session);
  }
  StudioDriver driver(model, 4, {}, {}, folder_.filePath(QStringLiteral("library.sqlite")));
  QVERIFY(driver.show());
  auto* tree = driver.find<QTreeWidget>("library_tree");
  QTRY_COMPARE_WITH_TIMEOUT(tree->topLevelItemCount(), 2, kWait_ms);
  driver.open(clip);
  QTRY_VERIFY_WITH_TIMEOUT(driver.thumbnail_count() > 0 && driver.idle(), kWait_ms);
  driver.action("map_answer")->trigger();
  driver.type_question(question);
  QTRY_VERIFY_WITH_TIMEOUT(!driver.footers().value(0).isEmpty() && driver.idle(), kWait_ms);
  for (const char* dialog : {"show_settings", "export", "show_batch", "about"})
    driver.action(dialog)->trigger();
  driver.find<ui::VerifyDialog>("verify_dialog")->verify(clip);
  driver.chooser.answer = clip;
  driver.find<QAbstractButton>("batch_add_files")->click();
  auto* grid = qobject_cast<ui::BatchGrid*>(driver.find<QTableView>("batch_table")->model());
  batch::BatchPlan plan;
  plan.videos = {ui::to_path(clip)};
  plan.questions = {question.toStdString()};
  grid->set_plan(plan);
  grid->set_cell({0, 0, 0}, ui::BatchCellState::Answered, kHostile);
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);

  const Found found = walk(*driver.window);
  QCOMPARE(found.wrong.join(QLatin1Char('\n')), QString());
  // It has been looked where these texts are.
  for (const char* where : {"library_tree", "checkpoints", "batch_table", "batch_videos", "video_name",
                            "status_model", "recent_file"}) {
    QVERIFY2(found.places.filter(QLatin1String(where)).size() > 0,
             qPrintable(QLatin1String(where) + QStringLiteral(" of ") + found.places.join(QLatin1Char(' '))));
  }
  QVERIFY(driver.window->windowHandle()->title().startsWith(kHostile));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestPlainText)
#include "test_plain_text.moc"
