#include "ui/settings/settings_dialog.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "engine/process_limits.h"
#include "engine/system_info.h"
#include "ui/inference/worker.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/settings/checkpoint_list.h"

namespace vp::ui {
namespace {

using engine::DtypeChoice;
using engine::KvCacheChoice;

void choose(QComboBox* box, const QVariant& data) {
  box->setCurrentIndex(std::max(0, box->findData(data)));
}

void set_texts(QComboBox* box, const QStringList& texts) {
  for (int i = 0; i < box->count() && i < texts.size(); ++i) box->setItemText(i, texts[i]);
}

QString cost_of(KvCacheChoice form) {
  switch (form) {
    case KvCacheChoice::Full:
      return SettingsDialog::tr(
          "Nothing is lost. In float32 a long conversation takes twice the memory of 16 bits.");
    case KvCacheChoice::Bits16:
      return SettingsDialog::tr(
          "Half the memory of float32; the numbers behind an answer change in the third digit.");
    case KvCacheChoice::Bits8:
      return SettingsDialog::tr(
          "Half the memory of 16 bits; now and then an answer has another word. On the processor only.");
    case KvCacheChoice::Auto:
      break;
  }
  return SettingsDialog::tr(
      "In 16 bits where the precision is automatic and the weights have no more; else as computed.");
}

}  // namespace

bool needs_reload(const engine::LoadOptions& before, const engine::LoadOptions& after) {
  return before.folder != after.folder || before.device != after.device ||
         before.cuda_index != after.cuda_index || before.dtype != after.dtype ||
         before.kv_cache != after.kv_cache || before.threads != after.threads;
}

SettingsDialog::SettingsDialog(Worker& worker, FileChooser& chooser, qint64 memory_bytes, QWidget* parent)
    : QDialog(parent),
      worker_(worker),
      pages_(new QTabWidget),
      language_label_(new QLabel),
      theme_label_(new QLabel),
      colours_label_(new QLabel),
      cache_label_(new QLabel),
      device_label_(new QLabel),
      dtype_label_(new QLabel),
      kv_cache_label_(new QLabel),
      threads_label_(new QLabel),
      language_(new QComboBox),
      theme_(new QComboBox),
      colours_(new QComboBox),
      cache_(new QSpinBox),
      device_(new QComboBox),
      dtype_(new QComboBox),
      kv_cache_(new QComboBox),
      kv_cache_cost_(new QLabel),
      threads_(new QSpinBox),
      checkpoints_(new CheckpointList(worker, chooser, memory_bytes)),
      consequence_(new QLabel),
      apply_(new QPushButton),
      close_(new QPushButton) {
  setObjectName(QStringLiteral("settings_dialog"));
  pages_->setObjectName(QStringLiteral("settings_pages"));
  pages_->addTab(make_general_page(), icon(Glyph::Settings), QString());
  pages_->addTab(make_model_page(), icon(Glyph::Model), QString());
  consequence_->setObjectName(QStringLiteral("settings_consequence"));
  consequence_->setWordWrap(true);
  consequence_->setTextFormat(Qt::PlainText);
  apply_->setObjectName(QStringLiteral("settings_apply"));
  apply_->setDefault(true);
  close_->setObjectName(QStringLiteral("settings_close"));
  close_->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(consequence_, 1);
  buttons->addWidget(apply_);
  buttons->addWidget(close_);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(pages_, 1);
  layout->addLayout(buttons);
  connect(apply_, &QPushButton::clicked, this, &SettingsDialog::apply);
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  for (QComboBox* box : {language_, theme_, colours_})
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::apply_look);
  for (QComboBox* box : {device_, dtype_, kv_cache_})
    connect(box, &QComboBox::currentIndexChanged, this, &SettingsDialog::update_controls);
  for (QSpinBox* box : {cache_, threads_})
    connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::update_controls);
  connect(checkpoints_, &CheckpointList::chosen_changed, this, &SettingsDialog::update_controls);
  connect(checkpoints_, &CheckpointList::prepare_requested, this, &SettingsDialog::prepare_requested);
  translate(this, [this] { show_texts(); });
  look_for_devices();
}

