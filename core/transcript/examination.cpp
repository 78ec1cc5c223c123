#include "transcript/examination.h"

#include <cstdint>
#include <vector>

#include "base/ascii.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "evidence/frame_knockout.h"
#include "transcript/csv.h"
#include "transcript/examination_report.h"
#include "transcript/json_parts.h"

namespace vp::transcript {
namespace {

double sum_of(const std::vector<float>& numbers, const attention::TokenRange& tokens) {
  double sum = 0;
  for (std::size_t i = tokens.first; i < tokens.last; ++i) sum += static_cast<double>(numbers[i]);
  return sum;
}

Json to_object(const engine::ScoredAnswer& answer) {
  Json tokens = Json::array();
  for (const engine::AnswerToken& token : answer.tokens)
    tokens.push_back({{"id", token.id}, {"text", token.text}, {"log_probability", token.log_probability}});
  return {{"text", answer.text}, {"log_probability", answer.log_probability()}, {"tokens", tokens}};
}

Json to_object(const engine::InterventionResult& result) {
  Json object{{"intervention", engine::name_of(result.intervention)},
              {"change", result.change},
              {"log_probabilities", result.log_probabilities},
              {"answer", to_object(result.answer)}};
  if (result.intervention.order == engine::FrameOrder::Shuffled) object["seed"] = result.intervention.seed;
  return object;
}

Json to_object(const engine::OcclusionPoint& point) {
  return {{"share_percent", point.share_percent},
          {"hidden", point.hidden},
          {"attended", point.attended},
          {"random", point.random},
          {"random_mean", point.random_mean()},
          {"random_deviation", point.random_spread()},
          {"attended_patches", point.attended_patches}};
}

/// What both forms begin with.
Json description(const Transcript& about, const char* format, const std::string& question) {
  Json frames = Json::array();
  for (const TranscriptFrame& frame : about.frames) frames.push_back(transcript::to_object(frame));
  Json object{{"format", format},
              {"version", 1},
              {"created", about.created},
              {"question", question},
              {"video", transcript::to_object(about.video)},
              {"range", range_object(about)},
              {"model", transcript::to_object(about.model)},
              {"device", about.device},
              {"dtype", about.dtype},
              {"threads", about.threads},
              {"versions", about.versions},
              {"frames", frames}};
  if (!about.kv_cache.empty() && about.kv_cache != about.dtype) object["kv_cache"] = about.kv_cache;
  return object;
}

Json to_object(const Transcript& about, const engine::Comparison& comparison) {
  Json object = description(about, "videopanda-comparison", comparison.question);
  object["unchanged"] = to_object(comparison.unchanged);
  object["interventions"] = Json::array();
  for (const engine::InterventionResult& result : comparison.results)
    object["interventions"].push_back(to_object(result));
  return object;
}

Json to_object(const Transcript& about, const engine::OcclusionCheck& check) {
  Json object = description(about, "videopanda-check", check.question);
  object["answer"] = to_object(check.answer);
  object["map"] = check.options.map == attention::FrameMap::Fsra ? "fsra" : "gstra";
  object["seed"] = check.options.seed;
  object["verdict"] = name_of(engine::verdict_of(check.points));
  object["patches"] = check.patches;
  object["rows"] = check.rows;
  object["columns"] = check.columns;
  object["points"] = Json::array();
  for (const engine::OcclusionPoint& point : check.points) object["points"].push_back(to_object(point));
  return object;
}

Json to_object(const Transcript& about, const engine::Knockout& knockout) {
  const evidence::FrameKnockout& found = knockout.frames;
  Json object = description(about, "videopanda-knockout", knockout.question);
  object["depends_on"] = "measured by hiding";
  object["caveat"] = evidence::knockout_caveat();
  object["took_ms"] = found.took_ms;
  object["layers"] = {
      {"first", found.layers.first}, {"last", found.layers.last}, {"of", found.decoder_layers}};
  Json tokens = Json::array();
  for (std::size_t i = 0; i < found.tokens(); ++i)
    tokens.push_back({{"id", i < found.ids.size() ? found.ids[i] : -1},
                      {"text", i < found.pieces.size() ? found.pieces[i] : std::string()},
                      {"log_probability", found.log_probabilities[i]}});
  object["answer"] = {{"text", knockout.answer},
                      {"log_probability", sum_of(found.log_probabilities, found.all())},
                      {"tokens", tokens}};
  const std::vector<double> all = evidence::changes(found, found.all());
  object["knockouts"] = Json::array();
  for (std::size_t i = 0; i < found.frames(); ++i)
    object["knockouts"].push_back(
        {{"frame", i}, {"change", all[i]}, {"log_probabilities", found.without[i]}});
  object["needed"] = evidence::needed_frames(all, found.frames());
  object["words"] = Json::array();
  for (const attention::AnswerWord& word : evidence::words(found))
    object["words"].push_back({{"text", word.text},
                               {"first_token", word.tokens.first},
                               {"tokens", word.tokens.last - word.tokens.first},
                               {"log_probability", sum_of(found.log_probabilities, word.tokens)},
                               {"changes", evidence::changes(found, word.tokens)}});
  return object;
}

/// The columns that every record begins with.
std::string first_fields(const Transcript& about, const std::string& question, const std::string& answer) {
  std::string out;
  for (const std::string& text : {about.video.file, about.model.name, about.model.hash, question, answer})
    out += csv_text(text) + ",";
  return out;
}

constexpr const char* kFirstColumns = "video,model,model_hash,question,answer,";

std::string csv_of(const Transcript& about, const engine::Comparison& comparison) {
  std::string out = kFirstColumns + csv_record({"intervention", "answer_under_intervention", "token",
                                                "token_id", "token_text", "log_probability", "change"});
  const std::string first = first_fields(about, comparison.question, comparison.unchanged.text);
  const auto write = [&](const std::string& name, const std::string& answer, std::size_t token,
                         double log_probability) {
    const engine::AnswerToken& own = comparison.unchanged.tokens[token];
    out += first + csv_record({csv_text(name), csv_text(answer), std::to_string(token + 1),
                               std::to_string(own.id), csv_text(own.text), csv_number(log_probability),
                               csv_number(log_probability - static_cast<double>(own.log_probability))});
  };
  for (std::size_t i = 0; i < comparison.unchanged.tokens.size(); ++i)
    write("unchanged", comparison.unchanged.text, i, comparison.unchanged.tokens[i].log_probability);
  for (const engine::InterventionResult& result : comparison.results)
    for (std::size_t i = 0; i < result.log_probabilities.size(); ++i)
      write(engine::name_of(result.intervention), result.answer.text, i, result.log_probabilities[i]);
  return out;
}

/// "7:12" for the patch 12 of the frame 7.
std::string places_of(const Transcript& about, const engine::OcclusionPoint& point) {
  std::string out;
  for (std::size_t i = 0; i < point.attended_patches.size() && i < about.frames.size(); ++i)
    for (const std::int64_t patch : point.attended_patches[i])
      out += (out.empty() ? "" : " ") + std::to_string(about.frames[i].index) + ":" + std::to_string(patch);
  return out;
}

std::string csv_of(const Transcript& about, const engine::OcclusionCheck& check) {
  std::string out = kFirstColumns + csv_record({"map", "verdict", "share_percent", "hidden", "choice", "draw",
                                                "change", "rows", "columns", "patches"});
  const std::string first = first_fields(about, check.question, check.answer.text);
  const std::string map = check.options.map == attention::FrameMap::Fsra ? "fsra" : "gstra";
  const std::string verdict(name_of(engine::verdict_of(check.points)));
  for (const engine::OcclusionPoint& point : check.points) {
    const auto write = [&](const char* choice, const std::string& draw, double change,
                           const std::string& patches) {
      out += first + csv_record({map, verdict, std::to_string(point.share_percent),
                                 std::to_string(point.hidden), choice, draw, csv_number(change),
                                 std::to_string(check.rows), std::to_string(check.columns), patches});
    };
    write("attended", "", point.attended, places_of(about, point));
    for (std::size_t i = 0; i < point.random.size(); ++i)
      write("random", std::to_string(i + 1), point.random[i], "");
  }
  return out;
}

/// A record a frame, of all of the answer and then of each word.
std::string csv_of(const Transcript& about, const engine::Knockout& knockout) {
  const evidence::FrameKnockout& found = knockout.frames;
  std::string out =
      kFirstColumns + csv_record({"depends_on", "layers", "frame", "time_s", "word", "word_text",
                                  "log_probability", "log_probability_without", "change"});
  const std::string first = first_fields(about, knockout.question, knockout.answer);
  const auto write = [&](const attention::TokenRange& tokens, const std::string& number,
                         const std::string& text) {
    const std::vector<double> change = evidence::changes(found, tokens);
    const double whole = sum_of(found.log_probabilities, tokens);
    for (std::size_t i = 0; i < change.size() && i < about.frames.size(); ++i)
      out += first + csv_record({"measured by hiding", evidence::text_of(found.layers),
                                 std::to_string(about.frames[i].index), csv_number(about.frames[i].time_s),
                                 number, csv_text(text), csv_number(whole), csv_number(whole + change[i]),
                                 csv_number(change[i])});
  };
  write(found.all(), "", "");
  const std::vector<attention::AnswerWord> words = evidence::words(found);
  for (std::size_t i = 0; i < words.size(); ++i) write(words[i].tokens, std::to_string(i + 1), words[i].text);
  return out;
}

bool is_npz(const std::filesystem::path& file) {
  return base::lower_case(file.extension().string()) == ".npz";
}

void write_arrays(const std::filesystem::path& file, const Transcript& about,
                  const engine::Knockout& knockout) {
  std::vector<std::int64_t> index;
  std::vector<double> time_s;
  for (const TranscriptFrame& frame : about.frames) {
    index.push_back(frame.index);
    time_s.push_back(frame.time_s);
  }
  evidence::write_npz(file, knockout.frames, index, time_s);
}

std::optional<ExaminationForm> examination_form_of(const std::filesystem::path& file) {
  const std::string ending = base::lower_case(file.extension().string());
  for (const ExaminationFormName& name : kExaminationForms)
    if (name.ending == ending) return name.form;
  return std::nullopt;
}

}  // namespace

std::string title_of(const engine::Intervention& intervention) {
  const std::string name = engine::name_of(intervention);
  return (intervention.without.any() ? "without " : "frames ") + name;
}

std::string to_json(const Transcript& about, const Examination& examination, int indent) {
  const Json object = std::visit([&](const auto& found) { return to_object(about, found); }, examination);
  return object.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_csv(const Transcript& about, const Examination& examination) {
  return std::visit([&](const auto& found) { return csv_of(about, found); }, examination);
}

void check_knockout_name(const std::filesystem::path& file) {
  if (is_npz(file) || examination_form_of(file)) return;
  throw base::Error(
      base::ErrorCode::Usage,
      base::message("The result cannot be written to %1; let the name end in .html, .md, .json, "
                    ".csv or .npz.",
                    file.string()));
}

void write_examination(const std::filesystem::path& file, const Transcript& about,
                       const Examination& examination, const std::stop_token& stop) {
  const auto* knockout = std::get_if<engine::Knockout>(&examination);
  if (knockout != nullptr && is_npz(file)) {
    write_arrays(file, about, *knockout);
    return;
  }
  const std::optional<ExaminationForm> form = examination_form_of(file);
  if (!form)
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("The result cannot be written to %1; let the name end in .html, .md, .json or .csv.",
                      file.string()));
  std::string text;
  switch (*form) {
    case ExaminationForm::Html:
      text = to_html(about, examination);
      break;
    case ExaminationForm::Markdown:
      text = to_markdown(about, examination);
      break;
    case ExaminationForm::Json:
      text = to_json(about, examination);
      break;
    case ExaminationForm::Csv:
      text = to_csv(about, examination);
      break;
  }
  base::throw_if_stopped(stop);
  base::write_file_atomically(file, text);
}

}  // namespace vp::transcript
