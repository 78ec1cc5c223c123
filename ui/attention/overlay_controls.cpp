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
#include <utility>

#include "ui/attention/toggle_button.h"
#include "ui/look/flow_layout.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

constexpr int kSliderWidth = 70;

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
      views_(new QActionGroup(this)),
      heads_(new QComboBox),
      colours_(new QComboBox),
      opacity_(new QSlider(Qt::Horizontal)),
      opacity_text_(new QLabel),
      view_choice_(new QComboBox) {
  // At 200 % the whole window may have 800 x 500 units: what does not fit goes into another row.
  auto* layout = new FlowLayout(6, 4, this);
  layout->setContentsMargins(0, 0, 0, 0);
  make_tabs();
  heads_->setObjectName(QStringLiteral("heads"));
  heads_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  layout->addWidget(heads_);
  make_colour_controls();
  make_views();
  connect_choices();
  show_settings();
  translate(this, [this] {
    fill_heads();
    changed();
  });
}

/// The tool tip names the key, as every control's does.
void OverlayControls::name_action(QAction* action, const char* text, const char* tip,
                                  const QKeySequence& key) {
  action->setShortcut(key);
  translate(this, [action, text, tip, key] {
    action->setText(tr(text));
    action->setToolTip(tr("%1 (%2)").arg(tr(tip), key.toString(QKeySequence::NativeText)));
  });
}

void OverlayControls::make_tabs() {
  const auto kind_button = [this](QAction* action) {
    auto* button = make_toggle(action);
    translate(this, [button, action] {
      button->setAccessibleName(tr("Map: %1").arg(without_mnemonic(action->text())));
    });
    return button;
  };
  layout()->addWidget(beside_each_other(
      {kind_button(add_kind(ShownMap::Off, "map_off", QT_TR_NOOP("&Off"),
                            QT_TR_NOOP("No map over the picture"), Qt::CTRL | Qt::Key_1)),
       kind_button(add_kind(ShownMap::Fsra, "map_fsra", QT_TR_NOOP("&FSRA"),
                            QT_TR_NOOP("Frame-wise spatial attention: where the model looked in each frame"),
                            Qt::CTRL | Qt::Key_2)),
       kind_button(add_kind(ShownMap::Gstra, "map_gstra", QT_TR_NOOP("&GSTRA"),
                            QT_TR_NOOP("Global spatio-temporal attention over the four frames of a chunk"),
                            Qt::CTRL | Qt::Key_3)),
       kind_button(add_kind(ShownMap::Lsd, "map_lsd", QT_TR_NOOP("&LSD"),
                            QT_TR_NOOP("Local spatial downsampling: which patches of each window it kept"),
                            Qt::CTRL | Qt::Key_4))},
      2));
  // A group of their own: a narrow window has it in another row.
  layout()->addWidget(beside_each_other(
      {kind_button(
           add_kind(ShownMap::Fusion, "map_fusion", QT_TR_NOOP("F&usion"),
                    QT_TR_NOOP("How a frame's own context and its chunk's are mixed, channel by channel"),
                    Qt::CTRL | Qt::Key_5)),
       kind_button(add_kind(ShownMap::Answer, "map_answer", QT_TR_NOOP("&Answer"),
                            QT_TR_NOOP("What a word of the answer attended to, frame by frame"),
                            Qt::CTRL | Qt::Key_6))},
      2));
}

void OverlayControls::make_colour_controls() {
  colours_->setObjectName(QStringLiteral("colours"));
  colours_->setIconSize({40, 14});
  for (const auto map : attention::kColourMaps) {
    QString name = to_qstring(attention::name_of(map));
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    colours_->addItem(gradient(map), name, static_cast<int>(map));
  }
  layout()->addWidget(colours_);

  auto* opacity_label = new QLabel;
  opacity_label->setBuddy(opacity_);
  opacity_->setObjectName(QStringLiteral("opacity"));
  opacity_->setRange(0, 100);
  opacity_->setPageStep(10);
  opacity_->setFixedWidth(kSliderWidth);
  opacity_text_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")) + 2);
  translate(this, [this, opacity_label] {
    colours_->setAccessibleName(tr("Colour map"));
    colours_->setToolTip(tr("Colours from 0 to the largest value"));
    opacity_label->setText(tr("Opac&ity"));
    opacity_->setAccessibleName(tr("Opacity"));
    opacity_->setToolTip(tr("Opacity of the map over the picture"));
    opacity_text_->setAccessibleName(tr("Opacity in per cent"));
  });
  opacity_group_ = beside_each_other({opacity_label, opacity_, opacity_text_}, 6);
  layout()->addWidget(opacity_group_);

  const auto switch_button = [this](QAction* action) {
    QToolButton* button = make_toggle(action);
    translate(this, [button, action] { button->setAccessibleName(without_mnemonic(action->text())); });
    layout()->addWidget(button);
    return button;
  };
  smooth_ = add_switch("smooth", QT_TR_NOOP("&Smooth"),
                       QT_TR_NOOP("Interpolate between the map's cells instead of showing them as they are"),
                       Qt::CTRL | Qt::Key_7, &OverlaySettings::smooth);
  smooth_button_ = switch_button(smooth_);
  same_scale_ =
      add_switch("same_scale", QT_TR_NOOP("Same scal&e"),
                 QT_TR_NOOP("The last colour is the largest value of all frames, not of each frame"),
                 Qt::CTRL | Qt::Key_8, &OverlaySettings::same_scale);
  same_scale_button_ = switch_button(same_scale_);
  kept_only_ = add_switch("kept_only", QT_TR_NOOP("&Kept only"),
                          QT_TR_NOOP("Show only the patch of each window that has the largest weight"),
                          Qt::CTRL | Qt::Key_9, &OverlaySettings::kept_only);
  kept_only_button_ = switch_button(kept_only_);
}

