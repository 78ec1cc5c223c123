// test.csv or val.csv: video,frame_count,width,height,question,answer,qid,type,a0…a4; the answer is a place
// or, as in NExT-GQA, the option's text. gsub_test.json or gsub_val.json: {video: {"location": {qid: [[start,
// end], …]}}}.
#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/message_text.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

constexpr int kOptions = 5;
constexpr double kLongestFilm = 1e6;  // seconds
constexpr std::size_t kMostSpans = 1000, kMostQuestions = 100000;

using SpansById = std::map<std::string, std::vector<Span>>;

SpansById read_spans(BenchmarkBuilder& builder, const std::filesystem::path& file) {
  SpansById spans;
  builder.members(file, [&](const std::string& film, const json::Value& entry) {
    for (const auto& [qid, list] : entry.member("location").members(kMostQuestions))
      for (const json::Value& span : list.elements(kMostSpans)) {
        const std::vector<json::Value> ends = span.elements(2, 2);
        const double start = ends[0].number(0, kLongestFilm), end = ends[1].number(0, kLongestFilm);
        spans[film + "_" + qid].push_back({std::min(start, end), std::max(start, end)});
      }
  });
  return spans;
}

bool is_place(const std::string& answer) {
  return answer.size() == 1 && answer[0] >= '0' && answer[0] < '0' + kOptions;
}

}  // namespace

void read_next_qa(BenchmarkBuilder& builder, bool with_spans) {
  const std::filesystem::path file = builder.annotation({"test.csv", "val.csv"});
  SpansById spans;
  if (with_spans) spans = read_spans(builder, builder.annotation({"gsub_" + file.stem().string() + ".json"}));
  builder.rows(file, [&](std::int64_t, const CsvRow& row) {
    Question question;
    question.video_name = row.at(row.has("video") ? "video" : "video_id");
    question.id = {question.video_name + "_" + row.at("qid"), false};
    question.question = row.at("question");
    question.type = row.at("type");
    std::vector<std::string> options;
    for (int i = 0; i < kOptions; ++i) options.push_back(row.at("a" + std::to_string(i)));
    const std::string& answer = row.at("answer");
    // An option can be a number, too: in NExT-GQA, where answers are texts, that is what is meant.
    if (is_place(answer) && !with_spans)
      set_options(question, std::move(options), std::int64_t{answer[0] - '0'});
    else
      set_options(question, std::move(options), answer);
    if (with_spans) {
      const auto found = spans.find(question.id.text);
      if (found == spans.end())
        builder.find(FindingKind::Unreadable,
                     "the question \"" + base::for_message(question.id.text) + "\" has no part of the film");
      else
        question.evidence = found->second;
    }
    builder.add(std::move(question), {"videos", "NExTVideo", "."});
  });
}

}  // namespace vp::eval
