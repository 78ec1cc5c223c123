#include "checkpoint/model_config.h"

#include <concepts>
#include <locale>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/comparison_config.h"
#include "checkpoint/config_fields.h"
#include "checkpoint/config_parts.h"
#include "checkpoint/config_reader.h"
#include "checkpoint/mapped_file.h"

namespace vp::checkpoint {
namespace {

constexpr std::uint64_t kLargestConfig = std::uint64_t{16} << 20;
constexpr std::size_t kMostNames = 1024;  // in a list of them
// Each new token of an answer is compared with all of them.
constexpr std::size_t kMostEndTokens = 1024;
constexpr auto kLargestSide = static_cast<std::int64_t>(kLargestImage);

/// "videopanda…" takes its decoder from `architectures`, as the authors' class names do.
DecoderConfig::Family read_family(const ConfigReader& config, const std::string& model_type) {
  using Family = DecoderConfig::Family;
  if (model_type == "llama") return Family::Llama;
  if (model_type == "qwen2") return Family::Qwen2;
  if (model_type != "videopanda" && model_type != "videopanda_llama" && model_type != "videopanda_qwen2")
    config.refuse_value("model_type", base::message("\"videopanda\", \"llama\" or \"qwen2\" was expected"));
  if (model_type == "videopanda_qwen2") return Family::Qwen2;
  if (!config.has("architectures")) return Family::Llama;
  const json::Value architectures = config.raw("architectures");
  if (!architectures.is_list()) architectures.refuse(base::message("a list of class names was expected"));
  for (const json::Value& architecture : architectures.elements(kMostNames))
    if (architecture.text().find("Qwen2") != std::string::npos) return Family::Qwen2;
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
        rope->refuse_value(type_key,
                           base::message("only \"default\" and \"linear\" position scaling are supported"));
    }
  }
  if (type == "linear") {
    const auto factor = rope->number("factor", 1.0, 1e6);
    if (!factor) config.refuse_value(key, base::message("linear scaling needs a \"factor\""));
    decoder.rope_linear_factor = *factor;
  }
  if (const auto theta = rope->number("rope_theta", 1.0, 1e12)) decoder.rope_theta = *theta;
}

/// Checks the heads, and sets what is not given (0) from what is.
void complete_heads(const ConfigReader& config, DecoderConfig& decoder) {
  if (decoder.num_key_value_heads == 0) decoder.num_key_value_heads = decoder.num_attention_heads;
  const std::string heads = std::to_string(decoder.num_attention_heads);
  if (decoder.num_attention_heads % decoder.num_key_value_heads != 0)
    config.refuse_value("num_key_value_heads",
                        base::message("a divisor of the %1 attention heads was expected", heads));
  if (decoder.head_dim != 0) {
    if (decoder.head_dim % 2 != 0)
      config.refuse_value("head_dim", base::message("an even number was expected"));
    return;
  }
  const std::int64_t width = decoder.hidden_size;
  if (width % decoder.num_attention_heads != 0 || width / decoder.num_attention_heads % 2 != 0)
    refuse(config.file(), base::message("\"num_attention_heads\" is %1 and \"hidden_size\" is %2; each head "
                                        "must get the same even part of the width.",
                                        heads, width));
  decoder.head_dim = width / decoder.num_attention_heads;
}

/// What would change the result silently if it were not looked at.
void refuse_unsupported(const ConfigReader& config, const DecoderConfig& decoder) {
  if (const auto activation = config.text("hidden_act"); activation && *activation != "silu")
    config.refuse_value("hidden_act", base::message("\"silu\" was expected"));
  if (config.boolean("mlp_bias").value_or(false))
    config.refuse_value("mlp_bias", base::message("only false is supported"));
  if (config.boolean("use_sliding_window").value_or(false))
    config.refuse_value("use_sliding_window", base::message("only false is supported"));
  if (const auto part = config.number("partial_rotary_factor", 0.0, 1.0); part && *part != 1.0)
    config.refuse_value("partial_rotary_factor", base::message("only 1 is supported"));
  if (config.has("quantization_config"))
    config.refuse_value("quantization_config", base::message("only unquantised weights are supported"));
  // LLaMA's option also adds a bias to the output projection, which Qwen2 never has.
  if (decoder.family == DecoderConfig::Family::Llama && config.boolean("attention_bias").value_or(false))
    config.refuse_value("attention_bias", base::message("only false is supported for LLaMA"));
}

