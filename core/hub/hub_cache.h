#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vp::hub {

/// "organisation/name" of a model on the hub.
struct Repository {
  std::string organisation, name;

  std::string text() const { return organisation + "/" + name; }
  bool operator==(const Repository&) const = default;
};

/// Nothing where the text is no such name: two parts of letters, digits, "-", "_" and ".", none of which
/// begins with a dot.
std::optional<Repository> repository_of(std::string_view text);

/// HF_HUB_CACHE, HF_HOME/hub, or below the user's cache, as Hugging Face's own programs are told; empty where
/// there is no place for it. `variable` is getenv() or stands for it.
std::filesystem::path hub_cache_folder(const std::function<const char*(const char*)>& variable);

/// Hugging Face's folder in the user's cache, or HF_HOME; empty where there is no place for it.
std::filesystem::path hub_home(const std::function<const char*(const char*)>& variable);

/// The first line of a small file, without its end; empty where there is none.
std::string line_of_small_file(const std::filesystem::path& file);

/// The cache's layout: models--ORGANISATION--NAME with blobs/ETAG, snapshots/COMMIT/FILE (links to blobs) and
/// refs/REVISION (a commit).
class HubCache {
 public:
  explicit HubCache(std::filesystem::path cache) : cache_(std::move(cache)) {}

  const std::filesystem::path& path() const { return cache_; }
  std::filesystem::path folder(const Repository& repository) const;
  /// The snapshot of a branch, a tag or a commit; nothing where it is not there.
  std::optional<std::filesystem::path> snapshot(const Repository& repository,
                                                const std::string& revision) const;

 private:
  std::filesystem::path cache_;
};

/// Whether a revision or an etag may become part of a path: letters, digits, "-", "_" and ".", not beginning
/// with a dot.
bool is_plain_name(std::string_view name);

}  // namespace vp::hub
