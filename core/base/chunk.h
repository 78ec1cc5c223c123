#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <utility>

namespace vp::base {

/// Which part of a piece of work one of several processes does.
struct Chunk {
  std::int64_t count = 1;  ///< parts
  std::int64_t index = 0;  ///< from 0 on

  /// Throws Error(Usage).
  void validate() const;
  /// The entries of a chunk, [first, last) of `size`: consecutive, ceil(size / count) a chunk, so that the
  /// last chunks may be smaller or empty. Throws as validate().
  std::pair<std::int64_t, std::int64_t> range(std::int64_t size) const;
  bool operator==(const Chunk&) const = default;
};

/// The chunk that the variables of a scheduler name: a Slurm array (SLURM_ARRAY_TASK_ID, _MIN, _STEP,
/// _COUNT) or step (SLURM_PROCID, SLURM_NTASKS), torchrun (RANK, WORLD_SIZE), or an indexed Kubernetes job
/// (JOB_COMPLETION_INDEX), which does not say of how many: `count` does, and must not contradict the others.
/// `variable` is getenv() or stands for it. Throws Error(Usage) where no variable is set or one makes no
/// sense.
Chunk chunk_of_scheduler(const std::function<const char*(const char*)>& variable,
                         const std::optional<std::int64_t>& count);

/// The file with "{chunk}" in its name, where it is there, replaced by such as "03-of-16", so that names sort
/// as chunks do. Throws Error(Usage) for more chunks than there may be.
std::filesystem::path file_of_chunk(const std::filesystem::path& file, const Chunk& chunk);

}  // namespace vp::base
