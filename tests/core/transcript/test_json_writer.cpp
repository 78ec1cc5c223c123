#include <QTest>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <regex>

#include "sample_transcript.h"

using namespace vp::transcript;
using Json = nlohmann::json;

namespace {

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  return false;
}

// Checks a value against the part of JSON Schema that the shipped schema uses; returns the first complaint.
// An unknown keyword is a complaint too, so that none is silently ignored.
std::string complaint(const Json& value, const Json& schema, const std::string& path) {
  for (const auto& [keyword, rule] : schema.items()) {
    if (keyword == "$schema" || keyword == "title" || keyword == "description" || keyword == "properties")
      continue;
    if (keyword == "type") {
      const Json types = rule.is_array() ? rule : Json::array({rule});
      bool any = false;
      for (const Json& type : types) any = any || has_type(value, type);
      if (!any) return path + ": wrong type";
    } else if (keyword == "const") {
      if (value != rule) return path + ": not the constant";
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end()) return path + ": not among the allowed";
    } else if (keyword == "pattern") {
      if (!std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())))
        return path + ": pattern";
    } else if (keyword == "minimum") {
      if (value.get<double>() < rule.get<double>()) return path + ": too small";
    } else if (keyword == "required") {
      for (const Json& name : rule)
        if (!value.contains(name.get<std::string>())) return path + ": misses " + name.get<std::string>();
    } else if (keyword == "items") {
      for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string found = complaint(value[i], rule, path + "/" + std::to_string(i));
        if (!found.empty()) return found;
      }
    } else if (keyword == "additionalProperties") {
      for (const auto& [name, member] : value.items()) {
        const bool declared = schema.contains("properties") && schema["properties"].contains(name);
        if (!declared && rule == false) return path + ": undeclared " + name;
        const Json& member_schema = declared ? schema["properties"][name] : rule;
        const std::string found = complaint(member, member_schema, path + "/" + name);
        if (!found.empty()) return found;
      }
    } else {
      return path + ": unknown schema keyword " + keyword;
    }
  }
  return {};
}

Json schema() {
  std::ifstream file(VP_RESOURCES "/schemas/transcript.schema.json");
  return Json::parse(file);
}

}  // namespace

class TestJsonWriter : public QObject {
  Q_OBJECT

