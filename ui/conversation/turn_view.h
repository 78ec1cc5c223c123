#pragma once

#include <QFrame>
#include <optional>

#include "engine/conversation.h"
#include "ui/conversation/evidence.h"

class QLabel;
class QToolButton;

namespace vp::ui {

class TextDisplay;
enum class Glyph;

/// One question and its answer, while it is written and afterwards, with what can be done with it.
class TurnView final : public QFrame {
  Q_OBJECT

 public:
  explicit TurnView(const QString& question, QWidget* parent = nullptr);

  QString question() const { return question_text_; }
  /// As the model wrote it.
  QString answer() const;
  void append_text(const QString& text);
  void finish(const engine::Turn& turn);
  /// Nothing was answered, and why.
  void fail(const QString& sentence);
  /// Answered, so that the engine's conversation holds it.
  bool answered() const { return turn_.has_value(); }
  /// The model that is loaded: an answer of another one says so. Not known: none is.
  void set_model(const engine::AnsweredBy& model);
  /// Frames that stand for the answers of the model that encoded the video; those of others have none.
  void set_evidence(const QList<Evidence>& evidence, const engine::AnsweredBy& encoded_by);
  /// Whether asking again, editing and deleting are possible now.
  void set_changeable(bool changeable);
  /// Marks the turn whose question is being edited.
  void set_edited(bool edited);

 signals:
  void again_requested();
  void edit_requested();
  void delete_requested();
  void seek_requested(qint64 frame);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QToolButton* add_button(const char* name, Glyph glyph);
  void show_texts();
  void show_footer();
  void show_evidence();
  void apply_colours();

  QString question_text_;
  std::optional<engine::Turn> turn_;
  engine::AnsweredBy model_;
  QList<Evidence> frames_;
  engine::AnsweredBy encoded_by_;
  QString failure_;
  QFrame* question_box_;
  TextDisplay* question_;
  TextDisplay* answer_;
  EvidenceRow* evidence_;
  QLabel* footer_;
  QWidget* buttons_;
  QToolButton* copy_;
  QToolButton* again_;
  QToolButton* edit_;
  QToolButton* delete_;
  bool edited_ = false;
  bool styling_ = false;
};

/// "Greedy" options give nothing; else "temperature 0.7", "top-p 0.9", "seed 5", …
QStringList describe_settings(const engine::AskOptions& options);

}  // namespace vp::ui