void OverlayControls::make_views() {
  add_view(MapView::Strip, "view_strip", QT_TR_NOOP("S&trip"),
           QT_TR_NOOP("The maps on the frames of the timeline"), Qt::CTRL | Qt::ALT | Qt::Key_1);
  add_view(MapView::Multiples, "view_multiples", QT_TR_NOOP("&Multiples"),
           QT_TR_NOOP("A small map for each frame and head, or decoder layer"),
           Qt::CTRL | Qt::ALT | Qt::Key_2);
  add_view(MapView::Large, "view_large", QT_TR_NOOP("La&rge"),
           QT_TR_NOOP("One large map, of the frame on the screen"), Qt::CTRL | Qt::ALT | Qt::Key_3);
  view_choice_->setObjectName(QStringLiteral("map_view"));
  for (const QAction* action : views_->actions()) view_choice_->addItem(QString(), action->data());
  translate(this, [this] {
    view_choice_->setAccessibleName(tr("Layout of the maps"));
    view_choice_->setToolTip(tr("How the maps are laid out (Ctrl+Alt+1, 2, 3)"));
    for (int i = 0; i < view_choice_->count(); ++i)
      view_choice_->setItemText(i, without_mnemonic(views_->actions().at(i)->text()));
  });
  layout()->addWidget(view_choice_);
}

