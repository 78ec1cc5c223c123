#include "eval/interval.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <random>
#include <vector>

namespace vp::eval {
namespace {

constexpr std::size_t kDraws = 2000;

struct Film {
  double sum = 0;
  double questions = 0;
};

}  // namespace

Interval interval_by_films(std::span<const FilmResult> results) {
  std::map<std::string, Film> by_name;  // sorted: the order of the questions decides nothing
  Film all;
  for (const FilmResult& result : results) {
    Film& film = by_name[result.film];
    film.sum += result.value;
    ++film.questions;
    all.sum += result.value;
    ++all.questions;
  }
  if (by_name.size() < 2) {
    const double mean = all.questions > 0 ? all.sum / all.questions : 0;
    return {mean, mean};
  }
  std::vector<Film> films;
  for (const auto& [name, film] : by_name) films.push_back(film);
  std::mt19937_64 generator(20240613);
  std::vector<double> means;
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    Film drawn;
    for (std::size_t i = 0; i < films.size(); ++i) {
      // The remainder: no standard distribution gives the same numbers everywhere, and its bias is below
      // 1e-12.
      const Film& film = films[generator() % films.size()];
      drawn.sum += film.sum;
      drawn.questions += film.questions;
    }
    means.push_back(drawn.sum / drawn.questions);
  }
  std::sort(means.begin(), means.end());
  return {means[kDraws / 40], means[kDraws - 1 - kDraws / 40]};
}

}  // namespace vp::eval
