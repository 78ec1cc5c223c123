#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vp::library {

/// Why a database cannot be used; the sentence says it to the user, and this to the program.
enum class Fault { Damaged, Foreign, Newer, Locked, Full, Forbidden, Other };

class DatabaseError final : public base::Error {
 public:
  DatabaseError(Fault fault, const base::Message& message)
      : base::Error(base::ErrorCode::Output, message), fault_(fault) {}
  Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

/// An open SQLite file. Not thread-safe: one a thread. Every function here throws DatabaseError.
class Database {
 public:
  enum class Mode {
    ReadWrite,  ///< made when it is not there
    ReadOnly,
    Unchanging  ///< read without locks, where not even a lock file can be made and so nobody writes
  };

  Database(std::filesystem::path file, Mode mode, int busy_timeout_ms);

  const std::filesystem::path& file() const { return file_; }
  /// Runs statements of the program's own, never text from elsewhere.
  void run_script(const char* sql);
  std::int64_t last_row_id() const;
  /// Rows that the last statement changed.
  std::int64_t changed_rows() const;
  sqlite3* handle() const { return handle_.get(); }
  [[noreturn]] void fail(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement. Parameters and columns count as SQLite counts them: from 1, and from 0.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::span<const std::byte> bytes);
  Statement& bind(int parameter, const std::optional<std::int64_t>& value);

  /// To the next row; false behind the last.
  bool step();
  /// For a statement without rows: to its end, ready for other parameters.
  void run();

  bool null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  std::vector<std::byte> bytes(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void check(int code) const;

  const Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// All or nothing: what is not committed is rolled back.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace vp::library
