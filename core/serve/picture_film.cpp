#include "serve/picture_film.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "media/video_reader.h"
#include "media/video_writer.h"

namespace vp::serve {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::int64_t kMostPixels = std::int64_t{1} << 26;

[[noreturn]] void fail_to_write(const std::filesystem::path& file, int reason) {
  throw Error(ErrorCode::Output, base::untranslated("\"" + file.string() + "\" cannot be written: " +
                                                    std::strerror(reason) + "; free some room there."));
}

base::RgbImage picture_of(const std::filesystem::path& file, const std::string& name,
                          const std::stop_token& stop) {
  base::NoProgress progress;
  try {
    media::VideoReader reader = media::VideoReader::open(file, progress, stop);
    const std::int64_t pixels = std::int64_t{reader.info().width} * reader.info().height;
    if (pixels > kMostPixels)
      throw Error(ErrorCode::Video, base::untranslated(name + " has " + std::to_string(pixels) +
                                                       " pixels; send it with fewer than 67 million."));
    if (auto frame = reader.read_nearest(0, stop)) return std::move(frame->image);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::Stopped || std::string_view(error.what()).starts_with(name)) throw;
  }
  throw Error(ErrorCode::Video, base::untranslated(name + " cannot be read; send it as JPEG, PNG or WebP."));
}

}  // namespace

void write_private_file(const std::filesystem::path& file, const std::string& bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) fail_to_write(file, errno);
  int reason = 0;
  for (std::size_t written = 0; written < bytes.size() && reason == 0;) {
    const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
    if (count > 0)
      written += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      reason = errno;
  }
  if (::close(descriptor) != 0 && reason == 0) reason = errno;
  if (reason == 0) return;
  ::unlink(file.c_str());
  fail_to_write(file, reason);
}

void write_picture_film(const std::filesystem::path& film, const std::vector<std::string>& pictures,
                        const std::filesystem::path& scratch, const std::stop_token& stop) {
  std::optional<media::VideoWriter> writer;
  int width = 0, height = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    base::throw_if_stopped(stop);
    const std::string name = "Picture " + std::to_string(i + 1) + " of the request";
    write_private_file(scratch, pictures[i]);
    const base::RgbImage picture = picture_of(scratch, name, stop);
    if (!writer) {
      media::VideoWriterOptions options;
      options.codec = media::VideoCodec::Ffv1;
      options.width = width = picture.width;
      options.height = height = picture.height;
      options.frame_rate = {1, 1};
      writer.emplace(film, options);
    }
    if (picture.width != width || picture.height != height)
      throw Error(ErrorCode::Video,
                  base::untranslated(name + " has " + std::to_string(picture.width) + " × " +
                                     std::to_string(picture.height) + " pixels and the first one " +
                                     std::to_string(width) + " × " + std::to_string(height) +
                                     "; the frames of a film are of one size."));
    writer->write(picture);
  }
  if (writer) writer->finish();
}

}  // namespace vp::serve
