#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
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
/// reports, the window gets at most one event every 30 ms; no text is lost.
class ProgressRelay final : public QObject, public base::Progress {
  Q_OBJECT

 public:
  explicit ProgressRelay(QObject* parent = nullptr);

  // On the job's thread.
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override;
  void warn(const std::string& sentence) override;
  void stream(std::string_view text);

  /// On the window's thread: hands over what is still held back. Call it before a job's result is used.
  void flush();
  /// Forgets what is held back: it belongs to a job whose result is not wanted any more.
  void discard();

 signals:
  void progressed(const vp::ui::ProgressState& state);
  void warned(const QString& sentence);
  void streamed(const QString& text);

 private:
  void post();

  std::mutex mutex_;
  ProgressState state_;
  bool state_changed_ = false;
  QByteArray text_;
  QStringList warnings_;
  bool posted_ = false;
  QElapsedTimer phase_clock_;
  qint64 phase_start_ = 0;
};

}  // namespace vp::ui
