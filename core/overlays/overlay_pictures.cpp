#include "overlays/overlay_pictures.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/file_facts.h"
#include "engine/preprocessing.h"
#include "media/picture_file.h"
#include "media/video_reader.h"
#include "overlays/frame_overlay.h"

namespace vp::overlays {
namespace {

// In the order of attention::FrameMap, then of attention::TowerMaps::Kind.
constexpr const char* kEndings[] = {"_fsra.png", "_gstra.png", "_cls.png", "_received.png"};

/// "frame12_fsra.png"
bool is_picture_name(const std::string& name) {
  const std::string start = "frame";
  const std::size_t digits_end = name.find_first_not_of("0123456789", start.size());
  return name.starts_with(start) && digits_end != std::string::npos && digits_end > start.size() &&
         std::count(std::begin(kEndings), std::end(kEndings), name.substr(digits_end)) > 0;
}

[[noreturn]] void refuse_changed_film(const engine::EncodedVideo& video) {
  throw base::Error(base::ErrorCode::Video,
                    base::message("%1 was changed or removed after it was analysed; analyse it again.",
                                  video.request().file.string()));
}

base::RgbImage cut_out(const base::RgbImage& picture, const base::Rect& part) {
  base::RgbImage cut{part.width(), part.height(), {}};
  for (int y = part.top; y < part.bottom; ++y)
    cut.pixels.insert(cut.pixels.end(), picture.row(y) + 3 * part.left, picture.row(y) + 3 * part.right);
  return cut;
}

/// A map that is to be laid over a picture, and what the file's name ends in.
struct NamedMap {
  base::RgbImage picture;
  FrameOverlay drawn;
  const char* ending;
};

std::vector<NamedMap> maps_of_frame(const engine::EncodedVideo& video, int frame,
                                    const base::RgbImage& picture) {
  std::vector<NamedMap> maps;
  const attention::TowerMaps& tower = video.tower_maps();
  if (tower.empty()) {
    for (const attention::FrameMap map : {attention::FrameMap::Fsra, attention::FrameMap::Gstra})
      maps.push_back({picture, overlay_of(video, frame, {.map = map}), kEndings[static_cast<int>(map)]});
    return maps;
  }
  FrameOverlay drawn;
  drawn.grid = attention::tower_grid(tower, frame, {});
  const base::Rect part = engine::seen_part(picture.width, picture.height, video.model().config);
  maps.push_back({cut_out(picture, part), std::move(drawn), kEndings[2 + static_cast<int>(tower.kind)]});
  return maps;
}

}  // namespace

void guard_overlay_pictures(base::FileGuard& guard, const std::filesystem::path& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (is_picture_name(entry->path().filename().string())) guard.writes(entry->path());
}

void for_each_picture(const engine::EncodedVideo& video, const std::function<void(int, base::RgbImage)>& take,
                      base::Progress& progress, const std::stop_token& stop) {
  const engine::VideoRequest& request = video.request();
  if (video.file_facts().known() && base::file_facts(request.file) != video.file_facts())
    refuse_changed_film(video);
  media::VideoReader reader = video.scan()
                                  ? media::VideoReader::open(video.scan(), stop)
                                  : media::VideoReader::open(request.file, request.open, progress, stop);
  int place = 0;
  for (const engine::SampledFrame& frame : video.frames()) {
    std::optional<media::VideoFrame> read =
        frame.index < reader.index().size() ? reader.read(frame.index, stop) : std::nullopt;
    if (!read) refuse_changed_film(video);
    take(place++, std::move(read->image));
  }
}

std::vector<std::filesystem::path> write_overlay_pictures(const engine::EncodedVideo& video,
                                                          const std::filesystem::path& folder,
                                                          base::Progress& progress,
                                                          const std::stop_token& stop) {
  std::vector<std::filesystem::path> files;
  const auto count = static_cast<std::int64_t>(video.frames().size());
  const std::int64_t total = video.tower_maps().empty() ? 2 * count : count;
  const auto write = [&](int frame, const base::RgbImage& picture) {
    for (const auto& [seen, drawn, ending] : maps_of_frame(video, frame, picture)) {
      base::throw_if_stopped(stop);
      progress.report(base::Phase::Write, static_cast<std::int64_t>(files.size()), total);
      const std::filesystem::path file =
          folder / ("frame" + std::to_string(video.frames()[static_cast<std::size_t>(frame)].index) + ending);
      media::write_png(file, attention::overlay(seen, drawn.grid, drawn.options));
      files.push_back(file);
    }
  };
  base::NoProgress quiet;  // what there is to be said about the film was said when it was encoded
  try {
    for_each_picture(video, write, quiet, stop);
  } catch (...) {
    std::error_code ignored;
    for (const std::filesystem::path& file : files) std::filesystem::remove(file, ignored);
    throw;
  }
  progress.report(base::Phase::Write, total, total);
  return files;
}

}  // namespace vp::overlays
