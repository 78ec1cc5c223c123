#include "ui/attention/map_source.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "attention/overlay.h"

namespace vp::ui {
namespace {

constexpr int kLongestSide = 512;  ///< of a smooth map in pixels: more cannot be seen

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::MapSource)
};

}  // namespace

int MapSource::nearest(qint64 frame, double time_s) const {
  int nearest = -1;
  double distance = 0;
  for (int i = 0; i < frames(); ++i) {
    const engine::SampledFrame& sampled = video->frames()[static_cast<std::size_t>(i)];
    // The number decides where it can: two frames may share a rounded time.
    if (sampled.index == frame) return i;
    const double here = std::abs(sampled.time_s - time_s);
    if (nearest < 0 || here < distance) {
      nearest = i;
      distance = here;
    }
  }
  return nearest;
}

double MapSource::distance_s(int position, qint64 frame, double time_s) const {
  const engine::SampledFrame& sampled = video->frames()[static_cast<std::size_t>(position)];
  return sampled.index == frame ? 0 : std::abs(sampled.time_s - time_s);
}

bool MapSource::asked_about(double time_s) const {
  const engine::VideoRequest& request = video->request();
  if (!request.frame_indices.empty()) return true;
  return time_s >= static_cast<double>(request.range.start_s.value_or(0)) &&
         (!request.range.end_s || time_s <= static_cast<double>(*request.range.end_s));
}

bool MapSource::has(ShownMap kind) const {
  if (!video) return false;
  switch (kind) {
    case ShownMap::Fsra:
    case ShownMap::Gstra:
    case ShownMap::Lsd:
      return maps_belong && !video->maps().empty();
    case ShownMap::Answer:
      // Its tokens lie on the frames that its model was shown, and on no others; with a vision tower they lie
      // on a part of these, or on none.
      return answer != nullptr && video->model().config.system == checkpoint::System::VideoPanda &&
             word.first < word.last && answer->frames.size() >= video->frames().size() &&
             std::equal(video->frames().begin(), video->frames().end(), answer_frames.begin(),
                        answer_frames.end(), [](const engine::SampledFrame& shown, const SeenFrame& seen) {
                          return shown.index == seen.index;
                        });
    case ShownMap::Off:
    case ShownMap::Fusion:
      break;
  }
  return false;
}

int MapSource::rows(ShownMap kind) const {
  if (!has(kind)) return 0;
  if (kind == ShownMap::Answer) return static_cast<int>(answer->rows());
  return kind == ShownMap::Gstra ? video->maps().gstra_heads : video->maps().heads;
}

attention::MapGrid MapSource::grid(int frame, const OverlaySettings& settings) const {
  if (settings.kind == ShownMap::Answer) {
    const bool there = settings.layer < rows(ShownMap::Answer);
    return attention::answer_grid(*answer, frame, word, there ? settings.layer : attention::kAllRows);
  }
  attention::HeadSelection heads = settings.heads;
  if (heads.kind == attention::HeadSelection::Kind::Single && heads.head >= rows(settings.kind)) heads = {};
  const attention::AttentionMaps& maps = video->maps();
  if (settings.kind == ShownMap::Gstra) return attention::gstra_grid(maps, frame, heads);
  if (settings.kind == ShownMap::Lsd) return attention::lsd_grid(maps, frame, heads);
  return attention::fsra_grid(maps, frame, heads);
}

attention::MapGrid MapSource::row_grid(int frame, int row, const OverlaySettings& settings) const {
  OverlaySettings single = settings;
  single.layer = row;
  single.heads = {attention::HeadSelection::Kind::Single, row};
  return grid(frame, single);
}

QImage MapSource::image(int frame, const attention::MapGrid& grid, const OverlaySettings& settings,
                        std::optional<float> scale, int smooth_pixels) const {
  const bool smooth = settings.paints_smooth();
  attention::OverlayOptions options;
  options.colour_map = settings.colours;
  options.smooth = smooth;
  options.scale = scale;
  const int longest = std::max(1, std::max(grid.width, grid.height));
  const int pixels = smooth ? std::clamp(kLongestSide / longest, 1, smooth_pixels) : 1;
  const base::RgbImage map = attention::render_map(grid, grid.width * pixels, grid.height * pixels, options);
  const QImage borrowed(map.pixels.data(), map.width, map.height, map.width * 3, QImage::Format_RGB888);
  if (settings.kind != ShownMap::Lsd || !settings.kept_only) {
    QImage coloured = borrowed.convertToFormat(QImage::Format_ARGB32);  // a copy
    options.colour_map = attention::ColourMap::Grey;                    // of which a level is a value
    const base::RgbImage levels = attention::render_map(grid, map.width, map.height, options);
    for (int y = 0; y < map.height; ++y) {
      auto* line = reinterpret_cast<QRgb*>(coloured.scanLine(y));
      for (int x = 0; x < map.width; ++x) {
        const auto at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) +
                             static_cast<std::size_t>(x));
        line[x] = (line[x] & 0x00ffffffU) | (static_cast<QRgb>(levels.pixels[at]) << 24);
      }
    }
    return coloured;
  }
  QImage kept_patches = borrowed.convertToFormat(QImage::Format_ARGB32);
  const std::vector<bool> kept = attention::lsd_kept(grid, attention::lsd_window(video->maps(), frame));
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      if (!kept[static_cast<std::size_t>(y * grid.width + x)]) kept_patches.setPixel(x, y, 0);
    }
  }
  return kept_patches;
}

