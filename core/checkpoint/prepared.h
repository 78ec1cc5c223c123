#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

/// The file that makes a checkpoint's folder a prepared one: what it was made of, and what it holds.
inline constexpr const char* kPreparedRecordName = "prepared.json";

/// A matrix NAME in 8 or 4 bits is three tensors, or two: NAME.codes, NAME.scales and with 4 bits
/// NAME.offsets.
inline constexpr std::string_view kCodesSuffix = ".codes";
inline constexpr std::string_view kScalesSuffix = ".scales";
inline constexpr std::string_view kOffsetsSuffix = ".offsets";

struct PreparedRecord {
  static constexpr int kVersion = 1;  ///< of the layout

  int bits = 16;                                   ///< of the decoder's matrices: 16, 8 or 4
  bool exact = false;                              ///< no number was changed: the model is its source
  std::string source_hash;                         ///< of the model that it was made of
  std::string source_name;                         ///< the name of that folder
  std::map<std::string, std::string> files;        ///< SHA-256 of every file beside the weights, by name
  std::map<std::string, std::uint64_t> checksums;  ///< of every tensor, by name: checksum_of()
};

/// A sum that any change of a few bytes changes, at the speed of memory: against damage and accidents, not
/// against forgers. Over the bytes in the order of their places.
class Checksum {
 public:
  void update(std::span<const std::byte> bytes);
  std::uint64_t value() const;

 private:
  static constexpr std::size_t kLanes = 8;
  void add(const std::byte* line);

  std::uint64_t sums_[kLanes] = {};
  std::uint64_t sums_of_sums_[kLanes] = {};
  std::byte rest_[8 * kLanes] = {};
  std::size_t rest_size_ = 0;
  std::uint64_t length_ = 0;
};

/// Nothing where the folder is an original checkpoint. Throws Error(Checkpoint) for a record that is damaged,
/// edited or of another version, and where a file beside the weights is not what was prepared.
std::optional<PreparedRecord> read_prepared_record(const std::filesystem::path& folder);

void write_prepared_record(const std::filesystem::path& folder, const PreparedRecord& record);

/// Reads all weights once, several tensors at a time, and so brings them into memory as far as they fit.
/// Throws Error(Checkpoint) where they are not those that the record names. Phase::Load in bytes.
void check_prepared_weights(const std::filesystem::path& folder, const PreparedRecord& record,
                            const WeightReader& weights, base::Progress& progress,
                            const std::stop_token& stop);

}  // namespace vp::checkpoint
