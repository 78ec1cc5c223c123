#include "ui/player/player.h"

#include <algorithm>
#include <cmath>

namespace vp::ui {
namespace {

constexpr int kPoll_ms = 5;
constexpr int kLongestNap_ms = 40;
/// A picture later than this moves the clock: a machine that cannot keep up plays slower, it does not stall.
constexpr double kTolerated_s = 0.25;

}  // namespace

Player::Player(QObject* parent) : QObject(parent) {
  timer_.setTimerType(Qt::PreciseTimer);
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &Player::tick);
  resize_timer_.setSingleShot(true);
  resize_timer_.setInterval(150);
  connect(&resize_timer_, &QTimer::timeout, this, [this] {
    if (video_ && !playing_) source_.request(target_);
  });
  connect(&source_, &PictureSource::opening, this, &Player::opening);
  connect(&source_, &PictureSource::opened, this, [this](const VideoDetailsPtr& video) {
    video_ = video;
    audio_.open(video);
    seek_frame(0);
    emit opened(video);  // whoever hears it may seek
  });
  connect(&source_, &PictureSource::failed, this, [this](const base::Message& message) {
    close();
    emit failed(message);
  });
  connect(&source_, &PictureSource::picture_ready, this, [this](const Picture& picture) {
    if (!playing_) emit picture_changed(picture);
  });
  connect(&source_, &PictureSource::picture_missing, this, &Player::picture_missing);
}

void Player::open(const std::filesystem::path& file, const media::OpenOptions& options) {
  close();
  source_.open(file, options);
}

void Player::close() {
  set_playing(false);
  source_.close();
  audio_.close();
  video_.reset();
  target_ = -1;
  emit closed();
}

void Player::play() {
  if (!video_ || playing_) return;
  if (loop_ && (target_ < loop_->first || target_ >= loop_->last)) {
    target_ = loop_->first;
  } else if (target_ + 1 >= video_->index.size()) {
    target_ = 0;
  }
  set_playing(true);
  stream();
}

void Player::pause() {
  if (!playing_) return;
  set_playing(false);
  audio_.pause();
  // What was played was converted quickly; what stands is the exact picture.
  source_.request(target_);
}

void Player::toggle() {
  playing_ ? pause() : play();
}

void Player::step(int frames) {
  if (!video_) return;
  pause();
  seek_frame(target_ + frames);
}

void Player::seek_frame(qint64 frame) {
  if (!video_) return;
  target_ = std::clamp<qint64>(frame, 0, video_->index.size() - 1);
  if (playing_) {
    stream();
  } else {
    source_.request(target_);
  }
}

void Player::seek_time(double seconds) {
  if (video_) seek_frame(video_->index.index_at(seconds));
}

void Player::set_rate(double rate) {
  if (rate == rate_) return;
  rate_ = rate;
  if (playing_ && !waiting_) start_clock(clock_.position());
}

void Player::start_clock(double position_s) {
  clock_.start(position_s, rate_);
  audio_.play(clock_);
}

double Player::loop_end() const {
  return loop_->last + 1 < video_->index.size() ? video_->index.seconds(loop_->last + 1)
                                                : video_->info.duration_s;
}

void Player::set_display_size(QSize size) {
  source_.set_display_size(size);
  // A picture shrunk for a smaller window would be blurred in a larger one.
  if (size.width() > display_size_.width() || size.height() > display_size_.height()) resize_timer_.start();
  display_size_ = size;
}

void Player::set_playing(bool playing) {
  timer_.stop();
  clock_.stop();
  if (playing_ == playing) return;
  playing_ = playing;
  emit playing_changed(playing);
}

void Player::stream() {
  clock_.stop();
  audio_.pause();
  waiting_ = true;
  source_.stream_from(target_);
  timer_.start(kPoll_ms);
}

void Player::tick() {
  if (!playing_) return;
  const auto first = source_.next_time();
  if (waiting_ && first) {
    waiting_ = false;
    start_clock(*first);
  }
  std::optional<Picture> due;
  const double now = clock_.position();
  if (loop_ && !waiting_ && now >= loop_end()) {
    target_ = std::clamp<qint64>(loop_->first, 0, video_->index.size() - 1);
    stream();
    return;
  }
  for (auto next = first; !waiting_ && next && *next <= now; next = source_.next_time()) {
    due = source_.take();
  }
  if (due) {
    show(*due);
    if (now - due->time_s > kTolerated_s * rate_ && source_.next_time().value_or(0) <= now)
      start_clock(due->time_s);
  } else if (source_.exhausted() && (waiting_ || now >= video_->info.duration_s)) {
    finish();
    return;
  }
  int nap_ms = kPoll_ms;
  if (const auto next = source_.next_time(); next && !waiting_) {
    nap_ms = std::clamp(static_cast<int>(std::ceil((*next - clock_.position()) / rate_ * 1000)), 0,
                        kLongestNap_ms);
  }
  timer_.start(nap_ms);
}

void Player::show(const Picture& picture) {
  target_ = picture.index;
  emit picture_changed(picture);
}

void Player::finish() {
  set_playing(false);
  audio_.pause();
  source_.request(target_);
}

}  // namespace vp::ui
