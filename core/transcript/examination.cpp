#include "transcript/examination.h"

#include <vector>

#include "base/ascii.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "transcript/csv.h"
#include "transcript/examination_report.h"
#include "transcript/json_parts.h"

namespace vp::transcript {
namespace {

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

void write_examination(const std::filesystem::path& file, const Transcript& about,
                       const Examination& examination, const std::stop_token& stop) {
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
