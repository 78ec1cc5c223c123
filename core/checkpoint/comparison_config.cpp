#include "checkpoint/comparison_config.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/config_fields.h"
#include "checkpoint/config_parts.h"
#include "checkpoint/model_files.h"

namespace vp::checkpoint {
namespace {

constexpr const char* kVideoTower = "mm_video_tower";
constexpr const char* kClipTower = "mm_vision_tower";
constexpr std::string_view kLanguageBind = "LanguageBind_Video_merge";
// <vid_patch>, <vid_start> and <vid_end>, which Video-ChatGPT puts behind its decoder's vocabulary.
constexpr std::int64_t kVideoTokens = 3;

template <typename Size>
void read_size(const ConfigReader& config, const char* key, double largest, Size& size) {
  if (const auto given = config.integer(key, 1, static_cast<std::int64_t>(largest)))
    size = static_cast<Size>(*given);
}

/// A "vision_config"; what is not given keeps its value.
void read_tower(const ConfigReader& config, TowerConfig& tower) {
  read_size(config, "hidden_size", kLargestWidth, tower.hidden_size);
  read_size(config, "intermediate_size", 4 * kLargestWidth, tower.intermediate_size);
  read_size(config, "num_hidden_layers", kMostLayers, tower.num_hidden_layers);
  read_size(config, "num_attention_heads", kMostHeads, tower.num_attention_heads);
  read_size(config, "image_size", kLargestImage, tower.image_size);
  read_size(config, "patch_size", kLargestImage, tower.patch_size);
  if (const auto activation = config.text("hidden_act")) {
    if (*activation != "gelu" && *activation != "quick_gelu")
      config.refuse_value("hidden_act", base::message("\"gelu\" or \"quick_gelu\" was expected"));
    tower.activation =
        *activation == "gelu" ? TowerConfig::Activation::Gelu : TowerConfig::Activation::QuickGelu;
  }
  if (const auto epsilon = config.number("layer_norm_eps", 0, 1); epsilon && *epsilon != 1e-5)
    config.refuse_value("layer_norm_eps", base::message("only 1e-5 is supported"));
  if (tower.image_size % tower.patch_size != 0)
    config.refuse_value("image_size",
                        base::message("a multiple of \"patch_size\" = %1 was expected", tower.patch_size));
  if (tower.hidden_size % tower.num_attention_heads != 0)
    config.refuse_value("num_attention_heads", base::message("a divisor of the width %1 was expected",
                                                             std::to_string(tower.hidden_size)));
}

/// "mm_vision_select_layer": -1 is the last layer's output, -2 the one before it, and so on.
void read_used_layers(const ConfigReader& config, const char* key, TowerConfig& tower) {
  const std::int64_t layer = config.integer(key, -tower.num_hidden_layers, -1).value_or(-2);
  tower.used_layers = tower.num_hidden_layers + 1 + layer;
}

void expect_text(const ConfigReader& config, const char* key, std::string_view expected) {
  if (const auto given = config.text(key); given && *given != expected)
    config.refuse_value(key, base::message("\"%1\" was expected", expected));
}

/// What the visual part shares with Video-Panda's, which is no part of STAB.
void share_sizes(ModelConfig& model, int chunk_frames, int all_frames) {
  model.vision.image_size = model.tower.image_size;
  model.vision.patch_stride = model.tower.patch_size;
  model.vision.hidden_size = static_cast<int>(model.tower.hidden_size);
  model.vision.conv_stride = 1;  // a token a patch
  model.vision.num_frames = chunk_frames;
  model.vision.all_num_frames = all_frames;
  for (const AblationPart& part : kAblationParts) model.vision.ablation.*part.left_out = true;
}

/// The files that say what a tower in a folder of its own is; empty where there is none.
struct EncoderFiles {
  std::filesystem::path config;
  std::filesystem::path preprocessor;
};

/// Those in `encoder`, or those that a prepared checkpoint keeps, or those in the folder of that name.
EncoderFiles encoder_files(const ConfigReader& config, const std::filesystem::path& encoder,
                           const std::string& name) {
  const std::filesystem::path checkpoint = config.file().parent_path();
  if (is_prepared(checkpoint)) {
    const std::filesystem::path kept = checkpoint / kKeptEncoderConfig;
    std::error_code error;
    if (!std::filesystem::exists(kept, error)) return {};
    return {kept, checkpoint / kKeptEncoderPreprocessor};
  }
  const std::filesystem::path folder =
      encoder.empty() ? find_part(checkpoint, name).value_or(std::filesystem::path()) : encoder;
  if (folder.empty()) return {};
  return {folder / "config.json", folder / "preprocessor_config.json"};
}

/// The processor's picture is what the tower takes.
void read_processor(const std::filesystem::path& file, ModelConfig& model) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return;
  const ConfigReader processor = open_config(file);
  for (const char* const key : {"crop_size", "size"})
    if (const auto side = processor_side(processor, key); side && *side != model.tower.image_size)
      processor.refuse_value(key,
                             base::message("the tower's %1 pixels were expected", model.tower.image_size));
  read_colours(processor, model.vision);
}

void check_width(const ConfigReader& config, const TowerConfig& tower) {
  const auto width = config.integer("mm_hidden_size", 1, static_cast<std::int64_t>(kLargestWidth));
  if (width && *width != tower.hidden_size)
    config.refuse_value("mm_hidden_size", base::message("the vision tower's width of %1 was expected",
                                                        std::to_string(tower.hidden_size)));
}

TowerConfig published_languagebind() {
  TowerConfig tower;
  tower.activation = TowerConfig::Activation::Gelu;
  tower.time_attention = true;
  tower.num_frames = 8;
  return tower;
}

/// What the config.json of the tower's own folder says; what it does not say keeps its value.
void read_languagebind(const std::filesystem::path& file, TowerConfig& tower) {
  const ConfigReader whole = open_config(file);
  const auto vision = whole.object("vision_config");
  if (!vision) refuse(whole.file(), base::message("\"vision_config\" is missing."));
  read_tower(*vision, tower);
  read_size(*vision, "num_frames", kMostFrames, tower.num_frames);
  if (!vision->boolean("add_time_attn").value_or(true))
    vision->refuse_value("add_time_attn", base::message("only true is supported"));
}

/// The original layout: the tower's weights lie in the checkpoint, what they mean in a folder of its own.
void read_video_llava(const ConfigReader& config, const std::filesystem::path& encoder, ModelConfig& model) {
  model.system = System::VideoLlava;
  const std::string name = config.text(kVideoTower).value_or("");
  if (!std::string_view(name).ends_with(kLanguageBind))
    config.refuse_value(kVideoTower,
                        base::message("only LanguageBind/LanguageBind_Video_merge is supported"));
  expect_text(config, "mm_projector_type", "mlp2x_gelu");
  for (const char* const key : {"mm_use_im_start_end", "mm_use_x_start_end"})
    if (config.boolean(key).value_or(false))
      config.refuse_value(key, base::message("only false is supported"));
  model.tower = published_languagebind();
  const EncoderFiles files = encoder_files(config, encoder, name);
  if (!files.config.empty()) read_languagebind(files.config, model.tower);
  read_used_layers(config, "mm_vision_select_layer", model.tower);
  check_width(config, model.tower);
  share_sizes(model, model.tower.num_frames, model.tower.num_frames);
  const auto longest =
      config.integer("tokenizer_model_max_length", 1, static_cast<std::int64_t>(kMostPositions));
  if (longest)
    model.decoder.max_position_embeddings = std::min(model.decoder.max_position_embeddings, *longest);
}

void read_video_chatgpt(const ConfigReader& config, const std::filesystem::path& encoder,
                        ModelConfig& model) {
  model.system = System::VideoChatGpt;
  const std::string name = config.text(kClipTower).value_or("");
  const EncoderFiles files = encoder_files(config, encoder, name);
  if (files.config.empty())
    refuse(
        config.file(),
        base::message("names the vision tower %1, which lies neither beside the checkpoint or above it nor "
                      "in the model hub's cache; put its folder there, or name it with --encoder.",
                      in_quotes(name)));
  const ConfigReader whole = open_config(files.config);
  const auto vision = whole.object("vision_config");
  if (!vision)
    refuse(whole.file(), base::message("\"vision_config\" is missing; the folder of a CLIP was expected."));
  read_tower(*vision, model.tower);
  read_used_layers(config, "mm_vision_select_layer", model.tower);
  check_width(config, model.tower);
  constexpr int kMostPictures = 100;
  share_sizes(model, 1, kMostPictures);
  read_processor(files.preprocessor, model);
  model.decoder.vocab_size += kVideoTokens;
  model.decoder.unspoken_tokens = kVideoTokens;
  // The published files name others, which the tokenizer contradicts.
  model.decoder.bos_token_id = 1;
  model.decoder.eos_token_ids = {2};
}

void read_video_llava_hf(const ConfigReader& config, ModelConfig& model) {
  model.system = System::VideoLlavaHf;
  const auto vision = config.object("vision_config");
  if (!vision) refuse(config.file(), base::message("\"vision_config\" is missing."));
  read_tower(*vision, model.tower);
  read_used_layers(config, "vision_feature_layer", model.tower);
  expect_text(config, "projector_hidden_act", "gelu");
  constexpr int kFrames = 8;
  share_sizes(model, 1, kFrames);
  read_processor(config.file().parent_path() / "preprocessor_config.json", model);
}

}  // namespace

