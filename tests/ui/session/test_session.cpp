#include <QAction>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

#include "library/session_store.h"
#include "studio_driver.h"
#include "ui/attention/attention_panel.h"
#include "ui/conversation/question_field.h"
#include "ui/inference/inference.h"
#include "ui/library/library.h"
#include "ui/library/session_item.h"
#include "ui/look/format.h"
#include "ui/player/video_view.h"
#include "ui/session/session.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
constexpr int kTokens = 6;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kQuestion = QStringLiteral("What is happening in the video?");
const QString kFollowUp = QStringLiteral("What color is the car?");

/// Counts how often a widget is painted.
class PaintCounter final : public QObject {
 public:
  explicit PaintCounter(QWidget* widget) { widget->installEventFilter(this); }
  int count = 0;

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint) ++count;
    return false;
  }
};

}  // namespace

/// The one open document: what happens to it when it is opened again, under another model, in two windows.
class TestSession : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void opening_again_encodes_once();
  void starting_anew_leaves_the_analysis_alone();
  void every_answer_names_its_model();
  void a_question_waits_for_the_film();
  void a_question_about_no_film_stays_in_the_field();
  void another_model_keeps_what_was_said();
  void two_windows_lose_nothing();
  void space_plays_after_every_opening();
  void answers_that_are_not_kept_are_not_dropped_unasked();
  void only_the_open_session_is_marked();
  void an_empty_conversation_invites_to_ask();
  void a_streaming_answer_leaves_the_list_alone();

 private:
  std::unique_ptr<StudioDriver> window(const QString& model = kModel) const {
    return folder_->window(model, kTokens);
  }
  std::unique_ptr<StudioDriver> ready_window() const { return folder_->ready_window(kModel, kTokens); }
  /// What the answers looked at, as it is said below them.
  static QStringList chips(const StudioDriver& driver) {
    QStringList texts;
    for (const auto* chip : driver.window->findChildren<QToolButton*>(QStringLiteral("evidence_chip")))
      texts << chip->text();
    return texts;
  }
  /// The golden weights with another configuration are another model.
  QString other_model() const;
  library::SessionStore stored() const { return folder_->stored(); }

  QTemporaryDir settings_;
  std::unique_ptr<LibraryFolder> folder_;
};

void TestSession::initTestCase() {
  QVERIFY(use_own_settings(settings_));
}

void TestSession::init() {
  QSettings().clear();
  folder_ = std::make_unique<LibraryFolder>();
  QVERIFY(QFile::exists(folder_->clip));
}

QString TestSession::other_model() const {
  const QString other = folder_->path(QStringLiteral("other model"));
  QDir(folder_->path()).mkdir(QStringLiteral("other model"));
  for (const QString& name : QDir(kModel).entryList(QDir::Files))
    QFile::copy(kModel + QLatin1Char('/') + name, other + QLatin1Char('/') + name);
  QFile config(other + QStringLiteral("/config.json"));
  config.open(QIODevice::ReadOnly);
  QJsonObject object = QJsonDocument::fromJson(config.readAll()).object();
  config.close();
  config.remove();
  object[QStringLiteral("rms_norm_eps")] = 0.0002;
  config.open(QIODevice::WriteOnly);
  config.write(QJsonDocument(object).toJson());
  return other;
}

void TestSession::opening_again_encodes_once() {
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
  }
  {
    // Of other frames than those that a film is opened with.
    library::StoreOptions options;
    options.file = ui::to_path(folder_->file);
    auto store = library::SessionStore::open(options);
    auto session = *store.session(store.sessions().at(0).id);
    session.record.frame_slots = 4;
    session.record.frames.resize(4);
    session.position_frame = 7;
    store.update_session(session);
  }
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  const auto* session = driver->window->findChild<ui::Session*>();
  QSignalSpy encodings(session, &ui::Session::encoding);
  QSignalSpy results(session, &ui::Session::encoded);
  driver->open_first_session();
  QVERIFY(driver->encoded(4));
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 7, kWait_ms);
  QCOMPARE(encodings.size(), 1);
  QCOMPARE(results.size(), 1);
}

