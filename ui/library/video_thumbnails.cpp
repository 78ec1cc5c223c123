#include "ui/library/video_thumbnails.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QSaveFile>
#include <utility>

#include "ui/look/format.h"

namespace vp::ui {
namespace {

constexpr int kThumbnailSide = 160;  // pixels: sharp on screens of twice the resolution
const QString kThumbnailEnding = QStringLiteral(".thumbnail.png");

}  // namespace

VideoThumbnails::VideoThumbnails(std::filesystem::path folder) : folder_(std::move(folder)) {}

QString VideoThumbnails::file_of(const std::filesystem::path& video) const {
  if (folder_.empty()) return {};
  const QByteArray name =
      QCryptographicHash::hash(QByteArray::fromStdString(video.string()), QCryptographicHash::Sha256).toHex();
  return from_path(folder_) + QLatin1Char('/') + QLatin1String(name) + kThumbnailEnding;
}

void VideoThumbnails::keep(const std::filesystem::path& video, const QImage& picture) const {
  if (folder_.empty() || picture.isNull() || !QDir().mkpath(from_path(folder_))) return;
  QSaveFile file(file_of(video));
  if (!file.open(QIODevice::WriteOnly)) return;
  const QImage small =
      picture.scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  if (small.save(&file, "PNG")) file.commit();
}

void VideoThumbnails::forget(const std::filesystem::path& video) const {
  if (!folder_.empty()) QFile::remove(file_of(video));
}

void VideoThumbnails::clear() const {
  if (folder_.empty()) return;
  const QDir folder(from_path(folder_));
  for (const QString& name : folder.entryList({QLatin1Char('*') + kThumbnailEnding}, QDir::Files))
    QFile::remove(folder.filePath(name));
}

}  // namespace vp::ui
