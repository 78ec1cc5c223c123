#include "library/video_cache.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file_facts.h"
#include "base/paths.h"
#include "base/sha256.h"

namespace vp::library {
namespace {

constexpr std::string_view kEnding = ".safetensors";
constexpr std::size_t kNameLength = 64 + kEnding.size();  // a hash and the ending

struct Entry {
  std::filesystem::path file;
  std::int64_t size_bytes = 0;
  std::filesystem::file_time_type used;
};

bool is_entry_name(const std::string& name) {
  return name.size() == kNameLength && name.ends_with(kEnding) &&
         name.find_first_not_of("0123456789abcdef") == kNameLength - kEnding.size();
}

/// What was left behind by a program that was killed while it wrote an entry.
bool is_abandoned(const std::filesystem::directory_entry& entry, const std::string& name) {
  if (name.size() <= kNameLength || !is_entry_name(name.substr(0, kNameLength)) || !name.ends_with(".part"))
    return false;
  std::error_code error;
  const auto written = entry.last_write_time(error);
  return !error && std::filesystem::file_time_type::clock::now() - written > std::chrono::hours(1);
}

std::vector<Entry> entries_of(const std::filesystem::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::error_code gone;
    if (is_abandoned(*it, name)) {
      std::filesystem::remove(it->path(), gone);
      continue;
    }
    if (!is_entry_name(name) || !it->is_regular_file(gone)) continue;
    Entry entry{it->path(), static_cast<std::int64_t>(it->file_size(gone)), it->last_write_time(gone)};
    if (!gone) entries.push_back(std::move(entry));
  }
  return entries;
}

/// The hash over the beginning, the middle and the end of a file; empty when it cannot be read.
std::string samples_of(const std::filesystem::path& file, std::int64_t size_bytes) {
  constexpr std::int64_t kSample = 64 << 10;
  std::ifstream stream(file, std::ios::binary);
  base::Sha256 hash;
  std::vector<char> block(kSample);
  for (const std::int64_t start :
       {std::int64_t{0}, size_bytes / 2, std::max<std::int64_t>(0, size_bytes - kSample)}) {
    stream.clear();
    stream.seekg(start);
    stream.read(block.data(), kSample);
    if (stream.bad() || (stream.gcount() == 0 && size_bytes > 0)) return {};
    hash.update(std::string_view(block.data(), static_cast<std::size_t>(stream.gcount())));
  }
  return base::to_hex(hash.finish());
}

std::string second_of(const std::optional<std::int64_t>& time_s) {
  return time_s ? std::to_string(*time_s) : "-";
}

}  // namespace

std::filesystem::path default_cache_folder() {
  const std::filesystem::path folder = base::user_folder(base::UserFolder::Cache);
  return folder.empty() ? folder : folder / "encoded";
}

