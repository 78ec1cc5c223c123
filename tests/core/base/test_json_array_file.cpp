#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>
#include <random>

#include "base/error.h"
#include "base/json_array_file.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::base::for_each_in_json_array;
using vp::base::for_message;

constexpr std::uintmax_t kLimit = std::uintmax_t{1} << 20;

}  // namespace

class TestJsonArrayFile : public QObject {
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
    for_each_in_json_array(file_with(text), kLimit, [&](std::int64_t place, const nlohmann::json& element) {
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
    QTest::newRow("too large") << QByteArray("[]" + QByteArray(kLimit, ' ')) << "larger than 1 MiB";
  }

  void refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, mention);
    try {
      for_each_in_json_array(file_with(text), kLimit, [](std::int64_t, const nlohmann::json&) {});
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains("list.json"), error.what());
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void refuses_what_is_no_file() {
    const auto ignore = [](std::int64_t, const nlohmann::json&) {};
    QVERIFY_THROWS_EXCEPTION(Error, for_each_in_json_array(folder_.path().toStdString(), kLimit, ignore));
    QVERIFY_THROWS_EXCEPTION(Error, for_each_in_json_array("/nowhere/list.json", kLimit, ignore));
    QVERIFY_THROWS_EXCEPTION(Error, for_each_in_json_array("/dev/zero", kLimit, ignore));
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
        for_each_in_json_array(file_with(text), kLimit,
                               [](std::int64_t place, const nlohmann::json& element) {
                                 QVERIFY(place >= 0 && !element.is_discarded());
                               });
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Usage);
        ++refused;
      }
    }
    QVERIFY(refused > 0 && refused < 300);
  }

  void shows_foreign_text_in_one_line_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("short") << "v_abc"
                           << "v_abc";
    QTest::newRow("control characters") << "a\x1b[1\nb\x7f"
                                        << "a?[1?b?";
    QTest::newRow("long") << "0123456789"
                          << "01234567…";
    QTest::newRow("cut inside a character") << "0123456é9"
                                            << "0123456…";
  }

  void shows_foreign_text_in_one_line() {
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(QString::fromStdString(for_message(text.toStdString(), 8)), shown);
  }

 private:
  std::filesystem::path file_with(const QByteArray& text) const {
    QFile file(folder_.filePath("list.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write the list");
    return file.fileName().toStdString();
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestJsonArrayFile)
#include "test_json_array_file.moc"
