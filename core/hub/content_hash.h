#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "hub/repository_listing.h"

namespace vp::hub {

/// The hash of a listed file's content, the one that the hub names: SHA-256, or of small files git's SHA-1.
class ContentHash {
 public:
  explicit ContentHash(const ListedFile& file);
  ~ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;

  void update(std::span<const std::byte> bytes);
  /// From the beginning.
  void reset();
  /// Lower-case hexadecimal digits; it begins anew.
  std::string finish();
  /// What finish() gives for the right content, and the name that the content has in a cache.
  const std::string& expected() const { return expected_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string expected_;
  std::string before_;  ///< what git hashes before the content
};

}  // namespace vp::hub
