#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/model.h"

namespace vp::prepare {

/// A form in which a checkpoint can be used.
struct CheckpointForm {
  int bits = 0;                   ///< of the decoder's matrices in a prepared folder; 0: the folder as it is
  std::int64_t memory_bytes = 0;  ///< weights, and the keys and values of a conversation
  std::int64_t disk_bytes = 0;    ///< of the weights that preparing writes
  bool fits = false;              ///< beside the system and other programs
};

struct PreparationAdvice {
  std::int64_t memory_bytes = 0;      ///< of the machine that the advice is for
  std::vector<CheckpointForm> forms;  ///< the folder as it is, then 16, 8 and 4 bits
  /// The most bits that fit; the folder as it is where 16 bits would take no less. Nothing fits: 4.
  int recommended = 0;
  /// Whether the choice matters on this machine: the folder as it is takes more than an eighth of its memory.
  bool worth_asking = false;
};

/// For an original checkpoint that would be loaded so, on a machine with so much memory in all (0: this
/// one's). Reads the headers alone. Nothing where there is nothing to prepare: the folder is a prepared one,
/// is no usable checkpoint, or is computed on another device than the CPU, which keeps all weights in its own
/// memory.
std::optional<PreparationAdvice> advise_on_preparing(const engine::LoadOptions& load,
                                                     std::int64_t memory_bytes = 0);

/// A folder beside the checkpoint's that is not there yet: "NAME-8bit", else "NAME-8bit-2", …
std::filesystem::path proposed_target(const std::filesystem::path& source, int bits);

}  // namespace vp::prepare
