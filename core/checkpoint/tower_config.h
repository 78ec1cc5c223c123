#pragma once

#include <cstdint>

namespace vp::checkpoint {

/// The sizes of a vision tower: a Vision Transformer as CLIP's, with LanguageBind's attention over time where
/// it has that.
struct TowerConfig {
  enum class Activation { Gelu, QuickGelu };  ///< QuickGelu: x · sigmoid(1.702 x)

  std::int64_t hidden_size = 1024;  ///< d
  std::int64_t intermediate_size = 4096;
  std::int64_t num_hidden_layers = 24;
  std::int64_t num_attention_heads = 16;
  int image_size = 224;  ///< S, pixels
  int patch_size = 14;   ///< p, pixels
  Activation activation = Activation::QuickGelu;
  bool time_attention = false;
  int num_frames = 1;  ///< t, consecutive frames that time attention goes over; 1 without it
  /// Layers whose output counts: the features are the output of the last of these, and those behind it are
  /// neither read nor computed. 0: of none, what the first layer gets.
  std::int64_t used_layers = 23;

  int grid() const { return image_size / patch_size; }  ///< patches a side
};

}  // namespace vp::checkpoint
