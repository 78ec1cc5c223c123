#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

#include "base/progress.h"
#include "engine/encoded_video.h"
#include "engine/model.h"

namespace vp::bench {

/// What is to be timed: a checkpoint as it lies on the disk, and a film.
struct ConversationOptions {
  engine::LoadOptions load;
  engine::VideoRequest video;
  double seconds_before_question = 5;  ///< that a film lies open before somebody asks about it
  int new_tokens = 16;                 ///< of each answer

  /// Throws Error(Usage).
  void validate() const;
};

/// What somebody waits for who asks about a film; milliseconds, and bytes of memory.
struct ConversationTimings {
  std::string model, device, dtype, kv_cache;
  int threads = 0;
  double memory_read_gb_s = 0;  ///< of this machine, see MachineRates
  double load_ms = 0;           ///< with the files in the system's memory
  std::int64_t weight_bytes = 0;
  std::int64_t loaded_private_bytes = 0;  ///< of the process with the model, not counting what is mapped
  double encode_ms = 0;                   ///< reading the film's frames included
  std::int64_t prefix_tokens = 0;         ///< what stands before every question
  std::int64_t question_tokens = 0;
  // From the question to its first token:
  double first_ms = 0;           ///< of a film that nothing is known of but its frames' tokens
  double second_ms = 0;          ///< of a second question
  double restarted_ms = 0;       ///< the first after a restart, what was kept of the film read from the disk
  double waited_ms = 0;          ///< the first, asked so long after the film was opened
  double left_ms = 0;            ///< what the prefill had still to do then, by its share of first_ms
  double tokens_per_s = 0;       ///< of the first answer, after its first token
  std::int64_t cache_bytes = 0;  ///< keys and values at the end
  std::int64_t peak_private_bytes = 0;  ///< keys and values included
};

/// Loads the checkpoint twice, the second time from memory, and asks four questions. A stop is heard as the
/// engine hears it. Reports what the engine reports. Throws Error(Usage), what loading, encoding and asking
/// throw.
ConversationTimings time_conversation(const ConversationOptions& options, base::Progress& progress,
                                      const std::stop_token& stop);

}  // namespace vp::bench
