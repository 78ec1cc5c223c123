#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vp::hub {

/// A file of a repository, as the hub lists it.
struct ListedFile {
  std::string path;       ///< below the repository, with "/" between its parts
  std::int64_t size = 0;  ///< bytes
  std::string sha256;     ///< of large files: 64 hexadecimal digits; else empty
  std::string git_sha1;   ///< of small files: of "blob SIZE", a zero byte and the content; 40 digits
};

/// The answer to GET /api/models/REPOSITORY/tree/REVISION?recursive=true: its files, by path. Throws
/// Error(Checkpoint) where it is no such answer, names a path that leads out of the repository or one twice,
/// or a size or a hash that makes no sense.
std::vector<ListedFile> listed_files(std::string_view answer);

/// Of those below `folder` ("" for the repository itself) what a checkpoint needs: config.json, the
/// tokenizer, the weights with their index, preprocessor_config.json and generation_config.json. Where there
/// are safetensors other containers of the same weights are left out, and files of training always. Throws
/// Error(Checkpoint) where there is no config.json or there are no weights, naming the folders that have
/// both.
std::vector<ListedFile> needed_files(const std::vector<ListedFile>& files, const std::string& folder);

}  // namespace vp::hub
