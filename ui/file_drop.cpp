#include "ui/file_drop.h"

#include <QDropEvent>
#include <QMimeData>
#include <QRubberBand>
#include <QUrl>

namespace vp::ui {
namespace {

/// A local file that is dragged, or an empty string.
QString local_file(const QMimeData& data) {
  for (const QUrl& url : data.urls())
    if (url.isLocalFile()) return url.toLocalFile();
  return {};
}

}  // namespace

FileDrop::FileDrop(QWidget* window)
    : QObject(window), window_(window), frame_(new QRubberBand(QRubberBand::Rectangle, window)) {
  window_->setAcceptDrops(true);
  window_->installEventFilter(this);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event) {
  if (watched != window_) return false;
  switch (event->type()) {
    case QEvent::DragEnter: {
      auto* drag = static_cast<QDropEvent*>(event);
      if (local_file(*drag->mimeData()).isEmpty()) return true;
      drag->acceptProposedAction();
      frame_->setGeometry(window_->rect());
      frame_->show();
      return true;
    }
    case QEvent::DragLeave:
      frame_->hide();
      return true;
    case QEvent::Drop: {
      frame_->hide();
      auto* drop = static_cast<QDropEvent*>(event);
      const QString file = local_file(*drop->mimeData());
      if (file.isEmpty()) return true;
      drop->acceptProposedAction();
      emit dropped(file);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace vp::ui
