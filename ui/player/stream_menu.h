#pragma once

#include <QObject>

#include "ui/player/picture_source.h"
#include "ui/player/playback_actions.h"

namespace vp::ui {

/// How a film is opened: which of its video streams, and its fields taken apart or not.
class StreamMenu final : public QObject {
  Q_OBJECT

 public:
  /// The actions must outlive it.
  explicit StreamMenu(const PlaybackActions& actions);

  /// Fills the menu with the streams of this film; null: there is none.
  void show(const VideoDetailsPtr& video);

 signals:
  /// The film is to be opened again like this.
  void chosen(const vp::media::OpenOptions& options);

 private:
  const PlaybackActions& actions_;
  VideoDetailsPtr video_;
};

}  // namespace vp::ui
