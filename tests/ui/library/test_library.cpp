#include <QAction>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

#include "library/session_store.h"
#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/attention/word_chips.h"
#include "ui/conversation/question_field.h"
#include "ui/library/library.h"
#include "ui/library/session_item.h"
#include "ui/look/format.h"
#include "ui/session/session.h"
#include "ui/session/session_recorder.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kQuestion = QStringLiteral("What is happening in the video?");
const QString kFollowUp = QStringLiteral("What color is the car?");

QTreeWidget* tree_of(const StudioDriver& driver) {
  return driver.find<QTreeWidget>("library_tree");
}

/// The words whose attention can be chosen.
QStringList words_of(const StudioDriver& driver) {
  const auto* chips = driver.find<ui::WordChips>("word_chips");
  QStringList words;
  for (int i = 0; i < chips->count(); ++i) words << chips->word(i).text;
  return words;
}

}  // namespace

/// The library in the window: what is asked is stored, found, opened again, renamed, deleted.
class TestLibrary : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void a_session_opens_again_as_it_was();
  void an_answer_is_on_the_disk_while_it_streams();
  void an_interrupted_session_opens_again();
  void finds_sessions_by_words();
  void renames_a_session();
  void deletes_a_session_and_takes_it_back();
  void starting_anew_begins_another_session();
  void finds_a_moved_video();
  void says_once_that_nothing_can_be_stored();
  void another_model_begins_a_session_of_its_own();
  void another_precision_begins_a_session_of_its_own();
  void a_question_before_the_analysis_costs_no_answer_data();
  void a_question_before_the_analysis_costs_no_answer();

 private:
  std::unique_ptr<StudioDriver> window(int max_new_tokens = 12, const QString& model = kModel) const {
    return folder_->window(model, max_new_tokens);
  }
  std::unique_ptr<StudioDriver> ready_window(int max_new_tokens = 12) const {
    return folder_->ready_window(kModel, max_new_tokens);
  }
  library::SessionStore stored() const { return folder_->stored(); }

  QTemporaryDir settings_;
  std::unique_ptr<LibraryFolder> folder_;
};

void TestLibrary::initTestCase() {
  QVERIFY(use_own_settings(settings_));
}

void TestLibrary::init() {
  QSettings().clear();
  folder_ = std::make_unique<LibraryFolder>();
  QVERIFY(QFile::exists(folder_->clip));
}

void TestLibrary::a_session_opens_again_as_it_was() {
  QStringList answers, words;
  QString follow_up;
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->sessions().isEmpty());
    QVERIFY(driver->ask(kQuestion));
    words = words_of(*driver);
    QVERIFY(!words.isEmpty());
    for (int i = 0; i < 7; ++i) QTest::keyClick(driver->window.get(), Qt::Key_Period);
    QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 7, kWait_ms);
    answers = driver->answers();
    QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), QStringList{kQuestion}, kWait_ms);
    driver->action("show_attention_panel")->trigger();  // hidden
    driver->window->close();
    // What a follow-up gives in the conversation that goes on.
    driver->window->show();
    QVERIFY(driver->ask(kFollowUp));
    follow_up = driver->answers().last();
    driver->action("show_attention_panel")->trigger();
    QSettings().clear();
  }
  // The follow-up was stored too; it is taken away to be asked again.
  {
    library::StoreOptions options;
    options.file = ui::to_path(folder_->file);
    auto store = library::SessionStore::open(options);
    const auto sessions = store.sessions();
    QCOMPARE(sessions.size(), std::size_t{1});
    const auto session = store.session(sessions[0].id);
    QCOMPARE(session->turns.size(), std::size_t{2});
    QCOMPARE(ui::to_qstring(session->turns[1].turn.answer), follow_up);
    QCOMPARE(session->turns[0].turn.token_ids.size(), std::size_t{12});
    QCOMPARE(session->position_frame, 7);
    QCOMPARE(session->record.frames.size(), std::size_t{8});
    QVERIFY(!session->video.sha256.empty());
    QCOMPARE(library::make_transcript(*session).video.codec, session->record.video.codec);
    store.truncate(session->id, 1);
  }
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), QStringList{kQuestion}, kWait_ms);
  StallMeter stalls;
  driver->open_first_session();
  QTRY_COMPARE_WITH_TIMEOUT(driver->answers(), answers, kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(driver->shown_frame(), 7, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() == 8 && driver->idle(), kWait_ms);
  qInfo("longest computing of the window's thread while opening again: %.1f ms", stalls.longest_cpu_ms());
  QVERIFY(stalls.longest_cpu_ms() < 100);
  QCOMPARE(driver->message(), QString());
  QCOMPARE(words_of(*driver), words);
  QVERIFY(driver->ask(kFollowUp));
  QCOMPARE(driver->answers().last(), follow_up);
  QCOMPARE(stored().sessions().size(), std::size_t{1});
  QCOMPARE(stored().sessions()[0].turn_count, 2);
}

