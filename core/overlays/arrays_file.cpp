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
  checkpoint::write_safetensors(file_name, file.tensors(), tensor_metadata(video), stop);
}

}  // namespace vp::overlays
