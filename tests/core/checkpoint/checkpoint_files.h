#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "checkpoint/weight_reader.h"

namespace vp::test {

inline const std::filesystem::path kGolden = VP_TEST_DATA "/golden";

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!stream.flush()) qFatal("cannot write %s", file.c_str());
}

/// Empty when `attempt` throws Error(Checkpoint) whose sentence mentions everything in `mentions`; else what
/// was wrong.
inline QString refusal_mentions(const std::function<void()>& attempt, const QStringList& mentions) {
  try {
    attempt();
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::Checkpoint) return QStringLiteral("another code");
    for (const QString& mention : mentions)
      if (!QString::fromUtf8(error.what()).contains(mention))
        return QStringLiteral("no \"%1\" in: %2").arg(mention, QString::fromUtf8(error.what()));
    return {};
  }
  return QStringLiteral("accepted");
}

inline std::vector<std::byte> read_tensor(const checkpoint::WeightReader& weights,
                                          const checkpoint::TensorInfo& info) {
  std::vector<std::byte> bytes(info.byte_count());
  weights.read(info, bytes);
  return bytes;
}

inline void read_all(const checkpoint::WeightReader& weights) {
  for (const checkpoint::TensorInfo& info : weights.tensors()) read_tensor(weights, info);
}

/// One to four bytes changed, taken away or put in; now and then the end cut off. The first `focus` bytes are
/// hit more often.
inline std::string mutated(std::string content, std::mt19937& random, std::size_t focus) {
  for (unsigned i = 1 + random() % 4; i > 0 && !content.empty(); --i) {
    const std::size_t range = random() % 4 != 0 && focus < content.size() ? focus : content.size();
    const std::size_t at = random() % range;
    switch (random() % 8) {
      case 0:
        content.erase(at, 1 + random() % 8);
        break;
      case 1:
        content.insert(at, 1 + random() % 8, static_cast<char>(random()));
        break;
      case 2:
        content.resize(at);
        break;
      default:
        content[at] = static_cast<char>(random());
    }
  }
  return content;
}

}  // namespace vp::test
