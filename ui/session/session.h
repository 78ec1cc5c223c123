#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "base/message.h"
#include "ui/inference/inference.h"
#include "ui/library/library.h"
#include "ui/player/picture_source.h"
#include "ui/session/seen_frame.h"

namespace vp::ui {

class PlayerPanel;
class SessionRecorder;

/// The open document: a film, which frames of it the model is shown, the questions and answers about it, and
/// its place in the library. There is one; panels show it and listen to it, and hold no turns of their own.
class Session final : public QObject {
  Q_OBJECT

 public:
  enum class State {
    Nothing,    ///< no film
    Opening,    ///< its packets are being read
    Missing,    ///< it is not where it was; what was said about it can be read
    Waiting,    ///< it plays; there is no model, or the analysis was stopped or failed
    Encoding,   ///< the model is being shown its frames
    Ready,      ///< the next question needs no analysis
    Answering,  ///< a question has been asked, whatever is in its way still
  };

  /// All must outlive the session. `layout` gives the window's panels as they are, to be kept with it.
  Session(PlayerPanel& player, Inference& inference, Library& library, std::function<QByteArray()> layout,
          QObject* parent = nullptr);
  ~Session() override;

  State state() const;
  /// Absolute; empty without a film.
  const QString& file() const { return file_; }
  /// One is open or being opened.
  bool film_expected() const { return !file_.isEmpty() && !missing_; }
  /// Null until it is open.
  const VideoDetailsPtr& film() const { return film_; }
  /// Null while none is loaded.
  const engine::ModelFactsPtr& model() const { return model_; }
  /// Null while it is not encoded.
  const EncodedVideoPtr& encoded_video() const { return encoded_; }
  /// The answered questions, in order.
  const std::vector<library::StoredTurn>& turns() const { return turns_; }
  bool answering() const { return answering_; }
  /// The frames that the model of a turn was shown, in order; none where they are not known.
  QList<SeenFrame> frames_of(const engine::Turn& turn) const;
  /// Whether what the encoded video holds belongs beside the answers: they are of the computation that
  /// encoded it, or one of them is, or there are none.
  bool encoded_for_answers() const;
  /// A model is loaded or on its way.
  bool model_expected() const { return inference_.model_expected(); }
  /// Its number in the library; 0 while it has none.
  qint64 stored_as() const;
  /// What was said here is nowhere but here, since the library cannot be written.
  bool is_only_here() const;

  /// Replaces the model; what was said stays, and is known to the next one.
  void load_model(const engine::LoadOptions& options);
  /// Leaves what was open; there is no film then.
  void close_film();
  /// Leaves what was open and opens a film, with one of its streams or its fields taken apart, and shows it
  /// from there.
  void open(const QString& file, const media::OpenOptions& options = {}, double start_s = 0);
  /// The same with what was said about it before. `elsewhere`: another window has the session, and a change
  /// begins a copy.
  void reopen(const StoredSessionPtr& stored, bool elsewhere);
  /// Shows what was said about a film that is not there.
  void read(const StoredSessionPtr& stored);
  /// Asks behind the first `after_turns` turns, and forgets those after them. A question that comes while the
  /// film is being opened is asked when it is open.
  void ask(const QString& question, const engine::AskOptions& options, int after_turns);
  /// Has it measured what the answer of this turn loses without each frame.
  void measure(int turn, const engine::KnockoutOptions& options);
  /// Only the first `turns` turns remain.
  void truncate(int turns);
  /// Forgets all turns; the film stays.
  void start_anew();
  /// A session was removed from the library.
  void forget_stored(qint64 id);
  /// Writes everything that is to be kept.
  void save_view();

 signals:
  /// Another film is being opened, or none: nothing of what was open is left.
  void opening();
  void opened(const vp::ui::VideoDetailsPtr& film);
  void not_opened(const vp::base::Message& message);
  /// There is no film to what is read.
  void missing();
  /// The model is to be shown these frames, before they are encoded.
  void frames_planned();
  /// What was computed of the frames before is worth nothing any more.
  void frames_changed();
  /// Null: it is being loaded, or there is none.
  void model_changed(const vp::engine::ModelFactsPtr& model);
  void encoding();
  void encoded(const vp::ui::EncodedVideoPtr& video);
  void not_encoded(bool stopped);
  /// See Inference.
  void read_ahead(double share);
  /// There is no turn any more, nor a question that is being answered.
  void cleared();
  /// Only so many turns are left.
  void truncated(int turns);
  /// A turn of a stored session.
  void turn_known(const vp::engine::Turn& turn);
  /// A question that got no answer, of a stored session or since its film could not be opened.
  void question_known(const QString& question);
  void text_added(const QString& text);
  void turn_finished(const vp::engine::Turn& turn);
  /// What this turn's answer needs is known now.
  void measured(int turn);
  void not_answered(vp::ui::Inference::Task task, const vp::ui::Failure& failure);
  void state_changed();
  void stored_changed(qint64 id);
  /// As the window's panels were when the session was used last.
  void layout_known(const QByteArray& layout);
  /// See SessionRecorder.
  void model_differs(const QString& stored_model);
  void precision_differs(const QString& stored_dtype, const QString& stored_device);

 private:
  void leave();
  /// Tells the turns of a stored session, whose film is `file_`.
  void tell(const StoredSessionPtr& stored);
  void show_film(const VideoDetailsPtr& film);
  /// The model is shown the frames that the player has planned.
  void encode();
  void clear_turns();
  std::vector<engine::Turn> known_turns() const;
  void take_failure(Inference::Task task, const Failure& failure);

  PlayerPanel& player_;
  Inference& inference_;
  Library& library_;
  SessionRecorder* recorder_;
  QString file_;
  VideoDetailsPtr film_;
  double start_s_ = 0;
  struct Question {
    QString text;
    engine::AskOptions options;
    int after_turns = 0;
  };
  std::optional<Question> waiting_;  ///< until the film is open
  StoredSessionPtr reopened_;        ///< the same
  engine::ModelFactsPtr model_;
  EncodedVideoPtr encoded_;
  QList<SeenFrame> frames_;       ///< that were shown to a model, now or when the session was kept
  engine::AnsweredBy frames_by_;  ///< and to which
  std::vector<library::StoredTurn> turns_;
  bool missing_ = false;
  bool encoding_ = false;
  bool answering_ = false;
  bool changed_ = false;  ///< since it was opened
};

}  // namespace vp::ui
