#include "engine/needed_tensors.h"

#include <string_view>

namespace vp::engine {
namespace {

bool starts_with_any(std::string_view name, std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes)
    if (name.starts_with(prefix)) return true;
  return false;
}

bool is_visual(std::string_view name) {
  return starts_with_any(name, {"model.video_tower.", "model.video_projector."}) &&
         !name.starts_with("model.video_tower.lmhra2.") && !name.ends_with("num_batches_tracked");
}

}  // namespace

bool is_needed(const std::string& name) {
  return is_visual(name) ||
         starts_with_any(name, {"model.embed_tokens.", "model.layers.", "model.norm.", "lm_head."});
}

bool is_visual_parameter(const std::string& name) {
  return is_visual(name) && !name.ends_with("running_mean") && !name.ends_with("running_var");
}

}  // namespace vp::engine
