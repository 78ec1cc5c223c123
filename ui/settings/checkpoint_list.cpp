#include "ui/settings/checkpoint_list.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <utility>

#include "checkpoint/system_name.h"
#include "engine/checkpoint_report.h"
#include "ui/file_chooser.h"
#include "ui/inference/worker.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"
#include "ui/settings/studio_settings.h"

namespace vp::ui {
namespace {

enum Column { Name, Size, Precision, State, Columns };
constexpr int kFolderRole = Qt::UserRole;
constexpr qsizetype kShownProblems = 4;

QString absolute(const QString& folder) {
  return folder.isEmpty() ? QString() : QFileInfo(folder).absoluteFilePath();
}

CheckpointFacts facts_of(const engine::LoadOptions& load, qint64 memory_bytes) {
  const engine::CheckpointReport report =
      engine::inspect_checkpoint({load.folder, load.encoder, load.projector});
  CheckpointFacts facts;
  facts.system = checkpoint::name_of(report.config.system);
  facts.bytes = report.needed_bytes;
  facts.parameters = report.visual_parameters + report.decoder_parameters;
  for (const auto& [name, count] : report.dtypes) facts.precisions << to_qstring(name);
  facts.problems = report.problems;
  facts.advice = prepare::advise_on_preparing(load, memory_bytes);
  return facts;
}

}  // namespace

CheckpointList::CheckpointList(Worker& worker, FileChooser& chooser, qint64 memory_bytes, QWidget* parent)
    : QWidget(parent),
      worker_(worker),
      chooser_(chooser),
      memory_bytes_(memory_bytes),
      tree_(new QTreeWidget),
      details_(new QLabel),
      add_(new QPushButton(icon(Glyph::Open), QString())),
      prepare_(new QPushButton),
      remove_(new QPushButton) {
  tree_->setObjectName(QStringLiteral("checkpoints"));
  tree_->setColumnCount(Columns);
  tree_->setRootIsDecorated(false);
  tree_->setUniformRowHeights(true);
  tree_->setAllColumnsShowFocus(true);
  tree_->header()->setStretchLastSection(false);
  tree_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  tree_->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
  tree_->setMinimumSize(520, 130);
  details_->setObjectName(QStringLiteral("checkpoint_details"));
  details_->setTextFormat(Qt::PlainText);  // quotes file names
  details_->setWordWrap(true);
  details_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  details_->setMinimumHeight(5 * fontMetrics().lineSpacing());
  add_->setObjectName(QStringLiteral("add_checkpoint"));
  prepare_->setObjectName(QStringLiteral("prepare_checkpoint"));
  remove_->setObjectName(QStringLiteral("remove_checkpoint"));
  for (QPushButton* button : {add_, prepare_, remove_}) button->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(add_);
  buttons->addWidget(prepare_);
  buttons->addWidget(remove_);
  buttons->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(tree_, 1);
  layout->addWidget(details_);
  layout->addLayout(buttons);
  connect(tree_, &QTreeWidget::currentItemChanged, this, [this] {
    show_details();
    emit chosen_changed();
  });
  connect(add_, &QPushButton::clicked, this, &CheckpointList::add_folder);
  connect(prepare_, &QPushButton::clicked, this, [this] {
    const auto facts = facts_.constFind(chosen());
    if (facts != facts_.constEnd() && facts->advice) emit prepare_requested(chosen(), *facts->advice);
  });
  connect(remove_, &QPushButton::clicked, this, &CheckpointList::remove_folder);
  translate(this, [this] { show_texts(); });
}

void CheckpointList::show_texts() {
  tree_->setHeaderLabels({tr("Checkpoint"), tr("Size"), tr("Precision"), tr("State")});
  tree_->setAccessibleName(tr("Checkpoints"));
  details_->setAccessibleName(tr("About the chosen checkpoint"));
  add_->setText(tr("&Add folder…"));
  add_->setAccessibleName(tr("Add checkpoint folder"));
  add_->setToolTip(tr("Add a folder with config.json, tokenizer and weights to the list"));
  prepare_->setText(tr("Pr&epare…"));
  prepare_->setAccessibleName(tr("Prepare checkpoint"));
  prepare_->setToolTip(tr("Write a copy that loads at once and needs less memory"));
  remove_->setText(tr("&Remove from list"));
  remove_->setAccessibleName(tr("Remove checkpoint from list"));
  remove_->setToolTip(tr("Forget this folder; nothing on the disk is touched"));
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) show_facts(tree_->topLevelItem(i));
  show_details();
}

void CheckpointList::show_folders(const QString& builtin, const engine::LoadOptions& in_use) {
  builtin_ = absolute(builtin);
  in_use_ = absolute(from_path(in_use.folder));
  load_ = in_use;
  asked_about_.clear();
  tree_->clear();
  facts_.clear();
  added_.clear();
  if (!builtin_.isEmpty()) add_item(builtin_);
  // Each keeps its place, whichever is in use.
  for (const QString& folder : known_checkpoints()) add_item(folder);
  if (!in_use_.isEmpty()) add_item(in_use_);
  tree_->setCurrentItem(item_of(in_use_));
  show_details();
}

