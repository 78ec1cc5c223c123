#include "ui/status_line.h"

#include <unistd.h>

#include <QFile>
#include <QLabel>
#include <QLocale>

#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

/// Bytes of this process in memory, 0 when not known.
qint64 resident_memory() {
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

QString count(qint64 parameters) {
  if (parameters >= 1'000'000'000)
    return QLocale().toString(static_cast<double>(parameters) / 1e9, 'f', 1) + QStringLiteral(" B");
  return QLocale().toString(static_cast<double>(parameters) / 1e6, 'f', 1) + QStringLiteral(" M");
}

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      background_(new QLabel),
      ahead_(new QLabel),
      model_(new QLabel),
      device_(new QLabel),
      memory_(new QLabel),
      speed_(new QLabel) {
  const auto add = [this](QLabel* label, const char* name) {
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(6, 1, 6, 1);
    addPermanentWidget(label);
  };
  add(background_, "status_background");
  background_->hide();
  add(ahead_, "status_read_ahead");
  add(model_, "status_model");
  add(device_, "status_device");
  add(memory_, "status_memory");
  add(speed_, "status_speed");
  setSizeGripEnabled(false);
  memory_timer_.setInterval(2000);
  connect(&memory_timer_, &QTimer::timeout, this, &StatusLine::update_memory);
  memory_timer_.start();
  translate(this, [this] {
    model_->setAccessibleName(tr("Model"));
    device_->setAccessibleName(tr("Device and precision"));
    memory_->setAccessibleName(tr("Memory in use"));
    speed_->setAccessibleName(tr("Speed of the last answer"));
    background_->setAccessibleName(tr("In the background"));
    ahead_->setAccessibleName(tr("Read before a question"));
    ahead_->setToolTip(tr("The model reads the film before you ask; a question waits for the rest alone"));
    update_memory();
    set_speed(tokens_per_s_);
    set_read_ahead(read_share_);
  });
}

void StatusLine::show_model(const engine::ModelFactsPtr& model, bool expected, const QString& name,
                            bool builtin) {
  if (!expected)
    set_no_model(tr("No model"));
  else if (!model)
    set_no_model(tr("Loading %1…").arg(name));
  else
    set_model(*model, builtin ? tr("Built-in model") : to_qstring(model->name));
}

void StatusLine::set_model(const engine::ModelFacts& model, const QString& name) {
  model_->setText(
      tr("%1 · %2 parameters").arg(name, count(model.visual_parameters + model.decoder_parameters)));
  set_plain_tip(*model_, from_path(model.folder));
  device_->setText(tr("%1 · %2").arg(to_qstring(model.device), to_qstring(model.dtype)));
  device_->setVisible(true);
}

void StatusLine::set_no_model(const QString& text) {
  model_->setText(text);
  set_plain_tip(*model_, {});
  device_->setVisible(false);
  set_speed(0);
}

void StatusLine::set_speed(double tokens_per_s) {
  tokens_per_s_ = tokens_per_s;
  speed_->setVisible(tokens_per_s > 0);
  speed_->setText(tr("%1\u00a0tokens/s").arg(format_rate(tokens_per_s)));
}

void StatusLine::set_read_ahead(double share) {
  read_share_ = share;
  ahead_->setVisible(share < 1);
  ahead_->setText(tr("Reading ahead: %1 %").arg(QLocale().toString(static_cast<int>(100 * share))));
}

void StatusLine::set_background(const QString& text) {
  background_->setText(text);
  background_->setVisible(!text.isEmpty());
}

void StatusLine::update_memory() {
  const qint64 bytes = resident_memory();
  memory_->setVisible(bytes > 0);
  memory_->setText(tr("%1 in memory").arg(format_bytes(bytes)));
}

}  // namespace vp::ui
