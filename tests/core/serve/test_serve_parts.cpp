// Stop strings, whose turn it is, the key, what is counted, and the forms of replies.
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "base/error.h"
#include "serve/api_key.h"
#include "serve/chat_reply.h"
#include "serve/http_server.h"
#include "serve/metrics.h"
#include "serve/request_queue.h"
#include "serve/stop_strings.h"

namespace {

using nlohmann::json;
using vp::serve::AnswerFacts;
using vp::serve::ApiKey;
using vp::serve::ChatRequest;
using vp::serve::PendingAnswer;
using vp::serve::PendingAnswerPtr;
using vp::serve::RequestQueue;
using vp::serve::StopStrings;

PendingAnswerPtr asked_by(const std::string& client, const std::string& question) {
  ChatRequest request;
  request.question = question;
  return std::make_shared<PendingAnswer>(std::move(request), client);
}

bool is_refused(const std::function<void()>& act) {
  try {
    act();
  } catch (const vp::base::Error& error) {
    return error.code() == vp::base::ErrorCode::Usage;
  }
  return false;
}

}  // namespace

class TestServeParts : public QObject {
  Q_OBJECT

 private slots:
  void no_part_of_a_stop_string_is_shown_data() {
    QTest::addColumn<QStringList>("stops");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("none") << QStringList{} << "abc"
                          << "abc";
    QTest::newRow("one") << QStringList{"END"} << "an ENd and the END."
                         << "an ENd and the ";
    QTest::newRow("only its beginning") << QStringList{"END"} << "the EN"
                                        << "the EN";
    QTest::newRow("of itself") << QStringList{"aab"} << "aaaab"
                               << "aa";
    QTest::newRow("the first of two") << QStringList{"zzz", "yy"} << "ab yy zzz"
                                      << "ab ";
    QTest::newRow("at once") << QStringList{"a"} << "abc"
                             << "";
    QTest::newRow("a line's end") << QStringList{"\n"} << "one\ntwo"
                                  << "one";
    QTest::newRow("other scripts") << QStringList{"é。"} << "aé b é。c"
                                   << "aé b ";
  }

  void no_part_of_a_stop_string_is_shown() {
    QFETCH(QStringList, stops);
    QFETCH(QString, text);
    QFETCH(QString, shown);
    std::vector<std::string> strings;
    for (const QString& stop : stops) strings.push_back(stop.toStdString());
    for (int piece = 1; piece <= text.size(); ++piece) {
      StopStrings scanner(strings);
      QString said;
      for (int i = 0; i < text.size(); i += piece) {
        said += QString::fromStdString(scanner.push(text.mid(i, piece).toStdString()));
        QVERIFY2(shown.startsWith(said), qPrintable(said));
      }
      said += QString::fromStdString(scanner.finish());
      QCOMPARE(said, shown);
      QCOMPARE(scanner.found(), shown != text);
      QCOMPARE(scanner.shown(), static_cast<std::size_t>(shown.toUtf8().size()));
    }
  }

  void clients_take_turns() {
    RequestQueue queue(8);
    for (const char* question : {"a1", "a2", "a3"}) QVERIFY(queue.push(asked_by("a", question)));
    for (const char* question : {"b1", "b2"}) QVERIFY(queue.push(asked_by("b", question)));
    QVERIFY(queue.push(asked_by("c", "c1")));
    std::string order;
    for (int i = 0; i < 6; ++i) order += queue.pop({})->request.question + " ";
    QCOMPARE(order, std::string("a1 b1 c1 a2 b2 a3 "));
  }

  void a_full_queue_takes_no_more() {
    RequestQueue queue(2);
    const PendingAnswerPtr first = asked_by("a", "1");
    QVERIFY(queue.push(first));
    QVERIFY(queue.push(asked_by("b", "2")));
    QVERIFY(!queue.push(asked_by("c", "3")));
    queue.remove(first);
    QCOMPARE(queue.waiting(), std::size_t{1});
    QVERIFY(queue.push(asked_by("c", "3")));
    QCOMPARE(queue.pop({})->request.question, std::string("2"));
    QCOMPARE(queue.running(), std::size_t{1});
    QCOMPARE(queue.close().size(), std::size_t{1});
    QVERIFY(!queue.push(asked_by("c", "4")));
    QVERIFY(queue.is_closed());
  }

