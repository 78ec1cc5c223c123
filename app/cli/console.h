#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <thread>

#include "base/progress.h"

namespace vp::cli {

/// A progress bar on standard error where that is a terminal; nothing where it is not. Warnings are always
/// written.
class ConsoleProgress final : public base::Progress {
 public:
  ConsoleProgress();
  ~ConsoleProgress() override;
  void report(base::Phase phase, std::int64_t done, std::int64_t total) override;
  void warn(const base::Message& message) override;
  /// The bar of a job that counts something else than a phase's units: ("Evaluating", 3, 20, "questions").
  void count(const char* label, std::int64_t done, std::int64_t total, const char* unit);
  /// Takes the bar away, before an answer or a message is written.
  void clear();
  /// Whether standard error is a terminal.
  bool interactive() const { return interactive_; }

 private:
  /// Whether a bar is to be drawn now: not more often than can be seen, but every job's end.
  bool due(const char* label, std::int64_t done, std::int64_t total);
  void draw(const char* label, std::int64_t done, std::int64_t total, const std::string& amount);

  bool interactive_;
  bool shown_ = false;
  std::string label_;  ///< of the bar that is shown
  std::chrono::steady_clock::time_point last_{};
};

/// Turns Ctrl-C (SIGINT), SIGTERM and a closed terminal (SIGHUP, unless nohup has it ignored) into a stop
/// request; a second Ctrl-C or SIGTERM ends the process at once with code 130. A reader of standard output
/// that goes away (SIGPIPE) is no signal any more but a failed write. Must be made before any other thread,
/// so that all inherit the blocked signals.
class SignalStop {
 public:
  SignalStop();
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread thread_;
};

/// "1.2 GB", "12 frames", "438 tokens": an amount in a phase's unit.
std::string amount_text(base::Phase phase, std::int64_t amount);

}  // namespace vp::cli
