#include <sentencepiece_processor.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "bpe_trainer.h"
#include "text/bpe_encoder.h"

using vp::text::BpeEncoder;
using vp::text::Piece;

namespace {

std::string length_delimited(int number, const std::string& bytes) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
}

/// A varint field whose number takes two bytes.
std::string flag(int number, bool value) {
  const int tag = number << 3;
  return std::string{static_cast<char>((tag & 0x7F) | 0x80), static_cast<char>(tag >> 7),
                     static_cast<char>(value)};
}

std::string piece(const std::string& text, float score, Piece::Type type) {
  std::string bits(sizeof(score), '\0');
  std::memcpy(bits.data(), &score, sizeof(score));
  return length_delimited(1, length_delimited(1, text) + "\x15" + bits + "\x18" + static_cast<char>(type));
}

/// A small vocabulary with every kind of piece. Scores repeat, so that the rule for equals counts.
std::string small_model(bool byte_fallback, bool dummy_prefix, bool remove_extra, bool escape) {
  using enum Piece::Type;
  std::string model = piece("<unk>", 0, Unknown) + piece("<s>", 0, Control) + piece("</s>", 0, Control);
  const std::string space = escape ? "▁" : " ";
  for (const char* text : {"a", "b", "c", "é", "熊"}) model += piece(text, -20, Normal);
  model += piece(space, -20, Normal) + piece(space + "a", -2, Normal) + piece(space + space, -3, Normal);
  model +=
      piece("ab", -1, Normal) + piece("ba", -1, Normal) + piece("bc", -2, Unused) + piece("abc", -4, Unused);
  model += piece("abab", -3, Normal) + piece("aa", -5, Normal) + piece("aaa", -5, Normal) +
           piece("é熊", -6, Unused);
  model += piece("cc", -1, UserDefined) + piece("ccab", -1, UserDefined) + piece("abcc", -7, Normal);
  model += piece("x", 0, Control);  // spelled like a character of a text
  if (byte_fallback)
    for (int byte = 0; byte < 256; ++byte)
      model += piece(QString::asprintf("<0x%02X>", byte).toStdString(), 0, Byte);
  model += length_delimited(2, std::string("\x18\x02") + flag(35, byte_fallback));
  model += length_delimited(3, std::string{'\x18', dummy_prefix, '\x20', remove_extra, '\x28', escape});
  return model;
}

std::string golden_model() {
  std::ifstream stream(VP_TEST_DATA "/golden/tokenizer/tokenizer.model", std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What videopanda-tokenizer trains on a small text.
std::string trained_model(std::int64_t vocab_size) {
  const QTemporaryDir folder;
  const std::string text = folder.filePath("text.txt").toStdString();
  std::ofstream stream(text);
  for (const char* colour : {"red", "green", "blue", "größte", "熊猫"})
    for (const char* shape : {"circle", "square", "triangle", "star"})
      for (int count = 1; count < 30; ++count)
        stream << "There are " << count << ' ' << colour << ' ' << shape << "s.  The " << colour
               << " one moves to the left,\tit's not turning.\n";
  stream.close();
  return vp::tokenizer::train_bpe({text, vocab_size});
}

}  // namespace

class TestBpeEncoder : public QObject {
  Q_OBJECT

 private slots:
  void encodes_like_sentencepiece_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QStringList>("alphabet");
    const QStringList small{"a", "a", "b", "b", "c", "é", "熊", " ", " ", "▁", "ab", "cc", "q", "🐼"};
    for (int options = 0; options < 16; ++options)
      QTest::addRow("small %d", options)
          << QByteArray::fromStdString(small_model(options & 1, options & 2, options & 4, options & 8))
          << small;
    const QStringList words{"what ", " is", "the", " ", "  ", "video",  "?", "ing",
                            "e",     "t",   "数",  "é", "\n", "<0x41>", "▁", "ab"};
    QTest::newRow("golden") << QByteArray::fromStdString(golden_model()) << words;
    QTest::newRow("golden, extra spaces removed")
        << QByteArray::fromStdString(golden_model() + length_delimited(3, std::string("\x20\x01"))) << words;
    const QStringList corpus{"There", " are", " ", "  ", "red", "circle", "squ", "are",
                             "s",     ".",    "1", "27", "390", "größte", "熊",  "猫熊",
                             "left,", "\t",   "'", "x",  "🐼",   "▁",      "\n"};
    for (const int size : {310, 400})
      QTest::addRow("trained, %d tokens", size) << QByteArray::fromStdString(trained_model(size)) << corpus;
  }

  void encodes_like_sentencepiece() {
    QFETCH(QByteArray, model);
    QFETCH(QStringList, alphabet);
    sentencepiece::SentencePieceProcessor oracle;
    const auto status = oracle.LoadFromSerializedProto(model.toStdString());
    QVERIFY2(status.ok(), status.ToString().c_str());
    const BpeEncoder encoder(vp::text::parse_sentencepiece("tokenizer.model", model.toStdString()));
    std::mt19937 random(5);
    for (int round = 0; round < 4000; ++round) {
      QString text;
      for (std::size_t pieces = random() % 24; pieces > 0; --pieces)
        text += alphabet[static_cast<qsizetype>(random() % static_cast<std::size_t>(alphabet.size()))];
      const std::vector<int> expected = oracle.EncodeAsIds(text.toStdString());
      QCOMPARE(encoder.encode(text.toStdString()),
               std::vector<std::int64_t>(expected.begin(), expected.end()));
    }
  }

  // libsentencepiece gives up on these.
  void a_control_token_spelled_like_a_character_comes_out() {
    const BpeEncoder encoder(
        vp::text::parse_sentencepiece("tokenizer.model", small_model(false, false, false, true)));
    const std::vector<std::int64_t> ids = encoder.encode("x");
    QCOMPARE(ids.size(), std::size_t{1});
    QCOMPARE(encoder.model().pieces[static_cast<std::size_t>(ids[0])].text, std::string("x"));
  }
};

QTEST_APPLESS_MAIN(TestBpeEncoder)
#include "test_bpe_encoder.moc"
