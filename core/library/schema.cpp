#include "library/schema.h"

#include <array>

namespace vp::library {
namespace {

constexpr std::int64_t kApplicationId = 0x56504c42;  // "VPLB"

// One script a version: the step to it from the version before. What was released once never changes.
constexpr std::array<const char*, kSchemaVersion> kSteps{
    // 1: videos, sessions and their turns. A video is a file with this size and time of change: when the file
    // is replaced by another one, what was said about the old one stays with the old one.
    R"(
CREATE TABLE video (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  sha256 TEXT NOT NULL DEFAULT '',
  opened_ms INTEGER NOT NULL,
  UNIQUE (path, size_bytes, modified_ns)
);
CREATE INDEX video_by_hash ON video (sha256) WHERE sha256 <> '';
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  video INTEGER NOT NULL REFERENCES video (id),
  title TEXT NOT NULL DEFAULT '',
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  deleted_ms INTEGER,
  position_frame INTEGER NOT NULL DEFAULT 0,
  layout BLOB NOT NULL DEFAULT x'',
  model_name TEXT NOT NULL DEFAULT '',
  model_hash TEXT NOT NULL DEFAULT '',
  record TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_by_video ON session (video);
CREATE TABLE turn (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  state INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  token_ids BLOB NOT NULL DEFAULT x'',
  log_probabilities BLOB NOT NULL DEFAULT x'',
  finish INTEGER NOT NULL DEFAULT 0,
  max_new_tokens INTEGER NOT NULL,
  temperature REAL NOT NULL,
  top_p REAL NOT NULL,
  seed INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL DEFAULT 0,
  reused_tokens INTEGER NOT NULL DEFAULT 0,
  prefill_ms REAL NOT NULL DEFAULT 0,
  first_token_ms REAL NOT NULL DEFAULT 0,
  tokens_per_s REAL NOT NULL DEFAULT 0,
  UNIQUE (session, place)
);
)",
    // 2: full-text search over questions and answers. The store keeps it, not triggers: a schema that is not
    // trusted may not reach it.
    R"(
CREATE VIRTUAL TABLE turn_text USING fts5 (question, answer, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO turn_text (rowid, question, answer) SELECT id, question, answer FROM turn;
)",
    // 3: what the tokens of an answer attended to. A table of its own: it is large and seldom there.
    R"(
CREATE TABLE turn_attention (
  turn INTEGER PRIMARY KEY REFERENCES turn (id) ON DELETE CASCADE,
  record BLOB NOT NULL
);
)",
    // 4: the end token that the model said, where it said one.
    R"(
ALTER TABLE turn ADD COLUMN end_token_id INTEGER;
)",
    // 5: what gave an answer. Until now the answers of a session that were computed were all of its model;
    // those that were taken over as text, from whatever model, have neither tokens nor a prompt.
    R"(
ALTER TABLE turn ADD COLUMN model_name TEXT NOT NULL DEFAULT '';
ALTER TABLE turn ADD COLUMN model_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE turn ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE turn ADD COLUMN dtype TEXT NOT NULL DEFAULT '';
ALTER TABLE turn ADD COLUMN threads INTEGER NOT NULL DEFAULT 0;
UPDATE turn SET
  model_name = session.model_name,
  model_hash = session.model_hash,
  device = coalesce(iif(json_valid(record), json_extract(record, '$.device'), ''), ''),
  dtype = coalesce(iif(json_valid(record), json_extract(record, '$.dtype'), ''), ''),
  threads = coalesce(iif(json_valid(record), json_extract(record, '$.threads'), 0), 0)
  FROM session
  WHERE session.id = turn.session AND session.model_hash <> '' AND (prompt_tokens > 0 OR length(token_ids) > 0);
)",
    // 6: how repetitions were treated; until now, not at all.
    R"(
ALTER TABLE turn ADD COLUMN repetition_guard INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turn ADD COLUMN repetition_penalty REAL NOT NULL DEFAULT 1;
)",
    // 7: in which form keys and values were; until now, in that of the arithmetic.
    R"(
ALTER TABLE turn ADD COLUMN kv_cache TEXT NOT NULL DEFAULT '';
)",
    // 8: how many of the oldest turns were not in a question's prompt.
    R"(
ALTER TABLE turn ADD COLUMN left_out_turns INTEGER NOT NULL DEFAULT 0;
)",
    // 9: how long an answer took in all; 0: not known.
    R"(
ALTER TABLE turn ADD COLUMN total_ms REAL NOT NULL DEFAULT 0;
)",
    // 10: what an answer loses without each frame, as a transcript has it. Seldom there.
    R"(
CREATE TABLE turn_knockout (
  turn INTEGER PRIMARY KEY REFERENCES turn (id) ON DELETE CASCADE,
  measured TEXT NOT NULL
);
)"};

std::int64_t pragma(const Database& database, const char* name) {
  Statement statement(database, name);
  return statement.step() ? statement.integer(0) : 0;
}

}  // namespace

int schema_version(const Database& database) {
  const std::int64_t application = pragma(database, "PRAGMA application_id");
  const std::int64_t version = pragma(database, "PRAGMA user_version");
  const bool empty = pragma(database, "SELECT count(*) FROM sqlite_schema") == 0;
  if (empty && application == 0 && version == 0) return 0;
  if (application != kApplicationId || version < 1)
    throw DatabaseError(
        Fault::Foreign,
        base::message("%1 is another program's database and not a library of sessions; name another file.",
                      database.file().string()));
  if (version > kSchemaVersion)
    throw DatabaseError(
        Fault::Newer,
        base::message("The library of sessions, %1, was written by a newer version of this program (its form "
                      "is %2, this program knows up to %3); update the program, or name another file.",
                      database.file().string(), version, kSchemaVersion));
  return static_cast<int>(version);
}

void migrate(Database& database, int version) {
  if (schema_version(database) >= version) return;
  Transaction transaction(database);
  // Asked again inside: another program may have just done it.
  for (int step = schema_version(database); step < version; ++step)
    database.run_script(kSteps[static_cast<std::size_t>(step)]);
  database.run_script(("PRAGMA application_id = " + std::to_string(kApplicationId) +
                       "; PRAGMA user_version = " + std::to_string(version))
                          .c_str());
  transaction.commit();
}

}  // namespace vp::library
