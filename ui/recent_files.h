#pragma once

#include <QMenu>

namespace vp::ui {

/// The menu of the videos that were opened last, kept in the settings.
class RecentFiles final : public QMenu {
  Q_OBJECT

 public:
  static constexpr int kMost = 10;

  explicit RecentFiles(QWidget* parent = nullptr);

  /// This file was opened: it comes first.
  void add(const QString& file);
  QStringList files() const;

 signals:
  void chosen(const QString& file);

 private:
  void store(const QStringList& files);
  void fill();
};

}  // namespace vp::ui
