#pragma once

#include <cstddef>
#include <string>

#include "serve/allowed_folders.h"

namespace vp::serve {

/// What a request may ask for.
struct RequestLimits {
  std::size_t most_body_bytes = std::size_t{64} << 20;
  int most_frames = 64;          ///< that a film is looked at, or that are sent as pictures
  std::size_t most_turns = 256;  ///< of a conversation
  AllowedFolders folders{};      ///< of films that file:// names
  std::string model{};           ///< the name of the model that is served

  /// Throws base::Error(Usage).
  void validate() const;
};

}  // namespace vp::serve
