#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/mapped_file.h"
#include "checkpoint/tensor_layout.h"
#include "checkpoint/weight_reader.h"
#include "json/document.h"

namespace vp::checkpoint {
namespace {

constexpr std::uint64_t kLargestIndex = std::uint64_t{64} << 20;
constexpr std::size_t kMostTensors = std::size_t{1} << 20;

using OpenFile = std::unique_ptr<WeightReader> (*)(const std::filesystem::path&);

/// Several files as one.
class ShardedWeights final : public WeightReader {
 public:
  /// Throws Error(Checkpoint) for a tensor that two of `files` hold.
  ShardedWeights(const std::vector<std::filesystem::path>& files, OpenFile open) {
    std::vector<Located> located;
    for (const std::filesystem::path& file : files) {
      shards_.push_back(open(file));
      for (const TensorInfo& tensor : shards_.back()->tensors())
        located.push_back({&tensor, shards_.back().get(), &file});
    }
    std::sort(located.begin(), located.end(),
              [](const Located& a, const Located& b) { return a.tensor->name < b.tensor->name; });
    for (std::size_t i = 0; i < located.size(); ++i) {
      if (i > 0 && located[i].tensor->name == located[i - 1].tensor->name)
        refuse(*located[i].file,
               base::message("holds the tensor %1, which %2 holds, too; remove one of them.",
                             in_quotes(located[i].tensor->name), located[i - 1].file->filename().string()));
      tensors_.push_back(*located[i].tensor);
      owners_.push_back(located[i].shard);
    }
  }

  const std::vector<TensorInfo>& tensors() const override { return tensors_; }

  void read(const TensorInfo& tensor, std::span<std::byte> destination) const override {
    owners_[index_to_read(tensors_, tensor, destination)]->read(tensor, destination);
  }

  std::optional<TensorView> view(const TensorInfo& tensor) const override {
    return owners_[known_index_of(tensors_, tensor)]->view(tensor);
  }

  void populate(const TensorInfo& tensor, std::uint64_t offset, std::uint64_t length) const override {
    owners_[known_index_of(tensors_, tensor)]->populate(tensor, offset, length);
  }

  /// The shard that holds tensors()[i].
  const WeightReader* owner(std::size_t i) const { return owners_[i]; }
  const WeightReader* shard(std::size_t i) const { return shards_[i].get(); }

 private:
  struct Located {
    const TensorInfo* tensor;
    const WeightReader* shard;
    const std::filesystem::path* file;
  };

  std::vector<std::unique_ptr<WeightReader>> shards_;
  std::vector<TensorInfo> tensors_;
  std::vector<const WeightReader*> owners_;  ///< one a tensor
};

constexpr std::size_t kLongestName = 4096;  // of a shard, bytes

/// A shard's name may not lead out of the folder. Links inside the folder are the user's own (a model hub's
/// cache is made of them) and are followed.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\\\0", 3)) == name.npos;
}

std::unique_ptr<WeightReader> open_index(const std::filesystem::path& index, OpenFile open) {
  json::Limits limits;
  limits.bytes = kLargestIndex;
  limits.depth = kDeepest;
  limits.values = 3 * kMostTensors;
  const json::Document document(read_small_file(index, kLargestIndex), limits,
                                refusal_of(index, base::message("it")));
  if (!document.root().is_object())
    refuse(index,
           base::message("is %1; an object with a \"weight_map\" was expected.", document.root().shown()));
  const std::optional<json::Value> weight_map = document.root().find("weight_map");
  if (!weight_map || !weight_map->is_object() || weight_map->size() == 0)
    refuse(index, base::message("has no \"weight_map\" from tensors to files."));
  const std::vector<std::pair<std::string, json::Value>> entries = weight_map->members(kMostTensors);
  std::map<std::string, std::size_t> shards;  // by the file's name; its place among the shards
  for (const auto& [tensor, name] : entries) {
    if (!name.is_text() || !is_plain_name(name.any_text(kLongestName)))
      refuse(index,
             base::message(
                 "the tensor %1 is said to be in %2; the name of a file in the same folder was expected.",
                 in_quotes(tensor), in_quotes(name.shown().text())));
    shards.emplace(name.text(), 0);
  }

  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (auto& [name, place] : shards) {
    place = files.size();
    files.push_back(index.parent_path() / name);
    if (!std::filesystem::exists(files.back(), error))
      refuse(index, base::message("names the file %1, which is missing; copy or download it, too.",
                                  in_quotes(name)));
  }
  auto weights = std::make_unique<ShardedWeights>(files, open);
  for (const auto& [tensor, name] : entries) {
    const std::size_t found = index_of(weights->tensors(), tensor);
    if (found == weights->tensors().size() || weights->owner(found) != weights->shard(shards.at(name.text())))
      refuse(index,
             base::message(
                 "says that %1 holds the tensor %2, but it does not; copy or download the files again.",
                 name.text(), in_quotes(tensor)));
  }
  return weights;
}

/// model*.safetensors of the folder, by name.
std::vector<std::filesystem::path> safetensors_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with("model") && name.ends_with(".safetensors")) files.push_back(entry->path());
  }
  if (error)
    refuse(folder,
           base::message("cannot be listed (%1); the folder of a checkpoint was expected.", error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::unique_ptr<WeightReader> open_weights(const std::filesystem::path& folder) {
  const std::vector<std::filesystem::path> safetensors = safetensors_files(folder);
  const auto has = [&](const char* name) {
    std::error_code error;
    return std::filesystem::exists(folder / name, error);
  };
  if (has("model.safetensors.index.json"))
    return open_index(folder / "model.safetensors.index.json", open_safetensors);
  if (safetensors.size() == 1) return open_safetensors(safetensors.front());
  if (!safetensors.empty()) return std::make_unique<ShardedWeights>(safetensors, open_safetensors);
  if (has("pytorch_model.bin.index.json"))
    return open_index(folder / "pytorch_model.bin.index.json", open_pytorch_bin);
  if (has("pytorch_model.bin")) return open_pytorch_bin(folder / "pytorch_model.bin");
  refuse(
      folder,
      base::message(
          "holds no weights; model*.safetensors or pytorch_model.bin (or their index files) were expected."));
}

}  // namespace vp::checkpoint
