#pragma once

#include <filesystem>

#include "base/geometry.h"

namespace vp::media {

/// Writes a PNG atomically. Throws Error(Output).
void write_png(const std::filesystem::path& file, const base::RgbImage& image);

/// Reads the first picture of a PNG or JPEG. Throws Error(Video).
base::RgbImage read_picture(const std::filesystem::path& file);

}  // namespace vp::media