QWidget* SettingsDialog::make_general_page() {
  language_->setObjectName(QStringLiteral("language"));
  language_->addItem(QString(), QString());
  for (const Language& language : languages()) language_->addItem(language.name, language.code);
  theme_->setObjectName(QStringLiteral("theme"));
  for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark}) {
    theme_->addItem(QString(), static_cast<int>(theme));
  }
  colours_->setObjectName(QStringLiteral("default_colours"));
  for (const auto map : attention::kColourMaps) {
    QString name = to_qstring(attention::name_of(map));
    name[0] = name[0].toUpper();
    colours_->addItem(name, static_cast<int>(map));
  }
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  for (const auto& [label, field] : {std::pair{language_label_, language_}, std::pair{theme_label_, theme_},
                                     std::pair{colours_label_, colours_}}) {
    label->setBuddy(field);
    field->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    form->addRow(label, field);
  }
  cache_->setObjectName(QStringLiteral("cache_megabytes"));
  cache_->setRange(0, kMostCacheMegabytes);
  cache_->setSingleStep(256);
  cache_->setGroupSeparatorShown(true);
  cache_label_->setBuddy(cache_);
  form->addRow(cache_label_, cache_);
  return page;
}

QWidget* SettingsDialog::make_model_page() {
  device_->setObjectName(QStringLiteral("device"));
  for (const char* name : {"auto", "cpu", "cuda"}) device_->addItem(QString(), QLatin1String(name));
  dtype_->setObjectName(QStringLiteral("dtype"));
  for (const auto dtype :
       {DtypeChoice::Auto, DtypeChoice::Float32, DtypeChoice::BFloat16, DtypeChoice::Float16}) {
    dtype_->addItem(QString(), static_cast<int>(dtype));
  }
  kv_cache_->setObjectName(QStringLiteral("kv_cache"));
  for (const auto form :
       {KvCacheChoice::Auto, KvCacheChoice::Full, KvCacheChoice::Bits16, KvCacheChoice::Bits8}) {
    kv_cache_->addItem(QString(), static_cast<int>(form));
  }
  kv_cache_cost_->setObjectName(QStringLiteral("kv_cache_cost"));
  kv_cache_cost_->setWordWrap(true);
  threads_->setObjectName(QStringLiteral("threads"));
  threads_->setRange(0, engine::processor_count());
  auto* page = new QWidget;
  auto* form = new QFormLayout;
  const auto add = [form](QLabel* label, QWidget* field) {
    label->setBuddy(field);
    form->addRow(label, field);
  };
  add(device_label_, device_);
  add(dtype_label_, dtype_);
  add(kv_cache_label_, kv_cache_);
  form->addRow(QString(), kv_cache_cost_);
  add(threads_label_, threads_);
  auto* layout = new QVBoxLayout(page);
  layout->addWidget(checkpoints_, 1);
  layout->addLayout(form);
  return page;
}

