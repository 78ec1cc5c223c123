#include "ui/session/session_recorder.h"

#include <algorithm>
#include <utility>

#include "base/utc_time.h"
#include "ui/library/library.h"
#include "ui/look/format.h"

namespace vp::ui {

using library::StoredTurn;

SessionRecorder::SessionRecorder(Library& library, const std::vector<StoredTurn>& turns,
                                 std::function<QByteArray()> layout, QObject* parent)
    : QObject(parent), library_(library), turns_(turns), layout_(std::move(layout)) {
  answer_timer_.setSingleShot(true);
  answer_timer_.setInterval(200);
  connect(&answer_timer_, &QTimer::timeout, this, &SessionRecorder::write_answer);
  view_timer_.setSingleShot(true);
  view_timer_.setInterval(2000);
  connect(&view_timer_, &QTimer::timeout, this, &SessionRecorder::save_view);
}

void SessionRecorder::write() {
  write_answer();
  save_view();
}

void SessionRecorder::start(const std::filesystem::path& video) {
  if (recording_) library_.end_session();
  if (video != video_) encoded_.reset();
  video_ = video;
  forget();
}

void SessionRecorder::forget() {
  by_ = {};
  id_ = 0;
  on_disk_ = 0;
  recording_ = false;
  answering_ = false;
  undecided_ = false;
  foreign_ = false;
}

void SessionRecorder::resume(const library::StoredSession& stored, bool elsewhere) {
  const bool was_recording = recording_;
  if (stored.video.file != video_) encoded_.reset();
  video_ = stored.video.file;
  forget();
  recording_ = true;
  id_ = stored.id;
  on_disk_ = static_cast<int>(turns_.size());
  position_ = stored.position_frame;
  by_ = transcript::answered_by(stored.record);
  foreign_ = elsewhere;
  // The library gives the session before back itself, which may be the same one.
  if (!foreign_)
    library_.begin_session(stored);
  else if (was_recording)
    library_.end_session();
  if (model_) decide();
}

void SessionRecorder::set_model(const engine::ModelFactsPtr& model) {
  model_ = model;
  if (!model_) {
    encoded_.reset();
    return;
  }
  if (answering_) turn_.turn.by = engine::answered_by(*model_);
  if (recording_) decide();
}

void SessionRecorder::decide() {
  const engine::AnsweredBy now = engine::answered_by(*model_);
  if (by_.known() && !by_.computes_as(now) && on_disk_ > 0) {
    const bool was_foreign = std::exchange(foreign_, true);
    const engine::AnsweredBy before = by_;
    if (answering_) leave_session();
    if (was_foreign) return;  // and it was said why
    if (before.model_hash != now.model_hash)
      emit model_differs(to_qstring(before.model_name));
    else
      emit precision_differs(to_qstring(before.precision()), to_qstring(before.device));
    return;
  }
  if (std::exchange(undecided_, false) && answering_) store_question();
}

void SessionRecorder::set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  encoded_ = video;
  if (!video || !recording_ || foreign_) return;
  by_ = engine::answered_by(video->model());
  library_.set_encoded(video);
}

void SessionRecorder::begin() {
  if (recording_) library_.end_session();
  library::StoredSession session;
  session.video.file = video_;
  session.position_frame = position_;
  const QByteArray layout = layout_();
  const auto* first = reinterpret_cast<const std::byte*>(layout.constData());
  session.layout.assign(first, first + layout.size());
  session.turns = turns_;
  library_.begin_session(session);
  recording_ = true;
  foreign_ = false;
  by_ = {};
  id_ = 0;
  on_disk_ = static_cast<int>(turns_.size());
  if (const auto video = encoded_.lock()) set_encoded(video);
}

void SessionRecorder::leave_session() {
  // The question may stand behind the answers that are left.
  if (!std::exchange(undecided_, false)) library_.truncate(static_cast<int>(turns_.size()));
  begin();
  store_question();
}

void SessionRecorder::ask(const QString& question, const engine::AskOptions& options) {
  if (video_.empty()) return;
  if (!recording_ || foreign_) begin();
  answering_ = true;
  turn_ = {};
  turn_.turn.asked_ms = base::now_ms();
  turn_.turn.question = question.toStdString();
  turn_.turn.options = options;
  if (model_) turn_.turn.by = engine::answered_by(*model_);
  undecided_ = by_.known() && !model_ && static_cast<int>(turns_.size()) < on_disk_;
  if (!undecided_) store_question();
}

void SessionRecorder::store_question() {
  const int place = static_cast<int>(turns_.size());
  library_.truncate(place);
  library_.put_turn(place, turn_);
}

void SessionRecorder::append_text(const QString& text) {
  if (!answering_) return;
  turn_.state = StoredTurn::State::Answering;
  turn_.turn.answer += text.toStdString();
  if (!answer_timer_.isActive()) answer_timer_.start();
}

void SessionRecorder::write_answer() {
  answer_timer_.stop();
  if (answering_ && !undecided_) library_.put_turn(static_cast<int>(turns_.size()), turn_);
}

StoredTurn SessionRecorder::finish(const engine::Turn& turn) {
  StoredTurn answered = turn_;
  answered.state = StoredTurn::State::Finished;
  answered.turn = turn;
  if (!answering_) return answered;
  turn_ = answered;
  write_answer();
  answering_ = false;
  on_disk_ = std::max(on_disk_, static_cast<int>(turns_.size()) + 1);
  save_view();
  library_.hash_video(video_);
  return answered;
}

void SessionRecorder::measured(int turn) {
  // Where another computation's answers are kept, nothing is written into them.
  if (recording_ && !foreign_ && !undecided_ && turn < on_disk_)
    library_.put_turn(turn, turns_.at(static_cast<std::size_t>(turn)));
}

void SessionRecorder::fail() {
  write_answer();
  answering_ = false;
  undecided_ = false;
}

void SessionRecorder::truncate() {
  if (!recording_) return;
  if (foreign_) {
    begin();
    return;
  }
  on_disk_ = static_cast<int>(turns_.size());
  library_.truncate(on_disk_);
}

void SessionRecorder::set_position(qint64 frame) {
  position_ = frame;
  if (recording_ && !view_timer_.isActive()) view_timer_.start();
}

void SessionRecorder::save_view() {
  view_timer_.stop();
  if (recording_ && !foreign_) library_.set_view(position_, layout_());
}

}  // namespace vp::ui
