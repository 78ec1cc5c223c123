#pragma once

#include <memory>
#include <stdexcept>
#include <stop_token>

#include "base/message.h"

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

/// An expected failure. Its message is one sentence (or two) for a user: what was found, what was expected
/// and what to do; what() is the same in English. Thrown by core, caught only in app/ and ui/inference.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Message message)
      : std::runtime_error(message.text()),
        code_(code),
        message_(std::make_shared<const Message>(std::move(message))) {}
  ErrorCode code() const { return code_; }
  const Message& message() const { return *message_; }

 private:
  ErrorCode code_;
  std::shared_ptr<const Message> message_;  ///< copying an exception must not throw
};

/// Throws Error(Stopped) when a stop was requested.
inline void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error(ErrorCode::Stopped, base::message("Stopped by the user."));
}

}  // namespace vp::base
