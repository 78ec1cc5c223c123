#pragma once

#include <cstdint>
#include <vector>

#include "checkpoint/model_config.h"
#include "train/data/conversation_files.h"
#include "train/example.h"

namespace vp::train {

/// Films with conversations about them (train/data), in an order shuffled by a seed. A film that cannot be
/// used is an example without pixels, whose name says why.
class FilmDataset final : public Dataset {
 public:
  /// At least one entry. The tokenizer outlives the dataset.
  FilmDataset(std::vector<TrainingEntry> entries, std::uint64_t seed, int max_turns,
              const checkpoint::VisionConfig& vision, const text::Tokenizer& tokenizer);

  std::uint64_t size() const override { return entries_.size(); }
  Example example(std::uint64_t index) const override;

 private:
  std::vector<TrainingEntry> entries_;
  int max_turns_;
  checkpoint::VisionConfig vision_;
  const text::Tokenizer* tokenizer_;
};

}  // namespace vp::train
