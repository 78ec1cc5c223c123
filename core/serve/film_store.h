#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <stop_token>
#include <string>

#include "serve/chat_request.h"

namespace vp::serve {

/// The films that came with requests, in a private folder that goes with this object. A film that comes again
/// is the same file; those that were not used for the longest time make room.
class FilmStore {
 public:
  /// `parent`: where the folder is made. Throws base::Error(Output).
  FilmStore(const std::filesystem::path& parent, std::int64_t most_bytes);
  ~FilmStore();
  FilmStore(const FilmStore&) = delete;
  FilmStore& operator=(const FilmStore&) = delete;

  /// The file of a film, which stays until the next call; the request's bytes are not needed any more. Throws
  /// base::Error(Video) for pictures that make none, Error(Output), Error(Stopped).
  std::filesystem::path file_of(const ChatFilm& film, const std::stop_token& stop = {});

  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Entry {
    std::string name;
    std::int64_t bytes = 0;
  };
  void make_room();

  std::filesystem::path folder_;
  std::int64_t most_bytes_;
  std::list<Entry> entries_;  ///< the one that was used last in front
};

}  // namespace vp::serve
