#include "engine/model.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/paths.h"
#include "checkpoint/model_weights.h"
#include "checkpoint/prepared.h"
#include "checkpoint/weight_reader.h"
#include "engine/compute_device.h"
#include "engine/memory_plan.h"
#include "engine/model_identity.h"
#include "engine/model_impl.h"
#include "engine/needed_tensors.h"
#include "engine/process_limits.h"
#include "kernels/tensor_source.h"
#include "llm/kv_cache.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;

constexpr const char* kPrefix = "model.";

std::string name_of_folder(const std::filesystem::path& given) {
  const std::filesystem::path folder = base::absolute_path(given).lexically_normal();
  return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

std::vector<float> fusion_alpha(const VideoEncoder& encoder) {
  if (encoder.stab() == nullptr || !encoder.stab()->fusion()) return {};
  at::Tensor alpha = encoder.stab()->fusion()->alpha();
  if (!alpha.defined()) return {};
  alpha = alpha.to(at::kCPU).contiguous();
  return {alpha.data_ptr<float>(), alpha.data_ptr<float>() + alpha.numel()};
}

/// What is published of some decoders is the difference to LLaMA's weights, in the same files: the last norm,
/// about 1 in a model, is then about 0.
void refuse_differences(const checkpoint::WeightReader& reader, const std::filesystem::path& folder,
                        std::int64_t width) {
  constexpr const char* kLastNorm = "model.norm.weight";
  if (reader.find(kLastNorm) == nullptr) return;  // reading will say so
  base::NoProgress quiet;
  kernels::CheckpointTensorSource source(reader, at::kFloat, 0, quiet, {},
                                         kernels::CheckpointTensorSource::Digest::NotNeeded);
  constexpr double kLargestDifference = 0.1;
  if (source.take(kLastNorm, {width}).abs().max().item<double>() > kLargestDifference) return;
  throw Error(
      ErrorCode::Checkpoint,
      base::message("The weights in %1 are no model, but what was added to LLaMA's (delta weights); add "
                    "them to LLaMA-7B's weights, or use the sum, mmaaz60/LLaVA-7B-Lightening-v1-1.",
                    folder.string()));
}

struct LoadedModel {
  ModelFactsPtr facts;
  std::unique_ptr<Model::Impl> impl;
};

LoadedModel load_model(const LoadOptions& load, base::Progress& progress, const std::stop_token& stop) {
  check_address_space(load.threads);
  checkpoint::ModelConfig config = checkpoint::read_model_config(load.folder, load.encoder);
  if (config.system == checkpoint::System::VideoPanda && !config.model_type.starts_with("videopanda"))
    throw Error(ErrorCode::Checkpoint,
                base::message("The checkpoint in %1 is a \"%2\" language model without a video part; a "
                              "\"videopanda\" checkpoint is needed.",
                              load.folder.string(), config.model_type));
  text::Tokenizer tokenizer = text::Tokenizer::load(load.folder);
  if (tokenizer.vocab_size() > config.decoder.vocab_size)
    throw Error(ErrorCode::Checkpoint,
                base::message("tokenizer.model has %1 tokens where config.json's vocab_size is %2; the "
                              "tokenizer belongs to another checkpoint.",
                              tokenizer.vocab_size(), config.decoder.vocab_size));
  const std::optional<checkpoint::PreparedRecord> prepared = checkpoint::read_prepared_record(load.folder);
  const checkpoint::ModelFiles files =
      checkpoint::find_model_files({load.folder, load.encoder, load.projector}, config);
  const std::unique_ptr<checkpoint::WeightReader> reader = checkpoint::open_model_weights(files, config);
  if (config.system == checkpoint::System::VideoChatGpt)
    refuse_differences(*reader, load.folder, config.decoder.hidden_size);
  if (const base::Message notice = threads_notice(load.threads); !notice.empty()) progress.warn(notice);
  const int threads = set_threads(load.threads);
  keep_freed_memory();
  const MemoryPlan plan = plan_memory(*reader, config, load, available_memory());
  if (!plan.gpu_notice.empty()) progress.warn(plan.gpu_notice);
  if (!plan.notice.empty()) progress.warn(plan.notice);
  const at::TensorOptions& options = plan.options;

  if (prepared) check_prepared_weights(load.folder, *prepared, *reader, progress, stop);
  base::NoProgress quiet;  // after the check everything is there

  std::int64_t total_bytes = 0;
  for (const checkpoint::TensorInfo& tensor : reader->tensors())
    if (is_needed(tensor.name, config.vision.ablation))
      total_bytes += static_cast<std::int64_t>(tensor.byte_count());
  const at::NoGradGuard no_grad;
  using Digest = kernels::CheckpointTensorSource::Digest;
  kernels::CheckpointTensorSource source(*reader, options, total_bytes, prepared ? quiet : progress, stop,
                                         prepared ? Digest::NotNeeded : Digest::Kept, plan.storage);
  std::unique_ptr<const VideoEncoder> encoder = make_encoder(config, source, kPrefix);
  llm::Decoder decoder(config.decoder, source);
  std::int64_t visual_parameters = 0;
  for (const checkpoint::TensorInfo& tensor : reader->tensors())
    if (is_visual_parameter(tensor.name, config.vision.ablation)) visual_parameters += tensor.element_count();
  std::string hash =
      prepared ? prepared_model_hash(*prepared) : model_hash(config, tokenizer, source.digest());
  // A GPU may have room for less than the model could read.
  if (options.device().is_cuda()) config.decoder.max_position_embeddings = plan.conversation_tokens;
  const std::int64_t kept_bytes = llm::kept_bytes_a_position(config.decoder, options, plan.kept);
  auto facts = std::make_shared<const ModelFacts>(ModelFacts{.folder = load.folder,
                                                             .name = name_of_folder(load.folder),
                                                             .config = std::move(config),
                                                             .tokenizer = std::move(tokenizer),
                                                             .hash = std::move(hash),
                                                             .device = device_name(options),
                                                             .dtype = dtype_name(options),
                                                             .threads = threads,
                                                             .visual_parameters = visual_parameters,
                                                             .decoder_parameters = decoder.parameter_count(),
                                                             .fusion_alpha = fusion_alpha(*encoder),
                                                             .weight_bits = prepared ? prepared->bits : 0,
                                                             .kv_cache = kept_name(plan.kept, options),
                                                             .kept_bytes = kept_bytes});
  return {std::move(facts), std::unique_ptr<Model::Impl>(
                                new Model::Impl{options, plan.kept, std::move(encoder), std::move(decoder)})};
}

}  // namespace

std::shared_ptr<const Model> Model::load(const LoadOptions& options, base::Progress& progress,
                                         const std::stop_token& stop) {
  try {
    LoadedModel loaded = load_model(options, progress, stop);
    return std::shared_ptr<const Model>(new Model(std::move(loaded.facts), std::move(loaded.impl)));
  } catch (const Error&) {
    throw;
  } catch (...) {
    rethrow_memory_errors(base::message("Loading the checkpoint"));
  }
}

Model::Model(ModelFactsPtr facts, std::unique_ptr<Impl> impl)
    : facts_(std::move(facts)), impl_(std::move(impl)) {}
Model::~Model() = default;

}  // namespace vp::engine
