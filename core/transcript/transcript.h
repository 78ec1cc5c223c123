#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"

namespace vp::transcript {

struct TranscriptFrame {
  std::int64_t index = 0;
  std::int64_t pts = 0;
  std::string time_base;               ///< "1/24000"
  double time_s = 0;                   ///< after the first frame
  std::optional<double> duration_s{};  ///< that it is on the screen; older records do not say
};

/// A small picture of a map over its frame, for the forms that people read.
struct MapThumbnail {
  std::string caption;  ///< "FSRA of frame 48 at 2.002 s"
  int width = 0;        ///< pixels
  int height = 0;
  std::vector<std::byte> png;
};

/// The record of a session: enough for someone else to ask the same again and compare.
struct Transcript {
  struct Video {
    std::string file;
    std::string sha256;
    std::string container, codec;
    int width = 0, height = 0;
    double duration_s = 0;
    /// When the first frame begins by the file's own clock (media::VideoInfo::start_s); older records do not
    /// say.
    std::optional<double> start_s{};
    std::int64_t frame_count = 0;
    double frames_per_s = 0;
    /// The container's number of the stream that was looked at; absent where there was no choice.
    std::optional<int> stream{};
    bool deinterlaced = false;  ///< of interlaced pictures one field was kept
    std::string colours{};      ///< what was done to them (media::VideoInfo::colours)
  } video;
  std::optional<std::int64_t> range_start_s, range_end_s;
  bool frames_chosen = false;  ///< one by one, instead of by the model's rule within the range
  int frame_slots = 8;
  std::vector<TranscriptFrame> frames;
  std::vector<engine::Turn> turns;
  struct Model {
    std::string name, hash;
    std::int64_t visual_parameters = 0, decoder_parameters = 0;
  } model;
  std::string device, dtype;
  std::string kv_cache{};  ///< see engine::AnsweredBy
  int threads = 0;
  double decode_ms = 0;                         ///< opening the video, sampling and decoding its frames
  double encode_ms = 0;                         ///< from the frames to the decoder's tokens
  std::map<std::string, std::string> versions;  ///< program, libtorch, ffmpeg, blas
  std::string created;                          ///< ISO 8601, UTC
  std::vector<std::string> warnings;
  std::vector<float> gstra_mass;                    ///< per frame slot, mean over heads; empty without maps
  std::vector<std::filesystem::path> map_pictures;  ///< relative to the transcript, for Markdown
  std::vector<MapThumbnail> map_thumbnails;  ///< for Markdown, HTML and PDF; the JSON form leaves them out
};

/// What gave an answer of the record: what its turn says; where a turn with tokens says nothing, it is of
/// before turns did, and of the record's model. Not known for an answer that is known as text.
engine::AnsweredBy answered_by(const Transcript& transcript, const engine::Turn& turn);
/// The model that the record itself names: the one that encoded the frames.
engine::AnsweredBy answered_by(const Transcript& transcript);
/// Whether an answer is of another computation than the record's own.
bool is_of_several_models(const Transcript& transcript);

/// Collects the record but for the video's hash, for which all of the file has to be read.
Transcript make_transcript_without_hash(const engine::EncodedVideo& video,
                                        const std::vector<engine::Turn>& turns);

/// Collects the record; hashes the video file, unless it was changed or removed after it was analysed: a
/// warning in the record then says so. Throws Error(Video) when it cannot be read, Error(Stopped).
Transcript make_transcript(const engine::EncodedVideo& video, const std::vector<engine::Turn>& turns,
                           const std::stop_token& stop = {});

/// CommonMark for people: nothing in questions, answers or file names is read as markup, and what is not
/// UTF-8 or is a control character becomes U+FFFD. Thumbnails stand in the file itself, at its end.
std::string to_markdown(const Transcript& transcript, const std::stop_token& stop = {});

/// JSON for programs, `"format": "videopanda-transcript"`, `"version": 2`, described by
/// resources/schemas/transcript.schema.json. Always valid UTF-8 (other bytes become U+FFFD); a number that is
/// not finite becomes null.
std::string to_json(const Transcript& transcript, const std::stop_token& stop = {});

/// "end_token", "length", "stopped", "interrupted" or "repetition".
std::string_view name_of(engine::Turn::Finish finish);

/// Throws Error(Usage) when write_transcript() would refuse a file of this name. `more`: an ending that the
/// sentence names too, since the caller can write it.
void check_transcript_name(const std::filesystem::path& file, std::string_view more = {});

/// Writes atomically by the file's ending in any case, one of kForms (transcript/forms.h). Throws
/// Error(Usage) for any other, Error(Output), Error(Stopped).
void write_transcript(const std::filesystem::path& file, const Transcript& transcript,
                      const std::stop_token& stop = {});

}  // namespace vp::transcript
