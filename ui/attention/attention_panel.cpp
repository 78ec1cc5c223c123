#include "ui/attention/attention_panel.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QResizeEvent>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/attention/alpha_histogram.h"
#include "ui/attention/answer_picker.h"
#include "ui/attention/colour_bar.h"
#include "ui/attention/curves.h"
#include "ui/attention/large_map.h"
#include "ui/attention/overlay_controls.h"
#include "ui/attention/page_stack.h"
#include "ui/attention/small_multiples.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/one_line_label.h"
#include "ui/look/plain_text.h"
#include "ui/session/session.h"

namespace vp::ui {
namespace {

constexpr int kTolerance = 8;    ///< pixels of height
constexpr int kMapHeight = 110;  ///< at least, of the pages that show maps large or many

}  // namespace

AttentionPanel::AttentionPanel(QWidget* parent)
    : QWidget(parent),
      content_(new QWidget),
      controls_(new OverlayControls),
      picker_(new AnswerPicker),
      multiples_(new SmallMultiples),
      large_(new LargeMap),
      histogram_(new AlphaHistogram),
      pages_(new PageStack),
      caption_(new OneLineLabel),
      readout_(new QLabel),
      colour_bar_(new ColourBar) {
  setObjectName(QStringLiteral("attention_panel"));
  make_layout();
  connect(controls_, &OverlayControls::settings_changed, this, &AttentionPanel::apply);
  connect(controls_, &OverlayControls::chosen, this, &AttentionPanel::come_to_front);
  connect(picker_, &AnswerPicker::word_changed, this, &AttentionPanel::choose_word);
  connect(multiples_, &SmallMultiples::frame_clicked, this, &AttentionPanel::seek_to);
  connect(multiples_, &SmallMultiples::pointed, this, &AttentionPanel::show_point);
  connect(large_, &LargeMap::pointed, this, &AttentionPanel::show_point);
  clear([] { return tr("Frames that were shown to the model appear here."); });
  translate(this, [this] {
    caption_->setAccessibleName(tr("Which map is shown"));
    readout_->setAccessibleName(tr("Value under the pointer"));
    show_point(std::nullopt);
    apply();
  });
}

void AttentionPanel::make_layout() {
  caption_->setObjectName(QStringLiteral("overlay_caption"));
  readout_->setObjectName(QStringLiteral("map_readout"));
  readout_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  readout_->setTextFormat(Qt::PlainText);
  readout_->setMinimumWidth(1);  // a long text must not widen the window
  auto* scroll = new QScrollArea;
  scroll->setObjectName(QStringLiteral("multiples_scroll"));
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(multiples_);
  scroll->setMinimumHeight(kMapHeight);
  connect(multiples_, &SmallMultiples::reached, scroll, [scroll](const QRect& cell) {
    scroll->ensureVisible(cell.center().x(), cell.center().y(), cell.width() / 2, cell.height() / 2);
  });
  multiples_page_ = scroll;
  large_->setMinimumHeight(kMapHeight);
  for (QWidget* page : {multiples_page_, static_cast<QWidget*>(large_), static_cast<QWidget*>(histogram_)})
    pages_->addWidget(page);
  auto* captions = new QHBoxLayout;
  captions->setSpacing(12);
  captions->addWidget(caption_, 1);
  captions->addWidget(readout_);
  captions->addWidget(colour_bar_);
  auto* layout = new QVBoxLayout(content_);
  layout->setContentsMargins(12, 4, 12, 3);
  layout->setSpacing(4);
  layout->addWidget(controls_);
  layout->addWidget(picker_);
  layout->addWidget(pages_, 1);
  layout->addLayout(captions);
  layout->addStretch();

  scroll_ = new QScrollArea;
  scroll_->setObjectName(QStringLiteral("attention_scroll"));
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setWidget(content_);
  content_->installEventFilter(this);
  auto* frame = new QVBoxLayout(this);
  frame->setContentsMargins(0, 0, 0, 0);
  frame->addWidget(scroll_);
}

QDockWidget* AttentionPanel::dock() const {
  QWidget* widget = parentWidget();
  while (widget != nullptr && qobject_cast<QDockWidget*>(widget) == nullptr) widget = widget->parentWidget();
  return qobject_cast<QDockWidget*>(widget);
}

bool AttentionPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == content_ && event->type() == QEvent::LayoutRequest) fit_dock();
  return QWidget::eventFilter(watched, event);
}

