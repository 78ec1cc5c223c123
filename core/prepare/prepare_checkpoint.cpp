#include "prepare/prepare_checkpoint.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/paths.h"
#include "base/sha256.h"
#include "checkpoint/model_config.h"
#include "checkpoint/model_weights.h"
#include "checkpoint/prepared.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "engine/checkpoint_report.h"
#include "engine/compute_device.h"
#include "engine/model_identity.h"
#include "engine/process_limits.h"
#include "kernels/stored_dtype.h"
#include "kernels/tensor_source.h"
#include "prepare/prepared_layout.h"
#include "text/tokenizer.h"

namespace vp::prepare {
namespace {

using base::Error;
using base::ErrorCode;
using checkpoint::TensorInfo;

constexpr std::uint64_t kLargestShard = std::uint64_t{4} << 30;
constexpr std::uint64_t kAlignment = 64;

/// A folder that is written beside and gets its name when it is whole.
class FolderInTheMaking {
 public:
  explicit FolderInTheMaking(std::filesystem::path target) : target_(std::move(target)) {
    std::error_code error;
    if (std::filesystem::exists(target_, error) && !std::filesystem::is_empty(target_, error))
      throw Error(ErrorCode::Usage,
                  base::message("%1 is there already; give the name of a new folder.", target_.string()));
    if (target_.has_parent_path()) std::filesystem::create_directories(target_.parent_path(), error);
    char suffix[32];
    std::snprintf(suffix, sizeof suffix, ".%08x.part", static_cast<unsigned>(std::random_device()()));
    part_ = target_;
    part_ += suffix;
    if (!std::filesystem::create_directory(part_, error))
      fail(base::message("the folder cannot be made"), error);
  }
  ~FolderInTheMaking() {
    std::error_code error;
    if (!part_.empty()) std::filesystem::remove_all(part_, error);
  }
  FolderInTheMaking(const FolderInTheMaking&) = delete;
  FolderInTheMaking& operator=(const FolderInTheMaking&) = delete;

  const std::filesystem::path& path() const { return part_; }

  void commit() {
    flush(part_);
    if (::rename(part_.c_str(), target_.c_str()) != 0)
      fail(base::message("renaming the finished folder failed"),
           std::error_code(errno, std::generic_category()));
    part_.clear();
    flush(target_.has_parent_path() ? target_.parent_path() : ".");
  }

  /// Before gigabytes are written.
  void check_space(std::uint64_t needed) const {
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(part_, error);
    if (!error && space.available < needed)
      throw Error(
          ErrorCode::Output,
          base::message(
              "Preparing needs %1 on the disk of %2, and %3 are free; make room, or choose fewer bits.",
              engine::bytes_text(static_cast<std::int64_t>(needed)), target_.string(),
              engine::bytes_text(static_cast<std::int64_t>(space.available))));
  }

 private:
  static void flush(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  }
  [[noreturn]] void fail(const base::Message& what, const std::error_code& error) const {
    throw Error(ErrorCode::Output,
                base::message("Cannot write %1: %2 (%3).", target_.string(), what, error.message()));
  }

