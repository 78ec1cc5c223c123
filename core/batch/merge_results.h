#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vp::batch {

/// What several results files make together.
struct MergedResults {
  struct Missing {
    std::string video;
    std::int64_t window = 0;
    std::string question;
  };

  std::int64_t cells = 0;    ///< written
  std::int64_t failed = 0;   ///< of them
  std::int64_t doubled = 0;  ///< left out: the cell stands in another file too
  /// Questions that were asked about other windows and not about this one; the first of them.
  std::vector<Missing> missing;
  std::int64_t missing_cells = 0;
};

/// Writes the cells of all `results` to `merged`, file after file as they are given, each once: where a cell
/// stands in several files the first answer counts, before any failure. Throws Error(Usage) as
/// for_each_result() does, when two files were made with other models or options, or when `merged` is a file
/// that is read; Error(Output), Error(Stopped). Nothing is written then.
MergedResults merge_results(const std::vector<std::filesystem::path>& results,
                            const std::filesystem::path& merged, const std::stop_token& stop = {});

}  // namespace vp::batch
