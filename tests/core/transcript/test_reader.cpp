#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "sample_transcript.h"
#include "transcript/reader.h"

using namespace vp::transcript;
using vp::base::Error;
using vp::base::ErrorCode;
using Json = nlohmann::json;

namespace {

// The sentence that refuses it; empty when it is taken.
QString refusal(const std::string& json) {
  try {
    parse_transcript(json, "record.json");
  } catch (const Error& error) {
    return error.code() == ErrorCode::Usage ? QString::fromUtf8(error.what())
                                            : QStringLiteral("another code");
  }
  return {};
}

}  // namespace

class TestReader : public QObject {
  Q_OBJECT

 private slots:
  void reads_what_is_written_data() {
    QTest::addColumn<std::string>("json");
    Transcript transcript = vp::test::sample_transcript();
    QTest::newRow("filled") << to_json(transcript);
    transcript.turns[0].end_token_id = 7;
    QTest::newRow("ended with another token") << to_json(transcript);
    QVERIFY(parse_transcript(to_json(transcript), "record.json").turns[0].end_token_id == 7);
    transcript.turns[0].end_token_id.reset();
    transcript.turns[0].by = {"another", "00ff", "cuda:0", "float16", 3};
    transcript.turns[0].finish = vp::engine::Turn::Finish::Interrupted;
    QTest::newRow("of another model, interrupted") << to_json(transcript);
    QVERIFY(parse_transcript(to_json(transcript), "record.json").turns[0].by == transcript.turns[0].by);
    transcript.turns[0].finish = vp::engine::Turn::Finish::Repetition;
    transcript.turns[0].options.repetition_penalty = 1.25;
    transcript.turns[0].options.repetition_guard = false;
    transcript.turns[0].options.left_out_turns = 2;
    transcript.kv_cache = "8bit";
    transcript.turns[0].by.kv_cache = "8bit";
    QTest::newRow("in a loop, keys and values in other forms") << to_json(transcript);
    QVERIFY(parse_transcript(to_json(transcript), "record.json").turns[0].by == transcript.turns[0].by);
    transcript.video.start_s = 2.023;
    QTest::newRow("a late video") << to_json(transcript);
    transcript.turns[0].finish = vp::engine::Turn::Finish::Stopped;
    transcript.turns[0].log_probabilities[1] = -std::numeric_limits<float>::infinity();
    transcript.turns[0].tokens_per_s = std::numeric_limits<double>::quiet_NaN();
    transcript.video.duration_s = std::numeric_limits<double>::infinity();
    transcript.frames[0].pts = std::numeric_limits<std::int64_t>::min();
    QTest::newRow("not finite") << to_json(transcript);
    QTest::newRow("measured by hiding") << to_json(vp::test::measured_transcript());
    Transcript empty;
    empty.created = transcript.created;
    QTest::newRow("empty") << to_json(empty);
  }
  void reads_what_is_written() {
    QFETCH(std::string, json);
    QCOMPARE(to_json(parse_transcript(json, "record.json")), json);
  }

  // Records of the version before do not say when a question was asked.
  void reads_the_version_before() {
    Json json = Json::parse(to_json(vp::test::sample_transcript()));
    json["version"] = 1;
    json["turns"][0].erase("asked");
    json["turns"][0]["timing"].erase("total_ms");
    const Transcript read = parse_transcript(json.dump(), "record.json");
    QCOMPARE(read.turns[0].asked_ms, std::int64_t{0});
    QCOMPARE(read.turns[0].total_ms, 0.0);
    QCOMPARE(read.turns[0].first_token_ms, 900.25);
  }

