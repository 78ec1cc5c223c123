#include <QTest>

#include "eval/choices.h"

using vp::eval::Question;
using vp::eval::read_choice;

class TestChoices : public QObject {
  Q_OBJECT

 private slots:
  void asks_with_letters() {
    Question question{{"1", true}, "v", "What colour?", "red", ""};
    QCOMPARE(vp::eval::asked_text(question), std::string("What colour?"));
    question.options = {"red", "blue"};
    QCOMPARE(vp::eval::asked_text(question),
             std::string("What colour?\nA. red\nB. blue\nAnswer with the letter of the right option."));
  }

  void reads_data() {
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("place");  // -1: names none
    const auto row = [](const char* answer, int place) { QTest::newRow(answer) << QString(answer) << place; };
    row("B", 1);
    row("b", 1);
    row("(C)", 2);
    row("B.", 1);
    row("**B**", 1);
    row("b)", 1);
    row("B. a dog runs", 1);
    row("A", 0);
    row("A. The man", 0);
    row("A: the man", 0);
    row("A red car", 0);
    row("The answer is B.", 1);
    row("The correct option is (D)", 3);
    row("Answer: C\nBecause it is so.", 2);
    row("\"D\"", 3);
    row("red car", 0);
    row("The man sees a blue bus.", 1);
    row("A man runs", -1);
    row("I think so", -1);
    row("A or B", -1);
    row("A, B", -1);
    row("B and C", -1);
    row("E", -1);
    row("A red car and a blue bus", -1);
    row("7", -1);
    row("I think the answer is C.", 2);
    row("", -1);
    row("...", -1);
    row("I don't know", -1);
    row("Because of it", -1);
  }

  void reads() {
    QFETCH(QString, answer);
    QFETCH(int, place);
    const std::vector<std::string> options{"red car", "a blue bus", "none of the others", "two"};
    const auto found = read_choice(answer.toStdString(), options);
    QCOMPARE(found ? static_cast<int>(*found) : -1, place);
  }

  void numbers_are_texts() {
    const std::vector<std::string> options{"3", "2", "1"};
    QCOMPARE(read_choice("2", options), std::optional<std::size_t>(1));
    QCOMPARE(read_choice("Two.", options), std::optional<std::size_t>(1));
    QCOMPARE(read_choice("B", options), std::optional<std::size_t>(1));
  }

  void the_longest_text_counts() {
    const std::vector<std::string> options{"left", "to the left and up", "right"};
    QCOMPARE(read_choice("It moves to the left and up.", options), std::optional<std::size_t>(1));
    QCOMPARE(read_choice("It moves left.", options), std::optional<std::size_t>(0));
  }
};

QTEST_APPLESS_MAIN(TestChoices)
#include "test_choices.moc"
