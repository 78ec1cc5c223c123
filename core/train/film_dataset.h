#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "checkpoint/model_config.h"
#include "media/preprocess.h"
#include "media/video_reader.h"
#include "train/data/conversation_files.h"
#include "train/example.h"

namespace vp::train {

struct FilmDatasetOptions {
  std::uint64_t seed = 1;  ///< of the order
  int max_questions = 16;  ///< a film at a time; the next epoch goes on with its next questions
  int max_turns = 2;       ///< a dialogue
  /// The canvas of a teacher that sees, see Example::teacher_pictures.
  std::optional<media::PreprocessOptions> teacher_canvas;
};

/// Films with conversations about them (train/data), in a shuffled order. A film that cannot be used, or of
/// which is said more than the model's context can hold, is an example without pixels, whose name says why.
class FilmDataset final : public Dataset {
 public:
  /// At least one entry. The tokenizer outlives the dataset.
  FilmDataset(std::vector<TrainingEntry> entries, const FilmDatasetOptions& options,
              const checkpoint::ModelConfig& model, const text::Tokenizer& tokenizer);

  std::uint64_t size() const override { return entries_.size(); }
  Example example(std::uint64_t index) const override;
  /// What reading an entry's film has cost so far: each epoch reads it again, and none indexes it again.
  media::DecodeStats film_stats(std::uint64_t entry) const;

 private:
  media::VideoReader open(std::uint64_t entry) const;

  std::vector<TrainingEntry> entries_;
  mutable std::mutex scans_mutex_;             // several threads load
  mutable std::vector<media::ScanPtr> scans_;  // of the entries whose films were opened
  mutable std::int64_t kept_frames_ = 0;       // in all of them
  FilmDatasetOptions options_;
  checkpoint::VisionConfig vision_;
  std::int64_t context_;  // tokens
  const text::Tokenizer* tokenizer_;
};

}  // namespace vp::train
