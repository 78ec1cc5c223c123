#include "hub/hub_cache.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace vp::hub {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 128;
constexpr std::streamsize kLongestSmallFile = 4096;

}  // namespace

std::string line_of_small_file(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return {};
  std::ifstream stream(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(kLongestSmallFile), '\0');
  stream.read(text.data(), kLongestSmallFile);
  text.resize(static_cast<std::size_t>(stream.gcount()));
  text.resize(std::min(text.size(), text.find_first_of("\r\n")));
  return text;
}

bool is_plain_name(std::string_view name) {
  const auto allowed = [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

std::optional<Repository> repository_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  const std::string_view organisation = text.substr(0, slash), name = text.substr(slash + 1);
  if (!is_plain_name(organisation) || !is_plain_name(name)) return std::nullopt;
  return Repository{std::string(organisation), std::string(name)};
}

fs::path hub_home(const std::function<const char*(const char*)>& variable) {
  const auto value = [&](const char* name) {
    const char* const text = variable(name);
    return fs::path(text != nullptr ? text : "");
  };
  if (const fs::path home = value("HF_HOME"); !home.empty()) return home;
  if (const fs::path cache = value("XDG_CACHE_HOME"); !cache.empty()) return cache / "huggingface";
  const fs::path home = value("HOME");
  return home.empty() ? home : home / ".cache" / "huggingface";
}

fs::path hub_cache_folder(const std::function<const char*(const char*)>& variable) {
  if (const char* const cache = variable("HF_HUB_CACHE"); cache != nullptr && *cache != '\0') return cache;
  const fs::path home = hub_home(variable);
  return home.empty() ? home : home / "hub";
}

fs::path HubCache::folder(const Repository& repository) const {
  return cache_ / ("models--" + repository.organisation + "--" + repository.name);
}

std::optional<fs::path> HubCache::snapshot(const Repository& repository, const std::string& revision) const {
  if (!is_plain_name(revision)) return std::nullopt;
  const fs::path of_model = folder(repository);
  std::string commit = line_of_small_file(of_model / "refs" / revision);
  if (commit.empty()) commit = revision;
  if (!is_plain_name(commit)) return std::nullopt;
  const fs::path snapshot = of_model / "snapshots" / commit;
  std::error_code error;
  return fs::is_directory(snapshot, error) ? std::optional(snapshot) : std::nullopt;
}

}  // namespace vp::hub
