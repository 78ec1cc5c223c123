#include "ui/player/player_panel.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/player/first_steps.h"
#include "ui/player/go_to_time.h"
#include "ui/player/plan_controls.h"
#include "ui/player/plan_question.h"
#include "ui/player/video_view.h"

namespace vp::ui {
namespace {

/// While it plays, numbers, marks and curves follow so often; more cannot be read, and costs as much as
/// decoding.
constexpr int kPositionInterval_ms = 60;

}  // namespace

PlayerPanel::PlayerPanel(QWidget* parent)
    : QWidget(parent),
      actions_(this),
      stream_menu_(actions_),
      view_(new VideoView),
      transport_(nullptr),
      timeline_(new Timeline),
      plan_controls_(new PlanControls(actions_)),
      plan_question_(new PlanQuestion),
      first_steps_(new FirstSteps),
      go_to_time_(new GoToTime(this)),
      controls_timer_(new QTimer(this)) {
  transport_ = new TransportBar(actions_, plan_controls_);
  make_layout();
  constexpr int kControlsStay_ms = 2500;
  controls_timer_->setObjectName(QStringLiteral("controls_timer"));
  controls_timer_->setSingleShot(true);
  controls_timer_->setInterval(kControlsStay_ms);
  connect(controls_timer_, &QTimer::timeout, this, &PlayerPanel::hide_controls);
  view_->installEventFilter(this);
  connect_player();
  connect_playback_actions();
  connect_plan();
  set_video({});
  show_idle_message();
  translate(this, [this] {
    name_play();  // after the actions have named themselves
    message_();
  });
}

void PlayerPanel::focus_picture() {
  view_->setFocus();
}

void PlayerPanel::make_layout() {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(view_, 1);
  layout->addWidget(transport_);
  layout->addWidget(timeline_);
  layout->addWidget(plan_question_);
  plan_question_->hide();
  view_->set_first_steps(first_steps_);
  first_steps_->show();
  show_bars(false);
}

void PlayerPanel::show_bars(bool film) {
  transport_->setVisible(film);
  timeline_->setVisible(film);
}

void PlayerPanel::connect_player() {
  connect(view_, &VideoView::display_size_changed, &player_, &Player::set_display_size);
  connect(view_, &VideoView::clicked, &player_, &Player::toggle);
  connect(view_, &VideoView::double_clicked, actions_.full_screen, &QAction::trigger);
  connect(view_, &VideoView::pointed, this, &PlayerPanel::picture_pointed);
  connect(timeline_, &Timeline::seek_requested, &player_, &Player::seek_frame);
  connect(first_steps_, &FirstSteps::open_requested, this, &PlayerPanel::open_requested);
  connect(first_steps_, &FirstSteps::sample_requested, this, &PlayerPanel::sample_requested);
  connect(go_to_time_, &GoToTime::chosen, &player_, &Player::seek_frame);
  connect(transport_, &TransportBar::volume_changed, this, [this](double volume) {
    volume_percent_ = static_cast<int>(volume * 100 + 0.5);
    player_.set_volume(volume);
  });
  connect(&player_, &Player::opening, this, [this](int percent) {
    set_message([this, percent] {
      view_->set_message(tr("Opening %1… %2 %").arg(from_path(file_.filename()), QString::number(percent)),
                         {});
    });
  });
  connect(&player_, &Player::opened, this, [this](const VideoDetailsPtr& video) {
    set_video(video);
    if (const media::TimeRange range = std::exchange(opening_range_, {}); range != media::TimeRange())
      plan_.restore({range, plan_.plan().frames, {}});
    emit opened(video);
  });
  connect(&player_, &Player::closed, this, [this] { set_video({}); });
  connect(&player_, &Player::failed, this, [this](const base::Message& message) {
    first_steps_->show();
    show_bars(false);
    set_message([this] {
      view_->set_message(tr("%1 cannot be played").arg(from_path(file_.filename())),
                         tr("Drop another file here, or choose one."));
    });
    emit failed(message);
  });
  connect(&player_, &Player::picture_changed, this, [this](const Picture& picture) {
    if (!video_) return;
    view_->set_picture(picture.image, {video_->info.width, video_->info.height});
    frame_ = picture.index;
    time_s_ = picture.time_s;
    if (player_.playing() && since_position_.isValid() && since_position_.elapsed() < kPositionInterval_ms)
      return;
    set_position(frame_, time_s_);
  });
  connect(&player_, &Player::picture_missing, this, [this](qint64 frame) {
    // The picture before stays; number and time say where the gap is.
    if (video_) set_position(frame, video_->index.seconds(frame));
  });
  connect(&player_, &Player::playing_changed, this, [this](bool playing) {
    name_play();
    thumbnails_.set_paused(playing);
    if (!playing && video_ && frame_ >= 0) set_position(frame_, time_s_);
  });
}

void PlayerPanel::connect_playback_actions() {
  connect(actions_.play, &QAction::triggered, &player_, &Player::toggle);
  connect(actions_.step_back, &QAction::triggered, this, [this] { player_.step(-1); });
  connect(actions_.step_forward, &QAction::triggered, this, [this] { player_.step(1); });
  connect(actions_.back_5_s, &QAction::triggered, this, [this] { jump(-5); });
  connect(actions_.forward_5_s, &QAction::triggered, this, [this] { jump(5); });
  connect(actions_.back_1_min, &QAction::triggered, this, [this] { jump(-60); });
  connect(actions_.forward_1_min, &QAction::triggered, this, [this] { jump(60); });
  connect(actions_.first, &QAction::triggered, this, [this] { player_.seek_frame(0); });
  connect(actions_.last, &QAction::triggered, this, [this] {
    player_.pause();
    if (video_) player_.seek_frame(video_->index.size() - 1);
  });
  connect(actions_.loop, &QAction::toggled, this, &PlayerPanel::update_loop);
  connect(actions_.loop_start, &QAction::triggered, this, [this] {
    loop_start_ = player_.frame();
    if (loop_end_ && *loop_end_ <= *loop_start_) loop_end_.reset();
    actions_.loop->setChecked(true);
    update_loop();
  });
  connect(actions_.loop_end, &QAction::triggered, this, [this] {
    loop_end_ = player_.frame();
    if (loop_start_ && *loop_start_ >= *loop_end_) loop_start_.reset();
    actions_.loop->setChecked(true);
    update_loop();
  });
  connect(actions_.loop_clear, &QAction::triggered, this, [this] {
    loop_start_.reset();
    loop_end_.reset();
    update_loop();
  });
  for (QAction* action : actions_.rates)
    connect(action, &QAction::triggered, this, [this, action] { set_rate(action->data().toDouble()); });
  connect(actions_.slower, &QAction::triggered, this, [this] { change_rate(-1); });
  connect(actions_.faster, &QAction::triggered, this, [this] { change_rate(1); });
  connect(actions_.mute, &QAction::toggled, this, [this](bool muted) {
    actions_.mute->setIcon(icon(muted ? Glyph::Muted : Glyph::Volume));
    player_.set_muted(muted);
  });
  connect(&stream_menu_, &StreamMenu::chosen, this, &PlayerPanel::reopen_requested);
  connect(actions_.go_to_time, &QAction::triggered, this, [this] {
    if (video_) go_to_time_->ask(video_, time_s_);
  });
  constexpr double kZoomStep = 2;
  connect(actions_.zoom_in, &QAction::triggered, timeline_, [this] { timeline_->zoom(kZoomStep); });
  connect(actions_.zoom_out, &QAction::triggered, timeline_, [this] { timeline_->zoom(1 / kZoomStep); });
  connect(actions_.zoom_range, &QAction::triggered, timeline_, &Timeline::show_range);
  connect(actions_.zoom_all, &QAction::triggered, timeline_, &Timeline::show_whole_film);
  connect(actions_.full_screen, &QAction::triggered, this, &PlayerPanel::full_screen_requested);
  connect(actions_.leave_full_screen, &QAction::triggered, this,
          [this] { emit full_screen_requested(false); });
}

void PlayerPanel::connect_plan() {
  connect(&plan_, &PlanKeeper::changed, this, &PlayerPanel::update_plan);
  connect(&plan_, &PlanKeeper::apply_requested, this, &PlayerPanel::request_changed);
  connect(&plan_, &PlanKeeper::settled_changed, this, &PlayerPanel::show_plan);
  connect(&plan_, &PlanKeeper::waiting_changed, plan_question_, &QWidget::setVisible);
  connect(plan_question_, &PlanQuestion::confirmed, &plan_, &PlanKeeper::confirm);
  connect(plan_question_, &PlanQuestion::discarded, &plan_, &PlanKeeper::discard);
  connect(plan_controls_, &PlanControls::frames_chosen, this, [this](int frames) {
    SamplingPlan plan = plan_.plan();
    plan.frames = frames == plan_.usual_frames() ? 0 : frames;
    plan.chosen.clear();
    plan_.change(plan);
  });
  FrameRow* row = &timeline_->frames();
  connect(row, &FrameRow::clicked, &player_, &Player::seek_frame);
  connect(row, &FrameRow::dragged, this,
          [this](int position, int pixels) { player_.seek_frame(frame_beside(position, pixels)); });
  connect(row, &FrameRow::dropped, this,
          [this](int position, int pixels) { move_frame(position, frame_beside(position, pixels)); });
  connect(row, &FrameRow::pointed, this, [this](qint64 frame, const std::optional<QPointF>& place) {
    const QList<TimelineMark>& seen = timeline_->marks();
    const auto found = std::find_if(seen.begin(), seen.end(),
                                    [frame](const TimelineMark& mark) { return mark.frame == frame; });
    if (found == seen.end())
      emit frame_pointed(-1, std::nullopt);
    else
      emit frame_pointed(static_cast<int>(found - seen.begin()), place);
  });
  connect(row, &FrameRow::nudged, this, [this](int position, int frames, int seconds) {
    if (position >= planned_.size()) return;
    const TimelineMark& mark = planned_[position];
    move_frame(position, seconds == 0 ? mark.frame + frames : video_->index.index_at(mark.time_s + seconds));
  });
  connect(timeline_, &Timeline::mark_moved, this, &PlayerPanel::move_frame);
  connect(timeline_, &Timeline::range_start_moved, this, [this](qint64 second) {
    if (video_) plan_.change(with_start(*video_, plan_.plan(), second));
  });
  connect(timeline_, &Timeline::range_end_moved, this, [this](qint64 second) {
    if (video_) plan_.change(with_end(*video_, plan_.plan(), second));
  });
  connect(timeline_, &Timeline::film_wanted, &thumbnails_, &ThumbnailMaker::want_film);
  connect(&thumbnails_, &ThumbnailMaker::film_ready, timeline_, &Timeline::set_film_picture);
  connect(timeline_, &Timeline::pictures_wanted, &thumbnails_, &ThumbnailMaker::want_frames);
  connect(timeline_, &Timeline::hover_wanted, &thumbnails_, &ThumbnailMaker::want_now);
  connect(&thumbnails_, &ThumbnailMaker::frame_ready, timeline_, &Timeline::set_frame_picture);

  connect(actions_.range_start, &QAction::triggered, this, [this] {
    if (video_) plan_.change(with_start(*video_, plan_.plan(), static_cast<qint64>(std::floor(time_s_))));
  });
  connect(actions_.range_end, &QAction::triggered, this, [this] {
    if (video_) plan_.change(with_end(*video_, plan_.plan(), static_cast<qint64>(std::floor(time_s_)) + 1));
  });
  connect(actions_.range_clear, &QAction::triggered, this, [this] {
    SamplingPlan plan = plan_.plan();
    plan.range = {};
    plan.chosen.clear();
    plan_.change(plan);
  });
  connect(actions_.regular_frames, &QAction::triggered, this, [this] {
    SamplingPlan plan = plan_.plan();
    plan.chosen.clear();
    plan_.change(plan);
  });
  connect(actions_.move_sampled_here, &QAction::triggered, this, &PlayerPanel::move_nearest_here);
  connect(actions_.previous_sampled, &QAction::triggered, this, [this] { jump_to_sampled(-1); });
  connect(actions_.next_sampled, &QAction::triggered, this, [this] { jump_to_sampled(1); });
}

void PlayerPanel::open(const std::filesystem::path& file, const media::OpenOptions& options) {
  file_ = file;
  opening_range_ = std::exchange(next_range_, {});
  player_.open(file, options);
  first_steps_->hide();
  if (!full_screen_) show_bars(true);
  set_message([this] { view_->set_message(tr("Opening %1…").arg(from_path(file_.filename())), {}); });
}

bool PlayerPanel::restore_request(const engine::VideoRequest& request) {
  const engine::VideoRequest before = this->request();
  // A store is a file, and files can be damaged.
  const std::vector<std::int64_t>& chosen = request.frame_indices;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i] < 0 || chosen[i] >= video_->index.size() || (i > 0 && chosen[i] <= chosen[i - 1]))
      return false;
  if (request.frames < 0 || request.frames > 4096 || request.frames % plan_.chunk_frames() != 0) return false;
  const int frames = request.frames == plan_.usual_frames() ? 0 : request.frames;
  plan_.restore({request.range, frames, request.frame_indices});
  return this->request() != before;
}

