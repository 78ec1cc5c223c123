#include "ui/compare/hidden_in_picture.h"

#include <QLocale>

#include "ui/attention/map_source.h"
#include "ui/look/format.h"

namespace vp::ui {

void HiddenInPicture::set_result(const engine::OcclusionCheck& check, const EncodedVideoPtr& video) {
  check_ = check;
  video_ = video;
  update();
}

void HiddenInPicture::clear() {
  check_.reset();
  video_.reset();
  update();
}

void HiddenInPicture::choose_share(int share) {
  share_ = share;
  update();
}

void HiddenInPicture::set_looked_at(bool looked_at) {
  looked_at_ = looked_at;
  update();
}

void HiddenInPicture::set_position(qint64 frame, double time_s) {
  frame_ = frame;
  time_s_ = time_s;
  if (check_ && looked_at_) update();
}

void HiddenInPicture::update() {
  emit changed(now());
}

HiddenPatches HiddenInPicture::now() const {
  if (!check_ || !video_ || !looked_at_ || share_ < 0 || share_ >= static_cast<int>(check_->points.size()))
    return {};
  const engine::OcclusionPoint& point = check_->points[static_cast<std::size_t>(share_)];
  MapSource source;
  source.video = video_;
  const int nearest = source.nearest(frame_, time_s_);
  if (nearest < 0 || nearest >= static_cast<int>(point.attended_patches.size())) return {};
  HiddenPatches hidden{
      check_->rows, check_->columns, point.attended_patches[static_cast<std::size_t>(nearest)], {}};
  const engine::SampledFrame& sampled = video_->frames()[static_cast<std::size_t>(nearest)];
  const QString map =
      check_->options.map == attention::FrameMap::Fsra ? QStringLiteral("FSRA") : QStringLiteral("GSTRA");
  hidden.label = tr("Hidden: %1 % by %2 · frame %3 · %4")
                     .arg(QLocale().toString(point.share_percent), map)
                     .arg(sampled.index)
                     .arg(format_time(sampled.time_s));
  if (const double away = source.distance_s(nearest, frame_, time_s_); away > 0)
    hidden.label = tr("%1 · %2 s away").arg(hidden.label, QLocale().toString(away, 'f', 1));
  return hidden;
}

}  // namespace vp::ui
