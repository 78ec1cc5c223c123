#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "base/progress.h"

namespace vp::test {

/// Videos made by the `ffmpeg` program in a folder that goes away with the object.
class VideoFactory {
 public:
  /// Runs `ffmpeg -y ARGUMENTS… NAME`; fails the test (an exception) when ffmpeg does.
  std::filesystem::path make(const QString& name, const QStringList& arguments) const;
  /// `frames` pictures that carry their number (see painted_number), encoded with `encoding`.
  std::filesystem::path make_numbered(const QString& name, int width, int height, int frames,
                                      const QStringList& encoding, const QString& filter = {}) const;
  std::filesystem::path write(const QString& name, const std::vector<char>& bytes) const;
  std::filesystem::path path(const QString& name) const;

 private:
  QTemporaryDir folder_;
};

/// The number that is painted into a picture of make_numbered: seven blocks of 16 pixels, one a bit.
int painted_number(const base::RgbImage& image);

std::vector<char> read_bytes(const std::filesystem::path& file);

/// Keeps what a job warns of.
class Warnings final : public base::Progress {
 public:
  void report(base::Phase, std::int64_t, std::int64_t) override { ++reports; }
  void warn(const base::Message& message) override { sentences.push_back(message.text()); }
  std::vector<std::string> sentences;
  int reports = 0;
};

/// The code and sentence of the base::Error that `job` throws; an empty sentence when it throws none.
struct Failure {
  int code = 0;
  std::string sentence;
};
template <typename Job>
Failure failure_of(Job&& job) {
  try {
    job();
  } catch (const base::Error& error) {
    return {static_cast<int>(error.code()), error.what()};
  }
  return {};
}

}  // namespace vp::test
