#include "attention/reduction.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>

#include "base/error.h"

namespace vp::attention {
namespace {

using base::Error;
using base::ErrorCode;

std::size_t product(int a, int b) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
}

[[noreturn]] void contradiction(const base::Message& what) {
  throw Error(ErrorCode::Usage,
              base::message("These attention maps contradict themselves: %1; encode the video again.", what));
}

void check_frame(const AttentionMaps& maps, int frame) {
  const int frames = static_cast<int>(maps.frames.size());
  if (frame < 0 || frame >= frames)
    throw Error(
        ErrorCode::Usage,
        base::message("There is no attention map of frame %1; the maps have %2 frames, counted from 0.",
                      frame, frames));
}

void check_heads(const HeadSelection& selection, int heads) {
  if (heads <= 0) contradiction(base::message("they have no heads"));
  if (selection.kind == HeadSelection::Kind::Single && (selection.head < 0 || selection.head >= heads))
    throw Error(ErrorCode::Usage,
                base::message("There is no attention head %1; this map has %2 heads, counted from 0.",
                              selection.head, heads));
}

// (heads, cells) -> (cells)
std::vector<float> reduce_heads(std::span<const float> map, int heads, std::size_t cells,
                                const HeadSelection& selection) {
  if (selection.kind == HeadSelection::Kind::Single) {
    const auto head = map.subspan(static_cast<std::size_t>(selection.head) * cells, cells);
    return {head.begin(), head.end()};
  }
  std::vector<float> reduced(map.begin(), map.begin() + static_cast<std::ptrdiff_t>(cells));
  for (int head = 1; head < heads; ++head) {
    const auto values = map.subspan(static_cast<std::size_t>(head) * cells, cells);
    for (std::size_t i = 0; i < cells; ++i)
      reduced[i] = selection.kind == HeadSelection::Kind::Max ? std::max(reduced[i], values[i])
                                                              : reduced[i] + values[i];
  }
  if (selection.kind == HeadSelection::Kind::Mean)
    for (float& value : reduced) value /= static_cast<float>(heads);
  return reduced;
}

// GSTRA of one chunk with its heads reduced: (T * H * W).
std::vector<float> reduce_chunk(const AttentionMaps& maps, int chunk, const HeadSelection& selection) {
  const std::size_t cells = product(maps.frames_per_chunk, maps.grid) * static_cast<std::size_t>(maps.grid);
  const std::size_t chunk_size = cells * static_cast<std::size_t>(maps.gstra_heads);
  const std::span<const float> gstra(maps.gstra);
  return reduce_heads(gstra.subspan(static_cast<std::size_t>(chunk) * chunk_size, chunk_size),
                      maps.gstra_heads, cells, selection);
}

void check_gstra(const AttentionMaps& maps, const HeadSelection& selection) {
  // The bounds keep the products below from overflowing.
  if (maps.chunks <= 0 || maps.frames_per_chunk <= 0 || maps.grid <= 0 || maps.grid > 1 << 12 ||
      maps.frames_per_chunk > 1 << 12 || maps.gstra_heads > 1 << 12)
    contradiction(base::message("a size of the GSTRA map is out of bounds"));
  check_heads(selection, maps.gstra_heads);
  if (maps.frames.size() != product(maps.chunks, maps.frames_per_chunk))
    contradiction(base::message("the number of frames is not chunks times frames a chunk"));
  const std::size_t chunk_size =
      product(maps.frames_per_chunk, maps.grid) * product(maps.grid, maps.gstra_heads);
  if (maps.gstra.size() % chunk_size != 0 ||
      maps.gstra.size() / chunk_size != static_cast<std::size_t>(maps.chunks))
    contradiction(base::message("the GSTRA map has not one value for each chunk, head, frame and patch"));
}

}  // namespace

float MapGrid::maximum() const {
  float largest = 0;
  bool found = false;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    largest = found ? std::max(largest, value) : value;
    found = true;
  }
  return largest;
}

MapGrid fsra_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads) {
  check_frame(maps, frame);
  check_heads(heads, maps.heads);
  const FrameMaps& of_frame = maps.frames[static_cast<std::size_t>(frame)];
  if (of_frame.height <= 0 || of_frame.width <= 0) contradiction(base::message("a frame has no tokens"));
  const std::size_t cells = product(of_frame.height, of_frame.width);
  if (of_frame.fsra.size() % cells != 0 ||
      of_frame.fsra.size() / cells != static_cast<std::size_t>(maps.heads))
    contradiction(base::message("an FSRA map has not one value for each head and token"));
  return {of_frame.height, of_frame.width, reduce_heads(of_frame.fsra, maps.heads, cells, heads)};
}

