#include "ui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/attention/attention_panel.h"
#include "ui/attention/mass_curve.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/shortcut_guard.h"
#include "ui/player/player_panel.h"
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
      conversation_(new ConversationPanel),
      status_(new StatusLine),
      splitter_(new QSplitter(Qt::Horizontal)) {
  setWindowTitle(tr("Video-Panda Studio"));
  setWindowIcon(program_icon());
  setAcceptDrops(true);
  make_layout();
  make_menus();
  connect_player();
  connect_attention();
  connect_inference();
  connect_conversation();
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
  auto* left = new QWidget;
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(player_, 1);
  column->addWidget(curve_);
  column->addWidget(attention_);
  splitter_->addWidget(left);
  splitter_->addWidget(conversation_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 0);
  splitter_->setChildrenCollapsible(false);
  splitter_->setSizes({860, 400});
  conversation_->setMinimumWidth(240);  // the example questions whole
  setCentralWidget(splitter_);
  setStatusBar(status_);
  status_->set_no_model(tr("No model"));
  resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
}

void MainWindow::make_menus() {
  QMenu* file = menuBar()->addMenu(tr("&File"));
  file->setToolTipsVisible(true);
  file->addAction(icon(Glyph::Open), tr("&Open video…"), QKeySequence::Open, this, &MainWindow::choose_video)
      ->setObjectName(QStringLiteral("open_video"));
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
  file->addSeparator();
  file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);

  player_->fill_menu(*menuBar()->addMenu(tr("&Playback")));
  attention_->fill_menu(*menuBar()->addMenu(tr("&Attention")));

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
  });
  restart_->setObjectName(QStringLiteral("restart"));

  menuBar()->addMenu(tr("&Help"))->addAction(tr("&About Video-Panda Studio"), this, &MainWindow::show_about);
}

void MainWindow::connect_player() {
  connect(player_, &PlayerPanel::opened, this, [this](const VideoDetailsPtr& video) {
    video_open_ = true;
    curve_->set_duration(video->info.duration_s);
    update_readiness();
    inference_->open_video(video->file);
  });
  connect(player_, &PlayerPanel::failed, this, [this](const QString& sentence) {
    video_open_ = false;
    curve_->set_duration(0);
    inference_->close_video();
    attention_->clear(tr("There are no frames: the video cannot be read."));
    conversation_->clear();
    update_readiness();
    conversation_->show_error(sentence);
  });
  connect(player_, &PlayerPanel::position_changed, this, [this](qint64 frame, double time_s) {
    attention_->set_position(frame, time_s);
    curve_->set_position(time_s);
  });
}

void MainWindow::connect_attention() {
  connect(attention_, &AttentionPanel::overlay_changed, player_, &PlayerPanel::set_overlay);
  connect(attention_, &AttentionPanel::marks_changed, player_, &PlayerPanel::set_marks);
  connect(attention_, &AttentionPanel::masses_changed, curve_, &MassCurve::set_masses);
  connect(attention_, &AttentionPanel::seek_requested, player_, &PlayerPanel::seek_frame);
  connect(curve_, &MassCurve::seek_requested, player_, &PlayerPanel::seek_time);
}

