// How likely given texts are as answers, against one pass over prompt and answer.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "base/error.h"
#include "engine/conversation.h"
#include "engine/encoded_video_impl.h"
#include "engine/model_impl.h"
#include "engine/prompt.h"
#include "engine/prompt_embeddings.h"
#include "llm/kv_cache.h"
#include "support/golden_clips.h"
#include "text/prompt.h"

#include <QtTest>

namespace {

using vp::engine::AnswerLikelihood;
using vp::engine::AskOptions;
using vp::engine::Conversation;
using vp::engine::EncodedVideo;
using vp::engine::Turn;

const std::string kQuestion = "What color is the car?";

}  // namespace

class TestAnswerLikelihood : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model();
    video_ = vp::test::encode_golden_clip(model_, "clip_short.mkv");
  }

  void agrees_with_one_pass_over_all() {
    Conversation conversation(model_, video_);
    const std::vector<std::string> answers{"red", "A", "Nothing of it.", "B. the blue one"};
    const std::vector<AnswerLikelihood> scores = score(conversation, answers);
    QCOMPARE(scores.size(), answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const AnswerLikelihood expected = in_one_pass(answers[i]);
      QCOMPARE(scores[i].tokens, expected.tokens);
      QVERIFY2(qAbs(scores[i].log_probability - expected.log_probability) < 1e-3,
               qPrintable(
                   QString("%1, expected %2").arg(scores[i].log_probability).arg(expected.log_probability)));
    }
  }

  // More than go through the weights together.
  void many_answers_are_scored_as_one_is() {
    Conversation conversation(model_, video_);
    const std::string answer = "The small car drives to the left and then it turns around.";
    const double alone = score(conversation, {answer}).at(0).log_probability;
    const std::vector<AnswerLikelihood> scores = score(conversation, std::vector<std::string>(50, answer));
    QVERIFY(scores.at(0).tokens * 50 > 300);
    for (const AnswerLikelihood& likelihood : scores)
      QVERIFY(qAbs(likelihood.log_probability - alone) < 1e-3);
  }

  void leaves_the_conversation_as_it_was() {
    Conversation asked(model_, video_), scored(model_, video_);
    vp::base::NoProgress progress;
    AskOptions options;
    options.max_new_tokens = 8;
    const Turn before = asked.ask(kQuestion, options, {}, progress);
    score(scored, {"red", "blue"});
    QVERIFY(scored.turns().empty());
    const Turn after = scored.ask(kQuestion, options, {}, progress);
    QCOMPARE(after.token_ids, before.token_ids);
    QCOMPARE(after.reused_tokens, after.prompt_tokens - 1);  // the film and the question were there
  }

  void needs_no_film() {
    const auto none = EncodedVideo::none(model_);
    QCOMPARE(none->frame_slots(), 0);
    Conversation blind(model_, none), seeing(model_, video_);
    vp::base::NoProgress progress;
    AskOptions options;
    options.max_new_tokens = 4;
    const Turn without = blind.ask(kQuestion, options, {}, progress);
    const Turn with = seeing.ask(kQuestion, options, {}, progress);
    std::int64_t frames = 0;
    for (const std::int64_t tokens : video_->tokens_per_frame()) frames += tokens;
    QCOMPARE(without.prompt_tokens, with.prompt_tokens - frames);
    QVERIFY(score(blind, {"red"}).at(0).log_probability != score(seeing, {"red"}).at(0).log_probability);
  }

  void refuses() {
    Conversation conversation(model_, video_);
    vp::base::NoProgress progress;
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.score_answers(" ", {"a"}, progress));
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.score_answers(kQuestion, {"a", ""}, progress));
    const std::string long_text(100000, 'x');
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.score_answers(kQuestion, {long_text}, progress));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(vp::base::Error,
                             conversation.score_answers(kQuestion, {"a"}, progress, stop.get_token()));
  }

 private:
  AnswerLikelihood in_one_pass(const std::string& answer) const {
    const at::NoGradGuard no_grad;
    const auto& tokenizer = model_->tokenizer();
    const std::vector<at::Tensor>& frames = video_->impl().tokens;
    const int shown = video_->frame_slots();
    const auto whole = vp::text::turn_ids(tokenizer, true, shown, kQuestion, answer);
    const std::size_t asked = vp::text::first_turn_ids(tokenizer, shown, kQuestion).size();
    const auto positions = vp::engine::positions_of(whole, vp::engine::token_counts(frames));
    const auto count = static_cast<std::int64_t>(positions.size());
    vp::llm::KvCache cache(model_->config().decoder, count, model_->impl().options, model_->impl().kept);
    vp::base::NoProgress progress;
    const vp::llm::Decoder& decoder = model_->impl().decoder;
    const at::Tensor states = decoder.forward(vp::engine::prompt_embeddings(*model_, positions, frames),
                                              cache, progress, {}, /*all_positions=*/true);
    const at::Tensor log_p = decoder.logits(states).to(at::kDouble).log_softmax(-1);  // (count, vocab_size)
    AnswerLikelihood expected{0, static_cast<std::int64_t>(whole.size() - asked)};
    for (std::int64_t i = 0; i < expected.tokens; ++i)
      expected.log_probability +=
          log_p[count - expected.tokens - 1 + i][whole[asked + static_cast<std::size_t>(i)]].item<double>();
    return expected;
  }

  static std::vector<AnswerLikelihood> score(Conversation& conversation,
                                             const std::vector<std::string>& answers) {
    vp::base::NoProgress progress;
    return conversation.score_answers(kQuestion, answers, progress);
  }

  std::shared_ptr<const vp::engine::Model> model_;
  std::shared_ptr<const EncodedVideo> video_;
};

QTEST_GUILESS_MAIN(TestAnswerLikelihood)
#include "test_answer_likelihood.moc"
