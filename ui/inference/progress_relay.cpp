#include "ui/inference/progress_relay.h"

#include <QTimer>
#include <utility>

#include "ui/look/format.h"

namespace vp::ui {
namespace {
constexpr int kInterval_ms = 30;
}

ProgressRelay::ProgressRelay(QObject* parent) : QObject(parent) {
  connect(
      this, &ProgressRelay::posted, this,
      [this] { QTimer::singleShot(kInterval_ms, this, &ProgressRelay::flush); }, Qt::QueuedConnection);
}

void ProgressRelay::report(quint64 generation, base::Phase phase, qint64 done, qint64 total) {
  const std::lock_guard lock(mutex_);
  if (generation < oldest_wanted_) return;
  const bool restarted = !phase_clock_.isValid() || phase != state_.phase || done < state_.done;
  state_ = {phase, done, total, state_.units_per_s};
  if (restarted) {
    phase_clock_.start();
    phase_start_ = done;
    state_.units_per_s = 0;
  } else if (const qint64 elapsed = phase_clock_.nsecsElapsed(); elapsed > 0 && done > phase_start_) {
    state_.units_per_s = static_cast<double>(done - phase_start_) * 1e9 / static_cast<double>(elapsed);
  }
  state_changed_ = true;
  post();
}

void ProgressRelay::warn(quint64 generation, const base::Message& message) {
  const std::lock_guard lock(mutex_);
  if (generation < oldest_wanted_) return;
  warnings_.push_back(message);
  post();
}

void ProgressRelay::stream(quint64 generation, std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (generation < oldest_wanted_) return;
  text_.append(text.data(), static_cast<qsizetype>(text.size()));
  post();
}

void ProgressRelay::post() {
  if (!std::exchange(waiting_, true)) emit posted(QPrivateSignal());
}

void ProgressRelay::flush() {
  std::unique_lock lock(mutex_);
  waiting_ = false;
  const bool changed = std::exchange(state_changed_, false);
  const ProgressState state = state_;
  const QByteArray text = std::exchange(text_, {});
  const std::vector<base::Message> warnings = std::exchange(warnings_, {});
  lock.unlock();
  if (changed) emit progressed(state);
  for (const base::Message& message : warnings) emit warned(message);
  if (!text.isEmpty()) emit streamed(QString::fromUtf8(text));
}

void ProgressRelay::discard_before(quint64 generation) {
  const std::lock_guard lock(mutex_);
  oldest_wanted_ = generation;
  state_changed_ = false;
  text_.clear();
  warnings_.clear();
}

}  // namespace vp::ui
