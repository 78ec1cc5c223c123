#include "ui/library/library.h"

#include <algorithm>
#include <exception>
#include <future>
#include <list>
#include <map>
#include <optional>
#include <utility>

#include "base/sha256.h"
#include "library/video_search.h"
#include "ui/library/kept_session.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

constexpr int kMostSessions = 500;
constexpr int kMostVideos = 50;

}  // namespace

/// What lives on the database's thread.
struct Library::Keeper {
  library::StoreOptions options;
  std::optional<library::SessionStore> opened;
  QString notice;                   ///< of opening, until it was handed over
  std::list<KeptSession> sessions;  ///< the last one is open; before it those that could not be written yet
  bool open = false;                ///< a session is

  library::SessionStore& store() {
    if (!opened) {
      opened = library::SessionStore::open(options);
      notice = to_qstring(opened->notice());
    }
    return *opened;
  }

  KeptSession* current() { return open ? &sessions.back() : nullptr; }

  void begin(library::StoredSession session) {
    sessions.emplace_back(std::move(session));
    open = true;
  }

  /// Everything that can be written; throws the first reason why something could not.
  void write() {
    std::exception_ptr failure;
    for (auto session = sessions.begin(); session != sessions.end();) {
      try {
        if (!session->written()) session->write(store());
        const bool done = !open || std::next(session) != sessions.end();
        session = done ? sessions.erase(session) : std::next(session);
      } catch (...) {
        if (!failure) failure = std::current_exception();
        ++session;
      }
    }
    if (failure) std::rethrow_exception(failure);
  }
};

Library::Library(const LibraryOptions& options, QObject* parent)
    : QObject(parent), keeper_(std::make_shared<Keeper>()) {
  keeper_->options.file = options.file;
  if (!options.video_cache.folder.empty())
    cache_ = std::make_shared<library::VideoCache>(options.video_cache);
  refresh_timer_.setSingleShot(true);
  refresh_timer_.setInterval(100);
  connect(&refresh_timer_, &QTimer::timeout, this, [this] { list(search_); });
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
        if (!result.second.isEmpty()) say_failure(result.second);
        done(std::move(result.first));
      },
      [this](const Failure& failure) { say_failure(failure.sentence); });
}

void Library::change(std::function<void(Keeper&)> work) {
  store_.run(
      std::stop_source(), this,
      [keeper = keeper_, work = std::move(work)](const std::stop_token&) {
        work(*keeper);
        keeper->write();
        const KeptSession* current = keeper->current();
        return std::pair<qint64, QString>(current != nullptr ? current->session().id : 0,
                                          std::exchange(keeper->notice, {}));
      },
      [this](const std::pair<qint64, QString>& result) {
        if (result.second.isEmpty())
          failure_said_ = false;
        else
          say_failure(result.second);
        if (result.first != 0) emit stored(result.first);
        refresh();
      },
      [this](const Failure& failure) { say_failure(failure.sentence); });
}

void Library::say_failure(const QString& sentence) {
  if (!std::exchange(failure_said_, true)) emit unusable(sentence);
}