 private slots:
  void every_field_is_there() {
    const Json found = Json::parse(to_json(vp::test::sample_transcript()));
    const Json expected = Json::parse(R"({
      "format": "videopanda-transcript", "version": 2, "created": "2026-11-23T20:30:28Z",
      "video": {"file": "films/harbour.mp4", "sha256": "c0ffee", "container": "mov,mp4", "codec": "h264",
                "width": 640, "height": 360, "duration_s": 8.5, "frame_count": 204,
                "frames_per_s": 23.976023976023978},
      "range": {"start_s": 2, "end_s": null}, "frame_slots": 4,
      "frames": [{"index": 48, "pts": 48048, "time_base": "1/24000", "time_s": 2.002},
                 {"index": 72, "pts": 72072, "time_base": "1/24000", "time_s": 3.003}],
      "turns": [{"question": "What happens?", "answer": "A ship leaves.", "finish": "end_token",
                 "token_ids": [319, 7751, 11308, 29889], "log_probabilities": [-0.5, -0.25, -0.125, -1.0],
                 "prompt_tokens": 1300, "reused_tokens": 1200,
                 "end_token_id": 2,
                 "settings": {"max_new_tokens": 64, "temperature": 0.7, "top_p": 0.9, "seed": 18446744073709551615,
                              "repetition_guard": true, "repetition_penalty": 1.0},
                 "timing": {"prefill_ms": 812.5, "first_token_ms": 900.25, "tokens_per_s": 7.5, "total_ms": 1300.75},
                 "asked": "2026-11-23T20:30:00Z"}],
      "model": {"name": "videopanda_fitu", "hash": "beef", "visual_parameters": 45066578,
                "decoder_parameters": 6738415616},
      "device": "cpu", "dtype": "bfloat16", "threads": 2,
      "timing": {"decode_ms": 101.5, "encode_ms": 340.25},
      "versions": {"program": "0.1.0", "libtorch": "1.13.1", "ffmpeg": "5.1.6", "blas": "OpenBLAS 0.3.21"},
      "warnings": ["A damaged part was skipped."], "gstra_mass": [0.5, 0.25, 0.125, 0.125],
      "map_pictures": ["attention/frame_0000048_fsra.png"]})");
    QVERIFY2(found == expected, Json::diff(expected, found).dump(1).c_str());
  }

  void fits_the_schema_data() {
    QTest::addColumn<std::string>("json");
    Transcript transcript = vp::test::sample_transcript();
    QTest::newRow("filled") << to_json(transcript);
    transcript.video.start_s = 2.023;
    QTest::newRow("a late video") << to_json(transcript);
    transcript.turns[0].asked_ms = 0;
    transcript.turns[0].total_ms = 0;
    QTest::newRow("asked at a time that is not known") << to_json(transcript);
    transcript.turns[0].finish = vp::engine::Turn::Finish::Stopped;
    QTest::newRow("stopped") << to_json(transcript);
    transcript.turns[0].by = {"another", "00ff", "cuda:0", "float16", 3};
    transcript.turns[0].finish = vp::engine::Turn::Finish::Interrupted;
    QTest::newRow("of another model, interrupted") << to_json(transcript);
    transcript.turns[0].finish = vp::engine::Turn::Finish::Repetition;
    transcript.turns[0].options.repetition_penalty = 1.25;
    transcript.turns[0].options.left_out_turns = 2;
    transcript.kv_cache = "8bit";
    transcript.turns[0].by.kv_cache = "8bit";
    QTest::newRow("in a loop, keys and values in 8 bits") << to_json(transcript);
    transcript.turns[0].finish = vp::engine::Turn::Finish::Length;
    transcript.turns[0].log_probabilities[1] = -std::numeric_limits<float>::infinity();
    transcript.turns[0].tokens_per_s = std::numeric_limits<double>::quiet_NaN();
    transcript.video.frames_per_s = std::numeric_limits<double>::infinity();
    QTest::newRow("not finite") << to_json(transcript);
    Transcript empty;
    empty.created = transcript.created;
    QTest::newRow("empty") << to_json(empty);
    QTest::newRow("measured by hiding") << to_json(vp::test::measured_transcript());
  }
  void fits_the_schema() {
    QFETCH(std::string, json);
    QCOMPARE(QString::fromStdString(complaint(Json::parse(json), schema(), "")), QString());
  }

  // The check above would be worth nothing if it accepted anything.
  void the_schema_refuses_data() {
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<std::string>("value");  // "" removes
    QTest::newRow("missing member") << std::string("/video/sha256") << std::string();
    QTest::newRow("undeclared member") << std::string("/video/colour") << std::string("1");
    QTest::newRow("wrong type") << std::string("/turns/0/token_ids/2") << std::string("\"x\"");
    QTest::newRow("wrong finish") << std::string("/turns/0/finish") << std::string("\"tired\"");
    QTest::newRow("local time") << std::string("/created") << std::string("\"2026-11-23T20:30:28\"");
    QTest::newRow("other version") << std::string("/version") << std::string("3");
  }
  void the_schema_refuses() {
    QFETCH(std::string, pointer);
    QFETCH(std::string, value);
    Json json = Json::parse(to_json(vp::test::sample_transcript()));
    const Json::json_pointer at(pointer);
    if (value.empty())
      json[at.parent_pointer()].erase(at.back());
    else
      json[at] = Json::parse(value);
    QVERIFY(!complaint(json, schema(), "").empty());
  }

  void other_bytes_become_replacement_characters_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a lone byte") << QByteArray("a\xffz") << QByteArray("a\xef\xbf\xbdz");
    QTest::newRow("a cut character") << QByteArray("caf\xc3") << QByteArray("caf\xef\xbf\xbd");
    QTest::newRow("control characters")
        << QByteArray("a\0b\x1b[31m\r\n\t\"\\", 13) << QByteArray("a\0b\x1b[31m\r\n\t\"\\", 13);
    QTest::newRow("Chinese") << QByteArray("熊猫") << QByteArray("熊猫");
  }
  void other_bytes_become_replacement_characters() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].question = transcript.turns[0].answer = transcript.video.file = bytes.toStdString();
    transcript.warnings = {bytes.toStdString()};
    transcript.versions = {{bytes.toStdString(), bytes.toStdString()}};
    transcript.map_pictures = {"pictures/" + bytes.toStdString()};
    const Json found = Json::parse(to_json(transcript));
    const std::string text = expected.toStdString();
    QCOMPARE(found["turns"][0]["question"].get<std::string>(), text);
    QCOMPARE(found["turns"][0]["answer"].get<std::string>(), text);
    QCOMPARE(found["video"]["file"].get<std::string>(), text);
    QCOMPARE(found["warnings"][0].get<std::string>(), text);
    QCOMPARE(found["versions"][text].get<std::string>(), text);
    QCOMPARE(found["map_pictures"][0].get<std::string>(), "pictures/" + text);
  }
};

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "test_json_writer.moc"
