#include "ui/conversation/model_note.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

/// Questions of one conversation that the built-in model learned from ("max_turns" of its recipe,
/// resources/training/builtin.json).
constexpr int kLearnedTurns = 2;

}  // namespace

ModelNote::ModelNote(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel),
      choose_(new QPushButton),
      long_text_(new QLabel),
      anew_(new QPushButton) {
  setObjectName(QStringLiteral("model_note"));
  text_->setObjectName(QStringLiteral("model_note_text"));
  choose_->setObjectName(QStringLiteral("model_note_choose"));
  long_text_->setObjectName(QStringLiteral("model_note_long"));
  long_text_->setWordWrap(true);
  anew_->setObjectName(QStringLiteral("model_note_anew"));
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.88);
  for (QWidget* widget : std::initializer_list<QWidget*>{text_, choose_, long_text_, anew_})
    widget->setFont(small);
  for (QLabel* label : {text_, long_text_}) label->setTextFormat(Qt::PlainText);
  for (QPushButton* button : {choose_, anew_}) {
    button->setFlat(true);
    button->setCursor(Qt::PointingHandCursor);
  }
  text_->setWordWrap(true);
  auto* what = new QHBoxLayout;
  what->addWidget(text_, 1);
  what->addWidget(choose_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 2, 10, 2);
  layout->setSpacing(0);
  layout->addLayout(what);
  layout->addWidget(long_text_);
  layout->addWidget(anew_, 0, Qt::AlignLeft);
  connect(choose_, &QPushButton::clicked, this, &ModelNote::choose_model_requested);
  connect(anew_, &QPushButton::clicked, this, &ModelNote::start_anew_requested);
  translate(this, [this] { show_texts(); });
  apply_colours();
  set_state(false, 0);
}

void ModelNote::set_state(bool builtin, int turns) {
  const bool beyond = turns >= kLearnedTurns;
  long_text_->setVisible(beyond);
  anew_->setVisible(beyond);
  setVisible(builtin);
}

void ModelNote::show_texts() {
  setAccessibleName(tr("About the built-in model"));
  text_->setText(tr("Toy model: knows only drawn shapes"));
  text_->setToolTip(
      tr("The built-in model learned from clips that this program draws, and knows nothing of the real "
         "world."));
  choose_->setText(tr("Choose another…"));
  choose_->setAccessibleName(tr("Choose another model"));
  choose_->setToolTip(tr("Choose the folder of a Video-Panda checkpoint (Ctrl+Shift+O)"));
  long_text_->setText(tr("It learned conversations of %n question(s); further answers are less often right.",
                         nullptr, kLearnedTurns));
  anew_->setText(tr("Start anew"));
  anew_->setAccessibleName(tr("Start anew"));
  anew_->setToolTip(tr("The answers stay in the library (Ctrl+N)"));
}

void ModelNote::apply_colours() {
  styling_ = true;
  const Accents colours = accents(palette());
  setStyleSheet(
      QStringLiteral("#model_note { border: 1px solid %1; border-radius: 8px; }"
                     "#model_note QLabel { color: %2; }"
                     "#model_note QPushButton { color: %3; border: 1px solid transparent;"
                     " padding: 2px 4px; }"
                     "#model_note QPushButton:hover { text-decoration: underline; }"
                     "#model_note QPushButton:focus { border-color: %3; border-radius: 4px; }")
          .arg(colours.line.name(), colours.secondary.name(), palette().color(QPalette::Link).name()));
  styling_ = false;
}

void ModelNote::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !styling_) apply_colours();
}

}  // namespace vp::ui
