#pragma once

#include <QImage>
#include <QList>
#include <QPixmap>
#include <QRect>
#include <QSize>

#include "ui/player/picture_source.h"

class QPainter;
class QPalette;

namespace vp::ui {

class TimeAxis;

/// Which pictures a film strip wants: as many, evenly over this part of the film.
struct FilmPart {
  double first_s = 0;
  double last_s = 0;
  int count = 0;
  QSize size;  ///< of each, in device pixels

  bool operator==(const FilmPart&) const = default;
};

/// The film itself on a timeline, in small pictures of what is shown of it.
class FilmBand {
 public:
  void set_video(const VideoDetailsPtr& video);
  /// The part that is wanted now, if it is another one than before; a count of 0: nothing new.
  FilmPart wanted(const TimeAxis& axis, int height, double pixel_ratio);
  /// False for a picture of a part that is no longer wanted.
  bool set_picture(const FilmPart& part, int position, const QImage& picture);
  /// The picture that lies nearest to a moment; null where there is none.
  QImage nearest_to(double time_s) const;
  /// Its colours or the pictures' scale have changed.
  void repaint() { strip_ = {}; }
  void paint(QPainter& painter, const TimeAxis& axis, const QRect& place, const QPalette& palette,
             double pixel_ratio);

 private:
  double time_of(qsizetype position) const;

  VideoDetailsPtr video_;
  FilmPart part_;
  QList<QImage> pictures_;
  QPixmap strip_;  ///< as it is painted; null after a change
};

}  // namespace vp::ui
