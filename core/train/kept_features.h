#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "train/example.h"

namespace vp::train {

/// A teacher's features on the disk, in 16 bits, a file a clip: an epoch, another stage or another run
/// computes none anew. Several processes may share a folder.
class KeptFeatures {
 public:
  /// `teacher` says which one it is and how it is asked: its weights' hash, its precision and the like. The
  /// folder is made when something is kept.
  KeptFeatures(std::filesystem::path folder, std::string teacher);

  /// The SHA-256 of the teacher and of all that it sees of the clip.
  std::string key(const Example& example) const;
  /// Undefined where there are none of that (rows, columns) shape; a damaged file counts as none.
  at::Tensor find(const std::string& key, const std::vector<std::int64_t>& shape) const;
  /// Keeps them, and gives them as they will be found: rounded to 16 bits. Throws Error(Output).
  at::Tensor add(const std::string& key, const at::Tensor& features) const;

 private:
  std::filesystem::path file_of(const std::string& key) const;

  std::filesystem::path folder_;
  std::string teacher_;
};

}  // namespace vp::train
