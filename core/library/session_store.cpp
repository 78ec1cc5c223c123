#include "library/session_store.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "base/utc_time.h"
#include "library/answer_attention_bytes.h"
#include "library/database.h"
#include "library/record_text.h"
#include "library/schema.h"
#include "library/search_terms.h"
#include "library/session_claims.h"
#include "library/turn_records.h"
#include "library/words_around.h"
#include "transcript/knockout_text.h"

namespace vp::library {
namespace {

template <typename Number>
std::span<const std::byte> bytes_of(const std::vector<Number>& numbers) {
  return std::as_bytes(std::span(numbers));
}

template <typename Number>
std::vector<Number> numbers_of(const std::vector<std::byte>& bytes) {
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(Number));
  return numbers;
}

constexpr const char* kVideoColumns = "id, path, size_bytes, modified_ns, sha256, opened_ms";

StoredVideo video_of(const Statement& row, int first = 0) {
  StoredVideo video;
  video.id = row.integer(first);
  video.file = row.text(first + 1);
  video.facts = {row.integer(first + 2), row.integer(first + 3)};
  video.sha256 = row.text(first + 4);
  video.opened_ms = row.integer(first + 5);
  return video;
}

engine::Turn::Finish finish_of(std::int64_t stored) {
  using Finish = engine::Turn::Finish;
  return stored == 1   ? Finish::Length
         : stored == 2 ? Finish::Stopped
         : stored == 3 ? Finish::Interrupted
         : stored == 4 ? Finish::Repetition
                       : Finish::EndToken;
}

std::int64_t number_of(engine::Turn::Finish finish) {
  using Finish = engine::Turn::Finish;
  return finish == Finish::Length        ? 1
         : finish == Finish::Stopped     ? 2
         : finish == Finish::Interrupted ? 3
         : finish == Finish::Repetition  ? 4
                                         : 0;
}

StoredTurn turn_of(const Statement& row) {
  StoredTurn stored;
  const std::int64_t state = row.integer(0);
  stored.state = state == 2   ? StoredTurn::State::Finished
                 : state == 1 ? StoredTurn::State::Answering
                              : StoredTurn::State::Asked;
  engine::Turn& turn = stored.turn;
  turn.asked_ms = row.integer(1);
  turn.question = row.text(2);
  turn.answer = row.text(3);
  turn.token_ids = numbers_of<std::int64_t>(row.bytes(4));
  turn.log_probabilities = numbers_of<float>(row.bytes(5));
  turn.finish = finish_of(row.integer(6));
  turn.options.max_new_tokens = row.integer(7);
  turn.options.temperature = row.real(8);
  turn.options.top_p = row.real(9);
  turn.options.seed = static_cast<std::uint64_t>(row.integer(10));
  turn.prompt_tokens = row.integer(11);
  turn.reused_tokens = row.integer(12);
  turn.prefill_ms = row.real(13);
  turn.first_token_ms = row.real(14);
  turn.tokens_per_s = row.real(15);
  if (!row.null(16)) turn.end_token_id = row.integer(16);
  if (!row.null(17)) turn.attention = answer_attention_of(row.bytes(17));
  turn.by = {row.text(18), row.text(19), row.text(20), row.text(21), static_cast<int>(row.integer(22))};
  turn.options.repetition_guard = row.integer(23) != 0;
  if (!row.null(24)) turn.options.repetition_penalty = row.real(24);
  if (!row.null(25)) turn.by.kv_cache = row.text(25);
  turn.options.left_out_turns = row.integer(26);
  turn.total_ms = row.real(27);
  if (!row.null(28)) turn.knockout = transcript::knockout_from_text(row.text(28));
  return stored;
}

void write_turn(const Database& database, std::int64_t session, int place, const StoredTurn& stored) {
  const engine::Turn& turn = stored.turn;
  Statement write(
      database,
      "INSERT INTO turn (session, place, state, asked_ms, question, answer, token_ids, log_probabilities, "
      "finish, max_new_tokens, temperature, top_p, seed, prompt_tokens, reused_tokens, prefill_ms, "
      "first_token_ms, tokens_per_s, end_token_id, model_name, model_hash, device, dtype, threads, "
      "repetition_guard, repetition_penalty, kv_cache, left_out_turns, total_ms) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
      "?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29) "
      "ON CONFLICT (session, place) DO UPDATE SET state = ?3, asked_ms = ?4, question = ?5, answer = ?6, "
      "token_ids = ?7, log_probabilities = ?8, finish = ?9, max_new_tokens = ?10, temperature = ?11, "
      "top_p = ?12, seed = ?13, prompt_tokens = ?14, reused_tokens = ?15, prefill_ms = ?16, "
      "first_token_ms = ?17, tokens_per_s = ?18, end_token_id = ?19, model_name = ?20, model_hash = ?21, "
      "device = ?22, dtype = ?23, threads = ?24, repetition_guard = ?25, repetition_penalty = ?26, "
      "kv_cache = ?27, left_out_turns = ?28, total_ms = ?29 RETURNING id");
  write.bind(1, session)
      .bind(2, std::int64_t{place})
      .bind(3, static_cast<std::int64_t>(stored.state))
      .bind(4, turn.asked_ms)
      .bind(5, std::string_view(turn.question))
      .bind(6, std::string_view(turn.answer))
      .bind(7, bytes_of(turn.token_ids))
      .bind(8, bytes_of(turn.log_probabilities))
      .bind(9, number_of(turn.finish))
      .bind(10, turn.options.max_new_tokens)
      .bind(11, turn.options.temperature)
      .bind(12, turn.options.top_p)
      .bind(13, static_cast<std::int64_t>(turn.options.seed))
      .bind(14, turn.prompt_tokens)
      .bind(15, turn.reused_tokens)
      .bind(16, turn.prefill_ms)
      .bind(17, turn.first_token_ms)
      .bind(18, turn.tokens_per_s)
      .bind(19, turn.end_token_id)
      .bind(20, std::string_view(turn.by.model_name))
      .bind(21, std::string_view(turn.by.model_hash))
      .bind(22, std::string_view(turn.by.device))
      .bind(23, std::string_view(turn.by.dtype))
      .bind(24, std::int64_t{turn.by.threads})
      .bind(25, std::int64_t{turn.options.repetition_guard})
      .bind(26, turn.options.repetition_penalty)
      .bind(27, std::string_view(turn.by.kv_cache))
      .bind(28, turn.options.left_out_turns)
      .bind(29, turn.total_ms);
  write.step();
  const std::int64_t id = write.integer(0);
  Statement(database, "INSERT OR REPLACE INTO turn_text (rowid, question, answer) VALUES (?1, ?2, ?3)")
      .bind(1, id)
      .bind(2, std::string_view(turn.question))
      .bind(3, std::string_view(turn.answer))
      .run();
  write_records(database, id, turn);
  write.run();
}

/// The turns of a session from `from` on.
void remove_turns(const Database& database, std::int64_t session, int from) {
  for (const char* sql :
       {"DELETE FROM turn_text WHERE rowid IN (SELECT id FROM turn WHERE session = ?1 AND place >= ?2)",
        "DELETE FROM turn WHERE session = ?1 AND place >= ?2"})
    Statement(database, sql).bind(1, session).bind(2, std::int64_t{from}).run();
}

void note_change(const Database& database, std::int64_t session) {
  Statement(database, "UPDATE session SET changed_ms = ?1 WHERE id = ?2")
      .bind(1, base::now_ms())
      .bind(2, session)
      .run();
}

/// The row of the file as it is now; made when there is none.
StoredVideo row_of(Database& database, const StoredVideo& seen) {
  Statement find(database, std::string("SELECT ") + kVideoColumns +
                               " FROM video WHERE path = ?1 AND size_bytes = ?2 AND modified_ns = ?3");
  find.bind(1, std::string_view(seen.file.native()))
      .bind(2, seen.facts.size_bytes)
      .bind(3, seen.facts.modified_ns);
  if (find.step()) return video_of(find);
  Statement(database,
            "INSERT INTO video (path, name, size_bytes, modified_ns, sha256, opened_ms) "
            "VALUES (?1, ?5, ?2, ?3, ?4, 0)")
      .bind(1, std::string_view(seen.file.native()))
      .bind(2, seen.facts.size_bytes)
      .bind(3, seen.facts.modified_ns)
      .bind(4, std::string_view(seen.sha256))
      .bind(5, std::string_view(seen.file.filename().native()))
      .run();
  StoredVideo video = seen;
  video.id = database.last_row_id();
  video.opened_ms = 0;
  return video;
}

}  // namespace

