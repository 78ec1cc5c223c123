// What is kept of a session, and how it is opened again.
#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QTimer>
#include <utility>

#include "transcript/verify.h"
#include "ui/attention/attention_panel.h"
#include "ui/compare/compare_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/library/library_panel.h"
#include "ui/library/session_recorder.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/player/player_panel.h"

namespace vp::ui {

void MainWindow::connect_library() {
  inference_->set_cache(library_->cache());
  connect(player_, &PlayerPanel::opened, this, [this](const VideoDetailsPtr& video) {
    library_->note_opened(video->file);
    restore_session();
  });
  // Other frames begin another conversation.
  connect(player_, &PlayerPanel::request_changed, this, [this] {
    recorder_->set_encoded(nullptr);
    recorder_->start(to_path(video_name_));
  });
  connect(player_, &PlayerPanel::failed, this, [this] { recorder_->start({}); });
  connect(player_, &PlayerPanel::position_changed, recorder_, &SessionRecorder::set_position);
  connect(inference_, &Inference::model_loading, this, [this] {
    recorder_->set_encoded(nullptr);
    recorder_->start(to_path(video_name_));
  });
  connect(inference_, &Inference::video_encoded, this, [this](const EncodedVideoPtr& video) {
    recorder_->set_encoded(video);
    library_->keep_encoded(video);
  });
  connect(inference_, &Inference::text_streamed, recorder_, &SessionRecorder::append_text);
  connect(inference_, &Inference::turn_finished, recorder_, &SessionRecorder::finish);
  connect(inference_, &Inference::failed, this, [this](Inference::Task task) {
    if (task == Inference::Task::Ask || task == Inference::Task::Load) recorder_->fail();
  });
  connect(conversation_, &ConversationPanel::ask_requested, this,
          [this](const QString& question, const engine::AskOptions& options, int after_turns) {
            library_notice_.clear();
            recorder_->ask(question, options, after_turns);
          });
  connect(conversation_, &ConversationPanel::truncate_requested, recorder_, &SessionRecorder::truncate);
  connect(recorder_, &SessionRecorder::model_differs, this, [this](const QString& stored_model) {
    conversation_->show_notice(tr("These answers were given by %1, which is not the model in use. A question "
                                  "goes on in a new session.")
                                   .arg(stored_model));
  });
  connect(
      recorder_, &SessionRecorder::precision_differs, this,
      [this](const QString& stored_dtype, const QString& stored_device) {
        conversation_->show_notice(
            tr("These answers were computed in %1 on %2, which is not what is in use. A question goes on in "
               "a new session.")
                .arg(stored_dtype, stored_device));
      });
}

void MainWindow::connect_library_panel() {
  connect(library_panel_, &LibraryPanel::search_changed, library_, &Library::list);
  connect(library_panel_, &LibraryPanel::open_video_requested, this, &MainWindow::open_video);
  connect(library_panel_, &LibraryPanel::open_session_requested, library_, &Library::load);
  connect(library_panel_, &LibraryPanel::rename_requested, library_, &Library::set_title);
  connect(library_panel_, &LibraryPanel::delete_requested, this, &MainWindow::delete_session);
  connect(library_panel_, &LibraryPanel::take_back_requested, library_, &Library::take_back);
  connect(library_panel_, &LibraryPanel::forget_video_requested, this,
          [this](const QString& file) { library_->forget_video(to_path(file)); });
  connect(library_panel_, &LibraryPanel::find_requested, library_, &Library::load);
  connect(library_, &Library::listed, library_panel_, &LibraryPanel::set_entries);
  connect(library_, &Library::loaded, this, &MainWindow::open_session);
  connect(library_, &Library::stored, this, [this](qint64 session) {
    recorder_->set_session(session);
    library_panel_->set_current(recorder_->session());
  });
  connect(library_, &Library::found, library_, &Library::load);
  connect(library_, &Library::not_found, this, [this](qint64 session) {
    if (!searched_ || searched_->id != session) return;
    const QString name = from_path(searched_->video.file.filename());
    if (!searched_folder_.isEmpty()) {
      conversation_->show_error(
          tr("%1 was not found in %2 and the folders below it.").arg(name, searched_folder_));
      searched_.reset();
      return;
    }
    conversation_->show_notice(tr("%1 is not where it was. Choose a folder to look for it in.").arg(name));
    chooser_.choose_folder(this, QFileInfo(from_path(searched_->video.file)).path(),
                           [this, session](const QString& folder) {
                             if (!searched_ || searched_->id != session) return;
                             searched_folder_ = folder;
                             library_->find_moved_video(session, to_path(folder));
                           });
  });
  connect(library_, &Library::cache_cleared, this, [this](qint64 bytes) {
    conversation_->show_notice(tr("The cache of analysed videos was emptied (%1).").arg(format_bytes(bytes)));
  });
  connect(library_, &Library::unusable, this, [this](const QString& sentence) {
    library_notice_ = explained(base::ErrorCode::Output, sentence);
    conversation_->show_error(library_notice_);
  });
  library_->list({});
}

void MainWindow::open_session(const StoredSessionPtr& session, bool there, bool changed) {
  if (!there) {
    searched_ = session;
    searched_folder_.clear();
    library_->find_moved_video(session->id, {});
    return;
  }
  searched_.reset();
  open_video_with(from_path(session->video.file),
                  transcript::recorded_request(session->record, session->video.file).open);
  reopened_ = session;
  reopened_changed_ = changed;
}

void MainWindow::restore_session() {
  const StoredSessionPtr session = std::exchange(reopened_, nullptr);
  if (!session) return;
  if (!session->record.frames.empty() &&
      player_->restore_request(transcript::recorded_request(session->record, session->video.file)))
    encode_planned_frames();
  std::vector<engine::Turn> turns;
  for (const library::StoredTurn& stored : session->turns) {
    if (stored.state == library::StoredTurn::State::Asked) {
      conversation_->propose(to_qstring(stored.turn.question));
      break;
    }
    turns.push_back(stored.turn);
    // Nobody has been writing it since the program was killed.
    if (stored.state == library::StoredTurn::State::Answering)
      turns.back().finish = engine::Turn::Finish::Stopped;
  }
  for (const engine::Turn& turn : turns) {
    conversation_->restore_turn(turn);
    attention_->add_answer(turn);
  }
  inference_->restore_turns(turns, answered_by(session->record));
  // The player goes to the first frame as soon as it has said that the video is open.
  QTimer::singleShot(0, player_,
                     [player = player_, frame = session->position_frame] { player->seek_frame(frame); });
  if (!session->layout.empty())
    restoreState(QByteArray(reinterpret_cast<const char*>(session->layout.data()),
                            static_cast<qsizetype>(session->layout.size())));
  recorder_->resume(*session, static_cast<int>(turns.size()));
  library_panel_->set_current(session->id);
  if (reopened_changed_)
    conversation_->show_notice(tr("%1 has changed since these questions were asked about it.")
                                   .arg(from_path(session->video.file.filename())));
}

void MainWindow::start_anew() {
  inference_->restart_conversation();
  conversation_->clear();
  attention_->keep_answers(0);
  compare_->clear();
  recorder_->start(to_path(video_name_));
  library_panel_->set_current(0);
}

void MainWindow::delete_session(qint64 session, const QString& name) {
  if (session == recorder_->session()) {
    recorder_->forget();
    start_anew();
  }
  library_->remove_session(session);
  library_panel_->show_deleted(session, name);
}

}  // namespace vp::ui
