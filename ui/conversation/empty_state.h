#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace vp::ui {

/// What the conversation needs before the first question can be asked.
enum class Readiness { NoVideo, NoModel, NeitherVideoNorModel, LoadingModel, Ready };

/// The conversation before its first question: what to do next, with the buttons to do it.
class EmptyState final : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(QWidget* parent = nullptr);

  void set_readiness(Readiness readiness, const QString& model_name);
  /// A line about the model, below the hint; empty for none.
  void set_notice(const QString& notice);

 signals:
  void open_video_requested();
  void choose_model_requested();
  void example_chosen(const QString& question);

 private:
  QLabel* title_;
  QLabel* hint_;
  QLabel* notice_;
  QPushButton* open_;
  QPushButton* choose_;
  QList<QPushButton*> examples_;
};

}  // namespace vp::ui
