#pragma once

#include <stdexcept>
#include <stop_token>
#include <string>

namespace vp::base {

/// What kind of thing failed; the value is the exit code of the command line.
enum class ErrorCode {
  Output = 1,      ///< a file that was to be written could not be
  Usage = 2,       ///< an option or argument is unusable
  Video = 3,       ///< the video cannot be used
  Checkpoint = 4,  ///< the checkpoint cannot be used
  Device = 5,      ///< the device is missing or memory is short
  Stopped = 130,   ///< stopped by the user
};

/// An expected failure. what() is one sentence (or two) for a user: what was found, what was expected and
/// what to do. Thrown by core, caught only in app/ and ui/inference.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

/// Throws Error(Stopped) when a stop was requested.
inline void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error(ErrorCode::Stopped, "Stopped by the user.");
}

}  // namespace vp::base