void TestSession::starting_anew_leaves_the_analysis_alone() {
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
  }
  QVERIFY(QDir(folder_->path(QStringLiteral("encoded"))).removeRecursively());
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  const auto* session = driver->window->findChild<ui::Session*>();
  QSignalSpy encodings(session, &ui::Session::encoding);
  driver->open_first_session();
  QVERIFY(encodings.wait(kWait_ms));
  QCOMPARE(session->state(), ui::Session::State::Encoding);
  driver->action("restart")->trigger();
  QVERIFY(driver->answers().isEmpty());
  QVERIFY(driver->encoded());
  QCOMPARE(session->state(), ui::Session::State::Ready);
  QCOMPARE(driver->message(), QString());
}

void TestSession::every_answer_names_its_model() {
  QString first;
  QStringList looked_at;
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
    first = driver->answers().value(0);
    looked_at = chips(*driver);
    QCOMPARE(looked_at.size(), 3);
    QVERIFY(!driver->footers().value(0).contains(QStringLiteral("Answered by")));
  }
  const auto driver = window(other_model());
  QVERIFY(driver);
  const auto* attention = driver->window->findChild<ui::AttentionPanel*>();
  QSignalSpy curves(attention, &ui::AttentionPanel::curve_changed);
  QSignalSpy overlays(attention, &ui::AttentionPanel::overlay_changed);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  driver->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("given by checkpoint")), kWait_ms);
  QVERIFY(driver->encoded());
  QCOMPARE(driver->answers(), QStringList{first});
  QVERIFY2(driver->footers().value(0).startsWith(QStringLiteral("Answered by checkpoint in float32 on cpu")),
           qPrintable(driver->footers().value(0)));
  // What the answer looked at was kept with it. This model's maps of the frames are not beside it.
  QCOMPARE(chips(*driver), looked_at);
  driver->action("map_fsra")->trigger();
  const auto is_there = [&] {
    return !overlays.isEmpty() && !overlays.last().at(0).value<QImage>().isNull();
  };
  QVERIFY(!is_there());
  const auto curve = [&] {
    return curves.isEmpty() ? 0 : curves.last().at(0).value<ui::AttentionCurve>().points.size();
  };
  QCOMPARE(curve(), 0);
  QVERIFY(driver->find<QLabel>("overlay_caption")->text().contains(QStringLiteral("another model's")));
  QVERIFY(driver->ask(kFollowUp));
  QVERIFY(!driver->footers().value(1).contains(QStringLiteral("Answered by")));
  QCOMPARE(chips(*driver).size(), 6);
  QCOMPARE(chips(*driver).first(3), looked_at);
  QVERIFY(is_there());
  QCOMPARE(curve(), 8);

  driver->chooser.answer = folder_->path(QStringLiteral("both.json"));
  driver->action("save_transcript")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("was saved")), kWait_ms);
  QFile written(driver->chooser.answer);
  QVERIFY(written.open(QIODevice::ReadOnly));
  const QJsonObject record = QJsonDocument::fromJson(written.readAll()).object();
  const QJsonArray turns = record[QStringLiteral("turns")].toArray();
  QCOMPARE(turns.size(), 2);
  const auto by = [&](int turn, const char* fact) {
    return turns[turn].toObject()[QStringLiteral("answered_by")].toObject()[QLatin1String(fact)].toString();
  };
  QCOMPARE(by(0, "name"), QStringLiteral("checkpoint"));
  QCOMPARE(by(1, "name"), QStringLiteral("other model"));
  QVERIFY(by(0, "hash") != by(1, "hash"));
  QCOMPARE(by(1, "hash"), record[QStringLiteral("model")].toObject()[QStringLiteral("hash")].toString());
  QCOMPARE(turns[0].toObject()[QStringLiteral("token_ids")].toArray().size(), 6);
}

void TestSession::a_question_waits_for_the_film() {
  const QString other = folder_->path(QStringLiteral("a night.mkv"));
  QVERIFY(QFile::copy(folder_->clip, other));
  const auto driver = ready_window();
  QVERIFY(driver);
  driver->open(other);
  driver->type_question(kQuestion);  // nothing has been read of it yet
  QCOMPARE(driver->footers().size(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->footers().last().isEmpty() && driver->idle(), kWait_ms);
  QVERIFY(!driver->answers().value(0).isEmpty());
  // It is stored as one about that film.
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions().size(), std::size_t{1}, kWait_ms);
  QCOMPARE(ui::from_path(stored().session(stored().sessions()[0].id)->video.file), other);
}

