#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/error.h"
#include "base/progress.h"
#include "transcript/transcript.h"

using namespace vp;
using Json = nlohmann::json;

// Comparable and printable by Qt Test, unlike the value itself.
static std::string dump(const Json& value) {
  return value.dump();
}

// The record of a real session: the golden checkpoint about a golden clip.
class TestTranscript : public QObject {
  Q_OBJECT

  std::shared_ptr<const engine::Model> model_;
  base::NoProgress progress_;

  std::shared_ptr<const engine::EncodedVideo> encode(const QString& file, bool maps) {
    engine::VideoRequest request;
    request.file = file.toStdString();
    request.attention_maps = maps;
    return engine::EncodedVideo::encode(model_, request, progress_);
  }

 private slots:
  void initTestCase() {
    engine::LoadOptions options;
    options.folder = VP_TEST_DATA "/golden/checkpoint";
    options.dtype = engine::DtypeChoice::Float32;
    model_ = engine::Model::load(options, progress_);
  }

  // Each thread keeps the number of threads that LibTorch was set to when it first asked.
  void the_threads_are_those_of_the_model() {
    engine::LoadOptions options;
    options.folder = VP_TEST_DATA "/golden/checkpoint";
    options.dtype = engine::DtypeChoice::Float32;
    const auto record_of = [&](int threads) {
      options.threads = threads;
      const auto model = engine::Model::load(options, progress_);
      engine::VideoRequest request;
      request.file = VP_TEST_DATA "/golden/clip_short.mkv";
      request.frames = 4;
      return engine::EncodedVideo::encode(model, request, progress_);
    };
    const auto with_one = record_of(1);
    std::promise<int> first, second;
    std::promise<std::shared_ptr<const engine::EncodedVideo>> with_two;
    std::thread other([&] {
      first.set_value(transcript::make_transcript_without_hash(*with_one, {}).threads);
      const auto video = with_two.get_future().get();
      second.set_value(transcript::make_transcript_without_hash(*video, {}).threads);
    });
    const int of_first = first.get_future().get();
    with_two.set_value(record_of(2));
    const int of_second = second.get_future().get();
    other.join();
    QCOMPARE(of_first, 1);
    QCOMPARE(of_second, 2);
  }

  // The hash of a file that the model never saw would be false evidence.
  void a_video_that_was_changed_since_has_no_hash() {
    const QTemporaryDir folder;
    const QString clip = folder.filePath("clip.mkv");
    QVERIFY(QFile::copy(VP_TEST_DATA "/golden/clip_short.mkv", clip));
    const auto video = encode(clip, false);
    QVERIFY(!transcript::make_transcript(*video, {}).video.sha256.empty());
    QFile file(clip);
    QVERIFY(file.open(QIODevice::Append));
    file.write("x");
    file.close();
    for (const bool there : {true, false}) {
      if (!there) QVERIFY(QFile::remove(clip));
      const transcript::Transcript record = transcript::make_transcript(*video, {});
      QCOMPARE(record.video.sha256, std::string());
      QCOMPARE(record.warnings.size(), std::size_t{1});
      QVERIFY(record.warnings[0].find("changed or removed after it was analysed") != std::string::npos);
    }
  }

