#include "engine/prompt_embeddings.h"

#include <ATen/ops/cat.h>

#include "engine/model_impl.h"
#include "text/prompt.h"

namespace vp::engine {

std::vector<std::int64_t> token_counts(const std::vector<at::Tensor>& frames) {
  std::vector<std::int64_t> counts;
  for (const at::Tensor& tokens : frames) counts.push_back(tokens.size(0));
  return counts;
}

at::Tensor prompt_embeddings(const Model& model, const std::vector<text::TokenId>& positions,
                             const std::vector<at::Tensor>& frames, std::size_t first) {
  auto frame = frames.begin();
  std::vector<at::Tensor> parts;
  std::vector<std::int64_t> ids;
  const auto flush = [&] {
    if (!ids.empty()) parts.push_back(model.impl().decoder.embed(ids));
    ids.clear();
  };
  for (std::size_t i = 0; i < positions.size();) {
    if (positions[i] != text::kFrameMark) {
      if (i >= first) ids.push_back(positions[i]);
      ++i;
      continue;
    }
    const at::Tensor& tokens = *frame++;
    if (i >= first) {
      flush();
      parts.push_back(tokens);
    }
    i += static_cast<std::size_t>(tokens.size(0));
  }
  flush();
  return at::cat(parts);
}

}  // namespace vp::engine
