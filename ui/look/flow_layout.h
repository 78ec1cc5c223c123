#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace vp::ui {

/// Items side by side in their preferred widths, broken into as many rows as the width makes necessary.
/// Within a row they are centred on each other.
class FlowLayout final : public QLayout {
  Q_OBJECT

 public:
  /// The gaps are in device-independent pixels.
  FlowLayout(int horizontal_gap, int vertical_gap, QWidget* parent = nullptr);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override;
  int count() const override;
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  /// All in one row.
  QSize sizeHint() const override;
  /// One below the other, as narrow as they can be; the height is that of one row.
  QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  struct Row {
    std::vector<QLayoutItem*> items;
    int height = 0;
  };
  std::vector<Row> rows(int width) const;

  std::vector<std::unique_ptr<QLayoutItem>> items_;
  int horizontal_gap_;
  int vertical_gap_;
};

}  // namespace vp::ui
