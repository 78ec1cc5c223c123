#pragma once

#include <optional>
#include <string>

#include "checkpoint/model_config.h"
#include "evidence/frame_knockout.h"

namespace vp::engine {

/// How frames are knocked out; see Conversation::knock_out_frames().
struct KnockoutOptions {
  std::optional<evidence::LayerRange> layers;  ///< in which the attention is cut; all where it is not given

  /// They, of this decoder. Throws Error(Usage) for some that it does not have.
  evidence::LayerRange layers_of(const checkpoint::DecoderConfig& decoder) const;
};

/// An answer with what its frames' knockout gave, as it is written and shown.
struct Knockout {
  std::string question;
  std::string answer;
  evidence::FrameKnockout frames;
};

}  // namespace vp::engine
