#include "ui/evidence/needs_dialog.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>
#include <vector>

#include "evidence/frame_knockout.h"
#include "ui/compare/examination_saver.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

/// In the order of the choice's entries.
constexpr const char* kLayerChoices[] = {"all", "early", "middle", "late"};

QString change_text(double value) {
  const QString number = QLocale().toString(std::abs(value), 'f', 2);
  return (value < -0.005 ? QStringLiteral("−") : value > 0.005 ? QStringLiteral("+") : QString()) + number;
}

}  // namespace

NeedsDialog::NeedsDialog(FileChooser& chooser, QWidget* parent)
    : QDialog(parent),
      saver_(new ExaminationSaver(chooser, this)),
      title_(new QLabel),
      table_(new QTableWidget),
      note_(new QLabel),
      message_(new QLabel),
      layers_label_(new QLabel),
      layers_(new QComboBox),
      measure_(new QPushButton),
      export_(new QPushButton),
      close_(new QPushButton) {
  setObjectName(QStringLiteral("needs_dialog"));
  for (QLabel* label : {title_, note_, message_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  note_->setObjectName(QStringLiteral("needs_note"));
  message_->hide();
  table_->setObjectName(QStringLiteral("needs_table"));
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  layers_->setObjectName(QStringLiteral("needs_layers"));
  for (int i = 0; i < static_cast<int>(std::size(kLayerChoices)); ++i) layers_->addItem(QString());
  layers_label_->setBuddy(layers_);
  measure_->setObjectName(QStringLiteral("needs_measure"));
  export_->setObjectName(QStringLiteral("needs_export"));
  close_->setObjectName(QStringLiteral("needs_close"));
  close_->setDefault(true);

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(layers_label_);
  buttons->addWidget(layers_);
  buttons->addWidget(measure_);
  buttons->addStretch(1);
  buttons->addWidget(export_);
  buttons->addWidget(close_);
  auto* layout = new QVBoxLayout(this);
  for (QWidget* widget : {static_cast<QWidget*>(title_), static_cast<QWidget*>(table_),
                          static_cast<QWidget*>(note_), static_cast<QWidget*>(message_)})
    layout->addWidget(widget, widget == table_ ? 1 : 0);
  layout->addLayout(buttons);
  resize(720, 420);

  connect(table_, &QTableWidget::cellClicked, this, [this](int row, int) {
    if (row < frames_.size()) emit seek_requested(frames_[row].index);
  });
  connect(table_, &QTableWidget::cellActivated, this, [this](int row, int) {
    if (row < frames_.size()) emit seek_requested(frames_[row].index);
  });
  connect(measure_, &QPushButton::clicked, this,
          [this] { emit measure_requested(QLatin1String(kLayerChoices[layers_->currentIndex()])); });
  connect(export_, &QPushButton::clicked, this, &NeedsDialog::export_result);
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  connect(saver_, &ExaminationSaver::saved, this, [this](const QString& file) {
    message_->setText(tr("Written: %1").arg(QFileInfo(file).fileName()));
    message_->show();
  });
  connect(saver_, &ExaminationSaver::failed, this, [this](const Failure& failure) {
    message_->setText(explained(failure.code, failure.message));
    message_->show();
  });
  translate(this, [this] { show_texts(); });
}

void NeedsDialog::show_texts() {
  setWindowTitle(tr("What the answer needs"));
  title_->setAccessibleName(tr("What was measured"));
  table_->setAccessibleName(tr("Change of the log-probability without each frame"));
  note_->setAccessibleName(tr("What these numbers do not say"));
  message_->setAccessibleName(tr("Message"));
  layers_label_->setText(tr("&Layers:"));
  layers_->setAccessibleName(tr("Layers in which frames are hidden"));
  layers_->setToolTip(
      tr("In which layers of the decoder question and answer may not look at a frame.\n"
         "In the published analysis of video models, what frames show reaches the text in middle layers."));
  const QStringList names{tr("All"), tr("Early third"), tr("Middle third"), tr("Late third")};
  for (int i = 0; i < names.size(); ++i) layers_->setItemText(i, names[i]);
  measure_->setText(tr("Measure"));
  measure_->setAccessibleName(tr("Measure in these layers"));
  measure_->setToolTip(tr("Score the answer again without each frame, in the chosen layers"));
  export_->setText(tr("Export…"));
  export_->setAccessibleName(tr("Export what was measured"));
  export_->setToolTip(tr("Write the result as a page, Markdown, JSON or CSV"));
  close_->setText(tr("Close"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Close this table (Esc)"));
  fill();
}

void NeedsDialog::set_knockout(const engine::Knockout& knockout, const QList<SeenFrame>& frames,
                               const EncodedVideoPtr& video) {
  knockout_ = knockout;
  frames_ = frames;
  video_ = video;
  export_->setEnabled(video_ != nullptr);
  message_->hide();
  fill();
}

void NeedsDialog::set_measurable(bool measurable) {
  measure_->setEnabled(measurable);
}

void NeedsDialog::fill() {
  const evidence::FrameKnockout& found = knockout_.frames;
  title_->setText(tr("Measured by hiding: how the log-probability of the answer, and of each word, changes "
                     "when question and answer may not look at a frame (layers %1 of 0–%2). Below 0 the "
                     "answer loses.")
                      .arg(to_qstring(evidence::text_of(found.layers)))
                      .arg(std::max(0, found.decoder_layers - 1)));
  note_->setText(
      tr("Later frames, the summary of the frame's chunk and earlier turns may still hold what the frame "
         "showed: a frame whose loss is small was not necessarily of no use."));
  QStringList headers{tr("Frame"), tr("Time"), tr("Answer")};
  std::vector<std::vector<double>> columns{evidence::changes(found, found.all())};
  for (const attention::AnswerWord& word : evidence::words(found)) {
    headers << to_qstring(word.text);
    columns.push_back(evidence::changes(found, word.tokens));
  }
  const int rows =
      static_cast<int>(std::min<qsizetype>(frames_.size(), static_cast<qsizetype>(found.frames())));
  table_->clear();
  table_->setColumnCount(static_cast<int>(headers.size()));
  table_->setRowCount(rows);
  table_->setHorizontalHeaderLabels(headers);
  for (int row = 0; row < rows; ++row) {
    const auto set = [&](int column, const QString& text, bool bold) {
      auto* item = new QTableWidgetItem(text);
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      QFont font = item->font();
      font.setBold(bold);
      item->setFont(font);
      table_->setItem(row, column, item);
    };
    set(0, QString::number(frames_[row].index), false);
    set(1, format_time(frames_[row].time_s), false);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double change = columns[i][static_cast<std::size_t>(row)];
      set(static_cast<int>(i) + 2, change_text(change), change <= -evidence::kLeastLoss);
    }
  }
  table_->resizeColumnsToContents();
}

void NeedsDialog::export_result() {
  if (video_) saver_->save(video_, knockout_, QStringLiteral("knockout"));
}

}  // namespace vp::ui
