#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <limits>
#include <mutex>
#include <string_view>

#include "base/progress.h"

namespace vp::ui {

/// How far the running job is.
struct ProgressState {
  base::Phase phase = base::Phase::Load;
  qint64 done = 0;
  qint64 total = 0;        ///< 0: not known
  double units_per_s = 0;  ///< since the second unit of the phase; 0: not known yet
};

/// Carries progress, warnings and streamed text from a job's thread to the window's. However often the job
/// reports, the window gets at most one event every 30 ms; no text is lost. Every report says from which
/// generation of jobs it comes, so that nothing of a job that was given up is ever shown.
class ProgressRelay final : public QObject {
  Q_OBJECT

 public:
  /// Of a job that no change of the video makes worthless.
  static constexpr quint64 kAnyGeneration = std::numeric_limits<quint64>::max();

  explicit ProgressRelay(QObject* parent = nullptr);

  // On the job's thread.
  void report(quint64 generation, base::Phase phase, qint64 done, qint64 total);
  void warn(quint64 generation, const base::Message& message);
  void stream(quint64 generation, std::string_view text);

  /// On the window's thread: hands over what is still held back. Call it before a job's result is used.
  void flush();
  /// From now on nothing of an earlier generation is handed over, held back or still to come.
  void discard_before(quint64 generation);

 signals:
  void progressed(const vp::ui::ProgressState& state);
  void warned(const vp::base::Message& message);
  void streamed(const QString& text);
  void posted(QPrivateSignal);

 private:
  void post();

  std::mutex mutex_;
  ProgressState state_;
  bool state_changed_ = false;
  QByteArray text_;
  std::vector<base::Message> warnings_;
  quint64 oldest_wanted_ = 0;
  bool waiting_ = false;  ///< for the next flush
  QElapsedTimer phase_clock_;
  qint64 phase_start_ = 0;
};

/// What a job reports through; copies report to the same relay, which must outlive them.
class JobProgress final : public base::Progress {
 public:
  JobProgress(ProgressRelay& relay, quint64 generation) : relay_(&relay), generation_(generation) {}

  void report(base::Phase phase, std::int64_t done, std::int64_t total) override {
    relay_->report(generation_, phase, done, total);
  }
  void warn(const base::Message& message) override { relay_->warn(generation_, message); }
  void stream(std::string_view text) { relay_->stream(generation_, text); }

 private:
  ProgressRelay* relay_;
  quint64 generation_;
};

}  // namespace vp::ui
