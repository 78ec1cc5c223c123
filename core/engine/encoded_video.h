#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "attention/attention_maps.h"
#include "attention/tower_maps.h"
#include "base/file_facts.h"
#include "base/geometry.h"
#include "base/progress.h"
#include "base/timestamp.h"
#include "engine/model.h"
#include "media/frame_sampling.h"
#include "media/scan.h"
#include "media/video_info.h"

namespace vp::engine {

/// What is to be encoded.
struct VideoRequest {
  std::filesystem::path file;
  media::OpenOptions open;  ///< which of its video streams, and what is done with their pictures
  media::TimeRange range;
  int frames = 0;  ///< a multiple of VisionConfig::num_frames; 0: the checkpoint's own number, all_num_frames
  /// Frames chosen by hand, ascending, instead of those of the sampling rule; `range` and `frames` must then
  /// be left alone. A last chunk that they do not fill is padded. Empty: by the rule.
  std::vector<std::int64_t> frame_indices;
  bool attention_maps = true;  ///< keep FSRA, GSTRA and LSD maps, or a tower's
  bool pictures = false;       ///< keep SampledFrame::seen and picture
  /// Encode more tokens, too, than the model's context has room for; nothing can be asked about them.
  bool beyond_context = false;
  media::ScanPtr scan;  ///< of the file, where it was opened so before: it is then not indexed again

  bool operator==(const VideoRequest&) const = default;
};

/// Pictures larger than this many pixels a side are read from the film where they are wanted: those of all
/// frames would need gigabytes.
inline constexpr int kShownSide = 640;

/// A frame as the model saw it.
struct SampledFrame {
  std::int64_t index = 0;
  base::Timestamp timestamp;
  double time_s = 0;
  base::RgbImage seen;     ///< as media::resize_for_model() makes it; empty unless asked for
  base::RgbImage picture;  ///< for people: its longer side at most kShownSide; empty unless asked for
  double duration_s = 0;   ///< that it is on the screen; 0 where that is not known
};

/// The tokens of a video's frames and what is known about how they came about. Immutable.
class EncodedVideo {
 public:
  /// Opens, samples, decodes (Phase::Decode), preprocesses and encodes (Phase::Encode). Refuses before
  /// decoding what the model's context has no room for. Throws Error(Video), Error(Usage), Error(Device),
  /// Error(Stopped).
  static std::shared_ptr<const EncodedVideo> encode(const std::shared_ptr<const Model>& model,
                                                    const VideoRequest& request, base::Progress& progress,
                                                    const std::stop_token& stop = {});
  /// What write() wrote, for the same model in the same precision, for the same request and for a video file
  /// of which that was `seen`. The file may come from anyone: everything in it is checked against the model.
  /// Throws Error(Checkpoint) when it is not such a file.
  static std::shared_ptr<const EncodedVideo> read(const std::filesystem::path& file, ModelFactsPtr model,
                                                  const VideoRequest& request, const base::FileFacts& seen);
  /// No film: no frames and no tokens. A conversation about it reads the same prompt without them.
  static std::shared_ptr<const EncodedVideo> none(const std::shared_ptr<const Model>& model);
  ~EncodedVideo();

  /// Writes tokens, maps, pictures and all that is known about them as safetensors. Throws Error(Output),
  /// Error(Stopped).
  void write(const std::filesystem::path& file, const std::stop_token& stop = {}) const;
  /// How large that file is, but for a few thousand bytes.
  std::int64_t stored_bytes() const;

  /// Whether read() made it: decode_ms() and encode_ms() are then of when it was encoded.
  bool was_read() const;

  /// Of the model that it was encoded with. The weights are not held.
  const ModelFacts& model() const;
  const VideoRequest& request() const;
  /// Of the video file, from before it was opened.
  const base::FileFacts& file_facts() const;
  /// Of the film that was encoded, to open it once more at once. Null for one that was read from a file and
  /// whose request had none.
  const media::ScanPtr& scan() const;
  const media::VideoInfo& info() const;
  /// The sampled frames in time order; the chunks' padding frames are not among them.
  const std::vector<SampledFrame>& frames() const;
  /// Frames that there is room for, padding included: a multiple of the chunk length.
  int frame_slots() const;
  /// Tokens of each piece, see token_layouts(): of each frame slot, but for Video-ChatGPT.
  std::vector<std::int64_t> tokens_per_frame() const;
  /// Of STAB; empty unless asked for, and of another system.
  const attention::AttentionMaps& maps() const;
  /// Of a vision tower; empty unless asked for, and of Video-Panda.
  const attention::TowerMaps& tower_maps() const;
  /// Damaged parts and the like, one sentence each.
  const std::vector<base::Message>& warnings() const;
  double decode_ms() const;
  double encode_ms() const;
  /// The projected tokens of a piece, (tokens, LLM width) as float, for export.
  std::vector<float> frame_tokens(int slot) const;
  std::int64_t token_width() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit EncodedVideo(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::engine