void SettingsDialog::show_texts() {
  setWindowTitle(tr("Settings"));
  pages_->setTabText(0, tr("&General"));
  pages_->setTabText(1, tr("&Model"));
  language_label_->setText(tr("&Language"));
  language_->setAccessibleName(tr("Language"));
  language_->setToolTip(tr("Language of the window; questions may be asked in any that the model knows"));
  language_->setItemText(0, tr("As the desktop"));
  theme_label_->setText(tr("&Theme"));
  theme_->setAccessibleName(tr("Theme"));
  theme_->setToolTip(tr("Light or dark"));
  set_texts(theme_, {tr("As the desktop"), tr("Light"), tr("Dark")});
  colours_label_->setText(tr("C&olour map"));
  colours_->setAccessibleName(tr("Colour map of the attention maps"));
  colours_->setToolTip(tr("Colours of the attention maps, from the smallest to the largest value"));
  cache_label_->setText(tr("C&ache"));
  cache_->setAccessibleName(tr("Most megabytes of analysed videos on the disk"));
  cache_->setToolTip(
      tr("Analysed videos are kept so that they open at once the next time; "
         "those not used for the longest time make room"));
  cache_->setSpecialValueText(tr("Nothing is kept"));
  cache_->setSuffix(tr(" MB"));
  device_label_->setText(tr("&Device"));
  device_->setAccessibleName(tr("Device"));
  device_->setToolTip(tr("Where the model is computed"));
  set_texts(device_, {tr("Automatic"), tr("Processor (CPU)"), tr("Graphics card (CUDA)")});
  dtype_label_->setText(tr("&Precision"));
  dtype_->setAccessibleName(tr("Precision"));
  dtype_->setToolTip(tr("In which type of number weights are kept: float32 is exact, the others take half"));
  set_texts(dtype_, {tr("Automatic"), QStringLiteral("float32"), QStringLiteral("bfloat16"),
                     QStringLiteral("float16")});
  kv_cache_label_->setText(tr("&Keys and values"));
  kv_cache_->setAccessibleName(tr("How keys and values are kept"));
  kv_cache_->setToolTip(tr("How the model keeps what it has read of a film and a conversation"));
  set_texts(kv_cache_, {tr("Automatic"), tr("As computed"), tr("16 bits"), tr("8 bits")});
  threads_label_->setText(tr("T&hreads"));
  threads_->setAccessibleName(tr("Threads of the model"));
  threads_->setToolTip(tr("How many processor cores the model may use at a time"));
  threads_->setSpecialValueText(tr("One for each core"));
  apply_->setText(tr("Appl&y"));
  apply_->setAccessibleName(tr("Apply"));
  apply_->setToolTip(tr("Put what is chosen into effect"));
  close_->setText(tr("&Close"));
  close_->setAccessibleName(tr("Close"));
  close_->setToolTip(tr("Close the settings (Esc)"));
  update_controls();
}

void SettingsDialog::look_for_devices() {
  worker_.run(
      std::stop_source(), this, [](const std::stop_token&) { return engine::system_info(); },
      [this](const engine::SystemInfo& info) { show_gpus(info.gpus); }, [](const Failure&) {});
}

void SettingsDialog::show_gpus(const std::vector<engine::CudaDevice>& gpus) {
  auto* items = qobject_cast<QStandardItemModel*>(device_->model());
  items->item(device_->findData(QStringLiteral("cuda")))->setEnabled(!gpus.empty());
  for (const engine::CudaDevice& gpu : gpus) {
    const QString name = to_qstring(engine::name_of_device({engine::DeviceChoice::Cuda, gpu.index}));
    int item = device_->findData(name);
    if (item < 0) {
      device_->addItem(QString(), name);
      item = device_->count() - 1;
    }
    device_->setItemText(
        item, tr("%1: %2, %3 free")
                  .arg(name, to_qstring(gpu.name), to_qstring(engine::bytes_text(gpu.free_bytes))));
  }
}

void SettingsDialog::choose_device(const engine::LoadOptions& model) {
  const QString name = to_qstring(engine::name_of_device({model.device, model.cuda_index}));
  // It may not have been seen yet, or be gone: what was chosen stays to be seen.
  if (device_->findData(name) < 0) device_->addItem(name, name);
  choose(device_, name);
}