void TestLibrary::an_answer_is_on_the_disk_while_it_streams() {
  const auto driver = ready_window(1000);
  QVERIFY(driver);
  driver->type_question(kQuestion);
  // What another program reads now is what a kill would leave.
  const auto turn = [this]() -> library::StoredTurn {
    const auto store = stored();
    const auto sessions = store.sessions();
    if (sessions.empty()) return {};
    const auto session = store.session(sessions[0].id);
    return session->turns.empty() ? library::StoredTurn{} : session->turns[0];
  };
  QTRY_COMPARE_WITH_TIMEOUT(ui::to_qstring(turn().turn.question), kQuestion, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(turn().state == library::StoredTurn::State::Answering, kWait_ms);
  const QString seen = driver->answers().value(0);
  QTRY_VERIFY_WITH_TIMEOUT(ui::to_qstring(turn().turn.answer).startsWith(seen), 5000);
  driver->action("stop")->trigger();  // which a fast machine may not need any more
  QTRY_VERIFY_WITH_TIMEOUT(driver->idle(), kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(turn().state == library::StoredTurn::State::Finished, kWait_ms);
  QCOMPARE(ui::to_qstring(turn().turn.answer), driver->answers().value(0));
}

void TestLibrary::an_interrupted_session_opens_again() {
  {
    library::StoreOptions options;
    options.file = ui::to_path(folder_->file);
    auto store = library::SessionStore::open(options);
    library::StoredSession session;
    session.video.file = ui::to_path(folder_->clip);
    library::StoredTurn turn;
    turn.turn.question = kQuestion.toStdString();
    turn.turn.answer = "The car is";
    turn.state = library::StoredTurn::State::Answering;
    session.turns.push_back(turn);
    turn.turn.question = kFollowUp.toStdString();
    turn.turn.answer.clear();
    turn.state = library::StoredTurn::State::Asked;
    session.turns.push_back(turn);
    store.add_session(session);
  }
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  driver->open_first_session();
  QTRY_COMPARE_WITH_TIMEOUT(driver->answers(), QStringList{QStringLiteral("The car is")}, kWait_ms);
  QVERIFY2(driver->footers().value(0).startsWith(
               QStringLiteral("Interrupted: the program ended while this was written · asked ")),
           qPrintable(driver->footers().value(0)));
  // The question that got no answer can be asked again without writing it again.
  QCOMPARE(driver->find<ui::QuestionField>("question_field")->toPlainText(), kFollowUp);
}

void TestLibrary::finds_sessions_by_words() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  driver->action("restart")->trigger();
  QVERIFY(driver->ask(kFollowUp));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), (QStringList{kFollowUp, kQuestion}), kWait_ms);
  QTest::keyClick(driver->window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
  auto* field = driver->find<QLineEdit>("library_search");
  QVERIFY(field->hasFocus());
  QTest::keyClicks(field, QStringLiteral("happening"));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), QStringList{kQuestion}, kWait_ms);
  QCOMPARE(ui::item_of(tree_of(*driver)->topLevelItem(0)->child(0)).words,
           QStringList{QStringLiteral("happening")});
  QTest::keyClicks(field, QStringLiteral(" \"' * %"));
  QTRY_COMPARE_WITH_TIMEOUT(tree_of(*driver)->topLevelItemCount(), 0, kWait_ms);
  QVERIFY(driver->find<QLabel>("library_empty")->isVisible());
  QCOMPARE(driver->find<QLabel>("library_empty")->text(), QStringLiteral("Nothing here has these words."));
  field->clear();
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 2, kWait_ms);
}

