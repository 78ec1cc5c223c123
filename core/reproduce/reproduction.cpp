#include "reproduce/reproduction.h"

#include <algorithm>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "eval/answer_file.h"
#include "eval/benchmark.h"
#include "judge/judge_results.h"

namespace vp::reproduce {
namespace {

using base::Error;
using base::ErrorCode;

/// The benchmarks of a table's columns that are there, by the column.
struct Data {
  std::vector<std::shared_ptr<const eval::Benchmark>> columns;  ///< null: it is missing
};

Data read_data(const Request& request, Reproduction& result, const std::stop_token& stop) {
  Data data;
  std::map<std::string_view, std::shared_ptr<const eval::Benchmark>> read;
  for (const Column& column : request.table->columns) {
    const auto [known, is_new] = read.try_emplace(column.benchmark);
    if (is_new) {
      try {
        auto benchmark = std::make_shared<eval::Benchmark>(
            eval::read_benchmark(column.benchmark, request.data / column.folder, stop));
        result.sizes.push_back(std::string(column.benchmark) + ": " + benchmark->size_text());
        const std::int64_t absent = benchmark->count(eval::FindingKind::MissingFilm);
        if (absent > 0)
          result.missing.push_back(std::string(column.benchmark) + ": " + std::to_string(absent) +
                                   " films are not there; their questions count as wrong.");
        if (request.limit > 0 && request.limit < static_cast<std::int64_t>(benchmark->questions.size()))
          benchmark->questions.resize(static_cast<std::size_t>(request.limit));
        known->second = std::move(benchmark);
      } catch (const Error& error) {
        if (error.code() != ErrorCode::Usage) throw;
        result.missing.push_back(std::string(column.benchmark) + ": " + error.what());
      }
    }
    data.columns.push_back(known->second);
  }
  return data;
}

/// Names of files and rows: what the folders are called, apart where two are called alike.
std::vector<std::string> names_of(const std::vector<engine::LoadOptions>& models) {
  std::vector<std::string> names;
  for (const engine::LoadOptions& model : models) {
    std::filesystem::path folder = model.folder.lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    std::string name = folder.filename().string();
    if (name.empty() || name == "." || name == "..") name = "model";
    const auto taken = std::ranges::count_if(
        names, [&](const std::string& other) { return other == name || other.starts_with(name + " ("); });
    names.push_back(taken == 0 ? name : name + " (" + std::to_string(taken + 1) + ")");
  }
  return names;
}

/// One model's row.
class RowMaker {
 public:
  RowMaker(const Request& request, const Data& data, std::string name, const engine::LoadOptions& load,
           const OnProgress& on_progress, base::Progress& progress, const std::stop_token& stop)
      : request_(request),
        data_(data),
        load_(load),
        on_progress_(on_progress),
        progress_(progress),
        stop_(stop) {
    row_.model = std::move(name);
  }

  Row make() {
    for (std::size_t i = 0; i < data_.columns.size(); ++i) {
      row_.cells.emplace_back();
      if (data_.columns[i]) row_.cells.back() = cell(request_.table->columns[i], *data_.columns[i]);
    }
    return std::move(row_);
  }

 private:
  std::filesystem::path file(const Column& column, const std::string& ending) const {
    return request_.out / column.benchmark / (row_.model + ending);
  }

  jobs::AskedModel& model() {
    if (!asked_) {
      const auto load = [options = load_](base::Progress& progress, const std::stop_token& stop) {
        return engine::Model::load(options, progress, stop);
      };
      asked_ = std::make_unique<jobs::AskedModel>(jobs::AskedModel{load(progress_, stop_), load});
    }
    return *asked_;
  }

  std::vector<eval::Prediction> answered(const Column& column, eval::EvaluationRequest asked) {
    const std::filesystem::path name = file(column, ".jsonl");
    eval::PredictionsFile predictions(name, asked.questions);
    return eval::answer_into(
        predictions, name, std::move(asked), [this]() -> jobs::AskedModel& { return model(); },
        [&](std::int64_t done, std::int64_t total) {
          on_progress_(row_.model + ", " + std::string(column.title) + ": answering", done, total);
        },
        progress_, stop_);
  }

