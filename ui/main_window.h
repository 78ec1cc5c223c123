#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>
#include <functional>
#include <memory>
#include <optional>

#include "engine/conversation.h"
#include "engine/model.h"
#include "ui/file_chooser.h"
#include "ui/inference/inference.h"
#include "ui/library/library.h"
#include "ui/player/picture_source.h"

class QDockWidget;

namespace vp::ui {

class AboutDialog;
class AttentionPanel;
class BatchDialog;
class ComparePanel;
class ConversationPanel;
class LibraryPanel;
class ExportDialog;
class FullScreen;
class MassCurve;
class PlayerPanel;
class RecentFiles;
class SettingsDialog;
class SessionRecorder;
class StatusLine;
class VerifyDialog;
class Worker;
struct StudioSettings;

/// What the window starts with.
struct StartOptions {
  engine::LoadOptions model;  ///< an empty folder: the one that was used last, else the built-in model
  std::filesystem::path builtin_model;  ///< its folder; empty where there is none
  engine::AskOptions ask;
  QString video;        ///< may be empty
  QString sample_clip;  ///< the file; empty where there is none
  LibraryOptions library;
};

/// Places the panels and connects them.
class MainWindow final : public QMainWindow {
  Q_OBJECT

 public:
  /// `chooser` must outlive the window.
  MainWindow(const StartOptions& options, FileChooser& chooser, QWidget* parent = nullptr);
  ~MainWindow() override;

  void open_video(const QString& name);
  /// The same with one of its video streams or its fields taken apart.
  void open_video_with(const QString& name, const media::OpenOptions& options);
  void load_model(const QString& folder);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void make_layout();
  /// The panel, which has an object name, in a dock of its own with an entry in the menu "View".
  QDockWidget* add_dock(QWidget* panel, std::function<QString()> title, Qt::DockWidgetArea area);
  void reset_layout();
  void set_first_sizes();
  void make_menus();
  void connect_player();
  /// The model is to be shown the frames that the player has planned.
  void encode_planned_frames();
  void show_planned_frames();
  void connect_attention();
  void connect_inference();
  void connect_conversation();
  void connect_library();
  void connect_library_panel();
  void open_session(const StoredSessionPtr& session, bool there, bool changed);
  /// Shows what the session held, now that its video is open.
  void restore_session();
  void delete_session(qint64 session, const QString& name);
  void start_anew();
  void connect_compare();
  void connect_batch();
  void choose_video();
  void choose_checkpoint();
  void choose_builtin_model();
  void choose_transcript();
  void show_settings();
  void show_about();
  void apply_settings(const StudioSettings& settings);
  StudioSettings settings_in_effect() const;
  void show_texts();
  void show_title();
  void handle_failure(Inference::Task task, const Failure& failure);
  void update_readiness();
  /// There are no frames to be shown, and why.
  void clear_attention(std::function<QString()> message);
  /// Says in the status line which model is there.
  void show_model();
  QString shown_model_name() const;
  void update_actions();
  QString save_tip() const;
  bool uses_builtin_model() const;
  /// Says again what still stands in the way of asking, after the messages about a video were cleared.
  void recall_model_failure();
  void restore_settings();
  void save_settings() const;

  StartOptions options_;
  FileChooser& chooser_;
  Inference* inference_;
  PlayerPanel* player_;
  MassCurve* curve_;
  AttentionPanel* attention_;
  ComparePanel* compare_;
  ConversationPanel* conversation_;
  StatusLine* status_;
  Library* library_;
  SessionRecorder* recorder_;
  LibraryPanel* library_panel_;
  ExportDialog* export_dialog_;
  VerifyDialog* verify_dialog_;
  BatchDialog* batch_dialog_;
  RecentFiles* recent_;
  FullScreen* full_screen_;
  QList<QDockWidget*> docks_;
  QByteArray first_layout_;  ///< where the docks are before the user moves them
  QAction* save_;
  QAction* export_;
  QAction* copy_;
  QAction* restart_;
  QAction* stop_;
  std::unique_ptr<Worker> errands_;  ///< looks into folders and at the machine for the dialogs
  SettingsDialog* settings_ = nullptr;
  AboutDialog* about_ = nullptr;
  std::function<QString()> frames_message_;  ///< what stands where there are no frames
  QString video_name_;
  QString model_name_;
  engine::ModelFactsPtr model_;           ///< null while none is loaded
  std::optional<Failure> model_failure_;  ///< why there is no model
  StoredSessionPtr reopened_;             ///< until its video is open
  bool reopened_changed_ = false;         ///< its video is another file by now
  StoredSessionPtr searched_;             ///< whose video is looked for
  QString searched_folder_;
  QString library_notice_;                ///< until the first question
  std::optional<double> time_to_show_s_;  ///< of the video that is being opened
  bool video_open_ = false;
  bool model_loaded_ = false;
  bool closing_ = false;  ///< as soon as the transcript is saved
};

}  // namespace vp::ui
