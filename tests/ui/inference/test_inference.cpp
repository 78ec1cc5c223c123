#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QtTest>

#include "support/golden_clips.h"
#include "ui/export/export_job.h"
#include "ui/inference/inference.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");

engine::VideoRequest request_of(const QString& clip) {
  engine::VideoRequest request;
  request.file = ui::to_path(kData + clip);
  return request;
}

}  // namespace

/// The worker's side of the window, without the window.
class TestInference : public QObject {
  Q_OBJECT

 private slots:
  void one_video_does_not_pass_for_another();
  void what_no_question_could_follow_is_not_analysed();
  void a_film_is_read_before_the_question();
  void what_was_read_is_there_after_a_restart();
  void a_lost_device_is_loaded_again();
};

// A long job holds the worker, another video is opened meanwhile, and analysing it is stopped before it
// begins.
void TestInference::one_video_does_not_pass_for_another() {
  const QTemporaryDir folder;
  ui::Inference inference;
  inference.load_model(golden_load_options(1));
  QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
  QSignalSpy finished(&inference, &ui::Inference::turn_finished);
  inference.open_video(request_of(QStringLiteral("clip_short.mkv")));
  QVERIFY(encoded.wait(kWait_ms));
  engine::AskOptions options;
  options.max_new_tokens = 2;
  inference.ask(QStringLiteral("Why?"), options, 0);
  QVERIFY(finished.wait(kWait_ms));

  QSemaphore go;
  inference.run_job(
      this, [&](const ui::Inference::Loaded&, base::Progress&, const std::stop_token&) { go.acquire(); },
      [] {}, [](const ui::Failure&) {});
  engine::Turn before;
  before.question = "Who?";
  before.answer = "Nobody.";
  inference.open_video(request_of(QStringLiteral("clip_landscape.mkv")), {before});
  inference.stop();
  const QString file = folder.filePath(QStringLiteral("second.json"));
  QString failure;
  const auto save = [&] {
    inference.run_job(
        this,
        [file = ui::to_path(file)](const ui::Inference::Loaded& loaded, base::Progress& progress,
                                   const std::stop_token& stop) {
          ui::save_record(loaded, file, progress, stop);
        },
        [] {}, [&](const ui::Failure& why) { failure = ui::said(why.message); });
  };
  save();
  bool ran = false;
  ui::Inference::Loaded seen;
  inference.run_job(
      this,
      [&](const ui::Inference::Loaded& loaded, base::Progress&, const std::stop_token&) { seen = loaded; },
      [&] { ran = true; }, [](const ui::Failure&) {});
  go.release();
  QTRY_VERIFY_WITH_TIMEOUT(ran, kWait_ms);
  QVERIFY(seen.model);
  QVERIFY(!seen.video);
  QVERIFY(seen.turns.empty());
  QVERIFY(!QFile::exists(file));
  QVERIFY2(failure.contains(QStringLiteral("not analysed")), qPrintable(failure));

  // Asking analyses the video after all, and what was said of it before comes first.
  inference.ask(QStringLiteral("Why?"), options, 1);
  QVERIFY(finished.wait(kWait_ms));
  save();
  QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kWait_ms);
  QFile written(file);
  QVERIFY(written.open(QIODevice::ReadOnly));
  const QByteArray record = written.readAll();
  QVERIFY(record.contains("clip_landscape.mkv") && record.contains("Nobody."));
  QVERIFY(!record.contains("clip_short.mkv"));
}

// A GPU that is taken away between two questions: the second one is answered behind the first one all the
// same.
void TestInference::a_lost_device_is_loaded_again() {
  ui::Inference inference;
  inference.load_model(golden_load_options(1));
  QSignalSpy loaded(&inference, &ui::Inference::model_loaded);
  QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
  QSignalSpy finished(&inference, &ui::Inference::turn_finished);
  inference.open_video(request_of(QStringLiteral("clip_short.mkv")));
  QVERIFY(encoded.wait(kWait_ms));
  engine::AskOptions options;
  options.max_new_tokens = 4;
  std::vector<std::vector<std::int64_t>> second_answers;
  for (const bool lost : {false, true}) {
    inference.ask(QStringLiteral("Why?"), options, 0);
    QVERIFY(finished.wait(kWait_ms));
    if (lost) {
      inference.device_lost();
      loaded.clear();
      encoded.clear();
    }
    inference.ask(QStringLiteral("And then?"), options, 1);
    QVERIFY(finished.wait(kWait_ms));
    second_answers.push_back(finished.last().first().value<engine::Turn>().token_ids);
    if (lost) QCOMPARE(finished.last().first().value<engine::Turn>().reused_tokens, std::int64_t{0});
  }
  QCOMPARE(loaded.size(), 1);
  QCOMPARE(encoded.size(), 1);
  QVERIFY(!second_answers.front().empty());
  QCOMPARE(second_answers.back(), second_answers.front());

  // A batch that is started then finds a model, too.
  inference.device_lost();
  loaded.clear();
  bool ended = false, has_model = false;
  inference.run_job(
      &inference,
      [&has_model](const ui::Inference::Loaded& found, base::Progress&, const std::stop_token&) {
        has_model = found.model != nullptr;
      },
      [&ended] { ended = true; }, [](const ui::Failure&) {});
  QTRY_VERIFY_WITH_TIMEOUT(ended, kWait_ms);
  QVERIFY(has_model);
  QCOMPARE(loaded.size(), 1);
}

