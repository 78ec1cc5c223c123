#include "overlays/caption.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace vp::overlays {
namespace {

constexpr int kColumns = 5;
constexpr int kRows = 7;
using Glyph = std::array<std::uint8_t, kRows>;  // a row's pixels from bit 4 (left) to bit 0

// Drawn here, so that core needs no font and no library for one.
constexpr std::array<std::pair<char, Glyph>, 32> kGlyphs{{
    {'0', {0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E}}, {'1', {0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E}},
    {'2', {0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F}}, {'3', {0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E}},
    {'4', {0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02}}, {'5', {0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E}},
    {'6', {0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E}}, {'7', {0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08}},
    {'8', {0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E}}, {'9', {0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C}},
    {'A', {0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11}}, {'F', {0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x10}},
    {'G', {0x0E, 0x11, 0x10, 0x17, 0x11, 0x11, 0x0F}}, {'R', {0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11}},
    {'S', {0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E}}, {'T', {0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04}},
    {'a', {0x00, 0x00, 0x0E, 0x01, 0x0F, 0x11, 0x0F}}, {'d', {0x01, 0x01, 0x0D, 0x13, 0x11, 0x11, 0x0F}},
    {'e', {0x00, 0x00, 0x0E, 0x11, 0x1F, 0x10, 0x0E}}, {'f', {0x06, 0x09, 0x08, 0x1C, 0x08, 0x08, 0x08}},
    {'h', {0x10, 0x10, 0x16, 0x19, 0x11, 0x11, 0x11}}, {'i', {0x04, 0x00, 0x0C, 0x04, 0x04, 0x04, 0x0E}},
    {'l', {0x0C, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E}}, {'m', {0x00, 0x00, 0x1A, 0x15, 0x15, 0x11, 0x11}},
    {'n', {0x00, 0x00, 0x16, 0x19, 0x11, 0x11, 0x11}}, {'o', {0x00, 0x00, 0x0E, 0x11, 0x11, 0x11, 0x0E}},
    {'p', {0x00, 0x00, 0x1E, 0x11, 0x1E, 0x10, 0x10}}, {'r', {0x00, 0x00, 0x16, 0x19, 0x10, 0x10, 0x10}},
    {'s', {0x00, 0x00, 0x0E, 0x10, 0x0E, 0x01, 0x1E}}, {'t', {0x08, 0x08, 0x1C, 0x08, 0x08, 0x09, 0x06}},
    {':', {0x00, 0x0C, 0x0C, 0x00, 0x0C, 0x0C, 0x00}}, {'.', {0x00, 0x00, 0x00, 0x00, 0x00, 0x0C, 0x0C}},
}};

Glyph glyph_of(char c) {
  for (const auto& [character, glyph] : kGlyphs)
    if (character == c) return glyph;
  return {};
}

std::vector<std::string> wrapped(std::string_view text, std::size_t most_letters) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > most_letters) {
      const std::size_t space = text.rfind(' ', most_letters);
      length = space == std::string_view::npos || space == 0 ? most_letters : space;
    }
    lines.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return lines;
}

// Part of the picture, half-open, as far as it lies inside.
template <typename Paint>
void fill(base::RgbImage& picture, base::Rect rect, const Paint& paint) {
  rect = {std::max(rect.top, 0), std::max(rect.left, 0), std::min(rect.bottom, picture.height),
          std::min(rect.right, picture.width)};
  for (int y = rect.top; y < rect.bottom; ++y)
    for (int x = rect.left; x < rect.right; ++x) paint(picture.row(y) + 3 * static_cast<std::ptrdiff_t>(x));
}

}  // namespace

void draw_caption(base::RgbImage& picture, std::string_view text) {
  const int scale = std::max(1, (std::min(picture.width, picture.height) + 110) / 220);
  const int advance = (kColumns + 1) * scale, line_height = (kRows + 3) * scale, margin = 3 * scale;
  const auto most_letters = static_cast<std::size_t>(std::max(1, (picture.width - 2 * margin) / advance));
  const std::vector<std::string> lines = wrapped(text, most_letters);
  std::size_t longest = 0;
  for (const std::string& line : lines) longest = std::max(longest, line.size());
  const int height = static_cast<int>(lines.size()) * line_height + 2 * margin - 2 * scale;
  const int top = picture.height - height;
  fill(picture, {top, 0, picture.height, static_cast<int>(longest) * advance + 2 * margin},
       [](std::uint8_t* pixel) {
         for (int i = 0; i < 3; ++i) pixel[i] = static_cast<std::uint8_t>(pixel[i] / 5);
       });
  for (std::size_t l = 0; l < lines.size(); ++l) {
    for (std::size_t i = 0; i < lines[l].size(); ++i) {
      const Glyph glyph = glyph_of(lines[l][i]);
      const int glyph_top = top + margin + static_cast<int>(l) * line_height;
      const int glyph_left = margin + static_cast<int>(i) * advance;
      for (int row = 0; row < kRows; ++row)
        for (int column = 0; column < kColumns; ++column)
          if ((glyph[static_cast<std::size_t>(row)] >> (kColumns - 1 - column) & 1) != 0)
            fill(picture,
                 {glyph_top + row * scale, glyph_left + column * scale, glyph_top + (row + 1) * scale,
                  glyph_left + (column + 1) * scale},
                 [](std::uint8_t* pixel) { std::fill_n(pixel, 3, std::uint8_t{245}); });
    }
  }
}

}  // namespace vp::overlays
