#pragma once

#include <QByteArray>
#include <QList>
#include <QMainWindow>
#include <functional>
#include <memory>
#include <optional>

#include "base/message.h"
#include "engine/conversation.h"
#include "engine/model.h"
#include "ui/file_chooser.h"
#include "ui/inference/inference.h"
#include "ui/library/library.h"
#include "ui/player/picture_source.h"

class QDockWidget;

namespace vp::ui {

class AttentionPanel;
class ComparePanel;
class ConversationPanel;
class ExportDialog;
class FilmPanels;
class FullScreen;
class LibraryPanel;
class LongJobs;
class ModelChoice;
class PlayerPanel;
class Preferences;
class RecentFiles;
class Session;
class StatusLine;
class TranscriptSaver;
class WindowPlace;

/// What the window starts with.
struct StartOptions {
  engine::LoadOptions model;  ///< an empty folder: the one that was used last, else the built-in model
  std::filesystem::path builtin_model;  ///< its folder; empty where there is none
  engine::AskOptions ask;
  QString video;        ///< may be empty
  QString sample_clip;  ///< the file; empty where there is none
  LibraryOptions library;
  std::function<void()> open_engine;  ///< makes the engine's functions callable; empty where they are
  std::int64_t memory_bytes = 0;      ///< of the machine that a checkpoint is chosen for; 0: this one's
};

/// Places the panels, which show the session, and says what cannot be said in one of them.
class MainWindow final : public QMainWindow {
  Q_OBJECT

 public:
  /// `chooser` must outlive the window.
  MainWindow(const StartOptions& options, FileChooser& chooser, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Opens a film and shows it from there, unless something would be lost and the user wants it back.
  void open_video(const QString& name, const media::OpenOptions& options = {}, double start_s = 0);
  void load_model(const QString& folder);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void make_layout();
  /// The panel, which has an object name, in a dock of its own with an entry in the menu "View".
  QDockWidget* add_dock(QWidget* panel, std::function<QString()> title, Qt::DockWidgetArea area);
  void reset_layout();
  void set_first_sizes();
  /// An entry whose texts follow the language.
  QAction* add_action(QMenu* menu, const char* name, const QKeySequence& key, const char* text,
                      const char* tip);
  QMenu* add_menu(const char* title);
  void make_menus();
  void make_file_menu();
  void make_conversation_menu();
  void connect_player();
  void connect_session();
  void connect_inference();
  void connect_conversation();
  void connect_library();
  /// Shows a film that an answer is about, from there on.
  void show_film(const QString& file, double time_s, const media::TimeRange& range);
  void choose_video();
  void restore_settings();
  void save_settings() const;
  /// Title, what can be asked and done, and which model is there.
  void show_state();
  /// Says again what still stands in the way of asking, after the messages about a video were cleared.
  void recall_failures();

  StartOptions options_;
  FileChooser& chooser_;
  Inference* inference_;
  Library* library_;
  PlayerPanel* player_;
  Session* session_;
  ModelChoice* model_;
  AttentionPanel* attention_;
  ComparePanel* compare_;
  ConversationPanel* conversation_;
  StatusLine* status_;
  LibraryPanel* library_panel_;
  TranscriptSaver* saver_;
  ExportDialog* export_dialog_;
  LongJobs* long_jobs_;
  RecentFiles* recent_;
  WindowPlace* place_;
  FullScreen* full_screen_;
  FilmPanels* film_panels_ = nullptr;
  Preferences* preferences_;
  QList<QDockWidget*> docks_;
  QByteArray first_layout_;  ///< where the docks are before the user moves them
  QAction* save_;
  QAction* export_;
  QAction* close_film_;
  QAction* copy_;
  QAction* restart_;
  QAction* stop_;
  base::Message library_notice_;  ///< until the first question
  bool closing_ = false;          ///< as soon as the transcript is saved
  bool may_stop_preparing_ = false;
  bool may_lose_ = false;  ///< answers that are not kept: the user said so
};

}  // namespace vp::ui
