// Answers over HTTP, as the authors' implementation gives them, in every form in which clients ask.
#include <filesystem>
#include <string>

#include <QTemporaryDir>
#include <QtTest>

#include "media/picture_file.h"
#include "media/video_reader.h"
#include "served_model.h"

using namespace vp::test;
using nlohmann::json;

class TestServing : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model();
    text_ = vp::test::golden_clip(kClip)["text"].get<std::string>();
  }

  void answers_as_the_authors_do() {
    const Service service(model_);
    const Reply reply =
        service.ask(golden_request({{"logprobs", true}, {"videopanda", {{"evidence", true}}}}));
    QVERIFY2(reply.status == 200, (reply.head + reply.body).c_str());
    const json object = reply.object();
    QCOMPARE(content_of(reply), text_);
    QVERIFY(object["choices"][0]["finish_reason"] == "length");
    QCOMPARE(object["usage"]["prompt_tokens"].get<int>(), 458);
    QCOMPARE(object["usage"]["completion_tokens"].get<int>(), 48);
    std::string bytes;
    const json& tokens = object["choices"][0]["logprobs"]["content"];
    QCOMPARE(tokens.size(), std::size_t{48});
    for (const json& token : tokens) {
      QVERIFY(token["logprob"].get<double>() <= 0);
      for (const json& byte : token["bytes"]) bytes += static_cast<char>(byte.get<int>());
    }
    QCOMPARE(QString::fromUtf8(QByteArray::fromStdString(bytes)), QString::fromStdString(text_));
    const json& own = object["videopanda"];
    QVERIFY(own["finish"] == "length" && own["film_was_known"] == false);
    QCOMPARE(own["frames"].size(), vp::test::golden_clip(kClip)["indices"].size());
    QCOMPARE(own["evidence"]["frames"].size(), own["frames"].size());
    double sum = 0;
    for (const json& frame : own["evidence"]["frames"]) sum += frame["share"].get<double>();
    QVERIFY(sum > 0 && sum <= own["evidence"]["visual_share"].get<double>() + 1e-6);
  }

  void earlier_turns_stand_in_the_prompt() {
    const Service service(model_);
    const std::string clip = "clip_portrait.mkv";
    const json entry = vp::test::golden_clip(clip);
    json request = golden_request(json::object(), clip);
    const json film = request["messages"][0]["content"][0];
    request["messages"] = json::array({user(film, entry["turns"][0][0]),
                                       {{"role", "assistant"}, {"content", entry["turns"][0][1]}},
                                       {{"role", "user"}, {"content", entry["turns"][1][0]}}});
    QCOMPARE(content_of(service.ask(request)), entry["text"].get<std::string>());
  }

  void a_streamed_answer_is_the_same_one() {
    const Service service(model_);
    const Reply reply = service.ask(golden_request(
        {{"stream", true}, {"stream_options", {{"include_usage", true}}}, {"logprobs", true}}));
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.head.find("text/event-stream") != std::string::npos);
    const std::vector<json> events = events_of(reply.body);
    QVERIFY(events.size() > 6);
    QVERIFY(events[0]["choices"][0]["delta"]["role"] == "assistant");
    QVERIFY(events.back() == "[DONE]");
    const json& usage = events[events.size() - 2];
    QVERIFY(usage["choices"].empty());
    QCOMPARE(usage["usage"]["total_tokens"].get<int>(), 458 + 48);
    const json& end = events[events.size() - 3];
    QVERIFY(end["choices"][0]["finish_reason"] == "length");
    QCOMPARE(end["choices"][0]["logprobs"]["content"].size(), std::size_t{48});
    QVERIFY(end["videopanda"]["frames"].size() > 0);
    std::string text;
    for (std::size_t i = 0; i + 3 < events.size(); ++i) {
      QVERIFY(events[i]["choices"][0]["finish_reason"].is_null() && events[i]["usage"].is_null());
      text += events[i]["choices"][0]["delta"].value("content", "");
    }
    QCOMPARE(text, text_);
  }

  void without_it_no_usage_is_streamed() {
    const Service service(model_);
    const std::vector<json> events =
        events_of(service.ask(golden_request({{"stream", true}, {"max_tokens", 2}})).body);
    for (const json& event : events) QVERIFY(event == "[DONE]" || !event.contains("usage"));
    QVERIFY(events[events.size() - 2]["choices"][0]["finish_reason"] == "length");
  }

  void ends_before_a_stop_string_data() {
    QTest::addColumn<bool>("streamed");
    QTest::newRow("whole") << false;
    QTest::newRow("streamed") << true;
  }

  void ends_before_a_stop_string() {
    QFETCH(bool, streamed);
    const Service service(model_);
    const std::size_t at = text_.find("right");
    QVERIFY(at != std::string::npos);
    const std::string stop = text_.substr(at, 12);  // of several tokens
    const Reply reply = service.ask(
        golden_request({{"stop", {"never said", stop}}, {"stream", streamed}, {"logprobs", true}}));
    std::string text;
    json end;
    if (streamed) {
      const std::vector<json> events = events_of(reply.body);
      for (const json& event : events)
        if (event.is_object()) text += event["choices"][0]["delta"].value("content", "");
      end = events[events.size() - 2];
    } else {
      text = content_of(reply);
      end = reply.object();
    }
    QCOMPARE(text, text_.substr(0, at));
    QVERIFY(end["choices"][0]["finish_reason"] == "stop" && end["videopanda"]["finish"] == "stop_string");
    std::size_t bytes = 0;
    for (const json& token : end["choices"][0]["logprobs"]["content"]) bytes += token["bytes"].size();
    QVERIFY(bytes >= at && bytes < at + stop.size());
  }

  void a_conversation_goes_on_where_it_was() {
    const Service service(model_);
    json request = golden_request({{"max_tokens", 12}});
    const json first = service.ask(request).object();
    const int prompt = first["usage"]["prompt_tokens"];
    request["messages"].push_back(first["choices"][0]["message"]);
    request["messages"].push_back({{"role", "user"}, {"content", "And then?"}});
    const json second = service.ask(request).object();
    // All but the last token of the first answer lies in the cache.
    QCOMPARE(second["usage"]["prompt_tokens_details"]["cached_tokens"].get<int>(), prompt + 11);
    QVERIFY(second["videopanda"]["film_was_known"] == true);
    QCOMPARE(service.metric("films_encoded_total"), 1.0);
    QCOMPARE(service.metric("films_known_total"), 1.0);
    // Another answer than was given is another conversation; its film is known all the same.
    request["messages"][1]["content"] = "Something else.";
    const json third = service.ask(request).object();
    const int reused = third["usage"]["prompt_tokens_details"]["cached_tokens"];
    QVERIFY(reused > 400 && reused < prompt + 11);
  }

  void a_film_in_the_request_is_the_same_film() {
    const Service service(model_);
    const std::string data = base64_of(bytes_of(vp::test::kGoldenFolder / kClip));
    json request = golden_request();
    request["messages"][0]["content"][0] = part_of("data:video/x-matroska;base64," + data);
    QCOMPARE(content_of(service.ask(request)), text_);
    request["messages"][0]["content"][0] = {{"type", "input_video"}, {"input_video", {{"data", data}}}};
    const Reply again = service.ask(request);
    QCOMPARE(content_of(again), text_);
    QVERIFY(again.object()["videopanda"]["film_was_known"] == true);
  }

  void frames_as_pictures_are_the_same_frames() {
    const Service service(model_);
    vp::base::NoProgress progress;
    auto reader = vp::media::VideoReader::open(vp::test::kGoldenFolder / kClip, progress);
    json content = json::array();
    const json entry = golden_clip(kClip);
    for (const json& index : entry["indices"]) {
      const std::vector<std::byte> png =
          vp::media::encode_png(reader.read(index.get<std::int64_t>()).value().image);
      content.push_back(
          {{"type", "image_url"},
           {"image_url",
            {{"url", "data:image/png;base64," +
                         base64_of({reinterpret_cast<const char*>(png.data()), png.size()})}}}});
    }
    json request = golden_request();
    content.push_back(request["messages"][0]["content"][1]);
    request["messages"][0]["content"] = content;
    const Reply reply = service.ask(request);
    QCOMPARE(content_of(reply), text_);
    QVERIFY(reply.object()["videopanda"]["frames"][1]["time_s"] == 1.0);
  }

  void without_a_film_it_answers_too() {
    const Service service(model_);
    const json request{{"max_tokens", 3},
                       {"messages", json::array({{{"role", "user"}, {"content", "Hello?"}}})}};
    const Reply reply = service.ask(request);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.object()["videopanda"]["frames"].empty());
  }

  void what_was_encoded_is_there_the_next_time() {
    const QTemporaryDir cache;
    const json request = golden_request({{"max_tokens", 3}});
    json data = request;
    data["messages"][0]["content"][0] =
        part_of("data:video/mp4;base64," + base64_of(bytes_of(vp::test::kGoldenFolder / kClip)));
    for (const bool known : {false, true}) {
      const Service service(model_, {}, 8, cache.path().toStdString());
      for (const json& asked : {request, data}) {
        const Reply reply = service.ask(asked);
        QVERIFY2(reply.status == 200, reply.body.c_str());
        QCOMPARE(reply.object()["videopanda"]["film_was_known"].get<bool>(), known);
      }
    }
  }

  void the_number_of_frames_is_as_asked() {
    const Service service(model_);
    for (const auto& [asked, most] : {std::pair{4, 4}, std::pair{7, 4}, std::pair{8, 8}, std::pair{1, 4}}) {
      const Reply reply = service.ask(
          golden_request({{"max_tokens", 1}, {"media_io_kwargs", {{"video", {{"num_frames", asked}}}}}}));
      QVERIFY2(reply.status == 200, reply.body.c_str());
      QVERIFY(reply.object()["videopanda"]["frames"].size() <= static_cast<std::size_t>(most));
    }
  }

 private:
  std::shared_ptr<const vp::engine::Model> model_;
  std::string text_;
};

QTEST_GUILESS_MAIN(TestServing)
#include "test_serving.moc"
