#include "ui/inference/worker.h"

#include <new>
#include <utility>

#include "ui/look/format.h"

namespace vp::ui {

Worker::Worker(std::function<void()> begin, QObject* parent)
    : QObject(parent), begin_(std::move(begin)), thread_([this] { loop(); }) {}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
    waiting_.clear();
    running_.request_stop();
    idle_stop_.request_stop();
  }
  wake_.notify_all();
  thread_.join();
  // Deliveries that still wait die with the mailbox.
}

bool Worker::idle() const {
  const std::lock_guard lock(mutex_);
  return !working_ && waiting_.empty();
}

void Worker::enqueue(Job job, IdlePiece idle_piece) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
    rests_ = false;
    if (idle_piece == IdlePiece::Stops) idle_stop_.request_stop();
  }
  wake_.notify_all();
}

void Worker::set_idle_work(IdleWork work) {
  {
    const std::lock_guard lock(mutex_);
    idle_work_ = work ? std::make_shared<const IdleWork>(std::move(work)) : nullptr;
    rests_ = false;
    idle_stop_.request_stop();
  }
  wake_.notify_all();
}

void Worker::do_idle_piece(std::unique_lock<std::mutex>& lock) {
  const std::shared_ptr<const IdleWork> work = idle_work_;
  idle_stop_ = std::stop_source();
  const std::stop_token token = idle_stop_.get_token();
  lock.unlock();
  bool threw = false, more = false;
  try {
    more = (*work)(token);
  } catch (...) {
    threw = true;  // whoever needs what it gives meets the same, and says so
  }
  lock.lock();
  idle_stop_ = std::stop_source(std::nostopstate);
  if (work != idle_work_) return;
  rests_ = threw && waiting_.empty();
  if (!threw && !more) idle_work_.reset();
}

void Worker::begin() {
  if (begin_) begin_();
  begin_ = nullptr;
}

void Worker::loop() {
  try {
    begin();
  } catch (...) {
    // The first job meets the same, and says so.
  }
  for (;;) {
    Job job{std::stop_source(std::nostopstate), {}, {}};
    {
      std::unique_lock lock(mutex_);
      working_ = false;
      running_ = std::stop_source(std::nostopstate);
      while (!quit_ && waiting_.empty()) {
        if (idle_work_ && !rests_)
          do_idle_piece(lock);
        else
          wake_.wait(lock);
      }
      if (quit_) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
      running_ = job.stop;
      working_ = true;
    }
    execute(job);
  }
}

void Worker::execute(Job& job) {
  Failure failure;
  try {
    base::throw_if_stopped(job.stop.get_token());
    begin();
    job.work(job.stop.get_token());
    return;
  } catch (const base::Error& error) {
    failure = {error.code(), error.message()};
  } catch (const std::bad_alloc&) {
    failure = {
        base::ErrorCode::Device,
        base::message("There is not enough memory for this. Close other programs or use a smaller model.")};
  } catch (const std::exception& error) {
    // Libraries append their call stack; the first line is the message.
    const std::string what = error.what();
    failure = {base::ErrorCode::Device,
               base::message("The model could not go on: %1", what.substr(0, what.find('\n')))};
  } catch (...) {
    // Nothing may leave the thread: that would end the program.
    failure = {base::ErrorCode::Device, base::message("The model could not go on.")};
  }
  mailbox_.post([failed = std::move(job.failed), failure] { failed(failure); });
}

}  // namespace vp::ui
