#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <numeric>

#include "media/frame_sampling.h"
#include "ui/player/plan_keeper.h"
#include "ui/player/sampling_plan.h"

namespace vp::test {
namespace {

/// 10 s at 25 frames/s.
ui::VideoDetailsPtr make_video(std::int64_t frames = 250) {
  std::vector<std::int64_t> pts(static_cast<std::size_t>(frames));
  std::iota(pts.begin(), pts.end(), 0);
  ui::VideoDetails video;
  video.file = "clip.mp4";
  video.index = media::FrameIndex(std::move(pts), {1, 25});
  video.info.average_frame_rate = {25, 1};
  video.info.frame_count = frames;
  video.info.duration_s = static_cast<double>(frames) / 25;
  return std::make_shared<const ui::VideoDetails>(std::move(video));
}

using Frames = std::vector<std::int64_t>;

}  // namespace

/// Which frames the model is to be shown, before it is.
class TestSamplingPlan : public QObject {
  Q_OBJECT

 private slots:
  void follows_the_models_rule();
  void follows_the_models_chunk();
  void moves_one_frame_data();
  void moves_one_frame();
  void follows_the_rule_of_other_systems();
  void borders_give_way_data();
  void borders_give_way();
  void asks_the_engine_for_just_that();
  void applies_after_a_moment();
  void waits_for_the_user_when_a_conversation_would_end();
  void a_question_settles_it();
  void another_video_starts_over();
};

void TestSamplingPlan::follows_the_rule_of_other_systems() {
  using checkpoint::System;
  const auto video = make_video();
  ui::SamplingPlan plan;
  QCOMPARE(ui::planned_frames(*video, plan, 8, 8, System::VideoLlava),
           (std::vector<std::int64_t>{0, 35, 71, 106, 142, 177, 213, 249}));
  QCOMPARE(ui::planned_frames(*video, plan, 8, 1, System::VideoLlavaHf),
           (std::vector<std::int64_t>{0, 31, 62, 93, 125, 156, 187, 218}));
  QCOMPARE(ui::planned_frames(*video, plan, 100, 1, System::VideoChatGpt).size(), std::size_t{100});
  plan.frames = 12;
  QVERIFY(ui::planned_frames(*video, plan, 8, 8, System::VideoLlava).empty());  // runs of 8
  plan.frames = 8;
  plan.range.start_s = 2;  // within a range, the same rule
  plan.range.end_s = 6;
  const auto frames = ui::planned_frames(*video, plan, 8, 8, System::VideoLlava);
  QCOMPARE(frames.front(), 50);
  QVERIFY(frames.back() == 149 || frames.back() == 150);
}

void TestSamplingPlan::follows_the_models_rule() {
  const auto video = make_video();
  ui::SamplingPlan plan;
  QCOMPARE(ui::planned_frames(*video, plan, 8), media::sample_frame_indices(250, 25, 8, 4));
  plan.frames = 16;
  plan.range.start_s = 2;
  plan.range.end_s = 6;
  QCOMPARE(ui::planned_frames(*video, plan, 8),
           media::sample_frame_indices(250, 25, 16, 4, {std::int64_t{2}, std::int64_t{6}}));
  const auto marks = ui::planned_marks(*video, plan, 8);
  QCOMPARE(marks.size(), 16);
  QCOMPARE(marks[0].frame, 50);
  QCOMPARE(marks[0].time_s, 2.0);
  QCOMPARE(marks[3].chunk, 0);
  QCOMPARE(marks[4].chunk, 1);
}

void TestSamplingPlan::follows_the_models_chunk() {
  const auto video = make_video();
  ui::SamplingPlan plan;
  plan.frames = 6;
  QVERIFY(ui::planned_frames(*video, plan, 8).empty());  // chunks of 4
  const auto marks = ui::planned_marks(*video, plan, 8, 2);
  QCOMPARE(marks.size(), 6);
  QCOMPARE(marks[1].chunk, 0);
  QCOMPARE(marks[2].chunk, 1);
  ui::PlanKeeper keeper;
  keeper.set_video(video);
  keeper.set_usual_frames(8, 2);
  keeper.change(plan);
  QCOMPARE(keeper.plan().frames, 6);
  keeper.set_usual_frames(9, 3);
  QCOMPARE(keeper.plan().frames, 6);
  keeper.set_usual_frames(8, 4);
  QCOMPARE(keeper.plan().frames, 0);
}

void TestSamplingPlan::moves_one_frame_data() {
  QTest::addColumn<int>("position");
  QTest::addColumn<qint64>("to");
  QTest::addColumn<Frames>("expected");
  QTest::newRow("between its neighbours") << 1 << qint64{12} << Frames{0, 12, 20, 30};
  QTest::newRow("past others") << 0 << qint64{25} << Frames{10, 20, 25, 30};
  QTest::newRow("onto another: beside it") << 0 << qint64{20} << Frames{10, 19, 20, 30};
  QTest::newRow("before the first frame") << 2 << qint64{-50} << Frames{0, 1, 10, 30};
  QTest::newRow("after the last frame") << 0 << qint64{9999} << Frames{10, 20, 30, 249};
  QTest::newRow("nowhere") << 1 << qint64{10} << Frames{0, 10, 20, 30};
  QTest::newRow("not in the plan") << 7 << qint64{10} << Frames{0, 10, 20, 30};
}

void TestSamplingPlan::moves_one_frame() {
  QFETCH(int, position);
  QFETCH(qint64, to);
  QFETCH(Frames, expected);
  const auto video = make_video();
  ui::SamplingPlan plan;
  plan.chosen = {0, 10, 20, 30};
  QCOMPARE(ui::with_frame_moved(*video, plan, 8, position, to).chosen, expected);
}

void TestSamplingPlan::borders_give_way_data() {
  QTest::addColumn<bool>("start");  // else the end
  QTest::addColumn<qint64>("second");
  QTest::addColumn<qint64>("expected_start");  // -1: none
  QTest::addColumn<qint64>("expected_end");
  // Before: 3 s to 6 s of 10 s.
  QTest::newRow("earlier start") << true << qint64{1} << qint64{1} << qint64{6};
  QTest::newRow("start at 0") << true << qint64{0} << qint64{-1} << qint64{6};
  QTest::newRow("start at the end") << true << qint64{6} << qint64{6} << qint64{7};
  QTest::newRow("start past the video") << true << qint64{20} << qint64{9} << qint64{-1};
  QTest::newRow("later end") << false << qint64{8} << qint64{3} << qint64{8};
  QTest::newRow("end of the video") << false << qint64{10} << qint64{3} << qint64{-1};
  QTest::newRow("end at the start") << false << qint64{3} << qint64{2} << qint64{3};
  QTest::newRow("end at 0") << false << qint64{0} << qint64{-1} << qint64{1};
}

void TestSamplingPlan::borders_give_way() {
  QFETCH(bool, start);
  QFETCH(qint64, second);
  QFETCH(qint64, expected_start);
  QFETCH(qint64, expected_end);
  const auto video = make_video();
  ui::SamplingPlan plan;
  plan.range.start_s = 3;
  plan.range.end_s = 6;
  plan.chosen = {1, 2, 3};
  const ui::SamplingPlan changed =
      start ? ui::with_start(*video, plan, second) : ui::with_end(*video, plan, second);
  QCOMPARE(qint64{changed.range.start_s.value_or(-1)}, expected_start);
  QCOMPARE(qint64{changed.range.end_s.value_or(-1)}, expected_end);
  QVERIFY(changed.chosen.empty());
  QVERIFY(!ui::planned_frames(*video, changed, 8).empty());
}

void TestSamplingPlan::asks_the_engine_for_just_that() {
  const auto video = make_video();
  ui::SamplingPlan plan;
  plan.frames = 16;
  plan.range.start_s = 2;
  engine::VideoRequest request = ui::to_request(*video, plan);
  QCOMPARE(request.frames, 16);
  QVERIFY(request.range == plan.range);
  QVERIFY(request.frame_indices.empty());
  request = ui::to_request(*video, ui::with_frame_moved(*video, plan, 8, 3, 77));
  QCOMPARE(request.frames, 0);
  QVERIFY(request.range == media::TimeRange{});
  QCOMPARE(request.frame_indices.size(), std::size_t{16});
  QVERIFY(std::find(request.frame_indices.begin(), request.frame_indices.end(), 77) !=
          request.frame_indices.end());
}

void TestSamplingPlan::applies_after_a_moment() {
  ui::PlanKeeper keeper;
  QSignalSpy applied(&keeper, &ui::PlanKeeper::apply_requested);
  keeper.set_video(make_video());
  ui::SamplingPlan plan;
  for (const int frames : {4, 16, 32}) {
    plan.frames = frames;
    keeper.change(plan);
  }
  QCOMPARE(applied.size(), 0);
  QTRY_COMPARE(applied.size(), 1);
  QCOMPARE(applied[0][0].toBool(), false);
  // Back and forth is nothing.
  plan.frames = 4;
  keeper.change(plan);
  plan.frames = 32;
  keeper.change(plan);
  QTest::qWait(700);
  QCOMPARE(applied.size(), 1);
}

void TestSamplingPlan::waits_for_the_user_when_a_conversation_would_end() {
  ui::PlanKeeper keeper;
  QSignalSpy applied(&keeper, &ui::PlanKeeper::apply_requested);
  QSignalSpy waiting(&keeper, &ui::PlanKeeper::waiting_changed);
  keeper.set_video(make_video());
  keeper.set_conversation(true);
  ui::SamplingPlan plan;
  plan.frames = 16;
  keeper.change(plan);
  QVERIFY(keeper.waiting());
  QTest::qWait(700);
  QCOMPARE(applied.size(), 0);
  keeper.discard();
  QVERIFY(!keeper.waiting());
  QVERIFY(keeper.plan() == ui::SamplingPlan{});
  keeper.change(plan);
  keeper.confirm();
  QCOMPARE(applied.size(), 1);
  QCOMPARE(applied[0][0].toBool(), true);
  QVERIFY(!keeper.waiting());
  QCOMPARE(waiting.size(), 4);
  // When the conversation is gone anyway, nobody has to be asked.
  plan.frames = 4;
  keeper.change(plan);
  keeper.set_conversation(false);
  QVERIFY(!keeper.waiting());
  QTRY_COMPARE(applied.size(), 2);
}

void TestSamplingPlan::a_question_settles_it() {
  ui::PlanKeeper keeper;
  QSignalSpy applied(&keeper, &ui::PlanKeeper::apply_requested);
  keeper.set_video(make_video());
  ui::SamplingPlan plan;
  plan.frames = 16;
  keeper.change(plan);
  keeper.set_conversation(true);  // asked before the moment has passed
  QCOMPARE(applied.size(), 1);
  QCOMPARE(applied[0][0].toBool(), false);
  QVERIFY(!keeper.waiting());
}

void TestSamplingPlan::another_video_starts_over() {
  ui::PlanKeeper keeper;
  keeper.set_video(make_video());
  ui::SamplingPlan plan;
  plan.frames = 16;
  plan.range.start_s = 5;
  plan.chosen = {1, 2};
  keeper.change(plan);
  QSignalSpy applied(&keeper, &ui::PlanKeeper::apply_requested);
  keeper.set_video(make_video(100));
  QVERIFY(keeper.plan().chosen.empty());
  QVERIFY(keeper.plan().range == media::TimeRange{});
  QCOMPARE(keeper.plan().frames, 16);
  QTest::qWait(700);
  QCOMPARE(applied.size(), 0);  // whoever opens a video asks for the plan
}

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestSamplingPlan)
#include "test_sampling_plan.moc"
