// What the command line's tests cannot reach: answers that were stopped, turns that were taken over as text.
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <functional>

#include "base/error.h"
#include "support/golden_clips.h"
#include "transcript/reader.h"
#include "transcript/transcript.h"
#include "transcript/verify.h"

using namespace vp;
using engine::Turn;

class TestVerify : public QObject {
  Q_OBJECT

  std::shared_ptr<const engine::Model> model_;
  std::shared_ptr<const engine::EncodedVideo> video_;
  base::NoProgress quiet_;

  static engine::AskOptions options(std::int64_t max_new_tokens) {
    engine::AskOptions options;
    options.max_new_tokens = max_new_tokens;
    return options;
  }
  transcript::Verification verify(const transcript::Transcript& record) {
    return transcript::verify(record, model_, video_->request().file, quiet_);
  }

 private slots:
  void initTestCase() {
    model_ = test::load_golden_model();
    video_ = test::encode_golden_clip(model_, "clip_short.mkv");
  }

  void an_answer_that_was_stopped_is_compared_as_far_as_it_goes() {
    engine::Conversation conversation(model_, video_);
    std::stop_source stop;
    std::size_t bytes = 0;
    conversation.ask(
        "What color is the car?", options(1000),
        [&](std::string_view text) {
          bytes += text.size();
          if (bytes > 10) stop.request_stop();
        },
        quiet_, stop.get_token());
    QVERIFY(conversation.turns()[0].finish == Turn::Finish::Stopped);
    conversation.ask("Why?", options(6), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    const transcript::Verification same = verify(record);
    QVERIFY2(same.same(), same.differences.empty() ? "" : same.differences[0].text().c_str());
    QCOMPARE(same.questions, std::size_t{2});
    QCOMPARE(same.tokens, record.turns[0].token_ids.size() + record.turns[1].token_ids.size());
    record.turns[0].token_ids.back() += 1;
    QVERIFY(!verify(record).same());
  }

  void the_token_that_ended_an_answer_is_compared() {
    engine::Conversation whole(model_, video_);
    const std::int64_t end = whole.ask("Why?", options(6), {}, quiet_).token_ids.back();
    const QTemporaryDir folder;
    const auto model = test::load_changed_golden_model(folder.filePath("other_end").toStdString(),
                                                       {{"eos_token_id", {2, end}}});
    const auto video = test::encode_golden_clip(model, "clip_short.mkv");
    engine::Conversation conversation(model, video);
    QVERIFY(conversation.ask("Why?", options(6), {}, quiet_).end_token_id == end);
    conversation.ask("And then?", options(4), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video, conversation.turns());
    const auto verified = [&] { return transcript::verify(record, model, video->request().file, quiet_); };
    QVERIFY(verified().same());
    record.turns[0].end_token_id = 2;
    QVERIFY(!verified().same());
    record.turns[0].end_token_id.reset();  // as in records of before
    QVERIFY(verified().same());
  }

  // Answered at once: the same prompt again, also for the question behind it.
  void an_answer_without_a_token_is_asked_again() {
    engine::Conversation whole(model_, video_);
    const std::int64_t end = whole.ask("Why?", options(1), {}, quiet_).token_ids.front();
    const QTemporaryDir folder;
    const auto model = test::load_changed_golden_model(folder.filePath("silent").toStdString(),
                                                       {{"eos_token_id", {2, end}}});
    const auto video = test::encode_golden_clip(model, "clip_short.mkv");
    engine::Conversation reopened(model, video);
    {
      engine::Conversation conversation(model, video);
      reopened.add_known_turn(conversation.ask("Why?", options(6), {}, quiet_));
    }
    QVERIFY(reopened.turns()[0].token_ids.empty());
    reopened.ask("And then?", options(4), {}, quiet_);
    const transcript::Verification result = transcript::verify(
        transcript::make_transcript(*video, reopened.turns()), model, video->request().file, quiet_);
    QVERIFY2(result.same(), result.differences.empty() ? "" : result.differences[0].text().c_str());
    QCOMPARE(result.questions, std::size_t{2});
  }

  void a_turn_taken_over_as_text_is_noted() {
    engine::Conversation conversation(model_, video_);
    conversation.add_known_turn("What color is the car?", "Red.");
    conversation.ask("Why?", options(6), {}, quiet_);
    const transcript::Verification result =
        verify(transcript::make_transcript(*video_, conversation.turns()));
    QVERIFY2(result.same(), result.differences.empty() ? "" : result.differences[0].text().c_str());
    QCOMPARE(result.questions, std::size_t{1});
    QCOMPARE(result.notes.size(), std::size_t{1});
  }

  // A session that went on under another model: each model is asked for its own answers.
  void only_the_answers_of_this_model_are_asked_again() {
    const QTemporaryDir folder;
    const auto other =
        test::load_changed_golden_model(folder.filePath("other").toStdString(), {{"rms_norm_eps", 0.0002}});
    const auto other_video = test::encode_golden_clip(other, "clip_short.mkv");
    engine::Conversation before(other, other_video);
    before.ask("What color is the car?", options(5), {}, quiet_);
    engine::Conversation conversation(model_, video_);
    conversation.add_known_turn(before.turns()[0]);
    conversation.ask("Why?", options(6), {}, quiet_);
    QCOMPARE(conversation.turns()[0].by.model_hash, other->facts()->hash);
    QCOMPARE(conversation.turns()[0].token_ids, before.turns()[0].token_ids);
    QVERIFY(conversation.turns()[1].by == engine::answered_by(*model_->facts()));
    // The other model's tokens are not this one's: in the prompt stands what was said.
    engine::Conversation said(model_, video_);
    said.add_known_turn(before.turns()[0].question, before.turns()[0].answer);
    QCOMPARE(said.ask("Why?", options(6), {}, quiet_).token_ids, conversation.turns()[1].token_ids);

    const transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    const auto with = [&](const std::shared_ptr<const engine::Model>& model) {
      return transcript::verify(record, model, video_->request().file, quiet_);
    };
    for (const auto& model : {model_, other}) {
      const transcript::Verification result = with(model);
      QVERIFY2(result.same(), result.differences.empty() ? "" : result.differences[0].text().c_str());
      QCOMPARE(result.questions, std::size_t{1});
      QCOMPARE(result.unchecked, std::size_t{1});
      // The attention on the frames is the record's model's.
      QCOMPARE(result.notes.size(), std::size_t{model == model_ ? 1U : 2U});
      const std::string note = result.notes.back().text();
      QVERIFY2(note.find(model == model_ ? "\"other\"" : model_->facts()->hash) != std::string::npos,
               note.c_str());
    }
    // Nobody gets an answer confirmed by naming another model for it.
    transcript::Transcript forged = record;
    forged.turns[1].by.model_hash = "0123";
    QVERIFY(!transcript::verify(forged, model_, video_->request().file, quiet_).same());
  }

  void a_record_without_a_hash_of_its_video_is_noted() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("Why?", options(3), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    record.video.sha256.clear();
    const transcript::Verification result = verify(record);
    QVERIFY2(result.same(), result.differences.empty() ? "" : result.differences[0].text().c_str());
    QCOMPARE(result.notes.size(), std::size_t{1});
    QVERIFY2(result.notes[0].text().find("no hash") != std::string::npos, result.notes[0].text().c_str());
  }

  // Exported subtitles would be shown at other times.
  void another_start_is_a_difference() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("Why?", options(3), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    QCOMPARE(record.video.start_s.value_or(-1), 0.0);
    record.video.start_s.reset();  // an older record
    QVERIFY(verify(record).same());
    record.video.start_s = 2;
    QVERIFY(!verify(record).same());
  }

  // What reports show beside the answers: whoever changes it must not get it confirmed.
  void evidence_that_was_changed_is_a_difference() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("Why?", options(3), {}, quiet_);
    const transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    QVERIFY(!record.gstra_mass.empty());
    const auto named = [&](auto change, const char* what) {
      transcript::Transcript changed = record;
      change(changed);
      const transcript::Verification result = verify(changed);
      return result.differences.size() == 1 && result.differences[0].text().find(what) != std::string::npos;
    };
    using transcript::Transcript;
    QVERIFY(named([](Transcript& t) { t.gstra_mass[1] = 0.9F; }, "share of attention of frame slot 2 is"));
    QVERIFY(named([](Transcript& t) { t.gstra_mass[0] = NAN; }, "share of attention of frame slot 1"));
    QVERIFY(named([](Transcript& t) { t.gstra_mass.pop_back(); }, "shares of attention of"));
    QVERIFY(named([](Transcript& t) { t.frames[1].time_s += 1; }, "Frame 2 begins at"));
    QVERIFY(named([](Transcript& t) { t.frames[0].duration_s = 9; }, "Frame 1 is shown for"));
    QVERIFY(named([](Transcript& t) { t.video.duration_s *= 2; }, "The video lasts"));
    QVERIFY(named([](Transcript& t) { t.video.frame_count += 1; }, "frames instead of"));
    QVERIFY(named([](Transcript& t) { t.video.width = 8; }, "pixels of width"));
    QVERIFY(verify(record).same());
  }

