#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/error.h"
#include "engine/occlusion.h"

namespace vp::engine {

void OcclusionOptions::validate() const {
  const auto refuse = [](const base::Message& sentence) {
    throw base::Error(base::ErrorCode::Usage, sentence);
  };
  if (draws < 1 || draws > 100)
    refuse(base::message("The number of random choices is %1; 1 to 100 were expected.", draws));
  if (shares_percent.empty() || shares_percent.size() > 20)
    refuse(base::message("%1 shares to hide were given; 1 to 20 were expected.", shares_percent.size()));
  int before = 0;
  for (const int share : shares_percent) {
    if (share <= before || share > 99)
      refuse(base::message(
          "The share %1 % cannot be hidden; rising whole numbers from 1 to 99 were expected.", share));
    before = share;
  }
}

double OcclusionPoint::random_mean() const {
  return std::accumulate(random.begin(), random.end(), 0.0) / static_cast<double>(random.size());
}

double OcclusionPoint::random_spread() const {
  if (random.size() < 2) return 0;
  const double mean = random_mean();
  double squares = 0;
  for (const double value : random) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(random.size() - 1));
}

MapVerdict verdict_of(const std::vector<OcclusionPoint>& points) {
  constexpr double kDeviations = 2;
  constexpr double kLeast_nats = 0.1;
  std::size_t more = 0, less = 0;
  for (const OcclusionPoint& point : points) {
    const double beyond = point.random_mean() - point.attended;
    if (std::abs(beyond) <= std::max(kLeast_nats, kDeviations * point.random_spread())) continue;
    ++(beyond > 0 ? more : less);
  }
  if (more > less && 2 * more >= points.size()) return MapVerdict::Explains;
  return less > more && 2 * less >= points.size() ? MapVerdict::Worse : MapVerdict::NoBetter;
}

}  // namespace vp::engine