SessionStore::SessionStore() = default;
SessionStore::SessionStore(SessionStore&&) noexcept = default;
SessionStore& SessionStore::operator=(SessionStore&&) noexcept = default;
SessionStore::~SessionStore() = default;

const std::filesystem::path& SessionStore::file() const {
  return database_->file();
}
bool SessionStore::writable() const {
  return writable_;
}
const base::Message& SessionStore::notice() const {
  return notice_;
}

void SessionStore::require_writable() const {
  if (!writable_)
    throw DatabaseError(
        Fault::Forbidden,
        base::message("The library of sessions, %1, may not be written; check the rights of its folder.",
                      file().string()));
}

StoredVideo SessionStore::note_opened(const std::filesystem::path& file) {
  require_writable();
  Transaction transaction(*database_);
  StoredVideo video = row_of(*database_, describe_file(file));
  video.opened_ms = base::now_ms();
  Statement(*database_, "UPDATE video SET opened_ms = ?1 WHERE id = ?2")
      .bind(1, video.opened_ms)
      .bind(2, video.id)
      .run();
  transaction.commit();
  return video;
}

std::vector<StoredVideo> SessionStore::recent_videos(int most) const {
  // Bare columns beside max() are those of the row with the largest value.
  Statement rows(*database_,
                 "SELECT id, path, size_bytes, modified_ns, sha256, max(opened_ms) AS opened FROM video "
                 "WHERE opened_ms > 0 GROUP BY path ORDER BY opened DESC, id DESC LIMIT ?1");
  rows.bind(1, std::int64_t{most});
  std::vector<StoredVideo> videos;
  while (rows.step()) videos.push_back(video_of(rows));
  return videos;
}

