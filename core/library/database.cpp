#include "library/database.h"

#include <sqlite3.h>

#include <array>
#include <utility>

#include "base/paths.h"

namespace vp::library {
namespace {

Fault fault_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Fault::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::Locked;
    case SQLITE_FULL:
      return Fault::Full;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Fault::Forbidden;
    default:
      return Fault::Other;
  }
}

base::Message sentence_of(Fault fault, const std::filesystem::path& file, const char* reason) {
  const std::string name = file.string();
  switch (fault) {
    case Fault::Damaged:
      return base::message("The library of sessions, %1, is damaged (%2).", name, reason);
    case Fault::Locked:
      return base::message(
          "The library of sessions, %1, is in use by another program that does not let go of it; close that "
          "program.",
          name);
    case Fault::Full:
      return base::message(
          "The library of sessions, %1, cannot be written because the disk is full; free some space.", name);
    case Fault::Forbidden:
      return base::message(
          "The library of sessions, %1, cannot be written (%2); check the rights of its folder.", name,
          reason);
    default:
      return base::message("The library of sessions, %1, cannot be used (%2).", name, reason);
  }
}

// A file name as a URI: everything but letters, digits and a few signs is escaped.
std::string uri_of(const std::filesystem::path& file, const char* query) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const unsigned char letter : base::absolute_path(file).string()) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '/' || letter == '.' || letter == '-' ||
                       letter == '_';
    if (plain) {
      uri += static_cast<char>(letter);
    } else {
      uri += '%';
      uri += kDigits[letter >> 4];
      uri += kDigits[letter & 15];
    }
  }
  return uri + query;
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Database::Database(std::filesystem::path file, Mode mode, int busy_timeout_ms) : file_(std::move(file)) {
  const int flags =
      mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const std::string uri = uri_of(file_, mode == Mode::Unchanging ? "?immutable=1" : "");
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  // The file may have been made by somebody else: its schema can run nothing and reach no other file.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 256 << 20);
}

void Database::fail(int code) const {
  const Fault fault = fault_of(code);
  throw DatabaseError(
      fault, sentence_of(fault, file_, handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code)));
}

void Database::run_script(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::last_row_id() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

std::int64_t Database::changed_rows() const {
  return sqlite3_changes64(handle_.get());
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(const Database& database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(statement_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(), text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int parameter, std::span<const std::byte> bytes) {
  check(bytes.empty()
            ? sqlite3_bind_zeroblob(statement_.get(), parameter, 0)
            : sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int parameter, const std::optional<std::int64_t>& value) {
  if (value) return bind(parameter, *value);
  check(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
  sqlite3_reset(statement_.get());
}

bool Statement::null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::vector<std::byte> Statement::bytes(int column) const {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, data + sqlite3_column_bytes(statement_.get(), column)};
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (null(column)) return std::nullopt;
  return integer(column);
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run_script("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  // After some errors SQLite has rolled back by itself.
  if (open_ && sqlite3_get_autocommit(database_.handle()) == 0)
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run_script("COMMIT");
  open_ = false;
}

}  // namespace vp::library
