#include "eval/answer_file.h"

#include <string>
#include <unordered_set>

#include "base/error.h"
#include "base/message_text.h"

namespace vp::eval {

std::vector<Prediction> answer_into(PredictionsFile& file, const std::filesystem::path& name,
                                    EvaluationRequest request,
                                    const std::function<jobs::AskedModel&()>& model,
                                    const std::function<void(std::int64_t, std::int64_t)>& on_count,
                                    base::Progress& progress, const std::stop_token& stop) {
  std::vector<Prediction> predictions = file.kept();
  std::unordered_set<std::string> answered;
  for (const Prediction& prediction : predictions) answered.insert(prediction.question.id.text);
  const auto total = static_cast<std::int64_t>(request.questions.size());
  std::erase_if(request.questions,
                [&](const Question& question) { return answered.contains(question.id.text); });
  const auto count = [&] { on_count(static_cast<std::int64_t>(predictions.size()), total); };
  if (request.questions.empty()) return predictions;
  jobs::AskedModel& asked = model();
  const std::string line = model_line(*asked.model->facts(), request);
  for (const Prediction& prediction : predictions)
    if (!prediction.model.empty() && prediction.model != line)
      throw base::Error(base::ErrorCode::Usage,
                        base::untranslated(name.string() + " was begun with another model or other frames (" +
                                           base::for_message(prediction.model) + ", now " + line +
                                           "); give another --out, or what it was begun with."));
  count();
  answer_questions(
      asked, request,
      [&](const Prediction& prediction) {
        file.append(prediction);
        predictions.push_back(prediction);
        count();
      },
      progress, stop);
  return predictions;
}

}  // namespace vp::eval
