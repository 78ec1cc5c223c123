#include "ui/session/session.h"

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "transcript/verify.h"
#include "ui/look/format.h"
#include "ui/player/player_panel.h"
#include "ui/session/session_recorder.h"

namespace vp::ui {

using library::StoredTurn;

Session::Session(PlayerPanel& player, Inference& inference, Library& library,
                 std::function<QByteArray()> layout, QObject* parent)
    : QObject(parent),
      player_(player),
      inference_(inference),
      library_(library),
      recorder_(new SessionRecorder(library, turns_, std::move(layout), this)) {
  inference_.set_cache(library_.cache());
  connect(this, &Session::state_changed, &player_,
          [this] { player_.set_conversation(!turns_.empty() || answering_); });
  connect(&player_, &PlayerPanel::opened, this, &Session::show_film);
  connect(&player_, &PlayerPanel::failed, this, [this](const base::Message& message) {
    if (missing_) return;  // which is said already
    const std::optional<Question> unasked = waiting_;
    leave();
    file_.clear();
    recorder_->start({});
    inference_.close_video();
    emit stored_changed(0);
    emit not_opened(message);
    if (unasked) emit question_known(unasked->text);
    emit state_changed();
  });
  connect(&player_, &PlayerPanel::request_changed, this, [this](bool ends_conversation) {
    if (!film_) return;  // it is being left
    if (ends_conversation) {
      clear_turns();
      emit stored_changed(0);
    }
    emit frames_changed();
    encode();
  });
  connect(&player_, &PlayerPanel::position_changed, recorder_, &SessionRecorder::set_position);

  connect(&inference_, &Inference::model_loading, this, [this] {
    recorder_->write();
    model_.reset();
    encoded_.reset();
    encoding_ = false;
    recorder_->set_model({});
    if (!waiting_ && std::exchange(answering_, false)) {
      recorder_->fail();
      emit not_answered(Inference::Task::Ask, {base::ErrorCode::Stopped, {}});
    }
    emit model_changed({});
    emit frames_changed();
    emit state_changed();
  });
  connect(&inference_, &Inference::model_loaded, this, [this](const engine::ModelFactsPtr& model) {
    model_ = model;
    player_.set_usual_frames(model->config.vision.all_num_frames, model->config.vision.num_frames,
                             model->config.system);
    emit model_changed(model);
    if (film_) emit frames_planned();
    recorder_->set_model(model);
    emit state_changed();
  });
  connect(&inference_, &Inference::encoding_started, this, [this] {
    encoding_ = true;
    encoded_.reset();
    emit encoding();
    emit state_changed();
  });
  connect(&inference_, &Inference::video_encoded, this, [this](const EncodedVideoPtr& video) {
    encoding_ = false;
    encoded_ = video;
    frames_.clear();
    for (const engine::SampledFrame& frame : video->frames()) frames_.append({frame.index, frame.time_s});
    frames_by_ = engine::answered_by(video->model());
    recorder_->set_encoded(video);
    library_.keep_encoded(video);
    emit encoded(video);
    emit state_changed();
  });
  connect(&inference_, &Inference::read_ahead, this, &Session::read_ahead);
  connect(&inference_, &Inference::text_streamed, this, [this](const QString& text) {
    recorder_->append_text(text);
    emit text_added(text);
  });
  connect(&inference_, &Inference::turn_finished, this, [this](const engine::Turn& turn) {
    if (!std::exchange(answering_, false)) return;
    turns_.push_back(recorder_->finish(turn));
    emit turn_finished(turn);
    emit state_changed();
  });
  connect(&inference_, &Inference::measured, this,
          [this](int turn, const std::shared_ptr<const evidence::FrameKnockout>& knockout) {
            if (static_cast<std::size_t>(turn) >= turns_.size()) return;  // deleted meanwhile
            turns_[static_cast<std::size_t>(turn)].turn.knockout = knockout;
            recorder_->measured(turn);
            emit measured(turn);
          });
  connect(&inference_, &Inference::failed, this, &Session::take_failure);
  connect(&library_, &Library::stored, this, [this](qint64 id) {
    recorder_->set_session(id);
    emit stored_changed(stored_as());
  });
  connect(&library_, &Library::removed, this, &Session::forget_stored);
  connect(recorder_, &SessionRecorder::model_differs, this, &Session::model_differs);
  connect(recorder_, &SessionRecorder::precision_differs, this, &Session::precision_differs);
}

Session::~Session() {
  recorder_->write();
  recorder_->start({});
}

Session::State Session::state() const {
  if (file_.isEmpty()) return State::Nothing;
  if (!film_) return missing_ ? State::Missing : State::Opening;
  if (answering_) return State::Answering;
  if (encoded_) return State::Ready;
  return encoding_ ? State::Encoding : State::Waiting;
}

qint64 Session::stored_as() const {
  return recorder_->session();
}

bool Session::is_only_here() const {
  return changed_ && !turns_.empty() && library_.failing();
}

void Session::leave() {
  recorder_->write();
  film_.reset();
  encoded_.reset();
  missing_ = false;
  encoding_ = false;
  answering_ = false;
  changed_ = false;
  waiting_.reset();
  reopened_.reset();
  frames_.clear();
  frames_by_ = {};
  turns_.clear();
}

QList<SeenFrame> Session::frames_of(const engine::Turn& turn) const {
  return turn.by.known() && turn.by.computes_as(frames_by_) ? frames_ : QList<SeenFrame>();
}

bool Session::encoded_for_answers() const {
  if (!encoded_) return false;
  const engine::AnsweredBy by = engine::answered_by(encoded_->model());
  const auto of_it = [&](const StoredTurn& turn) {
    return turn.turn.by.known() && turn.turn.by.computes_as(by);
  };
  return turns_.empty() || std::any_of(turns_.begin(), turns_.end(), of_it);
}

void Session::load_model(const engine::LoadOptions& options) {
  inference_.load_model(options, known_turns());
}

void Session::close_film() {
  leave();
  file_.clear();
  recorder_->start({});
  inference_.close_video();
  player_.close_film();
  emit stored_changed(0);
  emit opening();
  emit state_changed();
}

void Session::open(const QString& file, const media::OpenOptions& options, double start_s) {
  leave();
  file_ = QFileInfo(file).absoluteFilePath();
  start_s_ = start_s;
  recorder_->start(to_path(file_));
  inference_.close_video();
  emit stored_changed(0);
  emit opening();
  emit state_changed();
  player_.open(to_path(file_), options);
}

void Session::reopen(const StoredSessionPtr& stored, bool elsewhere) {
  leave();
  reopened_ = stored;
  tell(stored);
  recorder_->resume(*stored, elsewhere);
  emit stored_changed(stored_as());
  emit state_changed();
  player_.open(stored->video.file, transcript::recorded_request(stored->record, stored->video.file).open);
}

void Session::read(const StoredSessionPtr& stored) {
  leave();
  missing_ = true;
  recorder_->start({});  // nothing can be added
  tell(stored);
  emit missing();
  emit stored_changed(0);
  emit state_changed();
  player_.open(stored->video.file);  // shows that there is none
}

void Session::tell(const StoredSessionPtr& stored) {
  file_ = from_path(stored->video.file);
  start_s_ = 0;
  for (const transcript::TranscriptFrame& frame : stored->record.frames)
    frames_.append({frame.index, frame.time_s});
  frames_by_ = transcript::answered_by(stored->record);
  inference_.close_video();
  QString proposed;
  for (const StoredTurn& turn : stored->turns) {
    if (turn.state == StoredTurn::State::Asked) {
      proposed = to_qstring(turn.turn.question);
      break;
    }
    turns_.push_back(turn);
    // Nobody has been writing it since the program ended.
    if (turn.state == StoredTurn::State::Answering)
      turns_.back().turn.finish = engine::Turn::Finish::Interrupted;
  }
  emit opening();
  for (const StoredTurn& turn : turns_) emit turn_known(turn.turn);
  if (!proposed.isEmpty()) emit question_known(proposed);
}

void Session::show_film(const VideoDetailsPtr& film) {
  film_ = film;
  library_.note_opened(film->file);
  const StoredSessionPtr stored = std::exchange(reopened_, nullptr);
  // Before anything is encoded: the model sees the same frames again.
  if (stored && !stored->record.frames.empty())
    player_.restore_request(transcript::recorded_request(stored->record, stored->video.file));
  emit opened(film);
  encode();
  if (const auto asked = std::exchange(waiting_, std::nullopt))
    inference_.ask(asked->text, asked->options, asked->after_turns);
  if (stored) {
    player_.seek_frame(stored->position_frame);
    if (!stored->layout.empty())
      emit layout_known(QByteArray(reinterpret_cast<const char*>(stored->layout.data()),
                                   static_cast<qsizetype>(stored->layout.size())));
  } else if (start_s_ > 0) {
    player_.seek_time(start_s_);
  }
  emit state_changed();
}

void Session::encode() {
  encoded_.reset();
  recorder_->set_encoded(nullptr);
  emit frames_planned();
  inference_.open_video(player_.request(), known_turns());
}

std::vector<engine::Turn> Session::known_turns() const {
  std::vector<engine::Turn> known;
  for (const StoredTurn& turn : turns_) known.push_back(turn.turn);
  return known;
}

void Session::ask(const QString& question, const engine::AskOptions& options, int after_turns) {
  if (answering_) return;
  player_.set_conversation(true);  // frames that were chosen just now are those that are asked about
  const auto kept = static_cast<std::size_t>(after_turns);
  if (kept < turns_.size()) {
    turns_.resize(kept);
    emit truncated(after_turns);
  }
  answering_ = true;
  changed_ = true;
  recorder_->ask(question, options);
  if (film_)
    inference_.ask(question, options, after_turns);
  else
    waiting_ = {question, options, after_turns};
  emit state_changed();
}

void Session::measure(int turn, const engine::KnockoutOptions& options) {
  if (film_ && turn >= 0 && static_cast<std::size_t>(turn) < turns_.size()) inference_.measure(turn, options);
}

void Session::truncate(int turns) {
  if (static_cast<std::size_t>(turns) >= turns_.size()) return;
  turns_.resize(static_cast<std::size_t>(turns));
  changed_ = true;
  recorder_->truncate();
  inference_.truncate(turns);
  emit truncated(turns);
  emit state_changed();
}

void Session::clear_turns() {
  recorder_->write();
  turns_.clear();
  answering_ = false;
  waiting_.reset();
  changed_ = false;
  recorder_->start(to_path(file_));
  emit cleared();
  emit state_changed();
}

void Session::start_anew() {
  inference_.restart_conversation();
  clear_turns();
  emit stored_changed(0);
}

void Session::forget_stored(qint64 id) {
  if (id != stored_as()) return;
  recorder_->forget();
  start_anew();
}

void Session::save_view() {
  recorder_->save_view();
}

void Session::take_failure(Inference::Task task, const Failure& failure) {
  if (task == Inference::Task::Encode) {
    encoding_ = false;
    emit not_encoded(failure.stopped());
  }
  if (task == Inference::Task::Load) {
    encoding_ = false;
    emit model_changed({});
  }
  if ((task == Inference::Task::Ask || task == Inference::Task::Load) && std::exchange(answering_, false)) {
    waiting_.reset();
    recorder_->fail();
    emit not_answered(task, failure);
  }
  emit state_changed();
}

}  // namespace vp::ui