void AttentionPanel::fit_dock() {
  choose_scrolling();
  const int needed = minimumSizeHint().height();
  if (needed == needed_) return;
  const int before = std::exchange(needed_, needed);
  updateGeometry();
  if (needed < before && height() <= before + kTolerance) give_room_back();
}

void AttentionPanel::give_room_back() {
  // A dock grows with what it needs, at the cost of the picture, but it gives the room back only if it is
  // told to.
  auto* window = dock() != nullptr ? qobject_cast<QMainWindow*>(dock()->parentWidget()) : nullptr;
  if (window == nullptr) return;
  QMetaObject::invokeMethod(
      this,
      [this, window] {
        if (dock() != nullptr && dock()->parentWidget() == window)
          window->resizeDocks({dock()}, {std::max(1, dock()->height() - height() + needed_)}, Qt::Vertical);
      },
      Qt::QueuedConnection);
}

void AttentionPanel::hideEvent(QHideEvent* event) {
  was_fitted_ = height() <= needed_ + kTolerance;
  QWidget::hideEvent(event);
}

void AttentionPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  // The panel that lay over it may have needed more.
  if (was_fitted_) give_room_back();
}

int AttentionPanel::whole_height() const {
  // What the scroll area goes by.
  return content_->layout()->totalHeightForWidth(std::max(width(), content_->minimumSizeHint().width()));
}

int AttentionPanel::most_height() const {
  return screen()->availableSize().height() * 3 / 10;
}

void AttentionPanel::choose_scrolling() {
  // A scroll bar makes the controls narrower, so that they may take another row, which would then need it.
  scroll_->setVerticalScrollBarPolicy(whole_height() > most_height() ? Qt::ScrollBarAsNeeded
                                                                     : Qt::ScrollBarAlwaysOff);
}

QSize AttentionPanel::minimumSizeHint() const {
  return {content_->minimumSizeHint().width(), std::min(whole_height(), most_height())};
}

void AttentionPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (event->size().width() == event->oldSize().width()) return;
  choose_scrolling();  // the controls may have other rows now
  updateGeometry();
}

void AttentionPanel::come_to_front() {
  const OverlaySettings& settings = controls_->settings();
  const bool in_panel = settings.kind == ShownMap::Answer || settings.kind == ShownMap::Fusion ||
                        settings.view != MapView::Strip;
  if (!in_panel || window()->isFullScreen()) return;
  if (dock() == nullptr) return;
  dock()->show();
  dock()->raise();
}

void AttentionPanel::show_session(const Session& session) {
  session_ = &session;
  const auto frames_appear = [] { return tr("Frames that were shown to the model appear here."); };
  const auto analysing = [] { return tr("Analysing the video…"); };
  const auto forget_answers = [this] {
    picker_->keep_answers(0);
    update_belonging();
  };
  connect(&session, &Session::opening, this, [this, &session, frames_appear, analysing, forget_answers] {
    forget_answers();
    clear(session.model_expected() && !session.file().isEmpty() ? std::function<QString()>(analysing)
                                                                : frames_appear);
  });
  connect(&session, &Session::not_opened, this, [this, forget_answers] {
    forget_answers();
    clear([] { return tr("There are no frames: the video cannot be read."); });
  });
  connect(&session, &Session::missing, this,
          [this] { clear([] { return tr("There are no frames: the video is not where it was."); }); });
  connect(&session, &Session::model_changed, this, [this, frames_appear](const engine::ModelFactsPtr& model) {
    set_model(model);
    if (!model) clear(frames_appear);
  });
  connect(&session, &Session::encoding, this, [this, analysing] { clear(analysing); });
  connect(&session, &Session::not_encoded, this, [this](bool stopped) {
    clear([stopped] {
      return stopped ? tr("The analysis was stopped. Asking a question starts it again.")
                     : tr("The video could not be analysed.");
    });
  });
  connect(&session, &Session::encoded, this, &AttentionPanel::set_video);
  connect(&session, &Session::cleared, this, forget_answers);
  connect(&session, &Session::truncated, this, [this](int turns) {
    picker_->keep_answers(turns);
    update_belonging();
  });
  connect(&session, &Session::turn_known, this, &AttentionPanel::add_answer);
  connect(&session, &Session::turn_finished, this, &AttentionPanel::add_answer);
}

