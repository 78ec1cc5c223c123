#pragma once

#include <cstdint>

#include "base/message.h"

namespace vp::base {

/// What the program is doing, in the order in which a question passes through it; Draw makes clips to ask
/// about, Measure scores an answer again under changes.
enum class Phase { Load, Index, Decode, Encode, Prefill, Generate, Write, Draw, Measure };

/// Where a core job reports how far it is. Called on the job's own thread, at most a few hundred times a
/// second; an implementation must return at once.
class Progress {
 public:
  virtual ~Progress() = default;
  /// `done` of `total` units of `phase` (bytes, frames, tokens or clips); total = 0 when it is not known.
  virtual void report(Phase phase, std::int64_t done, std::int64_t total) = 0;
  /// One sentence that the user should see although the job goes on (a damaged part was skipped, …).
  virtual void warn(const Message& message) = 0;
};

/// Reports nowhere.
class NoProgress final : public Progress {
 public:
  void report(Phase, std::int64_t, std::int64_t) override {}
  void warn(const Message&) override {}
};

}  // namespace vp::base
