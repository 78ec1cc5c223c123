#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "checkpoint/model_config.h"
#include "media/preprocess.h"
#include "train/example.h"
#include "train/scenes/scene.h"

namespace vp::train {

struct SceneDatasetOptions {
  scenes::SceneOptions scenes;
  std::uint64_t seed = 1;
  bool test = false;           ///< scenes of test seeds, which training never draws
  int max_questions = 16;      ///< a video
  bool captions_only = false;  ///< one description a video instead of questions
  /// How many times as many questions of a type are asked again, in other words or about other objects; it is
  /// not they that max_questions leaves out.
  std::map<std::string, int> asked_again;
  int max_turns = 2;  ///< a dialogue: questions one after the other, where the rest stand alone
  /// The canvas of a teacher that sees, see Example::teacher_pictures.
  std::optional<media::PreprocessOptions> teacher_canvas;
};

/// Drawn scenes, endless, each drawn when it is asked for at about the model's own size.
class SceneDataset final : public Dataset {
 public:
  /// The tokenizer outlives the dataset.
  SceneDataset(const SceneDatasetOptions& options, const checkpoint::VisionConfig& vision,
               const text::Tokenizer& tokenizer);

  std::uint64_t size() const override { return std::uint64_t{1} << 62; }
  Example example(std::uint64_t index) const override;

 private:
  SceneDatasetOptions options_;
  checkpoint::VisionConfig vision_;
  const text::Tokenizer* tokenizer_;
};

/// The grid of tokens of a width x height picture, (h, w) from (0, 0).
base::Rect token_grid(int width, int height, const checkpoint::VisionConfig& vision);

}  // namespace vp::train
