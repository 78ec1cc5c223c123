// What a request to the chat endpoint may say; its body may come from anyone.
#include "serve/chat_request.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include <QTemporaryDir>
#include <QtTest>

#include "serve/data_url.h"

namespace {

using nlohmann::json;
using vp::serve::ChatFilm;
using vp::serve::ChatRequest;
using vp::serve::RequestError;
using vp::serve::RequestFault;
using vp::serve::RequestLimits;
namespace fs = std::filesystem;

RequestLimits limits_with(const std::vector<fs::path>& folders = {}) {
  RequestLimits limits;
  limits.model = "Video-Panda";
  limits.most_body_bytes = 1 << 20;
  limits.most_frames = 8;
  limits.most_turns = 4;
  limits.folders = vp::serve::AllowedFolders(folders);
  return limits;
}

// Braces around a single object are that object.
json list_of(const json& elements) {
  return elements.is_object() ? json::array({elements}) : elements;
}
json user(const json& content) {
  return {{"role", "user"}, {"content", list_of(content)}};
}
json text_part(const std::string& text) {
  return {{"type", "text"}, {"text", text}};
}
json film_part(const std::string& url) {
  return {{"type", "video_url"}, {"video_url", {{"url", url}}}};
}
json picture_part(const std::string& url) {
  return {{"type", "image_url"}, {"image_url", {{"url", url}}}};
}
json request_of(const json& messages, const json& more = json::object()) {
  json request{{"messages", list_of(messages)}};
  request.update(more);
  return request;
}

RequestFault fault_of(const std::string& body, const RequestLimits& limits = limits_with()) {
  try {
    vp::serve::read_chat_request(body, limits);
  } catch (const RequestError& error) {
    return error.fault();
  }
  return {0, "it was accepted"};
}

}  // namespace

class TestChatRequest : public QObject {
  Q_OBJECT

 private slots:
  void reads_all_that_it_knows() {
    const json request =
        request_of({user("What happens?")}, {{"model", "Video-Panda"},
                                             {"max_tokens", 7},
                                             {"temperature", 0.5},
                                             {"top_p", 0.9},
                                             {"seed", 11},
                                             {"stop", {"\n", "END"}},
                                             {"stream", true},
                                             {"stream_options", {{"include_usage", true}}},
                                             {"logprobs", true},
                                             {"top_logprobs", 0},
                                             {"n", 1},
                                             {"user", "anna"},
                                             {"tools", json::array()},
                                             {"frequency_penalty", 0},
                                             {"response_format", {{"type", "text"}}},
                                             {"unheard_of", {1, 2}},
                                             {"media_io_kwargs", {{"video", {{"num_frames", 8}}}}},
                                             {"videopanda", {{"evidence", true}, {"start_s", 2}}}});
    const ChatRequest read = vp::serve::read_chat_request(request.dump(), limits_with());
    QCOMPARE(read.question, std::string("What happens?"));
    QCOMPARE(read.ask.max_new_tokens, 7);
    QCOMPARE(read.ask.temperature, 0.5);
    QCOMPARE(read.ask.top_p, 0.9);
    QCOMPARE(read.ask.seed, std::uint64_t{11});
    QCOMPARE(read.stop, (std::vector<std::string>{"\n", "END"}));
    QVERIFY(read.stream && read.include_usage && read.log_probabilities && read.ask.attention.enabled);
    QCOMPARE(read.user, std::string("anna"));
    QCOMPARE(read.frames, 8);
    QCOMPARE(read.start_s.value_or(-1), std::int64_t{2});
    QVERIFY(read.film.kind == ChatFilm::Kind::None);
  }

  void nulls_are_as_if_not_given() {
    json more;
    for (const char* name :
         {"max_tokens", "temperature", "top_p", "seed", "stop", "stream", "logprobs", "model", "user",
          "stream_options", "n", "videopanda", "media_io_kwargs", "response_format"})
      more[name] = nullptr;
    const ChatRequest read =
        vp::serve::read_chat_request(request_of({user("Why?")}, more).dump(), limits_with());
    QCOMPARE(read.question, std::string("Why?"));
    QCOMPARE(read.ask.temperature, 0.0);
  }

  void the_later_name_of_the_longest_answer_counts() {
    const json request = request_of({user("Why?")}, {{"max_tokens", 7}, {"max_completion_tokens", 9}});
    QCOMPARE(vp::serve::read_chat_request(request.dump(), limits_with()).ask.max_new_tokens, 9);
  }

