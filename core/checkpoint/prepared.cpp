#include "checkpoint/prepared.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/sha256.h"
#include "checkpoint/checkpoint_error.h"
#include "checkpoint/mapped_file.h"
#include "checkpoint/model_files.h"
#include "json/document.h"

namespace vp::checkpoint {
namespace {

constexpr std::uint64_t kLargestRecord = std::uint64_t{16} << 20;
constexpr std::size_t kMostTensors = std::size_t{1} << 20;
constexpr std::size_t kMostFiles = 64;

/// The record without its seal, as one text: what is sealed, whatever the file looks like.
nlohmann::json members_of(const PreparedRecord& record) {
  return {{"version", PreparedRecord::kVersion},
          {"bits", record.bits},
          {"exact", record.exact},
          {"source_hash", record.source_hash},
          {"source_name", record.source_name},
          {"files", record.files},
          {"checksums", record.checksums}};
}

std::string seal_of(const PreparedRecord& record) {
  base::Sha256 hash;
  hash.update(members_of(record).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  return base::to_hex(hash.finish());
}

PreparedRecord parse(const json::Value& root) {
  PreparedRecord record;
  record.bits = static_cast<int>(root.member("bits").integer(4, 16));
  record.exact = root.member("exact").boolean();
  record.source_hash = root.member("source_hash").text(64);
  record.source_name = root.member("source_name").text();
  for (const auto& [name, hash] : root.member("files").members(kMostFiles))
    record.files[name] = hash.text(64);
  for (const auto& [name, sum] : root.member("checksums").members(kMostTensors))
    record.checksums[name] = sum.unsigned_integer();
  return record;
}

/// Populates and sums one tensor, a few megabytes at a time.
std::uint64_t checksum_of(const WeightReader& weights, const TensorInfo& tensor,
                          const std::stop_token& stop) {
  constexpr std::uint64_t kPiece = std::uint64_t{4} << 20;
  const std::optional<TensorView> view = weights.view(tensor);
  Checksum sum;
  if (!view) {
    std::vector<std::byte> bytes(tensor.byte_count());
    weights.read(tensor, bytes);
    sum.update(bytes);
    return sum.value();
  }
  for (std::uint64_t first = 0; first < view->bytes.size() && !stop.stop_requested(); first += kPiece) {
    const std::uint64_t size = std::min<std::uint64_t>(kPiece, view->bytes.size() - first);
    weights.populate(tensor, first, size);
    sum.update(view->bytes.subspan(first, size));
  }
  return sum.value();
}

}  // namespace

// Two sums a lane of eight bytes, as Fletcher's: the second one knows the places.
void Checksum::add(const std::byte* line) {
  std::uint64_t words[kLanes];
  std::memcpy(words, line, sizeof words);
  for (std::size_t i = 0; i < kLanes; ++i) {
    sums_[i] += words[i];
    sums_of_sums_[i] += sums_[i];
  }
}

void Checksum::update(std::span<const std::byte> bytes) {
  length_ += bytes.size();
  while (!bytes.empty()) {
    if (rest_size_ == 0 && bytes.size() >= sizeof rest_) {
      const std::size_t lines = bytes.size() / sizeof rest_;
      for (std::size_t line = 0; line < lines; ++line) add(bytes.data() + line * sizeof rest_);
      bytes = bytes.subspan(lines * sizeof rest_);
      continue;
    }
    const std::size_t size = std::min(bytes.size(), sizeof rest_ - rest_size_);
    std::memcpy(rest_ + rest_size_, bytes.data(), size);
    rest_size_ += size;
    bytes = bytes.subspan(size);
    if (rest_size_ == sizeof rest_) {
      add(rest_);
      rest_size_ = 0;
    }
  }
}

std::uint64_t Checksum::value() const {
  Checksum whole = *this;
  std::memset(whole.rest_ + rest_size_, 0, sizeof rest_ - rest_size_);
  if (rest_size_ > 0) whole.add(whole.rest_);
  std::uint64_t value = length_;
  for (std::size_t i = 0; i < kLanes; ++i)
    for (const std::uint64_t part : {whole.sums_[i], whole.sums_of_sums_[i]})
      value = (value ^ part ^ part >> 29) * 0x9E3779B97F4A7C15u;
  return value ^ value >> 32;
}

std::optional<PreparedRecord> read_prepared_record(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kPreparedRecordName;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::nullopt;
  json::Limits limits;
  limits.bytes = kLargestRecord;
  limits.depth = kDeepest;
  limits.values = 4 * kMostTensors;
  const json::Document document(read_small_file(file, kLargestRecord), limits,
                                refusal_of(file, base::message("it")));
  const json::Value root = document.root();
  const std::int64_t version = root.member("version").integer();
  if (version != PreparedRecord::kVersion)
    refuse(file, base::message("the folder was prepared in version %1 of the layout and %2 is read here; "
                               "prepare the original checkpoint again.",
                               version, PreparedRecord::kVersion));
  root.has_exactly({"version", "bits", "exact", "source_hash", "source_name", "files", "checksums", "seal"});
  PreparedRecord record = parse(root);
  if (root.member("seal").text(64) != seal_of(record))
    refuse(file, base::message(
                     "it was changed after the folder was prepared; prepare the original checkpoint again."));
  for (const auto& [name, hash] : record.files) {
    const std::filesystem::path beside = folder / std::filesystem::path(name).filename();
    if (base::sha256_of_file(beside, base::ErrorCode::Checkpoint) != hash)
      refuse(beside,
             base::message("it is not the file that was prepared; prepare the original checkpoint again."));
  }
  // One that was not there would be read as if it belonged to the model.
  for (const char* name : {"config.json", "preprocessor_config.json", "tokenizer.model", kKeptEncoderConfig,
                           kKeptEncoderPreprocessor})
    if (!record.files.contains(name) && std::filesystem::exists(folder / name, error))
      refuse(folder / name,
             base::message(
                 "it was not there when the folder was prepared; prepare the original checkpoint again."));
  return record;
}

void write_prepared_record(const std::filesystem::path& folder, const PreparedRecord& record) {
  nlohmann::json object = members_of(record);
  object["seal"] = seal_of(record);
  base::write_file_atomically(folder / kPreparedRecordName,
                              object.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void check_prepared_weights(const std::filesystem::path& folder, const PreparedRecord& record,
                            const WeightReader& weights, base::Progress& progress,
                            const std::stop_token& stop) {
  const std::vector<TensorInfo>& tensors = weights.tensors();
  std::int64_t total = 0;
  for (const TensorInfo& tensor : tensors) total += static_cast<std::int64_t>(tensor.byte_count());
  for (const auto& [name, sum] : record.checksums)
    if (weights.find(name) == nullptr)
      refuse(folder,
             base::message("the prepared tensor %1 is missing; prepare the original checkpoint again.",
                           in_quotes(name)));

  std::atomic<std::size_t> next{0};
  std::atomic<std::int64_t> done{0};
  const std::thread::id caller = std::this_thread::get_id();
  const auto check = [&] {
    for (std::size_t i = next++; i < tensors.size() && !stop.stop_requested(); i = next++) {
      const auto known = record.checksums.find(tensors[i].name);
      const bool same =
          known != record.checksums.end() && checksum_of(weights, tensors[i], stop) == known->second;
      base::throw_if_stopped(stop);
      if (!same) {
        next = tensors.size();
        refuse(folder, base::message(
                           "the tensor %1 is not the one that was prepared: the folder is damaged, "
                           "or files of another one were put into it; prepare the original checkpoint again.",
                           in_quotes(tensors[i].name)));
      }
      const std::int64_t now = done += static_cast<std::int64_t>(tensors[i].byte_count());
      if (std::this_thread::get_id() == caller) progress.report(base::Phase::Load, now, total);
    }
  };
  std::vector<std::future<void>> checking;
  for (unsigned i = 1; i < std::clamp(std::thread::hardware_concurrency(), 1u, 8u); ++i)
    checking.push_back(std::async(std::launch::async, check));
  std::exception_ptr failure;
  try {
    check();
  } catch (...) {
    failure = std::current_exception();
  }
  for (std::future<void>& one : checking) {
    try {
      one.get();
    } catch (...) {
      if (!failure) failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
  base::throw_if_stopped(stop);
  progress.report(base::Phase::Load, total, total);
}

}  // namespace vp::checkpoint
