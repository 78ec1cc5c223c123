#include <QTemporaryDir>
#include <QTest>
#include <random>

#include "base/error.h"
#include "json/document.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::json::for_each_element;
using vp::json::Value;

vp::json::Limits limits() {
  vp::json::Limits limits;
  limits.bytes = std::uintmax_t{1} << 20;
  return limits;
}

}  // namespace

class TestWalks : public QObject {
  Q_OBJECT

 private slots:
  void visits_every_element_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("elements");
    QTest::newRow("none") << QByteArray(" [ ] \n") << QStringList{};
    QTest::newRow("objects") << QByteArray("[{\"a\": {\"b\": [1, {}]}}, {}, {\"c\": \"]\"}]")
                             << QStringList{"{\"a\":{\"b\":[1,{}]}}", "{}", "{\"c\":\"]\"}"};
    QTest::newRow("every kind") << QByteArray("[1, \"x\", null, [2, [3]], {\"y\": true}, []]")
                                << QStringList{"1", "\"x\"", "null", "[2,[3]]", "{\"y\":true}", "[]"};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[1]") << QStringList{"1"};
  }

  void visits_every_element() {
    QFETCH(QByteArray, text);
    QFETCH(QStringList, elements);
    QStringList seen;
    for_each_element(file_with(text), limits(), {}, [&](std::int64_t place, const Value& element) {
      QCOMPARE(place, static_cast<std::int64_t>(seen.size()));
      seen << QString::fromStdString(element.dump());
    });
    QCOMPARE(seen, elements);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mention");
    QTest::newRow("empty") << QByteArray() << "not JSON";
    QTest::newRow("an object") << QByteArray("{\"a\": 1}") << "not a JSON array";
    QTest::newRow("an object with an array") << QByteArray("{\"a\": [1]}") << "not a JSON array";
    QTest::newRow("a number") << QByteArray("17") << "not a JSON array";
    QTest::newRow("cut") << QByteArray("[{\"a\": 1}, {\"b\": ") << "byte 18";
    QTest::newRow("more behind it") << QByteArray("[1] 2") << "not JSON";
    QTest::newRow("not UTF-8") << QByteArray("[\"\xFF\"]") << "not JSON";
    QTest::newRow("nested without end") << QByteArray(100000, '[') << "too deeply";
    QTest::newRow("too large") << QByteArray("[]" + QByteArray(1 << 20, ' ')) << "larger than 1 MiB";
  }

  void refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, mention);
    try {
      const std::filesystem::path file = file_with(text);
      for_each_element(file, limits(), vp::json::usage_error_of(file), [](std::int64_t, const Value&) {});
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains("list.json"), error.what());
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void refuses_what_is_no_file() {
    for (const std::string& file :
         {folder_.path().toStdString(), std::string("/nowhere/list.json"), std::string("/dev/zero")})
      QVERIFY_THROWS_EXCEPTION(Error, for_each_element(file, limits(), vp::json::usage_error_of(file),
                                                       [](std::int64_t, const Value&) {}));
  }

  void damaged_files_give_an_error_or_elements() {
    const QByteArray good =
        "[{\"id\": \"v_1\", \"turns\": [\"a\", \"\\u00e9\"]}, {\"id\": 2.5e3}, [null, true]]";
    std::mt19937 random(3);
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
      QByteArray text = good;
      for (unsigned i = 1 + random() % 3; i > 0; --i)
        text[static_cast<qsizetype>(random() % static_cast<unsigned>(text.size()))] =
            static_cast<char>(random());
      try {
        const std::filesystem::path file = file_with(text);
        for_each_element(
            file, limits(), vp::json::usage_error_of(file),
            [](std::int64_t place, const Value& element) { QVERIFY(place >= 0 && !element.dump().empty()); });
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Usage);
        ++refused;
      }
    }
    QVERIFY(refused > 0 && refused < 300);
  }

  void members_come_in_the_order_of_the_text() {
    QStringList seen;
    vp::json::for_each_member("{\"b\": [1], \"a\": {\"c\": 2}, \"b\": null}", {}, {},
                              [&](const std::string& name, const Value& member) {
                                seen << QString::fromStdString(name + "=" + member.dump());
                              });
    QCOMPARE(seen, (QStringList{"b=[1]", "a={\"c\":2}", "b=null"}));
    QVERIFY_THROWS_EXCEPTION(vp::json::Unusable, vp::json::for_each_member("[]", {}, {}, [](auto&&...) {}));
  }

  void a_fault_is_named_inside_its_element() {
    QString clause;
    for_each_element(file_with("[{}, {\"turns\": [{\"text\": 5}]}]"), limits(), {},
                     [&](std::int64_t place, const Value& element) {
                       if (place == 0) return;
                       try {
                         element.member("turns").elements(4)[0].member("text").text();
                       } catch (const vp::json::Unusable& fault) {
                         clause = QString::fromStdString(fault.clause().text());
                       }
                     });
    QCOMPARE(clause, QStringLiteral("has a \"text\" in turns[0] that is 5; a text was expected"));
  }

  // Each bound is of one element, however many there are.
  void elements_are_bounded_one_by_one() {
    vp::json::Limits small = limits();
    small.values = 4;
    int seen = 0;
    const auto count = [&](std::int64_t, const Value&) { ++seen; };
    for_each_element(file_with("[" + QByteArray("[1,2,3],").repeated(50) + "1]"), small, {}, count);
    QCOMPARE(seen, 51);
    QVERIFY_THROWS_EXCEPTION(vp::json::Unusable,
                             for_each_element(file_with("[[1,2,3,4]]"), small, {}, count));
  }

  // What took an hour when each object that ended was looked for among all those before it.
  void long_lists_of_objects() {
    constexpr int kMany = 400'000;
    std::int64_t seen = 0;
    vp::json::Limits large;
    large.bytes = std::uintmax_t{1} << 26;
    for_each_element(
        file_with("[" + QByteArray("{},").repeated(kMany) + "[" + QByteArray("{},").repeated(kMany) + "{}]]"),
        large, {},
        [&](std::int64_t, const Value& element) { seen += 1 + static_cast<std::int64_t>(element.size()); });
    QCOMPARE(seen, std::int64_t{2 * kMany + 2});
  }

 private:
  std::filesystem::path file_with(const QByteArray& text) const {
    QFile file(folder_.filePath("list.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write the list");
    return file.fileName().toStdString();
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestWalks)
#include "test_walks.moc"