void SessionStore::forget_video(const std::filesystem::path& file) {
  require_writable();
  Statement(*database_, "UPDATE video SET opened_ms = 0 WHERE path = ?1")
      .bind(1, std::string_view(file.native()))
      .run();
}

void SessionStore::set_hash(const StoredVideo& video, const std::string& sha256) {
  require_writable();
  Statement(*database_,
            "UPDATE video SET sha256 = ?1 WHERE path = ?2 AND size_bytes = ?3 AND modified_ns = ?4")
      .bind(1, std::string_view(sha256))
      .bind(2, std::string_view(video.file.native()))
      .bind(3, video.facts.size_bytes)
      .bind(4, video.facts.modified_ns)
      .run();
}

std::string SessionStore::hash_of(const StoredVideo& video) const {
  Statement row(*database_,
                "SELECT sha256 FROM video WHERE path = ?1 AND size_bytes = ?2 AND modified_ns = ?3");
  row.bind(1, std::string_view(video.file.native()))
      .bind(2, video.facts.size_bytes)
      .bind(3, video.facts.modified_ns);
  return row.step() ? row.text(0) : std::string();
}

void SessionStore::set_file(std::int64_t video, const std::filesystem::path& file) {
  require_writable();
  Transaction transaction(*database_);
  Statement find(*database_, std::string("SELECT ") + kVideoColumns + " FROM video WHERE id = ?1");
  find.bind(1, video);
  if (!find.step()) return;
  StoredVideo seen = describe_file(file);
  seen.sha256 = find.text(4);
  const StoredVideo there = row_of(*database_, seen);
  if (there.id != video) {
    // Both rows are the same file now: the sessions of one go over to the other.
    Statement(*database_, "UPDATE session SET video = ?1 WHERE video = ?2")
        .bind(1, there.id)
        .bind(2, video)
        .run();
    Statement(*database_,
              "UPDATE video SET sha256 = CASE sha256 WHEN '' THEN ?1 ELSE sha256 END, "
              "opened_ms = max(opened_ms, ?2) WHERE id = ?3")
        .bind(1, std::string_view(seen.sha256))
        .bind(2, find.integer(5))
        .bind(3, there.id)
        .run();
    Statement(*database_, "DELETE FROM video WHERE id = ?1").bind(1, video).run();
  }
  transaction.commit();
}

std::optional<std::filesystem::path> SessionStore::known_file(const std::string& sha256) const {
  if (sha256.empty()) return std::nullopt;
  Statement rows(*database_,
                 "SELECT path, size_bytes, modified_ns FROM video WHERE sha256 = ?1 ORDER BY opened_ms DESC");
  rows.bind(1, std::string_view(sha256));
  while (rows.step()) {
    const StoredVideo now = describe_file(rows.text(0));
    if (now.facts == base::FileFacts{rows.integer(1), rows.integer(2)}) return now.file;
  }
  return std::nullopt;
}

