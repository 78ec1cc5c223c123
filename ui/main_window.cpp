#include "ui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

#include "ui/attention/attention_panel.h"
#include "ui/attention/mass_curve.h"
#include "ui/batch/batch_dialog.h"
#include "ui/compare/compare_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/export/export_dialog.h"
#include "ui/export/verify_dialog.h"
#include "ui/full_screen.h"
#include "ui/inference/worker.h"
#include "ui/library/library_panel.h"
#include "ui/library/session_recorder.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/shortcut_guard.h"
#include "ui/player/player_panel.h"
#include "ui/recent_files.h"
#include "ui/settings/studio_settings.h"
#include "ui/status_line.h"

namespace vp::ui {
namespace {

/// A local file that was dropped, or an empty string.
QString dropped_file(const QMimeData* data) {
  for (const QUrl& url : data->urls()) {
    if (url.isLocalFile()) return url.toLocalFile();
  }
  return {};
}

}  // namespace

MainWindow::MainWindow(const StartOptions& options, FileChooser& chooser, QWidget* parent)
    : QMainWindow(parent),
      options_(options),
      chooser_(chooser),
      inference_(new Inference(this)),
      player_(new PlayerPanel),
      curve_(new MassCurve),
      attention_(new AttentionPanel),
      compare_(new ComparePanel),
      conversation_(new ConversationPanel),
      status_(new StatusLine),
      library_(new Library(options.library, this)),
      recorder_(new SessionRecorder(
          *library_, [this] { return saveState(); }, this)),
      library_panel_(new LibraryPanel),
      export_dialog_(new ExportDialog(*inference_, chooser, this)),
      verify_dialog_(new VerifyDialog(*inference_, chooser, this)),
      batch_dialog_(new BatchDialog(
          *inference_, chooser, [this] { return conversation_->options(); }, this)),
      recent_(new RecentFiles(this)),
      full_screen_(new FullScreen(this, {curve_})),
      errands_(std::make_unique<Worker>()) {
  setWindowIcon(program_icon());
  setAcceptDrops(true);
  make_layout();
  make_menus();
  first_layout_ = saveState();
  connect_player();
  connect_attention();
  connect_inference();
  connect_conversation();
  connect_library();
  connect_library_panel();
  connect_compare();
  connect_batch();
  qApp->installEventFilter(new ShortcutGuard(this));
  restore_settings();
  translate(this, [this] { show_texts(); });
  update_readiness();
  if (!options_.model.folder.empty()) load_model(from_path(options_.model.folder));
  if (!options_.video.isEmpty()) open_video(options_.video);
}

MainWindow::~MainWindow() {
  // First of all: its results must not reach panels that are already gone.
  delete inference_;
  recorder_->start({});  // writes what is open
  delete library_;
}

void MainWindow::make_layout() {
  // The curve shares its time axis with the timeline above it.
  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(player_, 1);
  column->addWidget(curve_);
  setCentralWidget(centre);

  setDockNestingEnabled(true);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  conversation_->setMinimumWidth(260);  // the example questions whole
  conversation_->set_default_options(options_.ask);
  conversation_->set_first_start({!options_.sample_clip.isEmpty(), !options_.builtin_model.empty()});
  add_dock(
      conversation_, [] { return tr("Conversation"); }, Qt::RightDockWidgetArea);
  QDockWidget* attention = add_dock(
      attention_, [] { return tr("Attention"); }, Qt::BottomDockWidgetArea);
  QDockWidget* compare = add_dock(
      compare_, [] { return tr("Compare"); }, Qt::BottomDockWidgetArea);
  tabifyDockWidget(attention, compare);
  attention->raise();
  QDockWidget* library = add_dock(
      library_panel_, [] { return tr("Library"); }, Qt::LeftDockWidgetArea);
  // Not everything fits a small screen; the menu "View" shows what is hidden there at first.
  constexpr int kThreeColumns = 1100, kTwoRows = 560;
  const QSize room = screen()->availableSize();
  if (room.width() < kThreeColumns) library->hide();
  if (room.height() < kTwoRows)
    for (QDockWidget* dock : {attention, compare}) dock->hide();
  setStatusBar(status_);
  // Else the first button that is enabled has the focus, and takes Space away from Play.
  player_->focus_picture();
  resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
  if (!QSettings().contains(QStringLiteral("layout"))) {
    // Not before the window is shown: until then a dock's own wish counts for nothing.
    QTimer::singleShot(0, this, &MainWindow::set_first_sizes);
  }
}

QDockWidget* MainWindow::add_dock(QWidget* panel, std::function<QString()> title, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget;
  dock->setObjectName(panel->objectName() + QStringLiteral("_dock"));
  dock->setWidget(panel);
  addDockWidget(area, dock);
  QAction* shown = dock->toggleViewAction();
  shown->setObjectName(QStringLiteral("show_") + panel->objectName());
  shown->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + docks_.size())));
  translate(dock, [dock, shown, title = std::move(title)] {
    dock->setWindowTitle(title());
    shown->setToolTip(tr("Show or hide this panel"));
  });
  docks_.append(dock);
  return dock;
}

