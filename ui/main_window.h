#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>
#include <memory>

#include "engine/conversation.h"
#include "engine/model.h"
#include "ui/file_chooser.h"
#include "ui/inference/inference.h"
#include "ui/player/picture_source.h"

class QDockWidget;

namespace vp::ui {

class AttentionPanel;
class ComparePanel;
class ConversationPanel;
class ExportDialog;
class FullScreen;
class MassCurve;
class PlayerPanel;
class RecentFiles;
class StatusLine;
class VerifyDialog;

/// What the window starts with.
struct StartOptions {
  engine::LoadOptions model;  ///< an empty folder: the one that was used last, else the built-in model
  std::filesystem::path builtin_model;  ///< its folder; empty where there is none
  engine::AskOptions ask;
  QString video;  ///< may be empty
};

/// Places the panels and connects them.
class MainWindow final : public QMainWindow {
  Q_OBJECT

 public:
  /// `chooser` must outlive the window.
  MainWindow(const StartOptions& options, FileChooser& chooser, QWidget* parent = nullptr);
  ~MainWindow() override;

  void open_video(const QString& name);
  void load_model(const QString& folder);

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void make_layout();
  /// The panel, which has an object name, in a dock of its own with an entry in the menu "View".
  QDockWidget* add_dock(QWidget* panel, const QString& title, Qt::DockWidgetArea area);
  void reset_layout();
  void set_first_widths();
  void make_menus();
  void connect_player();
  void connect_attention();
  void connect_inference();
  void connect_conversation();
  void connect_compare();
  void choose_video();
  void choose_checkpoint();
  void choose_builtin_model();
  void choose_transcript();
  void show_about();
  void handle_failure(Inference::Task task, const Failure& failure);
  void update_readiness();
  void update_actions();
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
  ExportDialog* export_dialog_;
  VerifyDialog* verify_dialog_;
  RecentFiles* recent_;
  FullScreen* full_screen_;
  QList<QDockWidget*> docks_;
  bool was_shown_ = false;
  QByteArray first_layout_;  ///< where the docks are before the user moves them
  QAction* save_;
  QAction* export_;
  QAction* copy_;
  QAction* restart_;
  QAction* stop_;
  QString video_name_;
  QString model_name_;
  QString model_failure_;  ///< why there is no model
  bool video_open_ = false;
  bool model_loaded_ = false;
  bool closing_ = false;  ///< as soon as the transcript is saved
};

}  // namespace vp::ui
