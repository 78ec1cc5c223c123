// What the panels have to do with one another.
#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <utility>

#include "jobs/question_to_examine.h"
#include "ui/attention/attention_panel.h"
#include "ui/attention/mass_curve.h"
#include "ui/batch/batch_dialog.h"
#include "ui/compare/compare_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/export/export_dialog.h"
#include "ui/full_screen.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/player/player_panel.h"
#include "ui/recent_files.h"
#include "ui/status_line.h"

namespace vp::ui {

void MainWindow::connect_player() {
  connect(player_, &PlayerPanel::opened, this, [this](const VideoDetailsPtr& video) {
    video_open_ = true;
    curve_->set_duration(video->info.duration_s);
    update_readiness();
    encode_planned_frames();
    recent_->add(from_path(video->file));
    if (const auto time_s = std::exchange(time_to_show_s_, std::nullopt)) player_->seek_time(*time_s);
  });
  connect(player_, &PlayerPanel::request_changed, this, [this](bool ends_conversation) {
    if (ends_conversation) conversation_->clear();
    compare_->forget_results();
    encode_planned_frames();
  });
  connect(player_, &PlayerPanel::reopen_requested, this,
          [this](const media::OpenOptions& options) { open_video_with(video_name_, options); });
  connect(player_, &PlayerPanel::full_screen_requested, this, [this](bool full_screen) {
    full_screen_->set_active(full_screen);
    player_->set_full_screen(full_screen);
  });
  connect(player_, &PlayerPanel::failed, this, [this](const QString& sentence) {
    video_open_ = false;
    time_to_show_s_.reset();
    curve_->set_duration(0);
    inference_->close_video();
    clear_attention([] { return tr("There are no frames: the video cannot be read."); });
    conversation_->clear_video();
    conversation_->clear();
    compare_->clear();
    update_readiness();
    conversation_->show_error(explained(base::ErrorCode::Video, sentence));
  });
  connect(player_, &PlayerPanel::position_changed, this, [this](qint64 frame, double time_s) {
    attention_->set_position(frame, time_s);
    curve_->set_position(time_s);
  });
}

void MainWindow::encode_planned_frames() {
  show_planned_frames();
  inference_->open_video(player_->request());
}

void MainWindow::show_planned_frames() {
  conversation_->set_opened(player_->info(), player_->request(), player_->planned_frames());
}

void MainWindow::connect_attention() {
  connect(attention_, &AttentionPanel::overlay_changed, player_, &PlayerPanel::set_overlay);
  connect(attention_, &AttentionPanel::badge_changed, player_, &PlayerPanel::set_badge);
  connect(attention_, &AttentionPanel::marks_changed, player_, &PlayerPanel::set_marks);
  connect(attention_, &AttentionPanel::masses_changed, curve_, &MassCurve::set_masses);
  connect(attention_, &AttentionPanel::seek_requested, player_, &PlayerPanel::seek_frame);
  connect(player_, &PlayerPanel::picture_pointed, attention_, &AttentionPanel::set_pointer);
  connect(curve_, &MassCurve::seek_requested, player_, &PlayerPanel::seek_time);
}

void MainWindow::connect_inference() {
  connect(inference_, &Inference::busy_changed, this, [this](bool busy) {
    conversation_->set_busy(busy);
    stop_->setEnabled(busy);
  });
  connect(inference_, &Inference::progressed, this, [this](const ProgressState& state) {
    conversation_->set_progress(state);
    // A comparison reads its tokens all at once, which is not the speed of writing.
    if (state.phase == base::Phase::Generate && conversation_->answering())
      status_->set_speed(state.units_per_s);
  });
  connect(inference_, &Inference::warned, conversation_, &ConversationPanel::show_notice);
  connect(inference_, &Inference::model_loading, this, [this](const QString& folder) {
    model_loaded_ = false;
    model_failure_.reset();
    model_name_ = QFileInfo(folder).fileName();
    model_.reset();
    conversation_->set_model({});
    conversation_->set_builtin_model(uses_builtin_model());
    attention_->set_model({}, 0);
    conversation_->clear();
    compare_->clear();
    clear_attention([] { return tr("Frames that were shown to the model appear here."); });
    update_readiness();
    show_model();
  });
  connect(inference_, &Inference::model_loaded, this, [this](const engine::ModelFactsPtr& model) {
    model_loaded_ = true;
    player_->set_usual_frames(model->config.vision.all_num_frames, model->config.vision.num_frames);
    model_ = model;
    conversation_->set_model(model);
    if (video_open_) show_planned_frames();
    attention_->set_model(model->fusion_alpha, static_cast<int>(model->config.decoder.num_attention_heads));
    compare_->set_interventions(jobs::chosen_interventions({}, model->config));
    update_readiness();
    show_model();
  });
  connect(inference_, &Inference::encoding_started, this,
          [this] { clear_attention([] { return tr("Analysing the video…"); }); });
  connect(inference_, &Inference::video_encoded, attention_, &AttentionPanel::set_video);
  connect(inference_, &Inference::video_encoded, conversation_, &ConversationPanel::set_encoded);
  connect(inference_, &Inference::text_streamed, conversation_, &ConversationPanel::append_text);
  connect(inference_, &Inference::turn_finished, this, [this](const engine::Turn& turn) {
    conversation_->finish_turn(turn);
    attention_->add_answer(turn);
    compare_->set_question(to_qstring(turn.question));
    status_->set_speed(turn.tokens_per_s);
  });
  connect(inference_, &Inference::transcript_saved, this, [this](const QString& file) {
    conversation_->show_notice(tr("The transcript was saved as %1.").arg(file));
    if (closing_) close();
  });
  connect(inference_, &Inference::failed, this, &MainWindow::handle_failure);
  stop_->setEnabled(false);
}

void MainWindow::connect_conversation() {
  connect(conversation_, &ConversationPanel::ask_requested, this,
          [this](const QString& question, const engine::AskOptions& options, int after_turns) {
            engine::AskOptions ask = options;
            ask.attention = attention_->recording();
            attention_->keep_answers(after_turns);
            inference_->ask(question, ask, after_turns);
          });
  connect(conversation_, &ConversationPanel::truncate_requested, this, [this](int turns) {
    attention_->keep_answers(turns);
    inference_->truncate(turns);
  });
  connect(conversation_, &ConversationPanel::seek_requested, player_, &PlayerPanel::seek_frame);
  connect(conversation_, &ConversationPanel::open_sample_requested, this,
          [this] { open_video(options_.sample_clip); });
  connect(conversation_, &ConversationPanel::stop_requested, inference_, &Inference::stop);
  connect(conversation_, &ConversationPanel::open_video_requested, this, &MainWindow::choose_video);
  connect(conversation_, &ConversationPanel::choose_model_requested, this, &MainWindow::choose_checkpoint);
  connect(conversation_, &ConversationPanel::turns_changed, this, &MainWindow::update_actions);
  update_actions();
}

void MainWindow::connect_compare() {
  connect(compare_, &ComparePanel::compare_requested, this,
          [this](const QString& question, const std::vector<engine::Intervention>& interventions) {
            inference_->compare(question, interventions, conversation_->options());
          });
  connect(compare_, &ComparePanel::check_requested, this,
          [this](const QString& question, const engine::OcclusionOptions& how) {
            inference_->check(question, how, conversation_->options());
          });
  connect(compare_, &ComparePanel::stop_requested, inference_, &Inference::stop);
  connect(compare_, &ComparePanel::shown_by_menu, this, [this] {
    auto* dock = qobject_cast<QDockWidget*>(compare_->parentWidget());
    dock->show();
    dock->raise();
  });
  connect(inference_, &Inference::progressed, compare_, &ComparePanel::set_progress);
  connect(inference_, &Inference::unchanged_scored, compare_, &ComparePanel::set_unchanged);
  connect(inference_, &Inference::intervention_finished, compare_, &ComparePanel::add_result);
  connect(inference_, &Inference::comparison_finished, compare_, &ComparePanel::finish_comparison);
  connect(inference_, &Inference::check_finished, compare_, &ComparePanel::finish_check);
}

void MainWindow::connect_batch() {
  connect(batch_dialog_, &BatchDialog::video_requested, this, [this](const QString& file, double time_s) {
    if (video_name_ == QFileInfo(file).absoluteFilePath() && video_open_) {
      player_->seek_time(time_s);
      return;
    }
    open_video(file);
    time_to_show_s_ = time_s;
  });
}

void MainWindow::handle_failure(Inference::Task task, const Failure& failure) {
  switch (task) {
    case Inference::Task::Load:
      model_name_.clear();
      conversation_->set_builtin_model(false);
      if (!failure.stopped()) model_failure_ = failure;
      show_model();
      clear_attention([] { return tr("Frames that were shown to the model appear here."); });
      if (conversation_->answering()) conversation_->fail_turn(tr("Not asked: no model was loaded."));
      break;
    case Inference::Task::Encode:
      clear_attention([stopped = failure.stopped()] {
        return stopped ? tr("The analysis was stopped. Asking a question starts it again.")
                       : tr("The video could not be analysed.");
      });
      break;
    case Inference::Task::Ask:
      conversation_->fail_turn(failure.stopped() ? tr("Stopped before the first word.")
                                                 : tr("Not answered."));
      break;
    case Inference::Task::Save:
      closing_ = false;
      break;
    case Inference::Task::Compare:
    case Inference::Task::Check:
      compare_->fail(failure.stopped() ? QString() : failure.sentence);
      return;
  }
  update_readiness();
  if (!failure.stopped()) conversation_->show_error(explained(failure.code, failure.sentence));
}

void MainWindow::clear_attention(std::function<QString()> message) {
  frames_message_ = std::move(message);
  attention_->clear(frames_message_());
}

void MainWindow::update_readiness() {
  Readiness readiness = Readiness::Ready;
  if (!inference_->model_expected()) {
    readiness = video_open_ ? Readiness::NoModel : Readiness::NeitherVideoNorModel;
  } else if (!video_open_) {
    readiness = model_loaded_ ? Readiness::NoVideo : Readiness::LoadingModel;
  } else if (!model_loaded_) {
    readiness = Readiness::LoadingModel;
  }
  conversation_->set_readiness(readiness, shown_model_name());
  compare_->set_ready(readiness == Readiness::Ready);
}

QString MainWindow::shown_model_name() const {
  return uses_builtin_model() ? tr("the built-in model") : model_name_;
}

void MainWindow::show_model() {
  if (!inference_->model_expected()) {
    status_->set_no_model(tr("No model"));
  } else if (!model_) {
    status_->set_no_model(tr("Loading %1…").arg(shown_model_name()));
  } else {
    status_->set_model(*model_, uses_builtin_model() ? tr("Built-in model") : to_qstring(model_->name));
  }
}

void MainWindow::update_actions() {
  const bool answered = conversation_->turn_count() > 0;
  for (QAction* action : {copy_, restart_}) action->setEnabled(answered);
  player_->set_conversation(answered || conversation_->answering());
  // A save would have to wait for the answer's end, for minutes perhaps, with nothing to be seen of it.
  save_->setEnabled(answered && !conversation_->answering());
  save_->setToolTip(save_tip());
  export_->setEnabled(save_->isEnabled());
  export_dialog_->set_available(save_->isEnabled());
}

QString MainWindow::save_tip() const {
  return conversation_->answering()
             ? tr("An answer is being written. Save when it has ended, or stop it (Esc).")
             : tr("Save the questions, the answers and all settings as Markdown or JSON");
}

void MainWindow::recall_model_failure() {
  if (!library_notice_.isEmpty()) conversation_->show_error(library_notice_);
  if (model_failure_) conversation_->show_error(explained(model_failure_->code, model_failure_->sentence));
}

}  // namespace vp::ui
