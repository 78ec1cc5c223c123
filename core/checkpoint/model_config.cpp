#include "checkpoint/model_config.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/config_reader.h"
#include "checkpoint/json_document.h"
#include "checkpoint/mapped_file.h"

namespace vp::checkpoint {
namespace {

constexpr std::uint64_t kLargestConfig = std::uint64_t{16} << 20;

// Bounds that no model of today comes near, and under which no product of sizes overflows 64 bits.
constexpr std::int64_t kLargestWidth = 65536;
constexpr std::int64_t kMostLayers = 1024;
constexpr std::int64_t kMostHeads = 1024;
constexpr std::int64_t kLargestVocabulary = std::int64_t{1} << 22;
constexpr std::int64_t kMostPositions = std::int64_t{1} << 24;
constexpr std::int64_t kLargestImage = 4096;
constexpr std::int64_t kMostFrames = 4096;
// Colours go from 0 to 1: a deviation beyond these is a mistake, and one of 0 would divide by it.
constexpr double kSmallestDeviation = 1e-3;
constexpr double kLargestDeviation = 1e3;

ConfigReader open_config(const std::filesystem::path& file) {
  const std::string text = read_small_file(file, kLargestConfig);
  return ConfigReader(file, parse_json_object(file, text, "it"));
}

template <typename Integer>
void take(const ConfigReader& config, const char* key, Integer& size, std::int64_t smallest,
          std::int64_t largest) {
  if (const auto given = config.integer(key, smallest, largest)) size = static_cast<Integer>(*given);
}

/// "videopanda…" takes its decoder from `architectures`, as the authors' class names do.
DecoderConfig::Family read_family(const ConfigReader& config, const std::string& model_type) {
  using Family = DecoderConfig::Family;
  if (model_type == "llama") return Family::Llama;
  if (model_type == "qwen2") return Family::Qwen2;
  if (model_type != "videopanda" && model_type != "videopanda_llama" && model_type != "videopanda_qwen2")
    config.refuse_value("model_type", "\"videopanda\", \"llama\" or \"qwen2\" was expected");
  if (model_type == "videopanda_qwen2") return Family::Qwen2;
  if (!config.has("architectures")) return Family::Llama;
  const nlohmann::json& architectures = config.raw("architectures");
  if (!architectures.is_array()) config.refuse_value("architectures", "a list of class names was expected");
  for (const nlohmann::json& architecture : architectures) {
    if (!architecture.is_string()) config.refuse_value("architectures", "a list of class names was expected");
    if (architecture.get_ref<const std::string&>().find("Qwen2") != std::string::npos) return Family::Qwen2;
  }
  return Family::Llama;
}

/// `key` is "rope_scaling", or "rope_parameters" as newer files call it.
void read_rope(const ConfigReader& config, const char* key, DecoderConfig& decoder) {
  const std::optional<ConfigReader> rope = config.object(key);
  if (!rope) return;
  std::string type = "default";
  for (const char* const type_key : {"type", "rope_type"}) {
    if (const auto given = rope->text(type_key)) {
      type = *given;
      if (type != "default" && type != "linear")
        rope->refuse_value(type_key, "only \"default\" and \"linear\" position scaling are supported");
    }
  }
  if (type == "linear") {
    const auto factor = rope->number("factor", 1.0, 1e6);
    if (!factor) config.refuse_value(key, "linear scaling needs a \"factor\"");
    decoder.rope_linear_factor = *factor;
  }
  if (const auto theta = rope->number("rope_theta", 1.0, 1e12)) decoder.rope_theta = *theta;
}

void read_token_ids(const ConfigReader& config, DecoderConfig& decoder) {
  const std::int64_t last = decoder.vocab_size - 1;
  take(config, "bos_token_id", decoder.bos_token_id, 0, last);
  if (!config.has("eos_token_id")) return;
  const nlohmann::json& value = config.raw("eos_token_id");
  if (!value.is_array()) {
    decoder.eos_token_ids = {*config.integer("eos_token_id", 0, last)};
    return;
  }
  decoder.eos_token_ids.clear();
  for (const nlohmann::json& id : value) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() > static_cast<std::uint64_t>(last))
      config.refuse_value("eos_token_id", "token ids from 0 to " + std::to_string(last) + " were expected");
    decoder.eos_token_ids.push_back(id.get<std::int64_t>());
  }
  if (decoder.eos_token_ids.empty())
    config.refuse_value("eos_token_id", "at least one token must end an answer");
}

