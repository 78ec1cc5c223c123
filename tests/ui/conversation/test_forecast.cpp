#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "engine/encoded_video.h"
#include "media/frame_sampling.h"
#include "studio_driver.h"
#include "support/golden_clips.h"
#include "ui/conversation/forecast.h"

namespace vp::test {

class TestForecast : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void fits_a_line_data();
  void fits_a_line();
  void keeps_the_latest_measurements();
  void ignores_what_is_not_a_measurement();
  void says_what_is_not_known();
  void counts_what_encoding_gives_data();
  void counts_what_encoding_gives();
  void counts_the_frames_that_are_planned();
  void counts_the_prompt_that_is_asked();
  void measures_only_what_was_done_now();
  void other_threads_are_measured_apart();

 private:
  std::filesystem::path path(const char* name) const {
    return folder_.filePath(QLatin1String(name)).toStdString();
  }

  QTemporaryDir folder_;
};

void TestForecast::initTestCase() {
  QVERIFY(use_own_settings(folder_));
}

void TestForecast::fits_a_line_data() {
  QTest::addColumn<QList<QPointF>>("measured");  // size, milliseconds
  QTest::addColumn<double>("size");
  QTest::addColumn<double>("expected");
  QTest::newRow("one: in proportion") << QList<QPointF>{{100, 50}} << 200.0 << 100.0;
  QTest::newRow("two on a line") << QList<QPointF>{{100, 60}, {200, 110}} << 300.0 << 160.0;
  QTest::newRow("three around a line") << QList<QPointF>{{100, 100}, {200, 200}, {300, 300}} << 50.0 << 50.0;
  QTest::newRow("sizes alike: in proportion") << QList<QPointF>{{100, 40}, {100, 60}} << 200.0 << 100.0;
  QTest::newRow("never falls") << QList<QPointF>{{100, 60}, {200, 20}} << 1000.0 << 40.0;
  QTest::newRow("never below zero") << QList<QPointF>{{100, 10}, {200, 60}} << 10.0 << 35.0 / 150 * 10;
}

void TestForecast::fits_a_line() {
  QFETCH(QList<QPointF>, measured);
  QFETCH(double, size);
  QFETCH(double, expected);
  QList<ui::Measurement> measurements;
  for (const QPointF& point : measured) measurements.append({point.x(), point.y()});
  const std::optional<double> ms = ui::expected_ms(measurements, size);
  QVERIFY(ms.has_value());
  QVERIFY2(std::abs(*ms - expected) < 1e-9, qPrintable(QString::number(*ms)));
  QVERIFY(!ui::expected_ms({}, size).has_value());
}

void TestForecast::keeps_the_latest_measurements() {
  ui::MeasuredRates rates(QStringLiteral("model-cpu-float32"));
  for (int i = 1; i <= 30; ++i) rates.add_prefill({static_cast<double>(i), i * 2.5});
  const QList<ui::Measurement> kept = ui::MeasuredRates(QStringLiteral("model-cpu-float32")).prefills();
  QVERIFY(kept.size() >= 8 && kept.size() < 30);
  QCOMPARE(kept.last().size, 30.0);
  QCOMPARE(kept.last().ms, 75.0);
  QVERIFY(rates.encodings().isEmpty());
  QVERIFY(ui::MeasuredRates(QStringLiteral("another-cpu-float32")).prefills().isEmpty());
}

void TestForecast::ignores_what_is_not_a_measurement() {
  ui::MeasuredRates rates(QStringLiteral("odd"));
  rates.add_prefill({0, 10});
  rates.add_prefill({10, 0});
  rates.add_prefill({std::nan(""), 1});
  QVERIFY(rates.prefills().isEmpty());
  QSettings().setValue(QStringLiteral("measured/odd/prefill"),
                       QStringList{QStringLiteral("rubbish"), QStringLiteral("-1:5"), QStringLiteral("4:8")});
  QCOMPARE(rates.prefills().size(), 1);
  QCOMPARE(rates.prefills().first().ms, 8.0);
}

