#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace vp::eval {

/// A question's result, with the film that it is about.
struct FilmResult {
  std::string film;
  double value = 0;
};

/// A 95 % interval of a mean.
struct Interval {
  double low = 0;
  double high = 0;
};

/// Of the mean over questions, by resampling films with all their questions (a cluster bootstrap, 2000
/// draws, percentiles): questions about one film are not independent. The same results give the same
/// interval on every machine. With fewer than two films the interval is the mean alone.
Interval interval_by_films(std::span<const FilmResult> results);

}  // namespace vp::eval
