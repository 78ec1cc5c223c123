#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.h"

namespace vp::media {

/// What a container says about one of its streams.
struct StreamInfo {
  int index = 0;
  std::string kind;    ///< "video", "audio", "subtitle", "data", "attachment"
  std::string codec;   ///< FFmpeg's codec name, e.g. "h264"; empty when unknown
  std::string detail;  ///< e.g. "640x360 yuv420p 23.976 fps" or "44100 Hz stereo"
};

/// What is known of a video file after it was opened.
struct VideoInfo {
  int stream = 0;         ///< the container's number of the stream whose pictures these are
  std::string container;  ///< FFmpeg's short name of the format
  std::string codec;
  std::string pixel_format;
  int bit_depth = 8;
  int coded_width = 0;  ///< as stored, before rotation and pixel aspect
  int coded_height = 0;
  base::Rational sample_aspect_ratio{1, 1};
  /// What was done to the colours: "HDR (PQ, BT.2020), shown as SDR"; empty: nothing.
  std::string colours;
  bool transparent = false;   ///< laid over a white ground
  bool interlaced = false;    ///< two moments are woven together in a picture
  bool deinterlaced = false;  ///< and only the first of them is shown
  int rotation_degrees = 0;   ///< clockwise, 0/90/180/270, already applied to every picture
  int width = 0;              ///< of the pictures that are handed out: upright, square pixels
  int height = 0;
  base::Rational average_frame_rate;  ///< by the true times of the frames where the header is wrong
  base::Rational header_frame_rate;   ///< as the container or the codec says it; num 0: not at all
  base::Rational time_base;
  std::int64_t frame_count = 0;
  double duration_s = 0;  ///< from the first frame's start to the last frame's end
  /// When the first frame begins by the file's own clock, which starts with its earliest sound or picture:
  /// what other players show then. All other times count from the first frame.
  double start_s = 0;
  bool has_audio = false;
  std::vector<StreamInfo> streams;
  /// What a user should know of what the model is shown, a sentence each: a choice among streams, mapped
  /// colours, interlacing.
  std::vector<std::string> notices;
};

}  // namespace vp::media