void TestForecast::says_what_is_not_known() {
  QVERIFY(!ui::Forecaster().forecast(QStringLiteral("What?")).has_value());
  ui::Forecast forecast;
  forecast.video_tokens = 400;
  forecast.question_tokens = 20;
  forecast.context = 2048;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("not measured yet")));
  forecast.first_token_s = 1.5;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("first token: about 1.50 s")));
  forecast.encodes = true;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("analysis and first token")));
  forecast.context = 420;
  QVERIFY(ui::describe(forecast).contains(QStringLiteral("do not fit")));
}

namespace {

constexpr const char* kQuestion = "What color is the car?";

engine::VideoRequest clip(const char* name) {
  engine::VideoRequest request;
  request.file = kGoldenFolder / name;
  return request;
}

std::shared_ptr<const engine::EncodedVideo> encode(const std::shared_ptr<const engine::Model>& model,
                                                   const engine::VideoRequest& request) {
  base::NoProgress progress;
  return engine::EncodedVideo::encode(model, request, progress);
}

qint64 sum(const std::vector<std::int64_t>& tokens) {
  return std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
}

/// What is said before the video is encoded, of a video of which so many pictures are planned.
qint64 forecast_tokens(const std::shared_ptr<const engine::Model>& model, const engine::EncodedVideo& video) {
  ui::Forecaster forecaster;
  forecaster.set_model(model->facts());
  forecaster.set_opened(video.info(), video.request(), static_cast<int>(video.frames().size()));
  const auto forecast = forecaster.forecast(kQuestion);
  return forecast && forecast->encodes ? forecast->video_tokens : -1;
}

}  // namespace

void TestForecast::counts_what_encoding_gives_data() {
  QTest::addColumn<QByteArray>("changes");
  const auto add = [](const char* name, const nlohmann::json& changes) {
    QTest::newRow(name) << QByteArray::fromStdString(changes.dump());
  };
  add("whole", nlohmann::json::object());
  for (const checkpoint::AblationPart& part : checkpoint::kAblationParts)
    add(std::string(part.name).c_str(), {{"ablation", {part.name}}});
  add("no context token", {{"ablation", {"gstra", "fsra"}}});
  add("large canvas", {{"image_size", 448}, {"image_size_teacher", 224}});
}

void TestForecast::counts_what_encoding_gives() {
  QFETCH(QByteArray, changes);
  const QTemporaryDir folder;
  const auto model = load_changed_golden_model(folder.filePath(QStringLiteral("twin")).toStdString(),
                                               nlohmann::json::parse(changes.toStdString()));
  for (const char* name : {"clip_landscape.mkv", "clip_portrait.mkv", "clip_short.mkv"}) {
    const auto video = encode(model, clip(name));
    QCOMPARE(forecast_tokens(model, *video), sum(video->tokens_per_frame()));
  }
}

void TestForecast::counts_the_frames_that_are_planned() {
  const auto model = load_golden_model(1);
  engine::VideoRequest request = clip("clip_landscape.mkv");
  request.frames = 4;
  const auto four = encode(model, request);
  QCOMPARE(forecast_tokens(model, *four), sum(four->tokens_per_frame()));
  request.frames = 0;
  request.frame_indices = {0, 2, 5, 7, 11};
  const auto chosen = encode(model, request);
  QCOMPARE(forecast_tokens(model, *chosen), sum(chosen->tokens_per_frame()));
  // No frame: the engine will say why, when it is asked.
  ui::Forecaster forecaster;
  forecaster.set_model(model->facts());
  forecaster.set_opened(four->info(), four->request(), 0);
  QVERIFY(!forecaster.forecast(kQuestion));
}

