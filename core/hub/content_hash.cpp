#include "hub/content_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <new>

#include "base/error.h"

namespace vp::hub {

struct ContentHash::Impl {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  const EVP_MD* kind = nullptr;
  ~Impl() { EVP_MD_CTX_free(context); }
};

ContentHash::ContentHash(const ListedFile& file)
    : impl_(std::make_unique<Impl>()), expected_(file.sha256.empty() ? file.git_sha1 : file.sha256) {
  if (impl_->context == nullptr) throw std::bad_alloc();
  impl_->kind = file.sha256.empty() ? EVP_sha1() : EVP_sha256();
  if (file.sha256.empty()) before_ = "blob " + std::to_string(file.size) + '\0';
  reset();
}

ContentHash::~ContentHash() = default;

void ContentHash::update(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(impl_->context, bytes.data(), bytes.size());
}

void ContentHash::reset() {
  // A processor's policy may forbid SHA-1 (FIPS); then small files cannot be compared.
  if (EVP_DigestInit_ex(impl_->context, impl_->kind, nullptr) != 1)
    throw base::Error(base::ErrorCode::Device,
                      base::message("This system's OpenSSL does not compute the hash that the hub names."));
  update(std::as_bytes(std::span(before_)));
}

std::string ContentHash::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(impl_->context, digest.data(), &length);
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", digest[i]);
    text += digits;
  }
  reset();
  return text;
}

}  // namespace vp::hub