void AttentionPanel::set_model(const engine::ModelFactsPtr& model) {
  histogram_->set_alpha(model ? model->fusion_alpha : std::vector<float>());
  picker_->set_decoder_heads(model ? static_cast<int>(model->config.decoder.num_attention_heads) : 0);
  if (model) controls_->set_maps_there(model->config.system == checkpoint::System::VideoPanda);
}

void AttentionPanel::set_video(const std::shared_ptr<const engine::EncodedVideo>& video) {
  source_.video = video;
  source_.maps_belong = session_->encoded_for_answers();
  take_word();
  const attention::AttentionMaps& maps = video->maps();
  emit marks_changed(marks_of(*video));
  controls_->setEnabled(true);
  controls_->set_head_counts(maps.heads, maps.gstra_heads);
}

void AttentionPanel::clear(std::function<QString()> message) {
  message_ = std::move(message);
  source_ = {};
  controls_->setEnabled(false);
  multiples_->set_maps({}, controls_->settings());  // which would keep the video
  emit marks_changed({});
  apply();
}

void AttentionPanel::set_position(qint64 frame, double time_s) {
  frame_ = frame;
  time_s_ = time_s;
  update_overlay();
}

engine::AttentionRecording AttentionPanel::recording() const {
  return picker_->recording();
}

void AttentionPanel::add_answer(const engine::Turn& turn) {
  picker_->add_answer(to_qstring(turn.question), turn.attention, session_->frames_of(turn));
  update_belonging();
}

void AttentionPanel::update_belonging() {
  const bool belong = !source_.video || session_->encoded_for_answers();
  if (belong == std::exchange(source_.maps_belong, belong)) return;
  apply();
}

void AttentionPanel::show_word(int answer, int word) {
  if (!controls_->maps_there()) return;  // a word's map lies on STAB's patches
  picker_->choose(answer, word);
  OverlaySettings settings = controls_->settings();
  if (std::exchange(settings.kind, ShownMap::Answer) != ShownMap::Answer) controls_->set_settings(settings);
}

void AttentionPanel::load_settings(const QSettings& settings) {
  picker_->load(settings);
  controls_->set_settings(OverlaySettings::load(settings));
}

void AttentionPanel::save_settings(QSettings& settings) const {
  picker_->save(settings);
  controls_->chosen_settings().save(settings);
}

void AttentionPanel::fill_menu(QMenu& menu) const {
  controls_->fill_menu(menu);
  menu.addSeparator();
  menu.addAction(picker_->record_action());
}

void AttentionPanel::take_word() {
  source_.answer = picker_->record();
  source_.answer_frames = picker_->frames();
  source_.word = picker_->word();
}

void AttentionPanel::choose_word() {
  take_word();
  QList<int> layers;
  if (source_.answer && source_.answer->per_layer)
    layers = QList<int>(source_.answer->layers.begin(), source_.answer->layers.end());
  controls_->set_layers(layers);
  if (controls_->settings().kind == ShownMap::Answer) apply();
}

