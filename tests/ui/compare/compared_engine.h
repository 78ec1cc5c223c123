#pragma once

#include "engine/interventions.h"
#include "engine/occlusion.h"
#include "support/golden_clips.h"

namespace vp::test {

/// What the window compares and checks, without any window: the golden clip and a question about it.
struct ComparedEngine {
  std::shared_ptr<const engine::Model> model;
  std::shared_ptr<const engine::EncodedVideo> video;
  engine::ExaminedQuestion question;
};

inline ComparedEngine compared_engine(const std::string& question, int max_new_tokens) {
  base::NoProgress progress;
  ComparedEngine side;
  side.model = load_golden_model(1);
  engine::VideoRequest request;
  request.file = kGoldenFolder / "clip_landscape.mkv";
  request.pictures = true;
  side.video = engine::EncodedVideo::encode(side.model, request, progress);
  side.question.question = question;
  side.question.options.max_new_tokens = max_new_tokens;
  return side;
}

}  // namespace vp::test
