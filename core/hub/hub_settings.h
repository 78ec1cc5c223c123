#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace vp::hub {

/// Where models come from and where they are kept, as Hugging Face's own programs are told.
struct HubSettings {
  std::filesystem::path cache;                      ///< HF_HUB_CACHE, HF_HOME/hub, or below ~/.cache
  std::string endpoint = "https://huggingface.co";  ///< HF_ENDPOINT, without a slash at its end
  std::string token;                                ///< HF_TOKEN, or what the file of HF_TOKEN_PATH holds
  bool offline = false;                             ///< HF_HUB_OFFLINE

  /// `variable` is getenv() or stands for it. Throws Error(Usage) where there is no place for a cache, or
  /// where the endpoint is no address of http or https.
  static HubSettings from(const std::function<const char*(const char*)>& variable);
};

}  // namespace vp::hub
