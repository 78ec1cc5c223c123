#pragma once

#include <QScrollArea>
#include <optional>

class QLabel;
class QPushButton;

namespace vp::ui {

/// What the conversation needs before the first question can be asked.
enum class Readiness { NoVideo, NoModel, NeitherVideoNorModel, LoadingModel, Ready };

/// What came with this installation.
struct FirstStart {
  bool builtin_model = false;
};

/// The conversation before its first question: what to do next, with the buttons to do it.
class EmptyState final : public QScrollArea {
  Q_OBJECT

 public:
  explicit EmptyState(QWidget* parent = nullptr);

  void set_readiness(Readiness readiness, const QString& model_name);
  void set_first_start(const FirstStart& first_start);
  /// Whether the model in use is the built-in one: then it is said what it can and cannot do, and what is
  /// proposed are questions that it was trained for.
  void set_builtin_model(bool builtin);
  /// Whether the film is of the kind that the built-in model knows (looks_drawn); nothing while that is not
  /// known.
  void set_drawn(std::optional<bool> drawn);
  const QString& model_name() const { return model_name_; }

 signals:
  void choose_model_requested();
  void builtin_model_requested();
  void example_chosen(const QString& question);

 private:
  void show_state();
  void show_hint();
  void show_examples();

  QLabel* title_;
  QLabel* hint_;
  QLabel* notice_;
  QPushButton* choose_;
  QPushButton* use_builtin_;
  QList<QPushButton*> examples_;
  Readiness readiness_ = Readiness::NeitherVideoNorModel;
  QString model_name_;
  FirstStart first_start_;
  bool builtin_ = false;
  std::optional<bool> drawn_;
};

}  // namespace vp::ui
