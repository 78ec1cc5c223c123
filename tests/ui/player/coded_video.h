#pragma once

#include <QImage>
#include <QString>

namespace vp::test {

/// Pictures that carry their own number as black and white bars, so that a test can read from a screen which
/// frame is on it.
inline constexpr int kCodedWidth = 160;
inline constexpr int kCodedHeight = 96;
inline constexpr int kCodedBits = 8;

/// Frame `number` as it is encoded.
QImage coded_picture(int number);

/// The number that a picture of any size carries; -1 when it cannot be read.
int read_coded_picture(const QImage& picture);

/// Writes `frames` such pictures at `fps` with the ffmpeg program: H.264 with B-frames, a keyframe every 12,
/// and a tone. Returns an empty string, or what ffmpeg said.
QString write_coded_video(const QString& file, int frames, int fps);

}  // namespace vp::test
