#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace vp::train {

/// The numbers of a run over time, as JSON lines (FOLDER/log.jsonl) and as TensorBoard events.
class MetricsLog {
 public:
  /// Appends to the folder's files. Throws Error(Output).
  explicit MetricsLog(const std::filesystem::path& folder);

  /// One line: the step, the wall time, `text` fields, and numbers. Numbers also become TensorBoard scalars
  /// named `group`/NAME.
  void write(const std::string& group, std::int64_t step,
             const std::vector<std::pair<std::string, double>>& numbers,
             const std::vector<std::pair<std::string, std::string>>& texts = {});

 private:
  void write_event(const std::string& serialized);

  std::filesystem::path folder_;
  std::ofstream lines_;
  std::ofstream events_;
};

}  // namespace vp::train
