#include "ui/player/frame_row.h"

#include <QWidget>
#include <algorithm>

#include "ui/look/roving_focus.h"
#include "ui/player/frame_thumbnail.h"

namespace vp::ui {
namespace {

constexpr double kLeastHalf = 3;  ///< of a thumbnail's width: it can still be seen and clicked

}  // namespace

FrameRow::FrameRow(QWidget* timeline)
    : QObject(timeline), timeline_(timeline), focus_(new RovingFocus(this)) {}

void FrameRow::set_video(const VideoDetailsPtr& video) {
  set_frames({}, {});
  maps_.clear();
  if (video && video->info.height > 0) aspect_ = static_cast<double>(video->info.width) / video->info.height;
}

void FrameRow::add_thumbnail() {
  const int position = static_cast<int>(thumbnails_.size());
  auto* thumbnail = new FrameThumbnail(timeline_);
  connect(thumbnail, &QAbstractButton::clicked, this,
          [this, thumbnail] { emit clicked(thumbnail->frame()); });
  connect(thumbnail, &FrameThumbnail::dragged, this,
          [this, position](int pixels) { emit dragged(position, pixels); });
  connect(thumbnail, &FrameThumbnail::dropped, this,
          [this, position](int pixels) { emit dropped(position, pixels); });
  connect(thumbnail, &FrameThumbnail::nudged, this,
          [this, position](int frames, int seconds) { emit nudged(position, frames, seconds); });
  connect(thumbnail, &FrameThumbnail::pointed, this, [this, thumbnail](const std::optional<QPointF>& place) {
    emit pointed(thumbnail->frame(), place);
  });
  connect(thumbnail, &FrameThumbnail::focused, this,
          [this, thumbnail] { emit focused(thumbnail->time_s()); });
  thumbnails_.append(thumbnail);
}

void FrameRow::set_frames(const QList<TimelineMark>& frames, const QList<TimelineMark>& seen) {
  seen_ = seen;
  QHash<qint64, QImage> known;
  for (const FrameThumbnail* thumbnail : thumbnails_) known.insert(thumbnail->frame(), thumbnail->picture());
  // Those that stay keep the focus and a mouse that is down.
  while (thumbnails_.size() > frames.size()) {
    auto* thumbnail = thumbnails_.takeLast();
    thumbnail->hide();
    thumbnail->setParent(nullptr);  // nobody finds it any more
    thumbnail->deleteLater();
  }
  while (thumbnails_.size() < frames.size()) add_thumbnail();
  for (qsizetype i = 0; i < frames.size(); ++i) {
    thumbnails_[i]->set_aspect(aspect_);
    thumbnails_[i]->set_frame(frames[i].frame, frames[i].time_s);
    thumbnails_[i]->set_picture(known.value(frames[i].frame));
    thumbnails_[i]->set_current(frames[i].frame == current_);
  }
  show_maps();
}

void FrameRow::set_maps(const QList<QImage>& maps, double opacity, bool smooth) {
  maps_ = maps;
  opacity_ = opacity;
  smooth_ = smooth;
  show_maps();
}

void FrameRow::show_maps() {
  for (FrameThumbnail* thumbnail : thumbnails_) {
    const auto found = std::find_if(seen_.begin(), seen_.end(), [&](const TimelineMark& mark) {
      return mark.frame == thumbnail->frame();
    });
    thumbnail->set_seen(found != seen_.end());
    thumbnail->set_map(found != seen_.end() ? maps_.value(found - seen_.begin()) : QImage(), opacity_,
                       smooth_);
  }
}

void FrameRow::set_picture(qint64 frame, const QImage& picture) {
  for (FrameThumbnail* thumbnail : thumbnails_)
    if (thumbnail->frame() == frame) thumbnail->set_picture(picture);
}

void FrameRow::set_current(qint64 frame) {
  if (frame == current_) return;
  current_ = frame;
  for (FrameThumbnail* thumbnail : thumbnails_) thumbnail->set_current(thumbnail->frame() == frame);
}

void FrameRow::place(const TimeAxis& axis, int top) {
  QList<QWidget*> in_sight;
  for (qsizetype i = 0; i < thumbnails_.size(); ++i) {
    FrameThumbnail* thumbnail = thumbnails_[i];
    const double x = axis.x_of(thumbnail->time_s());
    double half = thumbnail->full_width() / 2.0;
    if (i > 0) half = std::min(half, (x - axis.x_of(thumbnails_[i - 1]->time_s())) / 2);
    if (i + 1 < thumbnails_.size()) half = std::min(half, (axis.x_of(thumbnails_[i + 1]->time_s()) - x) / 2);
    half = std::max(half, kLeastHalf);
    const bool shown = axis.shows(thumbnail->time_s());
    thumbnail->setVisible(shown);
    if (!shown) continue;
    thumbnail->setGeometry(qRound(x - half), top, qRound(2 * half), FrameThumbnail::kHeight);
    in_sight.append(thumbnail);
  }
  if (in_sight == in_sight_) return;
  in_sight_ = in_sight;
  focus_->set_widgets(in_sight_);
}

std::vector<qint64> FrameRow::without_picture() const {
  std::vector<qint64> frames;
  for (const FrameThumbnail* thumbnail : thumbnails_)
    if (thumbnail->picture().isNull()) frames.push_back(thumbnail->frame());
  return frames;
}

QSize FrameRow::picture_size() const {
  return {qRound(FrameThumbnail::kHeight * std::clamp(aspect_, 0.4, 3.0)), FrameThumbnail::kHeight};
}

}  // namespace vp::ui
