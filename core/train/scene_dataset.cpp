#include "train/scene_dataset.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

#include "engine/frame_layout.h"
#include "engine/preprocessing.h"
#include "media/frame_sampling.h"
#include "media/preprocess.h"
#include "train/scenes/patch_truth.h"
#include "train/scenes/questions.h"
#include "train/scenes/random.h"
#include "train/scenes/render.h"
#include "train/teacher_pictures.h"

namespace vp::train {
namespace {

// How large a frame is drawn before it is brought to the model's size: mostly at that size itself, which a
// drawing that covers its pixels exactly may be, at times larger, as films are.
double drawn_scale(scenes::Random& random) {
  const double choice = random.uniform();
  if (choice < 0.7) return 1;
  return choice < 0.9 ? random.uniform(1.05, 1.6) : random.uniform(1.6, 2.4);
}

scenes::Question caption(const scenes::Scene& scene, scenes::Random& random) {
  return {
      random.pick({"Describe the video.", "What happens in this video?", "Describe the clip in one sentence.",
                   "What is shown here?", "Summarize the video.", "What can be seen in the clip?"}),
      scenes::describe(scene), "description"};
}

std::vector<scenes::Question> asked(const scenes::Scene& scene, const std::map<std::string, int>& again,
                                    scenes::Random& random) {
  std::vector<scenes::Question> first = scenes::make_questions(scene, random.bits());
  int rounds = 0;
  for (const auto& [type, count] : again) rounds = std::max(rounds, count);
  std::vector<scenes::Question> more;
  for (int round = 1; round <= rounds; ++round) {
    for (scenes::Question& question : scenes::make_questions(scene, random.bits())) {
      const auto wanted = again.find(question.type);
      const auto same = [&](const scenes::Question& other) { return other.question == question.question; };
      if (wanted != again.end() && round <= wanted->second &&
          std::none_of(first.begin(), first.end(), same) && std::none_of(more.begin(), more.end(), same))
        more.push_back(std::move(question));
    }
  }
  more.insert(more.end(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
  return more;
}

// Some questions stand alone, as first questions do; some follow others.
std::vector<std::vector<Turn>> dialogues(const std::vector<scenes::Question>& questions, int max_questions,
                                         int max_turns, scenes::Random& random,
                                         std::vector<std::string>& types) {
  std::vector<std::vector<Turn>> result;
  int taken = 0;
  for (const scenes::Question& question : questions) {
    if (taken++ == max_questions) break;
    const bool follows =
        !result.empty() && static_cast<int>(result.back().size()) < max_turns && random.uniform() < 0.2;
    if (!follows) {
      result.emplace_back();
      types.push_back(question.type);
    }
    result.back().push_back({question.question, question.answer});
  }
  return result;
}

}  // namespace

base::Rect token_grid(int width, int height, const checkpoint::VisionConfig& vision) {
  const attention::TokenLayout layout = engine::slot_layouts(vision, width, height, 1, 1).front();
  return {0, 0, layout.height, layout.width};
}

SceneDataset::SceneDataset(const SceneDatasetOptions& options, const checkpoint::VisionConfig& vision,
                           const text::Tokenizer& tokenizer)
    : options_(options), vision_(vision), tokenizer_(&tokenizer) {
  options_.scenes.validate();
}

Example SceneDataset::example(std::uint64_t index) const {
  const std::uint64_t seed =
      options_.test ? scenes::test_seed(options_.seed, index) : scenes::training_seed(options_.seed, index);
  const scenes::Scene scene = scenes::make_scene(seed, options_.scenes);
  scenes::Random random(seed ^ 0x5CE7EDA7A5E7ull);
  const media::PreprocessOptions preprocessing = engine::preprocess_options(vision_);
  const base::Rect canvas = media::canvas_rect(scene.width, scene.height, preprocessing);
  const double scale = drawn_scale(random);
  const int width = std::max(1, static_cast<int>(std::lround(canvas.width() * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(canvas.height() * scale)));

  Example example;
  example.name = "scene " + std::to_string(index);
  example.grid = token_grid(scene.width, scene.height, vision_);
  const std::vector<std::int64_t> frames = media::sample_frame_indices(
      scene.frame_count, scene.frames_per_second, vision_.all_num_frames, vision_.num_frames);
  example.frame_count = static_cast<std::int64_t>(frames.size());
  const std::size_t frame_size =
      std::size_t{4} * static_cast<std::size_t>(vision_.image_size * vision_.image_size);
  // Slots without a frame stay zero in all four channels: padding frames.
  example.pixels.assign(static_cast<std::size_t>(vision_.all_num_frames) * frame_size, 0.0F);
  scenes::Renderer renderer(scene, width, height);
  base::RgbImage picture;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    renderer.draw(frames[i], picture);
    media::preprocess(picture, preprocessing, std::span(example.pixels).subspan(i * frame_size, frame_size));
    if (options_.teacher_canvas) add_teacher_picture(picture, *options_.teacher_canvas, example);
    example.truth.push_back(
        scenes::patch_truth(scene, frames[i], example.grid.height(), example.grid.width()));
  }
  const std::vector<scenes::Question> questions = options_.captions_only
                                                      ? std::vector<scenes::Question>{caption(scene, random)}
                                                      : asked(scene, options_.asked_again, random);
  example.text = encode_clip_text(
      *tokenizer_, vision_.all_num_frames,
      dialogues(questions, options_.max_questions, options_.max_turns, random, example.types));
  return example;
}

}  // namespace vp::train