// Minutes of encoding would end in the same refusal as soon as something is asked.
void TestInference::what_no_question_could_follow_is_not_analysed() {
  ui::Inference inference;
  inference.load_model(golden_load_options(1));
  QSignalSpy failed(&inference, &ui::Inference::failed);
  QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
  engine::VideoRequest request = request_of(QStringLiteral("clip_landscape.mkv"));
  request.frames = 64;
  inference.open_video(request);
  QVERIFY(failed.wait(kWait_ms));
  const auto failure = failed.first().at(1).value<ui::Failure>();
  QCOMPARE(failure.code, base::ErrorCode::Usage);
  const QString sentence = ui::said(failure.message);
  QVERIFY2(sentence.contains(QStringLiteral("at most 40 frames")), qPrintable(sentence));
  QVERIFY(encoded.isEmpty());
}

void TestInference::a_film_is_read_before_the_question() {
  ui::Inference inference;
  inference.load_model(golden_load_options(1));
  QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
  QSignalSpy finished(&inference, &ui::Inference::turn_finished);
  double share = 0;
  bool fell = false;
  connect(&inference, &ui::Inference::read_ahead, this, [&](double now) {
    fell = fell || (now < share && now > 0 && share < 1);
    share = now;
  });
  inference.open_video(request_of(QStringLiteral("clip_landscape.mkv")));
  share = 0;
  QVERIFY(encoded.wait(kWait_ms));
  QTRY_COMPARE_WITH_TIMEOUT(share, 1.0, kWait_ms);
  QVERIFY(!fell);
  QVERIFY(!inference.busy());
  engine::AskOptions options;
  options.max_new_tokens = 48;
  inference.ask(QStringLiteral("What is happening in the video?"), options, 0);
  QVERIFY(finished.wait(kWait_ms));
  const auto turn = finished.first().first().value<engine::Turn>();
  QVERIFY(turn.reused_tokens >= 8 * 46);
  QCOMPARE(turn.token_ids, golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>());

  // Asked at once, the answer is the same one: whatever was read by then.
  inference.open_video(request_of(QStringLiteral("clip_landscape.mkv")));
  inference.ask(QStringLiteral("What is happening in the video?"), options, 0);
  QVERIFY(finished.wait(kWait_ms));
  QCOMPARE(finished.last().first().value<engine::Turn>().token_ids, turn.token_ids);
}

// What the model read of a film lies beside it in the cache, and is there for the next window.
void TestInference::what_was_read_is_there_after_a_restart() {
  const QTemporaryDir folder;
  const auto cache = std::make_shared<const library::VideoCache>(
      library::CacheOptions{ui::to_path(folder.filePath(QStringLiteral("encoded")))});
  engine::AskOptions options;
  options.max_new_tokens = 48;
  for (const bool again : {false, true}) {
    ui::Inference inference;
    inference.set_cache(cache);
    inference.load_model(golden_load_options(1));
    QSignalSpy encoded(&inference, &ui::Inference::video_encoded);
    QSignalSpy finished(&inference, &ui::Inference::turn_finished);
    inference.open_video(request_of(QStringLiteral("clip_landscape.mkv")));
    QVERIFY(encoded.wait(kWait_ms));
    inference.ask(QStringLiteral("What is happening in the video?"), options, 0);
    QVERIFY(finished.wait(kWait_ms));
    const auto turn = finished.first().first().value<engine::Turn>();
    QCOMPARE(turn.token_ids,
             golden_clip("clip_landscape.mkv")["greedy_ids"].get<std::vector<std::int64_t>>());
    if (again) QVERIFY(turn.reused_tokens >= 8 * 46);
    // While nothing else is to be done it is written.
    QTRY_VERIFY_WITH_TIMEOUT(cache->size_bytes() > 0, kWait_ms);
  }
}

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestInference)
#include "test_inference.moc"
