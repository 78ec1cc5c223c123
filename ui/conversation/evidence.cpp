#include "ui/conversation/evidence.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <algorithm>

#include "attention/reduction.h"
#include "engine/encoded_video.h"
#include "ui/look/flow_layout.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {

QList<Evidence> gstra_evidence(const engine::EncodedVideo& video, int count) {
  if (video.maps().empty()) return {};
  const std::vector<float> masses = attention::gstra_mass_per_frame(video.maps(), {});
  QList<Evidence> all;
  for (std::size_t i = 0; i < std::min(masses.size(), video.frames().size()); ++i) {
    const engine::SampledFrame& frame = video.frames()[i];
    // A frame is there twice where it took the place of one that cannot be decoded: once is enough.
    const auto same = [&](const Evidence& other) { return other.frame == frame.index; };
    if (const auto twin = std::find_if(all.begin(), all.end(), same); twin != all.end()) {
      twin->share = std::max(twin->share, static_cast<double>(masses[i]));
    } else {
      all.append({frame.index, frame.time_s, masses[i]});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Evidence& a, const Evidence& b) { return a.share > b.share; });
  all.resize(std::min<qsizetype>(all.size(), count));
  std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) { return a.frame < b.frame; });
  return all;
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
  setVisible(!evidence_.isEmpty());
}

void EvidenceRow::show_texts() {
  label_->setText(tr("Most attended:"));
  label_->setToolTip(
      tr("The sampled frames on which most of the visual part's attention (GSTRA) falls. It belongs to the "
         "video, not to the question."));
  for (qsizetype i = 0; i < chips_.size(); ++i) {
    const Evidence& item = evidence_[i];
    auto* chip = static_cast<QToolButton*>(chips_[i]);
    const QString time = format_time(item.time_s);
    chip->setText(time);
    chip->setAccessibleName(tr("Go to frame %1 at %2").arg(item.frame).arg(time));
    chip->setToolTip(tr("Frame %1 at %2: %3 % of GSTRA's attention in its chunk. Click to go there.")
                         .arg(item.frame)
                         .arg(time, QLocale().toString(item.share * 100, 'f', 0)));
  }
}

}  // namespace vp::ui
