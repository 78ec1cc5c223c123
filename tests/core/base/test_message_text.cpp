#include <QTest>

#include "base/message_text.h"

using vp::base::for_message;

class TestMessageText : public QObject {
  Q_OBJECT

 private slots:
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
};

QTEST_APPLESS_MAIN(TestMessageText)
#include "test_message_text.moc"
