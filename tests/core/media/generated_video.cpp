#include "generated_video.h"

#include <QProcess>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace vp::test {

std::filesystem::path VideoFactory::path(const QString& name) const {
  return folder_.filePath(name).toStdString();
}

std::filesystem::path VideoFactory::make(const QString& name, const QStringList& arguments) const {
  QProcess process;
  process.start("ffmpeg", QStringList{"-v", "error", "-nostdin", "-y"} + arguments +
                              QStringList{folder_.filePath(name)});
  if (!process.waitForFinished(120000) || process.exitCode() != 0) {
    throw std::runtime_error("ffmpeg could not make " + name.toStdString() + ": " +
                             process.readAllStandardError().toStdString());
  }
  return path(name);
}

std::filesystem::path VideoFactory::make_numbered(const QString& name, int width, int height, int frames,
                                                  const QStringList& encoding, const QString& filter) const {
  // Bits above, a moving pattern below, so that pictures are predicted from each other.
  const QString source =
      QString(
          "nullsrc=size=%1x%2:rate=25,format=yuv444p,geq="
          "lum='if(lt(Y,32),if(mod(floor(N/pow(2,floor(X/16))),2),225,30),64+mod(X*3+Y*5+N*7,128))':"
          "cb='128+if(lt(Y,32),0,20*sin(X/9+N/5))':cr=128%3")
          .arg(width)
          .arg(height)
          .arg(filter.isEmpty() ? QString() : "," + filter);
  return make(name,
              QStringList{"-f", "lavfi", "-i", source, "-frames:v", QString::number(frames)} + encoding);
}

std::filesystem::path VideoFactory::write(const QString& name, const std::vector<char>& bytes) const {
  std::ofstream(path(name), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path(name);
}

int painted_number(const base::RgbImage& image) {
  int number = 0;
  for (int bit = 0; bit < 7; ++bit) {
    if (image.row(16)[(bit * 16 + 8) * 3 + 1] > 128) number |= 1 << bit;
  }
  return number;
}

std::vector<char> read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace vp::test
