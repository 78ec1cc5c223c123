// The same question with something switched off, or the frames in another order.
#include "engine/interventions.h"

#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "attention/reduction.h"
#include "base/error.h"
#include "engine/changed_frames.h"
#include "engine/encode_chunk.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "support/golden_clips.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

using namespace vp::engine;

std::shared_ptr<const EncodedVideo> encode(const std::shared_ptr<const Model>& model, const char* clip) {
  vp::base::NoProgress progress;
  VideoRequest request;
  request.file = vp::test::kGoldenFolder / clip;
  request.pictures = true;
  return EncodedVideo::encode(model, request, progress);
}

ExaminedQuestion question(std::int64_t tokens) {
  ExaminedQuestion asked;
  asked.question = "What color is the car?";
  asked.options.max_new_tokens = tokens;
  return asked;
}

Intervention named(const char* name) {
  return intervention_of(name).value();
}

}  // namespace

class TestInterventions : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model(1);
    video_ = encode(model_, "clip_landscape.mkv");
  }

  void names() {
    for (const char* name :
         {"fsra", "gstra", "lste", "row", "lsd", "gstra+lste", "reversed", "shuffled", "fsra+row+reversed"}) {
      const auto intervention = intervention_of(name);
      QVERIFY2(intervention, name);
      QCOMPARE(intervention_of(name_of(*intervention)), intervention);
    }
    for (const char* name : {"", "+", "fsra+", "FSRA", "fsra gstra", "all", "lmhra1"})
      QVERIFY2(!intervention_of(name), name);
    QCOMPARE(all_interventions(model_->config()).size(), std::size_t{7});
  }

  void nothingChangedChangesNothing() {
    const Comparison comparison = compare(question(12), {Intervention{}});
    QCOMPARE(comparison.results[0].change, 0.0);
    QCOMPARE(comparison.results[0].answer.text, comparison.unchanged.text);
    for (std::size_t i = 0; i < comparison.unchanged.tokens.size(); ++i)
      QCOMPARE(comparison.results[0].log_probabilities[i], comparison.unchanged.tokens[i].log_probability);
  }

  void theUnchangedAnswerIsTheConversations() {
    Conversation conversation(model_, video_);
    vp::base::NoProgress progress;
    const Turn first = conversation.ask("Is it day or night?", question(9).options, {}, progress);
    const Turn turn = conversation.ask(question(12).question, question(12).options, {}, progress);
    ExaminedQuestion asked = question(12);
    asked.earlier = {first};
    const ScoredAnswer anew = compare(asked, {}).unchanged;
    asked.answered = turn;
    const ScoredAnswer given = compare(asked, {}).unchanged;
    QCOMPARE(given.text, turn.answer);
    QCOMPARE(given.tokens.size(), turn.token_ids.size());  // 12 tokens, without an end
    for (std::size_t i = 0; i < turn.token_ids.size(); ++i) {
      QCOMPARE(given.tokens[i].id, turn.token_ids[i]);
      QCOMPARE(anew.tokens[i].id, turn.token_ids[i]);
      QCOMPARE(anew.tokens[i].log_probability, given.tokens[i].log_probability);
      QVERIFY(std::abs(given.tokens[i].log_probability - turn.log_probabilities[i]) < 1e-3);
    }
    // The same question alone is another one.
    asked.earlier.clear();
    QVERIFY(compare(asked, {}).unchanged.log_probability() != given.log_probability());
  }

  void theEndOfAnAnswerCounts() {
    ExaminedQuestion asked = question(4);
    Turn turn;
    turn.token_ids = {40, 41};
    turn.finish = Turn::Finish::EndToken;
    asked.answered = turn;
    const ScoredAnswer ended = compare(asked, {}).unchanged;
    QCOMPARE(ended.tokens.size(), std::size_t{3});
    QVERIFY(ended.tokens[2].end && !ended.tokens[1].end);
    QVERIFY(ended.tokens[2].text.empty());
    turn.finish = Turn::Finish::Stopped;
    asked.answered = turn;
    const ScoredAnswer stopped = compare(asked, {}).unchanged;
    QCOMPARE(stopped.tokens.size(), std::size_t{2});
    // The rows of a product may be added up in another order when there is one row less.
    QVERIFY(std::abs(stopped.tokens[1].log_probability - ended.tokens[1].log_probability) < 1e-4);
  }

  void anyLengthMayHaveBeenAllowed() {
    ExaminedQuestion asked = question(std::numeric_limits<std::int64_t>::max());
    asked.answered = Turn{};
    asked.answered->token_ids = {40, 41};
    QCOMPARE(compare(asked, {}).unchanged.tokens.size(), std::size_t{3});
  }

  void everyInterventionChangesTheAnswersProbability() {
    std::vector<std::string> told;
    vp::base::NoProgress progress;
    const Comparison comparison = compare_interventions(
        model_, *video_, question(12), all_interventions(model_->config()),
        [&](const ScoredAnswer& answer) { told.push_back(answer.text); },
        [&](const InterventionResult& result) { told.push_back(name_of(result.intervention)); }, progress);
    QCOMPARE(told, (std::vector<std::string>{comparison.unchanged.text, "fsra", "gstra", "lste", "row", "lsd",
                                             "reversed", "shuffled"}));
    for (const InterventionResult& result : comparison.results) {
      double sum = 0;
      for (std::size_t i = 0; i < result.log_probabilities.size(); ++i)
        sum +=
            static_cast<double>(result.log_probabilities[i]) - comparison.unchanged.tokens[i].log_probability;
      QCOMPARE(result.log_probabilities.size(), comparison.unchanged.tokens.size());
      QVERIFY2(result.change != 0 && std::abs(result.change - sum) < 1e-9,
               name_of(result.intervention).c_str());
      // Greedy: nothing is likelier than what it says itself.
      if (!result.answer.tokens.empty())
        QVERIFY(result.answer.tokens[0].log_probability >= result.log_probabilities[0] - 1e-4f);
    }
    QCOMPARE(compare(question(12), {named("row")}).results[0].change, comparison.results[3].change);
  }

  void theFramesAreGivenInTheOrderAskedFor() {
    FrameChange change;
    for (std::int64_t i = 7; i >= 0; --i) change.order.push_back(i);
    const std::vector<at::Tensor> reversed = encode_changed(*model_, *video_, change, {}, {});
    std::vector<const vp::base::RgbImage*> pictures;
    for (std::size_t i = 7; i >= 4; --i) pictures.push_back(&video_->frames()[i].picture);
    const auto expected =
        model_->impl().encoder->stab()->forward(chunk_pixels(model_->config().vision, pictures));
    for (std::size_t i = 0; i < 4; ++i) QVERIFY(reversed[i].equal(expected.frames[i].tokens));
    const std::vector<at::Tensor> same = encode_changed(*model_, *video_, {}, {}, {});
    for (std::size_t i = 0; i < 8; ++i) QVERIFY(same[i].equal(video_->impl().tokens[i]));
  }

  void paddingStaysBehind() {
    const auto video = encode(model_, "clip_short.mkv");
    QVERIFY(video->frames().size() < 8);
    FrameChange change;
    for (std::size_t i = video->frames().size(); i-- > 0;) change.order.push_back(static_cast<int>(i));
    const std::vector<at::Tensor> reversed = encode_changed(*model_, *video, change, {}, {});
    QCOMPARE(reversed.size(), std::size_t{8});
    for (std::size_t i = 0; i < 8; ++i) QVERIFY(reversed[i].sizes().equals(video->impl().tokens[i].sizes()));
  }

  void shufflingIsSeeded() {
    Intervention one = named("shuffled"), same = one, other = one;
    other.seed = 1;
    const Comparison comparison = compare(question(4), {one, same, other});
    QCOMPARE(comparison.results[0].change, comparison.results[1].change);
    QVERIFY(comparison.results[0].change != comparison.results[2].change);
  }

  void refuses() {
    const auto code_of = [&](const ExaminedQuestion& asked, const EncodedVideo& video,
                             const std::vector<Intervention>& interventions) {
      vp::base::NoProgress progress;
      try {
        compare_interventions(model_, video, asked, interventions, {}, {}, progress);
      } catch (const vp::base::Error& error) {
        return error.code();
      }
      return vp::base::ErrorCode::Stopped;
    };
    ExaminedQuestion empty = question(4), nothing_said = question(4), too_long = question(4);
    empty.question = " \n";
    nothing_said.answered = Turn{};
    nothing_said.answered->finish = Turn::Finish::Stopped;
    for (int i = 0; i < 3000; ++i) too_long.question += " why";
    QCOMPARE(code_of(empty, *video_, {}), vp::base::ErrorCode::Usage);
    QCOMPARE(code_of(nothing_said, *video_, {}), vp::base::ErrorCode::Usage);
    QCOMPARE(code_of(too_long, *video_, {}), vp::base::ErrorCode::Usage);
    // encode_golden_clip keeps no pictures.
    QCOMPARE(
        code_of(question(4), *vp::test::encode_golden_clip(model_, "clip_landscape.mkv"), {named("lste")}),
        vp::base::ErrorCode::Usage);
  }

  void stopsBetweenEncodings() {
    std::stop_source source;
    int results = 0;
    vp::base::NoProgress progress;
    try {
      compare_interventions(
          model_, *video_, question(4), all_interventions(model_->config()), {},
          [&](const InterventionResult&) {
            ++results;
            source.request_stop();
          },
          progress, source.get_token());
      QFAIL("was not stopped");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QCOMPARE(results, 1);
  }

  // A checkpoint whose config.json says that it was trained without a part answers as the whole one does with
  // the part switched off; what it lacks cannot be switched off again.
  void aTwinsConfigIsObeyed() {
    const QTemporaryDir folder;
    const auto twin = vp::test::load_changed_golden_model(folder.filePath("twin").toStdString(),
                                                          {{"ablation", {"gstra", "row"}}});
    vp::base::NoProgress progress;
    QVERIFY(twin->facts()->hash != model_->facts()->hash);
    QVERIFY(twin->facts()->visual_parameters < model_->facts()->visual_parameters);
    QVERIFY(twin->facts()->fusion_alpha.empty());  // nothing is weighed against GSTRA
    const auto video = encode(twin, "clip_landscape.mkv");
    FrameChange change;
    change.without = named("gstra+row").without;
    const std::vector<at::Tensor> switched = encode_changed(*model_, *video_, change, {}, {});
    for (std::size_t i = 0; i < 8; ++i) QVERIFY(video->impl().tokens[i].equal(switched[i]));
    QVERIFY(vp::attention::fsra_grid(video->maps(), 0, {}).maximum() > 0);
    QCOMPARE(vp::attention::gstra_grid(video->maps(), 0, {}).maximum(), 0.0f);
    QCOMPARE(all_interventions(twin->config()).size(), std::size_t{5});
    QVERIFY_EXCEPTION_THROWN(
        compare_interventions(twin, *video, question(2), {named("row")}, {}, {}, progress), vp::base::Error);
  }

 private:
  Comparison compare(const ExaminedQuestion& asked, const std::vector<Intervention>& interventions) {
    vp::base::NoProgress progress;
    return compare_interventions(model_, *video_, asked, interventions, {}, {}, progress);
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<const EncodedVideo> video_;
};

QTEST_GUILESS_MAIN(TestInterventions)
#include "test_interventions.moc"
