#pragma once

#include "base/geometry.h"
#include "media/preprocess.h"
#include "train/example.h"

namespace vp::train {

/// Puts a frame, as it was decoded, on a teacher's canvas, behind the example's frames before it.
void add_teacher_picture(const base::RgbImage& frame, const media::PreprocessOptions& canvas,
                         Example& example);

}  // namespace vp::train
