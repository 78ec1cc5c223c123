#include "ui/library/library.h"

#include <QImage>
#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "library/video_search.h"
#include "ui/library/session_keeper.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

constexpr int kMostSessions = 500;
constexpr int kMostVideos = 50;
constexpr int kLookForChanges_ms = 1000;
constexpr int kLongestLook_ms = 2000;  ///< for a file, before a session is opened without having seen it

}  // namespace

Library::Library(const LibraryOptions& options, QObject* parent)
    : QObject(parent),
      keeper_(std::make_shared<SessionKeeper>()),
      thumbnails_(options.file.empty() ? options.file : options.file.parent_path() / "thumbnails") {
  keeper_->options.file = options.file;
  if (!options.video_cache.folder.empty())
    cache_ = std::make_shared<library::VideoCache>(options.video_cache);
  refresh_timer_.setSingleShot(true);
  refresh_timer_.setInterval(100);
  connect(&refresh_timer_, &QTimer::timeout, this, [this] { list(search_); });
  change_timer_.setInterval(kLookForChanges_ms);
  connect(&change_timer_, &QTimer::timeout, this, &Library::look_for_changes);
  change_timer_.start();
}

Library::~Library() {
  closing_ = true;
  slow_stop_.request_stop();
  // What waits would be dropped with the worker.
  auto written = std::make_shared<std::promise<void>>();
  store_.run(
      std::stop_source(), this,
      [written](const std::stop_token&) {
        written->set_value();
        return true;
      },
      [](bool) {}, [](const Failure&) {});
  written->get_future().wait_for(std::chrono::seconds(5));
}

template <typename Work, typename Done>
void Library::use(Work work, Done done) {
  store_.run(
      std::stop_source(), this,
      [keeper = keeper_, work = std::move(work)](const std::stop_token&) mutable {
        auto result = work(*keeper);
        return std::pair(std::move(result), std::exchange(keeper->notice, {}));
      },
      [this, done = std::move(done)](auto result) mutable {
        if (!result.second.empty()) say_failure(result.second);
        done(std::move(result.first));
      },
      [this](const Failure& failure) { say_failure(failure.message); });
}

void Library::change(std::function<bool(SessionKeeper&)> work) {
  struct Changed {
    qint64 current = 0;
    base::Message notice;
    bool list = false;
  };
  store_.run(
      std::stop_source(), this,
      [keeper = keeper_, work = std::move(work)](const std::stop_token&) {
        Changed changed;
        changed.list = work(*keeper);
        changed.list |= keeper->write();
        if (const KeptSession* current = keeper->current()) changed.current = current->session().id;
        changed.notice = std::exchange(keeper->notice, {});
        return changed;
      },
      [this](const Changed& changed) {
        if (!changed.notice.empty())
          say_failure(changed.notice);
        else if (std::exchange(failure_said_, false))
          emit usable();
        if (changed.current != 0) emit stored(changed.current);
        if (changed.list) refresh();
      },
      [this](const Failure& failure) { say_failure(failure.message); });
}

void Library::say_failure(const base::Message& message) {
  if (!std::exchange(failure_said_, true)) emit unusable(message);
}

void Library::refresh() {
  if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Library::look_for_changes() {
  if (!store_.idle()) return;  // what is being done now may be this window's own change
  store_.run(
      std::stop_source(), this,
      [keeper = keeper_](const std::stop_token&) {
        if (!keeper->opened) return false;
        const std::int64_t changes = keeper->opened->changes_by_others();
        return std::exchange(keeper->seen_changes, changes) != changes;
      },
      [this](bool changed) {
        if (changed) refresh();
      },
      [](const Failure&) {});  // the next change says it
}

void Library::list(const QString& search) {
  search_ = search;
  use(
      [search](SessionKeeper& keeper) {
        const library::SessionStore& store = keeper.store();
        std::vector<std::pair<qint64, LibraryEntry>> entries;  // with the time of the last change
        std::map<std::filesystem::path, std::size_t> places;
        const auto entry_of = [&](const std::filesystem::path& file, qint64 time_ms) -> LibraryEntry& {
          const auto [place, is_new] = places.try_emplace(file, entries.size());
          if (is_new) entries.push_back({time_ms, {file, true, {}}});
          auto& entry = entries[place->second];
          entry.first = std::max(entry.first, time_ms);
          return entry.second;
        };
        const QStringList words = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const library::StoredVideo& video : store.recent_videos(kMostVideos)) {
          const QString name = from_path(video.file.filename());
          const bool meant = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return name.contains(word, Qt::CaseInsensitive);
          });
          if (meant) entry_of(video.file, video.opened_ms);
        }
        for (library::SessionSummary& session : store.sessions(search.toStdString(), kMostSessions)) {
          LibraryEntry& entry = entry_of(session.file, session.changed_ms);
          entry.sessions.push_back(std::move(session));
        }
        std::stable_sort(entries.begin(), entries.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<LibraryEntry> list;
        for (auto& entry : entries) list.push_back(std::move(entry.second));
        return list;
      },
      [this](std::vector<LibraryEntry> entries) {
        std::vector<std::filesystem::path> files;
        for (const LibraryEntry& entry : entries) files.push_back(entry.file);
        show_list(std::move(entries));
        look_for_files(std::move(files));
      });
}

