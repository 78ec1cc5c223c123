#include "prepare/preparation_advice.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/paths.h"
#include "checkpoint/model_weights.h"
#include "checkpoint/prepared.h"
#include "checkpoint/weight_reader.h"
#include "engine/checkpoint_report.h"
#include "engine/compute_device.h"
#include "engine/memory_plan.h"
#include "engine/system_info.h"
#include "prepare/prepared_layout.h"

namespace vp::prepare {
namespace {

using engine::MemoryPlan;

/// What a prepared folder would hold, all of it mapped.
class WeightsToCome final : public checkpoint::WeightReader {
 public:
  explicit WeightsToCome(const std::vector<PreparedTensor>& layout) {
    for (const PreparedTensor& tensor : layout)
      tensors_.insert(tensors_.end(), tensor.outputs.begin(), tensor.outputs.end());
    std::sort(tensors_.begin(), tensors_.end(),
              [](const auto& one, const auto& other) { return one.name < other.name; });
  }
  const std::vector<checkpoint::TensorInfo>& tensors() const override { return tensors_; }
  void read(const checkpoint::TensorInfo& tensor, std::span<std::byte>) const override {
    throw base::Error(base::ErrorCode::Checkpoint,
                      base::Message::verbatim(tensor.name + " is not written yet."));
  }
  std::optional<checkpoint::TensorView> view(const checkpoint::TensorInfo&) const override {
    return checkpoint::TensorView{};
  }

 private:
  std::vector<checkpoint::TensorInfo> tensors_;
};

std::int64_t total(const MemoryPlan& plan) {
  return plan.private_bytes + plan.mapped_bytes + plan.conversation_bytes;
}

/// The plan for so many bytes, or for any number where none fits.
MemoryPlan plan_for(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                    const engine::LoadOptions& load, std::int64_t bytes) {
  try {
    return engine::plan_memory(reader, config, load, bytes);
  } catch (const base::Error&) {
    return engine::plan_memory(reader, config, load, std::numeric_limits<std::int64_t>::max());
  }
}

/// A tenth more is the same.
bool is_no_more(std::int64_t bytes, std::int64_t than) {
  return bytes <= than + than / 10;
}

}  // namespace

std::optional<PreparationAdvice> advise_on_preparing(const engine::LoadOptions& load,
                                                     std::int64_t memory_bytes) {
  try {
    if (!engine::resolve_options(load.device, load.dtype).device().is_cpu()) return std::nullopt;
    if (checkpoint::read_prepared_record(load.folder)) return std::nullopt;
    const checkpoint::ModelFiles given{load.folder, load.encoder, load.projector};
    const engine::CheckpointReport report = engine::inspect_checkpoint(given);
    const bool is_decoder_alone = report.config.system == checkpoint::System::VideoPanda &&
                                  !report.config.model_type.starts_with("videopanda");
    if (!report.problems.empty() || is_decoder_alone) return std::nullopt;
    const std::unique_ptr<checkpoint::WeightReader> reader =
        checkpoint::open_model_weights(checkpoint::find_model_files(given, report.config), report.config);
    const engine::TensorsInUse in_use = engine::tensors_in_use(report.config, reader.get());
    PreparationAdvice advice;
    advice.memory_bytes = memory_bytes > 0 ? memory_bytes : engine::system_info().memory_total;
    // The rest is the system's, other programs' and the film's.
    const std::int64_t most = advice.memory_bytes / 4 * 3;
    const auto add = [&](int bits, const MemoryPlan& plan, std::int64_t disk_bytes) {
      advice.forms.push_back({bits, total(plan), disk_bytes, total(plan) <= most});
    };
    const MemoryPlan original = plan_for(*reader, report.config, load, most);
    add(0, original, 0);
    std::int64_t private_16_bits = 0;
    for (const int bits : {16, 8, 4}) {
      const std::vector<PreparedTensor> layout = prepared_layout(*reader, in_use, bits);
      std::int64_t disk_bytes = 0;
      for (const PreparedTensor& tensor : layout)
        disk_bytes += static_cast<std::int64_t>(bytes_of(tensor.outputs));
      const MemoryPlan plan = plan_for(WeightsToCome(layout), report.config, load, most);
      if (bits == 16) private_16_bits = plan.private_bytes;
      add(bits, plan, disk_bytes);
    }
    const std::int64_t memory_16_bits = advice.forms[1].memory_bytes;
    const bool gains_nothing = is_no_more(total(original), memory_16_bits) &&
                               is_no_more(original.private_bytes, private_16_bits + memory_16_bits / 10);
    const auto first_fitting =
        std::find_if(advice.forms.begin() + (gains_nothing ? 0 : 1), advice.forms.end(),
                     [](const CheckpointForm& form) { return form.fits; });
    advice.recommended = first_fitting == advice.forms.end() ? 4 : first_fitting->bits;
    advice.worth_asking = total(original) > advice.memory_bytes / 8;
    return advice;
  } catch (const base::Error&) {
    return std::nullopt;  // loading it says why
  }
}

std::filesystem::path proposed_target(const std::filesystem::path& source, int bits) {
  std::filesystem::path folder = base::absolute_path(source).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const std::string name = folder.filename().string() + "-" + std::to_string(bits) + "bit";
  std::filesystem::path target = folder.parent_path() / name;
  std::error_code error;
  for (int number = 2; std::filesystem::exists(std::filesystem::symlink_status(target, error)); ++number)
    target = folder.parent_path() / (name + "-" + std::to_string(number));
  return target;
}

}  // namespace vp::prepare
