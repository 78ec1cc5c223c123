#include "serve/api_key.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/sha256.h"

namespace vp::serve {
namespace {

std::string digest_of(std::string_view text) {
  base::Sha256 sum;
  sum.update(text);
  return base::to_hex(sum.finish());
}

[[noreturn]] void refuse(const std::string& sentence) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(sentence));
}

}  // namespace

ApiKey::ApiKey(std::string_view key) {
  constexpr std::size_t kShortest = 16, kLongest = 1024;
  if (key.size() < kShortest || key.size() > kLongest ||
      !std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; }))
    refuse("A key has 16 to 1024 visible ASCII characters; make one with: openssl rand -hex 24");
  digest_ = digest_of(key);
}

ApiKey ApiKey::read(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) refuse("The key file \"" + file.string() + "\" cannot be read; check its name.");
  struct stat status {};
  std::array<char, 2048> text{};
  const bool known = ::fstat(descriptor, &status) == 0;
  const ssize_t count = ::read(descriptor, text.data(), text.size());
  ::close(descriptor);
  if (!known || !S_ISREG(status.st_mode) || count < 0)
    refuse("The key file \"" + file.string() + "\" is no file that can be read.");
  if (status.st_uid != ::geteuid() || (status.st_mode & 077) != 0)
    refuse("Others can read or change the key file \"" + file.string() +
           "\"; make it your own alone: chmod 600.");
  std::string_view key(text.data(), static_cast<std::size_t>(count));
  key = key.substr(0, key.find('\n'));
  if (key.ends_with('\r')) key.remove_suffix(1);
  return ApiKey(key);
}

bool ApiKey::is_shown_by(std::string_view authorization) const {
  if (!is_set()) return true;
  constexpr std::string_view kBearer = "Bearer ";
  const bool bearer = authorization.starts_with(kBearer);
  const std::string shown = digest_of(bearer ? authorization.substr(kBearer.size()) : authorization);
  unsigned differences = bearer ? 0 : 1;
  for (std::size_t i = 0; i < shown.size(); ++i)
    differences |= static_cast<unsigned char>(shown[i]) ^ static_cast<unsigned char>(digest_[i]);
  return differences == 0;
}

bool is_loopback(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (name == "localhost") return true;
  in_addr four{};
  if (::inet_pton(AF_INET, name.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
  in6_addr six{};
  return ::inet_pton(AF_INET6, name.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

}  // namespace vp::serve
