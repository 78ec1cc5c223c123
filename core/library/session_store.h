#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "library/stored_session.h"

namespace vp::library {

class Database;
class SessionClaims;

/// $XDG_DATA_HOME/videopanda/library.sqlite, in ~/.local/share without that variable; empty where there is no
/// home either.
std::filesystem::path default_library_file();

struct StoreOptions {
  std::filesystem::path file;
  bool write = true;            ///< else nothing is changed, made or moved
  int busy_timeout_ms = 3000;   ///< how long another program's lock is waited for
  std::int64_t most_pages = 0;  ///< of 4096 bytes each, as on a full disk; 0: no limit

  /// Throws Error(Usage) for an empty file name or a negative number.
  void validate() const;
};

/// Sessions in one SQLite file. What was written is on the disk when a function returns: it survives a kill
/// and a power cut. Not thread-safe. Functions that fail throw Error(Output) with the reason and change
/// nothing.
class SessionStore {
 public:
  /// Makes the file and its folder where they are not there. A damaged file is moved aside under a name that
  /// says so, with its journal, and a new library is begun; a file that may not be written is only read;
  /// notice() then says which. Throws Error(Output) when there is nothing to be read either: another
  /// program's database, one of a newer version, a lock, a folder that cannot be made.
  static SessionStore open(const StoreOptions& options);
  SessionStore(SessionStore&&) noexcept;
  SessionStore& operator=(SessionStore&&) noexcept;
  ~SessionStore();

  const std::filesystem::path& file() const;
  bool writable() const;
  /// One sentence for the user about how opening went; empty when there is nothing to be said.
  const base::Message& notice() const;

  /// Puts the video at the head of the recent ones.
  StoredVideo note_opened(const std::filesystem::path& file);
  /// The latest first, one entry a file name.
  std::vector<StoredVideo> recent_videos(int most) const;
  /// Takes a video off the recent ones; its sessions stay.
  void forget_video(const std::filesystem::path& file);
  /// Of the file as `video` describes it (its name, size and time of change).
  void set_hash(const StoredVideo& video, const std::string& sha256);
  /// Empty when it is not known.
  std::string hash_of(const StoredVideo& video) const;
  /// The video and with it its sessions are in `file` now. A hash that was computed stays.
  void set_file(std::int64_t video, const std::filesystem::path& file);
  /// Where a video with this hash was seen; nothing when none of the files is there any more.
  std::optional<std::filesystem::path> known_file(const std::string& sha256) const;

  /// Begins a session about a video; the other fields are those of `session`, its turns included.
  std::int64_t add_session(const StoredSession& session);
  /// Position, layout, model and record.
  void update_session(const StoredSession& session);
  void set_title(std::int64_t session, std::string_view title);
  /// Writes turn `place`, new or again.
  void put_turn(std::int64_t session, int place, const StoredTurn& turn);
  /// Only the first `count` turns remain.
  void truncate(std::int64_t session, int count);
  /// A removed session is out of every list, and can be taken back until purge() or the next start of a
  /// program that has the library for itself.
  void remove_session(std::int64_t session);
  void take_back(std::int64_t session);
  void purge();

  /// Takes a session to write into it: false when another program, or another store of this one, has it. Held
  /// until release() or the end of this store.
  bool claim(std::int64_t session);
  void release(std::int64_t session);
  /// Another number whenever another program, or another store, has changed the library.
  std::int64_t changes_by_others() const;

  /// With all its turns; nothing when there is none, or it was removed.
  std::optional<StoredSession> session(std::int64_t id) const;
  /// The latest first. `search`: words that all occur in the questions, answers, title or file name of a
  /// session, each as the beginning of a word; any text will do, and none gives all.
  std::vector<SessionSummary> sessions(std::string_view search = {}, int most = 500) const;

 private:
  SessionStore();
  void require_writable() const;

  std::unique_ptr<Database> database_;
  std::unique_ptr<SessionClaims> claims_;  ///< null where nothing can be written
  bool writable_ = false;
  base::Message notice_;
};

}  // namespace vp::library
