#include "coded_video.h"

#include <QPainter>
#include <QProcess>

namespace vp::test {

QImage coded_picture(int number) {
  QImage image(kCodedWidth, kCodedHeight, QImage::Format_RGB888);
  QPainter painter(&image);
  const int width = kCodedWidth / kCodedBits;
  for (int bit = 0; bit < kCodedBits; ++bit) {
    const bool set = (number >> (kCodedBits - 1 - bit)) & 1;
    painter.fillRect(bit * width, 0, width, kCodedHeight, set ? Qt::white : Qt::black);
  }
  return image;
}

int read_coded_picture(const QImage& picture) {
  if (picture.isNull()) return -1;
  int number = 0;
  for (int bit = 0; bit < kCodedBits; ++bit) {
    const int x = (2 * bit + 1) * picture.width() / (2 * kCodedBits);
    const int grey = qGray(picture.pixel(x, picture.height() / 2));
    if (grey > 80 && grey < 175) return -1;
    number = 2 * number + (grey >= 175 ? 1 : 0);
  }
  return number;
}

QString write_coded_video(const QString& file, int frames, int fps) {
  QProcess ffmpeg;
  ffmpeg.start(QStringLiteral("ffmpeg"), {"-v",
                                          "error",
                                          "-y",
                                          "-f",
                                          "rawvideo",
                                          "-pix_fmt",
                                          "rgb24",
                                          "-s",
                                          QStringLiteral("%1x%2").arg(kCodedWidth).arg(kCodedHeight),
                                          "-r",
                                          QString::number(fps),
                                          "-i",
                                          "-",
                                          "-f",
                                          "lavfi",
                                          "-i",
                                          "sine=frequency=440",
                                          "-shortest",
                                          "-c:v",
                                          "libx264",
                                          "-g",
                                          "12",
                                          "-bf",
                                          "2",
                                          "-pix_fmt",
                                          "yuv420p",
                                          "-threads",
                                          "1",
                                          "-c:a",
                                          "aac",
                                          file});
  if (!ffmpeg.waitForStarted()) return ffmpeg.errorString();
  for (int i = 0; i < frames; ++i) {
    const QImage picture = coded_picture(i);
    for (int y = 0; y < picture.height(); ++y) {
      ffmpeg.write(reinterpret_cast<const char*>(picture.constScanLine(y)), qint64{3} * picture.width());
    }
  }
  ffmpeg.closeWriteChannel();
  if (!ffmpeg.waitForFinished(120000)) return ffmpeg.errorString();
  const QString said = QString::fromLocal8Bit(ffmpeg.readAllStandardError());
  return ffmpeg.exitCode() == 0 ? QString() : QStringLiteral("ffmpeg failed: ") + said;
}

}  // namespace vp::test
