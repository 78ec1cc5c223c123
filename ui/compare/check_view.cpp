#include "ui/compare/check_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/compare/occlusion_plot.h"
#include "ui/compare/token_colours.h"
#include "ui/compare/verdict.h"
#include "ui/look/elided_label.h"
#include "ui/look/format.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

QTableWidgetItem* number_item(const QString& text) {
  auto* item = new QTableWidgetItem(text);
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  return item;
}

}  // namespace

CheckView::CheckView(QWidget* parent)
    : QWidget(parent),
      map_(new QComboBox),
      run_(new QPushButton),
      export_(new QPushButton),
      answer_(new ElidedLabel),
      verdict_(new QLabel),
      plot_(new OcclusionPlot),
      table_(new QTableWidget) {
  setObjectName(QStringLiteral("check_view"));
  map_->setObjectName(QStringLiteral("check_map"));
  map_->addItems({QStringLiteral("FSRA"), QStringLiteral("GSTRA")});
  run_->setObjectName(QStringLiteral("run_check"));
  connect(run_, &QPushButton::clicked, this, &CheckView::run_requested);
  export_->setObjectName(QStringLiteral("export_check"));
  connect(export_, &QPushButton::clicked, this, &CheckView::export_requested);
  auto* label = new QLabel;
  label->setBuddy(map_);
  answer_->setObjectName(QStringLiteral("check_answer"));
  verdict_->setObjectName(QStringLiteral("check_verdict"));
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  verdict_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  verdict_->hide();
  auto* top = new QHBoxLayout;
  top->addWidget(label);
  top->addWidget(map_);
  top->addWidget(run_);
  top->addWidget(export_);
  top->addWidget(answer_, 1);

  table_->setObjectName(QStringLiteral("check_table"));
  table_->setColumnCount(4);
  table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setStretchLastSection(true);
  connect(table_, &QTableWidget::currentCellChanged, this, [this](int row) { emit share_chosen(row); });
  table_->setSelectionMode(QAbstractItemView::ContiguousSelection);
  table_->setTabKeyNavigation(false);
  table_->setMinimumHeight(60);
  table_->setMinimumWidth(120);
  auto* results = new QHBoxLayout;
  results->addWidget(plot_, 3);
  results->addWidget(table_, 2);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 6, 0, 0);
  layout->setSpacing(6);
  layout->addLayout(top);
  layout->addWidget(verdict_);
  layout->addLayout(results, 1);
  clear();
  translate(this, [this, label] { show_texts(*label); });
}

void CheckView::show_texts(QLabel& map_label) {
  map_label.setText(tr("&Map:"));
  map_->setAccessibleName(tr("Map to check"));
  map_->setToolTip(tr("The map that says which patches are attended most (mean of its heads)"));
  run_->setText(tr("Check"));
  run_->setAccessibleName(tr("Check the map"));
  run_->setToolTip(
      tr("Hide 5, 10, 20 and 40 % of the patches: the most attended, and five times as many random ones.\n"
         "Each is encoded and read again; a large model needs minutes."));
  export_->setText(tr("Export…"));
  export_->setAccessibleName(tr("Export the check"));
  export_->setToolTip(tr("Write the result as a page, Markdown, JSON or CSV"));
  verdict_->setAccessibleName(tr("What the check says"));
  table_->setAccessibleName(tr("Change of the answer's log-probability"));
  table_->setToolTip(tr("The picture shows what was hidden of it for the chosen share"));
  table_->setHorizontalHeaderLabels({tr("Hidden"), tr("Patches"), tr("Most attended"), tr("Random")});
  table_->horizontalHeaderItem(3)->setToolTip(tr("Mean of the random choices ± their standard deviation"));
  // The corner between the headers is a button of its own.
  for (auto* corner : table_->findChildren<QAbstractButton*>()) corner->setAccessibleName(tr("Select all"));
  if (result_) set_result(engine::OcclusionCheck(*result_));
}

engine::OcclusionOptions CheckView::options() const {
  engine::OcclusionOptions options;
  options.map = map_->currentIndex() == 0 ? attention::FrameMap::Fsra : attention::FrameMap::Gstra;
  return options;
}

void CheckView::set_enabled(bool enabled) {
  map_->setEnabled(enabled);
  run_->setEnabled(enabled);
}

void CheckView::clear() {
  result_.reset();
  export_->setEnabled(false);
  answer_->set_text({});
  verdict_->hide();
  plot_->set_points({});
  plot_->setAccessibleDescription({});
  table_->setRowCount(0);
}

void CheckView::set_result(const engine::OcclusionCheck& check) {
  result_ = check;
  export_->setEnabled(true);
  const QString map =
      check.options.map == attention::FrameMap::Fsra ? QStringLiteral("FSRA") : QStringLiteral("GSTRA");
  answer_->set_text(tr("%1 · “%2”, log-probability %3")
                        .arg(map, to_qstring(check.answer.text).simplified(),
                             signed_number(check.answer.log_probability())));
  verdict_->setText(describe_verdict(check));
  verdict_->setVisible(!check.points.empty());
  plot_->set_points(check.points);
  table_->setRowCount(static_cast<int>(check.points.size()));
  QStringList spoken;
  for (int row = 0; row < table_->rowCount(); ++row) {
    const engine::OcclusionPoint& point = check.points[static_cast<std::size_t>(row)];
    const QString share = tr("%1 %").arg(point.share_percent);
    const QString attended = signed_number(point.attended), mean = signed_number(point.random_mean());
    table_->setItem(row, 0, number_item(share));
    table_->setItem(row, 1, number_item(QLocale().toString(static_cast<qlonglong>(point.hidden))));
    table_->setItem(row, 2, number_item(attended));
    table_->setItem(row, 3,
                    number_item(tr("%1 ± %2").arg(mean, QLocale().toString(point.random_spread(), 'f', 3))));
    spoken << tr("%1 hidden: most attended %2, random %3").arg(share, attended, mean);
  }
  plot_->setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  if (table_->currentRow() < 0 && table_->rowCount() > 0) table_->setCurrentCell(0, 0);
}

void CheckView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  emit looked_at(true);
}

void CheckView::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  emit looked_at(false);
}

}  // namespace vp::ui
