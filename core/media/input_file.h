#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

#include "base/message.h"
#include "media/ffmpeg_handles.h"

namespace vp::media {

/// After so many failed reads in a row nothing more is expected of a damaged file.
inline constexpr int kMaxConsecutiveReadErrors = 64;

/// A media file opened for demuxing. Only this one local file is ever read: playlists and manifests are
/// refused and references to other files are not followed. Not movable: FFmpeg holds its address.
class InputFile {
 public:
  /// Throws Error(Video) saying what is wrong with the file, Error(Stopped).
  InputFile(std::filesystem::path file, const std::stop_token& stop);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  AVFormatContext& format() const { return *format_; }
  AVStream& stream(int index) const { return *format_->streams[index]; }
  const std::filesystem::path& path() const { return path_; }
  /// The file name in quotes, for messages.
  std::string name() const;

  /// Whether its own tables say what cannot be, so that a part of it may not be found.
  bool has_damaged_tables() const { return has_damaged_tables_; }

  /// What interrupts reading from now on.
  void set_stop(const std::stop_token& stop) { stop_ = stop; }
  /// Reads only this stream from now on.
  void select_stream(int index);
  /// From the beginning, as if newly opened, with the same stream selected.
  void reopen();
  /// Bytes read so far and in all, for progress.
  std::int64_t position() const;
  std::int64_t size() const { return size_; }

 private:
  void open();
  [[noreturn]] void fail(const base::Message& message) const;

  std::filesystem::path path_;
  std::stop_token stop_;
  std::int64_t size_ = 0;
  int selected_ = -1;
  bool is_checked_ = false;  ///< the tables of the file are believable
  bool has_damaged_tables_ = false;
  ffmpeg::IoPtr io_;
  ffmpeg::FormatPtr format_;  // after io_: it must be closed first
};

}  // namespace vp::media
