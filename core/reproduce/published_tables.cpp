#include "reproduce/published_tables.h"

#include <algorithm>

#include "base/error.h"

namespace vp::reproduce {
namespace {

using judge::JudgeKind;

constexpr PublishedCell qa(double accuracy, double score) {
  return {accuracy, score};
}
constexpr PublishedCell right(double accuracy) {
  return {accuracy, {}};
}
constexpr PublishedCell rated(double score) {
  return {{}, score};
}

constexpr std::array kOpenColumns{Column{"MSVD", "msvd", "msvd", JudgeKind::Qa},
                                  Column{"MSRVTT", "msrvtt", "msrvtt", JudgeKind::Qa},
                                  Column{"TGIF", "tgif", "tgif", JudgeKind::Qa},
                                  Column{"ActivityNet", "activitynet", "activitynet", JudgeKind::Qa}};
constexpr std::array kOpenRows{
    PublishedRow{"Video-ChatGPT", {qa(64.9, 3.3), qa(49.3, 2.8), qa(40.7, 3.1), qa(35.2, 2.8)}},
    PublishedRow{"Video-LLaVA, own data", {qa(70.7, 3.9), qa(59.2, 3.5), qa(47.0, 3.3), qa(45.3, 3.3)}},
    PublishedRow{"Video-LLaVA, same data", {right(64.8), right(58.3), right(41.7), right(40.7)}},
    PublishedRow{"EVE, same data", {qa(60.5, 3.3), qa(49.7, 3.0), qa(39.2, 2.9), qa(38.1, 3.0)}},
    PublishedRow{"Video-Panda", {qa(64.7, 3.8), qa(54.8, 3.4), qa(42.9, 3.2), qa(40.0, 3.3)}}};

constexpr const char* kChatGptFolder = "videochatgpt";
constexpr std::array kFineColumns{
    Column{"correctness", kChatGptFolder, "videochatgpt-generic", JudgeKind::Correctness},
    Column{"detail", kChatGptFolder, "videochatgpt-generic", JudgeKind::Detail},
    Column{"context", kChatGptFolder, "videochatgpt-generic", JudgeKind::Context},
    Column{"temporal", kChatGptFolder, "videochatgpt-temporal", JudgeKind::Temporal},
    Column{"consistency", kChatGptFolder, "videochatgpt-consistency", JudgeKind::Consistency}};
constexpr std::array kFineRows{
    PublishedRow{"Video-ChatGPT", {rated(2.40), rated(2.52), rated(2.62), rated(1.98), rated(2.37)}},
    PublishedRow{"Video-LLaVA, own data", {rated(2.84), rated(2.86), rated(3.44), rated(2.46), rated(2.57)}},
    PublishedRow{"Video-LLaVA, same data", {rated(2.46), rated(2.37), rated(2.89), rated(2.12), rated(2.17)}},
    PublishedRow{"Video-Panda", {rated(2.74), rated(2.47), rated(3.01), rated(2.26), rated(2.36)}}};

constexpr std::array kAblationColumns{kOpenColumns[0], kOpenColumns[3]};
constexpr std::array kAblationRows{PublishedRow{"without row tokens", {right(63.2), right(39.5)}},
                                   PublishedRow{"without FSRA", {right(63.4), right(39.2)}},
                                   PublishedRow{"average pooling for LSD", {right(58.0), right(38.1)}},
                                   PublishedRow{"without LSTE", {right(63.4), right(39.6)}},
                                   PublishedRow{"without GSTRA", {right(63.0), right(38.2)}},
                                   PublishedRow{"without GSTRA and LSTE", {right(62.2), right(38.1)}},
                                   PublishedRow{"without distillation", {right(63.1), right(39.8)}},
                                   PublishedRow{"whole", {right(64.7), right(40.0)}}};

constexpr std::array kTables{
    PublishedTable{
        "open-ended", "Open-ended questions: accuracy in % / score from 0 to 5", kOpenColumns, kOpenRows,
        "The paper's column TGIF is of another version of that benchmark than in the older papers."},
    PublishedTable{
        "fine-grained", "Fine-grained answers: scores from 0 to 5", kFineColumns, kFineRows,
        "Video-ChatGPT's consistency was published with a script that asks the first question twice; "
        "here the second one is asked."},
    PublishedTable{"ablation", "Parts left out: accuracy in %", kAblationColumns, kAblationRows, ""}};

}  // namespace

std::span<const PublishedTable> published_tables() {
  return kTables;
}

const PublishedTable& table_named(std::string_view name) {
  const auto* const found = std::ranges::find(kTables, name, &PublishedTable::name);
  if (found != kTables.end()) return *found;
  std::string names;
  for (const PublishedTable& table : kTables) names += (names.empty() ? "" : ", ") + std::string(table.name);
  throw base::Error(base::ErrorCode::Usage, base::untranslated("There is no table \"" + std::string(name) +
                                                               "\"; expected is one of " + names + "."));
}

}  // namespace vp::reproduce
