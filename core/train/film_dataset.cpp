#include "train/film_dataset.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "engine/preprocessing.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"
#include "train/scene_dataset.h"
#include "train/scenes/random.h"

namespace vp::train {
namespace {

// A long conversation falls into dialogues of at most `max_turns` turns.
std::vector<std::vector<Turn>> dialogues(const std::vector<Turn>& turns, int max_turns) {
  std::vector<std::vector<Turn>> result;
  for (const Turn& turn : turns) {
    if (result.empty() || static_cast<int>(result.back().size()) >= max_turns) result.emplace_back();
    result.back().push_back(turn);
  }
  return result;
}

}  // namespace

FilmDataset::FilmDataset(std::vector<TrainingEntry> entries, std::uint64_t seed, int max_turns,
                         const checkpoint::VisionConfig& vision, const text::Tokenizer& tokenizer)
    : entries_(std::move(entries)), max_turns_(max_turns), vision_(vision), tokenizer_(&tokenizer) {
  scenes::Random(seed).shuffle(entries_);
}

Example FilmDataset::example(std::uint64_t index) const {
  const TrainingEntry& entry = entries_[index % entries_.size()];
  Example example;
  example.name = entry.video.string();
  try {
    base::NoProgress progress;
    media::VideoReader reader = media::VideoReader::open(entry.video, progress);
    const media::PreprocessOptions preprocessing = engine::preprocess_options(vision_);
    const auto frames = media::read_frames(
        reader,
        media::sample_frame_indices(reader.index().size(), reader.info().average_frame_rate.value(),
                                    vision_.all_num_frames, vision_.num_frames),
        progress);
    const std::size_t frame_size = std::size_t{4} * static_cast<std::size_t>(vision_.image_size) *
                                   static_cast<std::size_t>(vision_.image_size);
    std::vector<float> pixels(static_cast<std::size_t>(vision_.all_num_frames) * frame_size, 0.0F);
    for (std::size_t i = 0; i < frames.size(); ++i)
      media::preprocess(frames[i].image, preprocessing,
                        std::span(pixels).subspan(i * frame_size, frame_size));
    example.frame_count = static_cast<std::int64_t>(frames.size());
    example.grid = token_grid(frames.front().image.width, frames.front().image.height, vision_);
    example.text = encode_clip_text(*tokenizer_, vision_.all_num_frames, dialogues(entry.turns, max_turns_));
    example.pixels = std::move(pixels);
  } catch (const base::Error& error) {
    example.name += std::string(": ") + error.what();
  }
  return example;
}

}  // namespace vp::train
