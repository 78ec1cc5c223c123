// How a library is opened, whatever state it is in.
#include <fstream>
#include <string>
#include <system_error>

#include "base/paths.h"
#include "library/database.h"
#include "library/schema.h"
#include "library/session_claims.h"
#include "library/session_store.h"

namespace vp::library {
namespace {

void set_up(Database& database, const StoreOptions& options) {
  // The journal lets a reader read while a writer writes; FULL puts every change on the disk before going on.
  database.run_script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
      "PRAGMA secure_delete = ON");
  if (options.most_pages > 0)
    database.run_script(("PRAGMA max_page_count = " + std::to_string(options.most_pages)).c_str());
}

void check_integrity(const Database& database) {
  Statement check(database, "PRAGMA quick_check(1)");
  const std::string found = check.step() ? check.text(0) : "no answer";
  if (found != "ok")
    throw DatabaseError(Fault::Damaged, base::message("The library of sessions, %1, is damaged (%2).",
                                                      database.file().string(), found));
}

/// For reading: with locks where they can be had, else as a file that nobody changes.
std::unique_ptr<Database> open_for_reading(const StoreOptions& options) {
  std::unique_ptr<Database> database;
  try {
    database = std::make_unique<Database>(options.file, Database::Mode::ReadOnly, options.busy_timeout_ms);
    schema_version(*database);
  } catch (const DatabaseError& error) {
    if (error.fault() != Fault::Forbidden) throw;
    database = std::make_unique<Database>(options.file, Database::Mode::Unchanging, options.busy_timeout_ms);
    schema_version(*database);
  }
  check_integrity(*database);
  if (schema_version(*database) >= kOldestReadable) return database;
  throw DatabaseError(Fault::Other,
                      base::message("The library of sessions, %1, was written by an older version of this "
                                    "program; open it once with the studio where it may be written.",
                                    options.file.string()));
}

std::unique_ptr<Database> open_for_writing(const StoreOptions& options) {
  auto database =
      std::make_unique<Database>(options.file, Database::Mode::ReadWrite, options.busy_timeout_ms);
  schema_version(*database);  // before anything is changed
  check_integrity(*database);
  set_up(*database, options);
  migrate(*database);
  // Whether it may be written shows only when it is.
  Transaction probe(*database);
  Statement(*database, "UPDATE session SET title = title WHERE id = 0").run();
  probe.commit();
  return database;
}

/// Whether what SQLite calls damaged may be ours: a name given by mistake is not to cost anyone a file's
/// name.
bool may_be_library(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string start(15, '\0');
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == "SQLite format 3" || file.extension() == ".sqlite";
}

/// Moves the damaged file away and gives the name under which it is kept.
std::filesystem::path move_aside(const std::filesystem::path& file) {
  std::filesystem::path kept;
  std::error_code error;
  for (int attempt = 0; attempt < 1000; ++attempt) {
    kept = file;
    kept.replace_filename(file.stem().string() + ".damaged" +
                          (attempt > 0 ? "-" + std::to_string(attempt) : "") + file.extension().string());
    if (!std::filesystem::exists(std::filesystem::symlink_status(kept, error))) break;
  }
  std::filesystem::rename(file, kept, error);
  if (error)
    throw DatabaseError(
        Fault::Damaged,
        base::message("The library of sessions, %1, is damaged and cannot be moved aside (%2).",
                      file.string(), error.message()));
  for (const char* companion : {"-wal", "-shm"}) {
    if (std::filesystem::exists(file.string() + companion, error))
      std::filesystem::rename(file.string() + companion, kept.string() + companion, error);
  }
  return kept;
}

}  // namespace

std::filesystem::path default_library_file() {
  const std::filesystem::path folder = base::user_folder(base::UserFolder::Data);
  return folder.empty() ? folder : folder / "library.sqlite";
}

void StoreOptions::validate() const {
  if (file.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::message("There is no place for the library of sessions: neither XDG_DATA_HOME "
                                    "nor HOME is set; name a file with --library."));
  if (busy_timeout_ms < 0 || most_pages < 0)
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The library's time-out and its largest size cannot be negative."));
}

SessionStore SessionStore::open(const StoreOptions& options) {
  options.validate();
  SessionStore store;
  std::error_code error;
  if (!options.write) {
    if (!std::filesystem::exists(options.file, error))
      throw base::Error(
          base::ErrorCode::Usage,
          base::message("There is no library of sessions yet: %1 does not exist.", options.file.string()));
    store.database_ = open_for_reading(options);
    return store;
  }
  if (options.file.has_parent_path()) std::filesystem::create_directories(options.file.parent_path(), error);
  if (error)
    throw DatabaseError(Fault::Forbidden,
                        base::message("Sessions cannot be stored: the folder %1 cannot be made (%2).",
                                      options.file.parent_path().string(), error.message()));
  try {
    store.database_ = open_for_writing(options);
    store.writable_ = true;
    store.claims_ = std::make_unique<SessionClaims>(options.file);
    // Another window may still offer to take a removed session back, or have it open.
    if (store.claims_->enter()) store.purge();
  } catch (const DatabaseError& failure) {
    store.database_.reset();
    if (failure.fault() == Fault::Damaged && !may_be_library(options.file))
      throw DatabaseError(Fault::Foreign, base::message("%1 is no library of sessions; name another file.",
                                                        options.file.string()));
    if (failure.fault() == Fault::Damaged) {
      const std::filesystem::path kept = move_aside(options.file);
      store.database_ = open_for_writing(options);
      store.writable_ = true;
      store.claims_ = std::make_unique<SessionClaims>(options.file);
      store.claims_->enter();
      store.notice_ = base::message(
          "The library of sessions was damaged; it was kept as %1, and a new one was begun.", kept.string());
    } else if (failure.fault() == Fault::Forbidden && std::filesystem::exists(options.file, error)) {
      store.database_ = open_for_reading(options);
      store.writable_ = false;
      store.notice_ =
          base::message("%1 Stored sessions can be read, new ones are not stored.", failure.message());
    } else {
      throw;
    }
  }
  return store;
}

}  // namespace vp::library
