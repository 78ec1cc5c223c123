#pragma once

#include <QObject>
#include <deque>
#include <functional>
#include <mutex>

namespace vp::ui {

/// Runs functions on the thread that it lives on, in the order in which any thread posted them, one an event.
/// The functions change hands under a mutex of our own and Qt carries only the wake-up: ThreadSanitizer,
/// which does not see into Debian's Qt, can so follow what they hold from thread to thread. What still waits
/// at the destruction is dropped; no other thread may post by then.
class Mailbox final : public QObject {
  Q_OBJECT

 public:
  explicit Mailbox(QObject* parent = nullptr);

  void post(std::function<void()> function);

 signals:
  void posted(QPrivateSignal);

 private:
  void run_next();

  std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace vp::ui