void MainWindow::connect_inference() {
  connect(inference_, &Inference::busy_changed, this, [this](bool busy) {
    conversation_->set_busy(busy);
    stop_->setEnabled(busy);
  });
  connect(inference_, &Inference::progressed, this, [this](const ProgressState& state) {
    conversation_->set_progress(state);
    if (state.phase == base::Phase::Generate) status_->set_speed(state.units_per_s);
  });
  connect(inference_, &Inference::warned, conversation_, &ConversationPanel::show_notice);
  connect(inference_, &Inference::model_loading, this, [this](const QString& folder) {
    model_loaded_ = false;
    model_failure_.clear();
    model_name_ = uses_builtin_model() ? tr("the built-in model") : QFileInfo(folder).fileName();
    conversation_->set_model_notice(
        uses_builtin_model()
            ? tr("The built-in model knows drawn shapes only; for real videos choose a released checkpoint.")
            : QString());
    status_->set_no_model(tr("Loading %1…").arg(model_name_));
    conversation_->clear();
    attention_->clear(tr("Frames that were shown to the model appear here."));
    update_readiness();
  });
  connect(inference_, &Inference::model_loaded, this, [this](const ModelSummary& model) {
    model_loaded_ = true;
    ModelSummary shown = model;
    if (uses_builtin_model()) shown.name = tr("Built-in model");
    status_->set_model(shown);
    update_readiness();
  });
  connect(inference_, &Inference::encoding_started, this,
          [this] { attention_->clear(tr("Analysing the video…")); });
  connect(inference_, &Inference::video_encoded, attention_, &AttentionPanel::set_video);
  connect(inference_, &Inference::text_streamed, conversation_, &ConversationPanel::append_text);
  connect(inference_, &Inference::turn_finished, this, [this](const engine::Turn& turn) {
    conversation_->finish_turn(turn);
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
          [this](const QString& question) { inference_->ask(question, options_.ask); });
  connect(conversation_, &ConversationPanel::stop_requested, inference_, &Inference::stop);
  connect(conversation_, &ConversationPanel::open_video_requested, this, &MainWindow::choose_video);
  connect(conversation_, &ConversationPanel::choose_model_requested, this, &MainWindow::choose_checkpoint);
  connect(conversation_, &ConversationPanel::turns_changed, this, &MainWindow::update_actions);
  update_actions();
}

void MainWindow::handle_failure(Inference::Task task, const Failure& failure) {
  switch (task) {
    case Inference::Task::Load:
      model_name_.clear();
      conversation_->set_model_notice({});
      if (!failure.stopped()) model_failure_ = failure.sentence;
      status_->set_no_model(tr("No model"));
      attention_->clear(tr("Frames that were shown to the model appear here."));
      if (conversation_->answering()) conversation_->fail_turn(tr("Not asked: no model was loaded."));
      break;
    case Inference::Task::Encode:
      attention_->clear(failure.stopped() ? tr("The analysis was stopped. Asking a question starts it again.")
                                          : tr("The video could not be analysed."));
      break;
    case Inference::Task::Ask:
      conversation_->fail_turn(failure.stopped() ? tr("Stopped before the first word.")
                                                 : tr("Not answered."));
      break;
    case Inference::Task::Save:
      closing_ = false;
      break;
  }
  update_readiness();
  if (!failure.stopped()) conversation_->show_error(failure.sentence);
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
  conversation_->set_readiness(readiness, model_name_);
}

void MainWindow::update_actions() {
  const bool answered = conversation_->turn_count() > 0;
  for (QAction* action : {copy_, restart_}) action->setEnabled(answered);
  // A save would have to wait for the answer's end, for minutes perhaps, with nothing to be seen of it.
  save_->setEnabled(answered && !conversation_->answering());
  save_->setToolTip(conversation_->answering()
                        ? tr("An answer is being written. Save when it has ended, or stop it (Esc).")
                        : tr("Save the questions, the answers and all settings as Markdown or JSON"));
}

void MainWindow::recall_model_failure() {
  if (!model_failure_.isEmpty()) conversation_->show_error(model_failure_);
}

void MainWindow::open_video(const QString& name) {
  const QFileInfo info(name);
  video_open_ = false;
  video_name_ = info.absoluteFilePath();
  setWindowTitle(tr("%1 – Video-Panda Studio").arg(info.fileName()));
  inference_->close_video();
  curve_->set_duration(0);
  conversation_->clear();
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

void MainWindow::restore_settings() {
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  // It may come from a larger screen, or from the same one at a smaller scale.
  if (!isMaximized() && !isFullScreen()) resize(size().boundedTo(screen()->availableSize()));
  splitter_->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
  player_->set_volume_percent(settings.value(QStringLiteral("volume"), 100).toInt());
  OverlaySettings overlay;
  overlay.opacity = settings.value(QStringLiteral("overlay_opacity"), overlay.opacity).toDouble();
  overlay.smooth = settings.value(QStringLiteral("overlay_smooth"), overlay.smooth).toBool();
  const QByteArray colours = settings.value(QStringLiteral("overlay_colours")).toByteArray();
  overlay.colours = attention::colour_map_of(colours.toStdString()).value_or(overlay.colours);
  attention_->set_settings(overlay);
  if (options_.model.folder.empty()) {
    const QString folder = settings.value(QStringLiteral("model_folder")).toString();
    options_.model.folder = QFileInfo(folder).isDir() ? to_path(folder) : options_.builtin_model;
  }
}

void MainWindow::save_settings() const {
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  settings.setValue(QStringLiteral("splitter"), splitter_->saveState());
  settings.setValue(QStringLiteral("volume"), player_->volume_percent());
  const OverlaySettings& overlay = attention_->settings();
  settings.setValue(QStringLiteral("overlay_opacity"), overlay.opacity);
  settings.setValue(QStringLiteral("overlay_smooth"), overlay.smooth);
  settings.setValue(QStringLiteral("overlay_colours"), to_qstring(attention::name_of(overlay.colours)));
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