  void turns_are_questions_and_answers() {
    const json messages = {{{"role", "system"}, {"content", "Be short."}},
                           user({text_part("One."), text_part("Two.")}),
                           user("Three."),
                           {{"role", "assistant"}, {"content", json::array({text_part("Yes.")})}},
                           user("And?")};
    const ChatRequest read = vp::serve::read_chat_request(request_of(messages).dump(), limits_with());
    QCOMPARE(read.turns.size(), std::size_t{1});
    QCOMPARE(read.turns[0].question, std::string("Be short.\n\nOne.\nTwo.\nThree."));
    QCOMPARE(read.turns[0].answer, std::string("Yes."));
    QCOMPARE(read.question, std::string("And?"));
  }

  void films_come_in_every_clients_shape_data() {
    QTest::addColumn<QString>("part");
    const std::string data = "data:video/mp4;base64,QUJD";
    const auto row = [](const char* name, const json& part) {
      QTest::newRow(name) << QString::fromStdString(part.dump());
    };
    row("video_url", film_part(data));
    row("video_url as a text", {{"type", "video_url"}, {"video_url", data}});
    row("with vLLM's uuid", {{"type", "video_url"}, {"video_url", {{"url", data}}}, {"uuid", "u"}});
    row("input_video", {{"type", "input_video"}, {"input_video", {{"data", data}}}});
    row("input_video in plain base64", {{"type", "input_video"}, {"input_video", {{"data", "QUJD"}}}});
    row("input_video as a text", {{"type", "input_video"}, {"input_video", "QUJD"}});
    row("without a media type", film_part("data:;base64,QUJD"));
    row("in capitals", film_part("DATA:video/mp4;codecs=avc1;BASE64,QUJD"));
  }

  void films_come_in_every_clients_shape() {
    QFETCH(QString, part);
    const json request = request_of({user({json::parse(part.toStdString()), text_part("Why?")})});
    const ChatRequest read = vp::serve::read_chat_request(request.dump(), limits_with());
    QVERIFY(read.film.kind == ChatFilm::Kind::Data);
    QCOMPARE(read.film.bytes, std::vector<std::string>{"ABC"});
  }

  void frames_come_as_pictures() {
    const json request = request_of({user({picture_part("data:image/jpeg;base64,QUJD"),
                                           picture_part("data:image/png;base64,REVG"), text_part("Why?")})});
    const ChatRequest read = vp::serve::read_chat_request(request.dump(), limits_with());
    QVERIFY(read.film.kind == ChatFilm::Kind::Pictures);
    QCOMPARE(read.film.bytes, (std::vector<std::string>{"ABC", "DEF"}));
    const json listed =
        request_of({user({film_part("data:video/jpeg;base64,QUJD,REVG"), text_part("Why?")})});
    QVERIFY(vp::serve::read_chat_request(listed.dump(), limits_with()).film == read.film);
  }

  void a_film_may_be_sent_again() {
    const json film = film_part("data:video/mp4;base64,QUJD");
    const json messages = {user({film, text_part("One?")}),
                           {{"role", "assistant"}, {"content", "Yes."}},
                           user({film, text_part("Two?")})};
    QCOMPARE(vp::serve::read_chat_request(request_of(messages).dump(), limits_with()).film.bytes.size(),
             std::size_t{1});
  }

  void files_are_read_below_allowed_folders_alone() {
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    fs::create_directories(root / "open" / "deep");
    fs::create_directories(root / "openness");
    for (const char* name : {"open/film.mp4", "open/deep/a film.mp4", "secret.mp4", "openness/film.mp4"})
      std::ofstream(root / name) << "x";
    fs::create_symlink(root / "secret.mp4", root / "open" / "leads_out.mp4");
    fs::create_symlink(root, root / "open" / "up");
    fs::create_symlink(root / "open" / "film.mp4", root / "leads_in.mp4");
    const RequestLimits limits = limits_with({root / "open"});
    const std::string base = "file://" + root.string();
    const auto film_of = [&](const std::string& url) {
      return vp::serve::read_chat_request(request_of({user({film_part(url), text_part("Why?")})}).dump(),
                                          limits)
          .film.file;
    };
    const fs::path whole = fs::canonical(root);
    QCOMPARE(film_of(base + "/open/film.mp4"), whole / "open/film.mp4");
    QCOMPARE(film_of(base + "/open/deep/a%20film.mp4"), whole / "open/deep/a film.mp4");
    QCOMPARE(film_of(base + "/open/deep/a film.mp4"), whole / "open/deep/a film.mp4");
    QCOMPARE(film_of(base + "/open/deep/../film.mp4"), whole / "open/film.mp4");
    QCOMPARE(film_of(base + "/leads_in.mp4"), whole / "open/film.mp4");
    QCOMPARE(film_of("file://localhost" + root.string() + "/open/film.mp4"), whole / "open/film.mp4");
    std::string sentence;
    for (const std::string& url :
         {base + "/secret.mp4", base + "/open/leads_out.mp4", base + "/open/up/secret.mp4",
          base + "/open/../secret.mp4", base + "/open/%2e%2e/secret.mp4", base + "/openness/film.mp4",
          base + "/open", base + "/open/missing.mp4", base + "/missing.mp4", base + "/open/film.mp4%00.txt",
          std::string("file:///etc/passwd"), "file://other" + root.string() + "/open/film.mp4",
          std::string("file:open/film.mp4")}) {
      const RequestFault fault =
          fault_of(request_of({user({film_part(url), text_part("Why?")})}).dump(), limits);
      QVERIFY2(fault.status == 400 && fault.code == "file_not_allowed", url.c_str());
      if (sentence.empty()) sentence = fault.message;
      QCOMPARE(fault.message, sentence);  // which of them exist is not told
    }
    QCOMPARE(
        fault_of(request_of({user({film_part(base + "/open/film.mp4"), text_part("Why?")})}).dump()).code,
        std::string("file_not_allowed"));
  }

