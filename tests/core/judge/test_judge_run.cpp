// A judge over HTTP that is late, refuses, cuts connections and answers nonsense.
#include "judge/judge_run.h"

#include <sys/stat.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "support/small_server.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::eval::Prediction;
using vp::judge::JudgeClient;
using vp::judge::Judged;
using vp::judge::JudgeKind;
using vp::judge::JudgeOptions;
using vp::judge::ReplyCache;
using vp::test::SmallServer;

const std::string kYes = R"({\"pred\": \"yes\", \"score\": 4})";

std::vector<Prediction> predictions(int count) {
  std::vector<Prediction> list;
  for (int i = 0; i < count; ++i)
    list.push_back(
        {{{std::to_string(i), true}, "film", "Question " + std::to_string(i) + "?", "red", ""}, "red", ""});
  return list;
}

JudgeOptions options_of(const SmallServer& server) {
  JudgeOptions options;
  options.endpoint = server.endpoint();
  options.model = "judge-1";
  options.tries = 3;
  options.parallel = 1;  // so that the order of the requests is known
  options.first_wait = std::chrono::milliseconds(1);
  options.longest_wait = std::chrono::milliseconds(20);
  options.timeout = std::chrono::milliseconds(1500);
  return options;
}

std::vector<Judged> judge(const std::vector<Prediction>& list, const JudgeOptions& options, ReplyCache& cache,
                          const std::stop_token& stop = {}) {
  JudgeClient client(options);
  return vp::judge::judge_all(
      JudgeKind::Qa, list, client, cache, [](std::int64_t) {}, stop);
}

}  // namespace

class TestJudgeRun : public QObject {
  Q_OBJECT

 private slots:
  void asks_once_and_keeps() {
    const SmallServer server([](int, const std::string&) { return SmallServer::says(kYes); });
    const QTemporaryDir folder;
    std::vector<Prediction> list = predictions(3);
    list[1].error = "no film";
    JudgeOptions options = options_of(server);
    options.key = "secret-key";
    {
      ReplyCache cache(file(folder));
      const std::vector<Judged> judged = judge(list, options, cache);
      QCOMPARE(judged.size(), std::size_t{3});
      QVERIFY(judged[0].verdict && judged[0].verdict->yes && judged[0].verdict->score == 4);
      QVERIFY(!judged[1].verdict && !judged[1].why.empty());
      QCOMPARE(server.requests(), 2);
    }
    const std::string request = server.seen().at(0);
    QVERIFY(request.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"));
    QVERIFY(request.find("Authorization: Bearer secret-key\r\n") != std::string::npos);
    QVERIFY(request.find(R"("model":"judge-1")") != std::string::npos);
    QVERIFY(request.find(R"("temperature":0)") != std::string::npos);
    QVERIFY(request.find("Question 0?") != std::string::npos);
    // A second run asks nothing, another judge is asked anew; the key is written nowhere.
    ReplyCache cache(file(folder));
    QVERIFY(judge(list, options, cache)[2].verdict.has_value());
    QCOMPARE(server.requests(), 2);
    options.model = "judge-2";
    judge(list, options, cache);
    QCOMPARE(server.requests(), 4);
    QFile kept(QString::fromStdString(file(folder).string()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(!kept.readAll().contains("secret"));
  }

  void tries_again_what_may_be_mended_data() {
    QTest::addColumn<QByteArray>("first");
    const auto row = [](const char* name, const std::string& bytes) {
      QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    row("late", "LATE");
    row("429", SmallServer::reply("{}", "429 Too Many Requests"));
    row("429 that says when", SmallServer::reply("{}", "429 Too Many Requests", "Retry-After: 1000000\r\n"));
    row("500", SmallServer::reply("oops", "500 Internal Server Error"));
    row("cut at once", "");
    row("cut in the head", "HTTP/1.1 200 O");
    row("cut in the body", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choices\"");
    row("garbage", std::string("\0\xff\x01 nonsense\r\n\r\n", 16));
    row("HTML", SmallServer::reply("<html><body>Please log in</body></html>", "200 OK",
                                   "Content-Type: text/html\r\n"));
    row("half JSON", SmallServer::reply(R"({"choices":[{"message":{"content":)"));
    row("no choices", SmallServer::reply(R"({"choices":[]})"));
    row("an error in JSON", SmallServer::reply(R"({"error":{"message":"overloaded"}})"));
    row("content is a number", SmallServer::reply(R"({"choices":[{"message":{"content":5}}]})"));
    row("no UTF-8", SmallServer::reply("{\"choices\":[{\"message\":{\"content\":\"\xff\"}}]}"));
    row("10 MB", SmallServer::reply(R"({"choices":[{"message":{"content":")" + std::string(10'000'000, 'x') +
                                    R"("}}]})"));
    row("deep", SmallServer::reply(std::string(100000, '[')));
  }

