#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "base/geometry.h"
#include "base/timestamp.h"

namespace vp::media {

enum class VideoCodec {
  H264,  ///< lossy, 4:2:0, in MP4: what most videos are
  Ffv1,  ///< every pixel as it was, in Matroska
};

/// The ending that goes with the codec's container: ".mp4", ".mkv".
const char* file_extension(VideoCodec codec);

struct VideoWriterOptions {
  VideoCodec codec = VideoCodec::H264;
  int width = 0;  ///< pixels; even for H.264
  int height = 0;
  base::Rational frame_rate{25, 1};  ///< pictures a second; on average, with write_at()
  /// What the times of write_at() are counted in; num 0: write() spaces the pictures evenly.
  base::Rational time_base{0, 1};
  int crf = 20;  ///< H.264's constant rate factor: 0 lossless, 18 hardly seen, 51 worst

  bool sound = false;  ///< with a sound track, AAC; only with H.264
  int threads = 1;     ///< of the encoder; 0: one a core, and other bytes on other machines

  /// Throws Error(Usage) that names the field.
  void validate() const;
};

/// Writes pictures as a video file that appears under its name when it is whole. The same pictures give the
/// same bytes. Every failure throws Error(Output) and names the file.
class VideoWriter {
 public:
  VideoWriter(const std::filesystem::path& file, const VideoWriterOptions& options);
  VideoWriter(VideoWriter&&) noexcept;
  VideoWriter& operator=(VideoWriter&&) noexcept;
  /// Without finish() nothing is left behind.
  ~VideoWriter();

  /// The next picture; its size is the options'.
  void write(const base::RgbImage& picture);
  /// The next picture, shown `duration` ticks of options.time_base from `pts` on: not before the one before
  /// it ends, and for a tick at least.
  void write_at(const base::RgbImage& picture, std::int64_t pts, std::int64_t duration);
  /// What follows in the sound track: interleaved stereo samples at AudioReader::kSampleRate, any number.
  /// Keep sound and pictures together: what is far ahead of the other waits in memory. Only with
  /// options.sound.
  void write_sound(std::span<const std::int16_t> samples);
  /// Writes what the encoder still holds and gives the file its name. At least one picture must have been
  /// written, and none can be after it.
  void finish();

 private:
  void encode(const base::RgbImage& picture, std::int64_t pts, std::int64_t duration);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::media
