#include "transcript/json_parts.h"

namespace vp::transcript {

Json to_object(const Transcript::Video& video) {
  Json object = {{"file", video.file},
                 {"sha256", video.sha256},
                 {"container", video.container},
                 {"codec", video.codec},
                 {"width", video.width},
                 {"height", video.height},
                 {"duration_s", video.duration_s},
                 {"frame_count", video.frame_count},
                 {"frames_per_s", video.frames_per_s}};
  if (video.start_s) object["start_s"] = *video.start_s;
  if (video.stream) object["stream"] = *video.stream;
  if (video.deinterlaced) object["deinterlaced"] = true;
  if (!video.colours.empty()) object["colours"] = video.colours;
  return object;
}

Json to_object(const Transcript::Model& model) {
  return {{"name", model.name},
          {"hash", model.hash},
          {"visual_parameters", model.visual_parameters},
          {"decoder_parameters", model.decoder_parameters}};
}

Json to_object(const TranscriptFrame& frame) {
  Json object = {
      {"index", frame.index}, {"pts", frame.pts}, {"time_base", frame.time_base}, {"time_s", frame.time_s}};
  if (frame.duration_s) object["duration_s"] = *frame.duration_s;
  return object;
}

Json range_object(const Transcript& transcript) {
  if (transcript.frames_chosen) return {};
  const auto second = [](const std::optional<std::int64_t>& s) { return s ? Json(*s) : Json(nullptr); };
  return {{"start_s", second(transcript.range_start_s)}, {"end_s", second(transcript.range_end_s)}};
}

}  // namespace vp::transcript