  // Who takes the tokens out of a record could write any answer into it.
  void a_record_without_tokens_is_not_confirmed() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("What color is the car?", options(4), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    record.turns[0].answer = "It is green.";
    record.turns[0].token_ids.clear();
    record.turns[0].log_probabilities.clear();
    record.turns[0].prompt_tokens = 0;
    const transcript::Verification result = verify(record);
    QVERIFY(!result.same());
    QCOMPARE(result.unchecked, std::size_t{1});
    QVERIFY(result.summary().find("1 answer not checked") != std::string::npos);
  }

  void drawn_answers_come_again_with_their_seed() {
    engine::Conversation conversation(model_, video_);
    engine::AskOptions drawn = options(8);
    drawn.temperature = 1.5;
    drawn.top_p = 0.95;
    drawn.seed = 7;
    conversation.ask("What color is the car?", drawn, {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    QVERIFY(verify(record).same());
    record.turns[0].options.seed = 8;
    QVERIFY(!verify(record).same());
  }

  // How keys and values were kept belongs to the computation, and is recorded and restored.
  void keys_and_values_are_kept_as_recorded() {
    engine::LoadOptions coded = test::golden_load_options();
    coded.kv_cache = engine::KvCacheChoice::Bits8;
    const auto model = engine::Model::load(coded, quiet_);
    const auto video = test::encode_golden_clip(model, "clip_short.mkv");
    engine::Conversation conversation(model, video);
    conversation.ask("What color is the car?", options(4), {}, quiet_);
    const transcript::Transcript record = transcript::parse_transcript(
        transcript::to_json(transcript::make_transcript(*video, conversation.turns())), "record.json");
    const auto chosen = [](const transcript::Transcript& of) {
      return transcript::as_recorded(of, engine::LoadOptions()).kv_cache;
    };
    QVERIFY(chosen(record) == engine::KvCacheChoice::Bits8);
    QVERIFY(transcript::verify(record, model, video->request().file, quiet_).same());
    const transcript::Verification other = verify(record);
    QCOMPARE(other.notes.size(), std::size_t{1});
    QVERIFY2(other.notes[0].text().find("8 bits") != std::string::npos, other.notes[0].text().c_str());
    engine::Conversation plain(model_, video_);
    plain.ask("What color is the car?", options(4), {}, quiet_);
    QVERIFY(chosen(transcript::make_transcript(*video_, plain.turns())) == engine::KvCacheChoice::Full);
  }

  void an_answer_in_a_loop_comes_again() {
    const QTemporaryDir folder;
    const auto model = test::load_looping_golden_model(folder.filePath("looping").toStdString());
    const auto video = test::encode_golden_clip(model, "clip_short.mkv");
    engine::Conversation conversation(model, video);
    const engine::Turn ended = conversation.ask("What color is the car?", options(600), {}, quiet_);
    QVERIFY(ended.finish == engine::Turn::Finish::Repetition);
    QVERIFY(ended.token_ids.size() < 500);
    engine::AskOptions penalised = options(8);
    penalised.repetition_penalty = 1.3;
    conversation.ask("What color is the car?", penalised, {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video, conversation.turns());
    const auto verified = [&] { return transcript::verify(record, model, video->request().file, quiet_); };
    const transcript::Verification result = verified();
    QVERIFY2(result.same(), result.differences.empty() ? "" : result.differences[0].text().c_str());
    record.turns[1].options.repetition_penalty = 1;
    QVERIFY(!verified().same());
    record.turns.pop_back();
    record.turns[0].options.repetition_guard = false;
    QVERIFY(!verified().same());
  }

  void what_was_measured_is_measured_again() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("What color is the car?", options(6), {}, quiet_);
    conversation.ask("Why?", options(4), {}, quiet_);
    engine::KnockoutOptions late;
    late.layers = {1, 1};
    conversation.knock_out_frames(0, {}, quiet_);
    conversation.knock_out_frames(1, late, quiet_);
    transcript::Transcript record = transcript::parse_transcript(
        to_json(transcript::make_transcript(*video_, conversation.turns())), "r");
    QVERIFY(record.turns[1].knockout && record.turns[1].knockout->layers.first == 1);
    const transcript::Verification same = verify(record);
    QVERIFY2(same.same(), same.differences.empty() ? "" : same.differences[0].text().c_str());
    QCOMPARE(same.measurements, std::size_t{2});
    QVERIFY(same.summary().find("2 measurements repeated") != std::string::npos);

    const auto changed = [&](const std::function<void(evidence::FrameKnockout&)>& change) {
      transcript::Transcript other = record;
      evidence::FrameKnockout knockout = *record.turns[0].knockout;
      change(knockout);
      other.turns[0].knockout = std::make_shared<const evidence::FrameKnockout>(knockout);
      const transcript::Verification found = verify(other);
      return found.differences.size() == 1 ? found.differences[0].text() : std::string();
    };
    QVERIFY(changed([](auto& k) { k.without[2][1] -= 0.5F; }).find("frame 3") != std::string::npos);
    QVERIFY(!changed([](auto& k) { k.log_probabilities[0] -= 0.5F; }).empty());
    QVERIFY(!changed([](auto& k) { k.without.pop_back(); }).empty());
    QVERIFY(!changed([](auto& k) { k.pieces[0] = "other"; }).empty());
    QVERIFY(!changed([](auto& k) { k.layers = {0, 0}; }).empty());
    QVERIFY(!changed([](auto& k) { k.decoder_layers = 99; }).empty());
    QVERIFY(!changed([](auto& k) { k.without[0][0] = std::nanf(""); }).empty());
  }

  void settings_that_no_answer_can_have_are_refused() {
    engine::Conversation conversation(model_, video_);
    conversation.ask("What color is the car?", options(2), {}, quiet_);
    transcript::Transcript record = transcript::make_transcript(*video_, conversation.turns());
    record.turns[0].options.temperature = -1;
    try {
      verify(record);
      QFAIL("asked");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Usage);
    }
  }

  void a_stop_is_heard() {
    std::stop_source stop;
    stop.request_stop();
    const transcript::Transcript record = transcript::make_transcript(*video_, {});
    try {
      transcript::verify(record, model_, video_->request().file, quiet_, stop.get_token());
      QFAIL("verified");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Stopped);
    }
  }
};

QTEST_APPLESS_MAIN(TestVerify)
#include "test_verify.moc"
