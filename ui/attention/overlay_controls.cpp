#include "ui/attention/overlay_controls.h"

#include <QAction>
#include <QActionGroup>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <cmath>
#include <initializer_list>

#include "ui/look/flow_layout.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

constexpr int kSliderWidth = 110;

using attention::HeadSelection;

// The head selector's item data: a head's number, or one of these.
constexpr int kMean = -2;
constexpr int kMax = -1;

QWidget* beside_each_other(std::initializer_list<QWidget*> widgets, int gap) {
  auto* group = new QWidget;
  auto* layout = new QHBoxLayout(group);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(gap);
  for (QWidget* widget : widgets) layout->addWidget(widget);
  return group;
}

/// A button that shows whether its action is on, in light and dark.
QToolButton* toggle(QAction* action) {
  auto* button = new QToolButton;
  button->setDefaultAction(action);
  button->setObjectName(action->objectName() + QStringLiteral("_button"));
  button->setStyleSheet(QStringLiteral(
      "QToolButton { padding: 4px 9px; border: 1px solid palette(mid); border-radius: 3px;"
      " background: palette(button); }"
      "QToolButton:hover { border-color: palette(highlight); }"
      "QToolButton:checked:enabled { background: palette(highlight); color: palette(highlighted-text);"
      " border-color: palette(highlight); }"
      "QToolButton:focus { border: 2px solid palette(link); padding: 3px 8px; }"));
  return button;
}

QIcon gradient(attention::ColourMap colours) {
  constexpr int kWidth = 64;
  QImage image(kWidth, 1, QImage::Format_RGB32);
  for (int x = 0; x < kWidth; ++x) {
    const auto [r, g, b] = attention::colour_of(colours, static_cast<float>(x) / (kWidth - 1));
    image.setPixelColor(x, 0, QColor(r, g, b));
  }
  return QIcon(QPixmap::fromImage(image.scaled(160, 56)));
}

}  // namespace

OverlayControls::OverlayControls(QWidget* parent)
    : QWidget(parent),
      kinds_(new QActionGroup(this)),
      smooth_(new QAction(tr("&Smooth"), this)),
      heads_(new QComboBox),
      colours_(new QComboBox),
      opacity_(new QSlider(Qt::Horizontal)),
      opacity_text_(new QLabel) {
  // At 200 % the whole window may have 800 x 500 units: what does not fit goes into another row.
  auto* layout = new FlowLayout(12, 6, this);
  layout->setContentsMargins(0, 0, 0, 0);
  const auto kind_button = [this](QAction* action) {
    auto* button = toggle(action);
    button->setAccessibleName(tr("Map: %1").arg(action->text().remove(QLatin1Char('&'))));
    return button;
  };
  layout->addWidget(beside_each_other(
      {kind_button(add_kind(MapKind::Off, "map_off", tr("&Off"), tr("No map over the picture (Ctrl+1)"),
                            Qt::CTRL | Qt::Key_1)),
       kind_button(add_kind(MapKind::Fsra, "map_fsra", tr("&FSRA"),
                            tr("Frame-wise spatial attention: where the model looked in each frame (Ctrl+2)"),
                            Qt::CTRL | Qt::Key_2)),
       kind_button(add_kind(MapKind::Gstra, "map_gstra", tr("&GSTRA"),
                            tr("Global spatio-temporal attention over the four frames of a chunk (Ctrl+3)"),
                            Qt::CTRL | Qt::Key_3))},
      2));

  heads_->setObjectName(QStringLiteral("heads"));
  heads_->setAccessibleName(tr("Attention heads"));
  heads_->setToolTip(tr("Which attention heads; they are counted from 0, as in exported maps"));
  heads_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  layout->addWidget(heads_);

  colours_->setObjectName(QStringLiteral("colours"));
  colours_->setAccessibleName(tr("Colour map"));
  colours_->setToolTip(tr("Colours from the smallest to the largest value of each map"));
  colours_->setIconSize({40, 14});
  for (const auto map : attention::kColourMaps) {
    QString name = to_qstring(attention::name_of(map));
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    colours_->addItem(gradient(map), name, static_cast<int>(map));
  }
  layout->addWidget(colours_);

  auto* opacity_label = new QLabel(tr("Opac&ity"));
  opacity_label->setBuddy(opacity_);
  opacity_->setObjectName(QStringLiteral("opacity"));
  opacity_->setAccessibleName(tr("Opacity"));
  opacity_->setToolTip(tr("Opacity of the map over the picture"));
  opacity_->setRange(0, 100);
  opacity_->setPageStep(10);
  opacity_->setFixedWidth(kSliderWidth);
  opacity_text_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + 2);
  opacity_text_->setAccessibleName(tr("Opacity in per cent"));
  layout->addWidget(beside_each_other({opacity_label, opacity_, opacity_text_}, 6));

  smooth_->setObjectName(QStringLiteral("smooth"));
  smooth_->setCheckable(true);
  smooth_->setShortcut(Qt::CTRL | Qt::Key_4);
  smooth_->setToolTip(tr("Interpolate between the map's cells instead of showing them as they are (Ctrl+4)"));
  smooth_button_ = toggle(smooth_);
  smooth_button_->setAccessibleName(tr("Smooth"));
  layout->addWidget(smooth_button_);

  connect(kinds_, &QActionGroup::triggered, this, [this](QAction* action) {
    settings_.kind = static_cast<MapKind>(action->data().toInt());
    fill_heads();
    changed();
  });
  connect(heads_, &QComboBox::currentIndexChanged, this, [this] {
    const int head = heads_->currentData().toInt();
    settings_.heads = head == kMean  ? HeadSelection{HeadSelection::Kind::Mean, 0}
                      : head == kMax ? HeadSelection{HeadSelection::Kind::Max, 0}
                                     : HeadSelection{HeadSelection::Kind::Single, head};
    changed();
  });
  connect(colours_, &QComboBox::currentIndexChanged, this, [this] {
    settings_.colours = static_cast<attention::ColourMap>(colours_->currentData().toInt());
    changed();
  });
  connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
    settings_.opacity = percent / 100.0;
    changed();
  });
  connect(smooth_, &QAction::toggled, this, [this](bool smooth) {
    settings_.smooth = smooth;
    changed();
  });
  fill_heads();
  show_settings();
}

