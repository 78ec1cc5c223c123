#include "ui/player/stream_menu.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

#include "ui/look/format.h"
#include "ui/look/plain_text.h"

namespace vp::ui {

StreamMenu::StreamMenu(const PlaybackActions& actions) : actions_(actions) {
  connect(actions_.deinterlace, &QAction::triggered, this, [this](bool deinterlace) {
    if (video_) emit chosen({.stream = video_->options.stream, .deinterlace = deinterlace});
  });
}

void StreamMenu::show(const VideoDetailsPtr& video) {
  video_ = video;
  QMenu& menu = *actions_.stream_menu;
  menu.clear();
  auto* group = new QActionGroup(&menu);
  int streams = 0;
  const std::vector<media::StreamInfo> none;
  for (const media::StreamInfo& stream : video_ ? video_->info.streams : none) {
    if (stream.kind != "video") continue;
    ++streams;
    const QString name =
        QStringLiteral("%1: %2 %3")
            .arg(QString::number(stream.index), to_qstring(stream.codec), to_qstring(stream.detail));
    QAction* action = menu.addAction(plain_caption(name));
    action->setToolTip(plain_tip(name));
    action->setObjectName(QStringLiteral("video_stream_%1").arg(stream.index));
    action->setActionGroup(group);
    action->setCheckable(true);
    action->setChecked(stream.index == video_->info.stream);
    // Later: the menu is cleared when the video is opened again.
    connect(
        action, &QAction::triggered, this,
        [this, index = stream.index] {
          if (!video_ || index == video_->info.stream) return;
          emit chosen({.stream = index, .deinterlace = video_->options.deinterlace});
        },
        Qt::QueuedConnection);
  }
  // Nothing to choose from: the menu is there, since a menu that comes and goes is searched for.
  menu.setEnabled(streams > 1);
  actions_.deinterlace->setChecked(video_ && video_->options.deinterlace);
}

}  // namespace vp::ui