void read_heads(const ConfigReader& config, DecoderConfig& decoder) {
  take(config, "num_attention_heads", decoder.num_attention_heads, 1, kMostHeads);
  decoder.num_key_value_heads = decoder.num_attention_heads;
  take(config, "num_key_value_heads", decoder.num_key_value_heads, 1, kMostHeads);
  const std::string heads = std::to_string(decoder.num_attention_heads);
  if (decoder.num_attention_heads % decoder.num_key_value_heads != 0)
    config.refuse_value("num_key_value_heads", "a divisor of the " + heads + " attention heads was expected");
  if (const auto given = config.integer("head_dim", 2, 4096)) {
    decoder.head_dim = *given;
    if (decoder.head_dim % 2 != 0) config.refuse_value("head_dim", "an even number was expected");
    return;
  }
  const std::int64_t width = decoder.hidden_size;
  if (width % decoder.num_attention_heads != 0 || width / decoder.num_attention_heads % 2 != 0)
    refuse(config.file(), "\"num_attention_heads\" is " + heads + " and \"hidden_size\" is " +
                              std::to_string(width) +
                              "; each head must get the same even part of the width.");
  decoder.head_dim = width / decoder.num_attention_heads;
}

/// What would change the result silently if it were not looked at.
void refuse_unsupported(const ConfigReader& config, const DecoderConfig& decoder) {
  if (const auto activation = config.text("hidden_act"); activation && *activation != "silu")
    config.refuse_value("hidden_act", "\"silu\" was expected");
  if (config.boolean("mlp_bias").value_or(false)) config.refuse_value("mlp_bias", "only false is supported");
  if (config.boolean("use_sliding_window").value_or(false))
    config.refuse_value("use_sliding_window", "only false is supported");
  if (const auto part = config.number("partial_rotary_factor", 0.0, 1.0); part && *part != 1.0)
    config.refuse_value("partial_rotary_factor", "only 1 is supported");
  if (config.has("quantization_config"))
    config.refuse_value("quantization_config", "only unquantised weights are supported");
  // LLaMA's option also adds a bias to the output projection, which Qwen2 never has.
  if (decoder.family == DecoderConfig::Family::Llama && config.boolean("attention_bias").value_or(false))
    config.refuse_value("attention_bias", "only false is supported for LLaMA");
}

DecoderConfig read_decoder(const ConfigReader& config, const std::string& model_type) {
  DecoderConfig decoder;
  decoder.family = read_family(config, model_type);
  decoder.attention_bias = decoder.family == DecoderConfig::Family::Qwen2;
  refuse_unsupported(config, decoder);
  take(config, "vocab_size", decoder.vocab_size, 3, kLargestVocabulary);
  take(config, "hidden_size", decoder.hidden_size, 1, kLargestWidth);
  take(config, "intermediate_size", decoder.intermediate_size, 1, 4 * kLargestWidth);
  take(config, "num_hidden_layers", decoder.num_hidden_layers, 1, kMostLayers);
  take(config, "max_position_embeddings", decoder.max_position_embeddings, 1, kMostPositions);
  read_heads(config, decoder);
  if (const auto epsilon = config.number("rms_norm_eps", 0.0, 1.0)) decoder.rms_norm_eps = *epsilon;
  if (const auto theta = config.number("rope_theta", 1.0, 1e12)) decoder.rope_theta = *theta;
  read_rope(config, "rope_scaling", decoder);
  read_rope(config, "rope_parameters", decoder);
  if (const auto tied = config.boolean("tie_word_embeddings")) decoder.tie_word_embeddings = *tied;
  read_token_ids(config, decoder);
  return decoder;
}

/// A size of the video part out of either file; the two may not contradict each other.
void take_vision(const ConfigReader& config, const ConfigReader* preprocessor, const char* key, int& size,
                 std::int64_t largest) {
  const auto given = config.integer(key, 1, largest);
  const auto preprocessed = preprocessor ? preprocessor->integer(key, 1, largest) : std::nullopt;
  if (given && preprocessed && *given != *preprocessed)
    preprocessor->refuse_value(key, config.file().filename().string() + " says " + std::to_string(*given));
  if (given || preprocessed) size = static_cast<int>(given ? *given : *preprocessed);
}

/// The side of the square picture as image processors write it: a number, or an object of sides.
std::optional<int> processor_side(const ConfigReader& preprocessor, const char* key) {
  if (!preprocessor.has(key)) return std::nullopt;
  if (!preprocessor.raw(key).is_object())
    return static_cast<int>(*preprocessor.integer(key, 1, kLargestImage));
  const ConfigReader sides = *preprocessor.object(key);
  std::optional<std::int64_t> side;
  for (const char* const name : {"height", "width", "shortest_edge", "longest_edge"}) {
    const auto given = sides.integer(name, 1, kLargestImage);
    if (given && side && *given != *side) preprocessor.refuse_value(key, "a square was expected");
    if (given) side = given;
  }
  if (!side) preprocessor.refuse_value(key, "a \"height\" and a \"width\" were expected");
  return static_cast<int>(*side);
}

void take_colour(const ConfigReader& preprocessor, const char* key, std::array<float, 3>& colour,
                 double smallest, double largest) {
  const auto given = preprocessor.numbers(key, colour.size(), smallest, largest);
  for (std::size_t i = 0; given && i < colour.size(); ++i) colour[i] = static_cast<float>((*given)[i]);
}

