#include "ui/mailbox.h"

#include <utility>

namespace vp::ui {

Mailbox::Mailbox(QObject* parent) : QObject(parent) {
  connect(this, &Mailbox::posted, this, &Mailbox::run_next, Qt::QueuedConnection);
}

void Mailbox::post(std::function<void()> function) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(function));
  }
  emit posted(QPrivateSignal());
}

void Mailbox::run_next() {
  std::function<void()> function;
  {
    const std::lock_guard lock(mutex_);
    function = std::move(waiting_.front());
    waiting_.pop_front();
  }
  function();  // may delete this
}

}  // namespace vp::ui