void check_vision(const ConfigReader& config, const VisionConfig& vision) {
  const auto number = [](int value) { return std::to_string(value); };
  const std::filesystem::path& file = config.file();
  if (vision.image_size % vision.patch_stride != 0)
    refuse(file, base::message("\"image_size\" is %1; a multiple of \"patch_stride\" = %2 was expected.",
                               number(vision.image_size), number(vision.patch_stride)));
  if (vision.image_size_teacher % vision.patch_stride_teacher != 0)
    refuse(file,
           base::message(
               "\"image_size_teacher\" is %1; a multiple of \"patch_stride_teacher\" = %2 was expected.",
               number(vision.image_size_teacher), number(vision.patch_stride_teacher)));
  const int teacher_grid = vision.image_size_teacher / vision.patch_stride_teacher;
  if (vision.grid() != vision.conv_stride * teacher_grid)
    refuse(file, base::message("\"image_size\" / \"patch_stride\" is %1 patches, but \"conv_stride\" = %2 "
                               "times the teacher's %3 patches was expected.",
                               number(vision.grid()), number(vision.conv_stride), number(teacher_grid)));
  if (vision.hidden_size % vision.num_heads != 0 || vision.hidden_size % vision.gstra_heads != 0)
    refuse(file, base::message("\"video_hidden_size\" is %1; a multiple of the %2 heads was expected.",
                               number(vision.hidden_size), number(vision.num_heads)));
  if (vision.all_num_frames % vision.num_frames != 0)
    refuse(file, base::message("\"all_num_frames\" is %1; a multiple of \"num_frames\" = %2 was expected.",
                               number(vision.all_num_frames), number(vision.num_frames)));
}

/// "ablation": ["lste", …], what a twin of the paper's ablation was trained without.
Ablation read_ablation(const ConfigReader& config) {
  Ablation ablation;
  if (!config.has("ablation")) return ablation;
  const base::Message expected = base::message("a list of parts of STAB (%1) was expected", part_names());
  const json::Value parts = config.raw("ablation");
  if (!parts.is_list()) parts.refuse(expected);
  for (const json::Value& name : parts.elements(kMostNames)) {
    const AblationPart* part = name.is_text() ? find_part(name.text()) : nullptr;
    if (part == nullptr) name.refuse(base::message("this is no part that can be left out: %1", expected));
    ablation.*part->left_out = true;
  }
  return ablation;
}

/// Reads each field of the list of fields from where it is given; what is not given keeps its value.
class FieldReader {
 public:
  FieldReader(const ConfigReader& config, const ConfigReader* preprocessor, std::string model_type)
      : config_(config), preprocessor_(preprocessor), model_type_(std::move(model_type)) {}

  template <std::signed_integral Integer>
  void operator()(const ConfigField& field, Integer& size) const {
    if (field.given_in == GivenIn::Nowhere) return;
    const auto smallest = static_cast<std::int64_t>(field.smallest);
    const auto largest = static_cast<std::int64_t>(field.largest);
    const auto given = config_.integer(field.key, smallest, largest);
    const auto preprocessed = field.given_in == GivenIn::EitherFile && preprocessor_ != nullptr
                                  ? preprocessor_->integer(field.key, smallest, largest)
                                  : std::nullopt;
    if (given && preprocessed && *given != *preprocessed)
      preprocessor_->refuse_value(field.key,
                                  base::message("%1 says %2", config_.file().filename().string(), *given));
    if (given || preprocessed) size = static_cast<Integer>(given ? *given : *preprocessed);
  }

