#include <QTest>
#include <cmath>
#include <functional>
#include <limits>

#include "base/error.h"
#include "json/document.h"

using vp::json::Document;
using vp::json::Limits;
using vp::json::Unusable;
using vp::json::Value;

namespace {

// What is wrong, as a sentence begins with it; empty when nothing is.
QString fault_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Unusable& fault) {
    return QString::fromUtf8(fault.what());
  }
  return {};
}

}  // namespace

class TestDocument : public QObject {
  Q_OBJECT

 private slots:
  void gives_every_kind() {
    const Document document(
        R"({"text": "é", "whole": -7, "most": 18446744073709551615, "real": 2.5e3, "yes": true, "none": null,
            "list": [1, [2]], "object": {"b": 1, "a": 2}})");
    const Value root = document.root();
    QVERIFY(root.is_object());
    QCOMPARE(root.size(), std::size_t{8});
    QCOMPARE(root.member("text").text(), std::string("é"));
    QCOMPARE(root.member("whole").integer(-7), std::int64_t{-7});
    QCOMPARE(root.member("most").unsigned_integer(), std::numeric_limits<std::uint64_t>::max());
    QCOMPARE(root.member("real").number(), 2500.0);
    QVERIFY(!root.member("real").is_integer() && root.member("whole").is_integer());
    QVERIFY(root.member("yes").boolean());
    QVERIFY(std::isnan(root.member("none").number_or_null()));
    QVERIFY(root.find("none") && !root.given("none") && !root.find("other"));
    QVERIFY(!root.member("whole").find("anything"));
    QCOMPARE(root.member("list").elements(2)[1].elements(1)[0].integer(), std::int64_t{2});
    QCOMPARE(root.member("list").elements(2)[1].elements(1)[0].path(), std::string("list[1][0]"));
    QCOMPARE(root.member("object").members(2)[0].first, std::string("a"));
    QCOMPARE(root.member("object").members(2)[0].second.path(), std::string("object.a"));
  }

  void says_what_is_wrong_and_where_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char* text, const char* fault) {
      QTest::newRow(text) << QString(text) << QString(fault);
    };
    row("{}", "a is missing");
    row("[]", "the text is not an object");
    row(R"({"a": {}})", "a.b is missing");
    row(R"({"a": 5})", "a is not an object");
    row(R"({"a": {"b": 5}})", "a.b is 5; a list was expected");
    row(R"({"a": {"b": [1, 2, 3]}})", "a.b has 3 entries; at most 2 were expected");
    row(R"({"a": {"b": [1, "x"]}})", "a.b[1] is \"x\"; a whole number from 0 to 9 was expected");
    row(R"({"a": {"b": [10]}})", "a.b[0] is 10; a whole number from 0 to 9 was expected");
    row(R"({"a": {"b": [1.0]}})", "a.b[0] is 1.0; a whole number from 0 to 9 was expected");
    row(R"({"a": {"b": [-1]}})", "a.b[0] is -1; a whole number from 0 to 9 was expected");
    row(R"({"a": {"b": [18446744073709551616]}})",
        "a.b[0] is 1.8446744073709552e+19; a whole number from 0 to 9 was expected");
  }
  void says_what_is_wrong_and_where() {
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const Document document(text.toStdString());
    QCOMPARE(fault_of([&] {
               for (const Value& value : document.root().member("a").member("b").elements(2))
                 value.integer(0, 9);
             }),
             fault);
  }

  void texts_and_numbers_have_bounds() {
    const Document document(R"({"long": "0123456789", "nul": "a\u0000b", "ten": 10, "null": null})");
    const Value root = document.root();
    QCOMPARE(root.member("long").text(10).size(), std::size_t{10});
    QCOMPARE(fault_of([&] { root.member("long").text(9); }),
             QStringLiteral("long is a text of 10 bytes; at most 9 were expected"));
    QCOMPARE(root.member("nul").any_text(10).size(), std::size_t{3});
    QVERIFY(fault_of([&] { root.member("nul").text(); }).contains("without a NUL"));
    QCOMPARE(root.member("ten").number(10, 10), 10.0);
    QVERIFY(fault_of([&] { root.member("ten").number(0, 9.5); }).contains("from 0 to 9.5 was expected"));
    QVERIFY(!fault_of([&] { root.member("null").number(); }).isEmpty());
    QVERIFY(!fault_of([&] { root.member("ten").unsigned_integer(9); }).isEmpty());
    QVERIFY(!fault_of([&] { root.member("ten").boolean(); }).isEmpty());
    QVERIFY(fault_of([&] { root.has_exactly({"long", "nul", "ten"}); }).startsWith("null is not known"));
    QVERIFY(fault_of([&] {
              root.has_exactly({"long", "nul", "ten", "null", "more"});
            }).startsWith("more is missing"));
  }

  void refuses_texts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mention");
    QTest::newRow("empty") << QByteArray() << "not JSON";
    QTest::newRow("cut") << QByteArray("{\"a\": ") << "not JSON from byte 7";
    QTest::newRow("more behind it") << QByteArray("{} {}") << "not JSON";
    QTest::newRow("not UTF-8") << QByteArray("[\"\xFF\"]") << "not JSON";
    QTest::newRow("a number that no double holds") << QByteArray("[1e999]") << "not JSON";
    QTest::newRow("not a number") << QByteArray("[NaN]") << "not JSON";
    QTest::newRow("a comment") << QByteArray("[] // so") << "not JSON";
    QTest::newRow("a key twice") << QByteArray("{\"a\": {\"b\": 1, \"b\": 2}}")
                                 << "gives the key \"b\" twice";
    QTest::newRow("the same key, written otherwise")
        << QByteArray("{\"a\": 1, \"\\u0061\": 2}") << "gives the key \"a\" twice";
    QTest::newRow("nested deeply") << QByteArray(200'000, '[') << "nested too deeply";
    QTest::newRow("nested deeply, in objects")
        << QByteArray("{\"a\":").repeated(200'000) << "nested too deeply";
    QTest::newRow("nested once more") << QByteArray("[[[[[]]]]]") << "nested too deeply";
    QTest::newRow("too many values") << QByteArray("[1,2,3,4,5,6,7,8,9,10]") << "more than 10 values";
    QTest::newRow("too many names") << QByteArray("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}")
                                    << "more than 10 values";
    QTest::newRow("too long") << QByteArray("[" + QByteArray(2 << 20, ' ') + "]") << "larger than 2 MiB";
  }
  void refuses_texts() {
    QFETCH(QByteArray, text);
    QFETCH(QString, mention);
    Limits limits;
    limits.bytes = 2 << 20;
    limits.depth = 4;
    limits.values = 10;
    const QString fault = fault_of([&] { Document(text.toStdString(), limits); });
    QVERIFY2(fault.contains(mention), qPrintable(fault));
  }

  void takes_what_is_within_the_limits() {
    Limits limits;
    limits.depth = 4;
    limits.values = 10;
    limits.comments = true;
    QCOMPARE(Document("[[[[]]]] // so", limits).root().size(), std::size_t{1});
    QCOMPARE(Document("[1,2,3,4,5,6,7,8,9]", limits).root().size(), std::size_t{9});
    QCOMPARE(Document("\xEF\xBB\xBF{}", limits).root().size(), std::size_t{0});
  }

  void the_caller_says_what_is_thrown() {
    const auto refuse = [](const vp::json::Fault& fault) {
      throw std::invalid_argument(fault.problem.text());
    };
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Document("[", {}, refuse));
    Document document("[5]", {}, refuse);
    const Document moved = std::move(document);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, moved.root().elements(1)[0].text());
  }

  void hears_a_stop() {
    std::stop_source source;
    Limits limits;
    limits.stop = source.get_token();
    std::string list = "[";
    for (int i = 0; i < 10'000; ++i) list += "1,";
    QCOMPARE(Document(list + "1]", limits).root().size(), std::size_t{10'001});
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, Document(list + "1]", limits));
  }

  // Took minutes when each object that ended was looked for among all those before it.
  void long_lists_and_objects() {
    constexpr int kMany = 400'000;
    std::string list = "[", object = "{";
    for (int i = 0; i < kMany; ++i) {
      list += "{},";
      object += "\"" + std::to_string(i) + "\":{},";
    }
    Limits limits;
    limits.bytes = std::uintmax_t{1} << 26;
    QCOMPARE(Document(list + "{}]", limits).root().elements(kMany + 1).size(), std::size_t{kMany + 1});
    QCOMPARE(Document(object + "\"x\":{}}", limits).root().members(kMany + 1).size(), std::size_t{kMany + 1});
  }
};

QTEST_APPLESS_MAIN(TestDocument)
#include "test_document.moc"