void TestLibrary::renames_a_session() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QTreeWidget* tree = tree_of(*driver);
  tree->setFocus();
  QTest::keyClick(tree, Qt::Key_Home);
  QVERIFY(!driver->action("library_rename")->isEnabled());  // a video keeps its file's name
  QVERIFY(!driver->action("library_delete")->isEnabled());
  QTest::keyClick(tree, Qt::Key_Down);
  QTest::keyClick(tree, Qt::Key_F2);
  auto* editor = tree->findChild<QLineEdit*>(QStringLiteral("session_title"));
  QVERIFY(editor);
  QTest::keyClicks(editor, QStringLiteral("The red car"));
  QTest::keyClick(editor, Qt::Key_Return);
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions("red").size(), std::size_t{1}, kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), QStringList{QStringLiteral("The red car")}, kWait_ms);
}

void TestLibrary::deletes_a_session_and_takes_it_back() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QTreeWidget* tree = tree_of(*driver);
  tree->setFocus();
  QTest::keyClick(tree, Qt::Key_Home);
  QTest::keyClick(tree, Qt::Key_Down);
  QTest::keyClick(tree, Qt::Key_Delete);
  QTRY_VERIFY_WITH_TIMEOUT(driver->sessions().isEmpty(), kWait_ms);
  QVERIFY(driver->answers().isEmpty());  // it was the one on the screen
  QTest::mouseClick(driver->find<QToolButton>("library_take_back"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), QStringList{kQuestion}, kWait_ms);
  QVERIFY(!driver->find<QToolButton>("library_take_back")->isVisible());
  // What is asked now is another session.
  QVERIFY(driver->ask(kFollowUp));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), (QStringList{kFollowUp, kQuestion}), kWait_ms);
}

void TestLibrary::starting_anew_begins_another_session() {
  const auto driver = ready_window();
  QVERIFY(driver);
  QVERIFY(driver->ask(kQuestion));
  driver->action("restart")->trigger();
  QCOMPARE(stored().sessions().size(), std::size_t{1});
  QVERIFY(driver->ask(kQuestion));
  QVERIFY(driver->ask(kFollowUp));
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions().size(), std::size_t{2}, kWait_ms);
  QTRY_COMPARE_WITH_TIMEOUT(stored().sessions()[0].turn_count, 2, kWait_ms);
  QCOMPARE(stored().sessions()[1].turn_count, 1);
  QVERIFY(stored().sessions()[0].model_name == "checkpoint");
}