void PlayerPanel::set_range(const media::TimeRange& range) {
  SamplingPlan plan = plan_.plan();
  plan.range = range;
  plan.chosen.clear();
  plan_.change(plan);
}

void PlayerPanel::close_film() {
  player_.close();
  first_steps_->show();
  show_bars(false);
  show_idle_message();
}

void PlayerPanel::set_maps(const QList<QImage>& maps, double opacity, bool smooth) {
  timeline_->frames().set_maps(maps, opacity, smooth);
}

void PlayerPanel::set_sample_clip(bool there) {
  first_steps_->set_sample_clip(there);
  view_->set_first_steps(first_steps_);
}

void PlayerPanel::set_overlay(const QImage& map, double opacity, bool smooth) {
  view_->set_overlay(map, opacity, smooth);
}

void PlayerPanel::set_badge(const QString& text) {
  view_->set_badge(text);
}

void PlayerPanel::set_hidden(const HiddenPatches& hidden) {
  view_->set_hidden(hidden);
}

void PlayerPanel::set_volume_percent(int percent) {
  transport_->set_volume(percent);
}

void PlayerPanel::set_full_screen(bool full_screen) {
  actions_.full_screen->setChecked(full_screen);
  actions_.leave_full_screen->setEnabled(full_screen);
  full_screen_ = full_screen;
  if (full_screen) view_->setFocus();
  show_controls();
}