void OverlayControls::connect_choices() {
  connect(kinds_, &QActionGroup::triggered, this, [this](QAction* action) {
    settings_.kind = static_cast<ShownMap>(action->data().toInt());
    fill_heads();
    show_scale_choice();
    changed();
    emit chosen();
  });
  connect(views_, &QActionGroup::triggered, this, [this](QAction* action) {
    settings_.view = static_cast<MapView>(action->data().toInt());
    const QSignalBlocker blocker(view_choice_);
    view_choice_->setCurrentIndex(view_choice_->findData(action->data()));
    changed();
    emit chosen();
  });
  connect(view_choice_, &QComboBox::currentIndexChanged, this,
          [this](int index) { views_->actions().at(index)->trigger(); });
  connect(heads_, &QComboBox::currentIndexChanged, this, [this] {
    const int row = heads_->currentData().toInt();
    if (settings_.kind == ShownMap::Answer) {
      settings_.layer = row == kMean ? attention::kAllRows : row;
    } else {
      settings_.heads = row == kMean  ? HeadSelection{HeadSelection::Kind::Mean, 0}
                        : row == kMax ? HeadSelection{HeadSelection::Kind::Max, 0}
                                      : HeadSelection{HeadSelection::Kind::Single, row};
    }
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
}

QAction* OverlayControls::add_kind(ShownMap kind, const char* name, const char* text, const char* tip,
                                   const QKeySequence& key) {
  auto* action = new QAction(kinds_);
  action->setObjectName(QLatin1String(name));
  action->setCheckable(true);
  action->setData(static_cast<int>(kind));
  name_action(action, text, tip, key);
  return action;
}

void OverlayControls::add_view(MapView view, const char* name, const char* text, const char* tip,
                               const QKeySequence& key) {
  auto* action = new QAction(views_);
  action->setObjectName(QLatin1String(name));
  action->setCheckable(true);
  action->setData(static_cast<int>(view));
  name_action(action, text, tip, key);
}

QAction* OverlayControls::add_switch(const char* name, const char* text, const char* tip,
                                     const QKeySequence& key, bool OverlaySettings::*member) {
  auto* action = new QAction(this);
  action->setObjectName(QLatin1String(name));
  action->setCheckable(true);
  name_action(action, text, tip, key);
  connect(action, &QAction::toggled, this, [this, member](bool on) {
    const bool of_answer = member == &OverlaySettings::same_scale && settings_.kind == ShownMap::Answer;
    settings_.*(of_answer ? &OverlaySettings::same_scale_of_answer : member) = on;
    changed();
  });
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

void OverlayControls::set_layers(const QList<int>& layers) {
  if (layers == layers_) return;
  layers_ = layers;
  fill_heads();
  changed();
}

void OverlayControls::fill_heads() {
  const QSignalBlocker blocker(heads_);
  heads_->clear();
  int wanted = kMean;
  if (settings_.kind == ShownMap::Answer) {
    heads_->setAccessibleName(tr("Decoder layers"));
    heads_->setToolTip(tr("Which decoder layer's attention; layers are counted from 0"));
    heads_->addItem(tr("Mean of layers"), kMean);
    for (qsizetype row = 0; row < layers_.size(); ++row)
      heads_->addItem(tr("Layer %1").arg(layers_[row]), static_cast<int>(row));
    if (!layers_.isEmpty() && settings_.layer >= layers_.size()) settings_.layer = attention::kAllRows;
    if (settings_.layer != attention::kAllRows) wanted = settings_.layer;
  } else {
    const int count = settings_.kind == ShownMap::Gstra ? gstra_heads_ : fsra_heads_;
    heads_->setAccessibleName(tr("Attention heads"));
    heads_->setToolTip(tr("Which attention heads; they are counted from 0, as in exported maps"));
    heads_->addItem(tr("Mean of heads"), kMean);
    heads_->addItem(tr("Maximum of heads"), kMax);
    for (int head = 0; head < count; ++head) heads_->addItem(tr("Head %1").arg(head), head);
    if (settings_.heads.kind == HeadSelection::Kind::Single && count > 0 && settings_.heads.head >= count)
      settings_.heads = {};
    if (settings_.heads.kind == HeadSelection::Kind::Max) wanted = kMax;
    if (settings_.heads.kind == HeadSelection::Kind::Single) wanted = settings_.heads.head;
  }
  heads_->setCurrentIndex(std::max(0, heads_->findData(wanted)));
}

OverlaySettings OverlayControls::chosen_settings() const {
  OverlaySettings chosen = settings_;
  chosen.kind = chosen_kind_.value_or(chosen.kind);
  return chosen;
}

void OverlayControls::set_maps_there(bool there) {
  if (there == maps_there()) return;
  OverlaySettings shown = chosen_settings();
  chosen_kind_ = there ? std::nullopt : std::optional(std::exchange(shown.kind, ShownMap::Off));
  set_settings(shown);
  setVisible(there);
  for (QAction* action : {smooth_, same_scale_}) action->setVisible(there);
  kinds_->setVisible(there);
  views_->setVisible(there);
  kept_only_->setVisible(there && settings_.kind == ShownMap::Lsd);
}

void OverlayControls::show_settings() {
  for (QAction* action : kinds_->actions()) {
    if (action->data().toInt() == static_cast<int>(settings_.kind)) action->setChecked(true);
  }
  for (QAction* action : views_->actions()) {
    if (action->data().toInt() == static_cast<int>(settings_.view)) action->setChecked(true);
  }
  const OverlaySettings shown = settings_;  // the switches below write what they are given
  const QSignalBlocker block_colours(colours_);
  const QSignalBlocker block_view(view_choice_);
  view_choice_->setCurrentIndex(view_choice_->findData(static_cast<int>(shown.view)));
  const QSignalBlocker block_opacity(opacity_);
  colours_->setCurrentIndex(colours_->findData(static_cast<int>(shown.colours)));
  opacity_->setValue(static_cast<int>(std::lround(shown.opacity * 100)));
  smooth_->setChecked(shown.smooth);
  show_scale_choice();
  kept_only_->setChecked(shown.kept_only);
}

void OverlayControls::show_scale_choice() {
  const QSignalBlocker blocker(same_scale_);
  same_scale_->setChecked(settings_.shares_scale());
  same_scale_button_->setChecked(settings_.shares_scale());  // which hears nothing of a silent action
}

void OverlayControls::changed() {
  opacity_text_->setText(tr("%1 %").arg(std::lround(settings_.opacity * 100)));
  const bool on = settings_.has_maps();
  for (QWidget* widget : std::initializer_list<QWidget*>{colours_, opacity_group_, smooth_button_,
                                                         same_scale_button_, view_choice_}) {
    widget->setEnabled(on);
  }
  heads_->setEnabled(settings_.kind != ShownMap::Fusion);
  smooth_->setEnabled(on);
  same_scale_->setEnabled(on);
  kept_only_->setVisible(settings_.kind == ShownMap::Lsd);
  kept_only_button_->setVisible(settings_.kind == ShownMap::Lsd);
  views_->setEnabled(on);
  emit settings_changed(settings_);
}

void OverlayControls::fill_menu(QMenu& menu) const {
  menu.setToolTipsVisible(true);
  menu.addActions(kinds_->actions());
  menu.addSeparator();
  menu.addActions({smooth_, same_scale_, kept_only_});
  menu.addSeparator();
  menu.addActions(views_->actions());
}

}  // namespace vp::ui