  void refuses_and_names_the_field_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");  // "" removes
    QTest::addColumn<QString>("mention");
    const auto row = [](const char* pointer, const char* value, const char* mention) {
      QTest::addRow("%s = %s", pointer, value) << QString(pointer) << QString(value) << QString(mention);
    };
    row("/format", "\"something\"", "format is \"something\"");
    row("/version", "3", "version is 3");
    row("/turns/0/asked", "\"2026-02-30T20:30:28Z\"", "turns[0].asked");
    row("/turns/0/asked", "12", "turns[0].asked is 12");
    row("/turns/0/timing/total_ms", "\"long\"", "turns[0].timing.total_ms");
    row("/video/sha256", "", "video.sha256 is missing");
    row("/video/start_s", "-1", "video.start_s is -1");
    row("/video/start_s", "null", "video.start_s is null");
    row("/video/width", "-1", "video.width is -1");
    row("/video/width", "99999999999", "video.width is 99999999999");
    row("/video/file", "\"a\\u0000b\"", "video.file is ");
    row("/video", "[]", "video is a list");
    row("/turns/0/token_ids/1", "\"x\"", "turns[0].token_ids[1] is \"x\"");
    row("/turns/0/token_ids/1", "-3", "turns[0].token_ids[1] is -3");
    row("/turns/0/token_ids/1", "1.5", "turns[0].token_ids[1] is 1.5");
    row("/turns/0/token_ids/1", "18446744073709551615", "turns[0].token_ids[1]");
    row("/turns/0/log_probabilities", "[]", "turns[0].log_probabilities");
    row("/turns/0/settings/seed", "-1", "turns[0].settings.seed is -1");
    row("/turns/0/settings/colour", "1", "turns[0].settings.colour");
    row("/turns/0/finish", "\"tired\"", "turns[0].finish");
    row("/turns/0/end_token_id", "-1", "turns[0].end_token_id is -1");
    row("/turns/0/end_token_id", "null", "turns[0].end_token_id is null");
    row("/turns", "{}", "turns is an object");
    row("/turns/0/knockout", "[]", "turns[0].knockout is a list");
    row("/turns/0/knockout/end", "", "turns[0].knockout.end is missing");
    row("/turns/0/knockout/layers/last", "4", "turns[0].knockout.layers.last is 4");
    row("/turns/0/knockout/layers/first", "3", "turns[0].knockout.layers.first is 3");
    row("/turns/0/knockout/ids/0", "-1", "turns[0].knockout.ids[0] is -1");
    row("/turns/0/knockout/pieces", "[]", "turns[0].knockout.pieces has 0 entries");
    row("/turns/0/knockout/without/1", "[0.5]", "turns[0].knockout.without[1] has 1 entries");
    row("/turns/0/knockout/without/1/0", "\"x\"", "turns[0].knockout.without[1][0] is \"x\"");
    row("/frames/1/time_base", "\"1/0\"", "frames[1].time_base");
    row("/frames/1/time_base", "\"24000\"", "frames[1].time_base");
    row("/frames/1/index", "null", "frames[1].index is null");
    row("/range/start_s", "99999999999", "range.start_s");
    row("/created", "\"yesterday\"", "created");
    row("/versions", "\"none\"", "versions");
    row("/map_pictures/0", "3", "map_pictures[0] is 3");
    row("/frame_slots", "1000000", "frame_slots");
  }
  void refuses_and_names_the_field() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, mention);
    Json json = Json::parse(to_json(vp::test::measured_transcript()));
    const Json::json_pointer at(pointer.toStdString());
    if (value.isEmpty())
      json[at.parent_pointer()].erase(at.back());
    else
      json[at] = Json::parse(value.toStdString());
    const QString found = refusal(json.dump());
    QVERIFY2(found.contains(mention), qPrintable(found));
    QVERIFY(found.contains("record.json"));
  }

  void refuses_other_files_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("no JSON") << QByteArray("# Answer transcript");
    const std::string whole = to_json(vp::test::sample_transcript());
    QTest::newRow("cut") << QByteArray::fromStdString(whole.substr(0, whole.size() / 2));
    QTest::newRow("not UTF-8") << QByteArray("{\"format\": \"\xff\"}");
    QTest::newRow("twice") << QByteArray("{\"format\": 1, \"format\": 2}");
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("deep object") << QByteArray("{\"a\":").repeated(100000);
  }
  void refuses_other_files() {
    QFETCH(QByteArray, bytes);
    QVERIFY(!refusal(bytes.toStdString()).isEmpty());
  }

  void every_cut_is_refused() {
    const std::string whole = to_json(vp::test::sample_transcript());
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7)
      QVERIFY2(!refusal(whole.substr(0, length)).isEmpty(), qPrintable(QString::number(length)));
  }

  void files() {
    QTemporaryDir folder;
    const QString name = folder.filePath("record.json");
    write_transcript(name.toStdString(), vp::test::sample_transcript());
    QCOMPARE(to_json(read_transcript(name.toStdString())), to_json(vp::test::sample_transcript()));
    const auto refused = [](const QString& file) {
      try {
        read_transcript(file.toStdString());
      } catch (const Error& error) {
        return error.code() == ErrorCode::Usage;
      }
      return false;
    };
    QVERIFY(refused(folder.filePath("other.json")));
    QVERIFY(refused(folder.path()));
    QVERIFY(refused("/dev/zero"));
    QFile large(folder.filePath("large.json"));  // a hole, so that it costs nothing
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(qint64{1} << 33));
    QVERIFY(refused(large.fileName()));
  }
};

QTEST_APPLESS_MAIN(TestReader)
#include "test_reader.moc"