void SettingsDialog::show_settings(const StudioSettings& settings, const QString& builtin) {
  shown_ = settings;
  if (filling_) {  // what was chosen beside the look stays chosen
    update_controls();
    return;
  }
  filling_ = true;
  choose(language_, settings.language);
  choose(theme_, static_cast<int>(settings.theme));
  choose(colours_, static_cast<int>(settings.colours));
  cache_->setValue(settings.cache_megabytes);
  choose_device(settings.model);
  choose(dtype_, static_cast<int>(settings.model.dtype));
  choose(kv_cache_, static_cast<int>(settings.model.kv_cache));
  threads_->setValue(settings.model.threads);
  checkpoints_->show_folders(builtin, settings.model);
  filling_ = false;
  update_controls();
}

StudioSettings SettingsDialog::settings() const {
  StudioSettings result = shown_;
  result.language = language_->currentData().toString();
  result.theme = static_cast<Theme>(theme_->currentData().toInt());
  result.colours = static_cast<attention::ColourMap>(colours_->currentData().toInt());
  result.cache_megabytes = cache_->value();
  const auto device =
      engine::device_of_name(device_->currentData().toString().toStdString()).value_or(engine::DeviceWish{});
  result.model.device = device.choice;
  result.model.cuda_index = device.cuda_index;
  result.model.dtype = static_cast<DtypeChoice>(dtype_->currentData().toInt());
  result.model.kv_cache = static_cast<KvCacheChoice>(kv_cache_->currentData().toInt());
  result.model.threads = threads_->value();
  if (const QString folder = checkpoints_->chosen(); !folder.isEmpty()) {
    result.model.folder = to_path(folder);
  }
  return result;
}

void SettingsDialog::update_controls() {
  if (filling_) return;
  const StudioSettings now = settings();
  const bool reload = needs_reload(shown_.model, now.model);
  const bool loads = reload && !now.model.folder.empty();
  CheckpointList::Use use = checkpoints_->use_of_chosen();
  if (use == CheckpointList::Use::Unknown && now.model.folder == shown_.model.folder)
    use = CheckpointList::Use::Possible;  // it is the one in use
  // A model that works is not given up for one that cannot.
  apply_->setEnabled((reload || now.cache_megabytes != shown_.cache_megabytes) &&
                     (!loads || use == CheckpointList::Use::Possible));
  QString consequence;
  if (loads && use == CheckpointList::Use::Impossible)
    consequence = tr("The chosen checkpoint cannot be used.");
  else if (loads && use == CheckpointList::Use::Unknown)
    consequence = tr("The checkpoint is being checked…");
  else if (loads)
    consequence = tr("Applying loads the model and starts a new conversation.");
  consequence_->setText(consequence);
  kv_cache_cost_->setText(cost_of(now.model.kv_cache));
}

void SettingsDialog::choose_checkpoint(const QString& folder) {
  checkpoints_->choose(folder);
}

void SettingsDialog::apply() {
  checkpoints_->remember_added();
  emit applied(settings());
}

void SettingsDialog::apply_look() {
  if (filling_) return;
  const StudioSettings chosen = settings();
  StudioSettings now = shown_;
  now.language = chosen.language;
  now.theme = chosen.theme;
  now.colours = chosen.colours;
  filling_ = true;
  emit applied(now);
  filling_ = false;
  update_controls();
}

void SettingsDialog::reject() {
  if (!apply_->isEnabled()) {
    QDialog::reject();
    return;
  }
  auto* question = new QMessageBox(this);
  question->setObjectName(QStringLiteral("settings_unapplied"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setIcon(QMessageBox::Question);
  question->setWindowTitle(tr("Settings"));
  question->setTextFormat(Qt::PlainText);
  question->setText(tr("Some changes are not applied yet."));
  QPushButton* yes = question->addButton(tr("&Apply"), QMessageBox::AcceptRole);
  QPushButton* no = question->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
  question->addButton(QMessageBox::Cancel);
  question->setDefaultButton(yes);
  connect(yes, &QPushButton::clicked, this, [this] {
    apply();
    QDialog::reject();
  });
  connect(no, &QPushButton::clicked, this, [this] { QDialog::reject(); });
  question->open();
}

}  // namespace vp::ui
