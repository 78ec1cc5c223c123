#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>

#include "kernels/cpu_body.h"
#include "kernels/depthwise_conv.h"
#include "kernels/simd_math.h"

namespace vp::kernels {
namespace {

template <typename Element>
struct Volume {
  const Element* x;   // (B, T, H, W, C)
  const float* taps;  // (kt · kh · kw, C)
  const float* bias;  // (C)
  Element* y;         // as x
  std::int64_t frames, height, width, channels;
  std::int64_t kernel_t, kernel_h, kernel_w;
  bool add_input;
};

// Taps of one position that lie inside the volume: [first, last) in each direction.
struct TapRange {
  std::int64_t first, last;
};

VP_ALWAYS_INLINE TapRange taps_inside(std::int64_t position, std::int64_t size, std::int64_t kernel) {
  const std::int64_t before = kernel / 2;
  return {std::max<std::int64_t>(0, before - position), std::min(kernel, size + before - position)};
}

// The positions [begin, end) of an image row (t, y) of batch entry `b` for `kBlocks` registers of channels
// from `channel` on. The taps of a channel block stay in the first-level cache for the whole row.
template <int kBlocks, typename Lanes, typename Element>
VP_ALWAYS_INLINE void convolve_row(const Volume<Element>& v, std::int64_t b, std::int64_t t, std::int64_t y,
                                   std::int64_t channel, std::int64_t begin, std::int64_t end) {
  const TapRange in_t = taps_inside(t, v.frames, v.kernel_t);
  const TapRange in_y = taps_inside(y, v.height, v.kernel_h);
  const std::int64_t row_stride = v.width * v.channels;
  const std::int64_t frame_stride = v.height * row_stride;
  const Element* volume = v.x + b * v.frames * frame_stride + channel;
  const std::int64_t row_offset = t * frame_stride + y * row_stride;
  Element* out_row = v.y + b * v.frames * frame_stride + row_offset + channel;
  for (std::int64_t x = begin; x < end; ++x) {
    const TapRange in_x = taps_inside(x, v.width, v.kernel_w);
    Lanes sums[kBlocks];
    for (int i = 0; i < kBlocks; ++i) {
      load(sums[i], v.bias + channel + i * kCount<Lanes>);
      if (v.add_input) {
        Lanes own;
        load(own, volume + row_offset + x * v.channels + i * kCount<Lanes>);
        sums[i] += own;
      }
    }
    for (std::int64_t kt = in_t.first; kt < in_t.last; ++kt) {
      for (std::int64_t ky = in_y.first; ky < in_y.last; ++ky) {
        const Element* source = volume + (t + kt - v.kernel_t / 2) * frame_stride +
                                (y + ky - v.kernel_h / 2) * row_stride + (x - v.kernel_w / 2) * v.channels;
        const float* tap = v.taps + (kt * v.kernel_h + ky) * v.kernel_w * v.channels + channel;
        for (std::int64_t kx = in_x.first; kx < in_x.last; ++kx) {
          for (int i = 0; i < kBlocks; ++i) {
            Lanes value, weight;
            load(value, source + kx * v.channels + i * kCount<Lanes>);
            load(weight, tap + kx * v.channels + i * kCount<Lanes>);
            sums[i] += value * weight;
          }
        }
      }
    }
    for (int i = 0; i < kBlocks; ++i) store(out_row + x * v.channels + i * kCount<Lanes>, sums[i]);
  }
}

template <typename Element>
VP_ALWAYS_INLINE void convolve_channel(const Volume<Element>& v, std::int64_t b, std::int64_t t,
                                       std::int64_t y, std::int64_t channel) {
  const TapRange in_t = taps_inside(t, v.frames, v.kernel_t);
  const TapRange in_y = taps_inside(y, v.height, v.kernel_h);
  for (std::int64_t x = 0; x < v.width; ++x) {
    const TapRange in_x = taps_inside(x, v.width, v.kernel_w);
    const auto at = [&](std::int64_t tt, std::int64_t yy, std::int64_t xx) {
      return (((b * v.frames + tt) * v.height + yy) * v.width + xx) * v.channels + channel;
    };
    float sum = v.bias[channel] + (v.add_input ? to_float(v.x[at(t, y, x)]) : 0.0f);
    for (std::int64_t kt = in_t.first; kt < in_t.last; ++kt)
      for (std::int64_t ky = in_y.first; ky < in_y.last; ++ky)
        for (std::int64_t kx = in_x.first; kx < in_x.last; ++kx)
          sum +=
              to_float(v.x[at(t + kt - v.kernel_t / 2, y + ky - v.kernel_h / 2, x + kx - v.kernel_w / 2)]) *
              v.taps[((kt * v.kernel_h + ky) * v.kernel_w + kx) * v.channels + channel];
    assign(v.y[at(t, y, x)], sum);
  }
}

// Positions and blocks of channels whose sums are kept in registers together.
constexpr int kSpan = 4, kSpanBlocks = 4;

// kSpan positions from x on, all of whose taps lie inside the row, for kSpanBlocks registers of channels:
// each tap is loaded once for all positions, each value once for all taps. The order of every sum is that of
// convolve_row.
template <int kWidth, typename Lanes, typename Element>
VP_ALWAYS_INLINE void convolve_span(const Volume<Element>& v, std::int64_t b, std::int64_t t, std::int64_t y,
                                    std::int64_t x, std::int64_t channel) {
  const TapRange in_t = taps_inside(t, v.frames, v.kernel_t);
  const TapRange in_y = taps_inside(y, v.height, v.kernel_h);
  const std::int64_t row_stride = v.width * v.channels;
  const std::int64_t frame_stride = v.height * row_stride;
  const Element* volume = v.x + b * v.frames * frame_stride + channel;
  const std::int64_t offset = t * frame_stride + y * row_stride + x * v.channels;
  Lanes sums[kSpan][kSpanBlocks];
  for (int block = 0; block < kSpanBlocks; ++block) {
    Lanes bias;
    load(bias, v.bias + channel + block * kCount<Lanes>);
    for (int i = 0; i < kSpan; ++i) {
      sums[i][block] = bias;
      if (v.add_input) {
        Lanes own;
        load(own, volume + offset + i * v.channels + block * kCount<Lanes>);
        sums[i][block] += own;
      }
    }
  }
  for (std::int64_t kt = in_t.first; kt < in_t.last; ++kt) {
    for (std::int64_t ky = in_y.first; ky < in_y.last; ++ky) {
      const Element* source = volume + (t + kt - v.kernel_t / 2) * frame_stride +
                              (y + ky - v.kernel_h / 2) * row_stride + (x - kWidth / 2) * v.channels;
      const float* tap = v.taps + (kt * v.kernel_h + ky) * kWidth * v.channels + channel;
      for (int block = 0; block < kSpanBlocks; ++block) {
        Lanes taps[kWidth], values[kSpan + kWidth - 1];
        for (int kx = 0; kx < kWidth; ++kx) load(taps[kx], tap + kx * v.channels + block * kCount<Lanes>);
        for (int i = 0; i < kSpan + kWidth - 1; ++i)
          load(values[i], source + i * v.channels + block * kCount<Lanes>);
        for (int kx = 0; kx < kWidth; ++kx)
          for (int i = 0; i < kSpan; ++i) sums[i][block] += values[i + kx] * taps[kx];
      }
    }
  }
  Element* out = v.y + b * v.frames * frame_stride + offset + channel;
  for (int i = 0; i < kSpan; ++i)
    for (int block = 0; block < kSpanBlocks; ++block)
      store(out + i * v.channels + block * kCount<Lanes>, sums[i][block]);
}

// Channels that are convolved together: their values in three rows of all frames of a chunk stay in the
// second-level cache, so that each is fetched once from beyond it, and their taps in the first-level cache.
constexpr std::int64_t kStrip = 256;

// As many of the channels [first, last) of the row (t, y) as spans take; returns the first that is left.
template <int kWidth, typename Lanes, typename Element>
VP_ALWAYS_INLINE std::int64_t convolve_spans(const Volume<Element>& v, std::int64_t b, std::int64_t t,
                                             std::int64_t y, std::int64_t first, std::int64_t last) {
  constexpr std::int64_t kBlock = kSpanBlocks * kCount<Lanes>;
  const std::int64_t begin = kWidth / 2, end = v.width - kWidth / 2;
  const std::int64_t spans = std::max<std::int64_t>(0, end - begin) / kSpan;
  const std::int64_t stop = first + (last - first) / kBlock * kBlock;
  for (std::int64_t i = 0; i < spans; ++i)
    for (std::int64_t channel = first; channel < stop; channel += kBlock)
      convolve_span<kWidth, Lanes>(v, b, t, y, begin + i * kSpan, channel);
  for (std::int64_t channel = first; channel < stop; channel += kBlock) {
    convolve_row<kSpanBlocks, Lanes>(v, b, t, y, channel, 0, begin);
    convolve_row<kSpanBlocks, Lanes>(v, b, t, y, channel, begin + spans * kSpan, v.width);
  }
  return stop;
}

// The strips of the rows y of all frames, numbered batch entry by batch entry, strip by strip, row by row.
template <typename Lanes, typename Element>
VP_ALWAYS_INLINE void convolve_strips(const Volume<Element>& v, std::int64_t first, std::int64_t last) {
  const std::int64_t strips = (v.channels + kStrip - 1) / kStrip;
  for (std::int64_t number = first; number < last; ++number) {
    const std::int64_t y = number % v.height;
    const std::int64_t begin = number / v.height % strips * kStrip,
                       end = std::min(begin + kStrip, v.channels);
    const std::int64_t b = number / v.height / strips;
    for (std::int64_t t = 0; t < v.frames; ++t) {
      std::int64_t channel = begin;
      if (v.kernel_w == 3 && v.width > 2) channel = convolve_spans<3, Lanes>(v, b, t, y, begin, end);
      if (v.kernel_w == 1) channel = convolve_spans<1, Lanes>(v, b, t, y, begin, end);
      for (; channel + 4 * kCount<Lanes> <= end; channel += 4 * kCount<Lanes>)
        convolve_row<4, Lanes>(v, b, t, y, channel, 0, v.width);
      for (; channel + kCount<Lanes> <= end; channel += kCount<Lanes>)
        convolve_row<1, Lanes>(v, b, t, y, channel, 0, v.width);
      for (; channel < end; ++channel) convolve_channel(v, b, t, y, channel);
    }
  }
}

struct TapsGradient {
  const float* gradient;  // (B, T, H, W, C)
  const float* x;         // (B, T, H, W, C)
  float* taps;            // (kt · kh · kw, C)
  std::int64_t frames, height, width, channels;
  std::int64_t kernel_t, kernel_h, kernel_w;
};

// Adds what the row (t, y) of batch entry b contributes; the sums of a tap stay in registers along the row.
template <typename Lanes>
VP_ALWAYS_INLINE void add_row_to_taps(const TapsGradient& v, std::int64_t b, std::int64_t t, std::int64_t y) {
  const TapRange in_t = taps_inside(t, v.frames, v.kernel_t);
  const TapRange in_y = taps_inside(y, v.height, v.kernel_h);
  const std::int64_t row = v.width * v.channels, frame = v.height * row;
  const float* gradient = v.gradient + (b * v.frames + t) * frame + y * row;
  for (std::int64_t kt = in_t.first; kt < in_t.last; ++kt) {
    for (std::int64_t ky = in_y.first; ky < in_y.last; ++ky) {
      const float* x =
          v.x + (b * v.frames + t + kt - v.kernel_t / 2) * frame + (y + ky - v.kernel_h / 2) * row;
      for (std::int64_t kx = 0; kx < v.kernel_w; ++kx) {
        const std::int64_t shift = kx - v.kernel_w / 2;
        const std::int64_t begin = std::max<std::int64_t>(0, -shift),
                           end = std::min(v.width, v.width - shift);
        float* tap = v.taps + ((kt * v.kernel_h + ky) * v.kernel_w + kx) * v.channels;
        std::int64_t channel = 0;
        for (; channel + kCount<Lanes> <= v.channels; channel += kCount<Lanes>) {
          Lanes sum, value, slope;
          load(sum, tap + channel);
          for (std::int64_t i = begin; i < end; ++i) {
            load(value, x + (i + shift) * v.channels + channel);
            load(slope, gradient + i * v.channels + channel);
            sum += value * slope;
          }
          store(tap + channel, sum);
        }
        for (; channel < v.channels; ++channel) {
          for (std::int64_t i = begin; i < end; ++i)
            tap[channel] += x[(i + shift) * v.channels + channel] * gradient[i * v.channels + channel];
        }
      }
    }
  }
}

template <typename Lanes>
VP_ALWAYS_INLINE void add_entries_to_taps(const TapsGradient& v, std::int64_t first, std::int64_t last) {
  for (std::int64_t b = first; b < last; ++b) {
    for (std::int64_t t = 0; t < v.frames; ++t) {
      for (std::int64_t y = 0; y < v.height; ++y) add_row_to_taps<Lanes>(v, b, t, y);
    }
  }
}

}  // namespace

at::Tensor depthwise_taps_gradient_cpu(const at::Tensor& gradient_in, const at::Tensor& x_in,
                                       at::IntArrayRef kernel, CpuLevel level) {
  const at::Tensor gradient = gradient_in.contiguous(), x = x_in.contiguous();
  const std::int64_t batch = x.size(0), channels = x.size(4);
  // One sum an entry, so that the result does not depend on the number of threads.
  const at::Tensor sums = at::zeros({batch, kernel[0] * kernel[1] * kernel[2], channels}, x.options());
  const auto add = compiled_for<VP_FOR_LANES(add_entries_to_taps)>(level);
  at::parallel_for(0, batch, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t b = first; b < last; ++b) {
      add({gradient.data_ptr<float>(), x.data_ptr<float>(), sums.data_ptr<float>() + b * sums.stride(0),
           x.size(1), x.size(2), x.size(3), channels, kernel[0], kernel[1], kernel[2]},
          b, b + 1);
    }
  });
  return sums.sum(0);
}