void AttentionPanel::apply() {
  const OverlaySettings& settings = controls_->settings();
  grids_.clear();
  maps_.clear();
  scale_.reset();
  if (source_.has(settings.kind)) {
    for (int i = 0; i < source_.frames(); ++i) grids_.push_back(source_.grid(i, settings));
    if (settings.shares_scale()) {
      scale_ = 0.0f;
      for (const attention::MapGrid& grid : grids_) scale_ = std::max(*scale_, grid.maximum());
    }
    for (int i = 0; i < source_.frames(); ++i)
      maps_.append(source_.image(i, grids_[static_cast<std::size_t>(i)], settings, scale_));
  }
  emit maps_changed(maps_, settings.opacity, settings.paints_smooth());
  show_pages();
  show_curve();
  const bool of_word = settings.kind == ShownMap::Answer && picker_->record();
  emit word_shown(of_word ? picker_->answer() : -1, of_word ? picker_->word_number() : -1);
  show_point(std::nullopt);
  update_overlay();
}

void AttentionPanel::show_pages() {
  const OverlaySettings& settings = controls_->settings();
  const bool maps = !grids_.empty();
  QWidget* page = nullptr;  // the maps lie on the timeline
  if (settings.kind == ShownMap::Fusion) page = histogram_;
  if (maps && settings.view == MapView::Multiples) page = multiples_page_;
  if (maps && settings.view == MapView::Large) page = large_;
  pages_->setVisible(page != nullptr);
  if (page != nullptr) pages_->setCurrentWidget(page);
  if (page == multiples_page_) multiples_->set_maps(source_, settings);
  pages_->updateGeometry();
  picker_->setVisible(settings.kind == ShownMap::Answer);
  colour_bar_->setVisible(maps);
  updateGeometry();
}

void AttentionPanel::show_curve() {
  if (!source_.video || source_.video->maps().empty()) {
    emit curve_changed({});
    return;
  }
  const bool of_a_word = controls_->settings().kind == ShownMap::Answer && !grids_.empty();
  if (!of_a_word && !source_.maps_belong) {
    emit curve_changed({});
    return;
  }
  const OverlaySettings& settings = controls_->settings();
  emit curve_changed(of_a_word ? word_curve(source_, settings, picker_->word_text())
                               : mass_curve(source_, settings));
}

QString AttentionPanel::name_of_map() const {
  const ShownMap kind = controls_->settings().kind;
  return tr("%1 (%2)").arg(kind == ShownMap::Answer ? tr("“%1”").arg(picker_->word_text()) : name_of(kind),
                           what_it_depends_on(kind));
}

QString AttentionPanel::caption(int frame) const {
  const OverlaySettings& settings = controls_->settings();
  const engine::SampledFrame& sampled = source_.video->frames()[static_cast<std::size_t>(frame)];
  const QString time = format_time(sampled.time_s);
  const bool exact = sampled.index == frame_;
  if (!source_.maps_belong && settings.kind != ShownMap::Answer && settings.kind != ShownMap::Off)
    return tr("The answers are another model's: a question shows the maps of the one in use.");
  if (grids_.empty()) {
    return exact ? tr("Sampled frame %1 at %2").arg(sampled.index).arg(time)
                 : tr("Nearest sampled frame: %1 at %2").arg(sampled.index).arg(time);
  }
  const QString where = exact ? tr("frame %1 at %2, as the model saw it").arg(sampled.index).arg(time)
                              : tr("nearest sampled frame: %1 at %2").arg(sampled.index).arg(time);
  const QString what = name_of_map();
  return tr("%1 · %2 · %3 · %4")
      .arg(what, where, source_.describe_grid(grids_[static_cast<std::size_t>(frame)], settings.kind),
           source_.describe_rows(settings));
}

void AttentionPanel::update_overlay() {
  const OverlaySettings& settings = controls_->settings();
  const int nearest = source_.nearest(frame_, time_s_);
  multiples_->set_current_frame(nearest);
  if (shows(large_)) large_->show_map(source_, nearest, settings, scale_);
  caption_->setText(nearest < 0 ? message_() : caption(nearest));
  set_plain_tip(*caption_, caption_->text());
  show_scale(std::nullopt);
  if (nearest < 0 || grids_.empty() || settings.opacity <= 0 || !source_.asked_about(time_s_)) {
    emit overlay_changed({}, 0, false);
    emit badge_changed({});
    return;
  }
  const engine::SampledFrame& sampled = source_.video->frames()[static_cast<std::size_t>(nearest)];
  const double distance_s = source_.distance_s(nearest, frame_, time_s_);
  QString badge =
      tr("%1 · frame %2 · %3").arg(name_of_map()).arg(sampled.index).arg(format_time(sampled.time_s));
  if (distance_s > 0) badge = tr("%1 · %2 s away").arg(badge, QLocale().toString(distance_s, 'f', 1));
  emit overlay_changed(maps_.value(nearest), settings.opacity * nearness(distance_s),
                       settings.paints_smooth());
  emit badge_changed(badge);
}

