#include "base/sha256.h"

#include <openssl/evp.h>

#include <fstream>
#include <vector>

namespace vp::base {

struct Sha256::Impl {
  EVP_MD_CTX* context = EVP_MD_CTX_new();

  Impl() { reset(); }
  ~Impl() { EVP_MD_CTX_free(context); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void reset() {
    if (context == nullptr || EVP_DigestInit_ex(context, EVP_sha256(), nullptr) != 1)
      throw Error(ErrorCode::Device,
                  base::message("The cryptography library offers no SHA-256; reinstall libssl."));
  }
};

Sha256::Sha256() : impl_(std::make_unique<Impl>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size());
}

void Sha256::update(std::string_view text) {
  EVP_DigestUpdate(impl_->context, text.data(), text.size());
}

Sha256::Digest Sha256::finish() {
  Digest digest{};
  EVP_DigestFinal_ex(impl_->context, digest.data(), nullptr);
  impl_->reset();
  return digest;
}

std::string to_hex(const Sha256::Digest& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string sha256_of_file(const std::filesystem::path& file, ErrorCode unreadable,
                           const std::stop_token& stop) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw Error(unreadable,
                base::message("Cannot read %1: check that it exists and may be read.", file.string()));
  Sha256 hash;
  std::vector<char> block(1 << 20);
  while (stream) {
    throw_if_stopped(stop);
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.update(std::as_bytes(std::span(block.data(), static_cast<std::size_t>(stream.gcount()))));
  }
  if (stream.bad())
    throw Error(unreadable, base::message("Reading %1 failed half-way; check the disk.", file.string()));
  return to_hex(hash.finish());
}

}  // namespace vp::base
