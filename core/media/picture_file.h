#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/geometry.h"

namespace vp::media {

/// The bytes of a PNG. Throws Error(Output).
std::vector<std::byte> encode_png(const base::RgbImage& image);

/// Writes a PNG atomically. Throws Error(Output).
void write_png(const std::filesystem::path& file, const base::RgbImage& image);

/// Reads the first picture of a PNG or JPEG. Throws Error(Video).
base::RgbImage read_picture(const std::filesystem::path& file);

}  // namespace vp::media
