#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vp::attention {

/// Colour scales whose lightness grows with the value; Grey is linear in sRGB, so that a level is a value.
enum class ColourMap { Viridis, Magma, Inferno, Cividis, Grey };

inline constexpr std::array kColourMaps{ColourMap::Viridis, ColourMap::Magma, ColourMap::Inferno,
                                        ColourMap::Cividis, ColourMap::Grey};

/// "viridis", …
std::string_view name_of(ColourMap map);
std::optional<ColourMap> colour_map_of(std::string_view name);

/// R, G, B of a value in [0, 1] (clamped; NaN is 0).
std::array<std::uint8_t, 3> colour_of(ColourMap map, float value);

}  // namespace vp::attention
