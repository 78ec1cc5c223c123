#include "attention_pictures.h"

#include <algorithm>
#include <string>

#include "attention/overlay.h"
#include "attention/reduction.h"
#include "media/picture_file.h"

namespace vp::cli {

std::vector<std::filesystem::path> write_attention_pictures(const engine::EncodedVideo& video,
                                                            const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  const attention::HeadSelection mean;
  // GSTRA is one map over a whole chunk, so its frames share a scale; each frame's FSRA is a map of its own.
  const int chunk = video.maps().frames_per_chunk;
  const auto count = static_cast<int>(video.frames().size());
  for (int frame = 0; frame < count; ++frame) {
    const base::RgbImage& picture = video.frames()[static_cast<std::size_t>(frame)].picture;
    attention::OverlayOptions options;
    const std::string name = "frame" + std::to_string(frame);
    files.push_back(folder / (name + "_fsra.png"));
    media::write_png(files.back(),
                     attention::overlay(picture, attention::fsra_grid(video.maps(), frame, mean), options));
    float scale = 0;
    for (int other = frame / chunk * chunk; other < std::min(count, (frame / chunk + 1) * chunk); ++other)
      scale = std::max(scale, attention::gstra_grid(video.maps(), other, mean).maximum());
    options.scale = scale;
    files.push_back(folder / (name + "_gstra.png"));
    media::write_png(files.back(),
                     attention::overlay(picture, attention::gstra_grid(video.maps(), frame, mean), options));
  }
  return files;
}

}  // namespace vp::cli