void TestLibrary::finds_a_moved_video() {
  QString answer;
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
    answer = driver->answers().value(0);
    QTRY_VERIFY_WITH_TIMEOUT(!stored().recent_videos(1).at(0).sha256.empty(), kWait_ms);
  }
  const QString moved = folder_->path(QStringLiteral("other/renamed.mkv"));
  QVERIFY(QDir(folder_->path()).mkdir(QStringLiteral("other")));
  QVERIFY(QDir(folder_->path()).mkdir(QStringLiteral("empty")));
  QVERIFY(QFile::rename(folder_->clip, moved));
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(
      tree_of(*driver)->topLevelItem(0)->toolTip(0).contains(QStringLiteral("is not there any more")),
      kWait_ms);
  // Nobody is asked for a folder; what was said can be read, and says what stands in the way of more.
  driver->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("is not where it was")), kWait_ms);
  QCOMPARE(driver->answers(), QStringList{answer});
  QVERIFY(driver->window->findChild<QToolButton*>(QStringLiteral("evidence_chip")) != nullptr);
  QVERIFY(!driver->find<QToolButton>("ask_again")->isEnabled());
  QVERIFY(!driver->action("save_transcript")->isEnabled());
  QVERIFY(driver->action("copy_conversation")->isEnabled());
  QCOMPARE(driver->window->findChild<ui::Session*>()->state(), ui::Session::State::Missing);
  driver->chooser.answer = folder_->path(QStringLiteral("empty"));
  QVERIFY(driver->action("library_find_video")->isEnabled());
  driver->action("library_find_video")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("was not found in")), kWait_ms);
  QCOMPARE(driver->answers(), QStringList{answer});
  driver->chooser.answer = folder_->path();
  driver->action("library_find_video")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver->window->findChild<ui::Session*>()->film() != nullptr, kWait_ms);
  QCOMPARE(driver->answers(), QStringList{answer});
  QCOMPARE(ui::from_path(stored().session(stored().sessions()[0].id)->video.file), moved);
  QTRY_COMPARE_WITH_TIMEOUT(tree_of(*driver)->topLevelItem(0)->text(0), QStringLiteral("renamed.mkv"),
                            kWait_ms);
}

void TestLibrary::says_once_that_nothing_can_be_stored() {
  folder_->file = folder_->clip + QStringLiteral("/library.sqlite");  // below a file there is no folder
  const auto driver = window();
  QVERIFY(driver);
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("cannot be stored")), kWait_ms);
  driver->open(folder_->clip);
  QTRY_VERIFY_WITH_TIMEOUT(driver->thumbnail_count() == 8 && driver->idle(), kWait_ms);
  QVERIFY(driver->message().contains(QStringLiteral("cannot be stored")));  // opening does not wipe it away
  QVERIFY(driver->ask(kQuestion));
  QVERIFY(!driver->answers().value(0).isEmpty());
  QTest::qWait(300);
  QCOMPARE(driver->message(), QString());
}

void TestLibrary::another_model_begins_a_session_of_its_own() {
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
  }
  // The same weights with another configuration are another model.
  const QString other = folder_->path(QStringLiteral("other model"));
  QVERIFY(QDir(folder_->path()).mkdir(QStringLiteral("other model")));
  for (const QString& name : QDir(kModel).entryList(QDir::Files))
    QVERIFY(QFile::copy(kModel + QLatin1Char('/') + name, other + QLatin1Char('/') + name));
  QFile config(other + QStringLiteral("/config.json"));
  QVERIFY(config.open(QIODevice::ReadOnly));
  QJsonObject object = QJsonDocument::fromJson(config.readAll()).object();
  config.close();
  QVERIFY(config.remove());
  object[QStringLiteral("rms_norm_eps")] = 0.0002;
  QVERIFY(config.open(QIODevice::WriteOnly));
  config.write(QJsonDocument(object).toJson());
  config.close();

  const auto driver = window(12, other);
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  driver->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("given by checkpoint")), kWait_ms);
  QCOMPARE(driver->answers().size(), 1);
  QVERIFY(driver->ask(kFollowUp));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), (QStringList{kQuestion, kQuestion}), kWait_ms);
  const auto sessions = stored().sessions();
  QCOMPARE(sessions[0].turn_count, 2);
  QCOMPARE(sessions[0].model_name, std::string("other model"));
  // What the other model said stays its own, and nothing claims that this one computed it.
  QTRY_VERIFY_WITH_TIMEOUT(
      stored().session(sessions[0].id)->turns.at(1).state == library::StoredTurn::State::Finished, kWait_ms);
  const auto turns = stored().session(sessions[0].id)->turns;
  QCOMPARE(turns[0].turn.answer, stored().session(sessions[1].id)->turns.at(0).turn.answer);
  QCOMPARE(turns[0].turn.by.model_name, std::string("checkpoint"));
  QCOMPARE(turns[0].turn.token_ids.size(), std::size_t{12});
  QCOMPARE(turns[1].turn.by.model_name, std::string("other model"));
  QVERIFY(turns[1].turn.prompt_tokens > turns[0].turn.prompt_tokens);
  QCOMPARE(sessions[1].turn_count, 1);
  QCOMPARE(sessions[1].model_name, std::string("checkpoint"));
}

