#include <QTest>

#include "eval/answer_normalisation.h"

class TestAnswerNormalisation : public QObject {
  Q_OBJECT

 private slots:
  void normalises_data() {
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as it is") << "red"
                              << "red";
    QTest::newRow("case and full stop") << "Red."
                                        << "red";
    QTest::newRow("blanks") << " \tto  the\nleft "
                            << "to left";
    QTest::newRow("articles") << "A star, an owl and the sun"
                              << "star owl and sun";
    QTest::newRow("articles inside words") << "another theatre"
                                           << "another theatre";
    QTest::newRow("only an article") << "A"
                                     << "a";
    QTest::newRow("apostrophe") << "It's Tom's"
                                << "its toms";
    QTest::newRow("hyphen") << "left-hand side"
                            << "left hand side";
    QTest::newRow("number word") << "Three."
                                 << "3";
    QTest::newRow("digits") << "3"
                            << "3";
    QTest::newRow("zero") << "zero"
                          << "0";
    QTest::newRow("nineteen") << "nineteen"
                              << "19";
    QTest::newRow("twenty-one") << "Twenty-one squares"
                                << "21 squares";
    QTest::newRow("twenty, one") << "twenty"
                                 << "20";
    QTest::newRow("tens before tens") << "twenty thirty"
                                      << "20 30";
    QTest::newRow("tens before ten") << "twenty ten"
                                     << "20 10";
    QTest::newRow("tens before zero") << "ninety zero"
                                      << "90 0";
    QTest::newRow("number inside a word") << "someone"
                                          << "someone";
    QTest::newRow("decimal point") << "2.5 m."
                                   << "2.5 m";
    QTest::newRow("thousands") << "1,000"
                               << "1000";
    QTest::newRow("comma between words") << "red,blue"
                                         << "red blue";
    QTest::newRow("not ASCII") << "Das Größte: 熊猫!"
                               << "das größte 熊猫";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("only punctuation") << " ?!… "
                                      << "…";
    QTest::newRow("markup") << "<b>Red</b>"
                            << "b red b";
  }

  void normalises() {
    QFETCH(QString, answer);
    QFETCH(QString, expected);
    const std::string once = vp::eval::normalised(answer.toStdString());
    QCOMPARE(QString::fromStdString(once), expected);
    QCOMPARE(vp::eval::normalised(once), once);
  }
};

QTEST_APPLESS_MAIN(TestAnswerNormalisation)
#include "test_answer_normalisation.moc"