void AttentionPanel::show_scale(const std::optional<MapPoint>& point) {
  const OverlaySettings& settings = controls_->settings();
  if (grids_.empty()) return;
  // A point without a row is on the map that the strip and the picture show.
  const bool multiples = shows(multiples_page_) && !(point && point->row < 0);
  const std::optional<float> shared = multiples ? multiples_->scale() : scale_;
  if (shared) {
    colour_bar_->set_scale(settings.colours, static_cast<double>(*shared));
  } else if (point && point->row >= 0) {
    colour_bar_->set_scale(
        settings.colours,
        static_cast<double>(source_.row_grid(point->frame, point->row, settings).maximum()));
  } else if (multiples) {
    colour_bar_->set_separate_scales(settings.colours);
  } else if (const int frame = point ? point->frame : source_.nearest(frame_, time_s_); frame >= 0) {
    colour_bar_->set_scale(settings.colours,
                           static_cast<double>(grids_[static_cast<std::size_t>(frame)].maximum()));
  }
}

void AttentionPanel::set_pointer(const std::optional<QPointF>& place) {
  const int nearest = source_.nearest(frame_, time_s_);
  show_point(place && nearest >= 0 ? std::optional(MapPoint{nearest, -1, place->x(), place->y()})
                                   : std::nullopt);
}

void AttentionPanel::set_frame_pointer(int position, const std::optional<QPointF>& place) {
  if (place && position >= 0 && position < source_.frames())
    show_point(MapPoint{position, -1, place->x(), place->y()});
  else
    show_point(std::nullopt);
}

bool AttentionPanel::shows(const QWidget* page) const {
  return !pages_->isHidden() && pages_->currentWidget() == page;
}

void AttentionPanel::show_point(const std::optional<MapPoint>& point) {
  const OverlaySettings& settings = controls_->settings();
  if (!point || grids_.empty() || point->frame >= source_.frames() ||
      point->row >= source_.rows(settings.kind)) {
    readout_->clear();
    show_scale(std::nullopt);
    return;
  }
  show_scale(point);
  const attention::MapGrid grid = point->row < 0 ? grids_[static_cast<std::size_t>(point->frame)]
                                                 : source_.row_grid(point->frame, point->row, settings);
  const int row = std::clamp(static_cast<int>(point->y * grid.height), 0, grid.height - 1);
  const int column = std::clamp(static_cast<int>(point->x * grid.width), 0, grid.width - 1);
  const QString value = format_value(grid.values[static_cast<std::size_t>(row * grid.width + column)]);
  const qint64 frame = source_.video->frames()[static_cast<std::size_t>(point->frame)].index;
  const QString place = tr("frame %1, row %2, column %3: %4").arg(frame).arg(row).arg(column).arg(value);
  if (point->row < 0) {
    readout_->setText(place);
  } else if (settings.kind == ShownMap::Answer) {
    readout_->setText(
        source_.answer->per_layer
            ? tr("layer %1, %2").arg(source_.answer->layers[static_cast<std::size_t>(point->row)]).arg(place)
            : place);
  } else {
    readout_->setText(tr("head %1, %2").arg(point->row).arg(place));
  }
  set_plain_tip(*readout_, readout_->text());
}

void AttentionPanel::seek_to(int position) {
  if (position < 0 || position >= source_.frames()) return;
  emit seek_requested(source_.video->frames()[static_cast<std::size_t>(position)].index);
}

}  // namespace vp::ui
