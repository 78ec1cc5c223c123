#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QTemporaryDir>
#include <QTimer>
#include <memory>

#include "library/session_store.h"
#include "ui/file_chooser.h"
#include "ui/main_window.h"

class QTreeWidget;

namespace vp::test {

/// Answers file questions in the user's place.
class ScriptedChooser final : public ui::FileChooser {
 public:
  QString answer;
  QString proposed;  ///< the name that was proposed last, where one is

  void open_video(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void choose_checkpoint(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void save_transcript(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void save_examination(QWidget*, const QString& name, Chosen chosen) override {
    proposed = name;
    give(chosen);
  }
  void open_transcript(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void open_videos(QWidget*, const QString&, ChosenSeveral chosen) override {
    if (!answer.isEmpty()) chosen(answer.split(QLatin1Char('\n')));
  }
  void open_questions(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void save_results(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void save_table(QWidget*, const QString&, Chosen chosen) override { give(chosen); }
  void choose_folder(QWidget*, const QString&, Chosen chosen) override { give(chosen); }

 private:
  void give(const Chosen& chosen) const {
    if (!answer.isEmpty()) chosen(answer);
  }
};

/// Measures how long the window's thread does not come back to its event loop.
class StallMeter final : public QObject {
 public:
  StallMeter();
  /// Of the clock on the wall and of the thread's own computing, in milliseconds.
  double longest_wall_ms() const { return wall_ms_; }
  double longest_cpu_ms() const { return cpu_ms_; }
  /// Begins to measure anew.
  void reset();

 private:
  QTimer timer_;
  QElapsedTimer clock_;
  double last_cpu_ms_ = 0;
  double wall_ms_ = 0;
  double cpu_ms_ = 0;
};

/// Keeps the settings of all windows in this folder instead of the user's. False where there is no folder.
bool use_own_settings(const QTemporaryDir& folder);

/// A window that is used through its widgets, by key and mouse.
class StudioDriver {
 public:
  /// Without a model when `model` is empty. Sessions are kept in `library`, or in a folder of the driver's
  /// own that goes with it. `memory_bytes`: of the machine, as checkpoints are recommended for it; 0: this
  /// one's.
  StudioDriver(const QString& model, int max_new_tokens = 48, const QString& builtin_model = {},
               const QString& sample_clip = {}, const QString& library = {}, std::int64_t memory_bytes = 0);

  /// Shows the window and waits for its activation.
  bool show();
  template <typename T>
  T* find(const char* name) const {
    return window->findChild<T*>(QLatin1String(name));
  }
  QAction* action(const char* name) const { return find<QAction>(name); }

  void open(const QString& file) { window->open_video(file); }
  /// Shows the window and waits until the model has seen the film.
  bool show_encoded(const QString& file);
  /// Opens a film of write_coded_video() and waits for its first picture.
  bool open_coded(const QString& file);
  /// The number in the picture of such a film; -1 for another picture.
  int coded_picture() const;
  /// A click on the button of this name.
  void press(const char* button) const;
  /// Brings a panel to the front and waits until it is seen.
  bool raise_panel(const char* panel) const;
  /// The frame number that the transport bar shows; -1 without a video.
  int shown_frame() const;
  /// What is painted where the picture is.
  QImage painted_picture() const;
  /// Every answer in the conversation as the model wrote it, in order.
  QStringList answers() const;
  /// What is said about each answer: how it ended and what was measured.
  QStringList footers() const;
  /// The inline message, empty when there is none.
  QString message() const;
  /// Writes a question with the keyboard and presses Enter.
  void type_question(const QString& question) const;
  /// Shows the window with the library in it, which a screen as small as a test's does not at first.
  bool show_library();
  /// Waits until the model has seen so many frames of the film, and nothing runs.
  bool encoded(int frames = 8) const;
  /// Asks and waits for the answer's end.
  bool ask(const QString& question) const;
  /// Frames of the timeline that the model has been shown.
  int thumbnail_count() const;
  bool idle() const;
  QTreeWidget* library_tree() const;
  /// The sessions of the list as their titles, in order.
  QStringList sessions() const;
  /// Chooses the first session with the keyboard and opens it.
  void open_first_session() const;

  ScriptedChooser chooser;
  QTemporaryDir storage;
  std::unique_ptr<ui::MainWindow> window;
};

/// A library and a film in a folder that goes with it, for windows one after the other and beside each other.
class LibraryFolder {
 public:
  LibraryFolder();
  /// A window with the library shown; null where that failed.
  std::unique_ptr<StudioDriver> window(const QString& model, int max_new_tokens) const;
  /// The same, with the film open and encoded.
  std::unique_ptr<StudioDriver> ready_window(const QString& model, int max_new_tokens) const;
  /// What is on the disk.
  library::SessionStore stored() const;
  QString path(const QString& name = {}) const { return folder_.filePath(name); }

 private:
  QTemporaryDir folder_;

 public:
  QString file;  ///< of the library
  QString clip;  ///< a copy of the golden clip
};

}  // namespace vp::test