QAction* OverlayControls::add_kind(MapKind kind, const char* name, const QString& text, const QString& tip,
                                   const QKeySequence& key) {
  auto* action = new QAction(text, kinds_);
  action->setObjectName(QLatin1String(name));
  action->setCheckable(true);
  action->setData(static_cast<int>(kind));
  action->setToolTip(tip);
  action->setShortcut(key);
  return action;
}

void OverlayControls::set_settings(const OverlaySettings& settings) {
  settings_ = settings;
  fill_heads();
  show_settings();
  changed();
}

void OverlayControls::set_head_counts(int fsra, int gstra) {
  fsra_heads_ = fsra;
  gstra_heads_ = gstra;
  fill_heads();
  changed();
}

void OverlayControls::fill_heads() {
  const QSignalBlocker blocker(heads_);
  const int count = settings_.kind == MapKind::Gstra ? gstra_heads_ : fsra_heads_;
  heads_->clear();
  heads_->addItem(tr("Mean of heads"), kMean);
  heads_->addItem(tr("Maximum of heads"), kMax);
  for (int head = 0; head < count; ++head) heads_->addItem(tr("Head %1").arg(head), head);
  if (settings_.heads.kind == HeadSelection::Kind::Single && count > 0 && settings_.heads.head >= count) {
    settings_.heads = {};
  }
  const int wanted = settings_.heads.kind == HeadSelection::Kind::Mean  ? kMean
                     : settings_.heads.kind == HeadSelection::Kind::Max ? kMax
                                                                        : settings_.heads.head;
  heads_->setCurrentIndex(std::max(0, heads_->findData(wanted)));
}

void OverlayControls::show_settings() {
  for (QAction* action : kinds_->actions()) {
    if (action->data().toInt() == static_cast<int>(settings_.kind)) action->setChecked(true);
  }
  const QSignalBlocker block_colours(colours_);
  const QSignalBlocker block_opacity(opacity_);
  colours_->setCurrentIndex(colours_->findData(static_cast<int>(settings_.colours)));
  opacity_->setValue(static_cast<int>(std::lround(settings_.opacity * 100)));
  smooth_->setChecked(settings_.smooth);
}

void OverlayControls::changed() {
  const bool on = settings_.kind != MapKind::Off;
  opacity_text_->setText(tr("%1 %").arg(std::lround(settings_.opacity * 100)));
  for (QWidget* widget : std::initializer_list<QWidget*>{colours_, opacity_, opacity_text_, smooth_button_}) {
    widget->setEnabled(on);
  }
  emit settings_changed(settings_);
}

void OverlayControls::fill_menu(QMenu& menu) const {
  menu.addActions(kinds_->actions());
  menu.addSeparator();
  menu.addAction(smooth_);
}

}  // namespace vp::ui
