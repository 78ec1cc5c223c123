#pragma once

#include "checkpoint/model_config.h"

namespace vp::checkpoint {

/// Where a field of the configuration is given.
enum class GivenIn {
  Config,        ///< config.json
  EitherFile,    ///< config.json or preprocessor_config.json, which may not contradict each other
  Preprocessor,  ///< preprocessor_config.json
  Nowhere,       ///< it follows from other keys or fields
};

/// How files name a field, and what it may be.
struct ConfigField {
  const char* key;
  GivenIn given_in = GivenIn::Nowhere;
  double smallest = 0;
  double largest = 0;
};

// Bounds that no model of today comes near, and under which no product of sizes overflows 64 bits.
inline constexpr double kLargestWidth = 65536;
inline constexpr double kMostLayers = 1024;
inline constexpr double kMostHeads = 1024;
inline constexpr double kLargestVocabulary = 1 << 22;
inline constexpr double kMostPositions = 1 << 24;
inline constexpr double kLargestImage = 4096;
inline constexpr double kMostFrames = 4096;
// Colours go from 0 to 1: a deviation beyond these is a mistake, and one of 0 would divide by it.
inline constexpr double kSmallestDeviation = 1e-3;
inline constexpr double kLargestDeviation = 1e3;

/// Calls `visit(ConfigField, value)` for every field of the video part's configuration. Both what reads the
/// files and what tells two models apart go by this list, so that a model cannot be read otherwise than it is
/// named. A member that the struct gains does not compile until it is bound here.
template <typename Vision, typename Visit>
void for_each_vision_field(Vision& vision, Visit&& visit) {
  auto& [image_size, image_size_teacher, patch_stride, patch_stride_teacher, conv_stride, hidden_size,
         num_heads, gstra_heads, num_frames, all_num_frames, image_mean, image_std, ablation] = vision;
  using enum GivenIn;
  visit(ConfigField{"image_size", EitherFile, 1, kLargestImage}, image_size);
  visit(ConfigField{"image_size_teacher", EitherFile, 1, kLargestImage}, image_size_teacher);
  visit(ConfigField{"patch_stride", EitherFile, 1, kLargestImage}, patch_stride);
  visit(ConfigField{"patch_stride_teacher", EitherFile, 1, kLargestImage}, patch_stride_teacher);
  visit(ConfigField{"conv_stride", EitherFile, 1, 64}, conv_stride);
  visit(ConfigField{"video_hidden_size", Config, 1, kLargestWidth}, hidden_size);
  visit(ConfigField{"num_heads"}, num_heads);
  visit(ConfigField{"gstra_heads"}, gstra_heads);
  visit(ConfigField{"num_frames", EitherFile, 1, kMostFrames}, num_frames);
  visit(ConfigField{"all_num_frames", EitherFile, 1, kMostFrames}, all_num_frames);
  visit(ConfigField{"ablation", Config}, ablation);
  // The mean is also the colour of the canvas beside the picture.
  visit(ConfigField{"image_mean", Preprocessor, 0, 1}, image_mean);
  visit(ConfigField{"image_std", Preprocessor, kSmallestDeviation, kLargestDeviation}, image_std);
}

/// As for_each_vision_field(), of the decoder's.
template <typename Decoder, typename Visit>
void for_each_decoder_field(Decoder& decoder, Visit&& visit) {
  auto& [family, vocab_size, hidden_size, intermediate_size, num_hidden_layers, num_attention_heads,
         num_key_value_heads, head_dim, max_position_embeddings, rms_norm_eps, rope_theta, rope_linear_factor,
         tie_word_embeddings, attention_bias, unspoken_tokens, bos_token_id, eos_token_ids] = decoder;
  using enum GivenIn;
  visit(ConfigField{"architectures"}, family);
  visit(ConfigField{"vocab_size", Config, 3, kLargestVocabulary}, vocab_size);
  const auto last_token = static_cast<double>(vocab_size - 1);
  visit(ConfigField{"hidden_size", Config, 1, kLargestWidth}, hidden_size);
  visit(ConfigField{"intermediate_size", Config, 1, 4 * kLargestWidth}, intermediate_size);
  visit(ConfigField{"num_hidden_layers", Config, 1, kMostLayers}, num_hidden_layers);
  visit(ConfigField{"num_attention_heads", Config, 1, kMostHeads}, num_attention_heads);
  visit(ConfigField{"num_key_value_heads", Config, 1, kMostHeads}, num_key_value_heads);
  visit(ConfigField{"head_dim", Config, 2, 4096}, head_dim);
  visit(ConfigField{"max_position_embeddings", Config, 1, kMostPositions}, max_position_embeddings);
  visit(ConfigField{"bos_token_id", Config, 0, last_token}, bos_token_id);
  visit(ConfigField{"tie_word_embeddings", Config}, tie_word_embeddings);
  visit(ConfigField{"attention_bias"}, attention_bias);
  // Only where there are some: it is no part of the names that other models have had for long.
  if (unspoken_tokens != 0) visit(ConfigField{"unspoken_tokens"}, unspoken_tokens);
  visit(ConfigField{"rms_norm_eps", Config, 0, 1}, rms_norm_eps);
  visit(ConfigField{"rope_theta", Config, 1, 1e12}, rope_theta);
  visit(ConfigField{"rope_scaling"}, rope_linear_factor);
  visit(ConfigField{"eos_token_id", Config, 0, last_token}, eos_token_ids);
}

}  // namespace vp::checkpoint
