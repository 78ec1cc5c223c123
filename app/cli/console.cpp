#include "console.h"

#include <signal.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace vp::cli {
namespace {

const char* label_of(base::Phase phase) {
  switch (phase) {
    case base::Phase::Load:
      return "Loading model";
    case base::Phase::Index:
      return "Indexing video";
    case base::Phase::Decode:
      return "Decoding frames";
    case base::Phase::Encode:
      return "Encoding frames";
    case base::Phase::Prefill:
      return "Reading prompt";
    case base::Phase::Generate:
      return "Answering";
    case base::Phase::Write:
      return "Writing";
    case base::Phase::Draw:
      return "Drawing clips";
    case base::Phase::Measure:
      return "Measuring";
  }
  return "";
}

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kRedrawInterval{80};

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && (action.sa_flags & SA_SIGINFO) == 0 &&
         action.sa_handler == SIG_IGN;
}

/// Under nohup the command is to go on when its terminal is closed.
std::vector<int> stop_signal_numbers() {
  std::vector<int> numbers{SIGINT, SIGTERM};
  if (!is_ignored(SIGHUP)) numbers.push_back(SIGHUP);
  return numbers;
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : stop_signal_numbers()) sigaddset(&signals, number);
  return signals;
}

// Libraries start threads before main, in which the signals are not blocked. One that gets a signal blocks it
// for itself from now on and gives it back to the process, until only the waiting thread can take it.
void pass_on(int signal, siginfo_t*, void* context) {
  sigset_t& mask = static_cast<ucontext_t*>(context)->uc_sigmask;
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&mask, number);
  kill(getpid(), signal);
}

}  // namespace

std::string amount_text(base::Phase phase, std::int64_t amount) {
  char text[48];
  switch (phase) {
    case base::Phase::Load:
      if (amount < 1'000'000'000)
        std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(amount) / 1e6);
      else
        std::snprintf(text, sizeof text, "%.2f GB", static_cast<double>(amount) / 1e9);
      break;
    case base::Phase::Index:
      std::snprintf(text, sizeof text, "%lld packets", static_cast<long long>(amount));
      break;
    case base::Phase::Decode:
    case base::Phase::Encode:
      std::snprintf(text, sizeof text, "%lld frames", static_cast<long long>(amount));
      break;
    case base::Phase::Prefill:
    case base::Phase::Generate:
      std::snprintf(text, sizeof text, "%lld tokens", static_cast<long long>(amount));
      break;
    case base::Phase::Write:
      std::snprintf(text, sizeof text, "%lld pictures", static_cast<long long>(amount));
      break;
    case base::Phase::Draw:
      std::snprintf(text, sizeof text, "%lld clips", static_cast<long long>(amount));
      break;
    case base::Phase::Measure:
      std::snprintf(text, sizeof text, "%lld passes", static_cast<long long>(amount));
      break;
  }
  return text;
}

ConsoleProgress::ConsoleProgress() : interactive_(isatty(STDERR_FILENO) == 1) {}

ConsoleProgress::~ConsoleProgress() {
  clear();
}

void ConsoleProgress::report(base::Phase phase, std::int64_t done, std::int64_t total) {
  // Tokens stream on standard output; a bar would only flicker between them.
  if (phase == base::Phase::Generate || !due(label_of(phase), done, total)) return;
  std::string amount = amount_text(phase, done);
  if (total > 0) amount += " of " + amount_text(phase, total);
  draw(label_of(phase), done, total, amount);
}

void ConsoleProgress::count(const char* label, std::int64_t done, std::int64_t total, const char* unit) {
  if (due(label, done, total))
    draw(label, done, total, std::to_string(done) + " of " + std::to_string(total) + " " + unit);
}

bool ConsoleProgress::due(const char* label, std::int64_t done, std::int64_t total) {
  if (!interactive_) return false;
  const auto now = std::chrono::steady_clock::now();
  if (shown_ && label == label_ && done < total && now - last_ < kRedrawInterval) return false;
  label_ = label;
  last_ = now;
  shown_ = true;
  return true;
}

void ConsoleProgress::draw(const char* label, std::int64_t done, std::int64_t total,
                           const std::string& amount) {
  const double share =
      total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0;
  const int filled = static_cast<int>(share * kBarWidth);
  std::string bar(static_cast<std::size_t>(filled), '#');
  bar.resize(kBarWidth, '-');
  std::fprintf(stderr, "\r\033[K%-16s [%s] %s", label, bar.c_str(), amount.c_str());
  std::fflush(stderr);
}

void ConsoleProgress::warn(const base::Message& message) {
  clear();
  std::fprintf(stderr, "videopanda: warning: %s\n", message.text().c_str());
}

void ConsoleProgress::clear() {
  if (shown_) std::fprintf(stderr, "\r\033[K");
  shown_ = false;
  std::fflush(stderr);
}

SignalStop::SignalStop() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  struct sigaction action {};
  action.sa_sigaction = pass_on;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  action.sa_mask = signals;
  for (const int number : stop_signal_numbers()) sigaction(number, &action, nullptr);
  action = {};
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
  thread_ = std::jthread([source = source_, waited = signals](const std::stop_token& end) mutable {
    const timespec interval{0, 50'000'000};
    while (!end.stop_requested()) {
      const int signal = sigtimedwait(&waited, nullptr, &interval);
      if (signal < 0) continue;
      // A closed terminal may be told of twice, by the shell and by the system.
      if (source.stop_requested() && signal != SIGHUP) _exit(130);
      source.request_stop();
    }
  });
}

}  // namespace vp::cli