std::int64_t SessionStore::add_session(const StoredSession& session) {
  require_writable();
  Transaction transaction(*database_);
  const StoredVideo video = row_of(
      *database_, session.video.facts.size_bytes > 0 ? session.video : describe_file(session.video.file));
  const std::int64_t now = base::now_ms();
  Statement(*database_,
            "INSERT INTO session (video, title, created_ms, changed_ms, position_frame, layout, model_name, "
            "model_hash, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
      .bind(1, video.id)
      .bind(2, std::string_view(session.title))
      .bind(3, session.created_ms > 0 ? session.created_ms : now)
      .bind(4, now)
      .bind(5, session.position_frame)
      .bind(6, std::span<const std::byte>(session.layout))
      .bind(7, std::string_view(session.record.model.name))
      .bind(8, std::string_view(session.record.model.hash))
      .bind(9, std::string_view(to_text(session.record)))
      .run();
  const std::int64_t id = database_->last_row_id();
  for (std::size_t place = 0; place < session.turns.size(); ++place)
    write_turn(*database_, id, static_cast<int>(place), session.turns[place]);
  transaction.commit();
  return id;
}

void SessionStore::update_session(const StoredSession& session) {
  require_writable();
  Statement(
      *database_,
      "UPDATE session SET position_frame = ?1, layout = ?2, model_name = ?3, model_hash = ?4, record = ?5 "
      "WHERE id = ?6")
      .bind(1, session.position_frame)
      .bind(2, std::span<const std::byte>(session.layout))
      .bind(3, std::string_view(session.record.model.name))
      .bind(4, std::string_view(session.record.model.hash))
      .bind(5, std::string_view(to_text(session.record)))
      .bind(6, session.id)
      .run();
}

void SessionStore::set_title(std::int64_t session, std::string_view title) {
  require_writable();
  Statement(*database_, "UPDATE session SET title = ?1 WHERE id = ?2").bind(1, title).bind(2, session).run();
}

void SessionStore::put_turn(std::int64_t session, int place, const StoredTurn& turn) {
  require_writable();
  Transaction transaction(*database_);
  write_turn(*database_, session, place, turn);
  note_change(*database_, session);
  transaction.commit();
}

void SessionStore::truncate(std::int64_t session, int count) {
  require_writable();
  Transaction transaction(*database_);
  remove_turns(*database_, session, count);
  note_change(*database_, session);
  transaction.commit();
}

void SessionStore::remove_session(std::int64_t session) {
  require_writable();
  Statement(*database_, "UPDATE session SET deleted_ms = ?1 WHERE id = ?2")
      .bind(1, base::now_ms())
      .bind(2, session)
      .run();
}

void SessionStore::take_back(std::int64_t session) {
  require_writable();
  Statement(*database_, "UPDATE session SET deleted_ms = NULL WHERE id = ?1").bind(1, session).run();
}

void SessionStore::purge() {
  require_writable();
  Transaction transaction(*database_);
  Statement removed(*database_, "SELECT id FROM session WHERE deleted_ms IS NOT NULL");
  std::vector<std::int64_t> sessions;
  while (removed.step()) sessions.push_back(removed.integer(0));
  for (const std::int64_t session : sessions) {
    remove_turns(*database_, session, 0);
    Statement(*database_, "DELETE FROM session WHERE id = ?1").bind(1, session).run();
  }
  // Videos that no list shows any more.
  Statement(*database_, "DELETE FROM video WHERE opened_ms = 0 AND id NOT IN (SELECT video FROM session)")
      .run();
  transaction.commit();
}

bool SessionStore::claim(std::int64_t session) {
  return !claims_ || claims_->claim(session);
}

void SessionStore::release(std::int64_t session) {
  if (claims_) claims_->release(session);
}

std::int64_t SessionStore::changes_by_others() const {
  Statement version(*database_, "PRAGMA data_version");
  return version.step() ? version.integer(0) : 0;
}

std::optional<StoredSession> SessionStore::session(std::int64_t id) const {
  Statement row(
      *database_,
      "SELECT session.id, title, created_ms, changed_ms, position_frame, layout, record, video.id, path, "
      "size_bytes, modified_ns, sha256, opened_ms FROM session JOIN video ON video.id = session.video "
      "WHERE session.id = ?1 AND deleted_ms IS NULL");
  row.bind(1, id);
  if (!row.step()) return std::nullopt;
  StoredSession session;
  session.id = row.integer(0);
  session.title = row.text(1);
  session.created_ms = row.integer(2);
  session.changed_ms = row.integer(3);
  session.position_frame = row.integer(4);
  session.layout = row.bytes(5);
  session.record = record_of(row.text(6));
  session.video = video_of(row, 7);
  const int version = schema_version(*database_);
  Statement turns(
      *database_,
      std::string(
          "SELECT state, asked_ms, question, answer, token_ids, log_probabilities, finish, max_new_tokens, "
          "temperature, top_p, seed, prompt_tokens, reused_tokens, prefill_ms, first_token_ms, "
          "tokens_per_s, ") +
          (version >= kWithEndToken ? "end_token_id, " : "NULL, ") +
          (version >= kWithAttention ? "record, " : "NULL, ") +
          (version >= kWithAnsweredBy ? "model_name, model_hash, device, dtype, threads"
                                      : "NULL, NULL, NULL, NULL, NULL") +
          (version >= kWithRepetition ? ", repetition_guard, repetition_penalty" : ", NULL, NULL") +
          (version >= kWithKvCache ? ", kv_cache" : ", NULL") +
          (version >= kWithLeftOut ? ", left_out_turns" : ", 0") +
          (version >= kWithTotal ? ", total_ms" : ", 0.0") +
          (version >= kWithKnockout ? ", measured" : ", NULL") + " FROM turn" +
          (version >= kWithAttention ? " LEFT JOIN turn_attention ON turn_attention.turn = turn.id" : "") +
          (version >= kWithKnockout ? " LEFT JOIN turn_knockout ON turn_knockout.turn = turn.id" : "") +
          " WHERE session = ?1 ORDER BY place");
  turns.bind(1, id);
  while (turns.step()) session.turns.push_back(turn_of(turns));
  if (version < kWithAnsweredBy)
    for (StoredTurn& stored : session.turns)
      stored.turn.by = transcript::answered_by(session.record, stored.turn);
  return session;
}

std::vector<SessionSummary> SessionStore::sessions(std::string_view search, int most) const {
  const std::vector<SearchTerm> terms = search_terms(search);
  std::string sql =
      "SELECT session.id, path, title, coalesce((SELECT question FROM turn WHERE turn.session = session.id "
      "ORDER BY place LIMIT 1), ''), (SELECT count(*) FROM turn WHERE turn.session = session.id), "
      "created_ms, "
      "changed_ms, model_name, iif(json_valid(record), json_extract(record, '$.range.start_s'), NULL), "
      "iif(json_valid(record), json_extract(record, '$.range.end_s'), NULL) FROM session JOIN video ON "
      "video.id = session.video WHERE deleted_ms IS NULL";
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::string words = "?" + std::to_string(2 * i + 2), pattern = "?" + std::to_string(2 * i + 3);
    sql +=
        " AND (session.id IN (SELECT turn.session FROM turn_text JOIN turn ON turn.id = turn_text.rowid "
        "WHERE turn_text MATCH " +
        words + ") OR title LIKE " + pattern + " ESCAPE '\\' OR video.name LIKE " + pattern + " ESCAPE '\\'";
    if (!terms[i].plain)
      sql += " OR EXISTS (SELECT 1 FROM turn WHERE turn.session = session.id AND (question LIKE " + pattern +
             " ESCAPE '\\' OR answer LIKE " + pattern + " ESCAPE '\\'))";
    sql += ")";
  }
  sql += " ORDER BY changed_ms DESC, session.id DESC LIMIT ?1";
  Statement rows(*database_, sql);
  rows.bind(1, std::int64_t{most});
  for (std::size_t i = 0; i < terms.size(); ++i)
    rows.bind(static_cast<int>(2 * i + 2), std::string_view(terms[i].words))
        .bind(static_cast<int>(2 * i + 3), std::string_view(terms[i].pattern));
  std::vector<SessionSummary> found;
  while (rows.step())
    found.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4),
                     rows.integer(5), rows.integer(6), rows.text(7), rows.optional_integer(8),
                     rows.optional_integer(9)});
  for (SessionSummary& session : found)
    session.found = words_around(*database_, terms, session.id, session.first_question);
  return found;
}

}  // namespace vp::library