void TestSession::a_question_about_no_film_stays_in_the_field() {
  const QString broken = folder_->path(QStringLiteral("broken.mkv"));
  QFile file(broken);
  QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no film") > 0);
  file.close();
  const auto driver = ready_window();
  QVERIFY(driver);
  driver->open(broken);
  driver->type_question(kQuestion);
  QTRY_VERIFY_WITH_TIMEOUT(!driver->message().isEmpty(), kWait_ms);
  QVERIFY(driver->footers().isEmpty());
  QCOMPARE(driver->find<ui::QuestionField>("question_field")->toPlainText(), kQuestion);
  // With a film it can be asked.
  driver->open(folder_->clip);
  QVERIFY(driver->encoded());
  QTest::keyClick(driver->find<ui::QuestionField>("question_field"), Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(driver->answers().size() == 1 && driver->idle(), kWait_ms);
}

void TestSession::another_model_keeps_what_was_said() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  const QStringList answers = driver->answers();
  driver->chooser.answer = other_model();
  driver->action("choose_checkpoint")->trigger();
  QCOMPARE(driver->answers(), answers);
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("given by checkpoint")), kWait_ms);
  QVERIFY(driver->encoded());
  QVERIFY(driver->ask(kFollowUp));
  QCOMPARE(driver->answers().size(), 2);
  // What the first model said stays as it was, and both are in the session that goes on.
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions().size(), std::size_t{2}, kWait_ms);
  const auto sessions = stored().sessions();
  QCOMPARE(stored().session(sessions[1].id)->turns.size(), std::size_t{1});
  QTRY_VERIFY_WITH_TIMEOUT(
      stored().session(sessions[0].id)->turns.at(1).state == library::StoredTurn::State::Finished, kWait_ms);
  const auto turns = stored().session(sessions[0].id)->turns;
  QCOMPARE(turns[0].turn.by.model_name, std::string("checkpoint"));
  QCOMPARE(turns[1].turn.by.model_name, std::string("other model"));
}

// Each window has a connection and claims of its own, as a program of its own has; see also
// test_session_store.
void TestSession::two_windows_lose_nothing() {
  const auto a = ready_window();
  QVERIFY(a);
  const auto b = window();
  QVERIFY(b);
  QVERIFY(b->sessions().isEmpty());
  QVERIFY(a->ask(kQuestion));
  QTRY_COMPARE_WITH_TIMEOUT(b->sessions(), QStringList{kQuestion}, kWait_ms);  // without anything done there
  b->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(b->message().contains(QStringLiteral("open in another window")), kWait_ms);
  QVERIFY(b->encoded());
  QVERIFY(b->ask(QStringLiteral("B asks")));
  QVERIFY(a->ask(QStringLiteral("A asks")));
  const auto questions = [this](std::int64_t id) {
    QStringList all;
    const auto session = stored().session(id);
    for (const library::StoredTurn& turn : session->turns) all << ui::to_qstring(turn.turn.question);
    return all;
  };
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions().size(), std::size_t{2}, kWait_ms);
  std::int64_t of_a = stored().sessions()[0].id, of_b = stored().sessions()[1].id;
  if (of_a > of_b) std::swap(of_a, of_b);
  QTRY_COMPARE_WITH_TIMEOUT(questions(of_a), (QStringList{kQuestion, QStringLiteral("A asks")}), kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(questions(of_b), (QStringList{kQuestion, QStringLiteral("B asks")}), kWait_ms);
  QVERIFY(!stored().session(of_b)->turns[0].turn.token_ids.empty());
  QTRY_COMPARE_WITH_TIMEOUT(a->sessions().size(), 2, kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(b->sessions().size(), 2, kWait_ms);
  // Nor is it deleted under the other's hands.
  auto* b_library = b->window->findChild<ui::Library*>();
  b_library->remove_session(of_a);
  QTRY_VERIFY_WITH_TIMEOUT(b->message().contains(QStringLiteral("was not deleted")), kWait_ms);
  QCOMPARE(stored().sessions().size(), std::size_t{2});
  // When the other has left it, it is an ordinary session again.
  a->action("restart")->trigger();
  // A gives it back on the library's own thread.
  QSignalSpy loaded(b_library, &ui::Library::loaded);
  QTRY_VERIFY_WITH_TIMEOUT(
      [&] {
        loaded.clear();
        b_library->load(of_a);
        return loaded.wait(kWait_ms) && !loaded[0].at(3).toBool();
      }(),
      kWait_ms);
}

void TestSession::space_plays_after_every_opening() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  const auto* view = driver->find<ui::VideoView>("video_view");
  const auto opened_by = [&](const std::function<void()>& open) {
    driver->find<ui::QuestionField>("question_field")->setFocus();
    QSignalSpy opened(driver->window->findChild<ui::Session*>(), &ui::Session::opened);
    open();
    return (!opened.isEmpty() || opened.wait(kWait_ms)) && view->hasFocus();
  };
  QVERIFY(opened_by([&] { driver->open(folder_->clip); }));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QVERIFY(opened_by([&] { driver->open_first_session(); }));
  driver->chooser.answer = folder_->clip;
  QVERIFY(opened_by([&] { driver->action("open_video")->trigger(); }));
  QTest::keyClick(driver->window.get(), Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver->shown_frame() > 1, kWait_ms);
}

