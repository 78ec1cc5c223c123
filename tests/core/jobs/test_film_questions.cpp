#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <new>
#include <stdexcept>

#include "base/device_lost.h"
#include "base/error.h"
#include "jobs/film_questions.h"
#include "support/golden_clips.h"

using namespace vp;
using base::Error;
using base::ErrorCode;

namespace {

/// Writes down what it is told.
class Diary final : public jobs::FilmObserver {
 public:
  bool wants(std::size_t question) override { return static_cast<int>(question) != unwanted; }
  void on_started(std::size_t question, const std::stop_source& stop) override {
    if (static_cast<int>(question) == stopped) std::stop_source(stop).request_stop();
  }
  void on_text(std::size_t, std::string_view piece) override {
    text += piece;
    if (gpu_failures > 0 && static_cast<int>(turns.size()) == answers_before_failure) {
      --gpu_failures;
      throw base::DeviceLost(base::untranslated("CUDA error: unknown error"));
    }
  }
  void on_loaded_again(const base::Message& why) override {
    lines << "loaded again: " + QString::fromStdString(why.text()).left(14);
  }
  void on_answer(std::size_t question, const engine::Turn& turn, const engine::EncodedVideo& video) override {
    lines << QString("%1 answered").arg(question);
    turns.push_back(turn);
    frames = video.frames().size();
  }
  void on_failure(std::size_t question, const base::Message&) override {
    lines << QString("%1 failed").arg(question);
  }
  void on_not_kept(const base::Message& why) override {
    lines << "not kept: " + QString::fromStdString(why.text());
  }
  void on_skipped(std::size_t question) override { lines << QString("%1 skipped").arg(question); }
  void on_unusable(const base::Message& why) override {
    lines << "unusable: " + QString::fromStdString(why.text());
  }

  int unwanted = -1, stopped = -1;
  int gpu_failures = 0, answers_before_failure = 0;
  QStringList lines;
  std::string text;
  std::vector<engine::Turn> turns;
  std::size_t frames = 0;
};

}  // namespace