void TestLibrary::another_precision_begins_a_session_of_its_own() {
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
  }
  qint64 id = 0;
  {
    library::StoreOptions options;
    options.file = ui::to_path(folder_->file);
    library::SessionStore store = library::SessionStore::open(options);
    auto session = store.session(store.sessions().at(0).id);
    session->record.dtype = "bfloat16";
    store.update_session(*session);
    id = session->id;
  }
  const auto driver = window();
  QVERIFY(driver);
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions().size(), 1, kWait_ms);
  driver->open_first_session();
  QTRY_VERIFY_WITH_TIMEOUT(driver->message().contains(QStringLiteral("computed in bfloat16 on cpu")),
                           kWait_ms);
  // Its answers were not computed as things are now, and nothing comes to claim it.
  QVERIFY(driver->ask(kFollowUp));
  QTRY_COMPARE_WITH_TIMEOUT(driver->sessions(), (QStringList{kQuestion, kQuestion}), kWait_ms);
  QCOMPARE(stored().session(id)->record.dtype, std::string("bfloat16"));
  QCOMPARE(stored().session(id)->turns.size(), std::size_t{1});
  const auto sessions = stored().sessions();
  QVERIFY(sessions[0].id != id);
  QCOMPARE(stored().session(sessions[0].id)->record.dtype, std::string("float32"));
}

void TestLibrary::a_question_before_the_analysis_costs_no_answer_data() {
  QTest::addColumn<bool>("same");
  QTest::newRow("of another computation") << false;
  QTest::newRow("of the same one, which goes on") << true;
}

void TestLibrary::a_question_before_the_analysis_costs_no_answer() {
  QFETCH(bool, same);
  {
    const auto driver = ready_window();
    QVERIFY(driver);
    QVERIFY(driver->ask(kQuestion));
  }
  const qint64 id = stored().sessions().at(0).id;
  auto session = *stored().session(id);
  if (!same) session.record.model.hash = "another";

  const auto model = load_golden_model(1);
  engine::Turn turn;
  turn.question = kFollowUp.toStdString();
  turn.answer = "Red.";
  {
    ui::LibraryOptions options;
    options.file = ui::to_path(folder_->file);
    ui::Library library(options);
    std::vector<library::StoredTurn> turns = session.turns;
    ui::SessionRecorder recorder(library, turns, [] { return QByteArray(); });
    recorder.resume(session, false);
    turns.clear();  // the question takes the place of the first
    recorder.ask(kFollowUp, {});
    recorder.set_model(model->facts());
    recorder.finish(turn);
  }
  const auto sessions = stored().sessions();
  QCOMPARE(sessions.size(), std::size_t{same ? 1U : 2U});
  const auto before = stored().session(id)->turns;
  QCOMPARE(before.size(), std::size_t{1});
  QCOMPARE(ui::to_qstring(before[0].turn.question), same ? kFollowUp : kQuestion);
  if (same) return;
  const auto after = stored().session(sessions[0].id == id ? sessions[1].id : sessions[0].id)->turns;
  QCOMPARE(after.size(), std::size_t{1});
  QCOMPARE(ui::to_qstring(after[0].turn.question), kFollowUp);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestLibrary)
#include "test_library.moc"
