#pragma once

#include <QDialog>
#include <QString>
#include <optional>

#include "ui/player/picture_source.h"

class QLabel;
class QLineEdit;

namespace vp::ui {

/// The frame that is meant by "83", "1:23.4", "1:02:03" (a time) or "#125" (a number); nothing where it is
/// neither or lies outside the film.
std::optional<qint64> frame_of(const QString& text, const VideoDetails& video);

/// Asks for a time.
class GoToTime final : public QDialog {
  Q_OBJECT

 public:
  explicit GoToTime(QWidget* parent = nullptr);

  /// Of this film, which is not null; `now_s` is proposed.
  void ask(const VideoDetailsPtr& video, double now_s);

 signals:
  void chosen(qint64 frame);

 private:
  void go();

  VideoDetailsPtr video_;
  QLabel* label_;
  QLineEdit* field_;
  QLabel* complaint_;
};

}  // namespace vp::ui
