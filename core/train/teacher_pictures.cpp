#include "train/teacher_pictures.h"

namespace vp::train {

void add_teacher_picture(const base::RgbImage& frame, const media::PreprocessOptions& canvas,
                         Example& example) {
  example.teacher_rect = media::canvas_rect(frame.width, frame.height, canvas);
  example.teacher_pictures.push_back(media::to_canvas(frame, canvas));
}

}  // namespace vp::train
