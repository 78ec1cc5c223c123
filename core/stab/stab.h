#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint/model_config.h"
#include "stab/frame_tokens.h"
#include "stab/fsra.h"
#include "stab/fusion.h"
#include "stab/gstra.h"
#include "stab/lsd.h"
#include "stab/lste.h"
#include "stab/patch_embedding.h"
#include "stab/projector.h"

namespace vp::stab {

/// What STAB and the projector give for one frame. The map of a part that is left out is all zero: nothing
/// looked anywhere; its other results are undefined.
struct FrameResult {
  base::Rect valid;           ///< patches
  at::Tensor tokens;          // (1 + h · (w + 1), D), see TokenLayout
  at::Tensor fsra_attention;  // (heads, h · w) float32
  at::Tensor lsd_attention;   // (heads, h · w, s²) float32
  at::Tensor lsd;             // (h · w, d)
  at::Tensor fsra;            // (d)
  at::Tensor context;         // (d)
};

/// What they give for a batch of chunks.
struct StabResult {
  at::Tensor lste;                  // (B, T, H, W, d); without LSTE the patch embeddings
  at::Tensor gstra;                 // (B, d)
  at::Tensor gstra_attention;       // (B, heads, T · H · W) float32
  std::vector<FrameResult> frames;  // B · T
};

/// Dropout probabilities in training, as the authors' blocks have them.
struct StabDropout {
  double gstra_mlp = 0.5;
  double fusion = 0.5;
};

/// The Spatio-Temporal Alignment Block and the projector in their plain, differentiable form: the reference,
/// and what is trained. (Paper section 3; spec section 3.) Parts that the config's ablation names have no
/// parameters and are left out.
class Stab {
 public:
  /// Parameters PREFIX + video_tower.* and PREFIX + video_projector.*; `llm_width` is D.
  Stab(const checkpoint::VisionConfig& config, std::int64_t llm_width, kernels::TensorSource& weights,
       const std::string& prefix, const StabDropout& dropout = {});

  /// pixels (B, T, 4, S, S) float32: B chunks of T preprocessed frames, the fourth channel the mask.
  StabResult forward(const at::Tensor& pixels, bool training) const;

 private:
  friend class FoldedStab;

  checkpoint::VisionConfig config_;
  PatchEmbedding patch_embedding_;
  std::optional<Lste> lste_;
  std::optional<Gstra> gstra_;
  std::optional<Lsd> lsd_;
  std::optional<Fsra> fsra_;
  std::optional<Fusion> fusion_;  // nothing is fused without both FSRA and GSTRA
  at::Tensor split_embedding_;    // (d)
  Projector projector_;
};

/// The same for inference, by the identities of spec section 3 ("equal results for less work"). Not
/// differentiable. Results agree with the plain form to rounding.
class FoldedStab {
 public:
  explicit FoldedStab(Stab stab);

  const checkpoint::VisionConfig& config() const { return stab_.config_; }
  /// Nothing where the model has neither FSRA nor GSTRA.
  const std::optional<Fusion>& fusion() const { return stab_.fusion_; }
  /// `without` is left out, besides what the config leaves out.
  StabResult forward(const at::Tensor& pixels, const checkpoint::Ablation& without = {}) const;

 private:
  /// context (F, d), which may be undefined, and tokens (F, h, w, d) -> (F, n, D). The row-split token is the
  /// same in every row of every frame and is projected once, not with them.
  at::Tensor project(const at::Tensor& context, const at::Tensor& tokens, bool row) const;

  Stab stab_;
  std::optional<FoldedLste> lste_;
  std::optional<FoldedGstra> gstra_;
  std::optional<FoldedLsd> lsd_;
  std::optional<FoldedFsra> fsra_;
  at::Tensor projected_split_;  // (D) in the weights' dtype; undefined without row-split tokens
};

}  // namespace vp::stab