void MainWindow::reset_layout() {
  restoreState(first_layout_);
  set_first_sizes();
}

void MainWindow::set_first_sizes() {
  resizeDocks({qobject_cast<QDockWidget*>(library_panel_->parentWidget()),
               qobject_cast<QDockWidget*>(conversation_->parentWidget())},
              {210, 380}, Qt::Horizontal);
  // As low as it may be: the room is the picture's.
  resizeDocks({qobject_cast<QDockWidget*>(attention_->parentWidget())}, {1}, Qt::Vertical);
}

void MainWindow::make_menus() {
  const auto add_menu = [this](auto title) {
    QMenu* menu = menuBar()->addMenu(QString());
    menu->setToolTipsVisible(true);
    translate(menu, [menu, title] { menu->setTitle(title()); });
    return menu;
  };
  // An action whose texts follow the language.
  const auto add = [this](QMenu* menu, const char* name, const QKeySequence& key, auto text, auto tip) {
    QAction* action = menu->addAction(QString());
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    translate(this, [action, text, tip] {
      action->setText(text());
      action->setToolTip(tip());
    });
    return action;
  };

  QMenu* file = add_menu([] { return tr("&File"); });
  QAction* open = add(
      file, "open_video", QKeySequence::Open, [] { return tr("&Open video…"); },
      [] { return tr("Choose a video file"); });
  open->setIcon(icon(Glyph::Open));
  connect(open, &QAction::triggered, this, &MainWindow::choose_video);
  file->addMenu(recent_);
  connect(recent_, &RecentFiles::chosen, this, &MainWindow::open_video);
  QAction* sample = add(
      file, "open_sample", {}, [] { return tr("Open the sample c&lip"); },
      [] { return tr("Open the short drawn clip that comes with the program"); });
  sample->setVisible(!options_.sample_clip.isEmpty());
  connect(sample, &QAction::triggered, this, [this] { open_video(options_.sample_clip); });
  QAction* choose = add(
      file, "choose_checkpoint", Qt::CTRL | Qt::SHIFT | Qt::Key_O,
      [] { return tr("Choose &checkpoint folder…"); },
      [] { return tr("Choose the folder of a Video-Panda checkpoint"); });
  choose->setIcon(icon(Glyph::Model));
  connect(choose, &QAction::triggered, this, &MainWindow::choose_checkpoint);
  QAction* builtin = add(
      file, "use_builtin_model", {}, [] { return tr("Use the &built-in model"); },
      [] { return tr("Go back to the model that comes with the program"); });
  builtin->setVisible(!options_.builtin_model.empty());
  connect(builtin, &QAction::triggered, this, &MainWindow::choose_builtin_model);
  file->addSeparator();
  save_ = add(
      file, "save_transcript", QKeySequence::Save, [] { return tr("&Save transcript…"); },
      [this] { return save_tip(); });
  save_->setIcon(icon(Glyph::Save));
  connect(save_, &QAction::triggered, this, &MainWindow::choose_transcript);
  export_ = add(
      file, "export", Qt::CTRL | Qt::Key_E, [] { return tr("E&xport…"); },
      [] { return tr("Write the conversation and its maps in other forms"); });
  connect(export_, &QAction::triggered, export_dialog_, &QDialog::show);
  QAction* verify = add(
      file, "verify_transcript", {}, [] { return tr("&Verify transcript…"); },
      [] { return tr("Ask everything in a saved transcript again and compare"); });
  connect(verify, &QAction::triggered, verify_dialog_, &VerifyDialog::choose);
  QAction* batch = add(
      file, "show_batch", Qt::CTRL | Qt::Key_B, [] { return tr("B&atch…"); },
      [] { return tr("Ask the same questions about many videos, or along a long one"); });
  connect(batch, &QAction::triggered, batch_dialog_, &QWidget::show);
  file->addSeparator();
  QAction* settings = add(
      file, "show_settings", Qt::CTRL | Qt::Key_Comma, [] { return tr("S&ettings…"); },
      [] { return tr("Language, theme, colours, model, device and precision"); });
  settings->setIcon(icon(Glyph::Settings));
  connect(settings, &QAction::triggered, this, &MainWindow::show_settings);
  file->addSeparator();
  QAction* quit = add(
      file, "quit", Qt::CTRL | Qt::Key_Q, [] { return tr("&Quit"); }, [] { return tr("Close the window"); });
  connect(quit, &QAction::triggered, this, &QWidget::close);

  player_->fill_menu(*add_menu([] { return tr("&Playback"); }));
  QMenu* attention = add_menu([] { return tr("&Attention"); });
  attention_->fill_menu(*attention);
  attention->addSeparator();
  compare_->fill_menu(*attention);

  QMenu* conversation = add_menu([] { return tr("&Conversation"); });
  conversation_->fill_menu(*conversation);
  conversation->addSeparator();
  stop_ = add(
      conversation, "stop", Qt::Key_Escape, [] { return tr("S&top"); },
      [] { return tr("Stop what is running"); });
  stop_->setIcon(icon(Glyph::Stop));
  connect(stop_, &QAction::triggered, inference_, &Inference::stop);
  copy_ = add(
      conversation, "copy_conversation", Qt::CTRL | Qt::SHIFT | Qt::Key_C,
      [] { return tr("&Copy conversation"); },
      [] { return tr("Copy all questions and answers as plain text"); });
  copy_->setIcon(icon(Glyph::Copy));
  connect(copy_, &QAction::triggered, this,
          [this] { QApplication::clipboard()->setText(conversation_->text()); });
  restart_ = add(
      conversation, "restart", Qt::CTRL | Qt::Key_N, [] { return tr("Start a&new"); },
      [] { return tr("Forget all questions and answers about this video"); });
  connect(restart_, &QAction::triggered, this, &MainWindow::start_anew);

  QMenu* library = add_menu([] { return tr("&Library"); });
  library_panel_->fill_menu(*library);
  library->addSeparator();
  QAction* clear = add(
      library, "clear_cache", {}, [] { return tr("&Empty the cache of analysed videos"); },
      [] { return tr("Free disk space; videos are analysed again when they are opened"); });
  connect(clear, &QAction::triggered, library_, &Library::clear_cache);

  QMenu* view = add_menu([] { return tr("&View"); });
  for (QDockWidget* dock : docks_) view->addAction(dock->toggleViewAction());
  view->addSeparator();
  QAction* reset = add(
      view, "reset_layout", {}, [] { return tr("&Reset layout"); },
      [] { return tr("Put all panels back in their places"); });
  connect(reset, &QAction::triggered, this, &MainWindow::reset_layout);

  QAction* about = add(
      add_menu([] { return tr("&Help"); }), "about", {}, [] { return tr("&About Video-Panda Studio"); },
      [] { return tr("Versions and licence"); });
  connect(about, &QAction::triggered, this, &MainWindow::show_about);
}

