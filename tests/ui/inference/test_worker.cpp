#include <QtTest>
#include <atomic>

#include "ui/inference/progress_relay.h"
#include "ui/inference/worker.h"
#include "ui/look/language.h"

namespace vp::test {

using base::ErrorCode;
using ui::Failure;
using ui::Worker;

struct NoStandardException {};

class TestWorker : public QObject {
  Q_OBJECT

 private slots:
  void results_come_in_order_on_the_window_thread();
  void failures_become_sentences_data();
  void failures_become_sentences();
  void it_begins_before_the_first_job();
  void a_waiting_job_can_be_stopped();
  void a_dead_context_gets_nothing();
  void destruction_stops_the_running_job();
  void idle_work_is_done_piece_by_piece();
  void idle_work_gives_way_to_jobs();
  void progress_is_throttled_and_text_is_whole();
  void nothing_of_an_earlier_generation_arrives();
};

void TestWorker::results_come_in_order_on_the_window_thread() {
  Worker worker;
  QList<int> results;
  const QThread* window_thread = QThread::currentThread();
  for (int i = 0; i < 20; ++i) {
    worker.run(
        std::stop_source(), this,
        [i, window_thread](const std::stop_token&) {
          return QThread::currentThread() == window_thread ? -1 : i;
        },
        [&](int result) { results.append(QThread::currentThread() == window_thread ? result : -2); },
        [](const Failure&) { QFAIL("no failure expected"); });
  }
  QTRY_COMPARE(results.size(), 20);
  for (int i = 0; i < 20; ++i) QCOMPARE(results[i], i);
  QTRY_VERIFY(worker.idle());
}

void TestWorker::it_begins_before_the_first_job() {
  std::atomic<int> begun = 0;
  std::atomic<bool> possible = false;
  Worker worker([&] {
    ++begun;
    if (!possible) throw base::Error(ErrorCode::Device, base::Message::verbatim("The library is missing."));
  });
  QTRY_COMPARE(begun.load(), 1);  // without waiting for a job
  QStringList outcomes;
  const auto run = [&] {
    worker.run(
        std::stop_source(), this, [&](const std::stop_token&) { return begun.load(); },
        [&](int count) { outcomes << QString::number(count); },
        [&](const Failure& failure) { outcomes << QString::fromStdString(failure.message.text()); });
  };
  run();
  QTRY_COMPARE(outcomes, QStringList{QStringLiteral("The library is missing.")});
  possible = true;
  run();
  run();
  const QStringList all{QStringLiteral("The library is missing."), QStringLiteral("3"), QStringLiteral("3")};
  QTRY_COMPARE(outcomes, all);
}

void TestWorker::failures_become_sentences_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("code");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("expected") << 0 << static_cast<int>(ErrorCode::Video) << QStringLiteral("No picture.");
  QTest::newRow("library") << 1 << static_cast<int>(ErrorCode::Device)
                           << QStringLiteral("The model could not go on: first line");
  QTest::newRow("no exception of the standard library")
      << 3 << static_cast<int>(ErrorCode::Device) << QStringLiteral("The model could not go on.");
  QTest::newRow("memory") << 2 << static_cast<int>(ErrorCode::Device)
                          << QStringLiteral(
                                 "There is not enough memory for this. Close other programs or use a "
                                 "smaller model.");
}

void TestWorker::failures_become_sentences() {
  QFETCH(int, kind);
  QFETCH(int, code);
  QFETCH(QString, sentence);
  Worker worker;
  std::optional<Failure> failure;
  worker.run(
      std::stop_source(), this,
      [kind](const std::stop_token&) -> int {
        if (kind == 0) throw base::Error(ErrorCode::Video, base::message("No picture."));
        if (kind == 1) throw std::runtime_error("first line\nsecond line");
        if (kind == 3) throw NoStandardException{};
        throw std::bad_alloc();
      },
      [](int) { QFAIL("no result expected"); }, [&](const Failure& given) { failure = given; });
  QTRY_VERIFY(failure.has_value());
  QCOMPARE(static_cast<int>(failure->code), code);
  QCOMPARE(ui::said(failure->message), sentence);
}

void TestWorker::a_waiting_job_can_be_stopped() {
  Worker worker;
  std::atomic_bool release = false;
  int finished = 0;
  bool stopped = false;
  worker.run(
      std::stop_source(), this,
      [&](const std::stop_token&) {
        while (!release) QThread::msleep(1);
        return 0;
      },
      [&](int) { ++finished; }, [](const Failure&) {});
  std::stop_source stop;
  worker.run(
      stop, this, [](const std::stop_token&) { return 0; }, [&](int) { ++finished; },
      [&](const Failure& failure) { stopped = failure.stopped(); });
  stop.request_stop();
  release = true;
  QTRY_VERIFY(stopped);
  QCOMPARE(finished, 1);
}

void TestWorker::a_dead_context_gets_nothing() {
  Worker worker;
  bool told = false;
  auto context = std::make_unique<QObject>();
  std::atomic_bool release = false;
  worker.run(
      std::stop_source(), context.get(),
      [&](const std::stop_token&) {
        while (!release) QThread::msleep(1);
        return 0;
      },
      [&](int) { told = true; }, [&](const Failure&) { told = true; });
  context.reset();
  release = true;
  QTRY_VERIFY(worker.idle());
  QTest::qWait(20);
  QVERIFY(!told);
}

