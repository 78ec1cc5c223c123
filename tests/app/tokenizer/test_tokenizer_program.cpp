// videopanda-tokenizer as a user runs it; what it trains is loaded by our own tokenizer.
#include <QTemporaryDir>
#include <QtTest>

#include "../cli/command_run.h"
#include "text/tokenizer.h"

using namespace vp::test;
using vp::text::TokenId;
using vp::text::Tokenizer;

namespace {

constexpr int kVocabulary = 400;

QByteArray training_text() {
  QByteArray text;
  for (const char* colour : {"red", "green", "blue", "yellow", "black"})
    for (const char* shape : {"circle", "square", "triangle", "star"})
      for (int count = 1; count < 20; ++count)
        text += QByteArray("What color is the ") + shape + "? The " + shape + " is " + colour + ".\n" +
                QByteArray("There are ") + QByteArray::number(count) + " objects; it moves to the left.\n";
  return text;
}

CommandRun train(const QString& text, const QString& out, const QString& size) {
  return run_program(QStringLiteral(VIDEOPANDA_TOKENIZER),
                     {"train", "--input", text, "--vocab-size", size, "--out", out});
}

}  // namespace

class TestTokenizerProgram : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    text_ = folder_.filePath("text.txt");
    write_bytes(text_, training_text());
    model_ = folder_.filePath("new/model");
    const CommandRun run = train(text_, model_, QString::number(kVocabulary));
    QVERIFY2(run.code == 0 && run.err.isEmpty() && run.out.isEmpty(), qPrintable(run.summary()));
  }

  void has_the_tokens_of_llama() {
    const Tokenizer tokenizer = Tokenizer::load(model_.toStdString());
    QCOMPARE(tokenizer.vocab_size(), std::int64_t{kVocabulary});
    QVERIFY(tokenizer.adds_prefix_space());
    for (TokenId byte = 0; byte < 256; ++byte) {
      QVERIFY(tokenizer.is_byte_token(3 + byte));
      QCOMPARE(tokenizer.token_bytes(3 + byte), std::string(1, static_cast<char>(byte)));
    }
    QCOMPARE(tokenizer.encode_template("</s>"), std::vector<TokenId>{Tokenizer::kEnd});
  }

  void round_trips_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("most_tokens");
    QTest::newRow("a sentence of the text") << "The star is yellow." << 8;
    QTest::newRow("each digit is a token") << "20191" << 6;
    QTest::newRow("new words") << "A zebra jumps over the violet fox!" << 60;
    QTest::newRow("spaces") << "  two  and\ttab " << 30;
    QTest::newRow("lines") << "one\ntwo\n" << 20;
    QTest::newRow("no letter of the text") << "Größe 熊猫 🐼" << 40;
    QTest::newRow("control tokens as text") << "<s></s><unk>" << 30;
  }

  void round_trips() {
    QFETCH(QString, text);
    QFETCH(int, most_tokens);
    const Tokenizer tokenizer = Tokenizer::load(model_.toStdString());
    const std::vector<TokenId> ids = tokenizer.encode_plain(text.toStdString());
    QVERIFY2(ids.size() <= static_cast<std::size_t>(most_tokens), qPrintable(QString::number(ids.size())));
    QCOMPARE(tokenizer.decode(ids), text.toStdString());
  }

  void digits_never_merge() {
    const Tokenizer tokenizer = Tokenizer::load(model_.toStdString());
    for (TokenId id = 0; id < tokenizer.vocab_size(); ++id) {
      const std::string bytes = tokenizer.token_bytes(id);
      QVERIFY2(bytes.size() == 1 || bytes.find_first_of("0123456789") == std::string::npos, bytes.c_str());
    }
  }

  void the_same_text_gives_the_same_model() {
    const QString copy = folder_.filePath("copy of the text");
    write_bytes(copy, training_text());
    const QString again = folder_.filePath("again");
    QCOMPARE(train(copy, again, QString::number(kVocabulary)).code, 0);
    QCOMPARE(read_bytes(again + "/tokenizer.model"), read_bytes(model_ + "/tokenizer.model"));
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("mention");
    QTest::newRow("empty") << QByteArray() << "400"
                           << "empty";
    QTest::newRow("blank lines") << QByteArray("\n  \n\t\n") << "400"
                                 << "empty";
    QTest::newRow("not UTF-8") << QByteArray(
                                      "good\nb\xFF"
                                      "d\n")
                               << "400"
                               << "Line 2";
    QTest::newRow("zero byte") << QByteArray("a\0b\n", 4) << "400"
                               << "Line 1";
    QTest::newRow("reserved character") << QByteArray("a \xE2\x96\x85 b\n") << "400"
                                        << "U+2585";
    QTest::newRow("endless line") << QByteArray(1 << 20, 'a') << "400"
                                  << "1048576 bytes";
    QTest::newRow("too little text") << QByteArray("a b c\n") << "400"
                                     << "gives only";
    QTest::newRow("smaller than the bytes") << training_text() << "259"
                                            << "from 260";
    QTest::newRow("smaller than the characters") << training_text() << "265"
                                                 << "too small";
    QTest::newRow("negative") << training_text() << "-1"
                              << "from 260";
    QTest::newRow("beyond counting") << training_text() << "99999999999999999999"
                                     << "";
    QTest::newRow("a word") << training_text() << "many"
                            << "--vocab-size";
  }

  void refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, size);
    QFETCH(QString, mention);
    const QTemporaryDir place;
    write_bytes(place.filePath("text"), text);
    const CommandRun run = train(place.filePath("text"), place.filePath("out"), size);
    QVERIFY2(!run.crashed && run.code == 2 && run.out.isEmpty(), qPrintable(run.summary()));
    QVERIFY2(run.err.count('\n') == 1 && run.err.contains(mention.toUtf8()), qPrintable(run.summary()));
    QVERIFY(!QFile::exists(place.filePath("out/tokenizer.model")));
    for (const QString& file : files_below(place.path())) QVERIFY2(!file.endsWith(".part"), qPrintable(file));
  }

  void keeps_its_text() {
    const QTemporaryDir place;
    const QString text = place.filePath("tokenizer.model");
    write_bytes(text, training_text());
    const CommandRun run = train(text, place.path(), "400");
    QVERIFY2(run.code == 2 && run.err.contains("is the text itself"), qPrintable(run.summary()));
    QCOMPARE(read_bytes(text), training_text());
  }

  void refuses_places() {
    QCOMPARE(train("/nowhere/text", folder_.filePath("x"), "400").code, 2);
    QCOMPARE(train(folder_.path(), folder_.filePath("x"), "400").code, 2);
    QCOMPARE(train(text_, text_ + "/below", "400").code, 1);
  }

 private:
  QTemporaryDir folder_;
  QString text_, model_;
};

QTEST_GUILESS_MAIN(TestTokenizerProgram)
#include "test_tokenizer_program.moc"
