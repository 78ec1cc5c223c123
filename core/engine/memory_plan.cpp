#include "engine/memory_plan.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/needed_tensors.h"
#include "engine/process_limits.h"
#include "kernels/stored_dtype.h"
#include "llm/kv_cache.h"

namespace vp::engine {
namespace {

using kernels::KeptForm;
using kernels::MatrixStorage;

/// Throws Error(Device) for a form that the device does not keep.
KeptForm kept_form(KvCacheChoice choice, const at::TensorOptions& options, bool automatic) {
  const bool reduced = choice == KvCacheChoice::Bits16 || choice == KvCacheChoice::Bits8;
  if (reduced && !options.device().is_cpu())
    throw base::Error(base::ErrorCode::Device,
                      base::message("Keys and values are kept in another precision than the arithmetic's on "
                                    "a CPU only; use --kv-cache full, or --device cpu."));
  if (choice == KvCacheChoice::Bits8) return KeptForm::Codes;
  const bool wanted = choice == KvCacheChoice::Bits16 || (choice == KvCacheChoice::Auto && automatic);
  return wanted && options.device().is_cpu() && options.dtype() == at::kFloat ? KeptForm::Float16
                                                                              : KeptForm::AsComputed;
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
  plan.conversation_tokens = std::min<std::int64_t>(config.decoder.max_position_embeddings, 4096);
  plan.conversation_bytes =
      plan.conversation_tokens * llm::kept_bytes_a_position(config.decoder, options, plan.kept);
  return plan;
}

/// What can be tried, the best first.
std::vector<MemoryPlan> candidates(const checkpoint::WeightReader& reader,
                                   const checkpoint::ModelConfig& config, const LoadOptions& load) {
  const at::TensorOptions options = resolve_options(load.device, load.dtype);
  std::vector<MemoryPlan> plans{plan_of(reader, config, load, options, MatrixStorage::AsStored)};
  if (load.dtype != DtypeChoice::Auto || options.device().is_cuda()) return plans;
  for (const MatrixStorage storage : {MatrixStorage::AsStored, MatrixStorage::BFloat16}) {
    MemoryPlan smaller = plan_of(reader, config, load, options.dtype(at::kFloat), storage);
    if (smaller.private_bytes < plans.back().private_bytes) plans.push_back(std::move(smaller));
  }
  return plans;
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

}  // namespace

MemoryPlan plan_memory(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                       const LoadOptions& load, std::int64_t available) {
  std::vector<MemoryPlan> plans = candidates(reader, config, load);
  if (plans.front().options.device().is_cuda()) return plans.front();
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
  return std::move(*chosen);
}

}  // namespace vp::engine