  const std::vector<eval::Prediction>& predictions(const Column& column, const eval::Benchmark& benchmark) {
    const auto [known, is_new] = predictions_.try_emplace(column.benchmark);
    if (!is_new) return known->second;
    eval::EvaluationRequest asked;
    asked.questions = benchmark.questions;
    asked.videos = request_.data / column.folder;
    asked.frames = request_.frames;
    try {
      known->second = answered(column, std::move(asked));
    } catch (const Error& error) {
      // None of those that were asked now could be answered: a row of what failed, beside what is there.
      if (error.code() != ErrorCode::Video) throw;
      known->second = eval::read_predictions(file(column, ".jsonl"));
    }
    return known->second;
  }

  Cell cell(const Column& column, const eval::Benchmark& benchmark) {
    const std::vector<eval::Prediction>& said = predictions(column, benchmark);
    Cell cell;
    cell.questions = static_cast<std::int64_t>(said.size());
    cell.exact = eval::score(said).overall;
    cell.errors = cell.exact.errors;
    if (!said.empty()) row_.line = said.front().model;
    if (!request_.judge) return cell;
    judge::JudgeClient client(*request_.judge);
    judge::JudgeResults results;
    results.kind = column.kind;
    results.model = request_.judge->model;
    results.endpoint = client.shown_endpoint();
    const std::string kind = "." + std::string(judge::name_of(column.kind));
    judge::ReplyCache replies(file(column, kind + ".replies.jsonl"));
    const auto total = static_cast<std::int64_t>(said.size());
    results.items = judge::judge_all(
        column.kind, said, client, replies,
        [&](std::int64_t done) {
          on_progress_(row_.model + ", " + std::string(column.title) + ": judging", done, total);
        },
        stop_);
    judge::write_results(file(column, kind + ".json"), results);
    cell.judged = judge::judge_score(results.items);
    return cell;
  }

  const Request& request_;
  const Data& data_;
  const engine::LoadOptions& load_;
  const OnProgress& on_progress_;
  base::Progress& progress_;
  const std::stop_token& stop_;
  Row row_;
  std::unique_ptr<jobs::AskedModel> asked_;  ///< loaded when something is to be asked
  std::map<std::string_view, std::vector<eval::Prediction>> predictions_;
};

}  // namespace

void Request::validate() const {
  if (table == nullptr) throw Error(ErrorCode::Usage, base::untranslated("No table is named."));
  if (models.empty()) throw Error(ErrorCode::Usage, base::untranslated("No model is named; add --model."));
  std::error_code error;
  if (!std::filesystem::is_directory(data, error))
    throw Error(ErrorCode::Usage,
                base::untranslated(base::for_message(data.string(), 400) +
                                   " is not a folder; one with the benchmarks' folders was expected."));
  if (limit < 0 || frames < 0)
    throw Error(ErrorCode::Usage, base::untranslated("Numbers of questions and frames are not negative."));
  if (judge) judge->validate();
}

Reproduction reproduce(const Request& request, const OnProgress& on_progress, base::Progress& progress,
                       const std::stop_token& stop) {
  request.validate();
  Reproduction result;
  result.table = request.table;
  const Data data = read_data(request, result, stop);
  if (std::ranges::none_of(data.columns, [](const auto& benchmark) { return benchmark != nullptr; })) {
    std::string why;
    for (const std::string& sentence : result.missing) why += " " + sentence;
    throw Error(ErrorCode::Usage,
                base::untranslated("None of the table's benchmarks is in " +
                                   base::for_message(request.data.string(), 400) + "." + why));
  }
  if (request.judge)
    result.judge_model = request.judge->model;
  else
    result.missing.emplace_back(
        "Nobody judged: what stands in the table are answers that are what was expected word by word, which "
        "published figures are not. Name a judge with --endpoint and --judge.");
  const std::vector<std::string> names = names_of(request.models);
  for (std::size_t i = 0; i < request.models.size(); ++i)
    result.rows.push_back(
        RowMaker(request, data, names[i], request.models[i], on_progress, progress, stop).make());
  return result;
}

}  // namespace vp::reproduce
