// What the endpoint does with clients that go away, come too often, are not allowed, or mean it ill.
#include <filesystem>
#include <string>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "served_model.h"

using namespace vp::test;
using namespace std::chrono_literals;
using nlohmann::json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;
namespace serve = vp::serve;

class TestServingManners : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model();
    endless_ = load_endless_model(fs::path(folder_.path().toStdString()) / "endless");
    text_ = vp::test::golden_clip(kClip)["text"].get<std::string>();
  }

  void refuses_what_cannot_be_read_data();
  void refuses_what_cannot_be_read();
  void a_client_that_goes_away_is_not_answered_data();
  void a_client_that_goes_away_is_not_answered();
  void a_full_queue_says_when_to_come_again();
  void an_answer_has_an_end();
  void a_key_opens_it_alone();
  void web_pages_are_let_in_by_name_alone();
  void says_what_it_serves_and_how_it_is();
  void hostile_connections_are_ended();
  void ends_while_it_answers();
  void leaves_no_film_behind();
  void many_ask_at_once();

 private:
  QTemporaryDir folder_;
  std::shared_ptr<const vp::engine::Model> model_, endless_;
  std::string text_;
};

void TestServingManners::refuses_what_cannot_be_read_data() {
  QTest::addColumn<QString>("part");
  QTest::addColumn<QString>("mention");
  const auto row = [](const char* name, const json& part, const char* mention) {
    QTest::newRow(name) << QString::fromStdString(part.dump()) << mention;
  };
  const auto picture = [](const std::string& bytes) {
    return json{{"type", "image_url"}, {"image_url", {{"url", "data:image/png;base64," + base64_of(bytes)}}}};
  };
  row("no film", part_of("data:video/mp4;base64," + base64_of("this is no film")), "not a video");
  row("no picture", picture("this is no picture"), "Picture 1");
  row("a playlist",
      part_of("data:video/mp4;base64," +
              base64_of("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n")),
      "not a video");
  row("a list of files",
      part_of("data:video/mp4;base64," + base64_of("ffconcat version 1.0\nfile /etc/passwd\n")),
      "not a video");
  const std::string whole = bytes_of(vp::test::kGoldenFolder / kClip);
  row("a cut film", part_of("data:video/mp4;base64," + base64_of(whole.substr(0, 300))), "");
}

void TestServingManners::refuses_what_cannot_be_read() {
  QFETCH(QString, part);
  QFETCH(QString, mention);
  const Service service(model_);
  for (const bool streamed : {false, true}) {
    json request = golden_request({{"stream", streamed}});
    request["messages"][0]["content"][0] = json::parse(part.toStdString());
    const Reply reply = service.ask(request);
    QVERIFY2(reply.status == 400, (reply.head + reply.body).c_str());
    const json error = reply.object()["error"];
    QVERIFY(error["code"] == "invalid_video" && error["type"] == "invalid_request_error");
    QVERIFY2(QString::fromStdString(error["message"]).contains(mention), reply.body.c_str());
  }
  QCOMPARE(content_of(service.ask(golden_request())), text_);  // it goes on
}

void TestServingManners::a_client_that_goes_away_is_not_answered_data() {
  QTest::addColumn<bool>("streamed");
  QTest::newRow("streamed") << true;
  QTest::newRow("whole") << false;
}

void TestServingManners::a_client_that_goes_away_is_not_answered() {
  QFETCH(bool, streamed);
  const Service service(endless_);
  Client client(service.port);
  client.send(http_post(endless_request(streamed).dump()));
  if (streamed)
    QVERIFY(client.read_until("\"role\":\"assistant\"").find("200 OK") != std::string::npos);
  else
    QVERIFY(service.reaches("requests_running", 1));
  std::this_thread::sleep_for(300ms);
  QCOMPARE(service.metric("requests_running"), 1.0);
  // One that waits behind it goes away, too.
  Client second(service.port);
  second.send(http_post(endless_request().dump()));
  QVERIFY(service.reaches("requests_waiting", 1));
  second.close();
  QVERIFY(service.reaches("requests_waiting", 0));
  client.close();
  const auto start = Clock::now();
  QVERIFY(service.reaches("requests_running", 0));
  QVERIFY(Clock::now() - start < 2s);
  QCOMPARE(service.metric("abandoned_total"), 2.0);
  const Reply reply = service.ask(golden_request({{"max_tokens", 2}}));
  QCOMPARE(reply.status, 200);
}

