#include "transcript/map_thumbnails.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/number_text.h"
#include "media/picture_file.h"
#include "overlays/thumbnail.h"

namespace vp::transcript {
namespace {

constexpr int kLongestSide = 224;
constexpr std::size_t kMostPictures = 512;

MapThumbnail thumbnail_of(std::string caption, const base::RgbImage& picture) {
  return {std::move(caption), picture.width, picture.height, media::encode_png(picture)};
}

// A PNG file below the folder, links followed; nothing for any other name.
std::optional<std::filesystem::path> picture_below(const std::filesystem::path& folder,
                                                   const std::filesystem::path& name) {
  if (name.is_absolute() || base::lower_case(name.extension().string()) != ".png") return std::nullopt;
  std::error_code error;
  const std::filesystem::path root = std::filesystem::canonical(folder.empty() ? "." : folder, error);
  if (error) return std::nullopt;
  std::filesystem::path file = std::filesystem::canonical(root / name, error);
  if (error || !std::filesystem::is_regular_file(file, error)) return std::nullopt;
  const auto [in_root, in_file] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  if (in_root != root.end()) return std::nullopt;
  return file;
}

}  // namespace

std::vector<MapThumbnail> map_thumbnails(const engine::EncodedVideo& video, const std::stop_token& stop) {
  std::vector<MapThumbnail> thumbnails;
  if (video.maps().empty()) return thumbnails;
  for (int i = 0; i < static_cast<int>(video.frames().size()); ++i) {
    const engine::SampledFrame& frame = video.frames()[static_cast<std::size_t>(i)];
    if (frame.picture.pixels.empty()) return {};
    for (const attention::FrameMap map : {attention::FrameMap::Fsra, attention::FrameMap::Gstra}) {
      base::throw_if_stopped(stop);
      thumbnails.push_back(thumbnail_of(std::string(overlays::name_of(map)) + " of frame " +
                                            std::to_string(frame.index) + " at " +
                                            base::fixed(frame.time_s, 3) + " s",
                                        overlays::map_thumbnail(video, i, map, kLongestSide)));
    }
  }
  return thumbnails;
}

std::vector<MapThumbnail> map_thumbnails_of_files(const Transcript& transcript,
                                                  const std::filesystem::path& folder,
                                                  const std::stop_token& stop) {
  std::vector<MapThumbnail> thumbnails;
  for (const std::filesystem::path& name : transcript.map_pictures) {
    base::throw_if_stopped(stop);
    if (thumbnails.size() == kMostPictures) break;
    const std::optional<std::filesystem::path> file = picture_below(folder, name);
    if (!file) continue;
    try {
      thumbnails.push_back(
          thumbnail_of(name.stem().string(), overlays::shrunk(media::read_picture(*file), kLongestSide)));
    } catch (const base::Error& fault) {
      if (fault.code() != base::ErrorCode::Video) throw;  // one that cannot be read is left out
    }
  }
  return thumbnails;
}

}  // namespace vp::transcript