void Library::show_list(std::vector<LibraryEntry> entries) {
  for (LibraryEntry& entry : entries) {
    entry.there = !gone_.contains(entry.file);
    entry.picture = thumbnails_.file_of(entry.file);
  }
  if (shown_ && *shown_ == entries) return;
  shown_ = std::make_shared<const std::vector<LibraryEntry>>(std::move(entries));
  emit listed(shown_);
}

void Library::look_for_files(std::vector<std::filesystem::path> files) {
  files_to_look_for_ = std::move(files);
  if (std::exchange(looking_, true)) return;  // on a network that does not answer, one question is enough
  files_.run(
      slow_stop_, this,
      [files = std::exchange(files_to_look_for_, {})](const std::stop_token& token) {
        std::set<std::filesystem::path> gone;
        for (const std::filesystem::path& file : files) {
          base::throw_if_stopped(token);
          if (!base::file_facts(file).known()) gone.insert(file);
        }
        return gone;
      },
      [this](const std::set<std::filesystem::path>& gone) {
        looking_ = false;
        if (gone != gone_) {
          gone_ = gone;
          if (shown_) show_list(*shown_);
        }
        if (!files_to_look_for_.empty()) look_for_files(std::exchange(files_to_look_for_, {}));
      },
      [this](const Failure&) { looking_ = false; });
}

void Library::note_opened(const std::filesystem::path& file) {
  change([file](SessionKeeper& keeper) {
    keeper.store().note_opened(file);
    return true;
  });
}

void Library::load(qint64 session) {
  struct Loaded {
    StoredSessionPtr session;
    bool elsewhere = false;
  };
  use(
      [session](SessionKeeper& keeper) {
        Loaded loaded;
        // Taken before it is read: nobody changes it in between.
        loaded.elsewhere = !keeper.take(session);
        if (auto found = keeper.store().session(session))
          loaded.session = std::make_shared<const library::StoredSession>(std::move(*found));
        return loaded;
      },
      [this](const Loaded& loaded) {
        if (!loaded.session) return;
        const auto told = std::make_shared<bool>(false);
        const auto tell = [this, loaded, told](bool there, bool changed) {
          if (!std::exchange(*told, true))
            emit this->loaded(loaded.session, there, changed, loaded.elsewhere);
        };
        files_.run(
            slow_stop_, this,
            [video = loaded.session->video](const std::stop_token&) {
              return library::describe_file(video.file).facts;
            },
            [tell, before = loaded.session->video.facts](const base::FileFacts& now) {
              tell(now.known(), now.size_bytes != before.size_bytes);
            },
            [](const Failure&) {});
        // Another file may keep that thread waiting: then what the list knows is good enough.
        QTimer::singleShot(kLongestLook_ms, this, [this, tell, file = loaded.session->video.file] {
          tell(!gone_.contains(file), false);
        });
      });
}

void Library::set_title(qint64 session, const QString& title) {
  change([session, title](SessionKeeper& keeper) {
    keeper.store().set_title(session, title.toStdString());
    return true;
  });
}

void Library::remove_session(qint64 session) {
  use(
      [session](SessionKeeper& keeper) {
        if (!keeper.store().claim(session)) return false;
        if (keeper.current() != nullptr && keeper.current()->session().id == session) {
          keeper.sessions.pop_back();
          keeper.open = false;
        }
        keeper.store().remove_session(session);
        keeper.give_back(session);
        return true;
      },
      [this, session](bool removed) {
        if (!removed) {
          emit in_use(session);
          return;
        }
        emit this->removed(session);
        refresh();
      });
}

void Library::take_back(qint64 session) {
  change([session](SessionKeeper& keeper) {
    keeper.store().take_back(session);
    return true;
  });
}

void Library::forget_video(const std::filesystem::path& file) {
  change([file](SessionKeeper& keeper) {
    keeper.store().forget_video(file);
    return true;
  });
  slow_.run(
      slow_stop_, this,
      [thumbnails = thumbnails_, file](const std::stop_token&) {
        thumbnails.forget(file);
        return true;
      },
      [](bool) {}, [](const Failure&) {});
}

