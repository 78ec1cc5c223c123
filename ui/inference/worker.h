#pragma once

#include <QObject>
#include <QPointer>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "base/error.h"
#include "ui/mailbox.h"

namespace vp::ui {

/// Why a job gave no result.
struct Failure {
  base::ErrorCode code = base::ErrorCode::Device;
  base::Message message;

  bool stopped() const { return code == base::ErrorCode::Stopped; }
};

/// One thread that runs jobs in the order in which they were given. Results come back on the thread that the
/// worker itself lives on (the window's), and only to contexts that are still alive. The destructor asks the
/// running job to stop and joins the thread; jobs that wait are dropped without a word.
class Worker final : public QObject {
  Q_OBJECT

 public:
  /// `begin` runs on the thread before the first job, at once. When it throws, the job fails with that, and
  /// the next one tries again.
  explicit Worker(std::function<void()> begin = {}, QObject* parent = nullptr);
  ~Worker() override;

  /// What becomes of a piece of idle work that is being done when a job comes.
  enum class IdlePiece {
    Stops,     ///< the job begins at once
    Finishes,  ///< the job needs what the piece gives
  };

  /// `work(stop_token)` on the worker thread, then `done(result)` or `failed(failure)` on the window thread,
  /// unless `context` is gone. A job whose `stop` was requested before its turn fails with Stopped.
  template <typename Work, typename Done, typename Failed>
  void run(const std::stop_source& stop, QObject* context, Work work, Done done, Failed failed,
           IdlePiece idle_piece = IdlePiece::Stops) {
    auto deliver_failure = [guard = QPointer<QObject>(context), failed](const Failure& failure) {
      if (guard) failed(failure);
    };
    enqueue({stop,
             [this, work = std::move(work), done = std::move(done),
              guard = QPointer<QObject>(context)](const std::stop_token& token) mutable {
               // shared_ptr: the event has to be copyable, the result need not be.
               auto result = std::make_shared<decltype(work(token))>(work(token));
               mailbox_.post([guard, done = std::move(done), result]() mutable {
                 if (guard) done(std::move(*result));
               });
             },
             std::move(deliver_failure)},
            idle_piece);
  }

  /// What to do while no job waits: `work(stop_token)` does a piece on the worker thread, and says whether
  /// there is another one. A piece that throws is begun again after the next job; nobody is told. Replaces
  /// what was given before; null: nothing.
  using IdleWork = std::function<bool(const std::stop_token&)>;
  void set_idle_work(IdleWork work);

  /// No job runs or waits; idle work is none.
  bool idle() const;

 private:
  struct Job {
    std::stop_source stop;
    std::function<void(const std::stop_token&)> work;
    std::function<void(const Failure&)> failed;
  };

  void enqueue(Job job, IdlePiece idle_piece);
  void loop();
  void begin();
  void execute(Job& job);
  /// One piece of idle work; `lock` is open meanwhile.
  void do_idle_piece(std::unique_lock<std::mutex>& lock);

  std::function<void()> begin_;  ///< of the worker thread alone; null when done
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> waiting_;
  std::stop_source running_{std::nostopstate};
  std::shared_ptr<const IdleWork> idle_work_;
  std::stop_source idle_stop_{std::nostopstate};  ///< of the piece that is being done
  bool rests_ = false;                            ///< the idle work has thrown, and no job has come since
  bool quit_ = false;
  bool working_ = false;
  Mailbox mailbox_;
  std::thread thread_;
};

}  // namespace vp::ui
