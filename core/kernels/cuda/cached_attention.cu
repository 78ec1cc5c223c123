#include "kernels/cuda/cached_attention.cuh"

namespace vp::kernels::cuda {
namespace {

/// Calls f with what the cache holds, and how many lanes a key's columns lie over.
template <typename T, typename F>
void for_kept(KeptForm form, int head_dim, const F& f) {
  const auto with_lanes = [&](auto kept) {
    if (head_dim <= 8 * kColumns) return f(kept, std::integral_constant<int, 8>{});
    if (head_dim <= 16 * kColumns) return f(kept, std::integral_constant<int, 16>{});
    return f(kept, std::integral_constant<int, 32>{});
  };
  switch (form) {
    case KeptForm::AsComputed:
      return with_lanes(T{});
    case KeptForm::HalfPrecision:
      return with_lanes(Half{});
    case KeptForm::Codes:
      return with_lanes(std::int8_t{});
  }
}

}  // namespace

int attention_splits(int n, int heads, std::int64_t capacity, int processors) {
  // Four blocks a processor hide the latency of memory; a block's four warps take at least 64 keys.
  const std::int64_t wanted = pieces<std::int64_t>(4 * static_cast<std::int64_t>(processors), n * heads);
  const std::int64_t most = capacity / 64;
  const std::int64_t splits = wanted < most ? wanted : most;
  return static_cast<int>(splits < 1 ? 1 : splits > 64 ? 64 : splits);
}

std::int64_t attention_workspace(const CachedAttention& work) {
  return work.splits == 1
             ? 0
             : static_cast<std::int64_t>(work.n) * work.heads * work.splits * (work.head_dim + 2);
}

void launch(const CachedAttention& work, Stream stream) {
  if (work.n == 0) return;
  const auto heads = static_cast<unsigned>(work.heads), n = static_cast<unsigned>(work.n);
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    for_kept<T>(work.form, work.head_dim, [&](auto kept, auto lanes) {
      VP_LAUNCH((attend_split<T, decltype(kept), decltype(lanes)::value>),
                dim3(static_cast<unsigned>(work.splits), heads, n), kAttentionWarps * kWarp, 0, stream, work);
    });
    if (work.splits > 1) VP_LAUNCH((merge_splits<T>), dim3(heads, n), 128, 0, stream, work);
  });
}

void launch(const AttendedColumns& work, Stream stream) {
  if (work.columns == 0) return;
  for_dtype(work.dtype, [&](auto element) {
    using T = decltype(element);
    for_kept<T>(work.form, work.head_dim, [&](auto kept, auto lanes) {
      constexpr int kLanes = decltype(lanes)::value, kThreads = kAttentionWarps * kWarp;
      VP_LAUNCH((attended_columns<T, decltype(kept), kLanes>),
                static_cast<unsigned>(pieces(work.columns * kLanes, kThreads)), kThreads, 0, stream, work);
    });
  });
}

}  // namespace vp::kernels::cuda