  void refuses_data();
  void refuses();
  void refuses_what_is_huge_or_deep();
  void base64_is_read_strictly();
};

void TestChatRequest::refuses_data() {
  QTest::addColumn<QString>("body");
  QTest::addColumn<QString>("param");
  QTest::addColumn<int>("status");
  const auto row = [](const char* name, const json& request, const char* param, int status = 400) {
    QTest::newRow(name) << QString::fromStdString(request.dump()) << param << status;
  };
  const json why = {user("Why?")};
  QTest::newRow("nothing") << ""
                           << "" << 400;
  QTest::newRow("no JSON") << "{"
                           << "" << 400;
  QTest::newRow("a list") << "[]"
                          << "" << 400;
  QTest::newRow("a name twice") << R"({"messages":[{"role":"user","content":"a","content":"b"}]})"
                                << "" << 400;
  QTest::newRow("no UTF-8") << QString::fromLatin1(
                                   "{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}")
                            << "" << 400;
  row("no messages", json::object(), "messages");
  row("messages as a text", {{"messages", "Why?"}}, "messages");
  row("empty messages", request_of(json::array()), "messages");
  row("an answer last", request_of({user("Why?"), {{"role", "assistant"}, {"content", "So."}}}), "messages");
  row("an answer first", request_of({{{"role", "assistant"}, {"content", "So."}}, user("Why?")}),
      "messages[0]");
  row("a tool's message", request_of({user("Why?"), {{"role", "tool"}, {"content", "7"}}}),
      "messages[1].role");
  row("a late system message", request_of({user("Why?"), {{"role", "system"}, {"content", "So."}}}),
      "messages[1]");
  row("a role as a number", request_of({{{"role", 1}, {"content", "a"}}}), "messages[0].role");
  row("content as a number", request_of({{{"role", "user"}, {"content", 1}}}), "messages[0].content");
  row("no question's text", request_of({user(" \n")}), "messages");
  row("an unknown part", request_of({user({{{"type", "input_audio"}}})}), "messages[0].content[0].type");
  row("a part without its member", request_of({user({{{"type", "video_url"}}})}),
      "messages[0].content[0].video_url");
  for (const char* url : {"https://example.org/a.mp4", "http://127.0.0.1/a", "/etc/passwd", "ftp://x/a", "",
                          "data:video/mp4,abc", "data:video/mp4;base64", "concat:a|b", "data:"})
    QTest::addRow("a film at \"%s\"", url)
        << QString::fromStdString(request_of({user({film_part(url), text_part("Why?")})}).dump())
        << "messages[0].content[0].video_url.url" << 400;
  row("a picture by its address",
      request_of({user({picture_part("https://example.org/a.png"), text_part("Why?")})}),
      "messages[0].content[0].image_url.url");
  row("a picture as a file", request_of({user({picture_part("file:///etc/passwd"), text_part("Why?")})}),
      "messages[0].content[0].image_url.url");
  for (const char* bad : {"QUJ", "QUJ!", "QU==JD", "====", "QUJD\n", "QUK=", "", "QUI=="})
    QTest::addRow("base64 \"%s\"", bad)
        << QString::fromStdString(
               request_of({user({film_part(std::string("data:video/mp4;base64,") + bad), text_part("Why?")})})
                   .dump())
        << "messages[0].content[0].video_url.url" << 400;
  const json film = film_part("data:video/mp4;base64,QUJD"), other = film_part("data:video/mp4;base64,REVG");
  row("two films", request_of({user({film, other, text_part("Why?")})}),
      "messages[0].content[1].video_url.url");
  row("another film later",
      request_of({user({film, text_part("a")}),
                  {{"role", "assistant"}, {"content", "b"}},
                  user({other, text_part("c")})}),
      "messages[2].content");
  row("a picture beside a film",
      request_of({user({film, picture_part("data:image/png;base64,QUJD"), text_part("Why?")})}),
      "messages[0].content[1].image_url.url");
  row("a film in an answer",
      request_of({user("a"), {{"role", "assistant"}, {"content", json::array({film})}}, user("c")}),
      "messages[1].content[0]");
  json nine = json::array({text_part("Why?")});
  for (int i = 0; i < 9; ++i) nine.push_back(picture_part("data:image/png;base64,QUJD"));
  row("too many pictures", request_of({user(nine)}), "messages[0].content[9].image_url.url");
  row("too many frames", request_of(why, {{"media_io_kwargs", {{"video", {{"num_frames", 9}}}}}}),
      "media_io_kwargs.video.num_frames");
  row("no frames", request_of(why, {{"media_io_kwargs", {{"video", {{"num_frames", 0}}}}}}),
      "media_io_kwargs.video.num_frames");
  row("another model", request_of(why, {{"model", "gpt"}}), "model", 404);
  row("two answers", request_of(why, {{"n", 2}}), "n");
  row("others' probabilities", request_of(why, {{"top_logprobs", 5}}), "top_logprobs");
  row("a penalty", request_of(why, {{"presence_penalty", 0.5}}), "presence_penalty");
  row("a form", request_of(why, {{"response_format", {{"type", "json_object"}}}}), "response_format");
  row("a tool that has to be called", request_of(why, {{"tool_choice", "required"}}), "tool_choice");
  row("no tokens", request_of(why, {{"max_tokens", 0}}), "max_tokens");
  row("a negative temperature", request_of(why, {{"temperature", -1}}), "temperature");
  row("a temperature as a text", request_of(why, {{"temperature", "1"}}), "temperature");
  row("top_p of 0", request_of(why, {{"top_p", 0}}), "");
  row("a broken seed", request_of(why, {{"seed", 1.5}}), "seed");
  row("an empty stop", request_of(why, {{"stop", ""}}), "stop");
  row("many stops", request_of(why, {{"stop", std::vector<std::string>(17, "a")}}), "stop");
  row("a long stop", request_of(why, {{"stop", std::string(300, 'a')}}), "stop");
  row("stream as a text", request_of(why, {{"stream", "yes"}}), "stream");
  row("an unknown own wish", request_of(why, {{"videopanda", {{"evidnce", true}}}}), "videopanda.evidnce");
  row("a very long name of a wish", request_of(why, {{"videopanda", {{std::string(5000, 'a'), true}}}}), "");
  row("a very long name of a model", request_of(why, {{"model", std::string(4000, 'a')}}), "model", 404);
  json many = json::array();
  for (int i = 0; i < 5; ++i) {
    many.push_back(user("a"));
    many.push_back({{"role", "assistant"}, {"content", "b"}});
  }
  many.push_back(user("c"));
  row("too many turns", request_of(many), "messages");
}

