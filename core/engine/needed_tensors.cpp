#include "engine/needed_tensors.h"

#include <string_view>

#include "checkpoint/prepared.h"

namespace vp::engine {
namespace {

bool starts_with_any(std::string_view name, std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes)
    if (name.starts_with(prefix)) return true;
  return false;
}

// `name` below model.video_tower.
bool is_left_out(std::string_view name, const checkpoint::Ablation& without) {
  return (without.lste && starts_with_any(name, {"lmhra1.", "dpe."})) ||
         (without.gstra && starts_with_any(name, {"temporal_cls_token", "dec."})) ||
         (without.fsra && starts_with_any(name, {"class_embedding", "global_attention."})) ||
         (without.row && name == "split_embedding") ||
         (without.lsd && name.starts_with("local_attention.")) ||
         ((without.gstra || without.fsra) && name == "balance") ||
         (without.gstra && without.fsra && name.starts_with("proj."));
}

bool is_visual(std::string_view name, const checkpoint::Ablation& without) {
  constexpr std::string_view kTower = "model.video_tower.";
  if (name.starts_with("model.video_projector.")) return true;
  return name.starts_with(kTower) && !name.starts_with("model.video_tower.lmhra2.") &&
         !name.ends_with("num_batches_tracked") && !is_left_out(name.substr(kTower.size()), without);
}

}  // namespace

bool is_needed(const std::string& name, const checkpoint::Ablation& without) {
  return is_visual(name, without) ||
         starts_with_any(name, {"model.embed_tokens.", "model.layers.", "model.norm.", "lm_head."});
}

bool is_decoder_matrix(const std::string& name) {
  return starts_with_any(name, {"model.embed_tokens.", "model.layers.", "lm_head."}) &&
         name.ends_with(".weight");
}

bool is_quantised_part(const std::string& name) {
  return name.ends_with(checkpoint::kCodesSuffix) || name.ends_with(checkpoint::kScalesSuffix) ||
         name.ends_with(checkpoint::kOffsetsSuffix);
}

bool is_visual_parameter(const std::string& name, const checkpoint::Ablation& without) {
  return is_visual(name, without) && !name.ends_with("running_mean") && !name.ends_with("running_var");
}

}  // namespace vp::engine