void check_vision(const ConfigReader& config, const VisionConfig& vision) {
  const auto number = [](int value) { return std::to_string(value); };
  const std::filesystem::path& file = config.file();
  if (vision.image_size % vision.patch_stride != 0)
    refuse(file, "\"image_size\" is " + number(vision.image_size) +
                     "; a multiple of \"patch_stride\" = " + number(vision.patch_stride) + " was expected.");
  if (vision.image_size_teacher % vision.patch_stride_teacher != 0)
    refuse(file, "\"image_size_teacher\" is " + number(vision.image_size_teacher) +
                     "; a multiple of \"patch_stride_teacher\" = " + number(vision.patch_stride_teacher) +
                     " was expected.");
  const int teacher_grid = vision.image_size_teacher / vision.patch_stride_teacher;
  if (vision.grid() != vision.conv_stride * teacher_grid)
    refuse(file, "\"image_size\" / \"patch_stride\" is " + number(vision.grid()) +
                     " patches, but \"conv_stride\" = " + number(vision.conv_stride) +
                     " times the teacher's " + number(teacher_grid) + " patches was expected.");
  if (vision.hidden_size % vision.num_heads != 0 || vision.hidden_size % vision.gstra_heads != 0)
    refuse(file, "\"video_hidden_size\" is " + number(vision.hidden_size) + "; a multiple of the " +
                     number(vision.num_heads) + " heads was expected.");
  if (vision.all_num_frames % vision.num_frames != 0)
    refuse(file, "\"all_num_frames\" is " + number(vision.all_num_frames) +
                     "; a multiple of \"num_frames\" = " + number(vision.num_frames) + " was expected.");
}

/// "ablation": ["lste", …], what a twin of the paper's ablation was trained without.
Ablation read_ablation(const ConfigReader& config) {
  Ablation ablation;
  if (!config.has("ablation")) return ablation;
  const std::string expected = "a list of parts of STAB (" + part_names() + ") was expected";
  const nlohmann::json& parts = config.raw("ablation");
  if (!parts.is_array()) config.refuse_value("ablation", expected);
  for (const nlohmann::json& name : parts) {
    const AblationPart* part = name.is_string() ? find_part(name.get_ref<const std::string&>()) : nullptr;
    if (part == nullptr)
      config.refuse_value("ablation",
                          name.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).substr(0, 80) +
                              " is no part that can be left out; " + expected);
    ablation.*part->left_out = true;
  }
  return ablation;
}

VisionConfig read_vision(const ConfigReader& config, const ConfigReader* preprocessor) {
  VisionConfig vision;
  const bool has_image_size = config.has("image_size") || (preprocessor && preprocessor->has("image_size"));
  take_vision(config, preprocessor, "image_size", vision.image_size, kLargestImage);
  if (!has_image_size && preprocessor) {
    auto side = processor_side(*preprocessor, "crop_size");
    if (!side) side = processor_side(*preprocessor, "size");
    if (side) vision.image_size = *side;
  }
  take_vision(config, preprocessor, "image_size_teacher", vision.image_size_teacher, kLargestImage);
  take_vision(config, preprocessor, "patch_stride", vision.patch_stride, kLargestImage);
  take_vision(config, preprocessor, "patch_stride_teacher", vision.patch_stride_teacher, kLargestImage);
  take_vision(config, preprocessor, "conv_stride", vision.conv_stride, 64);
  take_vision(config, preprocessor, "num_frames", vision.num_frames, kMostFrames);
  take_vision(config, preprocessor, "all_num_frames", vision.all_num_frames, kMostFrames);
  take_vision(config, nullptr, "mm_hidden_size", vision.hidden_size, kLargestWidth);
  take_vision(config, nullptr, "video_hidden_size", vision.hidden_size, kLargestWidth);
  if (preprocessor) {
    // The mean is also the colour of the canvas beside the picture.
    take_colour(*preprocessor, "image_mean", vision.image_mean, 0.0, 1.0);
    take_colour(*preprocessor, "image_std", vision.image_std, kSmallestDeviation, kLargestDeviation);
  }
  constexpr int kWidthOfElevenHeads = 1408;
  if (vision.hidden_size == kWidthOfElevenHeads) vision.gstra_heads = 11;
  vision.ablation = read_ablation(config);
  check_vision(config, vision);
  return vision;
}

}  // namespace

ModelConfig read_model_config(const std::filesystem::path& folder) {
  const ConfigReader config = open_config(folder / "config.json");
  ModelConfig model;
  const auto model_type = config.text("model_type");
  if (!model_type)
    refuse(config.file(), "\"model_type\" is missing; \"videopanda\", \"llama\" or \"qwen2\" was expected.");
  model.model_type = *model_type;
  model.decoder = read_decoder(config, model.model_type);
  if (!model.model_type.starts_with("videopanda")) return model;

  std::optional<ConfigReader> preprocessor;
  const std::filesystem::path preprocessor_file = folder / "preprocessor_config.json";
  std::error_code error;
  if (std::filesystem::exists(preprocessor_file, error)) preprocessor = open_config(preprocessor_file);
  model.vision = read_vision(config, preprocessor ? &*preprocessor : nullptr);
  return model;
}

}  // namespace vp::checkpoint