QString MapSource::describe_rows(const OverlaySettings& settings) const {
  if (settings.view == MapView::Multiples && rows(settings.kind) > 1)
    return settings.kind == ShownMap::Answer
               ? Texts::tr("each of %n decoder layer(s)", nullptr, rows(settings.kind))
               : Texts::tr("each of %n head(s)", nullptr, rows(settings.kind));
  if (settings.kind != ShownMap::Answer) return describe_heads(settings.heads, rows(settings.kind));
  if (!answer) return {};
  const auto layers = answer->layers.size();
  const QString heads =
      static_cast<int>(answer->heads.size()) == answer->layer_heads
          ? Texts::tr("mean of %1 heads").arg(answer->layer_heads)
      : answer->heads.size() == 1
          ? Texts::tr("head %1 of %2 (from 0)").arg(answer->heads.front()).arg(answer->layer_heads)
          : Texts::tr("mean of %1 of %2 heads").arg(answer->heads.size()).arg(answer->layer_heads);
  const bool chosen = answer->per_layer && settings.layer >= 0 && settings.layer < rows(ShownMap::Answer);
  const int row = chosen ? settings.layer : 0;
  const QString which = chosen || layers == 1
                            ? Texts::tr("decoder layer %1").arg(answer->layers[static_cast<std::size_t>(row)])
                            : Texts::tr("mean of %1 decoder layers").arg(layers);
  return Texts::tr("%1, %2").arg(which, heads);
}

QString MapSource::describe_grid(const attention::MapGrid& grid, ShownMap kind) const {
  const QString cells = kind == ShownMap::Gstra || kind == ShownMap::Lsd ? Texts::tr("%1 × %2 patches")
                                                                         : Texts::tr("%1 × %2 tokens");
  return cells.arg(grid.width).arg(grid.height);
}

double nearness(double distance_s) {
  constexpr double kFadesOver_s = 4, kFaintest = 0.2,
                   kSteps = 20;  // steps: not painted anew for what nobody sees
  const double exact = std::max(kFaintest, 1 - distance_s / kFadesOver_s);
  return std::ceil(exact * kSteps) / kSteps;
}

QString name_of(ShownMap kind) {
  switch (kind) {
    case ShownMap::Fsra:
      return QStringLiteral("FSRA");
    case ShownMap::Gstra:
      return QStringLiteral("GSTRA");
    case ShownMap::Lsd:
      return QStringLiteral("LSD");
    case ShownMap::Fusion:
      return Texts::tr("Fusion");
    case ShownMap::Answer:
      return Texts::tr("Answer");
    case ShownMap::Off:
      break;
  }
  return {};
}

QString what_it_depends_on(ShownMap kind) {
  // Fusion belongs to the model, which is the same for every film.
  return kind == ShownMap::Answer ? Texts::tr("this answer") : Texts::tr("the film only");
}

QList<TimelineMark> marks_of(const engine::EncodedVideo& video) {
  const bool has_chunks = video.model().config.system == checkpoint::System::VideoPanda;
  const int chunk_frames = std::max(1, video.maps().frames_per_chunk);
  QList<TimelineMark> marks;
  for (const engine::SampledFrame& frame : video.frames()) {
    const int place = static_cast<int>(marks.size());
    marks.append({frame.index, frame.time_s, has_chunks ? place / chunk_frames : 0});
  }
  return marks;
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

QString format_value(double value) {
  return QLocale().toString(value, 'g', 4);
}

QImage thumbnail_of(const base::RgbImage& picture, int longest_side) {
  const QImage borrowed(picture.pixels.data(), picture.width, picture.height, picture.width * 3,
                        QImage::Format_RGB888);
  if (picture.width <= longest_side && picture.height <= longest_side)
    return borrowed.convertToFormat(QImage::Format_RGB32);
  // Most of the pixels of a large picture are left out, so that many of them do not stall the window.
  constexpr int kOversampled = 2;
  const QImage coarse = borrowed.scaled(borrowed.size().boundedTo(
      borrowed.size().scaled(QSize(longest_side, longest_side) * kOversampled, Qt::KeepAspectRatio)));
  return coarse.convertToFormat(QImage::Format_RGB32)
      .scaled(longest_side, longest_side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

}  // namespace vp::ui