void Library::find_moved_video(qint64 session, const std::filesystem::path& folder) {
  const auto keep = [this, session](std::int64_t video, const std::filesystem::path& file) {
    use(
        [video, file](SessionKeeper& keeper) {
          keeper.store().set_file(video, file);
          return true;
        },
        [this, session, file](bool) {
          emit found(session, from_path(file));
          refresh();
        });
  };
  struct Known {
    std::optional<library::StoredVideo> video;
    std::optional<std::filesystem::path> file;
  };
  use(
      [session](SessionKeeper& keeper) {
        Known known;
        if (const auto stored = keeper.store().session(session)) {
          known.video = stored->video;
          known.file = keeper.store().known_file(stored->video.sha256);
        }
        return known;
      },
      [this, session, folder, keep](const Known& known) {
        if (!known.video) return;
        if (known.file) {
          keep(known.video->id, *known.file);
        } else if (folder.empty()) {
          emit not_found(session);
        } else {
          slow_.run(
              slow_stop_, this,
              [video = *known.video, folder](const std::stop_token& token) {
                return library::find_moved_video(video, folder, token);
              },
              [this, session, keep, id = known.video->id](const std::optional<std::filesystem::path>& file) {
                if (file)
                  keep(id, *file);
                else
                  emit not_found(session);
              },
              [this, session](const Failure&) { emit not_found(session); });
        }
      });
}

void Library::begin_session(const library::StoredSession& session) {
  change([session](SessionKeeper& keeper) {
    keeper.begin(session);
    return false;  // a new one is listed as soon as it is written
  });
}

void Library::end_session() {
  change([](SessionKeeper& keeper) {
    keeper.end();
    return false;
  });
}

void Library::put_turn(int place, const library::StoredTurn& turn) {
  change([place, turn](SessionKeeper& keeper) {
    KeptSession* session = keeper.current();
    if (session == nullptr) return false;
    const bool is_new = static_cast<std::size_t>(place) >= session->session().turns.size();
    session->put_turn(place, turn);
    return is_new || turn.state == library::StoredTurn::State::Finished;
  });
}

void Library::truncate(int count) {
  change([count](SessionKeeper& keeper) {
    KeptSession* session = keeper.current();
    if (session == nullptr || static_cast<std::size_t>(count) >= session->session().turns.size())
      return false;
    session->truncate(count);
    return true;
  });
}

void Library::set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  change([video](SessionKeeper& keeper) {
    KeptSession* session = keeper.current();
    if (session == nullptr) return false;
    const std::string before = session->session().record.model.name;
    session->set_record(transcript::make_transcript_without_hash(*video, {}));
    return before != session->session().record.model.name;
  });
}

void Library::set_view(qint64 position_frame, const QByteArray& layout) {
  const auto* first = reinterpret_cast<const std::byte*>(layout.constData());
  change(
      [position_frame, bytes = std::vector<std::byte>(first, first + layout.size())](SessionKeeper& keeper) {
        if (KeptSession* session = keeper.current()) session->set_view(position_frame, bytes);
        return false;
      });
}

void Library::hash_video(const std::filesystem::path& file) {
  use(
      [file](SessionKeeper& keeper) {
        library::StoredVideo video = library::describe_file(file);
        video.sha256 = keeper.store().hash_of(video);
        return video;
      },
      [this](const library::StoredVideo& video) {
        if (!video.facts.known() || !video.sha256.empty() || closing_) return;
        slow_.run(
            slow_stop_, this,
            [video](const std::stop_token& token) {
              library::StoredVideo hashed = video;
              hashed.sha256 = base::sha256_of_file(video.file, base::ErrorCode::Video, token);
              if (!library::is_unchanged(video)) hashed.sha256.clear();
              return hashed;
            },
            [this](const library::StoredVideo& hashed) {
              if (!hashed.sha256.empty())
                change([hashed](SessionKeeper& keeper) {
                  keeper.store().set_hash(hashed, hashed.sha256);
                  return false;
                });
            },
            [](const Failure&) {});  // it is computed the next time
      });
}

void Library::keep_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  slow_.run(
      slow_stop_, this,
      [thumbnails = thumbnails_, video](const std::stop_token&) {
        const base::RgbImage& picture = video->frames()[video->frames().size() / 2].picture;
        if (picture.pixels.empty()) return false;
        thumbnails.keep(video->request().file, QImage(picture.pixels.data(), picture.width, picture.height,
                                                      picture.width * 3, QImage::Format_RGB888));
        return true;
      },
      [this](bool) { emit pictures_changed(); }, [](const Failure&) {});
  if (!cache_) return;
  slow_.run(
      slow_stop_, this,
      [cache = cache_, video](const std::stop_token& token) {
        cache->store(*video, library::CacheRoom::OfOldest, token);
        return true;
      },
      [](bool) {}, [](const Failure&) {});  // only the next opening is slower for it
}

void Library::clear_cache() {
  slow_.run(
      slow_stop_, this,
      [cache = cache_, thumbnails = thumbnails_](const std::stop_token&) {
        thumbnails.clear();
        const qint64 bytes = cache ? cache->size_bytes() : 0;
        if (cache) cache->clear();
        return bytes;
      },
      [this](qint64 bytes) {
        emit pictures_changed();
        emit cache_cleared(bytes);
      },
      [this](const Failure& failure) { emit unusable(failure.message); });
}

void Library::set_cache_limit(qint64 bytes) {
  if (!cache_) return;
  slow_.run(
      slow_stop_, this,
      [cache = cache_, bytes](const std::stop_token&) {
        cache->set_most_bytes(bytes);
        return true;
      },
      [](bool) {}, [](const Failure&) {});
}

}  // namespace vp::ui