void TestServingManners::a_full_queue_says_when_to_come_again() {
  const Service service(endless_, {}, 1);
  const std::string endless = http_post(endless_request().dump());
  Client running(service.port), waiting(service.port);
  running.send(endless);
  QVERIFY(service.reaches("requests_running", 1));
  waiting.send(endless);
  QVERIFY(service.reaches("requests_waiting", 1));
  const Reply reply = service.ask(golden_request());
  QCOMPARE(reply.status, 429);
  QVERIFY(reply.object()["error"]["type"] == "rate_limit_error");
  const std::size_t at = reply.head.find("Retry-After: ");
  QVERIFY(at != std::string::npos && std::stoi(reply.head.substr(at + 13)) >= 1);
  QCOMPARE(service.get("/health").status, 200);
}

void TestServingManners::an_answer_has_an_end() {
  serve::HttpOptions http;
  http.most_seconds = 1;
  const Service service(endless_, http);
  const Reply reply = service.ask(endless_request());
  QVERIFY2(reply.status == 200, reply.body.c_str());
  QVERIFY(reply.object()["choices"][0]["finish_reason"] == "length");
  QVERIFY(reply.object()["videopanda"]["finish"] == "time_limit");
  QVERIFY(!content_of(reply).empty());
}

void TestServingManners::a_key_opens_it_alone() {
  serve::HttpOptions http;
  http.key = serve::ApiKey("correct-horse-battery");
  const Service service(model_, http);
  for (const char* header :
       {"", "Authorization: Bearer wrong-horse-battery\r\n", "Authorization: correct-horse-battery\r\n"}) {
    const Reply reply = service.ask(golden_request(), header);
    QVERIFY2(reply.status == 401, reply.head.c_str());
    QVERIFY(reply.object()["error"]["code"] == "invalid_api_key");
    QCOMPARE(service.get("/metrics", header).status, 401);
    QCOMPARE(service.get("/v1/models", header).status, 401);
    QCOMPARE(service.get("/health", header).status, 200);
  }
  const std::string right = "Authorization: Bearer correct-horse-battery\r\n";
  QCOMPARE(content_of(service.ask(golden_request(), right)), text_);
  QCOMPARE(service.metric("replies_total{status=\"200\"}", right), 1.0);
}

void TestServingManners::web_pages_are_let_in_by_name_alone() {
  const Service closed(model_);
  QCOMPARE(closed.get("/v1/models", "Origin: https://example.org\r\n").status, 403);
  QCOMPARE(closed.send("GET /v1/models HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n").status,
           403);
  QCOMPARE(closed.send("GET /v1/models HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n").status, 200);
  QVERIFY(closed.get("/v1/models").head.find("Access-Control") == std::string::npos);
  serve::HttpOptions http;
  http.origins = {"https://example.org"};
  const Service open(model_, http);
  QCOMPARE(open.get("/v1/models", "Origin: https://example.com\r\n").status, 403);
  const Reply reply = open.get("/v1/models", "Origin: https://example.org\r\n");
  QCOMPARE(reply.status, 200);
  QVERIFY(reply.head.find("Access-Control-Allow-Origin: https://example.org") != std::string::npos);
  const Reply before = open.send(
      "OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nOrigin: "
      "https://example.org\r\nConnection: "
      "close\r\n\r\n");
  QCOMPARE(before.status, 204);
  QVERIFY(before.head.find("Access-Control-Allow-Headers: Authorization, Content-Type") != std::string::npos);
}

