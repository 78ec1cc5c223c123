#include <QTest>

#include "base/error.h"
#include "base/message.h"

using namespace vp::base;

class TestMessage : public QObject {
  Q_OBJECT

 private slots:
  void says_its_arguments() {
    const std::string_view view = "a view";
    const Message said = message("%2 of %1, %3 %, %1", 7, std::string("text"), view);
    QCOMPARE(said.text(), std::string("text of 7, a view %, 7"));
    QCOMPARE(said.key(), std::string("%2 of %1, %3 %, %1"));
    QCOMPARE(message("Number %1.", 0.5).text(), std::string("Number 0.500000."));
    QCOMPARE(message("No place 100 %.").text(), std::string("No place 100 %."));
  }

  // A file's name may hold anything.
  void arguments_are_not_looked_through() {
    QCOMPARE(message("%1 and %2", "%2", "%1").text(), std::string("%2 and %1"));
    QCOMPARE(message("%1 and %2", "%", "1%1").text(), std::string("% and 1%1"));
    const Message inner = message("(%1)", "%2 %1");
    QCOMPARE(message("%1: %2", inner, "last").text(), std::string("(%2 %1): last"));
  }

  void is_translated_to_its_ends() {
    const auto backwards = [](const std::string& key) {
      return key == "%1 for %2" ? std::string("%2 f\xC3\xBCr %1") : key == "none" ? "keines" : "?";
    };
    const Message said = message("%1 for %2", message("none"), "none");
    QCOMPARE(said.text(backwards), std::string("none f\xC3\xBCr keines"));
    QCOMPARE(said.text(), std::string("none for none"));
    // A translation, or a key that was read from a file, may have other places than arguments.
    QCOMPARE(said.text([](const std::string&) { return std::string("%1 %3 %9 %0 %"); }),
             std::string("%1 %3 %9 %0 % %3 %9 %0 %"));
  }

  void is_the_same_from_its_parts() {
    const Message said = message("%1: %2", "a", message("none"));
    const Message again = Message::of_parts(said.key(), said.arguments());
    QVERIFY(again == said && again.text() == "a: none");
    QVERIFY(Message().empty() && Message::verbatim("").empty() && !said.empty());
    QVERIFY(Message::verbatim("%1").key().empty());
  }

  void an_error_carries_it() {
    const Error error(ErrorCode::Video, message("\"%1\" is empty.", "%1"));
    const Error copy = error;
    QCOMPARE(std::string(copy.what()), std::string("\"%1\" is empty."));
    QCOMPARE(copy.message().key(), std::string("\"%1\" is empty."));
  }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "test_message.moc"
