#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "base/error.h"
#include "base/sha256.h"
#include "text/tokenizer.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::text::Tokenizer;

std::string golden_model() {
  std::ifstream stream(VP_TEST_DATA "/golden/tokenizer/tokenizer.model", std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

/// A length-delimited field of a protocol buffer, shorter than 128 bytes.
std::string field(int number, const std::string& bytes) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(bytes.size())} + bytes;
}

}  // namespace

class TestTokenizerFile : public QObject {
  Q_OBJECT

 private slots:
  void refuses_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char* name, const std::string& model, const char* mention) {
      QTest::newRow(name) << QByteArray::fromStdString(model) << QString(mention);
    };
    const std::string good = golden_model();
    row("empty", "", "SentencePiece");
    row("text", "this is not a model at all\n", "SentencePiece");
    row("truncated", good.substr(0, good.size() / 2), "SentencePiece");
    row("other end", replaced(good, "</s>", "</x>"), "token 2");
    row("other begin", replaced(good, "<s>", "<b>"), "token 1");
    row("empty token", replaced(good, "\x0a\x06<0x41>", "\x0a\x00\x12\x04zzzz"), "token");
    row("odd byte token", replaced(good, "<0x41>", "<0xZZ>"), "<0xZZ>");
    row("repeated byte token", replaced(good, "<0x41>", "<0x42>"), "SentencePiece");
    row("character map", good + field(3, field(2, std::string(64, '\xFF'))), "precompiled_charsmap");
    row("unknown algorithm", good + field(2, "\x18\x09"), "algorithm");
  }

  void keeps_the_digest_of_what_it_read() {
    const QTemporaryDir folder;
    const std::filesystem::path copy = folder.path().toStdString();
    std::filesystem::copy_file(VP_TEST_DATA "/golden/tokenizer/tokenizer.model", copy / "tokenizer.model");
    const std::string expected = vp::base::sha256_of_file(copy / "tokenizer.model", ErrorCode::Checkpoint);
    const Tokenizer tokenizer = Tokenizer::load(copy);
    std::ofstream(copy / "tokenizer.model", std::ios::app) << "changed afterwards";
    QCOMPARE(tokenizer.digest(), expected);
  }

  void refuses() {
    QFETCH(QByteArray, model);
    QFETCH(QString, mention);
    try {
      load(model);
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Checkpoint);
      QVERIFY2(QString(error.what()).contains("tokenizer.model"), error.what());
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void refuses_a_missing_file_and_a_folder() {
    QTemporaryDir folder;
    QVERIFY_THROWS_EXCEPTION(Error, Tokenizer::load(folder.path().toStdString()));
    QVERIFY(QDir(folder.path()).mkdir("tokenizer.model"));
    QVERIFY_THROWS_EXCEPTION(Error, Tokenizer::load(folder.path().toStdString()));
  }

  void damaged_models_give_an_error_or_work() {
    const std::string good = golden_model();
    std::mt19937 random(1);
    int loaded = 0;
    for (int round = 0; round < 1500; ++round) {
      std::string model = good;
      for (unsigned i = 1 + random() % 4; i > 0; --i) {
        const std::size_t at = random() % model.size();
        switch (random() % 3) {
          case 0:
            model[at] = static_cast<char>(random());
            break;
          case 1:
            model.erase(at, 1 + random() % 8);
            break;
          default:
            model.insert(at, 1 + random() % 8, static_cast<char>(random()));
        }
      }
      try {
        const Tokenizer tokenizer = load(QByteArray::fromStdString(model));
        ++loaded;
        for (const char* const text : {"What is happening in the video?", "数字 🐼", "</s>\x01\xFF"})
          tokenizer.decode(tokenizer.encode_plain(text));
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Checkpoint);
      }
    }
    QVERIFY(loaded < 1500);
  }

 private:
  Tokenizer load(const QByteArray& model) {
    QFile file(folder_.filePath("tokenizer.model"));
    if (!file.open(QIODevice::WriteOnly) || file.write(model) != model.size())
      qFatal("cannot write the model");
    file.close();
    return Tokenizer::load(folder_.path().toStdString());
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestTokenizerFile)
#include "test_tokenizer_file.moc"
