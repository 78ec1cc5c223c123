#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vp::serve {

/// "data:video/mp4;base64,AAAA", taken apart; both lie in the URL's own text.
struct DataUrl {
  std::string_view media_type;  ///< "video/mp4"; empty where none is given
  std::string_view base64;
};

/// Nothing for what is no data: URL in base64.
std::optional<DataUrl> data_url_of(std::string_view url);

/// The bytes that padded base64 stands for (RFC 4648, no other characters, no bits left over); nothing for
/// any other text.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace vp::serve
