#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/message.h"

namespace vp::media {

/// What a film's numbers mean where they are not those of an ordinary screen.
struct ColourDescription {
  enum class Transfer { Sdr, Pq, Hlg };
  enum class Primaries { Bt709, Bt2020, P3 };

  Transfer transfer = Transfer::Sdr;
  Primaries primaries = Primaries::Bt709;
  double peak_nits = 1000;  ///< of the brightest pixel, 203 to 10000; HDR only

  bool is_hdr() const { return transfer != Transfer::Sdr; }
  /// Shown as it is, a picture would have other colours than the film.
  bool needs_mapping() const { return is_hdr() || primaries != Primaries::Bt709; }
  /// "HDR (PQ, BT.2020), shown as SDR"; "wide gamut (BT.2020), shown in BT.709"; empty when nothing is
  /// mapped.
  base::Message text() const;

  bool operator==(const ColourDescription&) const = default;
};

/// Colours of an HDR or wide-gamut film as an sRGB screen shows them.
///
/// HDR signals become light by BT.2100 (HLG with the system gamma of a 1000 cd/m² screen). Reference white is
/// 203 cd/m² (BT.2408) and becomes the screen's white; what is brighter is compressed by the EETF of
/// BT.2390, on the largest of the three channels, so that hues stay. The primaries are then changed to
/// BT.709's, and what they cannot show is clipped. SDR signals are read as an sRGB screen shows them.
class SdrMapping {
 public:
  explicit SdrMapping(const ColourDescription& colours);

  const ColourDescription& colours() const { return colours_; }
  /// A row of `count` pixels, red, green and blue of 16 bits each; out: 8 bits.
  void map(std::array<const std::uint16_t*, 3> in, int count, std::array<std::uint8_t*, 3> out) const;

 private:
  ColourDescription colours_;
  std::array<std::array<float, 3>, 3> to_bt709_{};
  std::vector<float> light_;          ///< of a 16-bit signal: 1 is the screen's white; HLG: scene light
  std::vector<float> system_gamma_;   ///< HLG: what scene light is multiplied with, by its fourth root
  std::vector<float> compression_;    ///< what light is multiplied with, by its square root
  float brightest_ = 1;               ///< the light at the end of `compression_`
  std::vector<std::uint8_t> signal_;  ///< 8-bit sRGB by the square root of the light
};

}  // namespace vp::media
