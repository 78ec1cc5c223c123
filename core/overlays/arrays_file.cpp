#include "overlays/arrays_file.h"

#include <string>
#include <vector>

#include "attention/attention_maps.h"
#include "checkpoint/safetensors_writer.h"
#include "overlays/tensor_metadata.h"

namespace vp::overlays {

void write_arrays(const std::filesystem::path& file_name, const engine::EncodedVideo& video,
                  const std::stop_token& stop) {
  checkpoint::TensorsToWrite file;
  const attention::AttentionMaps& maps = video.maps();
  if (!maps.empty())
    file.add("gstra_attention",
             {maps.chunks, maps.gstra_heads, maps.frames_per_chunk * maps.grid * maps.grid}, maps.gstra);
  for (std::size_t slot = 0; slot < maps.frames.size(); ++slot) {
    const attention::FrameMaps& frame = maps.frames[slot];
    const std::string prefix = "frame" + std::to_string(slot) + ".";
    const std::int64_t cells = frame.height * frame.width;
    const std::int64_t area = static_cast<std::int64_t>(frame.lsd.size()) / (maps.heads * cells);
    file.add(prefix + "fsra_attention", {maps.heads, cells}, frame.fsra);
    file.add(prefix + "lsd_attention", {maps.heads, cells, area}, frame.lsd);
  }
  const attention::TowerMaps& tower = video.tower_maps();
  const bool class_token = tower.kind == attention::TowerMaps::Kind::ClassToken;
  if (!tower.empty())
    file.add(class_token ? "cls_attention" : "received_attention",
             {tower.frames(), tower.heads, tower.columns()}, tower.values);
  if (!tower.time.empty())
    file.add("cls_temporal_attention", {tower.frames() / tower.run, tower.heads, tower.run, tower.run},
             tower.time);
  const std::vector<std::int64_t> counts = video.tokens_per_frame();
  // Video-ChatGPT's tokens are not those of frames.
  const bool of_frames = counts.size() == static_cast<std::size_t>(video.frame_slots());
  for (std::size_t piece = 0; piece < counts.size(); ++piece)
    file.add((of_frames ? "frame" : "piece") + std::to_string(piece) + ".tokens",
             {counts[piece], video.token_width()}, video.frame_tokens(static_cast<int>(piece)));
  checkpoint::write_safetensors(file_name, file.tensors(), tensor_metadata(video), stop);
}

}  // namespace vp::overlays