int lsd_window(const AttentionMaps& maps, int frame) {
  check_frame(maps, frame);
  const FrameMaps& of_frame = maps.frames[static_cast<std::size_t>(frame)];
  if (of_frame.height <= 0 || of_frame.width <= 0) contradiction(base::message("a frame has no tokens"));
  if (maps.heads <= 0) contradiction(base::message("they have no heads"));
  const std::size_t windows = product(of_frame.height, of_frame.width) * static_cast<std::size_t>(maps.heads);
  constexpr std::size_t kLargest = 64;
  for (std::size_t side = 1; side <= kLargest; ++side)
    if (of_frame.lsd.size() % windows == 0 && of_frame.lsd.size() / windows == side * side)
      return static_cast<int>(side);
  contradiction(base::message("an LSD map has not one value for each head, window and patch"));
}

MapGrid lsd_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads) {
  check_frame(maps, frame);
  check_heads(heads, maps.heads);
  const int side = lsd_window(maps, frame);
  const FrameMaps& of_frame = maps.frames[static_cast<std::size_t>(frame)];
  const std::size_t area = product(side, side);
  const std::vector<float> weights =  // (h * w, s * s)
      reduce_heads(of_frame.lsd, maps.heads, product(of_frame.height, of_frame.width) * area, heads);
  MapGrid grid{of_frame.height * side, of_frame.width * side, {}};
  grid.values.reserve(weights.size());
  for (int row = 0; row < grid.height; ++row) {
    for (int column = 0; column < grid.width; ++column) {
      const std::size_t window =
          product(row / side, of_frame.width) + static_cast<std::size_t>(column / side);
      const std::size_t patch = product(row % side, side) + static_cast<std::size_t>(column % side);
      grid.values.push_back(weights[window * area + patch]);
    }
  }
  return grid;
}

std::vector<bool> lsd_kept(const MapGrid& grid, int window) {
  if (window <= 0 || grid.height % window != 0 || grid.width % window != 0 ||
      grid.values.size() != product(grid.height, grid.width))
    contradiction(base::message("the LSD map is not made of whole windows"));
  std::vector<bool> kept(grid.values.size(), false);
  for (int top = 0; top < grid.height; top += window) {
    for (int left = 0; left < grid.width; left += window) {
      std::size_t best = product(top, grid.width) + static_cast<std::size_t>(left);
      for (int row = top; row < top + window; ++row) {
        for (int column = left; column < left + window; ++column) {
          const std::size_t here = product(row, grid.width) + static_cast<std::size_t>(column);
          if (grid.values[here] > grid.values[best]) best = here;
        }
      }
      kept[best] = true;
    }
  }
  return kept;
}

MapGrid gstra_grid(const AttentionMaps& maps, int frame, const HeadSelection& heads) {
  check_frame(maps, frame);
  check_gstra(maps, heads);
  const base::Rect& valid = maps.valid;
  if (valid.empty() || valid.top < 0 || valid.left < 0 || valid.bottom > maps.grid || valid.right > maps.grid)
    contradiction(base::message("the picture's rectangle is empty or leaves the grid of patches"));

  const std::vector<float> chunk = reduce_chunk(maps, frame / maps.frames_per_chunk, heads);  // (T * H * W)
  const std::size_t first =
      product(frame % maps.frames_per_chunk, maps.grid) * static_cast<std::size_t>(maps.grid);
  MapGrid grid{valid.height(), valid.width(), {}};
  grid.values.reserve(product(grid.height, grid.width));
  for (int row = valid.top; row < valid.bottom; ++row) {
    const auto begin = chunk.begin() + static_cast<std::ptrdiff_t>(first + product(row, maps.grid));
    grid.values.insert(grid.values.end(), begin + valid.left, begin + valid.right);
  }
  return grid;
}

std::vector<float> gstra_mass_per_frame(const AttentionMaps& maps, const HeadSelection& heads) {
  check_gstra(maps, heads);
  const std::size_t frame_cells = product(maps.grid, maps.grid);
  std::vector<float> mass;
  mass.reserve(maps.frames.size());
  for (int chunk = 0; chunk < maps.chunks; ++chunk) {
    const std::vector<float> values = reduce_chunk(maps, chunk, heads);
    for (std::size_t first = 0; first < values.size(); first += frame_cells) {
      double sum = 0;
      for (std::size_t i = first; i < first + frame_cells; ++i) sum += values[i];
      mass.push_back(static_cast<float>(sum));
    }
  }
  return mass;
}

}  // namespace vp::attention
