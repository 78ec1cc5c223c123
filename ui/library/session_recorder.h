#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "library/stored_session.h"
#include "ui/inference/answered_by.h"

namespace vp::ui {

class Library;

/// Hands what happens in the conversation to the library as it happens. A session begins with the first
/// question about a video; an answer is written a few times a second while it streams.
class SessionRecorder final : public QObject {
  Q_OBJECT

 public:
  /// `layout` gives the window's panels as they are.
  SessionRecorder(Library& library, std::function<QByteArray()> layout, QObject* parent = nullptr);

  /// The next question begins a session about this video; empty: there is none.
  void start(const std::filesystem::path& video);
  /// Goes on with a stored session, whose answered turns are in the conversation.
  void resume(const library::StoredSession& session, int answered_turns);
  /// Null: no longer encoded.
  void set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);

  /// A question behind the first `after_turns` answered turns; those after them are forgotten.
  void ask(const QString& question, const engine::AskOptions& options, int after_turns);
  void append_text(const QString& text);
  void finish(const engine::Turn& turn);
  /// The question got no answer, or no more of one.
  void fail();
  /// Only the first `turns` answered turns remain.
  void truncate(int turns);

  void set_position(qint64 frame);
  /// Writes position and layout now.
  void save_view();
  /// The session is gone from the library.
  void forget();
  /// 0 when none is open or it is not on the disk.
  qint64 session() const { return recording_ ? id_ : 0; }
  void set_session(qint64 id) { id_ = id; }

 signals:
  /// The open session was answered by another model than the one that encoded the video now; a question
  /// begins a session of its own.
  void model_differs(const QString& stored_model);
  /// The same of a model that was used in another precision or on another device.
  void precision_differs(const QString& stored_dtype, const QString& stored_device);

 private:
  /// A session of the first `after_turns` turns that were resumed, as texts: another model gave them.
  void begin(int after_turns);
  void write_answer();
  void store_question();
  /// A new session for the new model, with the question that is being answered.
  void leave_foreign_session();

  Library& library_;
  std::function<QByteArray()> layout_;
  QTimer answer_timer_;
  QTimer view_timer_;
  std::filesystem::path video_;
  std::weak_ptr<const engine::EncodedVideo> encoded_;
  AnsweredBy answered_by_;  ///< the open session's turns; not known: none yet
  QString model_name_;
  library::StoredTurn turn_;
  qint64 position_ = 0;
  qint64 id_ = 0;
  std::vector<library::StoredTurn> resumed_;  ///< the answered turns with which the open session went on
  int place_ = 0;                             ///< of the turn that is being answered
  bool recording_ = false;
  bool answering_ = false;
  /// The question takes the place of an answer, and until the video is encoded nobody knows whether this
  /// session goes on or another begins: what it holds is left alone so long.
  bool undecided_ = false;
  bool foreign_ = false;
};

}  // namespace vp::ui
