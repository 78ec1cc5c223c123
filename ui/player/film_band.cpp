#include "ui/player/film_band.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/look/theme.h"
#include "ui/player/time_axis.h"

namespace vp::ui {
namespace {

constexpr int kMostPictures = 64;

}  // namespace

void FilmBand::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  part_ = {};
  pictures_.clear();
  strip_ = {};
}

FilmPart FilmBand::wanted(const TimeAxis& axis, int height, double pixel_ratio) {
  strip_ = {};
  if (!video_ || video_->info.height <= 0) return {};
  const double aspect = std::clamp(static_cast<double>(video_->info.width) / video_->info.height, 0.4, 3.0);
  const int tile = std::max(1, static_cast<int>(height * aspect));
  const int room = static_cast<int>(axis.right() - axis.left());
  // Tiles that are a little narrower show the middle of their picture.
  const FilmPart part{axis.first_s(), axis.last_s(), std::clamp((room + tile - 1) / tile, 1, kMostPictures),
                      QSize(tile * 2, height) * pixel_ratio};
  if (part == part_) return {};
  // Until the new ones are there, the nearest of those before: while it plays none are made.
  QList<QImage> pictures(part.count);
  const double tile_s = (part.last_s - part.first_s) / part.count;
  for (int i = 0; i < part.count; ++i) pictures[i] = nearest_to(part.first_s + tile_s * (i + 0.5));
  part_ = part;
  pictures_ = std::move(pictures);
  return part;
}

bool FilmBand::set_picture(const FilmPart& part, int position, const QImage& picture) {
  if (part != part_ || position < 0 || position >= pictures_.size()) return false;
  pictures_[position] = picture;
  strip_ = {};
  return true;
}

double FilmBand::time_of(qsizetype position) const {
  return part_.first_s + (part_.last_s - part_.first_s) * (static_cast<double>(position) + 0.5) /
                             static_cast<double>(part_.count);
}

QImage FilmBand::nearest_to(double time_s) const {
  QImage nearest;
  double distance = 0;
  for (qsizetype i = 0; i < pictures_.size(); ++i) {
    if (pictures_[i].isNull()) continue;
    const double here = std::abs(time_of(i) - time_s);
    if (!nearest.isNull() && here >= distance) continue;
    nearest = pictures_[i];
    distance = here;
  }
  return nearest;
}

void FilmBand::paint(QPainter& painter, const TimeAxis& axis, const QRect& place, const QPalette& palette,
                     double pixel_ratio) {
  if (pictures_.isEmpty() || place.width() <= 0) return;
  if (strip_.isNull()) {
    strip_ = QPixmap(place.size() * pixel_ratio);
    strip_.setDevicePixelRatio(pixel_ratio);
    strip_.fill(accents(palette).line);
    QPainter strip(&strip_);
    strip.setRenderHint(QPainter::SmoothPixmapTransform);
    const double half_s = (part_.last_s - part_.first_s) / part_.count / 2;
    for (qsizetype i = 0; i < pictures_.size(); ++i) {
      if (pictures_[i].isNull()) continue;
      const double left = axis.x_of(time_of(i) - half_s) - place.left();
      const double right = axis.x_of(time_of(i) + half_s) - place.left();
      const QRectF tile(left, 0, right - left, place.height());
      QRectF part(QPointF(0, 0), tile.size().scaled(pictures_[i].size(), Qt::KeepAspectRatio));
      part.moveCenter(QRectF(pictures_[i].rect()).center());
      strip.drawImage(tile, pictures_[i], part);
    }
  }
  painter.drawPixmap(place.topLeft(), strip_);
}

}  // namespace vp::ui