void PlayerPanel::show_controls() {
  show_bars(video_ != nullptr || first_steps_->isHidden());
  view_->unsetCursor();
  if (full_screen_)
    controls_timer_->start();
  else
    controls_timer_->stop();
}

void PlayerPanel::hide_controls() {
  if (!full_screen_) return;
  const bool in_use = transport_->underMouse() || timeline_->underMouse() ||
                      QApplication::activePopupWidget() != nullptr ||
                      (QApplication::focusWidget() != nullptr && QApplication::focusWidget() != view_);
  if (in_use) {
    controls_timer_->start();
    return;
  }
  show_bars(false);
  view_->setCursor(Qt::BlankCursor);
}

bool PlayerPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched != view_ || !full_screen_) return false;
  switch (event->type()) {
    case QEvent::MouseMove: {
      // The picture may move under a mouse that rests.
      const QPoint now = static_cast<QMouseEvent*>(event)->globalPosition().toPoint();
      if (std::exchange(mouse_, now) != now) show_controls();
      break;
    }
    case QEvent::KeyPress:
    case QEvent::Wheel:
      show_controls();
      break;
    default:
      break;
  }
  return false;
}

void PlayerPanel::set_video(const VideoDetailsPtr& video) {
  video_ = video;
  planned_.clear();
  frame_ = video ? 0 : -1;
  time_s_ = 0;
  loop_start_.reset();
  loop_end_.reset();
  thumbnails_.set_video(video);
  timeline_->set_video(video);
  transport_->set_video(video);
  for (QAction* action : actions_.of_a_video()) action->setEnabled(video != nullptr);
  actions_.mute->setEnabled(video == nullptr || video->info.has_audio);
  plan_.set_video(video);
  stream_menu_.show(video);
  update_loop();
  if (!video) view_->clear();
}