  std::filesystem::path target_, part_;
};

/// In the order of the outputs.
std::vector<at::Tensor> values_of(const at::Tensor& stored, PreparedForm form) {
  if (form == PreparedForm::AsStored) return {stored};
  if (form == PreparedForm::BFloat16) return {stored.to(at::kBFloat16)};
  // Some rows after the other: their widened copies are many times as large as what comes out.
  constexpr std::int64_t kAtOnce = std::int64_t{1} << 23;
  const std::int64_t block = std::max<std::int64_t>(1, kAtOnce / stored.size(1));
  std::vector<std::vector<at::Tensor>> parts(form == PreparedForm::Bits8 ? 2 : 3);
  for (std::int64_t row = 0; row < stored.size(0); row += block) {
    const auto rows = kernels::quantise(stored.narrow(0, row, std::min(block, stored.size(0) - row)),
                                        form == PreparedForm::Bits8 ? 8 : 4);
    parts[0].push_back(rows.codes);
    parts[1].push_back(rows.scales);
    if (form == PreparedForm::Bits4) parts[2].push_back(rows.offsets);
  }
  std::vector<at::Tensor> values;
  for (const std::vector<at::Tensor>& part : parts) values.push_back(at::cat(part));
  return values;
}

bool is_aligned(const TensorInfo& tensor) {
  return tensor.byte_count() % kAlignment == 0;
}

/// The tensors of one file: those whose sizes keep the next one aligned come first.
std::vector<TensorInfo> order_in_file(const std::vector<PreparedTensor>& shard) {
  std::vector<TensorInfo> first, last;
  for (const PreparedTensor& planned : shard)
    for (const TensorInfo& output : planned.outputs) (is_aligned(output) ? first : last).push_back(output);
  first.insert(first.end(), last.begin(), last.end());
  return first;
}

std::vector<std::vector<PreparedTensor>> in_shards(const std::vector<PreparedTensor>& tensors) {
  std::vector<std::vector<PreparedTensor>> shards(1);
  std::uint64_t bytes = 0;
  for (const PreparedTensor& planned : tensors) {
    const std::uint64_t more = bytes_of(planned.outputs);
    if (bytes > 0 && bytes + more > kLargestShard) {
      shards.emplace_back();
      bytes = 0;
    }
    shards.back().push_back(planned);
    bytes += more;
  }
  return shards;
}

class Preparation {
 public:
  Preparation(const PrepareOptions& options, base::Progress& progress, std::stop_token stop)
      : options_(options),
        progress_(progress),
        stop_(std::move(stop)),
        config_(checkpoint::read_model_config(options.source, options.encoder)),
        files_(checkpoint::find_model_files({options.source, options.encoder, options.projector}, config_)),
        tokenizer_(text::Tokenizer::load(options.source)),
        reader_(checkpoint::open_model_weights(files_, config_)) {
    check_source();
    plan();
  }

  PreparedCheckpoint run() {
    FolderInTheMaking folder(options_.target);
    folder.check_space(static_cast<std::uint64_t>(result_.bytes));
    kernels::CheckpointTensorSource source(*reader_, at::TensorOptions(at::kFloat), result_.source_bytes,
                                           progress_, stop_);
    const std::vector<std::vector<PreparedTensor>> shards = in_shards(planned_);
    nlohmann::json weight_map = nlohmann::json::object();
    for (std::size_t i = 0; i < shards.size(); ++i) {
      char name[64];
      std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", i + 1, shards.size());
      write_shard(folder.path() / name, shards[i], source);
      for (const PreparedTensor& planned : shards[i])
        for (const TensorInfo& output : planned.outputs) weight_map[output.name] = name;
    }
    const nlohmann::json index{{"metadata", {{"total_size", result_.bytes}}}, {"weight_map", weight_map}};
    base::write_file_atomically(folder.path() / "model.safetensors.index.json", index.dump(1) + "\n");
    copy_other_files(folder.path());
    record_.source_hash = engine::model_hash(config_, tokenizer_, source.digest());
    checkpoint::write_prepared_record(folder.path(), record_);
    folder.commit();
    result_.hash = engine::prepared_model_hash(record_);
    return result_;
  }

 private:
  void check_source() const {
    const auto refuse = [&](const base::Message& problem) {
      throw Error(ErrorCode::Checkpoint, base::message("The checkpoint in %1 cannot be prepared: %2",
                                                       options_.source.string(), problem));
    };
    if (checkpoint::read_prepared_record(options_.source))
      refuse(base::message("it is a prepared one already; prepare the original."));
    if (config_.system == checkpoint::System::VideoPanda && !config_.model_type.starts_with("videopanda"))
      refuse(base::message("it is a \"%1\" language model without a video part.", config_.model_type));
    const engine::CheckpointReport report = engine::inspect_checkpoint(files_);
    if (!report.problems.empty()) refuse(report.problems.front());
  }

