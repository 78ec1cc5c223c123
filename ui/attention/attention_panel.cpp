#include "ui/attention/attention_panel.h"

#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "ui/attention/frame_strip.h"
#include "ui/attention/overlay_controls.h"
#include "ui/look/format.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

QImage to_image(const base::RgbImage& picture) {
  const QImage borrowed(picture.pixels.data(), picture.width, picture.height, picture.width * 3,
                        QImage::Format_RGB888);
  return borrowed.convertToFormat(QImage::Format_RGB32);
}

}  // namespace

AttentionPanel::AttentionPanel(QWidget* parent)
    : QWidget(parent), controls_(new OverlayControls), strip_(new FrameStrip), caption_(new QLabel) {
  setObjectName(QStringLiteral("attention_panel"));
  caption_->setObjectName(QStringLiteral("overlay_caption"));
  caption_->setAccessibleName(tr("Which map is shown"));
  caption_->setTextFormat(Qt::PlainText);
  caption_->setMinimumWidth(1);  // a long caption must not widen the window
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 6, 12, 6);
  layout->setSpacing(6);
  layout->addWidget(controls_);
  layout->addWidget(strip_);
  layout->addWidget(caption_);
  connect(controls_, &OverlayControls::settings_changed, this, &AttentionPanel::apply);
  connect(strip_, &FrameStrip::frame_clicked, this, &AttentionPanel::seek_requested);
  clear(tr("Frames that were shown to the model appear here."));
}

void AttentionPanel::set_video(const std::shared_ptr<const engine::EncodedVideo>& video) {
  video_ = video;
  const attention::AttentionMaps& maps = video->maps();
  const int chunk_frames = std::max(1, maps.frames_per_chunk);
  QList<FrameStrip::Frame> frames;
  QList<TimelineMark> marks;
  for (std::size_t i = 0; i < video->frames().size(); ++i) {
    const engine::SampledFrame& frame = video->frames()[i];
    const int chunk = static_cast<int>(i) / chunk_frames;
    frames.append({to_image(frame.picture), frame.index, frame.time_s, chunk});
    marks.append({frame.index, frame.time_s, chunk});
  }
  strip_->set_frames(frames);
  emit marks_changed(marks);
  controls_->setEnabled(true);
  controls_->set_head_counts(head_count(maps, MapKind::Fsra), head_count(maps, MapKind::Gstra));
}

void AttentionPanel::clear(const QString& message) {
  video_.reset();
  maps_.clear();
  strip_->set_frames({});
  strip_->set_message(message);
  controls_->setEnabled(false);
  emit marks_changed({});
  emit masses_changed({}, {});
  update_overlay();
}

void AttentionPanel::set_position(qint64 frame, double time_s) {
  frame_ = frame;
  time_s_ = time_s;
  update_overlay();
}

const OverlaySettings& AttentionPanel::settings() const {
  return controls_->settings();
}

void AttentionPanel::set_settings(const OverlaySettings& settings) {
  controls_->set_settings(settings);
}

void AttentionPanel::fill_menu(QMenu& menu) const {
  controls_->fill_menu(menu);
}

void AttentionPanel::apply(const OverlaySettings& settings) {
  maps_.clear();
  if (!video_) return;
  const attention::AttentionMaps& maps = video_->maps();
  if (settings.kind != MapKind::Off) {
    for (int i = 0; i < static_cast<int>(video_->frames().size()); ++i) {
      maps_.append(coloured(grid_of(maps, i, settings), settings));
    }
  }
  strip_->set_maps(maps_, settings.opacity, settings.smooth);
  // The curve is GSTRA's whatever lies over the picture; the head selection is the same where it can be.
  attention::HeadSelection heads = settings.heads;
  if (heads.kind == attention::HeadSelection::Kind::Single && heads.head >= maps.gstra_heads) heads = {};
  const std::vector<float> masses = attention::gstra_mass_per_frame(maps, heads);
  QList<MassPoint> points;
  for (std::size_t i = 0; i < video_->frames().size() && i < masses.size(); ++i) {
    points.append({video_->frames()[i].time_s, masses[i], static_cast<int>(i) / maps.frames_per_chunk});
  }
  emit masses_changed(points, describe_heads(heads, maps.gstra_heads));
  update_overlay();
}

int AttentionPanel::nearest_frame() const {
  int nearest = -1;
  double distance = 0;
  for (std::size_t i = 0; video_ && i < video_->frames().size(); ++i) {
    const engine::SampledFrame& frame = video_->frames()[i];
    // The number decides where it can: two frames may share a rounded time.
    if (frame.index == frame_) return static_cast<int>(i);
    const double here = std::abs(frame.time_s - time_s_);
    if (nearest < 0 || here < distance) {
      nearest = static_cast<int>(i);
      distance = here;
    }
  }
  return nearest;
}

void AttentionPanel::update_overlay() {
  const int nearest = nearest_frame();
  strip_->set_current(nearest);
  if (nearest < 0) {
    caption_->clear();
    emit overlay_changed({}, 0, false);
    return;
  }
  const OverlaySettings& settings = controls_->settings();
  const engine::SampledFrame& frame = video_->frames()[static_cast<std::size_t>(nearest)];
  const bool exact = frame.index == frame_;
  const QString where =
      exact ? tr("frame %1 at %2, as the model saw it").arg(frame.index).arg(format_time(frame.time_s))
            : tr("nearest sampled frame: %1 at %2").arg(frame.index).arg(format_time(frame.time_s));
  if (settings.kind == MapKind::Off) {
    caption_->setText(
        exact ? tr("Sampled frame %1 at %2").arg(frame.index).arg(format_time(frame.time_s))
              : tr("Nearest sampled frame: %1 at %2").arg(frame.index).arg(format_time(frame.time_s)));
    emit overlay_changed({}, 0, false);
    return;
  }
  const attention::AttentionMaps& maps = video_->maps();
  const attention::MapGrid grid = grid_of(maps, nearest, settings);
  const QString cells = settings.kind == MapKind::Gstra ? tr("%1 × %2 patches") : tr("%1 × %2 tokens");
  caption_->setText(tr("%1 · %2 · %3 · %4")
                        .arg(name_of(settings.kind), where,
                             describe_heads(settings.heads, head_count(maps, settings.kind)),
                             cells.arg(grid.width).arg(grid.height)));
  emit overlay_changed(maps_.value(nearest), settings.opacity, settings.smooth);
}

}  // namespace vp::ui