void TestWorker::destruction_stops_the_running_job() {
  std::atomic_bool seen = false;
  std::atomic_bool started = false;
  {
    Worker worker;
    worker.run(
        std::stop_source(), this,
        [&](const std::stop_token& stop) {
          started = true;
          while (!stop.stop_requested()) QThread::msleep(1);
          seen = true;
          return 0;
        },
        [](int) { QFAIL("the worker is gone"); }, [](const Failure&) { QFAIL("the worker is gone"); });
    QTRY_VERIFY(started);
  }
  QVERIFY(seen);
  QTest::qWait(10);
}

void TestWorker::idle_work_is_done_piece_by_piece() {
  Worker worker;
  std::atomic<int> pieces = 0;
  worker.set_idle_work([&](const std::stop_token&) { return ++pieces < 5; });
  QTRY_COMPARE(pieces.load(), 5);
  QVERIFY(worker.idle());
  // One that throws is begun again behind the next job.
  std::atomic<int> tries = 0;
  worker.set_idle_work([&](const std::stop_token&) -> bool {
    ++tries;
    throw base::Error(ErrorCode::Device, base::message("No memory."));
  });
  QTRY_COMPARE(tries.load(), 1);
  bool done = false;
  worker.run(
      std::stop_source(), this, [](const std::stop_token&) { return true; }, [&](bool) { done = true; },
      [](const Failure&) { QFAIL("no failure expected"); });
  QTRY_VERIFY(done);
  QTRY_COMPARE(tries.load(), 2);
  QCOMPARE(pieces.load(), 5);
}

void TestWorker::idle_work_gives_way_to_jobs() {
  for (const Worker::IdlePiece what : {Worker::IdlePiece::Stops, Worker::IdlePiece::Finishes}) {
    Worker worker;
    std::atomic<bool> in_piece = false, may_finish = false;
    std::atomic<int> finished = 0, stopped = 0;
    worker.set_idle_work([&](const std::stop_token& token) {
      in_piece = true;
      while (!may_finish && !token.stop_requested()) QThread::usleep(100);
      ++(token.stop_requested() ? stopped : finished);
      return !may_finish;
    });
    QTRY_VERIFY(in_piece);
    int pieces_before = -1;
    worker.run(
        std::stop_source(), this, [&](const std::stop_token&) { return finished + stopped; },
        [&](int pieces) { pieces_before = pieces; }, [](const Failure&) { QFAIL("no failure expected"); },
        what);
    if (what == Worker::IdlePiece::Finishes) may_finish = true;
    QTRY_COMPARE(pieces_before, 1);
    may_finish = true;
    QTRY_COMPARE(finished.load(), 1);
    QCOMPARE(stopped.load(), what == Worker::IdlePiece::Stops ? 1 : 0);
  }
}

void TestWorker::progress_is_throttled_and_text_is_whole() {
  ui::ProgressRelay relay;
  int events = 0;
  qint64 last = 0;
  QString text;
  connect(&relay, &ui::ProgressRelay::progressed, this, [&](const ui::ProgressState& state) {
    ++events;
    last = state.done;
  });
  connect(&relay, &ui::ProgressRelay::streamed, this, [&](const QString& piece) { text += piece; });
  constexpr int kReports = 20000;
  std::thread job([&] {
    ui::JobProgress progress(relay, 1);
    for (int i = 1; i <= kReports; ++i) {
      progress.report(base::Phase::Generate, i, 0);
      progress.stream("熊");
    }
  });
  job.join();
  QTRY_COMPARE(last, kReports);
  QCOMPARE(text, QString(kReports, QChar(0x718a)));
  QVERIFY2(events < 100, qPrintable(QString::number(events)));
}

void TestWorker::nothing_of_an_earlier_generation_arrives() {
  ui::ProgressRelay relay;
  QString text;
  QStringList warnings;
  QList<qint64> reported;
  connect(&relay, &ui::ProgressRelay::streamed, this, [&](const QString& piece) { text += piece; });
  connect(&relay, &ui::ProgressRelay::warned, this,
          [&](const base::Message& said) { warnings += ui::said(said); });
  connect(&relay, &ui::ProgressRelay::progressed, this,
          [&](const ui::ProgressState& state) { reported += state.done; });
  const auto write = [&](quint64 generation, const std::string& letter, int done) {
    ui::JobProgress progress(relay, generation);
    progress.stream(letter);
    progress.warn(base::Message::verbatim(letter));
    progress.report(base::Phase::Decode, done, 9);
  };
  write(1, "a", 1);  // held back when its job is given up
  relay.discard_before(2);
  write(1, "b", 2);  // its job has not noticed yet
  relay.flush();
  QCOMPARE(text, QString());
  QCOMPARE(warnings, QStringList());
  QCOMPARE(reported, QList<qint64>());
  write(2, "c", 3);
  write(ui::ProgressRelay::kAnyGeneration, "d", 4);
  relay.flush();
  QCOMPARE(text, QStringLiteral("cd"));
  QCOMPARE(warnings, QStringList({QStringLiteral("c"), QStringLiteral("d")}));
  QCOMPARE(reported, QList<qint64>{4});
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestWorker)
#include "test_worker.moc"
