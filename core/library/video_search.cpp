#include "library/video_search.h"

#include <algorithm>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"

namespace vp::library {

bool is_video(const std::filesystem::path& file, const StoredVideo& video, const std::stop_token& stop) {
  const StoredVideo there = describe_file(file);
  if (!there.facts.known() || there.facts.size_bytes != video.facts.size_bytes) return false;
  if (video.sha256.empty()) return file.filename() == video.file.filename();
  try {
    return base::sha256_of_file(file, base::ErrorCode::Video, stop) == video.sha256;
  } catch (const base::Error& error) {
    // A file that cannot be read is not what is looked for.
    if (error.code() == base::ErrorCode::Stopped) throw;
    return false;
  }
}

std::optional<std::filesystem::path> find_moved_video(const StoredVideo& video,
                                                      const std::filesystem::path& folder,
                                                      const std::stop_token& stop) {
  constexpr int kMostEntries = 200'000;
  std::vector<std::filesystem::path> candidates;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entries(
      folder, std::filesystem::directory_options::skip_permission_denied, error);
  for (int seen = 0;
       !error && entries != std::filesystem::recursive_directory_iterator() && seen < kMostEntries; ++seen) {
    base::throw_if_stopped(stop);
    std::error_code unreadable;
    const auto status = entries->symlink_status(unreadable);
    if (!unreadable && std::filesystem::is_regular_file(status) &&
        static_cast<std::int64_t>(entries->file_size(unreadable)) == video.facts.size_bytes && !unreadable)
      candidates.push_back(entries->path());
    entries.increment(error);
  }
  std::stable_partition(candidates.begin(), candidates.end(), [&](const std::filesystem::path& candidate) {
    return candidate.filename() == video.file.filename();
  });
  for (const std::filesystem::path& candidate : candidates)
    if (is_video(candidate, video, stop)) return candidate;
  return std::nullopt;
}

}  // namespace vp::library
