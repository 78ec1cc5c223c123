#include "transcript/transcript.h"

#include <algorithm>

#include "attention/reduction.h"
#include "base/file_facts.h"
#include "base/paths.h"
#include "base/sha256.h"
#include "base/utc_time.h"
#include "engine/system_info.h"

namespace vp::transcript {
namespace {

/// The stream by its number where a later version could take another one.
std::optional<int> stream_to_record(const engine::VideoRequest& request, const media::VideoInfo& info) {
  const auto videos = std::count_if(info.streams.begin(), info.streams.end(),
                                    [](const media::StreamInfo& stream) { return stream.kind == "video"; });
  return request.open.stream || videos > 1 ? std::optional(info.stream) : std::nullopt;
}

}  // namespace

engine::AnsweredBy answered_by(const Transcript& transcript) {
  return {transcript.model.name, transcript.model.hash, transcript.device,
          transcript.dtype,      transcript.threads,    transcript.kv_cache};
}

engine::AnsweredBy answered_by(const Transcript& transcript, const engine::Turn& turn) {
  if (turn.by.known()) return turn.by;
  return turn.token_ids.empty() && turn.prompt_tokens == 0 ? engine::AnsweredBy() : answered_by(transcript);
}

bool is_of_several_models(const Transcript& transcript) {
  const engine::AnsweredBy own = answered_by(transcript);
  return std::any_of(transcript.turns.begin(), transcript.turns.end(), [&](const engine::Turn& turn) {
    const engine::AnsweredBy by = answered_by(transcript, turn);
    return by.known() && !by.computes_as(own);
  });
}

Transcript make_transcript(const engine::EncodedVideo& video, const std::vector<engine::Turn>& turns,
                           const std::stop_token& stop) {
  Transcript transcript = make_transcript_without_hash(video, turns);
  const std::filesystem::path& file = video.request().file;
  const auto unchanged = [&] {
    return !video.file_facts().known() || base::file_facts(file) == video.file_facts();
  };
  if (unchanged()) transcript.video.sha256 = base::sha256_of_file(file, base::ErrorCode::Video, stop);
  if (!unchanged()) {
    // The hash of what the model did not see would be evidence for something else.
    transcript.video.sha256.clear();
    transcript.warnings.emplace_back(
        "The video file was changed or removed after it was analysed, so its hash is not in this record.");
  }
  return transcript;
}

Transcript make_transcript_without_hash(const engine::EncodedVideo& video,
                                        const std::vector<engine::Turn>& turns) {
  const engine::ModelFacts& model = video.model();
  const engine::VideoRequest& request = video.request();
  const media::VideoInfo& info = video.info();
  const engine::SystemInfo system = engine::system_info();

  Transcript transcript;
  transcript.video = {.file = base::absolute_path(request.file).string(),
                      .sha256 = {},
                      .container = info.container,
                      .codec = info.codec,
                      .width = info.width,
                      .height = info.height,
                      .duration_s = info.duration_s,
                      .start_s = info.start_s,
                      .frame_count = info.frame_count,
                      .frames_per_s = info.average_frame_rate.value(),
                      .stream = stream_to_record(request, info),
                      .deinterlaced = request.open.deinterlace,
                      .colours = info.colours};
  transcript.range_start_s = request.range.start_s;
  transcript.range_end_s = request.range.end_s;
  transcript.frames_chosen = !request.frame_indices.empty();
  transcript.frame_slots = video.frame_slots();
  for (const engine::SampledFrame& frame : video.frames()) {
    const base::Rational& time_base = frame.timestamp.time_base;
    transcript.frames.push_back(
        {.index = frame.index,
         .pts = frame.timestamp.pts,
         .time_base = std::to_string(time_base.num) + "/" + std::to_string(time_base.den),
         .time_s = frame.time_s,
         .duration_s = frame.duration_s});
  }
  transcript.turns = turns;
  transcript.model = {.name = model.name,
                      .hash = model.hash,
                      .visual_parameters = model.visual_parameters,
                      .decoder_parameters = model.decoder_parameters};
  transcript.device = model.device;
  transcript.dtype = model.dtype;
  transcript.kv_cache = model.kv_cache;
  transcript.threads = model.threads;
  transcript.decode_ms = video.decode_ms();
  transcript.encode_ms = video.encode_ms();
  transcript.versions = {{"program", system.program_version},
                         {"libtorch", system.libtorch_version},
                         {"ffmpeg", system.ffmpeg_version},
                         {"blas", system.blas}};
  transcript.created = base::utc_text(base::now_ms());
  transcript.warnings = base::texts_of(video.warnings());
  if (!video.maps().empty()) transcript.gstra_mass = attention::gstra_mass_per_frame(video.maps(), {});
  return transcript;
}

}  // namespace vp::transcript
