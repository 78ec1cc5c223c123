#pragma once

#include <QList>
#include <QPair>
#include <QWidget>
#include <functional>
#include <vector>

#include "engine/interventions.h"
#include "engine/occlusion.h"
#include "ui/inference/inference.h"
#include "ui/player/hidden_patches.h"

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace vp::ui {

class CheckView;
class ComparisonView;
class ExaminationSaver;
class FileChooser;
class HiddenInPicture;
class Session;

/// What stands behind an answer: the same question under interventions, and with patches hidden.
class ComparePanel final : public QWidget {
  Q_OBJECT

 public:
  /// `chooser` must outlive the panel.
  explicit ComparePanel(FileChooser& chooser, QWidget* parent = nullptr);

  /// What is looked into, and who does it; both must outlive the panel's last event. `options` says how a
  /// question is answered that was not asked yet.
  void show_session(const Session& session, Inference& inference,
                    std::function<engine::AskOptions()> options);

  /// Adds "compare" and "check" to the menu.
  void fill_menu(QMenu& menu);
  /// The frame that is on the screen.
  void set_position(qint64 frame, double time_s);

 signals:
  /// What the check that is looked at has hidden in the picture.
  void hidden_changed(const vp::ui::HiddenPatches& hidden);
  /// The panel is wanted in front, by its menu entry.
  void shown_by_menu();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// True where the panel is seen already: what takes minutes is not begun unseen.
  bool comes_to_front(int page);
  /// The question that was asked last stands in the field, unless the user wrote another one.
  void set_question(const QString& question);
  /// What the model can be compared under: parts that it has not got are not offered.
  void set_interventions(const std::vector<engine::Intervention>& interventions);
  /// Whether the model has maps that can be checked: others' page is not there.
  void set_checkable(bool checkable);
  /// Whether a video and a model are there.
  void set_ready(bool ready);
  /// Forgets results and question: another video or conversation.
  void clear();
  void set_progress(const ProgressState& state);
  void finish_check(const engine::OcclusionCheck& check, const EncodedVideoPtr& video);
  void export_comparison();
  void export_check();
  /// Another model, or other frames: what runs was given up, and the results are of those before. The
  /// question stays.
  void forget_results();
  /// The run ended without all of its results; an empty sentence: the user stopped it.
  void fail(const QString& sentence);
  QWidget* make_compare_page();
  void add_choice(const char* name, const char* label, const char* tool_tip, bool checked);
  void show_texts(QLabel& question_label);
  std::vector<engine::Intervention> chosen() const;
  void compare();
  void check();
  void start(const QString& what);
  void end(const QString& message);
  void show_message(const QString& message);
  /// As much room for the results as they need, within bounds.
  void make_room();
  void show_page(int page);
  void update_state();

  Inference* inference_ = nullptr;
  std::function<engine::AskOptions()> options_;
  QLineEdit* question_;
  QTabBar* tabs_;
  QStackedWidget* pages_;
  QScrollArea* scroll_;  ///< of the pages, where the window is low
  QList<QPair<QByteArray, QCheckBox*>> choices_;
  QPushButton* run_;
  QPushButton* export_;
  ComparisonView* comparison_;
  CheckView* check_;
  HiddenInPicture* hidden_;
  ExaminationSaver* saver_;
  QLabel* message_;
  QPushButton* show_folder_;
  QWidget* progress_row_;
  QLabel* progress_label_;
  QProgressBar* progress_bar_;
  QPushButton* stop_;
  QAction* compare_action_;
  QAction* check_action_;
  QString asked_;  ///< what set_question put into the field
  QString running_;
  QString compared_;         ///< the question of the comparison on the screen
  QString saved_;            ///< the file that was written last
  EncodedVideoPtr video_;    ///< that was compared; null while there is no whole comparison
  EncodedVideoPtr checked_;  ///< the same of the check
  bool ready_ = false;
};

}  // namespace vp::ui
