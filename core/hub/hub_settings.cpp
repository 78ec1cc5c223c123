#include "hub/hub_settings.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/message_text.h"
#include "hub/hub_cache.h"
#include "net/http_client.h"

namespace vp::hub {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const base::Message& message) {
  throw base::Error(base::ErrorCode::Usage, message);
}

}  // namespace

HubSettings HubSettings::from(const std::function<const char*(const char*)>& variable) {
  const auto value = [&](const char* name) {
    const char* const text = variable(name);
    return std::string(text != nullptr ? text : "");
  };
  HubSettings settings;
  settings.cache = hub_cache_folder(variable);
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
    settings.token = line_of_small_file(value("HF_TOKEN_PATH").empty() ? hub_home(variable) / "token"
                                                                       : fs::path(value("HF_TOKEN_PATH")));
  if (std::any_of(settings.token.begin(), settings.token.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) > '~';
      }))
    refuse(base::message(
        "The hub's token holds what no token holds; look at HF_TOKEN or at the file of HF_TOKEN_PATH."));
  const std::string offline = base::lower_case(value("HF_HUB_OFFLINE"));
  settings.offline = offline == "1" || offline == "true" || offline == "yes" || offline == "on";
  return settings;
}

}  // namespace vp::hub
