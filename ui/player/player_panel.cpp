#include "ui/player/player_panel.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/player/video_view.h"

namespace vp::ui {

PlayerPanel::PlayerPanel(QWidget* parent) : QWidget(parent), view_(new VideoView), timeline_(new Timeline) {
  make_actions();
  transport_ = new TransportBar(actions_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(view_, 1);
  layout->addWidget(transport_);
  layout->addWidget(timeline_);

  connect(view_, &VideoView::display_size_changed, &player_, &Player::set_display_size);
  connect(view_, &VideoView::clicked, &player_, &Player::toggle);
  connect(view_, &VideoView::pointed, this, &PlayerPanel::picture_pointed);
  connect(timeline_, &Timeline::seek_requested, &player_, &Player::seek_frame);
  connect(transport_, &TransportBar::volume_changed, this, [this](double volume) {
    volume_percent_ = static_cast<int>(volume * 100 + 0.5);
    player_.set_volume(volume);
  });
  connect(&player_, &Player::opened, this, [this](const VideoDetailsPtr& video) {
    set_video(video);
    emit opened(video);
  });
  connect(&player_, &Player::closed, this, [this] { set_video({}); });
  connect(&player_, &Player::failed, this, [this](const QString& sentence) {
    view_->set_message(tr("%1 cannot be played").arg(from_path(file_.filename())),
                       tr("Drop another file here, or choose File > Open video (Ctrl+O)."));
    emit failed(sentence);
  });
  connect(&player_, &Player::picture_changed, this, [this](const Picture& picture) {
    if (!video_) return;
    view_->set_picture(picture.image, {video_->info.width, video_->info.height});
    timeline_->set_frame(picture.index);
    transport_->set_position(picture.index, picture.time_s);
    emit position_changed(picture.index, picture.time_s);
  });
  connect(&player_, &Player::picture_missing, this, [this](qint64 frame) {
    if (!video_) return;
    // The picture before stays; number and time say where the gap is.
    timeline_->set_frame(frame);
    transport_->set_position(frame, video_->index.seconds(frame));
    emit position_changed(frame, video_->index.seconds(frame));
  });
  connect(&player_, &Player::playing_changed, this, [this](bool playing) {
    actions_.play->setIcon(icon(playing ? Glyph::Pause : Glyph::Play));
    actions_.play->setText(playing ? tr("&Pause") : tr("&Play"));
    actions_.play->setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
  });
  set_video({});
  show_idle_message();
}

void PlayerPanel::make_actions() {
  const auto make = [this](const char* name, Glyph glyph, const QString& text, const QString& tip,
                           const QList<QKeySequence>& keys) {
    auto* action = new QAction(icon(glyph), text, this);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    action->setShortcuts(keys);
    return action;
  };
  actions_.play = make("play", Glyph::Play, tr("&Play"), tr("Play (Space)"), {Qt::Key_Space});
  actions_.step_back = make("step_back", Glyph::StepBack, tr("Step one frame &back"),
                            tr("One frame back (comma or Left)"), {Qt::Key_Comma, Qt::Key_Left});
  actions_.step_forward = make("step_forward", Glyph::StepForward, tr("Step one frame &forward"),
                               tr("One frame forward (full stop or Right)"), {Qt::Key_Period, Qt::Key_Right});
  actions_.first =
      make("first_frame", Glyph::First, tr("F&irst frame"), tr("First frame (Home)"), {Qt::Key_Home});
  actions_.last = make("last_frame", Glyph::Last, tr("&Last frame"), tr("Last frame (End)"), {Qt::Key_End});
  actions_.mute =
      make("mute", Glyph::Volume, tr("&Mute"), tr("Sound on or off (Ctrl+M)"), {Qt::CTRL | Qt::Key_M});
  actions_.mute->setCheckable(true);

  connect(actions_.play, &QAction::triggered, &player_, &Player::toggle);
  connect(actions_.step_back, &QAction::triggered, this, [this] { player_.step(-1); });
  connect(actions_.step_forward, &QAction::triggered, this, [this] { player_.step(1); });
  connect(actions_.first, &QAction::triggered, this, [this] { player_.seek_frame(0); });
  connect(actions_.last, &QAction::triggered, this, [this] {
    player_.pause();
    if (video_) player_.seek_frame(video_->index.size() - 1);
  });
  connect(actions_.mute, &QAction::toggled, this, [this](bool muted) {
    actions_.mute->setIcon(icon(muted ? Glyph::Muted : Glyph::Volume));
    player_.set_muted(muted);
  });
}

void PlayerPanel::open(const std::filesystem::path& file) {
  file_ = file;
  player_.open(file);
  view_->set_message(tr("Opening %1…").arg(from_path(file.filename())), {});
}

void PlayerPanel::set_marks(const QList<TimelineMark>& marks) {
  timeline_->set_marks(marks);
}

void PlayerPanel::set_overlay(const QImage& map, double opacity, bool smooth) {
  view_->set_overlay(map, opacity, smooth);
}

void PlayerPanel::fill_menu(QMenu& menu) const {
  menu.addActions({actions_.play, actions_.step_back, actions_.step_forward});
  menu.addSeparator();
  menu.addActions({actions_.first, actions_.last});
  menu.addSeparator();
  menu.addAction(actions_.mute);
}

void PlayerPanel::set_volume_percent(int percent) {
  transport_->set_volume(percent);
}

void PlayerPanel::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  timeline_->set_video(video);
  transport_->set_video(video);
  for (QAction* action :
       {actions_.play, actions_.step_back, actions_.step_forward, actions_.first, actions_.last}) {
    action->setEnabled(video != nullptr);
  }
  actions_.mute->setEnabled(video == nullptr || video->info.has_audio);
  if (!video) view_->clear();
}

void PlayerPanel::show_idle_message() {
  view_->set_message(tr("No video is open"), tr("Drop a file here, or choose File > Open video (Ctrl+O)."));
}

}  // namespace vp::ui