  void holds_the_session() {
    const QString clip = VP_TEST_DATA "/golden/clip_landscape.mkv";
    const auto video = encode(clip, true);
    engine::Conversation conversation(model_, video);
    engine::AskOptions options;
    options.max_new_tokens = 6;
    conversation.ask(
        "What is happening in the video?", options, [](std::string_view) {}, progress_);
    conversation.ask(
        "And then?", options, [](std::string_view) {}, progress_);
    const transcript::Transcript record = transcript::make_transcript(*video, conversation.turns());
    const Json json = Json::parse(transcript::to_json(record));

    QFile file(clip);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QByteArray::fromStdString(json["video"]["sha256"].get<std::string>()),
             QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
    QCOMPARE(json["video"]["file"].get<std::string>(), clip.toStdString());
    QCOMPARE(dump(json["video"]["width"]), dump(160));
    QCOMPARE(dump(json["video"]["height"]), dump(90));
    QCOMPARE(dump(json["video"]["frame_count"]), dump(40));
    QCOMPARE(dump(json["video"]["frames_per_s"]), dump(10.0));
    QCOMPARE(dump(json["range"]), dump(Json::parse(R"({"start_s": null, "end_s": null})")));

    QFile golden_file(VP_TEST_DATA "/golden/end_to_end.json");
    QVERIFY(golden_file.open(QIODevice::ReadOnly));
    const Json golden = Json::parse(golden_file.readAll().toStdString())[0];
    QCOMPARE(dump(golden["clip"]), dump("clip_landscape.mkv"));
    QCOMPARE(dump(json["frame_slots"]), dump(8));
    QCOMPARE(json["frames"].size(), std::size_t{8});
    for (std::size_t i = 0; i < 8; ++i) {
      QCOMPARE(dump(json["frames"][i]["index"]), dump(golden["indices"][i]));
      QVERIFY(std::abs(json["frames"][i]["time_s"].get<double>() - golden["indices"][i].get<double>() / 10) <
              1e-9);
    }

    QCOMPARE(json["turns"].size(), std::size_t{2});
    const Json& first = json["turns"][0];
    QCOMPARE(dump(first["question"]), dump("What is happening in the video?"));
    QCOMPARE(dump(first["prompt_tokens"]), dump(golden["prompt_length"]));
    QCOMPARE(dump(first["reused_tokens"]), dump(0));
    QCOMPARE(dump(first["finish"]), dump("length"));
    QCOMPARE(first["token_ids"].size(), std::size_t{6});
    for (std::size_t i = 0; i < 6; ++i) QCOMPARE(dump(first["token_ids"][i]), dump(golden["greedy_ids"][i]));
    QCOMPARE(first["log_probabilities"].size(), std::size_t{6});
    for (const Json& value : first["log_probabilities"]) QVERIFY(value.get<double>() <= 0);
    QCOMPARE(dump(first["settings"]["max_new_tokens"]), dump(6));
    QVERIFY(json["turns"][1]["reused_tokens"].get<int>() > first["prompt_tokens"].get<int>());

    QCOMPARE(json["gstra_mass"].size(), std::size_t{8});
    for (std::size_t chunk = 0; chunk < 2; ++chunk) {
      double sum = 0;
      for (std::size_t i = 0; i < 4; ++i) sum += json["gstra_mass"][4 * chunk + i].get<double>();
      QVERIFY(std::abs(sum - 1) < 1e-4);
    }
    QCOMPARE(dump(json["model"]["name"]), dump("checkpoint"));
    QCOMPARE(json["model"]["hash"].get<std::string>().size(), std::size_t{64});
    QCOMPARE(dump(json["device"]), dump("cpu"));
    QCOMPARE(dump(json["dtype"]), dump("float32"));
    QVERIFY(json["threads"].get<int>() >= 1);
    for (const char* name : {"program", "libtorch", "ffmpeg", "blas"})
      QVERIFY2(!json["versions"].value(name, "").empty(), name);
    const QDateTime created =
        QDateTime::fromString(QString::fromStdString(json["created"].get<std::string>()), Qt::ISODate);
    QVERIFY(created.isValid());
    QVERIFY(std::abs(created.secsTo(QDateTime::currentDateTimeUtc())) < 600);
  }

  void without_maps_there_is_no_mass() {
    const auto video = encode(VP_TEST_DATA "/golden/clip_short.mkv", false);
    const transcript::Transcript record = transcript::make_transcript(*video, {});
    QVERIFY(record.gstra_mass.empty());
    QVERIFY(record.turns.empty());
    QCOMPARE(record.frames.size(), video->frames().size());
  }

  void a_stop_is_heard() {
    const auto video = encode(VP_TEST_DATA "/golden/clip_short.mkv", false);
    std::stop_source source;
    source.request_stop();
    try {
      transcript::make_transcript(*video, {}, source.get_token());
      QFAIL("made");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Stopped);
    }
  }
};

QTEST_APPLESS_MAIN(TestTranscript)
#include "test_transcript.moc"
