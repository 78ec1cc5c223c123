#include "kernels/cuda/folded_attention.cuh"

namespace vp::kernels::cuda {
namespace {

template <int kPack>
void launch_packed(const FoldedAttention& work, Stream stream) {
  const std::int64_t tokens = static_cast<std::int64_t>(work.batch) * work.tokens;
  VP_LAUNCH((folded_scores<kPack>),
            static_cast<unsigned>(pieces<std::int64_t>(tokens, kFoldedWarps * kTogether)),
            kFoldedWarps * kWarp, 0, stream, work);
  VP_LAUNCH(folded_softmax, static_cast<unsigned>(work.batch * work.heads), 256, 0, stream, work);
  const auto columns = static_cast<unsigned>(pieces(work.width, kMeanThreads * kPack));
  const auto grid = [&](int heads) {
    return dim3(columns, static_cast<unsigned>(work.splits),
                static_cast<unsigned>(work.batch * pieces(work.heads, heads)));
  };
  if (work.heads <= 8)
    VP_LAUNCH((folded_mean<kPack, 8>), grid(8), kMeanThreads, 0, stream, work);
  else
    VP_LAUNCH((folded_mean<kPack, 12>), grid(12), kMeanThreads, 0, stream, work);  // GSTRA has 11
}

}  // namespace

int folded_attention_splits(const FoldedAttention& work, int processors) {
  const int blocks = pieces(work.width, kMeanThreads * 4) * work.batch * pieces(work.heads, 12);
  const int wanted = pieces(4 * processors, blocks), most = pieces(work.tokens, kTile);
  return wanted < most ? wanted : most;
}

std::int64_t folded_attention_workspace(const FoldedAttention& work) {
  const std::int64_t means = static_cast<std::int64_t>(work.batch) * work.heads * work.width;
  return 2 * static_cast<std::int64_t>(work.batch) * work.tokens +
         (work.splits > 1 ? work.splits * means : 0);
}

void launch(const FoldedAttention& work, Stream stream) {
  if (work.batch == 0) return;
  // The partial means lie behind two numbers a token.
  const bool packed = work.width % 4 == 0 && is_aligned(work.x) && is_aligned(work.keys) &&
                      is_aligned(work.mean) && is_aligned(work.workspace) &&
                      (work.splits == 1 || static_cast<std::int64_t>(work.batch) * work.tokens % 2 == 0);
  if (packed)
    launch_packed<4>(work, stream);
  else
    launch_packed<1>(work, stream);
  if (work.splits == 1) return;
  const std::int64_t count = static_cast<std::int64_t>(work.batch) * work.heads * work.width;
  VP_LAUNCH(folded_add_splits, static_cast<unsigned>(pieces<std::int64_t>(count, 256)), 256, 0, stream, work);
}

}  // namespace vp::kernels::cuda