void TestChatRequest::refuses() {
  QFETCH(QString, body);
  QFETCH(QString, param);
  QFETCH(int, status);
  const RequestFault fault = fault_of(body.toStdString());
  QVERIFY2(fault.status == status, fault.message.c_str());
  QVERIFY2(fault.message.ends_with('.') || fault.message.ends_with("…"), fault.message.c_str());
  QVERIFY2(fault.message.size() < 400 && fault.param.size() < 300, fault.message.c_str());
  if (param != "") QCOMPARE(QString::fromStdString(fault.param), param);
}

void TestChatRequest::refuses_what_is_huge_or_deep() {
  QVERIFY(fault_of(request_of({user(std::string(2 << 20, 'a'))}).dump()).status == 400);
  QVERIFY(fault_of(R"({"messages":)" + std::string(100000, '[') + std::string(100000, ']') + "}").status ==
          400);
  std::string many = R"({"messages":[{"role":"user","content":"a"}],"x":[0)";
  for (int i = 0; i < 400000; ++i) many += ",0";
  QVERIFY(fault_of(many + "]}").status == 400);
  QVERIFY(fault_of(R"({"messages":[{"role":"user","content":"a"}],"temperature":1e999})").status == 400);
}

void TestChatRequest::base64_is_read_strictly() {
  using vp::serve::from_base64;
  QCOMPARE(from_base64(""), std::optional<std::string>(""));
  QCOMPARE(from_base64("QQ=="), std::optional<std::string>("A"));
  QCOMPARE(from_base64("QUI="), std::optional<std::string>("AB"));
  QCOMPARE(from_base64("//79"), std::optional<std::string>("\xff\xfe\xfd"));
  for (int size = 0; size < 50; ++size) {
    QByteArray bytes;
    for (int i = 0; i < size; ++i) bytes.append(static_cast<char>(i * 37 + size));
    QCOMPARE(from_base64(bytes.toBase64().toStdString()), std::optional<std::string>(bytes.toStdString()));
  }
}

QTEST_GUILESS_MAIN(TestChatRequest)
#include "test_chat_request.moc"
