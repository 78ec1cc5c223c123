#include "engine/model_identity.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/sha256.h"

namespace vp::engine {
namespace {

constexpr std::size_t kDigits = 64;
constexpr std::string_view kEnd = "bit";

struct Parts {
  std::string_view source;  // the digits
  base::Message form;       // "in 4 bits", "as published"
};

Parts parts_of(std::string_view hash) {
  if (!hash.ends_with(kEnd)) return {hash, base::message("as published")};
  const std::size_t dash = hash.rfind('-');
  if (dash == std::string_view::npos) return {hash, base::message("as published")};
  const std::string_view bits = hash.substr(dash + 1, hash.size() - kEnd.size() - dash - 1);
  return {hash.substr(0, dash), base::message("in %1 bits", bits)};
}

}  // namespace

std::string model_hash(const checkpoint::ModelConfig& config, const text::Tokenizer& tokenizer,
                       const std::string& weights_digest) {
  base::Sha256 hash;
  hash.update(checkpoint::identity_text(config));
  hash.update(tokenizer.digest());
  hash.update(weights_digest);
  return base::to_hex(hash.finish());
}

std::string prepared_model_hash(const checkpoint::PreparedRecord& record) {
  if (record.exact) return record.source_hash;
  const std::string end = "-" + std::to_string(record.bits) + std::string(kEnd);
  return record.source_hash.substr(0, kDigits - end.size()) + end;
}

base::Message difference_in_bits(const std::string& hash, const std::string& recorded) {
  const Parts now = parts_of(hash), then = parts_of(recorded);
  const std::size_t common = std::min(now.source.size(), then.source.size());
  constexpr std::size_t kFewest = 48;
  if (now.form == then.form || common < kFewest ||
      now.source.substr(0, common) != then.source.substr(0, common))
    return {};
  return base::message("its weights are %1 where they were %2", now.form, then.form);
}

}  // namespace vp::engine
