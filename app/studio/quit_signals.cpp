#include "quit_signals.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <array>
#include <atomic>

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// A signal handler can reach nothing else. Blocking the signals instead would not do: libraries start threads
// before main(), and those would still take them.
std::atomic<int> write_end = -1;

void pass_on(int) {
  const char byte = 0;
  [[maybe_unused]] const auto written = write(write_end, &byte, 1);
}

void handle(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  for (const int signal : kSignals) sigaction(signal, &action, nullptr);
}

}  // namespace

QuitSignals::QuitSignals(QObject* parent) : QObject(parent) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0) return;  // signals then end the program at once
  read_end_ = ends[0];
  write_end = ends[1];
  notifier_ = new QSocketNotifier(read_end_, QSocketNotifier::Read, this);
  connect(notifier_, &QSocketNotifier::activated, this, [this] {
    std::array<char, 16> bytes{};
    while (read(read_end_, bytes.data(), bytes.size()) > 0) emit requested();
  });
  handle(pass_on);
}

QuitSignals::~QuitSignals() {
  if (read_end_ < 0) return;
  handle(SIG_DFL);
  delete notifier_;
  close(write_end.exchange(-1));
  close(read_end_);
}
