#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "engine/encoded_video.h"
#include "library/stored_session.h"

namespace vp::ui {

class Library;

/// Hands what happens in a session to the library as it happens. A stored session begins with the first
/// question about a video; an answer is written a few times a second while it streams. What was stored is
/// never replaced by what another computation says, nor by what another window does: then a copy goes on.
class SessionRecorder final : public QObject {
  Q_OBJECT

 public:
  /// `turns`: the answered ones, as the session holds them. `layout` gives the window's panels as they are.
  SessionRecorder(Library& library, const std::vector<library::StoredTurn>& turns,
                  std::function<QByteArray()> layout, QObject* parent = nullptr);

  /// Writes what there is. To be said before the session takes other turns.
  void write();
  /// The next question begins a session about this video; empty: there is none.
  void start(const std::filesystem::path& video);
  /// Goes on with a stored session, whose answered turns are in the session. `elsewhere`: another window
  /// writes it, so that a change here begins a copy.
  void resume(const library::StoredSession& stored, bool elsewhere);
  /// With which model questions are answered from now on; null: not known yet.
  void set_model(const engine::ModelFactsPtr& model);
  /// Null: no longer encoded.
  void set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);

  /// A question behind the turns that there are.
  void ask(const QString& question, const engine::AskOptions& options);
  void append_text(const QString& text);
  /// The answered question as it is kept; the session takes it among its turns.
  library::StoredTurn finish(const engine::Turn& turn);
  /// The question got no answer, or no more of one.
  void fail();
  /// What the answer of this turn needs was measured.
  void measured(int turn);
  /// There are fewer turns.
  void truncate();

  void set_position(qint64 frame);
  /// Writes position and layout now.
  void save_view();
  /// The session is gone from the library.
  void forget();
  /// 0 when none is open or it is not on the disk.
  qint64 session() const { return recording_ ? id_ : 0; }
  void set_session(qint64 id) { id_ = id; }

 signals:
  /// The open session was answered by another model than the one that is loaded now; a question begins a
  /// session of its own.
  void model_differs(const QString& stored_model);
  /// The same of a model that was used in another precision or on another device.
  void precision_differs(const QString& stored_dtype, const QString& stored_device);

 private:
  /// A session of its own with all turns that there are.
  void begin();
  void write_answer();
  void store_question();
  /// Whether the stored session may go on, now that the model is known.
  void decide();
  /// A copy with the question that is being answered.
  void leave_session();

  Library& library_;
  const std::vector<library::StoredTurn>& turns_;
  std::function<QByteArray()> layout_;
  QTimer answer_timer_;
  QTimer view_timer_;
  std::filesystem::path video_;
  engine::ModelFactsPtr model_;
  std::weak_ptr<const engine::EncodedVideo> encoded_;
  engine::AnsweredBy by_;  ///< what the open session's record is of; not known: of nothing yet
  library::StoredTurn turn_;
  qint64 position_ = 0;
  qint64 id_ = 0;
  int on_disk_ = 0;  ///< answered turns that the stored session holds
  bool recording_ = false;
  bool answering_ = false;
  /// The question takes the place of an answer, and until the model is loaded nobody knows whether this
  /// session goes on or another begins: what it holds is left alone so long.
  bool undecided_ = false;
  bool foreign_ = false;  ///< nothing may be written into it
};

}  // namespace vp::ui
