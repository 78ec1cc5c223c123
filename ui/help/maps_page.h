#pragma once

#include <QDialog>

class QPushButton;

namespace vp::ui {

/// What each map shows and what it does not, with a drawing of each.
class MapsPage final : public QDialog {
  Q_OBJECT

 public:
  explicit MapsPage(QWidget* parent);

 private:
  QPushButton* close_;
};

}  // namespace vp::ui