  void plan() {
    const engine::TensorsInUse in_use = engine::tensors_in_use(config_, reader_.get());
    record_.bits = options_.bits;
    record_.exact = true;
    record_.source_name = std::filesystem::absolute(options_.source).lexically_normal().filename().string();
    planned_ = prepared_layout(*reader_, in_use, options_.bits);
    for (const PreparedTensor& planned : planned_) {
      record_.exact = record_.exact && planned.form == PreparedForm::AsStored;
      result_.source_bytes += static_cast<std::int64_t>(planned.source.byte_count());
      result_.bytes += static_cast<std::int64_t>(bytes_of(planned.outputs));
    }
  }

  void write_shard(const std::filesystem::path& file, const std::vector<PreparedTensor>& shard,
                   kernels::CheckpointTensorSource& source) {
    checkpoint::SafetensorsStream stream(file, order_in_file(shard), {{"format", "pt"}});
    const auto write = [&](const TensorInfo& info, const at::Tensor& values) {
      const at::Tensor contiguous = values.contiguous();
      const std::span bytes(static_cast<const std::byte*>(contiguous.data_ptr()), contiguous.nbytes());
      checkpoint::Checksum sum;
      sum.update(bytes);
      record_.checksums[info.name] = sum.value();
      constexpr std::size_t kPiece = std::size_t{8} << 20;
      for (std::size_t first = 0; first < bytes.size(); first += kPiece) {
        base::throw_if_stopped(stop_);
        stream.write(bytes.subspan(first, std::min(kPiece, bytes.size() - first)));
      }
    };
    std::vector<std::pair<TensorInfo, at::Tensor>> last;
    for (const PreparedTensor& planned : shard) {
      const std::vector<at::Tensor> values =
          values_of(source.take_stored(planned.source.name, planned.source.shape), planned.form);
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_aligned(planned.outputs[i]))
          write(planned.outputs[i], values[i]);
        else
          last.emplace_back(planned.outputs[i], values[i]);
      }
    }
    for (const auto& [info, values] : last) write(info, values);
    stream.commit();
  }

  void copy_other_files(const std::filesystem::path& folder) {
    for (const char* name :
         {"config.json", "preprocessor_config.json", "tokenizer.model", "tokenizer_config.json"})
      copy_file(options_.source / name, folder, name);
    if (files_.encoder.empty()) return;
    copy_file(files_.encoder / "config.json", folder, checkpoint::kKeptEncoderConfig);
    copy_file(files_.encoder / "preprocessor_config.json", folder, checkpoint::kKeptEncoderPreprocessor);
  }

  void copy_file(const std::filesystem::path& file, const std::filesystem::path& folder, const char* name) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return;
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    base::write_file_atomically(folder / name, content);
    record_.files[name] = base::sha256_of_file(folder / name, ErrorCode::Output, stop_);
  }

  const PrepareOptions& options_;
  base::Progress& progress_;
  std::stop_token stop_;
  checkpoint::ModelConfig config_;
  checkpoint::ModelFiles files_;
  text::Tokenizer tokenizer_;
  std::unique_ptr<checkpoint::WeightReader> reader_;
  std::vector<PreparedTensor> planned_;
  checkpoint::PreparedRecord record_;
  PreparedCheckpoint result_;
};

}  // namespace

void PrepareOptions::validate() const {
  if (bits != 16 && bits != 8 && bits != 4)
    throw Error(ErrorCode::Usage, base::message("--bits is %1; it can be 16, 8 or 4.", bits));
}

PreparedCheckpoint prepare_checkpoint(const PrepareOptions& options, base::Progress& progress,
                                      const std::stop_token& stop) {
  options.validate();
  const at::NoGradGuard no_grad;
  try {
    if (const base::Message notice = engine::threads_notice(options.threads); !notice.empty())
      progress.warn(notice);
    engine::set_threads(options.threads);
    return Preparation(options, progress, stop).run();
  } catch (const Error&) {
    throw;
  } catch (...) {
    engine::rethrow_memory_errors(base::message("Preparing the checkpoint"));
  }
}

}  // namespace vp::prepare
