#include "checkpoint/model_weights.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/tensor_layout.h"

namespace vp::checkpoint {
namespace {

constexpr std::string_view kTower = "model.video_tower.";
constexpr std::string_view kProjector = "model.video_projector.";

/// What a tensor is called here; empty for one that is left out.
using Rename = std::function<std::string(std::string_view)>;

/// The tensors of several readers under other names.
class RenamedWeights final : public WeightReader {
 public:
  /// Adds what `rename` names. Throws Error(Checkpoint) for a tensor that is there already.
  void add(const std::filesystem::path& place, std::unique_ptr<WeightReader> reader, const Rename& rename) {
    for (const TensorInfo& tensor : reader->tensors())
      if (std::string name = rename(tensor.name); !name.empty())
        entries_.push_back({std::move(name), &tensor, reader.get()});
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(entries_.begin(), entries_.end(),
                                          [](const Entry& a, const Entry& b) { return a.name == b.name; });
    if (twice != entries_.end())
      refuse(place, base::message("holds the tensor %1 a second time.", in_quotes(twice->stored->name)));
    readers_.push_back(std::move(reader));
    tensors_.clear();
    for (const Entry& entry : entries_) {
      tensors_.push_back(*entry.stored);
      tensors_.back().name = entry.name;
    }
  }

  const std::vector<TensorInfo>& tensors() const override { return tensors_; }

  void read(const TensorInfo& tensor, std::span<std::byte> destination) const override {
    const Entry& entry = entries_[index_to_read(tensors_, tensor, destination)];
    entry.reader->read(*entry.stored, destination);
  }

  std::optional<TensorView> view(const TensorInfo& tensor) const override {
    const Entry& entry = entries_[known_index_of(tensors_, tensor)];
    return entry.reader->view(*entry.stored);
  }

  void populate(const TensorInfo& tensor, std::uint64_t offset, std::uint64_t length) const override {
    const Entry& entry = entries_[known_index_of(tensors_, tensor)];
    entry.reader->populate(*entry.stored, offset, length);
  }

 private:
  struct Entry {
    std::string name;
    const TensorInfo* stored;
    const WeightReader* reader;
  };

  std::vector<std::unique_ptr<WeightReader>> readers_;
  std::vector<Entry> entries_;       ///< by name
  std::vector<TensorInfo> tensors_;  ///< one an entry
};

bool take_prefix(std::string_view& name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  return true;
}

/// `name` below the tower's prefix.
std::string tower_name(std::string_view name, const TowerConfig& tower) {
  constexpr std::string_view kLayers = "encoder.layers.";
  std::string_view below = name;
  if (take_prefix(below, kLayers)) {
    std::int64_t layer = 0;
    const auto end = std::from_chars(below.data(), below.data() + below.size(), layer);
    if (end.ec != std::errc() || layer < 0 || layer >= tower.used_layers) return {};
  } else if (!name.starts_with("embeddings.") && !name.starts_with("pre_layrnorm.")) {
    return {};  // post_layernorm belongs to an output that nobody uses
  }
  if (name == "embeddings.position_ids") return {};
  return std::string(kTower) + std::string(name);
}

/// `name` as a LLaMA has it.
std::string decoder_name(std::string_view name) {
  const bool known = name.starts_with("model.embed_tokens.") || name.starts_with("model.layers.") ||
                     name.starts_with("model.norm.") || name.starts_with("lm_head.");
  return known && !name.ends_with("rotary_emb.inv_freq") ? std::string(name) : std::string();
}

std::string video_llava_name(std::string_view name, const TowerConfig& tower) {
  if (take_prefix(name, "model.video_tower.video_tower.")) return tower_name(name, tower);
  if (take_prefix(name, "model.mm_projector.")) return std::string(kProjector) + std::string(name);
  return decoder_name(name);
}

/// Transformers 5 writes "model." in front of all but the head.
std::string video_llava_hf_name(std::string_view name, const TowerConfig& tower) {
  if (take_prefix(name, "language_model.lm_head.")) return "lm_head." + std::string(name);
  if (name.starts_with("lm_head.")) return std::string(name);
  take_prefix(name, "model.");
  if (take_prefix(name, "language_model.")) {
    take_prefix(name, "model.");
    return decoder_name("model." + std::string(name));
  }
  if (take_prefix(name, "video_tower.")) {
    take_prefix(name, "vision_model.");
    return tower_name(name, tower);
  }
  if (take_prefix(name, "multi_modal_projector.linear_1."))
    return std::string(kProjector) + "0." + std::string(name);
  if (take_prefix(name, "multi_modal_projector.linear_2."))
    return std::string(kProjector) + "2." + std::string(name);
  return {};
}

std::unique_ptr<WeightReader> open_video_chatgpt(const ModelFiles& files, const TowerConfig& tower) {
  auto weights = std::make_unique<RenamedWeights>();
  weights->add(files.projector, open_pytorch_bin(files.projector), [](std::string_view name) -> std::string {
    if (name == "model.embed_tokens.weight") return std::string(name);
    return take_prefix(name, "model.mm_projector.") ? std::string(kProjector) + std::string(name) : "";
  });
  weights->add(files.folder, open_weights(files.folder), [](std::string_view name) {
    // The projector file has another table, with the tokens that stand around a video.
    return name == "model.embed_tokens.weight" ? std::string() : decoder_name(name);
  });
  weights->add(files.encoder, open_weights(files.encoder), [&](std::string_view name) {
    return take_prefix(name, "vision_model.") ? tower_name(name, tower) : std::string();
  });
  return weights;
}

}  // namespace

std::unique_ptr<WeightReader> open_model_weights(const ModelFiles& files, const ModelConfig& config) {
  if (config.system == System::VideoPanda || is_prepared(files.folder)) return open_weights(files.folder);
  if (config.system == System::VideoChatGpt) return open_video_chatgpt(files, config.tower);
  auto weights = std::make_unique<RenamedWeights>();
  weights->add(files.folder, open_weights(files.folder), [&](std::string_view name) {
    return config.system == System::VideoLlava ? video_llava_name(name, config.tower)
                                               : video_llava_hf_name(name, config.tower);
  });
  return weights;
}

}  // namespace vp::checkpoint
