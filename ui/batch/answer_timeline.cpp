#include "ui/batch/answer_timeline.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "ui/look/format.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

constexpr int kMostLanes = 4;

QColor colour_of(const AnswerBlock& block, const QPalette& palette) {
  if (block.state != BatchCellState::Answered) {
    QColor faint = palette.color(QPalette::PlaceholderText);
    faint.setAlphaF(block.state == BatchCellState::Failed ? 0.6F : 0.25F);
    return faint;
  }
  // Pale, below the words of the answer; an answer may itself be a colour. Steps of about the golden angle
  // keep the hues of different answers apart.
  const auto hue = static_cast<int>(qHash(block.answer.simplified().toCaseFolded(), size_t{0}) * 137 % 360);
  return palette.color(QPalette::Base).lightness() < 128 ? QColor::fromHsv(hue, 110, 95)
                                                         : QColor::fromHsv(hue, 45, 240);
}

}  // namespace

AnswerTimeline::AnswerTimeline(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("answer_timeline"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  hide();
}

void AnswerTimeline::set_blocks(std::vector<AnswerBlock> blocks, int current) {
  blocks_ = std::move(blocks);
  current_ = -1;
  duration_s_ = 0;
  lanes_.clear();
  std::vector<double> ends;  // of each lane
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    duration_s_ = std::max(duration_s_, blocks_[i].end_s);
    if (blocks_[i].row == current) current_ = static_cast<int>(i);
    auto lane = static_cast<std::size_t>(
        std::find_if(ends.begin(), ends.end(), [&](double end) { return end <= blocks_[i].start_s + 1e-9; }) -
        ends.begin());
    // Where more overlap than there is room for they hide one another.
    lane = std::min<std::size_t>(lane, kMostLanes - 1);
    if (lane == ends.size()) ends.push_back(0);
    ends[lane] = blocks_[i].end_s;
    lanes_.push_back(static_cast<int>(lane));
  }
  lane_count_ = std::max<int>(1, static_cast<int>(ends.size()));
  setVisible(!blocks_.empty());
  updateGeometry();
  update();
}

QSize AnswerTimeline::sizeHint() const {
  return {200, lane_count_ * lane_height() + fontMetrics().lineSpacing() + 6};
}

int AnswerTimeline::lane_height() const {
  return fontMetrics().lineSpacing() + 4;
}

QRectF AnswerTimeline::rect_of(std::size_t block) const {
  const double scale = duration_s_ > 0 ? (width() - 2) / duration_s_ : 0;
  const AnswerBlock& shown = blocks_[block];
  return {1 + shown.start_s * scale, 1.0 + lanes_[block] * lane_height(),
          std::max(2.0, (shown.end_s - shown.start_s) * scale - 1), lane_height() - 2.0};
}

int AnswerTimeline::block_at(QPointF place) const {
  for (std::size_t i = blocks_.size(); i-- > 0;)
    if (rect_of(i).adjusted(0, -1, 1, 1).contains(place)) return static_cast<int>(i);
  return -1;
}

void AnswerTimeline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::Text));
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const QRectF rect = rect_of(i);
    painter.fillRect(rect, colour_of(blocks_[i], palette()));
    const QRectF inner = rect.adjusted(4, 0, -4, 0);
    // An ellipsis alone says nothing.
    if (inner.width() < 3 * fontMetrics().averageCharWidth()) continue;
    const QString text = fontMetrics().elidedText(blocks_[i].answer.simplified(), Qt::ElideRight,
                                                  static_cast<int>(inner.width()));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, text);
  }
  if (current_ >= 0) {
    painter.setPen(QPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Text), 2));
    painter.drawRect(rect_of(static_cast<std::size_t>(current_)));
  }
  painter.setPen(palette().color(QPalette::Text));
  const QRect below(0, lane_count_ * lane_height() + 2, width(), fontMetrics().lineSpacing() + 2);
  painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, format_time(0));
  painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, format_time(duration_s_));
}

void AnswerTimeline::choose(int block) {
  if (block < 0 || block >= static_cast<int>(blocks_.size())) return;
  emit row_chosen(blocks_[static_cast<std::size_t>(block)].row);
}

void AnswerTimeline::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(block_at(event->position()));
}

void AnswerTimeline::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left)
    choose(current_ - 1);
  else if (event->key() == Qt::Key_Right)
    choose(current_ + 1);
  else
    QWidget::keyPressEvent(event);
}

bool AnswerTimeline::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int block = block_at(help->pos());
  if (block < 0) {
    QToolTip::hideText();
  } else {
    const AnswerBlock& shown = blocks_[static_cast<std::size_t>(block)];
    QToolTip::showText(
        help->globalPos(),
        plain_tip(QStringLiteral("%1 – %2\n%3")
                      .arg(format_time(shown.start_s), format_time(shown.end_s), shown.answer)),
        this);
  }
  return true;
}

}  // namespace vp::ui
