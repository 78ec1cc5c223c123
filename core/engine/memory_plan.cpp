#include "engine/memory_plan.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engine/compute_device.h"
#include "engine/needed_tensors.h"
#include "kernels/stored_dtype.h"

namespace vp::engine {
namespace {

using kernels::MatrixStorage;

MemoryPlan plan_of(const checkpoint::WeightReader& reader, const checkpoint::Ablation& without,
                   const at::TensorOptions& options, MatrixStorage storage) {
  MemoryPlan plan{options, storage, 0, 0, {}};
  for (const checkpoint::TensorInfo& tensor : reader.tensors()) {
    if (!is_needed(tensor.name, without)) continue;
    const at::ScalarType stored = kernels::scalar_type_of(tensor.dtype);
    const bool has_codes = is_quantised_part(tensor.name);
    const bool is_matrix = has_codes || (is_decoder_matrix(tensor.name) && tensor.shape.size() == 2);
    const at::ScalarType kept = has_codes   ? stored
                                : is_matrix ? kernels::kept_type(stored, options, storage)
                                            : c10::typeMetaToScalarType(options.dtype());
    if (is_matrix && kept == stored && options.device().is_cpu() && reader.view(tensor))
      plan.mapped_bytes += static_cast<std::int64_t>(tensor.byte_count());
    else
      plan.private_bytes += tensor.element_count() * static_cast<std::int64_t>(c10::elementSize(kept));
  }
  return plan;
}

/// What can be tried, the best first.
std::vector<MemoryPlan> candidates(const checkpoint::WeightReader& reader,
                                   const checkpoint::Ablation& without, const LoadOptions& load) {
  const at::TensorOptions options = resolve_options(load.device, load.dtype);
  std::vector<MemoryPlan> plans{plan_of(reader, without, options, MatrixStorage::AsStored)};
  if (load.dtype != DtypeChoice::Auto || options.device().is_cuda()) return plans;
  for (const MatrixStorage storage : {MatrixStorage::AsStored, MatrixStorage::BFloat16}) {
    MemoryPlan smaller = plan_of(reader, without, options.dtype(at::kFloat), storage);
    if (smaller.private_bytes < plans.back().private_bytes) plans.push_back(std::move(smaller));
  }
  return plans;
}

std::string notice_of(const MemoryPlan& first, const MemoryPlan& chosen, std::int64_t available) {
  if (chosen.private_bytes + chosen.mapped_bytes > available)
    return "The weights have " + bytes_text(chosen.private_bytes + chosen.mapped_bytes) + " and " +
           bytes_text(available) +
           " of memory are free: the system will read parts of them from the disk again and again. Close "
           "other "
           "programs, or use a smaller checkpoint.";
  if (chosen.private_bytes == first.private_bytes) return {};
  return "The weights are kept in 16 bits and computed with in float32, since " +
         bytes_text(first.private_bytes) + " of memory would be needed otherwise and " +
         bytes_text(available) + " are free.";
}

}  // namespace

MemoryPlan plan_memory(const checkpoint::WeightReader& reader, const checkpoint::Ablation& without,
                       const LoadOptions& load, std::int64_t available) {
  std::vector<MemoryPlan> plans = candidates(reader, without, load);
  if (plans.front().options.device().is_cuda()) return plans.front();
  const auto fits = [&](const MemoryPlan& plan) { return plan.private_bytes <= available; };
  const auto chosen = std::find_if(plans.begin(), plans.end(), fits);
  if (chosen == plans.end())
    throw base::Error(base::ErrorCode::Device,
                      "The checkpoint needs " + bytes_text(plans.back().private_bytes) + " of memory in " +
                          (plans.size() > 1 ? "16 bits" : dtype_name(plans.back().options)) + " and " +
                          bytes_text(available) +
                          " are free; close other programs, or use a smaller checkpoint or dtype.");
  chosen->notice = notice_of(plans.front(), *chosen, available);
  return std::move(*chosen);
}

}  // namespace vp::engine