void Library::refresh() {
  if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Library::list(const QString& search) {
  search_ = search;
  use(
      [search](Keeper& keeper) {
        const library::SessionStore& store = keeper.store();
        std::vector<std::pair<qint64, LibraryEntry>> entries;  // with the time of the last change
        std::map<std::filesystem::path, std::size_t> places;
        const auto entry_of = [&](const std::filesystem::path& file, qint64 time_ms) -> LibraryEntry& {
          const auto [place, is_new] = places.try_emplace(file, entries.size());
          if (is_new) entries.push_back({time_ms, {file, base::file_facts(file).known(), {}}});
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
        auto list = std::make_shared<std::vector<LibraryEntry>>();
        for (auto& entry : entries) list->push_back(std::move(entry.second));
        return LibraryEntries(std::move(list));
      },
      [this](const LibraryEntries& entries) { emit listed(entries); });
}

void Library::note_opened(const std::filesystem::path& file) {
  change([file](Keeper& keeper) { keeper.store().note_opened(file); });
}

void Library::load(qint64 session) {
  struct Loaded {
    StoredSessionPtr session;
    bool there = false;
    bool changed = false;
  };
  use(
      [session](Keeper& keeper) {
        Loaded loaded;
        if (const auto found = keeper.store().session(session)) {
          const library::StoredVideo now = library::describe_file(found->video.file);
          loaded.session = std::make_shared<const library::StoredSession>(*found);
          loaded.there = now.facts.known();
          loaded.changed = now.facts.size_bytes != found->video.facts.size_bytes;
        }
        return loaded;
      },
      [this](const Loaded& loaded) {
        if (loaded.session) emit this->loaded(loaded.session, loaded.there, loaded.changed);
      });
}

void Library::set_title(qint64 session, const QString& title) {
  change([session, title](Keeper& keeper) { keeper.store().set_title(session, title.toStdString()); });
}

void Library::remove_session(qint64 session) {
  change([session](Keeper& keeper) {
    if (keeper.current() != nullptr && keeper.current()->session().id == session) {
      keeper.sessions.pop_back();
      keeper.open = false;
    }
    keeper.store().remove_session(session);
  });
}

void Library::take_back(qint64 session) {
  change([session](Keeper& keeper) { keeper.store().take_back(session); });
}

void Library::forget_video(const std::filesystem::path& file) {
  change([file](Keeper& keeper) { keeper.store().forget_video(file); });
}

void Library::find_moved_video(qint64 session, const std::filesystem::path& folder) {
  const auto keep = [this, session](std::int64_t video, const std::filesystem::path& file) {
    use(
        [video, file](Keeper& keeper) {
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
      [session](Keeper& keeper) {
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
  change([session](Keeper& keeper) { keeper.begin(session); });
}

void Library::end_session() {
  change([](Keeper& keeper) { keeper.open = false; });
}

void Library::put_turn(int place, const library::StoredTurn& turn) {
  change([place, turn](Keeper& keeper) {
    if (KeptSession* session = keeper.current()) session->put_turn(place, turn);
  });
}

void Library::truncate(int count) {
  change([count](Keeper& keeper) {
    if (KeptSession* session = keeper.current()) session->truncate(count);
  });
}

void Library::set_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  change([video](Keeper& keeper) {
    if (KeptSession* session = keeper.current())
      session->set_record(transcript::make_transcript_without_hash(*video, {}));
  });
}

void Library::set_view(qint64 position_frame, const QByteArray& layout) {
  const auto* first = reinterpret_cast<const std::byte*>(layout.constData());
  change([position_frame, bytes = std::vector<std::byte>(first, first + layout.size())](Keeper& keeper) {
    if (KeptSession* session = keeper.current()) session->set_view(position_frame, bytes);
  });
}

void Library::hash_video(const std::filesystem::path& file) {
  use(
      [file](Keeper& keeper) {
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
                change([hashed](Keeper& keeper) { keeper.store().set_hash(hashed, hashed.sha256); });
            },
            [](const Failure&) {});  // it is computed the next time
      });
}

void Library::keep_encoded(const std::shared_ptr<const engine::EncodedVideo>& video) {
  if (!cache_) return;
  slow_.run(
      slow_stop_, this,
      [cache = cache_, video](const std::stop_token& token) {
        cache->store(*video, token);
        return true;
      },
      [](bool) {}, [](const Failure&) {});  // only the next opening is slower for it
}

void Library::clear_cache() {
  if (!cache_) {
    emit cache_cleared(0);
    return;
  }
  slow_.run(
      slow_stop_, this,
      [cache = cache_](const std::stop_token&) {
        const qint64 bytes = cache->size_bytes();
        cache->clear();
        return bytes;
      },
      [this](qint64 bytes) { emit cache_cleared(bytes); },
      [this](const Failure& failure) { emit unusable(failure.sentence); });
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
