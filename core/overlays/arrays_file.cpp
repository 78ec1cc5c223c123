#include "overlays/arrays_file.h"

#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "attention/attention_maps.h"
#include "base/error.h"
#include "checkpoint/safetensors_writer.h"

namespace vp::overlays {
namespace {

// Tensors under their names, with their values kept alive until they are written.
class TensorFile {
 public:
  void add(const std::string& name, std::vector<std::int64_t> shape, std::vector<float> values) {
    values_.push_back(std::move(values));
    tensors_.push_back(
        {{name, checkpoint::Dtype::Float32, std::move(shape)}, std::as_bytes(std::span(values_.back()))});
  }
  const std::vector<checkpoint::TensorToWrite>& tensors() const { return tensors_; }

 private:
  std::deque<std::vector<float>> values_;
  std::vector<checkpoint::TensorToWrite> tensors_;
};

std::map<std::string, std::string> metadata_of(const engine::Model& model,
                                               const engine::EncodedVideo& video) {
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
      {"model_name", model.name()},
      {"model_hash", model.hash()},
      {"device", model.device()},
      {"dtype", model.dtype()},
  };
}

}  // namespace

void write_arrays(const std::filesystem::path& file_name, const engine::Model& model,
                  const engine::EncodedVideo& video, const std::stop_token& stop) {
  TensorFile file;
  const attention::AttentionMaps& maps = video.maps();
  file.add("gstra_attention", {maps.chunks, maps.gstra_heads, maps.frames_per_chunk * maps.grid * maps.grid},
           maps.gstra);
  const std::vector<std::int64_t> token_counts = video.tokens_per_frame();
  for (int slot = 0; slot < video.frame_slots(); ++slot) {
    const attention::FrameMaps& frame = maps.frames[static_cast<std::size_t>(slot)];
    const std::string prefix = "frame" + std::to_string(slot) + ".";
    const std::int64_t cells = frame.height * frame.width;
    const std::int64_t area = static_cast<std::int64_t>(frame.lsd.size()) / (maps.heads * cells);
    file.add(prefix + "fsra_attention", {maps.heads, cells}, frame.fsra);
    file.add(prefix + "lsd_attention", {maps.heads, cells, area}, frame.lsd);
    file.add(prefix + "tokens", {token_counts[static_cast<std::size_t>(slot)], video.token_width()},
             video.frame_tokens(slot));
  }
  base::throw_if_stopped(stop);
  checkpoint::write_safetensors(file_name, file.tensors(), metadata_of(model, video));
}

}  // namespace vp::overlays