void PlayerPanel::set_position(qint64 frame, double time_s) {
  frame_ = frame;
  time_s_ = time_s;
  since_position_.start();
  timeline_->set_frame(frame);
  transport_->set_position(frame, time_s);
  emit position_changed(frame, time_s);
}

void PlayerPanel::set_rate(double rate) {
  player_.set_rate(rate);
  transport_->set_rate(rate);
  for (QAction* action : actions_.rates) action->setChecked(action->data().toDouble() == rate);
}

void PlayerPanel::change_rate(int by) {
  const auto now = std::find(std::begin(kRates), std::end(kRates), player_.rate());
  const auto last = static_cast<std::ptrdiff_t>(std::size(kRates)) - 1;
  set_rate(kRates[std::clamp<std::ptrdiff_t>(now - std::begin(kRates) + by, 0, last)]);
}

void PlayerPanel::update_loop() {
  timeline_->clear_loop();
  if (!video_ || !actions_.loop->isChecked()) {
    player_.set_loop(std::nullopt);
    return;
  }
  Player::Loop loop{0, video_->index.size() - 1};
  const media::TimeRange& range = plan_.plan().range;
  if (loop_start_ || loop_end_) {
    loop.first = loop_start_.value_or(loop.first);
    loop.last = loop_end_.value_or(loop.last);
  } else {
    if (range.start_s) loop.first = video_->index.index_at(static_cast<double>(*range.start_s));
    if (range.end_s) loop.last = video_->index.index_at(static_cast<double>(*range.end_s));
  }
  player_.set_loop(loop);
  timeline_->set_loop(video_->index.seconds(loop.first), video_->index.seconds(loop.last));
}