ModelConfig read_comparison_config(const ConfigReader& config, const std::string& model_type,
                                   const std::filesystem::path& encoder) {
  ModelConfig model;
  model.model_type = model_type;
  if (model_type == "video_llava") {
    const auto text = config.object("text_config");
    if (!text) refuse(config.file(), base::message("\"text_config\" is missing."));
    model.decoder = read_decoder(*text, "llama");
    read_video_llava_hf(config, model);
    return model;
  }
  model.decoder = read_decoder(config, "llama");
  if (config.has(kVideoTower))
    read_video_llava(config, encoder, model);
  else if (config.has(kClipTower))
    read_video_chatgpt(config, encoder, model);
  else
    refuse(config.file(), base::message("names no vision tower; \"mm_video_tower\" (Video-LLaVA) or "
                                        "\"mm_vision_tower\" (Video-ChatGPT) was expected."));
  return model;
}

TowerConfig read_languagebind_config(const std::filesystem::path& folder) {
  TowerConfig tower = published_languagebind();
  read_languagebind(folder / "config.json", tower);
  tower.used_layers = tower.num_hidden_layers - 1;
  return tower;
}

std::string tower_identity(const ModelConfig& config) {
  if (config.system == System::VideoPanda) return {};
  const TowerConfig& tower = config.tower;
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << "system " << static_cast<int>(config.system) << " tower";
  for (const std::int64_t size : {tower.hidden_size, tower.intermediate_size, tower.num_hidden_layers,
                                  tower.num_attention_heads, tower.used_layers})
    text << ' ' << size;
  text << ' ' << tower.image_size << ' ' << tower.patch_size << ' ' << static_cast<int>(tower.activation)
       << ' ' << tower.time_attention << ' ' << tower.num_frames << ' ';
  return text.str();
}

}  // namespace vp::checkpoint