QTreeWidgetItem* CheckpointList::item_of(const QString& folder) const {
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
    QTreeWidgetItem* item = tree_->topLevelItem(i);
    if (item->data(Name, kFolderRole).toString() == folder) return item;
  }
  return nullptr;
}

QString CheckpointList::chosen() const {
  const QTreeWidgetItem* item = tree_->currentItem();
  return item != nullptr ? item->data(Name, kFolderRole).toString() : QString();
}

CheckpointList::Use CheckpointList::use_of_chosen() const {
  const auto facts = facts_.constFind(chosen());
  if (facts == facts_.constEnd()) return Use::Unknown;
  return facts->problems.empty() ? Use::Possible : Use::Impossible;
}

void CheckpointList::remember_added() {
  for (const QString& folder : std::exchange(added_, {})) remember_checkpoint(folder);
}

void CheckpointList::add_item(const QString& folder) {
  if (item_of(folder) != nullptr) return;
  auto* item = new QTreeWidgetItem(tree_);
  item->setData(Name, kFolderRole, folder);
  item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
  show_facts(item);
  inspect(folder);
}

void CheckpointList::inspect(const QString& folder) {
  const auto shown = [this, folder](const CheckpointFacts& facts) {
    facts_.insert(folder, facts);
    if (QTreeWidgetItem* item = item_of(folder)) show_facts(item);
    show_details();
    emit chosen_changed();
    if (folder != asked_about_) return;
    asked_about_.clear();
    if (facts.advice && facts.advice->worth_asking) emit prepare_requested(folder, *facts.advice);
  };
  engine::LoadOptions load = load_;
  load.folder = to_path(folder);
  worker_.run(
      std::stop_source(), this,
      [load, bytes = memory_bytes_](const std::stop_token&) { return facts_of(load, bytes); }, shown,
      [shown](const Failure& failure) {
        shown({{}, 0, 0, {}, {failure.message}, {}});
      });
}

void CheckpointList::show_facts(QTreeWidgetItem* item) const {
  const QString folder = item->data(Name, kFolderRole).toString();
  item->setText(Name, folder == builtin_ ? tr("Built-in model") : QFileInfo(folder).fileName());
  item->setToolTip(Name, plain_tip(QDir::toNativeSeparators(folder)));
  const auto facts = facts_.constFind(folder);
  if (facts == facts_.constEnd()) {
    item->setText(State, tr("Checking…"));
    return;
  }
  item->setText(Size, facts->bytes > 0 ? format_bytes(facts->bytes) : QString());
  item->setText(Precision, facts->precisions.join(QStringLiteral(", ")));
  item->setText(State, !facts->problems.empty() ? tr("Cannot be used")
                       : folder == in_use_      ? tr("In use")
                                                : tr("Complete"));
}

void CheckpointList::show_details() {
  const QString folder = chosen();
  remove_->setEnabled(!folder.isEmpty() && folder != builtin_ && folder != in_use_);
  const auto facts = facts_.constFind(folder);
  prepare_->setEnabled(folder != builtin_ && facts != facts_.constEnd() && facts->advice);
  if (folder.isEmpty()) {
    details_->setText(tr("Choose a checkpoint, or add a folder."));
    return;
  }
  QStringList lines{QDir::toNativeSeparators(folder)};
  if (facts == facts_.constEnd()) {
    lines << tr("Checking…");
  } else {
    if (!facts->system.empty()) lines << said(facts->system);
    if (facts->parameters > 0) {
      lines << tr("%1 million parameters in use")
                   .arg(QLocale().toString(static_cast<double>(facts->parameters) / 1e6, 'f', 1));
    }
    if (facts->advice && facts->advice->worth_asking)
      lines << tr("Takes %1 of memory; prepared in 4 bits it would take %2")
                   .arg(format_bytes(facts->advice->forms.front().memory_bytes),
                        format_bytes(facts->advice->forms.back().memory_bytes));
    const auto count = static_cast<qsizetype>(facts->problems.size());
    for (qsizetype i = 0; i < std::min(count, kShownProblems); ++i)
      lines << said(facts->problems[static_cast<std::size_t>(i)]);
    const qsizetype more = count - kShownProblems;
    if (more > 0) lines << tr("… and %n more problem(s)", nullptr, static_cast<int>(more));
  }
  details_->setText(lines.join(QLatin1Char('\n')));
}

void CheckpointList::add_folder() {
  chooser_.choose_checkpoint(this, chosen(), [this](const QString& folder) {
    asked_about_ = item_of(absolute(folder)) == nullptr ? absolute(folder) : QString();
    choose(folder);
  });
}

void CheckpointList::choose(const QString& folder) {
  const QString path = absolute(folder);
  if (!added_.contains(path)) added_ << path;
  add_item(path);
  tree_->setCurrentItem(item_of(path));
}

void CheckpointList::remove_folder() {
  const QString folder = chosen();
  forget_checkpoint(folder);
  added_.removeAll(folder);
  facts_.remove(folder);
  delete tree_->currentItem();
}

}  // namespace vp::ui