namespace {

template <typename Element>
at::Tensor convolve(const at::Tensor& input, const at::Tensor& taps, const at::Tensor& bias,
                    at::IntArrayRef kernel, bool add_input, CpuLevel level) {
  at::Tensor output = at::empty_like(input);
  const Volume<Element> volume{elements<Element>(input),
                               taps.data_ptr<float>(),
                               bias.data_ptr<float>(),
                               elements<Element>(output),
                               input.size(1),
                               input.size(2),
                               input.size(3),
                               input.size(4),
                               kernel[0],
                               kernel[1],
                               kernel[2],
                               add_input};
  const auto strips = compiled_for<VP_FOR_LANES(convolve_strips, Element)>(level);
  const std::int64_t count = input.size(0) * ((input.size(4) + kStrip - 1) / kStrip) * input.size(2);
  at::parallel_for(0, count, 1, [&](std::int64_t first, std::int64_t last) { strips(volume, first, last); });
  return output;
}

}  // namespace

at::Tensor depthwise_conv3d_cpu(const at::Tensor& x, const at::Tensor& taps, const at::Tensor& bias,
                                at::IntArrayRef kernel, bool add_input, CpuLevel level) {
  const at::Tensor input = x.contiguous();
  return input.scalar_type() == at::kBFloat16
             ? convolve<std::uint16_t>(input, taps, bias, kernel, add_input, level)
             : convolve<float>(input, taps, bias, kernel, add_input, level);
}

}  // namespace vp::kernels
