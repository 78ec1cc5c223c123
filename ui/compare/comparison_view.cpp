#include "ui/compare/comparison_view.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <algorithm>

#include "ui/compare/token_colours.h"
#include "ui/conversation/text_display.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

namespace vp::ui {
namespace {

enum Column { kTitle, kChange, kTokens, kAnswer };

QLabel* plain_label(const QString& text, const char* name, const QString& accessible_name) {
  auto* label = new QLabel(text);
  label->setObjectName(QLatin1String(name));
  label->setAccessibleName(accessible_name);
  label->setTextFormat(Qt::PlainText);
  label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  return label;
}

}  // namespace

QString title_of(const engine::Intervention& intervention) {
  QStringList parts;
  if (intervention.without.fsra) parts << ComparisonView::tr("without FSRA");
  if (intervention.without.gstra) parts << ComparisonView::tr("without GSTRA");
  if (intervention.without.lste) parts << ComparisonView::tr("without LSTE");
  if (intervention.without.row) parts << ComparisonView::tr("without row tokens");
  if (intervention.without.lsd) parts << ComparisonView::tr("LSD averaged");
  if (intervention.order == engine::FrameOrder::Reversed) parts << ComparisonView::tr("frames reversed");
  if (intervention.order == engine::FrameOrder::Shuffled) parts << ComparisonView::tr("frames shuffled");
  return parts.join(QStringLiteral(", "));
}

ComparisonView::ComparisonView(QWidget* parent) : QScrollArea(parent) {
  setObjectName(QStringLiteral("comparison_view"));
  translate(this, [this] { setAccessibleName(tr("The answer under each intervention")); });
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  show_all();
}

void ComparisonView::clear() {
  unchanged_.reset();
  results_.clear();
  show_all();
}

void ComparisonView::set_unchanged(const engine::ScoredAnswer& answer) {
  results_.clear();
  unchanged_ = answer;
  show_all();
}

void ComparisonView::add_result(const engine::InterventionResult& result) {
  if (!unchanged_) return;
  results_.push_back(result);
  add_rows();
}

void ComparisonView::show_all() {
  auto* content = new QWidget;
  grid_ = new QGridLayout(content);
  grid_->setContentsMargins(2, 2, 8, 2);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(3);
  grid_->setColumnStretch(kTokens, 1);
  grid_->setColumnStretch(kAnswer, 1);
  rows_ = 0;
  setWidget(content);  // deletes the one before
  if (!unchanged_) return;
  QFont bold = font();
  bold.setBold(true);
  const QStringList heads{tr("Intervention"), tr("Change of log-probability (nats)"),
                          tr("Unchanged answer, token by token"), tr("Answer under the intervention")};
  for (int column = 0; column < heads.size(); ++column) {
    QLabel* head = plain_label(heads[column], "comparison_head", tr("Column"));
    head->setFont(bold);
    head->setMinimumWidth(1);
    grid_->addWidget(head, 0, column);
  }
  ++rows_;
  add_rows();
}

void ComparisonView::add_rows() {
  // Row 0 is the head, row 1 the unchanged answer; the stretch stays below the last.
  grid_->setRowStretch(rows_, 0);
  if (rows_ == 1)
    add_row(tr("unchanged"), tr("%1 (baseline)").arg(signed_number(unchanged_->log_probability())),
            tr("Log-probability of the answer: the natural logarithm, at temperature 1"), {},
            to_qstring(unchanged_->text));
  for (std::size_t i = static_cast<std::size_t>(rows_ - 2); i < results_.size(); ++i) {
    const engine::InterventionResult& result = results_[i];
    add_row(title_of(result.intervention), signed_number(result.change),
            tr("Change of the unchanged answer's log-probability, summed over its tokens"),
            result.log_probabilities, to_qstring(result.answer.text));
  }
  grid_->setRowStretch(rows_, 1);
}

void ComparisonView::add_row(const QString& title, const QString& number, const QString& number_tip,
                             const std::vector<float>& changed, const QString& answer) {
  QLabel* title_label = plain_label(title, "comparison_title", tr("Intervention"));
  QLabel* change = plain_label(number, "comparison_change", tr("Change of %1").arg(title));
  change->setToolTip(number_tip);
  change->setAlignment(Qt::AlignTop | Qt::AlignRight);
  QPalette clear = palette();
  clear.setColor(QPalette::Base, Qt::transparent);
  clear.setColor(QPalette::PlaceholderText, accents(palette()).secondary);
  auto* tokens = new TextDisplay;
  auto* said = new TextDisplay;
  for (TextDisplay* display : {tokens, said}) display->setPalette(clear);
  tokens->setObjectName(QStringLiteral("comparison_tokens"));
  tokens->setAccessibleName(tr("Tokens, %1").arg(title));
  show_tokens(*tokens, unchanged_->tokens, changed);
  said->setObjectName(QStringLiteral("comparison_answer"));
  said->setAccessibleName(tr("Answer, %1").arg(title));
  said->setPlaceholderText(tr("The model ended its answer at once."));
  said->setPlainText(answer);
  grid_->addWidget(title_label, rows_, kTitle, Qt::AlignTop);
  grid_->addWidget(change, rows_, kChange, Qt::AlignTop);
  grid_->addWidget(tokens, rows_, kTokens, Qt::AlignTop);
  grid_->addWidget(said, rows_, kAnswer, Qt::AlignTop);
  ++rows_;
}

QSize ComparisonView::minimumSizeHint() const {
  constexpr int kMostHeight = 190;
  return {QScrollArea::minimumSizeHint().width(),
          std::min(widget()->minimumSizeHint().height(), kMostHeight)};
}

bool ComparisonView::event(QEvent* event) {
  const bool done = QScrollArea::event(event);
  if (event->type() == QEvent::LayoutRequest) {
    updateGeometry();
    emit height_changed();
  }
  return done;
}

void ComparisonView::changeEvent(QEvent* event) {
  QScrollArea::changeEvent(event);
  // Later: rows must not be deleted while the change is being handed to them.
  const bool new_look = event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange;
  if (new_look && unchanged_)
    QMetaObject::invokeMethod(this, &ComparisonView::show_all, Qt::QueuedConnection);
}

}  // namespace vp::ui
