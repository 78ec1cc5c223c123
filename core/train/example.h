#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "train/clip_text.h"
#include "train/scenes/patch_truth.h"

namespace vp::train {

/// One video as the trainer takes it.
struct Example {
  std::string name;              ///< says in messages which one it is
  std::vector<float> pixels;     ///< (frames, 4, S, S), preprocessed; frames is a multiple of T
  std::int64_t frame_count = 0;  ///< frames of the video, without padding frames
  base::Rect grid;               ///< valid rectangle in tokens: (h, w) of a frame's tokens
  ClipText text;
  std::vector<std::string> types;         ///< of the question that begins each dialogue; may be empty
  std::vector<scenes::FrameTruth> truth;  ///< a frame each, on `grid`; empty for films
  /// For a teacher that sees: the frames on its canvas, and where on it they lie, in its pixels.
  std::vector<base::RgbImage> teacher_pictures;
  base::Rect teacher_rect;
};

/// Where examples come from. Immutable; thread-safe.
class Dataset {
 public:
  virtual ~Dataset() = default;
  /// Examples of one epoch; endless sources name a huge number.
  virtual std::uint64_t size() const = 0;
  /// From size() on those of the next epoch. The same index gives the same example. Empty pixels say that
  /// this one cannot be used; its name then says which one it is and why.
  virtual Example example(std::uint64_t index) const = 0;
};

}  // namespace vp::train
