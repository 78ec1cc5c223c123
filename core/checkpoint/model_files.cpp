#include "checkpoint/model_files.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "base/paths.h"
#include "checkpoint/checkpoint_error.h"
#include "checkpoint/config_parts.h"
#include "checkpoint/prepared.h"
#include "hub/hub_cache.h"

namespace vp::checkpoint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProjectorFolder = "MBZUAI/Video-ChatGPT-7B";
constexpr const char* kProjectorFile = "video_chatgpt-7B.bin";

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

}  // namespace

bool is_prepared(const fs::path& folder) {
  return is_there(folder / kPreparedRecordName);
}

std::optional<fs::path> find_part(const fs::path& checkpoint, std::string_view name) {
  const std::optional<hub::Repository> published = hub::repository_of(name);
  if (!published && !hub::is_plain_name(name)) return std::nullopt;
  const fs::path last = published ? fs::path(published->name) : fs::path(name);
  const fs::path whole = published ? fs::path(published->organisation) / last : last;
  const fs::path folder = base::absolute_path(checkpoint).lexically_normal();
  fs::path place = folder.has_filename() ? folder : folder.parent_path();
  constexpr int kPlaces = 3;  // the checkpoint's folder and two above
  for (int i = 0; i < kPlaces; ++i, place = place.parent_path())
    for (const fs::path& candidate : {place / whole, place / last})
      if (is_there(candidate)) return candidate;
  if (!published) return std::nullopt;
  const fs::path cache = hub::hub_cache_folder([](const char* variable) { return std::getenv(variable); });
  if (!cache.is_absolute()) return std::nullopt;
  return hub::HubCache(cache).snapshot(*published, "main");
}

ModelFiles find_model_files(const ModelFiles& given, const ModelConfig& config) {
  ModelFiles files = given;
  if (config.system == System::VideoPanda || is_prepared(files.folder)) return files;
  if (files.encoder.empty()) {
    const ConfigReader reader = open_config(files.folder / "config.json");
    // What has to be there, read_model_config() has found.
    const char* const key = config.system == System::VideoLlava ? "mm_video_tower" : "mm_vision_tower";
    files.encoder = find_part(files.folder, reader.text(key).value_or("")).value_or(fs::path());
  }
  if (config.system != System::VideoChatGpt) return files;
  if (files.projector.empty()) {
    const auto folder = find_part(files.folder, kProjectorFolder);
    if (folder && is_there(*folder / kProjectorFile)) files.projector = *folder / kProjectorFile;
  }
  if (files.projector.empty())
    refuse(
        files.folder,
        base::message("is Video-ChatGPT's decoder; its projector file %1 lies neither beside it or above it "
                      "(in %2) nor in the model hub's cache; put it there, or name it with --projector.",
                      kProjectorFile, kProjectorFolder));
  return files;
}

}  // namespace vp::checkpoint
