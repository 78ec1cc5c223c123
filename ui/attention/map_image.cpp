#include "ui/attention/map_image.h"

#include <QCoreApplication>
#include <algorithm>

#include "attention/overlay.h"

namespace vp::ui {
namespace {

/// Smooth maps are drawn with this many pixels a cell and then stretched: more cannot be seen.
constexpr int kSmoothPixels = 12;
constexpr int kLongestSide = 512;

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::MapImage)
};

}  // namespace

attention::MapGrid grid_of(const attention::AttentionMaps& maps, int frame, const OverlaySettings& settings) {
  return settings.kind == MapKind::Gstra ? attention::gstra_grid(maps, frame, settings.heads)
                                         : attention::fsra_grid(maps, frame, settings.heads);
}

QImage coloured(const attention::MapGrid& grid, const OverlaySettings& settings) {
  attention::OverlayOptions options;
  options.colour_map = settings.colours;
  options.smooth = settings.smooth;
  const int longest = std::max(grid.width, grid.height);
  const int scale = settings.smooth ? std::clamp(kLongestSide / std::max(1, longest), 1, kSmoothPixels) : 1;
  const base::RgbImage map = attention::render_map(grid, grid.width * scale, grid.height * scale, options);
  const QImage borrowed(map.pixels.data(), map.width, map.height, map.width * 3, QImage::Format_RGB888);
  return borrowed.convertToFormat(QImage::Format_RGB32);  // a copy
}

int head_count(const attention::AttentionMaps& maps, MapKind kind) {
  return kind == MapKind::Gstra ? maps.gstra_heads : maps.heads;
}

QString name_of(MapKind kind) {
  switch (kind) {
    case MapKind::Fsra:
      return QStringLiteral("FSRA");
    case MapKind::Gstra:
      return QStringLiteral("GSTRA");
    case MapKind::Off:
      break;
  }
  return {};
}

QString describe_heads(const attention::HeadSelection& heads, int count) {
  switch (heads.kind) {
    case attention::HeadSelection::Kind::Mean:
      return Texts::tr("mean of %1 heads").arg(count);
    case attention::HeadSelection::Kind::Max:
      return Texts::tr("maximum of %1 heads").arg(count);
    case attention::HeadSelection::Kind::Single:
      break;
  }
  return Texts::tr("head %1 of %2 (from 0)").arg(heads.head).arg(count);
}

}  // namespace vp::ui
