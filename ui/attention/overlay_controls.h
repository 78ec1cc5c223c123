#pragma once

#include <QWidget>
#include <optional>

#include "ui/attention/overlay_settings.h"

class QAction;
class QActionGroup;

class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace vp::ui {

/// Which map, which heads, which colours, how opaque, smooth or not, how laid out.
class OverlayControls final : public QWidget {
  Q_OBJECT

 public:
  explicit OverlayControls(QWidget* parent = nullptr);

  const OverlaySettings& settings() const { return settings_; }
  void set_settings(const OverlaySettings& settings);
  /// How many heads the maps of the video have; a head that is no longer there becomes the mean.
  void set_head_counts(int fsra, int gstra);
  /// The decoder layers that the shown answer's record has a row for; empty where it has their mean only.
  void set_layers(const QList<int>& layers);
  /// Whether the model in use has maps at all; without them none is shown, and there is nothing to choose
  /// here or in the menu. The kind that was chosen comes back with them.
  void set_maps_there(bool there);
  bool maps_there() const { return !chosen_kind_; }
  /// The settings with the kind that the user chose, whether the model in use has it or not.
  OverlaySettings chosen_settings() const;
  /// Puts the choice of the map and its layout into a menu.
  void fill_menu(QMenu& menu) const;

 signals:
  /// By the user: a kind of map, or a layout of the maps.
  void chosen();
  void settings_changed(const vp::ui::OverlaySettings& settings);

 private:
  QAction* add_kind(ShownMap kind, const char* name, const char* text, const char* tip,
                    const QKeySequence& key);
  void add_view(MapView view, const char* name, const char* text, const char* tip, const QKeySequence& key);
  QAction* add_switch(const char* name, const char* text, const char* tip, const QKeySequence& key,
                      bool OverlaySettings::*member);
  void name_action(QAction* action, const char* text, const char* tip, const QKeySequence& key);
  void make_tabs();
  void make_colour_controls();
  void make_views();
  void connect_choices();
  void fill_heads();
  void show_settings();
  /// Answer has one of its own.
  void show_scale_choice();
  void changed();

  OverlaySettings settings_;
  std::optional<ShownMap> chosen_kind_;  ///< while the model in use has no maps
  int fsra_heads_ = 0;
  int gstra_heads_ = 0;
  QList<int> layers_;
  QActionGroup* kinds_;
  QActionGroup* views_;
  QAction* smooth_ = nullptr;
  QAction* same_scale_ = nullptr;
  QAction* kept_only_ = nullptr;
  QComboBox* heads_;
  QComboBox* colours_;
  QSlider* opacity_;
  QLabel* opacity_text_;
  QComboBox* view_choice_;
  QWidget* opacity_group_ = nullptr;
  QToolButton* smooth_button_ = nullptr;
  QToolButton* same_scale_button_ = nullptr;
  QToolButton* kept_only_button_ = nullptr;
};

}  // namespace vp::ui