void TestServingManners::says_what_it_serves_and_how_it_is() {
  const Service service(model_);
  QVERIFY(service.get("/health").object()["status"] == "ok");
  const json models = service.get("/v1/models").object();
  QVERIFY(models["object"] == "list" && models["data"][0]["id"] == "golden");
  QVERIFY(service.get("/metrics").head.find("text/plain; version=0.0.4") != std::string::npos);
  const Reply missing = service.get("/v1/embeddings");
  QCOMPARE(missing.status, 404);
  QVERIFY(missing.object()["error"]["message"].get<std::string>().find("/v1/embeddings") !=
          std::string::npos);
}

void TestServingManners::hostile_connections_are_ended() {
  const Service service(model_);
  // Longer than is allowed: announced, and in chunks that announce nothing.
  const Reply announced = service.send(http_post(std::string(5 << 20, ' ')));
  QCOMPARE(announced.status, 413);
  QVERIFY(announced.object().contains("error"));
  std::string chunks =
      "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
      "application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 80; ++i) chunks += "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  const Reply chunked = service.send(chunks + "0\r\n\r\n");
  QVERIFY2(chunked.status == 413 || chunked.status == 0, chunked.head.c_str());
  for (const std::string& text :
       {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(100000, 'a'),
        "GET /" + std::string(20000, 'a') + " HTTP/1.1\r\n\r\n",
        std::string("POST /v1/chat/completions HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                    "99999999999999999999\r\n\r\n"),
        std::string("POST /v1/chat/completions HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                    "-5\r\n\r\n")}) {
    Client client(service.port);
    client.send(text);
    client.read_until("\r\n\r\n", 2s);
  }
  QCOMPARE(service.send(http_post("{}")).status, 400);
  for (const char* header : {"Range: bytes=0-1\r\n", "Content-Encoding: gzip\r\n"})
    QCOMPARE(service.ask(golden_request(), header).status, 400);
  QCOMPARE(
      service
          .send("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                "text/plain\r\nContent-Length: 2\r\n\r\n{}")
          .status,
      415);
  QCOMPARE(content_of(service.ask(golden_request())), text_);
}

void TestServingManners::ends_while_it_answers() {
  Service service(endless_);
  Client whole(service.port), streamed(service.port), waiting(service.port), idle(service.port);
  streamed.send(http_post(endless_request(true).dump()));
  QVERIFY(streamed.read_until("\"content\":\"\"").find("200 OK") != std::string::npos);
  waiting.send(http_post(endless_request().dump()));
  QVERIFY(service.reaches("requests_waiting", 1));
  const auto start = Clock::now();
  service.stop();
  QVERIFY(Clock::now() - start < 4s);
  QCOMPARE(reply_of(waiting.read_until(kToTheEnd, 1s)).status, 503);
  QVERIFY(streamed.read_until("[DONE]", 1s).find("shutting_down") != std::string::npos);
}

void TestServingManners::leaves_no_film_behind() {
  Service service(model_);
  json request = golden_request({{"max_tokens", 1}});
  request["messages"][0]["content"][0] =
      part_of("data:video/mp4;base64," + base64_of(bytes_of(vp::test::kGoldenFolder / kClip)));
  QCOMPARE(service.ask(request).status, 200);
  const fs::path films = service.films().toStdString();
  const fs::path folder = fs::directory_iterator(films)->path();
  QVERIFY(fs::status(folder).permissions() == fs::perms::owner_all);
  QVERIFY(!fs::is_empty(folder));
  service.stop();
  QVERIFY(fs::is_empty(films));
}

// lmms-eval sends 32 requests at once.
void TestServingManners::many_ask_at_once() {
  const Service service(model_, {}, 64);
  std::vector<std::string> answers(32);
  {
    std::vector<std::jthread> threads;
    for (std::string& answer : answers)
      threads.emplace_back([&] { answer = content_of(service.ask(golden_request())); });
  }
  for (const std::string& answer : answers) QCOMPARE(answer, text_);
  QCOMPARE(service.metric("replies_total{status=\"200\"}"), 32.0);
}

QTEST_GUILESS_MAIN(TestServingManners)
#include "test_serving_manners.moc"