  void waiting_for_a_turn_hears_a_stop() {
    RequestQueue queue(2);
    std::stop_source stop;
    std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop.request_stop();
    });
    QVERIFY(queue.pop(stop.get_token()) == nullptr);
  }

  void a_key_is_compared_whole() {
    const ApiKey key("0123456789abcdef");
    QVERIFY(key.is_shown_by("Bearer 0123456789abcdef"));
    for (const char* wrong : {"", "Bearer", "Bearer ", "0123456789abcdef", "Bearer 0123456789abcdeg",
                              "bearer 0123456789abcdef", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0",
                              "Bearer  0123456789abcdef", "Basic 0123456789abcdef"})
      QVERIFY2(!key.is_shown_by(wrong), wrong);
    QVERIFY(ApiKey().is_shown_by(""));
    QVERIFY(is_refused([] { ApiKey("short"); }));
    QVERIFY(is_refused([] { ApiKey("0123456789abcdef ghij"); }));
  }

  void a_key_file_is_its_owners_alone() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("key").toStdString();
    std::ofstream(file) << "0123456789abcdef\nwhat follows is no key\n";
    for (const unsigned mode : {0644U, 0640U, 0606U, 0620U}) {
      ::chmod(file.c_str(), mode);
      QVERIFY(is_refused([&] { ApiKey::read(file); }));
    }
    ::chmod(file.c_str(), 0600);
    QVERIFY(ApiKey::read(file).is_shown_by("Bearer 0123456789abcdef"));
    QVERIFY(is_refused([&] { ApiKey::read(file + ".missing"); }));
    QVERIFY(is_refused([&] { ApiKey::read(folder.path().toStdString()); }));
    std::ofstream(file, std::ios::trunc) << "\n";
    QVERIFY(is_refused([&] { ApiKey::read(file); }));
  }

  void others_are_let_in_with_a_key_alone() {
    vp::serve::HttpOptions options;
    for (const char* host : {"127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "::1", "[::1]"}) {
      options.host = host;
      options.validate();
    }
    for (const char* host : {"0.0.0.0", "::", "192.168.1.2", "example.org", "", "localhost.example.org",
                             "127.0.0.1.example.org"}) {
      options.host = host;
      options.key = {};
      QVERIFY2(is_refused([&] { options.validate(); }), host);
      options.key = ApiKey("0123456789abcdef");
      options.validate();
    }
  }

  void replies_are_as_clients_expect() {
    const vp::serve::ReplyHead head{"id-1", 17, "Video-Panda"};
    AnswerFacts facts;
    facts.finish = "end_token";
    facts.finish_reason = "stop";
    facts.prompt_tokens = 10;
    facts.reused_tokens = 4;
    facts.answer_tokens = 2;
    facts.frames = {{0, 0.0}, {25, 1.0}};
    facts.has_tokens = true;
    facts.tokens = {{"\xc3", -0.5}, {"\xa9", -0.25}};
    const json whole = json::parse(vp::serve::whole_reply(head, "é", facts));
    QVERIFY(whole["object"] == "chat.completion" && whole["id"] == "id-1" && whole["model"] == "Video-Panda");
    const json& choice = whole["choices"].at(0);
    QVERIFY(choice["message"]["role"] == "assistant" && choice["message"]["content"] == "é");
    QVERIFY(choice["finish_reason"] == "stop");
    QVERIFY(choice["logprobs"]["content"][0]["bytes"] == json({0xc3}));
    QVERIFY(whole["usage"]["total_tokens"] == 12);
    QVERIFY(whole["usage"]["prompt_tokens_details"]["cached_tokens"] == 4);
    QVERIFY(whole["videopanda"]["frames"][1]["time_s"] == 1.0);

    const auto event_of = [](const std::string& text) {
      return text.starts_with("data: ") && text.ends_with("\n\n") ? json::parse(text.substr(6)) : json();
    };
    const json opening = event_of(vp::serve::opening_event(head, true));
    QVERIFY(opening["choices"][0]["delta"]["role"] == "assistant" && opening["usage"].is_null());
    QVERIFY(opening["object"] == "chat.completion.chunk");
    QVERIFY(event_of(vp::serve::text_event(head, "a", false))["choices"][0]["delta"]["content"] == "a");
    const json end = event_of(vp::serve::end_event(head, facts, false));
    QVERIFY(end["choices"][0]["finish_reason"] == "stop" && end["choices"][0]["delta"].empty());
    const json usage = event_of(vp::serve::usage_event(head, facts));
    QVERIFY(usage["choices"].empty() && usage["usage"]["prompt_tokens"] == 10);
    QCOMPARE(vp::serve::done_event(), std::string("data: [DONE]\n\n"));

    const json error =
        json::parse(vp::serve::error_body({400, "No.", "invalid_request_error", "n", ""}))["error"];
    QVERIFY(error["message"] == "No." && error["param"] == "n" && error["code"].is_null());
  }

  void what_was_done_is_counted() {
    vp::serve::Metrics metrics;
    QCOMPARE(metrics.mean_seconds(5), 5.0);
    AnswerFacts facts;
    facts.prompt_tokens = 10;
    facts.answer_tokens = 2;
    facts.frames = {{0, 0.0}};
    metrics.answered(facts, 3);
    metrics.replied(200);
    metrics.replied(429);
    QCOMPARE(metrics.mean_seconds(5), 3.0);
    const QString text = QString::fromStdString(metrics.text(3, 1));
    for (const char* line :
         {"\nvideopanda_replies_total{status=\"429\"} 1\n", "\nvideopanda_requests_waiting 3\n",
          "\nvideopanda_prompt_tokens_total 10\n", "\nvideopanda_answer_seconds_sum 3.000000\n",
          "\nvideopanda_films_encoded_total 1\n"})
      QVERIFY2(text.contains(line), line);
    for (const QString& line : text.split('\n', Qt::SkipEmptyParts))
      QVERIFY2(line.startsWith("# ") || line.split(' ').size() == 2, qPrintable(line));
  }
};

QTEST_GUILESS_MAIN(TestServeParts)
#include "test_serve_parts.moc"