void PlayerPanel::update_plan() {
  planned_ = video_ ? planned_marks(*video_, plan_.plan(), plan_.usual_frames(), plan_.chunk_frames(),
                                    plan_.system())
                    : QList<TimelineMark>();
  show_plan();
  actions_.regular_frames->setEnabled(video_ && !plan_.plan().chosen.empty());
  plan_controls_->set_plan(video_, plan_.plan(), plan_.usual_frames(), plan_.chunk_frames(), planned_);
  update_loop();
}

void PlayerPanel::show_plan() {
  timeline_->set_plan(planned_, plan_.plan().range, plan_.settled());
}

void PlayerPanel::jump(double seconds) {
  if (!video_) return;
  player_.seek_time(std::max(0.0, video_->index.seconds(player_.frame()) + seconds));
}

void PlayerPanel::jump_to_sampled(int direction) {
  qint64 target = -1;
  for (const TimelineMark& mark : planned_) {
    if (direction > 0 && mark.frame > player_.frame() && target < 0) target = mark.frame;
    if (direction < 0 && mark.frame < player_.frame()) target = mark.frame;
  }
  if (target >= 0) player_.seek_frame(target);
}

void PlayerPanel::move_frame(int position, qint64 frame) {
  if (video_)
    plan_.change(with_frame_moved(*video_, plan_.plan(), plan_.usual_frames(), position, frame,
                                  plan_.chunk_frames(), plan_.system()));
}

qint64 PlayerPanel::frame_beside(int position, int pixels) const {
  if (!video_ || position >= planned_.size()) return 0;
  const TimeAxis& axis = timeline_->axis();
  const double time_s = planned_[position].time_s + pixels * axis.shown_s() / (axis.right() - axis.left());
  return video_->index.index_at(std::max(0.0, time_s));
}

void PlayerPanel::move_nearest_here() {
  int nearest = -1;
  for (int i = 0; i < planned_.size(); ++i) {
    if (nearest < 0 ||
        std::abs(planned_[i].frame - player_.frame()) < std::abs(planned_[nearest].frame - player_.frame()))
      nearest = i;
  }
  move_frame(nearest, player_.frame());
}

void PlayerPanel::show_idle_message() {
  set_message([this] {
    view_->set_message(tr("No video is open"),
                       tr("Drop a file here, or choose one. Any file that FFmpeg reads will do."));
  });
}

void PlayerPanel::set_message(std::function<void()> message) {
  message_ = std::move(message);
  message_();
}

void PlayerPanel::name_play() {
  const bool playing = player_.playing();
  actions_.play->setIcon(icon(playing ? Glyph::Pause : Glyph::Play));
  actions_.play->setText(playing ? tr("&Pause") : tr("&Play"));
  actions_.play->setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
}

}  // namespace vp::ui
