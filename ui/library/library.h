#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "engine/encoded_video.h"
#include "library/session_store.h"
#include "library/video_cache.h"
#include "ui/inference/worker.h"

namespace vp::ui {

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
};
using LibraryEntries = std::shared_ptr<const std::vector<LibraryEntry>>;
using StoredSessionPtr = std::shared_ptr<const library::StoredSession>;

/// The stored sessions as the window uses them. Every function returns at once: the database is used on a
/// thread of its own, so that what is on the screen is written while the model works; hashing, looking for
/// files and writing encoded videos are done on a second one. The program works on when nothing can be
/// stored: `unusable` says once why, and what was not written is written with the next change that can be.
class Library final : public QObject {
  Q_OBJECT

 public:
  explicit Library(const LibraryOptions& options, QObject* parent = nullptr);
  /// Waits until what was handed over is written, a few seconds at most.
  ~Library() override;

  /// The list for these words; comes as `listed`, and again whenever it changes.
  void list(const QString& search);
  void note_opened(const std::filesystem::path& file);
  void load(qint64 session);
  void set_title(qint64 session, const QString& title);
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

  /// Keeps an encoded video for the next time.
  void keep_encoded(const std::shared_ptr<const engine::EncodedVideo>& video);
  void clear_cache();
  /// Of all kept videos together, 0: none is kept; what is too much is removed in the background.
  void set_cache_limit(qint64 bytes);
  /// Null where there is no folder for it.
  std::shared_ptr<const library::VideoCache> cache() const { return cache_; }

 signals:
  void listed(const vp::ui::LibraryEntries& entries);
  /// `changed`: the file is there, but it is another one by now.
  void loaded(const vp::ui::StoredSessionPtr& session, bool there, bool changed);
  /// The open session is on the disk under this number.
  void stored(qint64 session);
  void found(qint64 session, const QString& file);
  void not_found(qint64 session);
  void cache_cleared(qint64 bytes);
  /// One sentence, once.
  void unusable(const QString& sentence);

 private:
  struct Keeper;

  /// `work(Keeper&)` on the database's thread; it may throw.
  template <typename Work, typename Done>
  void use(Work work, Done done);
  /// Changes the open session and writes it.
  void change(std::function<void(Keeper&)> work);
  void say_failure(const QString& sentence);
  void refresh();

  std::shared_ptr<Keeper> keeper_;  ///< used on the database's thread only
  std::shared_ptr<library::VideoCache> cache_;
  QString search_;
  QTimer refresh_timer_;
  std::stop_source slow_stop_;
  bool failure_said_ = false;
  bool closing_ = false;
  Worker slow_;
  Worker store_;  ///< last: both join their threads before anything above is gone
};

}  // namespace vp::ui
