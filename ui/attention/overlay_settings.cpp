#include "ui/attention/overlay_settings.h"

#include <QSettings>
#include <algorithm>
#include <cmath>

#include "ui/look/format.h"

namespace vp::ui {
namespace {

using attention::HeadSelection;

constexpr int kMostHeads = 1 << 12;

/// A number from `smallest` to `largest` under `key`; `otherwise` where there is none.
int number(const QSettings& settings, const char* key, int smallest, int largest, int otherwise) {
  bool found = false;
  const int value = settings.value(QLatin1String(key)).toInt(&found);
  return found && value >= smallest && value <= largest ? value : otherwise;
}

}  // namespace

OverlaySettings OverlaySettings::load(const QSettings& settings) {
  OverlaySettings loaded;
  const auto flag = [&](const char* key, bool otherwise) {
    return settings.value(QLatin1String(key), otherwise).toBool();
  };
  loaded.kind =
      static_cast<ShownMap>(number(settings, "overlay_kind", static_cast<int>(ShownMap::Off),
                                   static_cast<int>(ShownMap::Answer), static_cast<int>(loaded.kind)));
  loaded.heads.kind = static_cast<HeadSelection::Kind>(
      number(settings, "overlay_heads", static_cast<int>(HeadSelection::Kind::Mean),
             static_cast<int>(HeadSelection::Kind::Single), static_cast<int>(loaded.heads.kind)));
  loaded.heads.head = number(settings, "overlay_head", 0, kMostHeads, 0);
  loaded.layer = number(settings, "overlay_layer", attention::kAllRows, kMostHeads, attention::kAllRows);
  const double opacity = settings.value(QStringLiteral("overlay_opacity"), loaded.opacity).toDouble();
  if (std::isfinite(opacity)) loaded.opacity = std::clamp(opacity, 0.0, 1.0);
  loaded.smooth = flag("overlay_smooth", loaded.smooth);
  loaded.same_scale = flag("overlay_same_scale", loaded.same_scale);
  loaded.same_scale_of_answer = flag("overlay_same_scale_of_answer", loaded.same_scale_of_answer);
  loaded.kept_only = flag("overlay_kept_only", loaded.kept_only);
  loaded.view = static_cast<MapView>(number(settings, "overlay_view", static_cast<int>(MapView::Strip),
                                            static_cast<int>(MapView::Large), static_cast<int>(loaded.view)));
  const QByteArray colours = settings.value(QStringLiteral("overlay_colours")).toByteArray();
  loaded.colours = attention::colour_map_of(colours.toStdString()).value_or(loaded.colours);
  return loaded;
}

void OverlaySettings::save(QSettings& settings) const {
  settings.setValue(QStringLiteral("overlay_kind"), static_cast<int>(kind));
  settings.setValue(QStringLiteral("overlay_heads"), static_cast<int>(heads.kind));
  settings.setValue(QStringLiteral("overlay_head"), heads.head);
  settings.setValue(QStringLiteral("overlay_layer"), layer);
  settings.setValue(QStringLiteral("overlay_opacity"), opacity);
  settings.setValue(QStringLiteral("overlay_smooth"), smooth);
  settings.setValue(QStringLiteral("overlay_same_scale"), same_scale);
  settings.setValue(QStringLiteral("overlay_same_scale_of_answer"), same_scale_of_answer);
  settings.setValue(QStringLiteral("overlay_kept_only"), kept_only);
  settings.setValue(QStringLiteral("overlay_view"), static_cast<int>(view));
  settings.setValue(QStringLiteral("overlay_colours"), to_qstring(attention::name_of(colours)));
}

}  // namespace vp::ui
