#include "engine/memory_plan.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/frame_layout.h"
#include "engine/needed_tensors.h"
#include "engine/process_limits.h"
#include "kernels/stored_dtype.h"
#include "llm/kv_cache.h"
#include "video_chatgpt/frames.h"

namespace vp::engine {
namespace {

using kernels::KeptForm;
using kernels::MatrixStorage;

KeptForm kept_form(KvCacheChoice choice, const at::TensorOptions& options, bool automatic) {
  if (choice == KvCacheChoice::Bits8) return KeptForm::Codes;
  const bool wanted = choice == KvCacheChoice::Bits16 || (choice == KvCacheChoice::Auto && automatic);
  return wanted && options.dtype() == at::kFloat ? KeptForm::Float16 : KeptForm::AsComputed;
}

MemoryPlan plan_of(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                   const LoadOptions& load, const at::TensorOptions& options, MatrixStorage storage) {
  const checkpoint::Ablation& without = config.vision.ablation;
  MemoryPlan plan;
  plan.options = options;
  plan.storage = storage;
  bool at_most_16_bits = true;
  for (const checkpoint::TensorInfo& tensor : reader.tensors()) {
    if (!is_needed(tensor.name, without)) continue;
    const at::ScalarType stored = kernels::scalar_type_of(tensor.dtype);
    const bool has_codes = is_quantised_part(tensor.name);
    const bool is_matrix = has_codes || (is_decoder_matrix(tensor.name) && tensor.shape.size() == 2);
    const bool is_visual = is_visual_parameter(tensor.name, without) && tensor.shape.size() > 1;
    const at::ScalarType kept = has_codes   ? stored
                                : is_matrix ? kernels::kept_type(stored, options, storage)
                                : is_visual ? kernels::kept_type(stored, options, MatrixStorage::AsStored)
                                            : c10::typeMetaToScalarType(options.dtype());
    at_most_16_bits = at_most_16_bits && (!is_matrix || has_codes || c10::elementSize(kept) <= 2);
    if ((is_matrix || is_visual) && kept == stored && options.device().is_cpu() && reader.view(tensor))
      plan.mapped_bytes += static_cast<std::int64_t>(tensor.byte_count());
    else
      plan.private_bytes += tensor.element_count() * static_cast<std::int64_t>(c10::elementSize(kept));
  }
  plan.kept = kept_form(load.kv_cache, options, load.dtype == DtypeChoice::Auto && at_most_16_bits);
  // On a GPU the whole context is there from the beginning; a CPU's system backs what was touched.
  plan.conversation_tokens = options.device().is_cuda()
                                 ? config.decoder.max_position_embeddings
                                 : std::min<std::int64_t>(config.decoder.max_position_embeddings, 4096);
  plan.conversation_bytes =
      plan.conversation_tokens * llm::kept_bytes_a_position(config.decoder, options, plan.kept);
  if (options.device().is_cuda())
    plan.workspace_bytes = gpu_workspace_bytes(config, static_cast<std::int64_t>(options.dtype().itemsize()));
  return plan;
}

std::int64_t gpu_bytes(const MemoryPlan& plan) {
  return plan.private_bytes + plan.conversation_bytes + plan.workspace_bytes;
}

/// Of square pictures: others have fewer.
std::int64_t tokens_of_frames(const checkpoint::ModelConfig& config, int frames) {
  const auto slots = static_cast<std::size_t>(frames);
  const int side = config.vision.image_size;
  return token_count(token_layouts(config, side, side, slots, slots));
}

/// Beside the frames' tokens: the prompt's words, a question and an answer.
constexpr std::int64_t kTextTokens = 512;

/// The shortest context that is worth loading the model for: whoever asks for a GPU can also ask about the
/// frames of one chunk, else there is a CPU for as many as the model was trained with.
std::int64_t least_context(const checkpoint::ModelConfig& config, DeviceChoice device) {
  const checkpoint::VisionConfig& vision = config.vision;
  const int frames = device == DeviceChoice::Cuda ? vision.num_frames : vision.all_num_frames;
  return std::min<std::int64_t>(tokens_of_frames(config, frames) + kTextTokens,
                                config.decoder.max_position_embeddings);
}

/// Frames beside which a context of so many tokens has room for a question: whole chunks, of a system that
/// pools them no more than it takes.
int frames_within(const checkpoint::ModelConfig& config, std::int64_t tokens) {
  const int chunk = config.vision.num_frames;
  const int most = config.system == checkpoint::System::VideoChatGpt ? video_chatgpt::kMoments : 4096;
  int frames = 0;
  while (frames + chunk <= most && tokens_of_frames(config, frames + chunk) + kTextTokens <= tokens)
    frames += chunk;
  return frames;
}

/// The longest context for which `bytes` are enough, if there is one that is worth it.
std::optional<std::int64_t> context_within(const checkpoint::ModelConfig& config, DeviceChoice device,
                                           const MemoryPlan& plan, std::int64_t bytes) {
  const std::int64_t a_token = plan.conversation_bytes / plan.conversation_tokens;
  const std::int64_t left = bytes - (gpu_bytes(plan) - plan.conversation_bytes);
  const std::int64_t tokens = std::min(plan.conversation_tokens, left / a_token);
  if (left < 0 || tokens < least_context(config, device)) return std::nullopt;
  return tokens;
}

/// What is to be done about a model that does not fit: the form in fewer bits that would, if need be for
/// fewer frames.
base::Message what_would_fit(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                             MemoryPlan plan, std::int64_t free_bytes) {
  std::int64_t in_matrices = 0;
  for (const checkpoint::TensorInfo& tensor : reader.tensors())
    if (is_needed(tensor.name, config.vision.ablation) && is_decoder_matrix(tensor.name) &&
        tensor.shape.size() == 2)
      in_matrices += tensor.element_count();
  const std::int64_t others =
      plan.private_bytes - in_matrices * static_cast<std::int64_t>(plan.options.dtype().itemsize());
  const auto in_bits = [&](int bits) {
    // A scale of 16 bits for 32 weights, with 4 bits an offset too.
    plan.private_bytes = others + (bits == 8 ? in_matrices * 34 / 32 : in_matrices * 20 / 32);
    return in_matrices > 0;
  };
  for (const int bits : {8, 4})
    if (in_bits(bits) && gpu_bytes(plan) <= free_bytes)
      return base::message("With %1 bits a weight (videopanda prepare) it would need %2.", bits,
                           bytes_text(gpu_bytes(plan)));
  for (const int bits : {8, 4}) {
    if (!in_bits(bits)) continue;
    const auto tokens = context_within(config, DeviceChoice::Cuda, plan, free_bytes);
    if (tokens)
      return base::message(
          "With %1 bits a weight (videopanda prepare) there would be room for a question about %2 frames.",
          bits, frames_within(config, *tokens));
  }
  return base::message("Close other programs on it, or use --device cpu.");
}

/// The plan for the GPU with the most free memory that has room, of those that may be taken; else nothing,
/// and `refusal` says what is missing, or is empty where there is no GPU.
std::optional<MemoryPlan> plan_on_gpu(const checkpoint::WeightReader& reader,
                                      const checkpoint::ModelConfig& config, const LoadOptions& load,
                                      std::vector<CudaDevice> gpus, base::Message& refusal) {
  if (load.cuda_index >= 0)
    std::erase_if(gpus, [&](const CudaDevice& gpu) { return gpu.index != load.cuda_index; });
  if (gpus.empty()) return std::nullopt;
  const CudaDevice& gpu =
      *std::max_element(gpus.begin(), gpus.end(),
                        [](const CudaDevice& a, const CudaDevice& b) { return a.free_bytes < b.free_bytes; });
  MemoryPlan plan =
      plan_of(reader, config, load, options_on_gpu(gpu.index, load.dtype), MatrixStorage::AsStored);
  if (gpu_bytes(plan) <= gpu.free_bytes) return plan;
  const std::string name = name_of_device({DeviceChoice::Cuda, gpu.index}) + " (" + gpu.name + ")";
  if (const auto tokens = context_within(config, load.device, plan, gpu.free_bytes)) {
    plan.gpu_notice = base::message(
        "Of the memory on %1, %2 are free: beside the model there is room for a context of %3 tokens instead "
        "of %4, which is a question about %5 frames.",
        name, bytes_text(gpu.free_bytes), *tokens, plan.conversation_tokens, frames_within(config, *tokens));
    plan.conversation_bytes = plan.conversation_bytes / plan.conversation_tokens * *tokens;
    plan.conversation_tokens = *tokens;
    return plan;
  }
  refusal = base::message(
      "The model needs %1 of memory on %2 (weights %3, keys and values %4, workspace %5) and %6 are free. %7",
      bytes_text(gpu_bytes(plan)), name, bytes_text(plan.private_bytes), bytes_text(plan.conversation_bytes),
      bytes_text(plan.workspace_bytes), bytes_text(gpu.free_bytes),
      what_would_fit(reader, config, plan, gpu.free_bytes));
  return std::nullopt;
}

/// What can be tried on the CPU, the best first.
std::vector<MemoryPlan> candidates(const checkpoint::WeightReader& reader,
                                   const checkpoint::ModelConfig& config, const LoadOptions& load) {
  const at::TensorOptions options = resolve_options(DeviceChoice::Cpu, load.dtype);
  std::vector<MemoryPlan> plans{plan_of(reader, config, load, options, MatrixStorage::AsStored)};
  if (load.dtype != DtypeChoice::Auto) return plans;
  for (const MatrixStorage storage : {MatrixStorage::AsStored, MatrixStorage::BFloat16}) {
    MemoryPlan smaller = plan_of(reader, config, load, options.dtype(at::kFloat), storage);
    if (smaller.private_bytes < plans.back().private_bytes) plans.push_back(std::move(smaller));
  }
  return plans;
}

[[noreturn]] void refuse_gpu(const LoadOptions& load, const std::vector<CudaDevice>& gpus,
                             const base::Message& refusal) {
  if (gpus.empty()) refuse_cuda();
  if (!refusal.empty()) throw base::Error(base::ErrorCode::Device, refusal);
  std::string there;
  for (const CudaDevice& gpu : gpus) there += (there.empty() ? "" : "; ") + text_of(gpu);
  throw base::Error(
      base::ErrorCode::Device,
      base::message("There is no device cuda:%1; the GPUs here are: %2.", load.cuda_index, there));
}

base::Message notice_of(const MemoryPlan& first, const MemoryPlan& chosen, std::int64_t available) {
  if (chosen.private_bytes + chosen.mapped_bytes > available)
    return base::message(
        "The weights have %1 and %2 of memory are free: the system will read parts of them from the disk "
        "again and again. Close other programs, or use a smaller checkpoint.",
        bytes_text(chosen.private_bytes + chosen.mapped_bytes), bytes_text(available));
  if (chosen.private_bytes != first.private_bytes)
    return base::message(
        "The weights are kept in 16 bits and computed with in float32, since %1 of memory would be needed "
        "otherwise and %2 are free.",
        bytes_text(first.private_bytes), bytes_text(available));
  if (chosen.private_bytes + chosen.conversation_bytes <= available) return {};
  const std::string bytes = bytes_text(chosen.conversation_bytes);
  if (chosen.kept == KeptForm::Codes)
    return base::message(
        "A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free.",
        chosen.conversation_tokens, bytes);
  return base::message(
      "A conversation of %1 tokens takes %2 of memory for keys and values, more than will be free; "
      "--kv-cache 8bit takes less.",
      chosen.conversation_tokens, bytes);
}

/// Of the pictures that go through the encoder at once, in float32.
std::int64_t encoding_bytes(const checkpoint::ModelConfig& config) {
  constexpr std::int64_t kVolumes = 8;  // of all patches, that are there at the same time
  if (config.system == checkpoint::System::VideoPanda) {
    const checkpoint::VisionConfig& vision = config.vision;
    return kVolumes * 4 * vision.num_frames * vision.grid() * vision.grid() * vision.hidden_size;
  }
  const checkpoint::TowerConfig& tower = config.tower;
  constexpr std::int64_t kFrames = 8;
  const std::int64_t tokens = 1 + std::int64_t{tower.grid()} * tower.grid();
  // Every token's attention to every other one, when it is recorded.
  const std::int64_t attention = tower.num_attention_heads * tokens * tokens;
  return 4 * std::max<std::int64_t>(kFrames, tower.num_frames) *
         (kVolumes * tokens * tower.hidden_size + attention);
}

}  // namespace

std::int64_t gpu_workspace_bytes(const checkpoint::ModelConfig& config, std::int64_t number_bytes) {
  constexpr std::int64_t kLibraries = std::int64_t{256} << 20;  // cuBLAS, cuDNN, graphs, fragmentation
  const checkpoint::DecoderConfig& decoder = config.decoder;
  const std::int64_t tokens = std::min<std::int64_t>(decoder.max_position_embeddings, 4096);
  // The residual stream and its norm, queries, keys and values twice, the gated unit and its result.
  const std::int64_t heads = decoder.num_attention_heads + 2 * decoder.num_key_value_heads;
  const std::int64_t reading =
      tokens *
      (4 * decoder.hidden_size + number_bytes * (2 * decoder.hidden_size + 2 * heads * decoder.head_dim +
                                                 3 * decoder.intermediate_size));
  return kLibraries + std::max(reading, encoding_bytes(config));
}

MemoryPlan plan_memory(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                       const LoadOptions& load, std::int64_t available, const std::vector<CudaDevice>& gpus) {
  base::Message refusal;
  if (load.device != DeviceChoice::Cpu)
    if (std::optional<MemoryPlan> plan = plan_on_gpu(reader, config, load, gpus, refusal))
      return std::move(*plan);
  if (load.device == DeviceChoice::Cuda) refuse_gpu(load, gpus, refusal);
  std::vector<MemoryPlan> plans = candidates(reader, config, load);
  const auto fits = [&](const MemoryPlan& plan) { return plan.private_bytes <= available; };
  const auto chosen = std::find_if(plans.begin(), plans.end(), fits);
  if (chosen == plans.end())
    throw base::Error(
        base::ErrorCode::Device,
        base::message("The checkpoint needs %1 of memory in %2 and %3 are free; close other "
                      "programs, or use a smaller checkpoint or dtype.",
                      bytes_text(plans.back().private_bytes),
                      plans.size() > 1 ? base::message("16 bits")
                                       : base::Message::verbatim(dtype_name(plans.back().options)),
                      bytes_text(available)));
  chosen->notice = notice_of(plans.front(), *chosen, available);
  if (!refusal.empty())
    chosen->gpu_notice =
        base::message("The model is computed on the CPU: no GPU has room for it. %1", refusal);
  return std::move(*chosen);
}

}  // namespace vp::engine