void CacheOptions::validate() const {
  if (folder.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The cache of encoded videos needs a folder; name one."));
  if (most_bytes < 0)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The cache of encoded videos cannot have a negative size."));
}

VideoCache::VideoCache(CacheOptions options)
    : folder_(std::move(options.folder)), most_bytes_(options.most_bytes) {
  CacheOptions{folder_, options.most_bytes}.validate();
}

std::filesystem::path VideoCache::entry_of(const engine::ModelFacts& model,
                                           const engine::VideoRequest& request,
                                           const base::FileFacts& file) const {
  if (file.size_bytes <= 0) return {};
  const std::string samples = samples_of(request.file, file.size_bytes);
  if (samples.empty()) return {};
  std::string key = "encoded video 2";
  for (const std::string& part :
       {std::to_string(file.size_bytes), std::to_string(file.modified_ns), samples, model.hash, model.device,
        model.dtype, second_of(request.range.start_s), second_of(request.range.end_s),
        std::to_string(request.frames), std::to_string(request.open.stream.value_or(-1)),
        std::to_string(int{request.open.deinterlace}), std::to_string(int{request.attention_maps}),
        std::to_string(int{request.pictures})})
    key += '\n' + part;
  for (const std::int64_t frame : request.frame_indices) key += "\nframe " + std::to_string(frame);
  return entry_named(key);
}

std::filesystem::path VideoCache::entry_named(const std::string& key) const {
  base::Sha256 hash;
  hash.update(key);
  return folder_ / (base::to_hex(hash.finish()) + std::string(kEnding));
}

bool VideoCache::find_prefix(engine::Conversation& conversation) const {
  if (most_bytes_ == 0) return false;
  const std::filesystem::path entry = entry_named(conversation.prefix_identity());
  std::error_code error;
  if (!std::filesystem::is_regular_file(entry, error)) return false;
  try {
    conversation.read_prefix(entry);
    std::filesystem::last_write_time(entry, std::filesystem::file_time_type::clock::now(), error);
    return true;
  } catch (const base::Error& failure) {
    if (failure.code() == base::ErrorCode::Checkpoint) std::filesystem::remove(entry, error);
    return false;
  }
}

bool VideoCache::has_room(std::int64_t bytes, CacheRoom room) const {
  const std::int64_t most = most_bytes_;
  return bytes <= most && (room == CacheRoom::OfOldest || bytes <= most - size_bytes());
}

void VideoCache::store_prefix(const engine::Conversation& conversation, CacheRoom room,
                              const std::stop_token& stop) const {
  if (!conversation.has_prefix()) return;
  const std::filesystem::path entry = entry_named(conversation.prefix_identity());
  std::error_code error;
  if (std::filesystem::exists(entry, error) || !has_room(conversation.prefix_bytes(), room)) return;
  conversation.write_prefix(entry, stop);
  make_room();
}

std::shared_ptr<const engine::EncodedVideo> VideoCache::find(const engine::ModelFactsPtr& model,
                                                             const engine::VideoRequest& request) const {
  if (most_bytes_ == 0) return nullptr;
  const base::FileFacts facts = base::file_facts(request.file);
  // A film that was changed since it was opened is to be opened again.
  if (request.scan && request.scan->facts != facts) return nullptr;
  const std::filesystem::path entry = entry_of(*model, request, facts);
  std::error_code error;
  if (entry.empty() || !std::filesystem::is_regular_file(entry, error)) return nullptr;
  try {
    auto video = engine::EncodedVideo::read(entry, model, request, facts);
    std::filesystem::last_write_time(entry, std::filesystem::file_time_type::clock::now(), error);
    return video;
  } catch (const base::Error& failure) {
    // The video can be encoded again. Only an entry that is wrong itself is of no use later: what this
    // machine has no memory for now, it may have room for the next time.
    if (failure.code() == base::ErrorCode::Checkpoint) std::filesystem::remove(entry, error);
    return nullptr;
  }
}

void VideoCache::store(const engine::EncodedVideo& video, CacheRoom room, const std::stop_token& stop) const {
  // What was encoded must not be found for what has the file's name by now: a film that was still being
  // written.
  if (video.file_facts() != base::file_facts(video.request().file)) return;
  const std::filesystem::path entry = entry_of(video.model(), video.request(), video.file_facts());
  std::error_code error;
  if (entry.empty() || std::filesystem::exists(entry, error) || !has_room(video.stored_bytes(), room)) return;
  video.write(entry, stop);
  make_room();
}

std::int64_t VideoCache::size_bytes() const {
  std::int64_t total = 0;
  for (const Entry& entry : entries_of(folder_)) total += entry.size_bytes;
  return total;
}

void VideoCache::clear() const {
  for (const Entry& entry : entries_of(folder_)) {
    std::error_code error;
    std::filesystem::remove(entry.file, error);
    if (error)
      throw base::Error(base::ErrorCode::Output, base::message("The cached video %1 cannot be removed (%2).",
                                                               entry.file.string(), error.message()));
  }
}

void VideoCache::set_most_bytes(std::int64_t bytes) {
  CacheOptions{folder_, bytes}.validate();
  most_bytes_ = bytes;
  make_room();
}

void VideoCache::make_room() const {
  std::vector<Entry> entries = entries_of(folder_);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used > b.used; });
  std::int64_t total = 0;
  for (const Entry& entry : entries) {
    total += entry.size_bytes;
    std::error_code error;
    if (total > most_bytes_) std::filesystem::remove(entry.file, error);
  }
}

}  // namespace vp::library
