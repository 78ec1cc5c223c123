#include "bench/visual_products.h"

#include <cmath>

#include "attention/token_layout.h"

namespace vp::bench {

double stab_gflop(const checkpoint::VisionConfig& vision, double llm_width, int frames) {
  const double d = vision.hidden_size, patches = vision.grid() * vision.grid();
  const double windows = patches / (vision.conv_stride * vision.conv_stride);
  const double reduced = std::floor(d / 1.5), p = vision.patch_stride;
  const double embed = patches * 3 * p * p * d;
  const double lste = patches * 2 * d * reduced;
  const double lsd = windows * 4 * d * d;  // query, folded keys, values, projection
  const int side = vision.grid() / vision.conv_stride;
  const auto tokens = static_cast<double>(attention::TokenLayout::of(side, side, vision.ablation).count());
  const double projector = tokens * (d * llm_width + llm_width * llm_width);
  return 2e-9 * frames * (embed + lste + lsd + projector);
}

double tower_gflop(const checkpoint::ModelConfig& config, int frames, double tokens) {
  const checkpoint::TowerConfig& tower = config.tower;
  const auto d = static_cast<double>(tower.hidden_size), inner = static_cast<double>(tower.intermediate_size);
  const double patches = static_cast<double>(tower.grid()) * tower.grid(), n = 1 + patches;
  const double space = n * (4 * d * d + 2 * d * inner) + 2 * n * n * d;
  const double time = tower.time_attention ? n * (4 * d * d + 2 * tower.num_frames * d) : 0;
  const double embed = patches * 3 * tower.patch_size * tower.patch_size * d;
  const double frame = embed + static_cast<double>(tower.used_layers) * (space + time);
  const auto llm_width = static_cast<double>(config.decoder.hidden_size);
  const bool two_layers = config.system != checkpoint::System::VideoChatGpt;
  const double projector = tokens * (d * llm_width + (two_layers ? llm_width * llm_width : 0));
  return 2e-9 * (frames * frame + projector);
}

}  // namespace vp::bench
