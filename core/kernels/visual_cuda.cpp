// The CUDA bodies of what STAB consists of.
#include <ATen/ops/empty.h>
#include <ATen/ops/sum.h>

#include <algorithm>

#include "kernels/cuda/depthwise_conv.h"
#include "kernels/cuda/folded_attention.h"
#include "kernels/cuda/preprocess.h"
#include "kernels/cuda/window_attention.h"
#include "kernels/cuda_bodies.h"
#include "kernels/cuda_scope.h"
#include "kernels/cuda_tensors.h"
#include "kernels/layers.h"

namespace vp::kernels {
namespace {

// What the kernel's shared memory holds of a window.
constexpr std::int64_t kMostWindowTokens = 32;
constexpr std::int64_t kMostWindowNumbers = 12288;

}  // namespace

FoldedAttention folded_attention_cuda(const at::Tensor& x, const at::Tensor& keys, double epsilon) {
  TORCH_CHECK(x.dim() == 3 && keys.dim() == 2 && keys.size(1) == x.size(2) && x.size(1) > 0,
              "Folded attention takes (B, N, d) and (heads, d), not ", x.sizes(), " and ", keys.sizes());
  const at::Tensor tokens = x.contiguous(), folded = keys.contiguous();
  check_dense("The tokens", tokens, at::kFloat, x.sizes(), x);
  check_dense("The folded keys", folded, at::kFloat, keys.sizes(), x);
  const at::Tensor key_sums = folded.sum(1);
  const std::int64_t batch = x.size(0), count = x.size(1), width = x.size(2), heads = keys.size(0);
  FoldedAttention result{at::empty({batch, heads, count}, x.options()),
                         at::empty({batch, heads, width}, x.options())};
  const CudaScope scope(x);
  cuda::FoldedAttention work;
  work.x = tokens.data_ptr<float>();
  work.keys = folded.data_ptr<float>();
  work.key_sums = key_sums.data_ptr<float>();
  work.weights = result.weights.data_ptr<float>();
  work.mean = result.mean.data_ptr<float>();
  work.batch = launch_size(batch);
  work.tokens = launch_size(count);
  work.width = launch_size(width);
  work.heads = launch_size(heads);
  work.epsilon = static_cast<float>(epsilon);
  if (batch > 0) work.splits = cuda::folded_attention_splits(work, scope.processors());
  const at::Tensor workspace = at::empty({cuda::folded_attention_workspace(work)}, x.options());
  work.workspace = workspace.data_ptr<float>();
  cuda::launch(work, scope.stream());
  return result;
}

bool window_attention_has_cuda_body(const at::Tensor& tokens) {
  return tokens.size(1) <= kMostWindowTokens && tokens.size(1) * tokens.size(2) <= kMostWindowNumbers;
}

WindowAttention window_attention_cuda(const at::Tensor& tokens, const at::Tensor& queries) {
  TORCH_CHECK(tokens.dim() == 3 && queries.dim() == 3 && queries.size(1) == tokens.size(0) &&
                  queries.size(2) == tokens.size(2),
              "Window attention takes (windows, size, d) and (heads, windows, d), not ", tokens.sizes(),
              " and ", queries.sizes());
  TORCH_CHECK(window_attention_has_cuda_body(tokens), "A window of ", tokens.size(1), " tokens of ",
              tokens.size(2), " numbers does not fit into shared memory");
  const at::Tensor x = tokens.contiguous(), q = queries.contiguous();
  check_dense("The windows' tokens", x, at::kFloat, tokens.sizes(), tokens);
  check_dense("The windows' queries", q, q.scalar_type(), queries.sizes(), tokens);
  const std::int64_t heads = q.size(0), windows = x.size(0), size = x.size(1);
  WindowAttention result{at::empty({heads, windows, size}, x.options()), at::empty(q.sizes(), q.options())};
  cuda::WindowAttention work;
  work.tokens = x.data_ptr<float>();
  work.queries = q.data_ptr();
  work.weights = result.weights.data_ptr<float>();
  work.mean = result.mean.data_ptr();
  work.dtype = cuda_dtype_of(q);
  work.windows = launch_size(windows);
  work.size = launch_size(size);
  work.width = launch_size(x.size(2));
  work.heads = launch_size(heads);
  work.epsilon = static_cast<float>(LayerNorm::kEpsilon);
  const CudaScope scope(tokens);
  cuda::launch(work, scope.stream());
  return result;
}

at::Tensor depthwise_conv3d_cuda(const at::Tensor& x, const at::Tensor& taps, const at::Tensor& bias,
                                 at::IntArrayRef kernel, bool add_input) {
  TORCH_CHECK(x.dim() == 5 && kernel.size() == 3, "The convolution takes (B, T, H, W, C), not ", x.sizes());
  for (const std::int64_t size : kernel) TORCH_CHECK(size % 2 == 1, "A kernel of ", kernel, " is not odd");
  TORCH_CHECK(kernel[2] <= 7, "A kernel of ", kernel, " is wider than 7");
  const std::int64_t channels = x.size(4);
  const at::Tensor dense = x.contiguous();
  check_dense("The taps", taps, at::kFloat, {kernel[0] * kernel[1] * kernel[2], channels}, x);
  check_dense("The convolution's bias", bias, at::kFloat, {channels}, x);
  const at::Tensor y = at::empty(x.sizes(), x.options());
  cuda::DepthwiseConv work;
  work.x = dense.data_ptr();
  work.taps = taps.data_ptr<float>();
  work.bias = bias.data_ptr<float>();
  work.y = y.data_ptr();
  work.dtype = cuda_dtype_of(x);
  work.batch = launch_size(x.size(0));
  work.frames = launch_size(x.size(1));
  work.height = launch_size(x.size(2));
  work.width = launch_size(x.size(3));
  work.channels = launch_size(channels);
  work.kernel_t = launch_size(kernel[0]);
  work.kernel_h = launch_size(kernel[1]);
  work.kernel_w = launch_size(kernel[2]);
  work.add_input = add_input;
  const CudaScope scope(x);
  cuda::launch(work, scope.stream());
  return y;
}

at::Tensor resize_cuda(const at::Tensor& pictures, const ResizeTaps& along_rows,
                       const ResizeTaps& along_columns) {
  TORCH_CHECK(pictures.dim() == 4 && pictures.size(3) == 3, "Pictures are (n, height, width, 3), not ",
              pictures.sizes());
  check_dense("The pictures", pictures, at::kByte, pictures.sizes(), pictures);
  const auto filter_of = [&](const ResizeTaps& taps) {
    TORCH_CHECK(taps.weights.dim() == 2, "Weights are (size, taps), not ", taps.weights.sizes());
    const std::int64_t size = taps.weights.size(0);
    check_dense("Where windows begin", taps.first, at::kInt, {size}, pictures);
    check_dense("The windows' sizes", taps.count, at::kInt, {size}, pictures);
    check_dense("The windows' weights", taps.weights, at::kInt, {size, taps.weights.size(1)}, pictures);
    return cuda::ResizeFilter{taps.first.data_ptr<std::int32_t>(), taps.count.data_ptr<std::int32_t>(),
                              taps.weights.data_ptr<std::int32_t>(), launch_size(taps.weights.size(1))};
  };
  const std::int64_t count = pictures.size(0), height = pictures.size(1);
  const std::int64_t out_width = along_rows.first.numel(), out_height = along_columns.first.numel();
  const at::Tensor between = at::empty({count, height, out_width, 3}, pictures.options());
  const at::Tensor resized = at::empty({count, out_height, out_width, 3}, pictures.options());
  cuda::ResizeRows rows;
  rows.in = pictures.data_ptr<std::uint8_t>();
  rows.out = between.data_ptr<std::uint8_t>();
  rows.filter = filter_of(along_rows);
  rows.pictures = launch_size(count);
  rows.height = launch_size(height);
  rows.in_width = launch_size(pictures.size(2));
  rows.out_width = launch_size(out_width);
  cuda::ResizeColumns columns;
  columns.in = between.data_ptr<std::uint8_t>();
  columns.out = resized.data_ptr<std::uint8_t>();
  columns.filter = filter_of(along_columns);
  columns.pictures = rows.pictures;
  columns.width = rows.out_width;
  columns.in_height = rows.height;
  columns.out_height = launch_size(out_height);
  const CudaScope scope(pictures);
  cuda::launch(rows, scope.stream());
  cuda::launch(columns, scope.stream());
  return resized;
}

void paste_on_canvas_cuda(const at::Tensor& pictures, const CanvasPlace& place, const at::Tensor& canvases) {
  TORCH_CHECK(pictures.dim() == 4 && pictures.size(3) == 3 && canvases.dim() == 4 &&
                  canvases.size(2) == canvases.size(3),
              "Pictures (n, height, width, 3) go on canvases (n, 4, side, side), not ", pictures.sizes(),
              " on ", canvases.sizes());
  const std::int64_t side = canvases.size(2);
  check_dense("The pictures", pictures, at::kByte, pictures.sizes(), canvases);
  check_dense("The canvases", canvases, canvases.scalar_type(), {pictures.size(0), 4, side, side}, canvases);
  cuda::PasteOnCanvas work;
  work.pictures = pictures.data_ptr<std::uint8_t>();
  work.canvases = canvases.data_ptr();
  work.dtype = cuda_dtype_of(canvases);
  work.count = launch_size(pictures.size(0));
  work.width = launch_size(pictures.size(2));
  work.height = launch_size(pictures.size(1));
  work.left = place.left;
  work.top = place.top;
  work.side = launch_size(side);
  std::copy(place.mean.begin(), place.mean.end(), work.mean);
  std::copy(place.deviation.begin(), place.deviation.end(), work.deviation);
  std::copy(place.background.begin(), place.background.end(), work.background);
  const CudaScope scope(canvases);
  cuda::launch(work, scope.stream());
}

}  // namespace vp::kernels