void TestSession::answers_that_are_not_kept_are_not_dropped_unasked() {
  folder_->file = folder_->clip + QStringLiteral("/library.sqlite");  // below a file there is no folder
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  const auto* trouble = driver->find<QLabel>("library_trouble");
  QVERIFY(trouble->isVisible() && trouble->text().contains(QStringLiteral("cannot be stored")));
  QCOMPARE(driver->find<QLabel>("library_empty")->text(),
           QStringLiteral("Nothing that you ask now is kept."));
  const auto question = [&] {
    return driver->window->findChild<QMessageBox*>(QStringLiteral("answers_are_lost"));
  };
  driver->open(kData + QStringLiteral("clip_portrait.mkv"));
  QVERIFY(question());
  question()->reject();
  QTRY_VERIFY(!question());
  QCOMPARE(driver->answers().size(), 1);
  QVERIFY(!driver->window->close());
  QTRY_VERIFY(question());
  question()->reject();
  QTRY_VERIFY(!question());
  driver->open(kData + QStringLiteral("clip_portrait.mkv"));
  QTest::mouseClick(question()->findChild<QPushButton*>(QStringLiteral("answers_are_lost_anyway")),
                    Qt::LeftButton);
  QTRY_VERIFY(driver->answers().isEmpty());
  QVERIFY(driver->encoded());
}

void TestSession::only_the_open_session_is_marked() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  const auto marked = [&] {
    for (QTreeWidgetItemIterator it(driver->library_tree()); *it != nullptr; ++it)
      if (ui::item_of(*it).open) return true;
    return false;
  };
  QTRY_VERIFY_WITH_TIMEOUT(marked(), kWait_ms);
  driver->open(kData + QStringLiteral("clip_portrait.mkv"));
  QVERIFY(!marked());
}

void TestSession::an_empty_conversation_invites_to_ask() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  auto* field = driver->find<ui::QuestionField>("question_field");
  QCOMPARE(field->placeholderText(), QStringLiteral("Ask a follow-up"));
  QTRY_VERIFY(field->isVisible());
  QCoreApplication::processEvents();
  // Qt by itself paints the other text only when something else makes it paint.
  PaintCounter painted(field->viewport());
  driver->action("restart")->trigger();
  QCOMPARE(field->placeholderText(), QStringLiteral("Ask about the video"));
  QTRY_VERIFY(painted.count > 0);
}

void TestSession::a_streaming_answer_leaves_the_list_alone() {
  ui::LibraryOptions options;
  options.file = ui::to_path(folder_->file);
  ui::Library library(options);
  QSignalSpy listed(&library, &ui::Library::listed);
  library.list({});
  QVERIFY(listed.wait(kWait_ms));
  library::StoredSession session;
  session.video.file = ui::to_path(folder_->clip);
  library::StoredTurn turn;
  turn.turn.question = kQuestion.toStdString();
  QSignalSpy stored(&library, &ui::Library::stored);
  library.begin_session(session);
  library.put_turn(0, turn);
  QTRY_VERIFY_WITH_TIMEOUT(!listed.isEmpty() && !listed.last().at(0).value<ui::LibraryEntries>()->empty(),
                           kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 2, kWait_ms);
  listed.clear();
  turn.state = library::StoredTurn::State::Answering;
  for (int piece = 0; piece < 5; ++piece) {
    turn.turn.answer += " word";
    library.put_turn(0, turn);
    library.set_view(piece, {});
  }
  QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 12, kWait_ms);
  QTest::qWait(150);  // longer than changes are gathered
  QCOMPARE(listed.size(), 0);
  turn.state = library::StoredTurn::State::Finished;
  library.put_turn(0, turn);
  QTRY_COMPARE_WITH_TIMEOUT(listed.size(), 1, kWait_ms);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestSession)
#include "test_session.moc"