  void tries_again_what_may_be_mended() {
    QFETCH(QByteArray, first);
    const SmallServer server([&](int number, const std::string&) {
      if (number > 0) return SmallServer::says(kYes);
      if (first == "LATE") std::this_thread::sleep_for(std::chrono::milliseconds(2000));
      return first.toStdString();
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    QElapsedTimer clock;
    clock.start();
    const std::vector<Judged> judged = judge(predictions(1), options_of(server), cache);
    QVERIFY2(judged[0].verdict.has_value(), judged[0].why.c_str());
    QCOMPARE(server.requests(), 2);
    QVERIFY(clock.elapsed() < 5000);
  }

  void a_content_type_is_not_believed() {
    const SmallServer server([](int, const std::string&) {
      std::string reply = SmallServer::says(kYes);
      const std::string type = "application/json";
      return reply.replace(reply.find(type), type.size(), "image/png");
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    QVERIFY(judge(predictions(1), options_of(server), cache)[0].verdict.has_value());
  }

  void leaves_unjudged_what_it_cannot_read() {
    const SmallServer server([](int number, const std::string&) {
      return SmallServer::says(number == 0 ? "I would rather not." : kYes);
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    const std::vector<Judged> judged = judge(predictions(2), options_of(server), cache);
    QVERIFY(!judged[0].verdict);
    QCOMPARE(judged[0].reply, std::string("I would rather not."));
    QVERIFY(judged[1].verdict.has_value());
    QCOMPARE(server.requests(), 2);  // at temperature 0 the same would come again
  }

  void bounded_tries() {
    const SmallServer server([](int number, const std::string&) {
      return number == 0 ? SmallServer::says(kYes) : SmallServer::reply("", "503 Service Unavailable");
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    const std::vector<Judged> judged = judge(predictions(3), options_of(server), cache);
    QCOMPARE(server.requests(), 1 + 2 * 3);
    QVERIFY(judged[0].verdict && !judged[1].verdict && !judged[2].verdict);
    QVERIFY(QString::fromStdString(judged[2].why).contains("503"));
    QCOMPARE(cache.size(), std::size_t{1});  // the others are asked again the next time
  }

  void ends_where_no_question_would_get_past() {
    const SmallServer refusing([](int, const std::string&) {
      return SmallServer::reply(R"({"error":"Incorrect key: secret-key"})", "401 Unauthorized");
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    JudgeOptions options = options_of(refusing);
    options.key = "secret-key";
    try {
      judge(predictions(5), options, cache);
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains("401") && !QString(error.what()).contains("secret"),
               error.what());
    }
    QCOMPARE(refusing.requests(), 1);
    // Nobody is there at all.
    options.key.clear();
    options.endpoint = "http://127.0.0.1:1/v1";
    QVERIFY_THROWS_EXCEPTION(Error, judge(predictions(20), options, cache));
  }

  void does_not_follow_elsewhere() {
    const SmallServer server([](int, const std::string&) {
      return SmallServer::reply("", "307 Temporary Redirect", "Location: http://127.0.0.1:1/\r\n");
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    QVERIFY_THROWS_EXCEPTION(Error, judge(predictions(1), options_of(server), cache));
  }

  // A key for a judge on this machine would pass a proxy unencrypted.
  void passes_no_proxy_on_this_machine() {
    const SmallServer server([](int, const std::string&) { return SmallServer::says(kYes); });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    qputenv("http_proxy", "http://127.0.0.1:1");
    const std::vector<Judged> judged = judge(predictions(1), options_of(server), cache);
    qunsetenv("http_proxy");
    QVERIFY(judged[0].verdict.has_value());
  }

  void keeps_to_the_rate() {
    const SmallServer server([](int, const std::string&) { return SmallServer::says(kYes); });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    JudgeOptions options = options_of(server);
    options.requests_per_minute = 600;
    QElapsedTimer clock;
    clock.start();
    judge(predictions(4), options, cache);
    QVERIFY2(clock.elapsed() >= 290, qPrintable(QString::number(clock.elapsed())));
  }

  // Four questions are at the server before it answers one; each gets its own reply, whichever comes first,
  // and what is asked twice in the same words is asked once.
  void several_at_the_same_time() {
    std::atomic<int> there = 0;
    const SmallServer server(
        [&there](int number, const std::string& request) {
          ++there;
          for (int waited = 0; there < 4 && waited < 2000; ++waited)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          if (there < 4) return std::string();
          std::this_thread::sleep_for(std::chrono::milliseconds(number == 0 ? 50 : 0));
          const std::size_t at = request.find("Question ") + 9;
          return SmallServer::says(R"({\"pred\": \"yes\", \"score\": )" + request.substr(at, 1) + "}");
        },
        4);
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    JudgeOptions options = options_of(server);
    options.parallel = 4;
    options.timeout = std::chrono::milliseconds(10000);
    std::vector<Prediction> list = predictions(6);
    list.push_back(list[3]);
    const std::vector<Judged> judged = judge(list, options, cache);
    QCOMPARE(judged.size(), std::size_t{7});
    for (std::size_t i = 0; i < 7; ++i) {
      QVERIFY2(judged[i].verdict.has_value(), judged[i].why.c_str());
      QCOMPARE(judged[i].verdict->score, static_cast<int>(i == 6 ? 3 : i));
    }
    QCOMPARE(server.requests(), 6);
    QCOMPARE(cache.size(), std::size_t{6});
    options.parallel = 65;
    QVERIFY_THROWS_EXCEPTION(Error, options.validate());
  }

  // What came before a reply that ends everything is kept.
  void keeps_what_came_before_the_end() {
    const SmallServer server([](int number, const std::string&) {
      return number < 2 ? SmallServer::says(kYes) : SmallServer::reply("{}", "403 Forbidden");
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    QVERIFY_THROWS_EXCEPTION(Error, judge(predictions(5), options_of(server), cache));
    QCOMPARE(cache.size(), std::size_t{2});
  }

  void hears_a_stop() {
    const SmallServer server([](int, const std::string&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1500));
      return SmallServer::says(kYes);
    });
    const QTemporaryDir folder;
    ReplyCache cache(file(folder));
    JudgeOptions options = options_of(server);
    options.timeout = std::chrono::milliseconds(60000);
    std::stop_source stop;
    const std::jthread later([&stop] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      stop.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    try {
      judge(predictions(1), options, cache, stop.get_token());
      QFAIL("not stopped");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Stopped);
    }
    QVERIFY2(clock.elapsed() < 1400, qPrintable(QString::number(clock.elapsed())));
  }

  void goes_on_with_ten_thousand_in_two_seconds() {
    const SmallServer server([](int, const std::string&) { return std::string(); });
    const QTemporaryDir folder;
    const std::vector<Prediction> list = predictions(10000);
    const JudgeOptions options = options_of(server);
    {
      // As a run that was killed leaves it: all replies, and half a line.
      const JudgeClient client(options);
      QFile kept(QString::fromStdString(file(folder).string()));
      QVERIFY(kept.open(QIODevice::WriteOnly));
      for (const Prediction& prediction : list) {
        const std::string key = vp::judge::reply_key(
            client.shown_endpoint(), client.request_body(vp::judge::judge_prompt(JudgeKind::Qa, prediction)));
        kept.write(("{\"key\":\"" + key + "\",\"reply\":\"" + kYes + "\"}\n").c_str());
      }
      kept.write("{\"key\":\"01");
    }
    QElapsedTimer clock;
    clock.start();
    ReplyCache cache(file(folder));
    const std::vector<Judged> judged = judge(list, options, cache);
    qInfo("10000 replies were resumed in %lld ms", static_cast<long long>(clock.elapsed()));
    QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(judged.back().verdict.has_value());
    QCOMPARE(server.requests(), 0);
    cache.add("new", "reply");  // behind the last whole line
    QFile kept(QString::fromStdString(file(folder).string()));
    QVERIFY(kept.open(QIODevice::ReadOnly) &&
            kept.readAll().endsWith("}\n{\"key\":\"new\",\"reply\":\"reply\"}\n"));
  }

  void keys_are_of_their_owner_alone() {
    const QTemporaryDir folder;
    const QString name = folder.filePath("key");
    QFile key(name);
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("abc\n");
    key.close();
    ::chmod(qPrintable(name), 0644);
    QVERIFY_THROWS_EXCEPTION(Error, vp::judge::read_key(name.toStdString(), ""));
    ::chmod(qPrintable(name), 0600);
    QCOMPARE(vp::judge::read_key(name.toStdString(), ""), std::string("abc"));
    QVERIFY_THROWS_EXCEPTION(Error, vp::judge::read_key(folder.path().toStdString(), ""));
    qputenv("VP_TEST_KEY", "of the environment");
    QCOMPARE(vp::judge::read_key({}, "VP_TEST_KEY"), std::string("of the environment"));
    QVERIFY(vp::judge::read_key({}, "VP_TEST_NO_KEY").empty());
    qputenv("VP_TEST_KEY", "key\r\nHost: elsewhere");
    QVERIFY_THROWS_EXCEPTION(Error, vp::judge::read_key({}, "VP_TEST_KEY"));
  }

  void refuses_data() {
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("key");
    QTest::newRow("no address") << ""
                                << "";
    QTest::newRow("a file") << "file:///etc/passwd"
                            << "";
    QTest::newRow("a password") << "https://user:password@host/v1"
                                << "";
    QTest::newRow("a line break") << "http://host/v1\r\nX: y"
                                  << "";
    QTest::newRow("a key over plain HTTP") << "http://example.com/v1"
                                           << "k";
    QTest::newRow("a host that begins like this one") << "http://127.0.0.1.example.com/v1"
                                                      << "k";
  }

  void refuses() {
    QFETCH(QString, endpoint);
    QFETCH(QString, key);
    JudgeOptions options;
    options.model = "m";
    options.endpoint = endpoint.toStdString();
    options.key = key.toStdString();
    QVERIFY_THROWS_EXCEPTION(Error, options.validate());
    options = {};
    options.endpoint = "http://localhost:8080/v1";
    options.key = "k";
    QVERIFY_THROWS_EXCEPTION(Error, options.validate());  // no model
    options.model = "m";
    options.validate();
  }

  void consistency_needs_two_answers() {
    QVERIFY_THROWS_EXCEPTION(Error, vp::judge::judge_prompt(JudgeKind::Consistency, predictions(1)[0]));
  }

 private:
  static std::filesystem::path file(const QTemporaryDir& folder) {
    return folder.filePath("replies.jsonl").toStdString();
  }
};

QTEST_GUILESS_MAIN(TestJudgeRun)
#include "test_judge_run.moc"
