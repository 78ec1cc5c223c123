#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <vector>

#include "studio_driver.h"
#include "ui/batch/batch_dialog.h"
#include "ui/conversation/question_field.h"
#include "ui/look/language.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/timeline.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
constexpr int kPatience_ms = 5000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kModel = kData + QStringLiteral("checkpoint");
const QString kClip = kData + QStringLiteral("clip_landscape.mkv");

/// How many things are done to each window: VP_RANDOM_STEPS, or what a test run has time for.
int step_count() {
  bool given = false;
  const int steps = qEnvironmentVariableIntValue("VP_RANDOM_STEPS", &given);
  return given ? steps : 150;
}

}  // namespace

/// Whatever is done to the window and whenever, it neither crashes nor stays in a state in which nothing can
/// be asked any more. The order is random but the same for the same seed; what is under way at each step
/// depends on the machine's speed, as it does for people.
class TestRandomUse : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void survives_data();
  void survives();

 private:
  using Step = std::pair<QByteArray, std::function<void()>>;
  std::vector<Step> steps(StudioDriver& driver, QRandomGenerator& random) const;
  /// A batch of three cells, one of which cannot be answered.
  void set_up_batch(StudioDriver& driver) const;

  QTemporaryDir folder_;
};

void TestRandomUse::initTestCase() {
  QVERIFY(use_own_settings(folder_));
  QFile broken(folder_.filePath(QStringLiteral("broken.mkv")));
  QVERIFY(broken.open(QIODevice::WriteOnly));
  broken.write(QByteArray(5000, 'x'));
}

void TestRandomUse::set_up_batch(StudioDriver& driver) const {
  driver.action("show_batch")->trigger();
  driver.chooser.answer = kClip + '\n' + kData + QStringLiteral("clip_short.mkv") + '\n' +
                          folder_.filePath(QStringLiteral("broken.mkv"));
  QTest::mouseClick(driver.find<QPushButton>("batch_add_files"), Qt::LeftButton);
  driver.find<QPlainTextEdit>("batch_questions")->setPlainText(QStringLiteral("What moves?"));
  driver.find<QLineEdit>("batch_results")->setText(folder_.filePath(QStringLiteral("batch.jsonl")));
}

std::vector<TestRandomUse::Step> TestRandomUse::steps(StudioDriver& driver, QRandomGenerator& random) const {
  std::vector<Step> steps;
  const auto add = [&](const char* name, int weight, const std::function<void()>& step) {
    for (int i = 0; i < weight; ++i) steps.emplace_back(name, step);
  };
  const QStringList videos{kClip, kData + QStringLiteral("clip_portrait.mkv"),
                           folder_.filePath(QStringLiteral("broken.mkv")),
                           folder_.filePath(QStringLiteral("missing.mp4"))};
  for (const QString& video : videos) {
    add("open", video == kClip ? 2 : 1, [&driver, video] { driver.open(video); });
  }
  const auto choose = [&driver](const char* action, const QString& answer) {
    driver.chooser.answer = answer;
    driver.action(action)->trigger();
  };
  add("load", 2, [choose] { choose("choose_checkpoint", kModel); });
  add("load nothing", 1, [this, choose] { choose("choose_checkpoint", folder_.path()); });
  add("save", 2,
      [this, choose] { choose("save_transcript", folder_.filePath(QStringLiteral("saved.json"))); });
  add("ask", 8, [&driver] { driver.type_question(QStringLiteral("What moves?")); });
  // With patience, or the steps that need an answer would mostly find none.
  add("ask and read", 6, [&driver] {
    driver.type_question(QStringLiteral("What moves?"));
    (void)QTest::qWaitFor([&driver] { return driver.idle(); }, kPatience_ms);
  });
  add("escape", 2, [&driver] { QTest::keyClick(driver.window.get(), Qt::Key_Escape); });
  add("stop", 2, [&driver] { QTest::mouseClick(driver.find<QPushButton>("stop_button"), Qt::LeftButton); });
  for (const char* action : {"ask_last_again", "edit_last_question", "delete_last_turn",
                             "show_answer_settings", "show_settings"}) {
    add(action, 2, [&driver, action] {
      if (driver.action(action)->isEnabled()) driver.action(action)->trigger();
    });
  }
  for (const char* button : {"pending_accept", "pending_accept", "pending_cancel", "evidence_chip"}) {
    add(button, 1, [&driver, button] {
      auto* found = driver.find<QAbstractButton>(button);
      if (found != nullptr && found->isVisible()) QTest::mouseClick(found, Qt::LeftButton);
    });
  }
  add("language", 1, [&random] {
    const auto& all = ui::languages();
    ui::apply_language(*qApp, all[random.bounded(static_cast<int>(all.size()))].code);
  });
  for (const char* action : {"play", "play", "step_back", "step_forward", "first_frame", "last_frame", "mute",
                             "restart", "smooth", "same_scale", "kept_only", "view_strip", "view_multiples",
                             "view_large", "record_answers", "compare_interventions", "check_map_action"}) {
    add(action, 1, [&driver, action] { driver.action(action)->trigger(); });
  }
  add("timeline", 4, [&driver, &random] {
    auto* timeline = driver.find<ui::Timeline>("timeline");
    QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(random.bounded(timeline->width()), 20));
  });
  add("thumbnail", 3, [&driver, &random] {
    const auto thumbnails = driver.window->findChildren<ui::FrameThumbnail*>();
    if (thumbnails.isEmpty()) return;
    QTest::mouseClick(thumbnails[random.bounded(static_cast<int>(thumbnails.size()))], Qt::LeftButton);
  });
  add("map", 4, [&driver, &random] {
    const Qt::Key keys[]{Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6};
    QTest::keyClick(driver.window.get(), keys[random.bounded(6)], Qt::ControlModifier);
  });
  add("word", 3, [&driver, &random] {
    auto* chips = driver.find<QWidget>("word_chips");
    if (chips->isVisible())
      QTest::mouseClick(chips, Qt::LeftButton, {}, QPoint(random.bounded(200), random.bounded(30)));
  });
  add("batch", 2, [this, &driver] { set_up_batch(driver); });
  for (const char* button : {"batch_start", "batch_start", "batch_start", "batch_stop", "batch_leave_out",
                             "batch_export", "batch_remove", "batch_close"}) {
    add(button, 1, [this, &driver, button] {
      driver.chooser.answer = folder_.filePath(QStringLiteral("batch.csv"));
      auto* found = driver.find<QPushButton>(button);
      if (found->isVisible()) QTest::mouseClick(found, Qt::LeftButton);
    });
  }
  for (const char* name : {"heads", "colours", "answer_choice", "batch_extent"}) {
    add(name, 1, [&driver, &random, name] {
      auto* box = driver.find<QComboBox>(name);
      if (box->isEnabled() && box->count() > 0) box->setCurrentIndex(random.bounded(box->count()));
    });
  }
  add("opacity", 1, [&driver, &random] { driver.find<QSlider>("opacity")->setValue(random.bounded(101)); });
  add("resize", 1,
      [&driver, &random] { driver.window->resize(700 + random.bounded(600), 560 + random.bounded(300)); });
  return steps;
}

