#include "train/film_dataset.h"

#include <algorithm>
#include <exception>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "engine/frame_layout.h"
#include "engine/preprocessing.h"
#include "media/frame_sampling.h"
#include "text/prompt.h"
#include "train/scene_dataset.h"
#include "train/scenes/random.h"
#include "train/teacher_pictures.h"

namespace vp::train {
namespace {

// The turns that come in this epoch, in dialogues of at most `max_turns` turns.
std::vector<std::vector<Turn>> dialogues(const std::vector<Turn>& turns, std::uint64_t epoch,
                                         const FilmDatasetOptions& options) {
  const auto most = static_cast<std::uint64_t>(options.max_questions);
  const std::uint64_t parts = (turns.size() + most - 1) / most;
  const std::uint64_t first = epoch % parts * most;
  std::vector<std::vector<Turn>> result;
  for (std::uint64_t i = first; i < turns.size() && i < first + most; ++i) {
    if (result.empty() || static_cast<int>(result.back().size()) >= options.max_turns) result.emplace_back();
    result.back().push_back(turns[i]);
  }
  return result;
}

// Tokens of the longest dialogue with the video, of so many tokens, before it.
std::int64_t longest(const Example& example, std::int64_t video_tokens) {
  const auto marks = std::count(example.text.prefix.begin(), example.text.prefix.end(), text::kFrameMark);
  std::size_t said = 0;
  for (const TextBranch& branch : example.text.branches) said = std::max(said, branch.ids.size());
  return video_tokens + static_cast<std::int64_t>(example.text.prefix.size() + said) - marks;
}

}  // namespace

FilmDataset::FilmDataset(std::vector<TrainingEntry> entries, const FilmDatasetOptions& options,
                         const checkpoint::ModelConfig& model, const text::Tokenizer& tokenizer)
    : entries_(std::move(entries)),
      options_(options),
      vision_(model.vision),
      context_(model.decoder.max_position_embeddings),
      tokenizer_(&tokenizer) {
  scenes::Random(options.seed).shuffle(entries_);
  scans_.resize(entries_.size());
}

media::VideoReader FilmDataset::open(std::uint64_t entry) const {
  // Some 100 bytes a frame: beyond this, films are indexed anew each time.
  constexpr std::int64_t kMostFrames = std::int64_t{1} << 24;
  const std::filesystem::path& file = entries_[entry].video;
  media::ScanPtr known;
  {
    const std::lock_guard lock(scans_mutex_);
    known = scans_[entry];
  }
  if (known && known->facts == base::file_facts(file)) return media::VideoReader::open(known);
  base::NoProgress progress;
  media::VideoReader reader = media::VideoReader::open(file, progress);
  const std::lock_guard lock(scans_mutex_);
  if (scans_[entry]) kept_frames_ -= scans_[entry]->index.size();
  scans_[entry].reset();
  if (kept_frames_ + reader.index().size() <= kMostFrames) {
    scans_[entry] = reader.scan();
    kept_frames_ += reader.index().size();
  }
  return reader;
}

media::DecodeStats FilmDataset::film_stats(std::uint64_t entry) const {
  const std::lock_guard lock(scans_mutex_);
  return scans_[entry] ? scans_[entry]->stats() : media::DecodeStats{};
}

Example FilmDataset::example(std::uint64_t index) const {
  const std::uint64_t place = index % entries_.size();
  const TrainingEntry& entry = entries_[place];
  Example example;
  example.name = entry.video.string();
  try {
    base::NoProgress progress;
    media::VideoReader reader = open(place);
    const media::PreprocessOptions preprocessing = engine::preprocess_options(vision_);
    const auto frames = media::read_frames(
        reader,
        media::sample_frame_indices(reader.index(), reader.info().average_frame_rate.value(),
                                    vision_.all_num_frames, vision_.num_frames),
        progress);
    const std::size_t frame_size = std::size_t{4} * static_cast<std::size_t>(vision_.image_size) *
                                   static_cast<std::size_t>(vision_.image_size);
    std::vector<float> pixels(static_cast<std::size_t>(vision_.all_num_frames) * frame_size, 0.0F);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      media::preprocess(frames[i].image, preprocessing,
                        std::span(pixels).subspan(i * frame_size, frame_size));
      if (options_.teacher_canvas) add_teacher_picture(frames[i].image, *options_.teacher_canvas, example);
    }
    example.frame_count = static_cast<std::int64_t>(frames.size());
    example.grid = token_grid(frames.front().image.width, frames.front().image.height, vision_);
    example.text = encode_clip_text(*tokenizer_, vision_.all_num_frames,
                                    dialogues(entry.turns, index / entries_.size(), options_));
    const std::int64_t video_tokens = engine::token_count(
        engine::slot_layouts(vision_, frames.front().image.width, frames.front().image.height, frames.size(),
                             static_cast<std::size_t>(vision_.all_num_frames)));
    if (const std::int64_t length = longest(example, video_tokens); length > context_)
      throw base::Error(
          base::ErrorCode::Usage,
          base::untranslated("with what is said of it, it takes " + std::to_string(length) +
                             " tokens where the model's context has room for " + std::to_string(context_) +
                             "; shorten the text, or allow fewer turns a dialogue."));
    example.pixels = std::move(pixels);
  } catch (const std::exception& error) {
    // Also a size that no memory is enough for: whatever is wrong is this film's, and it is skipped.
    example.name += std::string(": ") + error.what();
  }
  return example;
}

}  // namespace vp::train
