#include "library/turn_records.h"

#include <span>
#include <string>
#include <vector>

#include "library/answer_attention_bytes.h"
#include "transcript/knockout_text.h"

namespace vp::library {
namespace {

void write_attention(const Database& database, std::int64_t turn, const engine::Turn& answered) {
  Statement(database, "DELETE FROM turn_attention WHERE turn = ?1").bind(1, turn).run();
  if (!answered.attention) return;
  const std::vector<std::byte> record = to_bytes(*answered.attention);
  if (record.empty()) return;
  Statement(database, "INSERT INTO turn_attention (turn, record) VALUES (?1, ?2)")
      .bind(1, turn)
      .bind(2, std::span<const std::byte>(record))
      .run();
}

void write_knockout(const Database& database, std::int64_t turn, const engine::Turn& answered) {
  Statement(database, "DELETE FROM turn_knockout WHERE turn = ?1").bind(1, turn).run();
  if (!answered.knockout) return;
  const std::string text = transcript::to_text(*answered.knockout);
  Statement(database, "INSERT INTO turn_knockout (turn, measured) VALUES (?1, ?2)")
      .bind(1, turn)
      .bind(2, std::string_view(text))
      .run();
}

}  // namespace

void write_records(const Database& database, std::int64_t turn, const engine::Turn& answered) {
  write_attention(database, turn, answered);
  write_knockout(database, turn, answered);
}

}  // namespace vp::library
