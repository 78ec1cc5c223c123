#include "base/bus_error.h"

#include <signal.h>
#include <unistd.h>

#include <string_view>

#include "base/error.h"

namespace vp::base {
namespace {

// Only what a signal's handler may call.
void end_program(int signal, siginfo_t* info, void*) {
  if (info->si_code == BUS_ADRERR) {
    constexpr std::string_view kSentence =
        "A file that is in use, most likely one with the model's weights, was cut short or cannot be read "
        "from "
        "its disk any more; the program ends. Copy the file again.\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kSentence.data(), kSentence.size());
    ::_exit(static_cast<int>(ErrorCode::Checkpoint));
  }
  ::signal(signal, SIG_DFL);  // the access is tried again, and ends the program
}

}  // namespace

void explain_bus_errors() {
  struct sigaction action {};
  action.sa_sigaction = end_program;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace vp::base
