#include "hub/hub_cache.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/ascii.h"
#include "base/error.h"
#include "base/message_text.h"
#include "net/http_client.h"

namespace vp::hub {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 128;
constexpr std::streamsize kLongestSmallFile = 4096;

[[noreturn]] void refuse(const base::Message& message) {
  throw base::Error(base::ErrorCode::Usage, message);
}

/// The first line of a small file, without blanks at its ends; empty where there is none.
std::string line_in(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return {};
  std::ifstream stream(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(kLongestSmallFile), '\0');
  stream.read(text.data(), kLongestSmallFile);
  text.resize(static_cast<std::size_t>(stream.gcount()));
  text.resize(std::min(text.size(), text.find_first_of("\r\n")));
  return text;
}

}  // namespace

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

HubSettings HubSettings::from(const std::function<const char*(const char*)>& variable) {
  const auto value = [&](const char* name) {
    const char* const text = variable(name);
    return std::string(text != nullptr ? text : "");
  };
  HubSettings settings;
  const fs::path user_cache = !value("XDG_CACHE_HOME").empty() ? fs::path(value("XDG_CACHE_HOME"))
                              : !value("HOME").empty()         ? fs::path(value("HOME")) / ".cache"
                                                               : fs::path();
  const fs::path home = !value("HF_HOME").empty() ? fs::path(value("HF_HOME")) : user_cache / "huggingface";
  settings.cache = !value("HF_HUB_CACHE").empty() ? fs::path(value("HF_HUB_CACHE")) : home / "hub";
  if (!settings.cache.is_absolute())
    refuse(base::message(
        "There is no folder for downloaded models; set HOME, HF_HOME or HF_HUB_CACHE to a whole path."));
  if (std::string endpoint = value("HF_ENDPOINT"); !endpoint.empty()) {
    while (endpoint.ends_with('/')) endpoint.pop_back();
    if (!net::is_plain_http_url(endpoint))
      refuse(base::message("HF_ENDPOINT is \"%1\", which is no address of http or https.",
                           base::for_message(endpoint, 200)));
    settings.endpoint = std::move(endpoint);
  }
  settings.token = value("HF_TOKEN");
  if (settings.token.empty())
    settings.token =
        line_in(value("HF_TOKEN_PATH").empty() ? home / "token" : fs::path(value("HF_TOKEN_PATH")));
  if (std::any_of(settings.token.begin(), settings.token.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) > '~';
      }))
    refuse(base::message(
        "The hub's token holds what no token holds; look at HF_TOKEN or at the file of HF_TOKEN_PATH."));
  const std::string offline = base::lower_case(value("HF_HUB_OFFLINE"));
  settings.offline = offline == "1" || offline == "true" || offline == "yes" || offline == "on";
  return settings;
}

fs::path HubCache::folder(const Repository& repository) const {
  return cache_ / ("models--" + repository.organisation + "--" + repository.name);
}

std::optional<fs::path> HubCache::snapshot(const Repository& repository, const std::string& revision) const {
  if (!is_plain_name(revision)) return std::nullopt;
  const fs::path of_model = folder(repository);
  std::string commit = line_in(of_model / "refs" / revision);
  if (commit.empty()) commit = revision;
  if (!is_plain_name(commit)) return std::nullopt;
  const fs::path snapshot = of_model / "snapshots" / commit;
  std::error_code error;
  return fs::is_directory(snapshot, error) ? std::optional(snapshot) : std::nullopt;
}

}  // namespace vp::hub
