#pragma once

#include <QWidget>

#include "ui/attention/map_image.h"

class QAction;
class QActionGroup;

class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace vp::ui {

/// Which map, which heads, which colours, how opaque, smooth or not.
class OverlayControls final : public QWidget {
  Q_OBJECT

 public:
  explicit OverlayControls(QWidget* parent = nullptr);

  const OverlaySettings& settings() const { return settings_; }
  void set_settings(const OverlaySettings& settings);
  /// How many heads the two maps have; a head that is no longer there becomes the mean.
  void set_head_counts(int fsra, int gstra);
  /// Puts the choice of the map into a menu.
  void fill_menu(QMenu& menu) const;

 signals:
  void settings_changed(const vp::ui::OverlaySettings& settings);

 private:
  QAction* add_kind(MapKind kind, const char* name, const QString& text, const QString& tip,
                    const QKeySequence& key);
  void fill_heads();
  void show_settings();
  void changed();

  OverlaySettings settings_;
  int fsra_heads_ = 0;
  int gstra_heads_ = 0;
  QActionGroup* kinds_;
  QAction* smooth_;
  QComboBox* heads_;
  QComboBox* colours_;
  QSlider* opacity_;
  QLabel* opacity_text_;
  QToolButton* smooth_button_;
};

}  // namespace vp::ui
