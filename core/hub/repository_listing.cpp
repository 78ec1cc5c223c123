#include "hub/repository_listing.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/error.h"
#include "base/message_text.h"
#include "hub/hub_cache.h"
#include "json/document.h"

namespace vp::hub {
namespace {

constexpr std::size_t kMostFiles = 100'000;
constexpr std::int64_t kLargestFile = std::int64_t{1} << 44;

[[noreturn]] void refuse(const base::Message& message) {
  throw base::Error(base::ErrorCode::Checkpoint, message);
}

bool is_hash(const std::string& text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Parts that are plain names, but for a dot in front, which "." and ".." have too.
bool stays_inside(std::string_view path) {
  if (path.empty() || path.size() > 1024) return false;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == ".." || part.size() > 255) return false;
    if (std::any_of(part.begin(), part.end(), [](char c) {
          return static_cast<unsigned char>(c) < ' ' || c == '\\' || static_cast<unsigned char>(c) == 127;
        }))
      return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;  // it ends with a slash
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

bool is_safetensors(std::string_view name) {
  return name.ends_with(".safetensors") || name == "model.safetensors.index.json";
}

/// PyTorch's own container; other files that end so are states of training.
bool is_pytorch(std::string_view name) {
  return (name.starts_with("pytorch_model") && name.ends_with(".bin")) ||
         name == "pytorch_model.bin.index.json";
}

bool is_beside_weights(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "config.json",    "generation_config.json",   "tokenizer.model",         "tokenizer_config.json",
      "tokenizer.json", "preprocessor_config.json", "special_tokens_map.json", "added_tokens.json"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

std::vector<ListedFile> listed_files(std::string_view answer) {
  std::vector<ListedFile> files;
  try {
    const json::Document document(answer);
    for (const json::Value& entry : document.root().elements(kMostFiles)) {
      if (entry.member("type").text() != "file") continue;
      ListedFile file{entry.member("path").text(), entry.member("size").integer(0, kLargestFile), {}, {}};
      if (!stays_inside(file.path))
        entry.refuse_with(base::message("has a path that leads out of the model"));
      if (const auto large = entry.given("lfs")) {
        file.sha256 = large->member("oid").text();
        file.size = large->member("size").integer(0, kLargestFile);
      } else {
        file.git_sha1 = entry.member("oid").text();
      }
      if (file.sha256.empty() ? !is_hash(file.git_sha1, 40) : !is_hash(file.sha256, 64))
        entry.refuse_with(base::message("has no hash of its content"));
      files.push_back(std::move(file));
    }
  } catch (const json::Unusable& fault) {
    refuse(base::message("The hub's list of files cannot be used: it %1.", fault.clause()));
  }
  std::sort(files.begin(), files.end(),
            [](const ListedFile& a, const ListedFile& b) { return a.path < b.path; });
  const auto twice = std::adjacent_find(
      files.begin(), files.end(), [](const ListedFile& a, const ListedFile& b) { return a.path == b.path; });
  if (twice != files.end())
    refuse(base::message("The hub's list of files cannot be used: it names %1 twice.", twice->path));
  return files;
}

std::vector<ListedFile> needed_files(const std::vector<ListedFile>& files, const std::string& folder) {
  std::vector<ListedFile> needed, of_pytorch;
  bool has_config = false, has_safetensors = false;
  for (const ListedFile& file : files) {
    if (folder_of(file.path) != folder) continue;
    const std::string_view name = name_of(file.path);
    has_config = has_config || name == "config.json";
    has_safetensors = has_safetensors || name.ends_with(".safetensors");
    if (is_beside_weights(name) || is_safetensors(name)) needed.push_back(file);
    if (is_pytorch(name)) of_pytorch.push_back(file);
  }
  if (!has_safetensors) needed.insert(needed.end(), of_pytorch.begin(), of_pytorch.end());
  if (has_config && (has_safetensors || !of_pytorch.empty())) return needed;

  std::set<std::string> with_config, with_weights;
  for (const ListedFile& file : files) {
    const std::string_view name = name_of(file.path);
    if (name == "config.json") with_config.insert(std::string(folder_of(file.path)));
    if (name.ends_with(".safetensors") || is_pytorch(name))
      with_weights.insert(std::string(folder_of(file.path)));
  }
  std::string folders;
  for (const std::string& some : with_config)
    if (with_weights.contains(some) && folders.size() < 400)
      folders += (folders.empty() ? "" : ", ") + (some.empty() ? "." : some);
  const std::string place = folder.empty() ? "." : folder;
  if (folders.empty())
    refuse(base::message("The model holds no checkpoint: no folder has a config.json and weights."));
  refuse(
      base::message("The folder %1 of the model holds no checkpoint; name one that does with --folder: %2.",
                    base::for_message(place), base::for_message(folders, 400)));
}

}  // namespace vp::hub