// Whatever the turns before are: the question costs as many tokens as the prompt then has.
void TestForecast::counts_the_prompt_that_is_asked() {
  const auto model = load_golden_model(1);
  const auto video = encode(model, clip("clip_short.mkv"));
  base::NoProgress progress;
  engine::AskOptions options;
  options.max_new_tokens = 5;
  engine::Conversation conversation(model, video);
  ui::Forecaster forecaster;
  forecaster.set_model(model->facts());
  forecaster.set_opened(video->info(), video->request(), static_cast<int>(video->frames().size()));
  std::vector<library::StoredTurn> turns;
  const auto expect = [&](std::size_t after) {
    return forecaster.forecast(kQuestion, std::span(turns).first(after)).value().tokens();
  };
  const auto ask = [&] { return conversation.ask(kQuestion, options, {}, progress); };
  const engine::Turn first = ask();
  QCOMPARE(expect(0), first.prompt_tokens);
  forecaster.set_encoded(video);
  QCOMPARE(expect(0), first.prompt_tokens);
  forecaster.measure(first);
  turns.push_back({library::StoredTurn::State::Finished, first});
  engine::Turn text, empty, of_another = first;
  of_another.by.model_hash = "00ff";  // of which the text counts
  text.question = empty.question = "And what else is there?";
  text.answer = "A red house.";
  for (const engine::Turn& turn : {text, empty, of_another}) {
    conversation.add_known_turn(turn);
    turns.push_back({library::StoredTurn::State::Finished, turn});
  }
  QCOMPARE(expect(4), ask().prompt_tokens);
  conversation.truncate(1);
  QCOMPARE(expect(1), ask().prompt_tokens);
  QCOMPARE(expect(0), first.prompt_tokens);
}

void TestForecast::measures_only_what_was_done_now() {
  const auto model = load_golden_model(1);
  const engine::VideoRequest request = clip("clip_short.mkv");
  const auto video = encode(model, request);
  video->write(path("encoded"));
  const auto read = engine::EncodedVideo::read(path("encoded"), model->facts(), request, video->file_facts());
  QVERIFY(read->was_read() && !video->was_read());
  const auto measured = [](const char* kind) {
    QSettings settings;
    settings.beginGroup(QStringLiteral("measured"));
    qsizetype count = 0;
    for (const QString& key : settings.allKeys())
      if (key.endsWith(QLatin1String(kind))) count += settings.value(key).toStringList().size();
    return count;
  };
  QSettings().remove(QStringLiteral("measured"));
  ui::Forecaster forecaster;
  forecaster.set_model(model->facts());
  forecaster.set_encoded(read);
  QCOMPARE(measured("encoding"), 0);
  forecaster.set_encoded(video);
  QCOMPARE(measured("encoding"), 1);
  engine::Turn turn;
  turn.question = kQuestion;
  turn.token_ids = {40, 41};
  turn.prompt_tokens = 300;
  turn.first_token_ms = 12;
  const std::vector<library::StoredTurn> turns(1, {library::StoredTurn::State::Finished, turn});
  QCOMPARE(measured("prefill"), 0);
  // Nor is it said that the video's keys and values are there.
  QCOMPARE(forecaster.forecast(kQuestion, turns)->new_tokens,
           forecaster.forecast(kQuestion, turns)->tokens());
  forecaster.measure(turn);
  QCOMPARE(measured("prefill"), 1);
  QVERIFY(forecaster.forecast(kQuestion, turns)->new_tokens <
          forecaster.forecast(kQuestion, turns)->tokens());
}

void TestForecast::other_threads_are_measured_apart() {
  const auto one = load_golden_model(1)->facts();
  const auto more = std::make_shared<engine::ModelFacts>(engine::ModelFacts{
      one->folder, one->name, one->config, text::Tokenizer::load(kGoldenFolder / "checkpoint"), one->hash,
      one->device, one->dtype, one->threads + 1, one->visual_parameters, one->decoder_parameters,
      one->fusion_alpha});
  media::VideoInfo info;
  info.width = 320;
  info.height = 180;
  engine::Turn turn;
  turn.question = kQuestion;
  turn.prompt_tokens = 300;
  turn.first_token_ms = 12;
  QSettings().remove(QStringLiteral("measured"));
  const auto measured = [&](const engine::ModelFactsPtr& model) {
    ui::Forecaster forecaster;
    forecaster.set_model(model);
    forecaster.set_opened(info, {}, 8);
    forecaster.measure(turn);
    return QSettings()
        .value(QStringLiteral("measured/%1/prefill")
                   .arg(QString::fromStdString(model->hash).left(16) + QStringLiteral("-cpu-float32-") +
                        QString::number(model->threads)))
        .toStringList()
        .size();
  };
  QCOMPARE(measured(one), 1);
  QCOMPARE(measured(more), 1);
  QCOMPARE(measured(one), 2);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestForecast)
#include "test_forecast.moc"