class TestFilmQuestions : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = test::load_golden_model(1); }

  void asks_each_as_the_first() {
    Diary diary;
    ask(film({"Why?", "How many?", "Why?"}), diary);
    QCOMPARE(diary.lines.join(", "), QString("0 answered, 1 answered, 2 answered"));
    QCOMPARE(diary.turns[0].answer, diary.turns[2].answer);
    QCOMPARE(diary.turns[0].prompt_tokens, diary.turns[2].prompt_tokens);
    QVERIFY(diary.turns[1].reused_tokens > 0);  // the frames are read once
    QCOMPARE(diary.text, diary.turns[0].answer + diary.turns[1].answer + diary.turns[2].answer);
    QVERIFY(diary.frames > 0);
  }

  // Who asks about the film the next time waits for the question alone.
  void keeps_what_was_read_of_the_film() {
    const QTemporaryDir folder;
    const library::VideoCache cache({folder.filePath("cache").toStdString()});
    Diary first, second;
    base::NoProgress progress;
    ask_with_model(film({"Why?", "How many?"}), first, progress, {}, &cache);
    QCOMPARE(first.turns.at(0).reused_tokens, std::int64_t{0});
    const auto kept = cache.find(model_->facts(), film({}).request);
    QVERIFY(kept);
    engine::Conversation conversation(model_, kept);
    QVERIFY(cache.find_prefix(conversation));
    ask_with_model(film({"Why?", "How many?"}), second, progress, {}, &cache);
    QVERIFY(second.turns.at(0).reused_tokens > second.turns[0].prompt_tokens / 2);
    for (std::size_t question = 0; question < 2; ++question)
      QCOMPARE(second.turns.at(question).token_ids, first.turns[question].token_ids);
    QCOMPARE(first.lines + second.lines,
             QStringList({"0 answered", "1 answered", "0 answered", "1 answered"}));
  }

  void answers_what_cannot_be_kept() {
    const QTemporaryDir folder;
    std::ofstream(folder.filePath("file").toStdString()) << "no folder";
    const library::VideoCache cache({folder.filePath("file/cache").toStdString()});
    Diary diary;
    base::NoProgress progress;
    ask_with_model(film({"Why?"}), diary, progress, {}, &cache);
    QCOMPARE(diary.lines.size(), 2);
    QCOMPARE(diary.lines[0], QString("0 answered"));
    QVERIFY2(diary.lines[1].startsWith("not kept: "), qPrintable(diary.lines[1]));
  }

  void one_question_is_its_own() {
    Diary diary;
    diary.unwanted = 0;
    diary.stopped = 1;
    ask(film({"Why?", "When?", "", "How many?"}), diary);
    QCOMPARE(diary.lines.join(", "), QString("0 skipped, 1 skipped, 2 failed, 3 answered"));
  }

  void a_film_that_cannot_be_used_is_told_once() {
    const QTemporaryDir folder;
    jobs::FilmQuestions broken = film({"Why?", "How many?"});
    broken.request.file = folder.filePath("broken.mp4").toStdString();
    std::ofstream(broken.request.file) << "this is no video";
    Diary diary;
    ask(broken, diary);
    QCOMPARE(diary.lines.size(), 1);
    QVERIFY2(diary.lines[0].startsWith("unusable: ") && diary.lines[0].contains("broken.mp4"),
             qPrintable(diary.lines[0]));
  }

  // A GPU that fails in an answer: the others keep theirs, and none is half an answer or asked twice.
  void a_failed_gpu_is_loaded_again() {
    Diary diary;
    diary.gpu_failures = diary.answers_before_failure = 1;
    diary.unwanted = 3;
    std::weak_ptr<const engine::Model> failed;
    jobs::AskedModel asked{test::load_golden_model(1)};
    asked.load_again = [&](base::Progress&, const std::stop_token&) {
      if (!failed.expired()) diary.lines << "both at once";
      return test::load_golden_model(1);
    };
    failed = asked.model;
    base::NoProgress progress;
    jobs::ask_about_film(asked, film({"Why?", "How many?", "When?", "Who?"}), diary, progress);
    QCOMPARE(diary.lines.join(", "), QString("0 answered, loaded again: The GPU failed, 1 answered, "
                                             "2 answered, 3 skipped"));
    Diary alone;
    ask(film({"How many?"}), alone);
    QCOMPARE(diary.turns[1].token_ids, alone.turns[0].token_ids);
  }

  void a_gpu_that_goes_on_failing_ends_it() {
    Diary diary;
    diary.gpu_failures = 2;
    diary.answers_before_failure = 1;
    int loaded = 0;
    jobs::AskedModel asked{model_, [&](base::Progress&, const std::stop_token&) {
                             ++loaded;
                             return model_;
                           }};
    base::NoProgress progress;
    QVERIFY_EXCEPTION_THROWN(jobs::ask_about_film(asked, film({"Why?", "When?"}), diary, progress),
                             base::DeviceLost);
    QCOMPARE(loaded, 1);
    QCOMPARE(diary.lines.join(", "), QString("0 answered, loaded again: The GPU failed"));
    asked = {model_};
    diary.gpu_failures = 1;
    QVERIFY_EXCEPTION_THROWN(jobs::ask_about_film(asked, film({"Why?"}), diary, progress), base::DeviceLost);
  }

  void a_stop_ends_it() {
    Diary diary;
    std::stop_source stop;
    stop.request_stop();
    base::NoProgress progress;
    QVERIFY_EXCEPTION_THROWN(ask_with_model(film({"Why?"}), diary, progress, stop.get_token()), Error);
    QVERIFY(diary.lines.isEmpty());
  }

  // What a damaged size makes of the memory is the film's, and so is what only that film is too large for.
  void knows_whose_fault_it_is() {
    QVERIFY(fault_of(Error(ErrorCode::Video, base::untranslated("It is damaged."))) == "It is damaged.");
    QVERIFY(fault_of(Error(ErrorCode::Usage, base::untranslated("It has no such frame."))) ==
            "It has no such frame.");
    QVERIFY(fault_of(Error(ErrorCode::Device, base::untranslated("It needs more memory."))) ==
            "It needs more memory.");
    QVERIFY(fault_of(std::bad_alloc()).contains("damaged"));
    QVERIFY(fault_of(std::length_error("vector::resize")).contains("damaged"));
    // It would be the next film's fault, too.
    QVERIFY_EXCEPTION_THROWN(fault_of(base::DeviceLost(base::untranslated("The GPU failed."))),
                             base::DeviceLost);
    for (const ErrorCode code : {ErrorCode::Stopped, ErrorCode::Output, ErrorCode::Checkpoint})
      QVERIFY_EXCEPTION_THROWN(fault_of(Error(code, base::Message())), Error);
  }

 private:
  static jobs::FilmQuestions film(const std::vector<std::string>& questions) {
    jobs::FilmQuestions film;
    film.request.file = test::kGoldenFolder / "clip_short.mkv";
    film.questions = questions;
    film.options.max_new_tokens = 4;
    return film;
  }
  void ask_with_model(const jobs::FilmQuestions& film, Diary& diary, base::Progress& progress,
                      const std::stop_token& stop = {}, const library::VideoCache* cache = nullptr) const {
    jobs::AskedModel asked{model_};
    jobs::ask_about_film(asked, film, diary, progress, stop, cache);
  }
  void ask(const jobs::FilmQuestions& film, Diary& diary) const {
    base::NoProgress progress;
    ask_with_model(film, diary, progress);
  }
  template <typename Fault>
  static QString fault_of(const Fault& fault) {
    try {
      throw fault;
    } catch (const std::exception&) {
      return QString::fromStdString(jobs::fault_of_film().text());
    }
  }

  std::shared_ptr<const engine::Model> model_;
};

QTEST_GUILESS_MAIN(TestFilmQuestions)
#include "test_film_questions.moc"
