#include "ui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QVBoxLayout>
#include <utility>

#include "ui/attention/attention_panel.h"
#include "ui/attention/mass_curve.h"
#include "ui/compare/compare_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/export/export_dialog.h"
#include "ui/export/verify_dialog.h"
#include "ui/full_screen.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/shortcut_guard.h"
#include "ui/player/player_panel.h"
#include "ui/recent_files.h"
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
      export_dialog_(new ExportDialog(*inference_, chooser, this)),
      verify_dialog_(new VerifyDialog(*inference_, chooser, this)),
      recent_(new RecentFiles(this)),
      full_screen_(new FullScreen(this, {curve_})) {
  setWindowTitle(tr("Video-Panda Studio"));
  setWindowIcon(program_icon());
  setAcceptDrops(true);
  make_layout();
  make_menus();
  first_layout_ = saveState();
  connect_player();
  connect_attention();
  connect_inference();
  connect_conversation();
  connect_compare();
  qApp->installEventFilter(new ShortcutGuard(this));
  restore_settings();
  update_readiness();
  if (!options_.model.folder.empty()) load_model(from_path(options_.model.folder));
  if (!options_.video.isEmpty()) open_video(options_.video);
}

MainWindow::~MainWindow() {
  // First of all: its results must not reach panels that are already gone.
  delete inference_;
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
  conversation_->setMinimumWidth(240);  // the example questions whole
  add_dock(conversation_, tr("Conversation"), Qt::RightDockWidgetArea);
  QDockWidget* attention = add_dock(attention_, tr("Attention"), Qt::BottomDockWidgetArea);
  tabifyDockWidget(attention, add_dock(compare_, tr("Compare"), Qt::BottomDockWidgetArea));
  attention->raise();
  setStatusBar(status_);
  status_->set_no_model(tr("No model"));
  resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
}

QDockWidget* MainWindow::add_dock(QWidget* panel, const QString& title, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title);
  dock->setObjectName(panel->objectName() + QStringLiteral("_dock"));
  dock->setWidget(panel);
  addDockWidget(area, dock);
  QAction* shown = dock->toggleViewAction();
  shown->setObjectName(QStringLiteral("show_") + panel->objectName());
  shown->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + docks_.size())));
  shown->setToolTip(tr("Show or hide this panel"));
  docks_.append(dock);
  return dock;
}

void MainWindow::reset_layout() {
  restoreState(first_layout_);
  set_first_widths();
}

void MainWindow::set_first_widths() {
  resizeDocks({qobject_cast<QDockWidget*>(conversation_->parentWidget())}, {width() * 5 / 16},
              Qt::Horizontal);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  // Before the window is shown its docks take no widths.
  if (!std::exchange(was_shown_, true) && !QSettings().contains(QStringLiteral("layout"))) set_first_widths();
}

void MainWindow::make_menus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  file->setToolTipsVisible(true);
  file->addAction(icon(Glyph::Open), tr("&Open video…"), QKeySequence::Open, this, &MainWindow::choose_video)
      ->setObjectName(QStringLiteral("open_video"));
  file->addMenu(recent_);
  connect(recent_, &RecentFiles::chosen, this, &MainWindow::open_video);
  file->addAction(icon(Glyph::Model), tr("Choose &checkpoint folder…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O,
                  this, &MainWindow::choose_checkpoint)
      ->setObjectName(QStringLiteral("choose_checkpoint"));
  QAction* builtin = file->addAction(tr("Use the &built-in model"), this, &MainWindow::choose_builtin_model);
  builtin->setObjectName(QStringLiteral("use_builtin_model"));
  builtin->setVisible(!options_.builtin_model.empty());
  file->addSeparator();
  save_ = file->addAction(icon(Glyph::Save), tr("&Save transcript…"), QKeySequence::Save, this,
                          &MainWindow::choose_transcript);
  save_->setObjectName(QStringLiteral("save_transcript"));
  export_ = file->addAction(tr("&Export…"), Qt::CTRL | Qt::Key_E, export_dialog_, &QDialog::show);
  export_->setObjectName(QStringLiteral("export"));
  QAction* verify = file->addAction(tr("&Verify transcript…"), verify_dialog_, &VerifyDialog::choose);
  verify->setObjectName(QStringLiteral("verify_transcript"));
  verify->setToolTip(tr("Ask everything in a saved transcript again and compare"));
  file->addSeparator();
  file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);

  player_->fill_menu(*menuBar()->addMenu(tr("&Playback")));
  QMenu* attention = menuBar()->addMenu(tr("&Attention"));
  attention_->fill_menu(*attention);
  attention->addSeparator();
  compare_->fill_menu(*attention);

  QMenu* conversation = menuBar()->addMenu(tr("&Conversation"));
  conversation->addAction(tr("&Write a question"), Qt::CTRL | Qt::Key_L, conversation_,
                          &ConversationPanel::focus_question);
  stop_ =
      conversation->addAction(icon(Glyph::Stop), tr("S&top"), Qt::Key_Escape, inference_, &Inference::stop);
  stop_->setObjectName(QStringLiteral("stop"));
  conversation->addSeparator();
  copy_ =
      conversation->addAction(icon(Glyph::Copy), tr("&Copy conversation"), Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                              this, [this] { QApplication::clipboard()->setText(conversation_->text()); });
  restart_ = conversation->addAction(tr("Start a&new"), Qt::CTRL | Qt::Key_N, this, [this] {
    inference_->restart_conversation();
    conversation_->clear();
    attention_->keep_answers(0);
    compare_->clear();
  });
  restart_->setObjectName(QStringLiteral("restart"));

  QMenu* view = menuBar()->addMenu(tr("&View"));
  for (QDockWidget* dock : docks_) view->addAction(dock->toggleViewAction());
  view->addSeparator();
  view->addAction(tr("&Reset layout"), this, &MainWindow::reset_layout)
      ->setObjectName(QStringLiteral("reset_layout"));

  menuBar()->addMenu(tr("&Help"))->addAction(tr("&About Video-Panda Studio"), this, &MainWindow::show_about);
}

void MainWindow::open_video(const QString& name) {
  const QFileInfo info(name);
  video_open_ = false;
  video_name_ = info.absoluteFilePath();
  export_dialog_->set_video(video_name_);
  setWindowTitle(tr("%1 – Video-Panda Studio").arg(info.fileName()));
  inference_->close_video();
  curve_->set_duration(0);
  conversation_->clear();
  compare_->clear();
  attention_->clear(inference_->model_expected() ? tr("Analysing the video…")
                                                 : tr("Frames that were shown to the model appear here."));
  update_readiness();
  recall_model_failure();
  player_->open(to_path(video_name_));
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

void MainWindow::show_about() {
  auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Video-Panda Studio"),
                              tr("Video-Panda Studio %1").arg(QApplication::applicationVersion()),
                              QMessageBox::Ok, this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setIconPixmap(program_icon().pixmap(64, 64));
  box->setInformativeText(
      tr("Asks questions about video files and shows where the model looked.\n\n"
         "Free software under the GNU General Public License, version 3 or later."));
  box->open();
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
