#include "checkpoint/model_files.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include "base/paths.h"
#include "checkpoint/checkpoint_error.h"
#include "checkpoint/config_parts.h"
#include "checkpoint/mapped_file.h"
#include "checkpoint/prepared.h"

namespace vp::checkpoint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProjectorFolder = "MBZUAI/Video-ChatGPT-7B";
constexpr const char* kProjectorFile = "video_chatgpt-7B.bin";

bool is_plain_part(std::string_view part) {
  const auto allowed = [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !part.empty() && part.size() <= 128 && part.front() != '.' &&
         std::all_of(part.begin(), part.end(), allowed);
}

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error);
}

/// Where Hugging Face's programs keep what they downloaded; empty where there is no place for it.
fs::path hub_cache() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value != nullptr ? value : "");
  };
  if (const fs::path cache = variable("HF_HUB_CACHE"); !cache.empty()) return cache;
  if (const fs::path home = variable("HF_HOME"); !home.empty()) return home / "hub";
  if (const fs::path cache = variable("XDG_CACHE_HOME"); !cache.empty()) return cache / "huggingface" / "hub";
  const fs::path home = variable("HOME");
  return home.empty() ? home : home / ".cache" / "huggingface" / "hub";
}

/// The snapshot of the main branch.
fs::path in_hub_cache(std::string_view organisation, std::string_view repository) {
  const fs::path cache = hub_cache();
  if (cache.empty()) return {};
  const fs::path folder = cache / ("models--" + std::string(organisation) + "--" + std::string(repository));
  constexpr std::uint64_t kLongest = 256;
  const fs::path reference = folder / "refs" / "main";
  if (!is_there(reference)) return {};
  std::string commit = read_small_file(reference, kLongest);
  while (!commit.empty() && (commit.back() == '\n' || commit.back() == '\r')) commit.pop_back();
  return is_plain_part(commit) ? folder / "snapshots" / commit : fs::path();
}

}  // namespace

bool is_prepared(const fs::path& folder) {
  return is_there(folder / kPreparedRecordName);
}

std::optional<fs::path> find_part(const fs::path& checkpoint, std::string_view name) {
  const std::size_t slash = name.find('/');
  const std::string_view organisation = slash == name.npos ? std::string_view() : name.substr(0, slash);
  const std::string_view repository = slash == name.npos ? name : name.substr(slash + 1);
  if (!is_plain_part(repository) || (slash != name.npos && !is_plain_part(organisation))) return std::nullopt;
  const fs::path folder = base::absolute_path(checkpoint).lexically_normal();
  fs::path place = folder.has_filename() ? folder : folder.parent_path();
  constexpr int kPlaces = 3;  // the checkpoint's folder and two above
  for (int i = 0; i < kPlaces; ++i, place = place.parent_path())
    for (const fs::path& candidate : {place / organisation / repository, place / repository})
      if (is_there(candidate)) return candidate;
  if (organisation.empty()) return std::nullopt;
  const fs::path cached = in_hub_cache(organisation, repository);
  return !cached.empty() && is_there(cached) ? std::optional(cached) : std::nullopt;
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
