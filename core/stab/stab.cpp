#include "stab/stab.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <utility>

#include "base/error.h"

namespace vp::stab {
namespace {

void check_pixels(const at::Tensor& pixels, const checkpoint::VisionConfig& config) {
  const std::int64_t size = config.image_size;
  TORCH_CHECK(pixels.dim() == 5 && pixels.size(1) == config.num_frames && pixels.size(2) == 4 &&
                  pixels.size(3) == size && pixels.size(4) == size,
              "STAB takes (B, ", config.num_frames, ", 4, ", size, ", ", size, "), got ", pixels.sizes());
}

template <typename Layer, typename... Arguments>
std::optional<Layer> make_unless(bool left_out, Arguments&&... arguments) {
  if (left_out) return std::nullopt;
  return Layer(std::forward<Arguments>(arguments)...);
}

template <typename Folded, typename Layer>
std::optional<Folded> fold(const std::optional<Layer>& layer) {
  if (!layer) return std::nullopt;
  return Folded(*layer);
}

// The map of an attention that is left out.
at::Tensor no_attention(at::IntArrayRef shape, const at::Tensor& like) {
  return at::zeros(shape, like.options().dtype(at::kFloat).requires_grad(false));
}

// Steps 1 to 4 and 5 to 6 of the spec's section 3 are the same for both forms but for the layers they call,
// which are called only for what is not left out.
// `e` (B, T, H, W, d) are the embedded patches; `project` takes the context (F, d), which may be undefined,
// and the tokens (F, h, w, d) of frames to their sequences (F, n, D).
template <typename LsteOf, typename GstraOf, typename LsdOf, typename FsraOf, typename ProjectOf>
StabResult run(const at::Tensor& pixels, const at::Tensor& e, const checkpoint::VisionConfig& config,
               const checkpoint::Ablation& without, const std::optional<Fusion>& fusion, bool training,
               LsteOf&& lste, GstraOf&& gstra, LsdOf&& lsd, FsraOf&& fsra, ProjectOf&& project) {
  const std::int64_t frames_per_chunk = pixels.size(1);
  StabResult result;
  result.lste = without.lste ? e.to(at::kFloat) : lste(e);
  const std::int64_t patches = e.size(1) * e.size(2) * e.size(3);
  const GstraResult global = without.gstra
                                 ? GstraResult{{}, no_attention({e.size(0), config.gstra_heads, patches}, e)}
                                 : gstra(result.lste);
  result.gstra = global.context;
  result.gstra_attention = global.attention;
  // The dense connection adds one to the other (step 4): (B·T, H, W, d) both.
  const at::Tensor encoded = result.lste.flatten(0, 1), embedded = e.flatten(0, 1);

  result.frames.resize(static_cast<std::size_t>(e.size(0) * frames_per_chunk));
  for (const FrameGroup& group : group_frames(pixels.select(2, 3).flatten(0, 1), config)) {
    const at::Tensor members =
        at::tensor(at::ArrayRef<std::int64_t>(group.frames), e.options().dtype(at::kLong));
    const auto valid = [&](const at::Tensor& x) {  // (F, H', W', d)
      const at::Tensor all = group.frames.size() == result.frames.size() ? x : x.index_select(0, members);
      return all.narrow(1, group.valid.top, group.valid.height())
          .narrow(2, group.valid.left, group.valid.width());
    };
    const LsdResult local = without.lsd ? average_windows(valid(encoded), valid(embedded), config)
                                        : lsd(valid(encoded), valid(embedded));
    const std::int64_t cells = local.tokens.size(1) * local.tokens.size(2);
    const FsraResult spatial =
        without.fsra ? FsraResult{{}, no_attention({local.tokens.size(0), config.num_heads, cells}, e)}
                     : fsra(local.tokens);
    at::Tensor chunk_context, context;  // (F, d)
    if (!without.gstra)
      chunk_context = global.context.index_select(0, at::floor_divide(members, frames_per_chunk));
    if (!without.gstra || !without.fsra) context = fusion->forward(spatial.context, chunk_context, training);
    const at::Tensor projected = project(context, local.tokens);  // (F, n, D)
    const auto of_frame = [](const at::Tensor& values, std::int64_t n) {
      return values.defined() ? values[n] : at::Tensor();
    };
    for (std::size_t i = 0; i < group.frames.size(); ++i) {
      const auto n = static_cast<std::int64_t>(i);
      result.frames[static_cast<std::size_t>(group.frames[i])] = {group.valid,
                                                                  projected[n],
                                                                  spatial.attention[n],
                                                                  local.attention[n],
                                                                  local.tokens[n].flatten(0, 1),
                                                                  of_frame(spatial.context, n),
                                                                  of_frame(context, n)};
    }
  }
  return result;
}

}  // namespace

Stab::Stab(const checkpoint::VisionConfig& config, std::int64_t llm_width, kernels::TensorSource& weights,
           const std::string& prefix, const StabDropout& dropout)
    : config_(config),
      patch_embedding_(config, weights, prefix + "video_tower."),
      lste_(make_unless<Lste>(config.ablation.lste, config, weights, prefix + "video_tower.")),
      gstra_(make_unless<Gstra>(config.ablation.gstra, config, weights, prefix + "video_tower.",
                                dropout.gstra_mlp)),
      lsd_(make_unless<Lsd>(config.ablation.lsd, config, weights, prefix + "video_tower.")),
      fsra_(make_unless<Fsra>(config.ablation.fsra, config, weights, prefix + "video_tower.")),
      fusion_(make_unless<Fusion>(config.ablation.fsra && config.ablation.gstra, config, weights,
                                  prefix + "video_tower.", dropout.fusion)),
      split_embedding_(config.ablation.row
                           ? at::Tensor()
                           : weights.take(prefix + "video_tower.split_embedding", {config.hidden_size})),
      projector_(config.hidden_size, llm_width, weights, prefix + "video_projector.") {}

StabResult Stab::forward(const at::Tensor& pixels, bool training) const {
  check_pixels(pixels, config_);
  const at::Tensor e = patch_embedding_.forward(pixels.narrow(2, 0, 3)).to(at::kFloat);
  return run(
      pixels, e, config_, config_.ablation, fusion_, training,
      [&](const at::Tensor& x) { return lste_->forward(x, training); },
      [&](const at::Tensor& x) { return gstra_->forward(x, training); },
      [&](const at::Tensor& lste, const at::Tensor& embedded) { return lsd_->forward(lste, embedded); },
      [&](const at::Tensor& tokens) { return fsra_->forward(tokens); },
      [&](const at::Tensor& context, const at::Tensor& tokens) {
        return projector_.forward(lay_out_tokens(context, tokens, split_embedding_));
      });
}

FoldedStab::FoldedStab(Stab stab)
    : stab_(std::move(stab)),
      lste_(fold<FoldedLste>(stab_.lste_)),
      gstra_(fold<FoldedGstra>(stab_.gstra_)),
      lsd_(fold<FoldedLsd>(stab_.lsd_)),
      fsra_(fold<FoldedFsra>(stab_.fsra_)) {
  const at::NoGradGuard no_grad;
  if (!stab_.config_.ablation.row)
    projected_split_ = stab_.projector_.forward(stab_.split_embedding_.unsqueeze(0)).squeeze(0);
}

at::Tensor FoldedStab::project(const at::Tensor& context, const at::Tensor& tokens, bool row) const {
  const std::int64_t frames = tokens.size(0), h = tokens.size(1), w = tokens.size(2);
  const at::Tensor projected = stab_.projector_.forward(lay_out_tokens(context, tokens, {}));
  if (!row) return projected;
  const std::int64_t first = context.defined() ? 1 : 0;
  return lay_out_tokens(context.defined() ? projected.select(1, 0) : at::Tensor(),
                        projected.narrow(1, first, h * w).view({frames, h, w, projected.size(2)}),
                        projected_split_);
}

StabResult FoldedStab::forward(const at::Tensor& pixels, const checkpoint::Ablation& also_without) const {
  const at::NoGradGuard no_grad;
  check_pixels(pixels, stab_.config_);
  const checkpoint::Ablation without = stab_.config_.ablation | also_without;
  const at::Tensor e = stab_.patch_embedding_.forward(pixels.narrow(2, 0, 3));
  return run(
      pixels, e, stab_.config_, without, stab_.fusion_, false,
      [&](const at::Tensor& x) { return lste_->forward(x); },
      [&](const at::Tensor& x) { return gstra_->forward(x); },
      [&](const at::Tensor& lste, const at::Tensor& embedded) { return lsd_->forward(lste, embedded); },
      [&](const at::Tensor& tokens) { return fsra_->forward(tokens); },
      [&](const at::Tensor& context, const at::Tensor& tokens) {
        return project(context, tokens, !without.row);
      });
}

}  // namespace vp::stab
