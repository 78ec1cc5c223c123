#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

#include "base/progress.h"

namespace vp::prepare {

struct PrepareOptions {
  std::filesystem::path source;       ///< an original checkpoint
  std::filesystem::path encoder{};    ///< see checkpoint::ModelFiles
  std::filesystem::path projector{};  ///< see checkpoint::ModelFiles
  std::filesystem::path target;       ///< a folder that is not there yet, or an empty one
  int bits = 8;                       ///< of the decoder's matrices: 16, 8 or 4
  int threads = 0;                    ///< 0: one a physical core

  /// Throws Error(Usage).
  void validate() const;
};

struct PreparedCheckpoint {
  std::string hash;               ///< the model's, as it will be named in records
  std::int64_t source_bytes = 0;  ///< of the tensors that inference uses
  std::int64_t bytes = 0;         ///< of the weights that were written
};

/// Writes a checkpoint's folder that loads at once: what inference uses and nothing else, the decoder's
/// matrices in `bits` (the last one, which gives the words, in 8 at least), the embeddings and the visual
/// part in 16 (a system's parts from folders of their own are in it, too), vectors as they are, all on
/// multiples of 64 bytes as far as their sizes allow. One tensor is in memory at a time. The folder appears
/// under its name when it is whole and flushed; a stop or a failure leaves nothing. Phase::Load in bytes of
/// the source. Throws Error(Checkpoint) for a source that cannot be used, Error(Output), Error(Stopped),
/// Error(Usage).
PreparedCheckpoint prepare_checkpoint(const PrepareOptions& options, base::Progress& progress,
                                      const std::stop_token& stop);

}  // namespace vp::prepare
