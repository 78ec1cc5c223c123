#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

namespace vp::media {

/// The sound of a file as interleaved stereo 16-bit samples at a fixed rate. Not thread-safe.
class AudioReader {
 public:
  static constexpr int kSampleRate = 48000;
  static constexpr int kChannels = 2;

  /// nullopt when the file has no sound that can be decoded. `origin_s` is the stream time of the first
  /// picture, so that all times here are those of FrameIndex::seconds. `stop` interrupts this and all that is
  /// done with the reader later. Throws Error(Video) for a file that cannot be opened, Error(Stopped).
  static std::optional<AudioReader> open(const std::filesystem::path& file, double origin_s,
                                         const std::stop_token& stop = {});

  AudioReader(AudioReader&&) noexcept;
  AudioReader& operator=(AudioReader&&) noexcept;
  ~AudioReader();

  /// The next read() starts at this time; silence is given where the sound starts later. Throws
  /// Error(Stopped).
  void seek(double seconds);
  /// Fills `samples` (frames * kChannels); returns how many frames were written, 0 at the end. Throws
  /// Error(Stopped).
  std::size_t read(std::span<std::int16_t> samples);

 private:
  struct Impl;
  explicit AudioReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::media
