#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "base/message.h"
#include "engine/encoded_video.h"
#include "library/session_store.h"
#include "library/video_cache.h"
#include "ui/inference/worker.h"
#include "ui/library/video_thumbnails.h"

namespace vp::ui {

struct SessionKeeper;

/// Where sessions and encoded videos are kept.
struct LibraryOptions {
  std::filesystem::path file;         ///< of the sessions; empty where there is no home
  library::CacheOptions video_cache;  ///< an empty folder: none is kept
};

/// A video with what was asked about it, for the list.
struct LibraryEntry {
  std::filesystem::path file;
  bool there = true;  ///< the file is still where it was
  std::vector<library::SessionSummary> sessions;
  QString picture{};  ///< the file of a small picture, which may not be there; may be empty

  bool operator==(const LibraryEntry&) const = default;
};
using LibraryEntries = std::shared_ptr<const std::vector<LibraryEntry>>;
using StoredSessionPtr = std::shared_ptr<const library::StoredSession>;

/// The stored sessions as the window uses them. Every function returns at once: the database is used on a
/// thread of its own, so that what is on the screen is written while the model works; hashing, looking for
/// files and writing encoded videos are done on a second one, and a third asks whether files are there, which
/// on a dead network takes minutes. The program works on when nothing can be stored: `unusable` says once
/// why, and what was not written is written with the next change that can be. Other windows may use the same
/// library: a session belongs to the one that opened it first, and what the others change is listed here,
/// too.
class Library final : public QObject {
  Q_OBJECT

 public:
  explicit Library(const LibraryOptions& options, QObject* parent = nullptr);
  /// Waits until what was handed over is written, a few seconds at most.
  ~Library() override;

  /// The list for these words; comes as `listed`, and again whenever it has become another one.
  void list(const QString& search);
  void note_opened(const std::filesystem::path& file);
  /// Comes as `loaded`. The session belongs to this window then, unless another one has it, until the next is
  /// loaded or begun, or end_session().
  void load(qint64 session);
  void set_title(qint64 session, const QString& title);
  /// Of a session that another window has open comes `in_use` instead.
  void remove_session(qint64 session);
  void take_back(qint64 session);
  void forget_video(const std::filesystem::path& file);
  /// Looks for the video of a session that is not where it was, where it was seen before and in `folder`
  /// (empty: only the former); comes as `found` or `not_found`.
  void find_moved_video(qint64 session, const std::filesystem::path& folder);

  // The session that the window shows. Its turns are counted from 0.
  /// A new session when its id is 0, else the stored one goes on.
  void begin_session(const library::StoredSession& session);
  /// What is said from now on belongs to none.
  void end_session();
  void put_turn(int place, const library::StoredTurn& turn);
  void truncate(int count);
  /// With what the session's questions are answered.
  void set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);
  void set_view(qint64 position_frame, const QByteArray& layout);
  /// Computes the hash of a video file, unless it is known, in the background.
  void hash_video(const std::filesystem::path& file);

  /// Keeps an encoded video for the next time, and a small picture of it for the list.
  void keep_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);
  /// Of all of them.
  void clear_cache();
  /// Of all kept videos together, 0: none is kept; what is too much is removed in the background.
  void set_cache_limit(qint64 bytes);
  /// Null where there is no folder for it.
  std::shared_ptr<const library::VideoCache> cache() const { return cache_; }
  /// The last change could not be written.
  bool failing() const { return failure_said_; }

 signals:
  void listed(const vp::ui::LibraryEntries& entries);
  /// `there`: its video is; `changed`: it is there, but is another file by now; `elsewhere`: another window
  /// has the session, and it may not be written into.
  void loaded(const vp::ui::StoredSessionPtr& session, bool there, bool changed, bool elsewhere);
  void removed(qint64 session);
  void in_use(qint64 session);
  /// The open session is on the disk under this number.
  void stored(qint64 session);
  void found(qint64 session, const QString& file);
  void not_found(qint64 session);
  void cache_cleared(qint64 bytes);
  /// There are others, or none any more.
  void pictures_changed();
  /// One sentence, once; until usable().
  void unusable(const vp::base::Message& message);
  /// Everything is written again.
  void usable();

 private:
  /// `work(SessionKeeper&)` on the database's thread; it may throw.
  template <typename Work, typename Done>
  void use(Work work, Done done);
  /// Changes the open session and writes it. `work` says whether the list looks different for it.
  void change(std::function<bool(SessionKeeper&)> work);
  void say_failure(const base::Message& message);
  void refresh();
  /// Whether another window has changed the library.
  void look_for_changes();
  void show_list(std::vector<LibraryEntry> entries);
  void look_for_files(std::vector<std::filesystem::path> files);

  std::shared_ptr<SessionKeeper> keeper_;  ///< used on the database's thread only
  std::shared_ptr<library::VideoCache> cache_;
  VideoThumbnails thumbnails_;
  QString search_;
  QTimer refresh_timer_;
  QTimer change_timer_;
  LibraryEntries shown_;  ///< what was listed last
  std::vector<std::filesystem::path> files_to_look_for_;
  std::set<std::filesystem::path> gone_;  ///< files that were not there when they were looked for last
  std::stop_source slow_stop_;
  bool looking_ = false;
  bool failure_said_ = false;
  bool closing_ = false;
  Worker files_;
  Worker slow_;
  Worker store_;  ///< last: all join their threads before anything above is gone
};

}  // namespace vp::ui
