#include "media/sdr_mapping.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vp::media {
namespace {

using Transfer = ColourDescription::Transfer;
using Primaries = ColourDescription::Primaries;

constexpr double kReferenceWhite = 203;  // cd/m², BT.2408
constexpr double kHlgPeak = 1000;        // cd/m², where BT.2100's system gamma is 1.2
constexpr double kSystemGamma = 1.2;
constexpr int kSignals = 65536;
constexpr int kSteps = 4096;        // of the tables that are read between two entries
constexpr int kSignalSteps = 8192;  // 32 for each of the 256 levels

/// PQ signal 0..1 to cd/m² (SMPTE ST 2084), and back.
constexpr double kM1 = 2610.0 / 16384, kM2 = 2523.0 / 4096 * 128;
constexpr double kC1 = 3424.0 / 4096, kC2 = 2413.0 / 4096 * 32, kC3 = 2392.0 / 4096 * 32;

double light_of_pq(double signal) {
  const double power = std::pow(std::max(signal, 0.0), 1 / kM2);
  return 10000 * std::pow(std::max(power - kC1, 0.0) / (kC2 - kC3 * power), 1 / kM1);
}

double pq_of_light(double nits) {
  const double power = std::pow(std::max(nits, 0.0) / 10000, kM1);
  return std::pow((kC1 + kC2 * power) / (1 + kC3 * power), kM2);
}

/// HLG signal 0..1 to scene light 0..1 (BT.2100, inverse OETF).
double light_of_hlg(double signal) {
  constexpr double a = 0.17883277, b = 1 - 4 * a;
  const double c = 0.5 - a * std::log(4 * a);
  return signal <= 0.5 ? signal * signal / 3 : (std::exp((signal - c) / a) + b) / 12;
}

double light_of_srgb(double signal) {
  return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

double srgb_of_light(double light) {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

/// BT.2390's EETF: light of a screen with the source's peak to that of one whose peak is reference white.
/// Black stays black.
double compressed(double nits, double peak) {
  const double full = pq_of_light(peak);
  const double highest = pq_of_light(kReferenceWhite) / full;
  const double knee = 1.5 * highest - 0.5;
  const double signal = std::min(pq_of_light(nits) / full, 1.0);
  if (highest >= 1 || signal <= knee) return nits;
  const double t = (signal - knee) / (1 - knee);
  const double t2 = t * t, t3 = t2 * t;
  const double eased =
      (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (3 * t2 - 2 * t3) * highest;
  return light_of_pq(eased * full);
}

double light_of(Transfer transfer, double signal) {
  switch (transfer) {
    case Transfer::Pq:
      return light_of_pq(signal) / kReferenceWhite;
    case Transfer::Hlg:
      return light_of_hlg(signal);
    case Transfer::Sdr:
      break;
  }
  return light_of_srgb(signal);
}

std::array<std::array<float, 3>, 3> matrix_to_bt709(Primaries primaries) {
  switch (primaries) {
    case Primaries::Bt2020:
      return {{{1.660491F, -0.587641F, -0.072850F},
               {-0.124550F, 1.132900F, -0.008350F},
               {-0.018151F, -0.100579F, 1.118730F}}};
    case Primaries::P3:
      return {{{1.224940F, -0.224940F, 0}, {-0.042057F, 1.042057F, 0}, {-0.019638F, -0.078636F, 1.098274F}}};
    case Primaries::Bt709:
      break;
  }
  return {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
}

/// The entry of a table at `place`, 0..1 over all of it.
float between(const std::vector<float>& table, float place) {
  const float at = place * static_cast<float>(table.size() - 1);
  const auto index = std::min(static_cast<std::size_t>(at), table.size() - 2);
  const float part = at - static_cast<float>(index);
  return table[index] + (table[index + 1] - table[index]) * part;
}

const char* name_of(Primaries primaries) {
  return primaries == Primaries::Bt2020 ? "BT.2020" : primaries == Primaries::P3 ? "P3" : "BT.709";
}

}  // namespace

base::Message ColourDescription::text() const {
  if (is_hdr())
    return base::message("HDR (%1, %2), shown as SDR", transfer == Transfer::Pq ? "PQ" : "HLG",
                         name_of(primaries));
  if (needs_mapping()) return base::message("wide gamut (%1), shown in BT.709", name_of(primaries));
  return {};
}

SdrMapping::SdrMapping(const ColourDescription& colours)
    : colours_(colours), to_bt709_(matrix_to_bt709(colours.primaries)) {
  for (int i = 0; i < kSignals; ++i)
    light_.push_back(static_cast<float>(light_of(colours.transfer, i / double{kSignals - 1})));
  for (int i = 0; i < kSignalSteps; ++i) {
    const double root = i / double{kSignalSteps - 1};
    signal_.push_back(static_cast<std::uint8_t>(std::lround(255 * srgb_of_light(root * root))));
  }
  if (!colours.is_hdr()) return;
  const double peak =
      std::clamp(colours.transfer == Transfer::Hlg ? kHlgPeak : colours.peak_nits, kReferenceWhite, 10000.0);
  // Signals above the stated peak are possible and end at white.
  const double brightest = colours.transfer == Transfer::Hlg ? kHlgPeak : 10000.0;
  brightest_ = static_cast<float>(brightest / kReferenceWhite);
  compression_.push_back(1);
  for (int i = 1; i < kSteps; ++i) {
    const double root = i / double{kSteps - 1};
    const double nits = root * root * brightest;
    compression_.push_back(static_cast<float>(compressed(nits, peak) / nits));
  }
  if (colours.transfer != Transfer::Hlg) return;
  for (int i = 0; i < kSteps; ++i) {
    const double scene = std::pow(i / double{kSteps - 1}, 4);
    system_gamma_.push_back(
        static_cast<float>(kHlgPeak / kReferenceWhite * std::pow(scene, kSystemGamma - 1)));
  }
}

void SdrMapping::map(std::array<const std::uint16_t*, 3> in, int count,
                     std::array<std::uint8_t*, 3> out) const {
  const bool hdr = colours_.is_hdr();
  const bool hlg = colours_.transfer == Transfer::Hlg;
  for (int x = 0; x < count; ++x) {
    float red = light_[in[0][x]], green = light_[in[1][x]], blue = light_[in[2][x]];
    if (hlg) {
      const float luminance = 0.2627F * red + 0.6780F * green + 0.0593F * blue;
      const float gain = between(system_gamma_, std::sqrt(std::sqrt(std::min(luminance, 1.0F))));
      red *= gain;
      green *= gain;
      blue *= gain;
    }
    if (hdr) {
      const float largest = std::max({red, green, blue});
      const float gain = between(compression_, std::sqrt(std::min(largest / brightest_, 1.0F)));
      red *= gain;
      green *= gain;
      blue *= gain;
    }
    for (std::size_t c = 0; c < 3; ++c) {
      const std::array<float, 3>& row = to_bt709_[c];
      const float light = std::clamp(row[0] * red + row[1] * green + row[2] * blue, 0.0F, 1.0F);
      out[c][x] = signal_[static_cast<std::size_t>(std::sqrt(light) * (kSignalSteps - 1) + 0.5F)];
    }
  }
}

}  // namespace vp::media