void MainWindow::open_video(const QString& name) {
  open_video_with(name, {});
}

void MainWindow::open_video_with(const QString& name, const media::OpenOptions& options) {
  const QFileInfo info(name);
  video_open_ = false;
  video_name_ = info.absoluteFilePath();
  export_dialog_->set_video(video_name_);
  show_title();
  reopened_.reset();
  time_to_show_s_.reset();
  recorder_->start(to_path(video_name_));
  inference_->close_video();
  curve_->set_duration(0);
  conversation_->clear();
  compare_->clear();
  clear_attention([expected = inference_->model_expected()] {
    return expected ? tr("Analysing the video…") : tr("Frames that were shown to the model appear here.");
  });
  update_readiness();
  recall_model_failure();
  player_->open(to_path(video_name_), options);
}

void MainWindow::load_model(const QString& folder) {
  options_.model.folder = to_path(QFileInfo(folder).absoluteFilePath());
  inference_->load_model(options_.model);
}

void MainWindow::choose_video() {
  const QString folder = video_name_.isEmpty() ? QSettings().value(QStringLiteral("video_folder")).toString()
                                               : QFileInfo(video_name_).path();
  chooser_.open_video(this, folder, [this](const QString& name) {
    QSettings().setValue(QStringLiteral("video_folder"), QFileInfo(name).path());
    open_video(name);
  });
}

void MainWindow::choose_checkpoint() {
  chooser_.choose_checkpoint(this, from_path(options_.model.folder), [this](const QString& folder) {
    remember_checkpoint(folder);
    QSettings().setValue(QStringLiteral("model_folder"), QFileInfo(folder).absoluteFilePath());
    load_model(folder);
  });
}

void MainWindow::choose_builtin_model() {
  QSettings().remove(QStringLiteral("model_folder"));
  load_model(from_path(options_.builtin_model));
}

bool MainWindow::uses_builtin_model() const {
  std::error_code error;
  return !options_.builtin_model.empty() &&
         std::filesystem::equivalent(options_.model.folder, options_.builtin_model, error);
}

void MainWindow::choose_transcript() {
  if (!save_->isEnabled()) return;
  const QFileInfo video(video_name_);
  const QString proposed = video.dir().filePath(video.completeBaseName() + QStringLiteral(".md"));
  chooser_.save_transcript(this, proposed,
                           [this](const QString& name) { inference_->save_transcript(to_path(name)); });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (inference_->saving() && !closing_) {
    closing_ = true;
    conversation_->show_notice(tr("The window closes as soon as the transcript is saved."));
    event->ignore();
    return;
  }
  inference_->stop();
  player_->pause();
  recorder_->save_view();
  full_screen_->set_active(false);  // what is remembered is the window
  save_settings();
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!dropped_file(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QString file = dropped_file(event->mimeData());
  if (file.isEmpty()) return;
  event->acceptProposedAction();
  open_video(file);
}

}  // namespace vp::ui
