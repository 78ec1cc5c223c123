#include "ui/library/session_recorder.h"

#include <utility>

#include "base/utc_time.h"
#include "ui/library/library.h"
#include "ui/look/format.h"

namespace vp::ui {

using library::StoredTurn;

SessionRecorder::SessionRecorder(Library& library, std::function<QByteArray()> layout, QObject* parent)
    : QObject(parent), library_(library), layout_(std::move(layout)) {
  answer_timer_.setSingleShot(true);
  answer_timer_.setInterval(200);
  connect(&answer_timer_, &QTimer::timeout, this, &SessionRecorder::write_answer);
  view_timer_.setSingleShot(true);
  view_timer_.setInterval(2000);
  connect(&view_timer_, &QTimer::timeout, this, &SessionRecorder::save_view);
}

void SessionRecorder::start(const std::filesystem::path& video) {
  if (recording_) {
    if (answering_) write_answer();
    save_view();
    library_.end_session();
  }
  if (video != video_) encoded_.reset();
  video_ = video;
  answered_by_ = {};
  model_name_.clear();
  id_ = 0;
  resumed_.clear();
  recording_ = false;
  answering_ = false;
  undecided_ = false;
  foreign_ = false;
}

void SessionRecorder::resume(const library::StoredSession& session, int answered_turns) {
  start(session.video.file);
  library_.begin_session(session);
  recording_ = true;
  id_ = session.id;
  place_ = answered_turns;
  resumed_.assign(session.turns.begin(), session.turns.begin() + answered_turns);
  position_ = session.position_frame;
  answered_by_ = answered_by(session.record);
  model_name_ = to_qstring(session.record.model.name);
  if (const auto video = encoded_.lock()) set_encoded(video);
}

void SessionRecorder::set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  encoded_ = video;
  if (!video || !recording_ || foreign_) return;
  const AnsweredBy now = answered_by(video->model());
  const AnsweredBy before = std::exchange(answered_by_, now);
  if (before.known() && before != now && !resumed_.empty()) {
    foreign_ = true;
    if (answering_) leave_foreign_session();
    if (before.model_hash != now.model_hash)
      emit model_differs(model_name_);
    else
      emit precision_differs(to_qstring(before.dtype), to_qstring(before.device));
    return;
  }
  library_.set_encoded(video);
  if (std::exchange(undecided_, false) && answering_) store_question();
}

void SessionRecorder::begin(int after_turns) {
  if (recording_) library_.end_session();
  library::StoredSession session;
  session.video.file = video_;
  session.position_frame = position_;
  const QByteArray layout = layout_();
  const auto* first = reinterpret_cast<const std::byte*>(layout.constData());
  session.layout.assign(first, first + layout.size());
  for (int i = 0; i < after_turns && i < static_cast<int>(resumed_.size()); ++i) {
    StoredTurn text;
    text.state = StoredTurn::State::Finished;
    text.asked_ms = resumed_[static_cast<std::size_t>(i)].asked_ms;
    text.turn.question = resumed_[static_cast<std::size_t>(i)].turn.question;
    text.turn.answer = resumed_[static_cast<std::size_t>(i)].turn.answer;
    session.turns.push_back(text);
  }
  library_.begin_session(session);
  recording_ = true;
  foreign_ = false;
  answered_by_ = {};
  id_ = 0;
  if (const auto video = encoded_.lock()) set_encoded(video);
}

void SessionRecorder::leave_foreign_session() {
  if (!std::exchange(undecided_, false)) library_.truncate(place_);
  begin(place_);
  library_.put_turn(place_, turn_);
}

void SessionRecorder::ask(const QString& question, const engine::AskOptions& options, int after_turns) {
  if (video_.empty()) return;
  if (!recording_ || foreign_) begin(after_turns);
  place_ = after_turns;
  answering_ = true;
  turn_ = {};
  turn_.asked_ms = base::now_ms();
  turn_.turn.question = question.toStdString();
  turn_.turn.options = options;
  undecided_ = answered_by_.known() && encoded_.expired() && place_ < static_cast<int>(resumed_.size());
  if (!undecided_) store_question();
}

void SessionRecorder::store_question() {
  library_.truncate(place_);
  library_.put_turn(place_, turn_);
}

void SessionRecorder::append_text(const QString& text) {
  if (!answering_) return;
  turn_.state = StoredTurn::State::Answering;
  turn_.turn.answer += text.toStdString();
  if (!answer_timer_.isActive()) answer_timer_.start();
}

void SessionRecorder::write_answer() {
  answer_timer_.stop();
  if (answering_ && !undecided_) library_.put_turn(place_, turn_);
}

void SessionRecorder::finish(const engine::Turn& turn) {
  if (!answering_) return;
  turn_.state = StoredTurn::State::Finished;
  turn_.turn = turn;
  write_answer();
  answering_ = false;
  save_view();
  library_.hash_video(video_);
}

void SessionRecorder::fail() {
  write_answer();
  answering_ = false;
  undecided_ = false;
}

void SessionRecorder::truncate(int turns) {
  if (!recording_) return;
  library_.truncate(turns);
}

void SessionRecorder::set_position(qint64 frame) {
  position_ = frame;
  if (recording_ && !view_timer_.isActive()) view_timer_.start();
}

void SessionRecorder::save_view() {
  view_timer_.stop();
  if (recording_ && !foreign_) library_.set_view(position_, layout_());
}

void SessionRecorder::forget() {
  recording_ = false;
  answering_ = false;
  undecided_ = false;
  foreign_ = false;
  answered_by_ = {};
  resumed_.clear();
  id_ = 0;
}

}  // namespace vp::ui