void TestRandomUse::survives_data() {
  QTest::addColumn<quint32>("seed");
  for (const quint32 seed : {1U, 2U, 3U}) QTest::addRow("seed %u", seed) << seed;
}

void TestRandomUse::survives() {
  QFETCH(quint32, seed);
  QRandomGenerator random(seed);
  StudioDriver driver(kModel, 200);
  QVERIFY(driver.show());
  const auto choices = steps(driver, random);
  int answered = 0;
  const int count = step_count();
  for (int i = 0; i < count; ++i) {
    choices[random.bounded(static_cast<quint32>(choices.size()))].second();
    // Often at once, sometimes after a while in which something ends.
    if (random.bounded(3) > 0) QTest::qWait(random.bounded(random.bounded(6) == 0 ? 400 : 20));
    if (driver.action("save_transcript")->isEnabled()) ++answered;
    QCOMPARE(driver.action("stop")->isEnabled(), !driver.idle());
  }
  qInfo("there was an answer to save after %d of %d steps", answered, count);

  // From wherever that led, the way back to an answer is open.
  ui::apply_language(*qApp, QStringLiteral("en"));
  driver.find<QPushButton>("batch_stop")->click();
  driver.find<ui::BatchDialog>("batch_dialog")->hide();
  driver.chooser.answer = kModel;
  driver.action("choose_checkpoint")->trigger();
  driver.open(kClip);
  // Comparing brings its own panel to the front, and the other views have no thumbnails.
  driver.find<QWidget>("attention_panel_dock")->raise();
  driver.action("map_fsra")->trigger();
  driver.action("view_strip")->trigger();
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle() && driver.thumbnail_count() == 8, kWait_ms);
  QCOMPARE(driver.message(), QString());
  driver.find<ui::QuestionField>("question_field")->clear();
  driver.type_question(QStringLiteral("What is happening?"));
  QCOMPARE(driver.answers().size(), 1);
  QTRY_VERIFY_WITH_TIMEOUT(driver.footers().value(0).contains(QStringLiteral("token")), kWait_ms);
  QTRY_VERIFY_WITH_TIMEOUT(driver.idle(), kWait_ms);
  QVERIFY(driver.action("save_transcript")->isEnabled());

  // And it can be left in the middle of anything.
  for (int i = 0; i < 10; ++i) choices[random.bounded(static_cast<quint32>(choices.size()))].second();
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestRandomUse)
#include "test_random_use.moc"
