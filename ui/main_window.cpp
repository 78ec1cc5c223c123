#include "ui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <utility>

#include "ui/attention/attention_panel.h"
#include "ui/compare/compare_panel.h"
#include "ui/conversation/conversation_panel.h"
#include "ui/evidence/answer_needs.h"
#include "ui/export/export_dialog.h"
#include "ui/export/transcript_saver.h"
#include "ui/file_drop.h"
#include "ui/film_panels.h"
#include "ui/full_screen.h"
#include "ui/help/help_menu.h"
#include "ui/library/library_panel.h"
#include "ui/library/session_opener.h"
#include "ui/long_jobs.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"
#include "ui/look/shortcut_guard.h"
#include "ui/panel_dock.h"
#include "ui/player/player_panel.h"
#include "ui/recent_files.h"
#include "ui/session/lost_answers.h"
#include "ui/session/session.h"
#include "ui/settings/model_choice.h"
#include "ui/settings/preferences.h"
#include "ui/status_line.h"
#include "ui/window_place.h"

namespace vp::ui {
namespace {

constexpr const char* kSaveTip = QT_TRANSLATE_NOOP(
    "vp::ui::MainWindow", "Save the questions, the answers and all settings as Markdown or JSON");

}  // namespace

MainWindow::MainWindow(const StartOptions& options, FileChooser& chooser, QWidget* parent)
    : QMainWindow(parent),
      options_(options),
      chooser_(chooser),
      inference_(new Inference(options.open_engine, this)),
      library_(new Library(options.library, this)),
      player_(new PlayerPanel),
      session_(new Session(
          *player_, *inference_, *library_, [this] { return saveState(); }, this)),
      model_(new ModelChoice(options.model, options.builtin_model, *session_, *inference_, chooser, this)),
      attention_(new AttentionPanel),
      compare_(new ComparePanel(chooser)),
      conversation_(new ConversationPanel),
      status_(new StatusLine),
      library_panel_(new LibraryPanel),
      saver_(new TranscriptSaver(*inference_, chooser, this)),
      export_dialog_(new ExportDialog(*inference_, chooser, this)),
      long_jobs_(new LongJobs(
          *inference_, *session_, chooser,
          {[this] { return conversation_->options(); }, [this] { return model_->options(); }}, this)),
      recent_(new RecentFiles(this)),
      place_(new WindowPlace(this)),
      full_screen_(new FullScreen(this, {})),
      preferences_(new Preferences(options.open_engine, *model_, *library_, *attention_,
                                   options.library.video_cache.most_bytes, options.memory_bytes, chooser,
                                   this)) {
  setWindowIcon(program_icon());
  connect(new FileDrop(this), &FileDrop::dropped, this, [this](const QString& file) { open_video(file); });
  make_layout();
  make_menus();
  first_layout_ = saveState();
  attention_->show_session(*session_);
  compare_->show_session(*session_, *inference_, [this] { return conversation_->options(); });
  conversation_->show_session(*session_, *model_);
  connect_player();
  connect_session();
  connect_inference();
  connect_conversation();
  connect_library();
  connect(long_jobs_, &LongJobs::video_requested, this, &MainWindow::show_film);
  qApp->installEventFilter(new ShortcutGuard(this));
  restore_settings();
  translate(this, [this] { show_state(); });
  model_->begin();
  if (!options_.video.isEmpty()) open_video(options_.video);
}

MainWindow::~MainWindow() {
  // First of all: its results must not reach panels that are already gone.
  delete inference_;
  delete session_;  // writes what is open
  delete library_;
}

void MainWindow::make_layout() {
  new DockTabs(this);
  setCentralWidget(player_);
  player_->set_sample_clip(!options_.sample_clip.isEmpty());
  setDockNestingEnabled(true);
  setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  conversation_->setMinimumWidth(260);  // the example questions whole
  conversation_->set_default_options(options_.ask);
  conversation_->set_first_start({!options_.builtin_model.empty()});
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
  film_panels_ = new FilmPanels(this, {attention, compare});
  connect(place_, &WindowPlace::restored, this, [this] {
    film_panels_->set_film(session_->state() != Session::State::Nothing);
    film_panels_->laid_out();
  });
  setStatusBar(status_);
  // Else the first button that is enabled has the focus, and takes Space away from Play.
  player_->focus_picture();
  place_->set_first_size({1440, 900});
}

QDockWidget* MainWindow::add_dock(QWidget* panel, std::function<QString()> title, Qt::DockWidgetArea area) {
  auto* dock = new PanelDock(panel);
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
  film_panels_->laid_out();
}

void MainWindow::set_first_sizes() {
  resizeDocks({qobject_cast<QDockWidget*>(library_panel_->parentWidget()),
               qobject_cast<QDockWidget*>(conversation_->parentWidget())},
              {210, 380}, Qt::Horizontal);
  // As low as it may be: the room is the picture's.
  resizeDocks({qobject_cast<QDockWidget*>(attention_->parentWidget())}, {1}, Qt::Vertical);
}

QMenu* MainWindow::add_menu(const char* title) {
  QMenu* menu = menuBar()->addMenu(QString());
  menu->setToolTipsVisible(true);
  translate(menu, [menu, title] { menu->setTitle(tr(title)); });
  return menu;
}

QAction* MainWindow::add_action(QMenu* menu, const char* name, const QKeySequence& key, const char* text,
                                const char* tip) {
  QAction* action = menu->addAction(QString());
  action->setObjectName(QLatin1String(name));
  action->setShortcut(key);
  translate(this, [action, text, tip] {
    action->setText(tr(text));
    action->setToolTip(tr(tip));
  });
  return action;
}

void MainWindow::make_menus() {
  make_file_menu();
  player_->fill_menu(*add_menu(QT_TR_NOOP("&Playback")));
  QMenu* attention = add_menu(QT_TR_NOOP("&Attention"));
  attention_->fill_menu(*attention);
  attention->addSeparator();
  compare_->fill_menu(*attention);

  make_conversation_menu();

  QMenu* library = add_menu(QT_TR_NOOP("&Library"));
  library_panel_->fill_menu(*library);
  library->addSeparator();
  QAction* clear = add_action(library, "clear_cache", {}, QT_TR_NOOP("&Empty the cache of analysed videos"),
                              QT_TR_NOOP("Free disk space; videos are analysed again when they are opened"));
  connect(clear, &QAction::triggered, library_, &Library::clear_cache);

  QMenu* view = add_menu(QT_TR_NOOP("&View"));
  for (QDockWidget* dock : docks_) view->addAction(dock->toggleViewAction());
  view->addSeparator();
  player_->fill_view_menu(*view);
  view->addSeparator();
  QAction* reset = add_action(view, "reset_layout", {}, QT_TR_NOOP("&Reset layout"),
                              QT_TR_NOOP("Put all panels back in their places"));
  connect(reset, &QAction::triggered, this, &MainWindow::reset_layout);

  (new HelpMenu(this, [this] { preferences_->show_about(); }))->fill(*add_menu(QT_TR_NOOP("&Help")));
}

void MainWindow::make_file_menu() {
  QMenu* file = add_menu(QT_TR_NOOP("&File"));
  QAction* open = add_action(file, "open_video", QKeySequence::Open, QT_TR_NOOP("&Open video…"),
                             QT_TR_NOOP("Choose a video file"));
  open->setIcon(icon(Glyph::Open));
  connect(open, &QAction::triggered, this, &MainWindow::choose_video);
  file->addMenu(recent_);
  connect(recent_, &RecentFiles::chosen, this, [this](const QString& name) { open_video(name); });
  close_film_ =
      add_action(file, "close_video", Qt::CTRL | Qt::Key_W, QT_TR_NOOP("Close v&ideo"),
                 QT_TR_NOOP("Back to the window without a video; the conversation is in the library"));
  connect(close_film_, &QAction::triggered, this,
          [this] { unless_answers_are_lost(*session_, this, [this] { session_->close_film(); }); });
  QAction* sample = add_action(file, "open_sample", {}, QT_TR_NOOP("Open the sample c&lip"),
                               QT_TR_NOOP("Open the short drawn clip that comes with the program"));
  sample->setVisible(!options_.sample_clip.isEmpty());
  connect(sample, &QAction::triggered, this, [this] { open_video(options_.sample_clip); });
  QAction* choose = add_action(file, "choose_checkpoint", Qt::CTRL | Qt::SHIFT | Qt::Key_O,
                               QT_TR_NOOP("Choose &checkpoint folder…"),
                               QT_TR_NOOP("Choose the folder of a Video-Panda checkpoint"));
  choose->setIcon(icon(Glyph::Model));
  connect(choose, &QAction::triggered, model_, &ModelChoice::choose);
  QAction* builtin = add_action(file, "use_builtin_model", {}, QT_TR_NOOP("Use the &built-in model"),
                                QT_TR_NOOP("Go back to the model that comes with the program"));
  builtin->setVisible(!options_.builtin_model.empty());
  connect(builtin, &QAction::triggered, model_, &ModelChoice::use_builtin);
  file->addSeparator();
  save_ = add_action(file, "save_transcript", QKeySequence::Save, QT_TR_NOOP("&Save transcript…"), kSaveTip);
  save_->setIcon(icon(Glyph::Save));
  connect(save_, &QAction::triggered, this, [this] { saver_->choose(session_->file()); });
  export_ = add_action(file, "export", Qt::CTRL | Qt::Key_E, QT_TR_NOOP("E&xport…"),
                       QT_TR_NOOP("Write the conversation and its maps in other forms"));
  connect(export_, &QAction::triggered, export_dialog_, &QDialog::show);
  long_jobs_->fill_menu([this, file](const char* name, const QKeySequence& key, const char* text,
                                     const char* tip) { return add_action(file, name, key, text, tip); });
  file->addSeparator();
  QAction* settings = add_action(file, "show_settings", Qt::CTRL | Qt::Key_Comma, QT_TR_NOOP("S&ettings…"),
                                 QT_TR_NOOP("Language, theme, colours, model, device and precision"));
  settings->setIcon(icon(Glyph::Settings));
  connect(settings, &QAction::triggered, preferences_, &Preferences::show_settings);
  file->addSeparator();
  QAction* quit =
      add_action(file, "quit", Qt::CTRL | Qt::Key_Q, QT_TR_NOOP("&Quit"), QT_TR_NOOP("Close the window"));
  connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::make_conversation_menu() {
  QMenu* conversation = add_menu(QT_TR_NOOP("&Conversation"));
  conversation_->fill_menu(*conversation);
  new AnswerNeeds(*session_, *inference_, *conversation_, *attention_, *player_, chooser_, *conversation);
  conversation->addSeparator();
  stop_ = add_action(conversation, "stop", Qt::Key_Escape, QT_TR_NOOP("S&top"),
                     QT_TR_NOOP("Stop what is running"));
  stop_->setIcon(icon(Glyph::Stop));
  connect(stop_, &QAction::triggered, inference_, &Inference::stop);
  copy_ = add_action(conversation, "copy_conversation", Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                     QT_TR_NOOP("&Copy conversation"),
                     QT_TR_NOOP("Copy all questions and answers as plain text"));
  copy_->setIcon(icon(Glyph::Copy));
  connect(copy_, &QAction::triggered, conversation_, &ConversationPanel::copy_all);
  restart_ = add_action(conversation, "restart", Qt::CTRL | Qt::Key_N, QT_TR_NOOP("Start a&new"),
                        QT_TR_NOOP("Forget all questions and answers about this video"));
  connect(restart_, &QAction::triggered, this,
          [this] { unless_answers_are_lost(*session_, this, [this] { session_->start_anew(); }); });
}

void MainWindow::open_video(const QString& name, const media::OpenOptions& options, double start_s) {
  unless_answers_are_lost(*session_, this,
                          [this, name, options, start_s] { session_->open(name, options, start_s); });
}

void MainWindow::load_model(const QString& folder) {
  model_->load(folder);
}

void MainWindow::choose_video() {
  const QString file = session_->file();
  const QString folder =
      file.isEmpty() ? QSettings().value(QStringLiteral("video_folder")).toString() : QFileInfo(file).path();
  chooser_.open_video(this, folder, [this](const QString& name) {
    QSettings().setValue(QStringLiteral("video_folder"), QFileInfo(name).path());
    open_video(name);
  });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (saver_->saving() && !closing_) {
    closing_ = true;
    conversation_->show_notice([] { return tr("The window closes as soon as the transcript is saved."); });
    event->ignore();
    return;
  }
  if (session_->is_only_here() && !may_lose_) {
    unless_answers_are_lost(*session_, this, [this] {
      may_lose_ = true;
      close();
    });
    event->ignore();
    return;
  }
  if (preferences_->is_preparing() && !may_stop_preparing_) {
    preferences_->ask_before_preparing_stops([this] {
      may_stop_preparing_ = true;
      close();
    });
    event->ignore();
    return;
  }
  inference_->stop();
  player_->pause();
  session_->save_view();
  full_screen_->set_active(false);  // what is remembered is the window
  save_settings();
  event->accept();
}

void MainWindow::connect_player() {
  connect(player_, &PlayerPanel::reopen_requested, this,
          [this](const media::OpenOptions& options) { open_video(session_->file(), options); });
  connect(player_, &PlayerPanel::full_screen_requested, this, [this](bool full_screen) {
    full_screen_->set_active(full_screen);
    player_->set_full_screen(full_screen);
  });
  connect(player_, &PlayerPanel::open_requested, this, &MainWindow::choose_video);
  connect(player_, &PlayerPanel::sample_requested, this, [this] { open_video(options_.sample_clip); });
  connect(player_, &PlayerPanel::position_changed, attention_, &AttentionPanel::set_position);
  connect(player_, &PlayerPanel::position_changed, compare_, &ComparePanel::set_position);
  connect(compare_, &ComparePanel::hidden_changed, player_, &PlayerPanel::set_hidden);
  connect(player_, &PlayerPanel::frame_pointed, attention_, &AttentionPanel::set_frame_pointer);
  connect(player_, &PlayerPanel::picture_pointed, attention_, &AttentionPanel::set_pointer);
  connect(attention_, &AttentionPanel::overlay_changed, player_, &PlayerPanel::set_overlay);
  connect(attention_, &AttentionPanel::badge_changed, player_, &PlayerPanel::set_badge);
  connect(attention_, &AttentionPanel::marks_changed, player_, &PlayerPanel::set_marks);
  connect(attention_, &AttentionPanel::maps_changed, player_, &PlayerPanel::set_maps);
  connect(attention_, &AttentionPanel::seek_requested, player_, &PlayerPanel::seek_frame);
}

void MainWindow::connect_session() {
  connect(session_, &Session::opening, this, [this] {
    export_dialog_->set_video(session_->file());
    recall_failures();
    player_->focus_picture();  // Space plays, wherever the film was chosen
  });
  connect(session_, &Session::opened, recent_,
          [this](const VideoDetailsPtr& film) { recent_->add(from_path(film->file)); });
  connect(session_, &Session::frames_planned, this, [this] {
    conversation_->set_opened(player_->info(), player_->request(), player_->planned_frames());
  });
  connect(session_, &Session::turn_finished, this,
          [this](const engine::Turn& turn) { status_->set_speed(turn.tokens_per_s); });
  connect(session_, &Session::read_ahead, status_, &StatusLine::set_read_ahead);
  connect(session_, &Session::layout_known, this, [this](const QByteArray& layout) { restoreState(layout); });
  connect(session_, &Session::state_changed, this, &MainWindow::show_state);
}

void MainWindow::connect_inference() {
  connect(inference_, &Inference::busy_changed, this, [this](bool busy) {
    conversation_->set_busy(busy);
    stop_->setEnabled(busy);
  });
  stop_->setEnabled(false);
  connect(inference_, &Inference::progressed, this, [this](const ProgressState& state) {
    conversation_->set_progress(state);
    // A comparison reads its tokens all at once, which is not the speed of writing.
    if (state.phase == base::Phase::Generate && session_->answering()) status_->set_speed(state.units_per_s);
  });
  connect(inference_, &Inference::warned, conversation_, &ConversationPanel::show_warning);
  connect(inference_, &Inference::failed, this, [this](Inference::Task task, const Failure& failure) {
    if (failure.stopped() || task == Inference::Task::Compare || task == Inference::Task::Check) return;
    conversation_->show_failure(failure.code, failure.message);
  });
  connect(model_, &ModelChoice::changed, this, &MainWindow::show_state);
  connect(preferences_, &Preferences::preparing, status_, &StatusLine::set_background);
  connect(preferences_, &Preferences::notice, conversation_, &ConversationPanel::show_notice);
  connect(saver_, &TranscriptSaver::saved, this, [this](const QString& file) {
    conversation_->show_notice([file] { return tr("The transcript was saved as %1.").arg(file); });
    if (closing_) close();
  });
  connect(saver_, &TranscriptSaver::failed, this, [this](const Failure& failure) {
    closing_ = false;
    if (!failure.stopped()) conversation_->show_failure(failure.code, failure.message);
  });
}

void MainWindow::connect_conversation() {
  connect(conversation_, &ConversationPanel::ask_requested, this,
          [this](const QString& question, const engine::AskOptions& options, int after_turns) {
            engine::AskOptions ask = options;
            ask.attention = attention_->recording();
            library_notice_ = {};
            session_->ask(question, ask, after_turns);
          });
  connect(conversation_, &ConversationPanel::truncate_requested, session_, &Session::truncate);
  connect(conversation_, &ConversationPanel::seek_requested, player_, &PlayerPanel::seek_frame);
  connect(conversation_, &ConversationPanel::word_picked, attention_, &AttentionPanel::show_word);
  connect(attention_, &AttentionPanel::word_shown, conversation_, &ConversationPanel::mark_word);
  connect(conversation_, &ConversationPanel::stop_requested, inference_, &Inference::stop);
  connect(conversation_, &ConversationPanel::choose_model_requested, model_, &ModelChoice::choose);
  connect(conversation_, &ConversationPanel::start_anew_requested, restart_, &QAction::trigger);
  connect(conversation_, &ConversationPanel::builtin_model_requested, model_, &ModelChoice::use_builtin);
  connect(compare_, &ComparePanel::shown_by_menu, this, [this] {
    auto* dock = qobject_cast<QDockWidget*>(compare_->parentWidget());
    dock->show();
    dock->raise();
  });
}

void MainWindow::connect_library() {
  auto* opener = new SessionOpener(*session_, *library_, *library_panel_, chooser_, this);
  connect(opener, &SessionOpener::notice, conversation_, &ConversationPanel::show_notice);
  connect(opener, &SessionOpener::error, conversation_, &ConversationPanel::show_error);
  connect(library_panel_, &LibraryPanel::open_video_requested, this,
          [this](const QString& file) { open_video(file); });
  connect(library_, &Library::cache_cleared, this, [this](qint64 bytes) {
    conversation_->show_notice(
        [bytes] { return tr("The cache of analysed videos was emptied (%1).").arg(format_bytes(bytes)); });
  });
  connect(library_, &Library::unusable, this, [this](const base::Message& message) {
    library_notice_ = message;
    conversation_->show_failure(base::ErrorCode::Output, message);
  });
}

void MainWindow::show_film(const QString& file, double time_s, const media::TimeRange& range) {
  if (session_->film() && session_->file() == QFileInfo(file).absoluteFilePath()) {
    player_->seek_time(time_s);
    player_->set_range(range);
  } else {
    player_->set_range_of_next(range);
    open_video(file, {}, time_s);
  }
}

void MainWindow::show_state() {
  const QString file = session_->file();
  film_panels_->set_film(!file.isEmpty());
  close_film_->setEnabled(!file.isEmpty());
  setWindowTitle(file.isEmpty() ? tr("Video-Panda Studio")
                                : tr("%1 – Video-Panda Studio").arg(plain_title(QFileInfo(file).fileName())));
  status_->show_model(session_->model(), session_->model_expected(), model_->name(), model_->is_builtin());

  const bool answered = !session_->turns().empty();
  for (QAction* action : {copy_, restart_}) action->setEnabled(answered);
  // A save would have to wait for the answer's end, for minutes perhaps, with nothing to be seen of it.
  save_->setEnabled(answered && session_->film() && !session_->answering());
  save_->setToolTip(session_->answering()
                        ? tr("An answer is being written. Save when it has ended, or stop it (Esc).")
                        : tr(kSaveTip));
  export_->setEnabled(save_->isEnabled());
  export_dialog_->set_available(save_->isEnabled());
}

void MainWindow::recall_failures() {
  if (!library_notice_.empty()) conversation_->show_failure(base::ErrorCode::Output, library_notice_);
  if (const std::optional<Failure>& failure = model_->failure())
    conversation_->show_failure(failure->code, failure->message);
}

void MainWindow::restore_settings() {
  const QSettings settings;
  place_->restore(settings.value(QStringLiteral("geometry")).toByteArray(),
                  settings.value(QStringLiteral("layout")).toByteArray(), [this] { set_first_sizes(); });
  player_->set_volume_percent(settings.value(QStringLiteral("volume"), 100).toInt());
  attention_->load_settings(settings);
}

void MainWindow::save_settings() const {
  QSettings settings;
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  settings.setValue(QStringLiteral("layout"), film_panels_->state());
  settings.setValue(QStringLiteral("volume"), player_->volume_percent());
  attention_->save_settings(settings);
}

}  // namespace vp::ui