  void operator()(const ConfigField& field, double& number) const {
    if (field.given_in == GivenIn::Nowhere) return;
    if (const auto given = config_.number(field.key, field.smallest, field.largest)) number = *given;
  }

  void operator()(const ConfigField& field, bool& chosen) const {
    if (field.given_in == GivenIn::Nowhere) return;
    if (const auto given = config_.boolean(field.key)) chosen = *given;
  }

  void operator()(const ConfigField& field, std::array<float, 3>& colour) const {
    if (preprocessor_ == nullptr) return;
    const auto given = preprocessor_->numbers(field.key, colour.size(), field.smallest, field.largest);
    for (std::size_t i = 0; given && i < colour.size(); ++i) colour[i] = static_cast<float>((*given)[i]);
  }

  void operator()(const ConfigField& field, std::vector<std::int64_t>& token_ids) const {
    if (!config_.has(field.key)) return;
    const auto last = static_cast<std::int64_t>(field.largest);
    const json::Value value = config_.raw(field.key);
    if (!value.is_list()) {
      token_ids = {value.integer(0, last)};
      return;
    }
    token_ids.clear();
    for (const json::Value& id : value.elements(kMostEndTokens)) token_ids.push_back(id.integer(0, last));
    if (token_ids.empty())
      config_.refuse_value(field.key, base::message("at least one token must end an answer"));
  }

  void operator()(const ConfigField&, DecoderConfig::Family& family) const {
    family = read_family(config_, model_type_);
  }

  void operator()(const ConfigField&, Ablation& ablation) const { ablation = read_ablation(config_); }

 private:
  const ConfigReader& config_;
  const ConfigReader* preprocessor_;
  std::string model_type_;
};

VisionConfig read_vision(const ConfigReader& config, const ConfigReader* preprocessor,
                         const std::string& model_type) {
  VisionConfig vision;
  const FieldReader read(config, preprocessor, model_type);
  // An older name of "video_hidden_size", which goes before it.
  read(ConfigField{"mm_hidden_size", GivenIn::Config, 1, kLargestWidth}, vision.hidden_size);
  for_each_vision_field(vision, read);
  if (preprocessor != nullptr && !config.has("image_size") && !preprocessor->has("image_size")) {
    auto side = processor_side(*preprocessor, "crop_size");
    if (!side) side = processor_side(*preprocessor, "size");
    if (side) vision.image_size = *side;
  }
  constexpr int kWidthOfElevenHeads = 1408;
  if (vision.hidden_size == kWidthOfElevenHeads) vision.gstra_heads = 11;
  check_vision(config, vision);
  return vision;
}

/// Writes each field of the list of fields.
class IdentityWriter {
 public:
  IdentityWriter() {
    for (std::ostringstream* text : {&sizes_, &named_}) {
      text->imbue(std::locale::classic());
      text->precision(17);
    }
  }

  void operator()(const ConfigField&, int size) { sizes_ << size << ' '; }
  void operator()(const ConfigField&, std::int64_t size) { sizes_ << size << ' '; }
  void operator()(const ConfigField&, double number) { sizes_ << number << ' '; }
  void operator()(const ConfigField&, bool chosen) { sizes_ << int{chosen} << ' '; }
  void operator()(const ConfigField&, DecoderConfig::Family family) {
    sizes_ << static_cast<int>(family) << ' ';
  }
  void operator()(const ConfigField&, const std::vector<std::int64_t>& token_ids) {
    for (const std::int64_t id : token_ids) sizes_ << id << ' ';
  }
  void operator()(const ConfigField&, const Ablation& ablation) {
    for (const std::string& part : names_of(ablation)) named_ << "without " << part << ' ';
  }
  void operator()(const ConfigField& field, const std::array<float, 3>& colour) {
    // A checkpoint that says nothing of its colours keeps the identity that it had before they were part of
    // it: stored sessions and records name it.
    const VisionConfig usual;
    if (colour == (std::string_view(field.key) == "image_mean" ? usual.image_mean : usual.image_std)) return;
    named_ << field.key << ' ';
    for (const float value : colour) named_ << value << ' ';
  }

