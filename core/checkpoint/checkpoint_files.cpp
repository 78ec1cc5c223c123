#include "checkpoint/checkpoint_files.h"

#include <string>
#include <system_error>
#include <vector>

#include "checkpoint/prepared.h"

namespace vp::checkpoint {
namespace {

bool is_index(const std::string& name) {
  return name == "model.safetensors.index.json" || name == "pytorch_model.bin.index.json";
}

bool is_weights(const std::string& name, bool has_index) {
  // An index may give its files any name.
  const bool any_name = has_index && (name.ends_with(".safetensors") || name.ends_with(".bin"));
  return any_name || (name.starts_with("model") && name.ends_with(".safetensors")) ||
         name == "pytorch_model.bin";
}

}  // namespace

void guard_checkpoint(base::FileGuard& guard, const std::filesystem::path& folder) {
  std::vector<std::string> names;
  bool has_index = false;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
    has_index = has_index || is_index(names.back());
  }
  for (const std::string& name : names)
    if (name == "config.json" || name == "preprocessor_config.json" || name == "tokenizer.model" ||
        name == kPreparedRecordName || is_index(name) || is_weights(name, has_index))
      guard.reads(folder / name, base::message("a file of the checkpoint"));
}

}  // namespace vp::checkpoint
