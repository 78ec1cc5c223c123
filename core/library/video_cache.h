#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model_facts.h"

namespace vp::library {

/// $XDG_CACHE_HOME/videopanda/encoded, in ~/.cache without that variable; empty where there is no home
/// either.
std::filesystem::path default_cache_folder();

struct CacheOptions {
  std::filesystem::path folder;
  std::int64_t most_bytes = std::int64_t{2} << 30;  ///< of all entries together; 0: nothing is kept

  /// Throws Error(Usage) for an empty folder name or a negative size.
  void validate() const;
};

/// Where a new entry of the cache gets its room.
enum class CacheRoom {
  OfOldest,  ///< entries that were not used for the longest time make room
  Unused,    ///< there has to be room already: one film after the other, each used once, would push all out
};

/// Encoded videos on the disk, so that a video that was encoded once is there at once. An entry belongs to
/// what the video file holds (its size, time of change, and samples of its bytes: a renamed file keeps its
/// entry), to the model with device and precision, and to the request. Beside it lies what the model read of
/// it, the keys and values before every first question (Conversation::prefix_identity()). The entries that
/// were not used for the longest time make room. Any number of programs may share the folder.
class VideoCache {
 public:
  explicit VideoCache(CacheOptions options);

  /// The encoded video, or nullptr when it is not there or cannot be read. An entry that is damaged or does
  /// not fit is removed.
  std::shared_ptr<const engine::EncodedVideo> find(const engine::ModelFactsPtr& model,
                                                   const engine::VideoRequest& request) const;
  /// Keeps a video. Does nothing when it is there already, when the video file is gone or another one by now,
  /// or when there is no room for it. Throws Error(Output), Error(Stopped).
  void store(const engine::EncodedVideo& video, CacheRoom room = CacheRoom::OfOldest,
             const std::stop_token& stop = {}) const;
  /// Gives a conversation, before anything is asked, the keys and values of what stands before every
  /// question. False when they are not there, or cannot be used; an entry that is damaged is removed.
  bool find_prefix(engine::Conversation& conversation) const;
  /// Keeps them. Does nothing when they are not all computed, there already, or when there is no room for
  /// them. Throws Error(Output), Error(Stopped).
  void store_prefix(const engine::Conversation& conversation, CacheRoom room = CacheRoom::OfOldest,
                    const std::stop_token& stop = {}) const;
  /// Bytes of all entries.
  std::int64_t size_bytes() const;
  /// Removes every entry and nothing else in the folder. Throws Error(Output).
  void clear() const;
  /// From now on all entries together may be so large, 0: nothing is kept or found; what is too much is
  /// removed. Throws Error(Usage) for a negative size.
  void set_most_bytes(std::int64_t bytes);

 private:
  std::filesystem::path entry_of(const engine::ModelFacts& model, const engine::VideoRequest& request,
                                 const base::FileFacts& file) const;
  /// The entry with this key.
  std::filesystem::path entry_named(const std::string& key) const;
  bool has_room(std::int64_t bytes, CacheRoom room) const;
  void make_room() const;

  std::filesystem::path folder_;
  std::atomic<std::int64_t> most_bytes_;
};

}  // namespace vp::library
