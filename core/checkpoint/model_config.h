#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "checkpoint/ablation.h"
#include "checkpoint/tower_config.h"

namespace vp::checkpoint {

/// Patches a side of a padding frame, where the canvas has as many.
inline constexpr int kPaddingFrameGrid = 16;

/// What turns a film into tokens, and with it what stands in the prompt.
enum class System {
  VideoPanda,    ///< STAB, no encoder
  VideoLlava,    ///< LanguageBind's tower with its attention over time, as the authors published it
  VideoLlavaHf,  ///< the conversion for Transformers, which lost the attention over time
  VideoChatGpt,  ///< CLIP's tower, pooled over time and over place
};

/// The sizes of the video part and the colours that it was trained with (spec sections 2 and 3). Of a system
/// with a tower those that it shares: image_size, patch_stride, hidden_size, num_frames, all_num_frames and
/// the colours.
struct VisionConfig {
  int image_size = 448;           ///< S, pixels
  int image_size_teacher = 224;   ///< S_t, pixels
  int patch_stride = 14;          ///< p, pixels
  int patch_stride_teacher = 14;  ///< pixels
  int conv_stride = 2;            ///< s, patches a side of an LSD window
  int hidden_size = 1024;         ///< d
  int num_heads = 8;              ///< of LSD and FSRA
  int gstra_heads = 8;            ///< of GSTRA: 11 for d = 1408, else 8
  int num_frames = 4;             ///< T, frames a chunk
  int all_num_frames = 8;         ///< frames a video by default
  /// Of red, green and blue in 0 to 1, by which a picture is normalised; CLIP's where a checkpoint gives
  /// none.
  std::array<float, 3> image_mean{0.48145466f, 0.4578275f, 0.40821073f};
  std::array<float, 3> image_std{0.26862954f, 0.26130258f, 0.27577711f};

  Ablation ablation;  ///< what the model was trained without: its weights are not there

  int grid() const { return image_size / patch_stride; }  ///< patches a side of the canvas
};

/// The decoder, in the terms of Hugging Face's config.json.
struct DecoderConfig {
  enum class Family { Llama, Qwen2 };
  Family family = Family::Llama;
  std::int64_t vocab_size = 32000;
  std::int64_t hidden_size = 4096;
  std::int64_t intermediate_size = 11008;
  std::int64_t num_hidden_layers = 32;
  std::int64_t num_attention_heads = 32;
  std::int64_t num_key_value_heads = 32;
  std::int64_t head_dim = 128;
  std::int64_t max_position_embeddings = 4096;
  double rms_norm_eps = 1e-5;
  double rope_theta = 10000.0;
  double rope_linear_factor = 1.0;  ///< rope_scaling of type "linear": positions are divided by it
  bool tie_word_embeddings = false;
  bool attention_bias = false;  ///< bias on q, k, v (always for Qwen2)
  /// So many of the vocabulary's last tokens have no row in the output head: they can stand in a prompt, and
  /// are never said.
  std::int64_t unspoken_tokens = 0;
  std::int64_t bos_token_id = 1;
  std::vector<std::int64_t> eos_token_ids{2};

  std::int64_t spoken_tokens() const { return vocab_size - unspoken_tokens; }  ///< those that can be said
};

struct ModelConfig {
  std::string model_type;  ///< "videopanda", "llama", "qwen2", "llava", "video_llava"
  System system = System::VideoPanda;
  VisionConfig vision;
  TowerConfig tower;  ///< of every system but Video-Panda
  DecoderConfig decoder;
};

/// Reads FOLDER/config.json and, where it is, FOLDER/preprocessor_config.json for the video part's sizes
/// and colours. `encoder` is the folder of the vision tower, where it has one of its own; empty: found by its
/// name (see find_part()).
/// Absent keys take the released model's values. Throws Error(Checkpoint) naming the file, the key, what was
/// found and what is allowed, for: no file, not JSON, a wrong type, a number out of its bounds, heads that do
/// not divide the width, an unknown model_type / hidden_act / rope_scaling.
ModelConfig read_model_config(const std::filesystem::path& folder, const std::filesystem::path& encoder = {});

/// Every value that a computation depends on, whatever the files that it was read from look like: two
/// configurations have the same text only when the same weights give the same results under both.
std::string identity_text(const ModelConfig& config);

}  // namespace vp::checkpoint
