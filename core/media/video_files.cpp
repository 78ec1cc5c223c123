#include "media/video_files.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <system_error>

#include "base/ascii.h"

namespace vp::media {
namespace {

constexpr const char* kEndings[] = {"",      ".mp4", ".mkv", ".webm", ".avi", ".mov", ".m4v", ".mpg",
                                    ".mpeg", ".flv", ".wmv", ".ts",   ".gif", ".MP4", ".AVI", ".MOV"};

// Of what FFmpeg opens, the endings that stand for moving pictures.
constexpr std::string_view kVideoEndings[] = {
    ".mp4", ".mkv",  ".webm", ".avi", ".mov", ".m4v", ".mpg", ".mpeg", ".flv", ".wmv", ".ts",
    ".mts", ".m2ts", ".gif",  ".ogv", ".3gp", ".vob", ".mxf", ".asf",  ".dv",  ".y4m", ".nut"};

}  // namespace

bool has_video_ending(const std::filesystem::path& file) {
  const std::string ending = base::lower_case(file.extension().string());
  return std::find(std::begin(kVideoEndings), std::end(kVideoEndings), ending) != std::end(kVideoEndings);
}

std::optional<std::filesystem::path> path_below(const std::filesystem::path& folder, std::string_view name) {
  if (name.empty() || name.find('\0') != std::string_view::npos) return std::nullopt;
  const std::filesystem::path relative(name);
  if (relative.is_absolute() || std::find(relative.begin(), relative.end(), "..") != relative.end())
    return std::nullopt;
  return folder / relative;
}

std::optional<std::filesystem::path> find_video_named(const std::filesystem::path& folder,
                                                      std::string_view name) {
  const std::optional<std::filesystem::path> plain = path_below(folder, name);
  if (!plain) return std::nullopt;
  const std::filesystem::path activity_net = plain->parent_path() / ("v_" + plain->filename().string());
  for (const std::filesystem::path& stem : {*plain, activity_net})
    for (const char* ending : kEndings) {
      std::filesystem::path file = stem.string() + ending;
      std::error_code error;
      if (std::filesystem::is_regular_file(file, error)) return file;
    }
  return std::nullopt;
}

}  // namespace vp::media