  std::string text() const { return sizes_.str() + named_.str(); }

 private:
  std::ostringstream sizes_;
  std::ostringstream named_;  ///< only what a model has beyond the usual, under its name
};

}  // namespace

ConfigReader open_config(const std::filesystem::path& file) {
  return {file, read_small_file(file, kLargestConfig)};
}

std::optional<int> processor_side(const ConfigReader& preprocessor, const char* key) {
  if (!preprocessor.has(key)) return std::nullopt;
  if (!preprocessor.raw(key).is_object())
    return static_cast<int>(*preprocessor.integer(key, 1, kLargestSide));
  const ConfigReader sides = *preprocessor.object(key);
  std::optional<std::int64_t> side;
  for (const char* const name : {"height", "width", "shortest_edge", "longest_edge"}) {
    const auto given = sides.integer(name, 1, kLargestSide);
    if (given && side && *given != *side)
      preprocessor.refuse_value(key, base::message("a square was expected"));
    if (given) side = given;
  }
  if (!side) preprocessor.refuse_value(key, base::message("a \"height\" and a \"width\" were expected"));
  return static_cast<int>(*side);
}

DecoderConfig read_decoder(const ConfigReader& config, const std::string& model_type) {
  DecoderConfig decoder;
  // Where they are not given, they follow from the other sizes.
  decoder.num_key_value_heads = decoder.head_dim = 0;
  for_each_decoder_field(decoder, FieldReader(config, nullptr, model_type));
  decoder.attention_bias = decoder.family == DecoderConfig::Family::Qwen2;
  refuse_unsupported(config, decoder);
  complete_heads(config, decoder);
  read_rope(config, "rope_scaling", decoder);
  read_rope(config, "rope_parameters", decoder);
  return decoder;
}

void read_colours(const ConfigReader& preprocessor, VisionConfig& vision) {
  const FieldReader read(preprocessor, &preprocessor, {});
  read(ConfigField{"image_mean", GivenIn::Preprocessor, 0, 1}, vision.image_mean);
  read(ConfigField{"image_std", GivenIn::Preprocessor, kSmallestDeviation, kLargestDeviation},
       vision.image_std);
}

ModelConfig read_model_config(const std::filesystem::path& folder, const std::filesystem::path& encoder) {
  const ConfigReader config = open_config(folder / "config.json");
  ModelConfig model;
  const auto model_type = config.text("model_type");
  if (!model_type)
    refuse(config.file(),
           base::message("\"model_type\" is missing; \"videopanda\", \"llama\" or \"qwen2\" was expected."));
  model.model_type = *model_type;
  if (model.model_type == "llava" || model.model_type == "video_llava")
    return read_comparison_config(config, model.model_type, encoder);
  model.decoder = read_decoder(config, model.model_type);
  if (!model.model_type.starts_with("videopanda")) return model;

  std::optional<ConfigReader> preprocessor;
  const std::filesystem::path preprocessor_file = folder / "preprocessor_config.json";
  std::error_code error;
  if (std::filesystem::exists(preprocessor_file, error)) preprocessor = open_config(preprocessor_file);
  model.vision = read_vision(config, preprocessor ? &*preprocessor : nullptr, model.model_type);
  return model;
}

std::string identity_text(const ModelConfig& config) {
  IdentityWriter writer;
  for_each_vision_field(config.vision, writer);
  for_each_decoder_field(config.decoder, writer);
  return writer.text() + tower_identity(config);
}

}  // namespace vp::checkpoint
