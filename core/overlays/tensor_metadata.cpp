#include "overlays/tensor_metadata.h"

#include <nlohmann/json.hpp>

namespace vp::overlays {

std::map<std::string, std::string> tensor_metadata(const engine::EncodedVideo& video) {
  const engine::ModelFacts& model = video.model();
  nlohmann::json indices = nlohmann::json::array(), times = nlohmann::json::array(),
                 pts = nlohmann::json::array();
  for (const engine::SampledFrame& frame : video.frames()) {
    indices.push_back(frame.index);
    times.push_back(frame.time_s);
    pts.push_back(frame.timestamp.pts);
  }
  const base::Rect& valid = video.maps().valid;
  const base::Rational time_base = video.info().time_base;
  return {
      {"frame_indices", indices.dump()},
      {"frame_times_s", times.dump()},
      {"frame_pts", pts.dump()},
      {"time_base", std::to_string(time_base.num) + "/" + std::to_string(time_base.den)},
      {"valid_patches", nlohmann::json({valid.top, valid.left, valid.bottom, valid.right}).dump()},
      {"model_name", model.name},
      {"model_hash", model.hash},
      {"device", model.device},
      {"dtype", model.dtype},
      {"depends_on", "the film only"},
  };
}

}  // namespace vp::overlays
