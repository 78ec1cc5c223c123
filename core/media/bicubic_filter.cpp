#include "media/bicubic_filter.h"

#include <algorithm>
#include <cmath>

namespace vp::media {
namespace {

double bicubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
  if (x < 2.0) return (((x - 5) * x + 8) * x - 4) * a;
  return 0.0;
}

}  // namespace

BicubicFilter bicubic_filter(int in_size, int out_size) {
  const double scale = static_cast<double>(in_size) / out_size;
  const double filter_scale = std::max(scale, 1.0);
  const double support = 2.0 * filter_scale;
  BicubicFilter filter;
  filter.taps = static_cast<int>(std::ceil(support)) * 2 + 1;
  filter.weights.assign(static_cast<std::size_t>(out_size) * static_cast<std::size_t>(filter.taps), 0);
  std::vector<double> window(static_cast<std::size_t>(filter.taps));
  for (int position = 0; position < out_size; ++position) {
    const double center = (position + 0.5) * scale;
    const int first = std::max(static_cast<int>(center - support + 0.5), 0);
    const int count = std::min(static_cast<int>(center + support + 0.5), in_size) - first;
    double sum = 0;
    for (int tap = 0; tap < count; ++tap) {
      window[static_cast<std::size_t>(tap)] = bicubic((tap + first - center + 0.5) * (1.0 / filter_scale));
      sum += window[static_cast<std::size_t>(tap)];
    }
    std::int32_t* weights = filter.weights.data() + static_cast<std::size_t>(position) * filter.taps;
    for (int tap = 0; tap < count; ++tap) {
      const double weight =
          sum != 0.0 ? window[static_cast<std::size_t>(tap)] / sum : window[static_cast<std::size_t>(tap)];
      weights[tap] =
          static_cast<std::int32_t>(weight * (1 << BicubicFilter::kFractionBits) + (weight < 0 ? -0.5 : 0.5));
    }
    filter.first.push_back(first);
    filter.count.push_back(count);
  }
  return filter;
}

}  // namespace vp::media
