#include "ui/conversation/evidence.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <algorithm>
#include <vector>

#include "ui/look/flow_layout.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {

namespace {

constexpr double kLeastShare = 0.0005;  // less is shown as 0.0 %

/// "15 %", "4.2 %"
QString format_share(double share) {
  return QLocale().toString(share * 100, 'f', share < 0.1 ? 1 : 0);
}

}  // namespace

QList<Evidence> answer_evidence(const attention::AnswerAttention& record, const attention::TokenRange& tokens,
                                const QList<SeenFrame>& frames, int count) {
  if (tokens.first >= tokens.last || record.frames.size() < static_cast<std::size_t>(frames.size()))
    return {};
  const std::vector<attention::FrameMass> masses =
      attention::answer_masses(record, tokens, attention::kAllRows);
  QList<Evidence> all;
  for (qsizetype i = 0; i < frames.size(); ++i) {
    const double share = masses[static_cast<std::size_t>(i)].total();
    const auto same = [&](const Evidence& other) { return other.frame == frames[i].index; };
    if (const auto twin = std::find_if(all.begin(), all.end(), same); twin != all.end())
      twin->share += share;
    else
      all.append({frames[i].index, frames[i].time_s, share});
  }
  all.removeIf([](const Evidence& item) { return item.share < kLeastShare; });
  std::stable_sort(all.begin(), all.end(),
                   [](const Evidence& a, const Evidence& b) { return a.share > b.share; });
  all.resize(std::min<qsizetype>(all.size(), count));
  return all;
}

QList<Evidence> measured_evidence(const evidence::FrameKnockout& knockout, const QList<SeenFrame>& frames,
                                  int count) {
  if (knockout.frames() != static_cast<std::size_t>(frames.size())) return {};
  const std::vector<double> changes = evidence::changes(knockout, knockout.all());
  QList<Evidence> needed;
  for (const std::size_t i : evidence::needed_frames(changes, static_cast<std::size_t>(count))) {
    const SeenFrame& frame = frames[static_cast<qsizetype>(i)];
    needed.append({frame.index, frame.time_s, 0, changes[i]});
  }
  return needed;
}

EvidenceRow::EvidenceRow(QWidget* parent) : QWidget(parent), label_(new QLabel) {
  auto* layout = new FlowLayout(6, 4, this);
  layout->setContentsMargins(0, 0, 0, 0);
  label_->setObjectName(QStringLiteral("evidence_label"));
  layout->addWidget(label_);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  translate(this, [this] { show_texts(); });
  hide();
}

void EvidenceRow::set_evidence(const QList<Evidence>& evidence) {
  measured_ = false;
  make_chips(evidence);
  setVisible(!evidence_.isEmpty());
}

void EvidenceRow::set_measured(const QList<Evidence>& evidence) {
  measured_ = true;
  make_chips(evidence);
  show();
}

void EvidenceRow::make_chips(const QList<Evidence>& evidence) {
  qDeleteAll(chips_);
  chips_.clear();
  evidence_ = evidence;
  for (const Evidence& item : evidence_) {
    auto* chip = new QToolButton;
    chip->setObjectName(QStringLiteral("evidence_chip"));
    chip->setStyleSheet(
        QStringLiteral("QToolButton { padding: 1px 8px; border: 1px solid palette(mid); border-radius: 9px;"
                       " background: palette(base); }"
                       "QToolButton:hover { border-color: palette(highlight); }"
                       "QToolButton:focus { border: 2px solid palette(link); padding: 0px 7px; }"));
    connect(chip, &QToolButton::clicked, this, [this, frame = item.frame] { emit seek_requested(frame); });
    layout()->addWidget(chip);
    chips_.append(chip);
  }
  show_texts();
}

void EvidenceRow::show_texts() {
  label_->setText(!measured_            ? tr("Looked at for this answer:")
                  : evidence_.isEmpty() ? tr("Measured by hiding: no frame alone is needed")
                                        : tr("Needed, measured by hiding:"));
  label_->setToolTip(
      measured_
          ? tr("What the answer's log-probability loses when question and answer may not look at a frame. "
               "Later frames, the summary of the frame's chunk and earlier turns may still hold what it "
               "showed: a frame that is not named was not necessarily of no use.")
          : tr("Depends on this answer: the frames on which most of this answer's attention falls: of what "
               "its tokens attend to, the mean "
               "of the recorded layers and heads. The rest lies on other frames and on the text."));
  for (qsizetype i = 0; i < chips_.size(); ++i) {
    const Evidence& item = evidence_[i];
    auto* chip = static_cast<QToolButton*>(chips_[i]);
    const QString time = format_time(item.time_s), share = format_share(item.share);
    const QString change = QLocale().toString(item.change, 'f', 2);
    chip->setText(measured_ ? tr("%1 \u00b7 %2").arg(time, change)
                            : tr("%1 \u00b7 %2\u00a0%").arg(time, share));
    chip->setAccessibleName(tr("Go to frame %1 at %2").arg(item.frame).arg(time));
    chip->setToolTip((measured_ ? tr("Frame %1 at %2: without it the answer's log-probability changes by "
                                     "%3. Click to go there.")
                                : tr("Frame %1 at %2: %3 % of the attention of this answer. Click to go "
                                     "there."))
                         .arg(item.frame)
                         .arg(time, measured_ ? change : share));
    chip->setAccessibleDescription(chip->toolTip());
  }
}

}  // namespace vp::ui
