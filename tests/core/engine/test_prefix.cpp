// What stands before every first question, kept on the disk from one run of the program to the next.
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "engine/conversation.h"
#include "support/golden_clips.h"

namespace {

using vp::engine::Conversation;
using vp::engine::KvCacheChoice;
using vp::engine::Turn;
using ModelPtr = std::shared_ptr<const vp::engine::Model>;

const char* const kQuestion = "What is happening in the video?";

ModelPtr golden(KvCacheChoice kv_cache) {
  vp::engine::LoadOptions options = vp::test::golden_load_options();
  options.kv_cache = kv_cache;
  vp::base::NoProgress progress;
  return vp::engine::Model::load(options, progress);
}

Turn ask(Conversation& conversation, const char* question = kQuestion) {
  vp::engine::AskOptions options;
  options.max_new_tokens = 24;
  vp::base::NoProgress progress;
  return conversation.ask(question, options, {}, progress);
}

void read_ahead(Conversation& conversation) {
  vp::base::NoProgress progress;
  while (conversation.prefill_ahead(progress)) {
  }
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// Of the tokens up to the first one that differs.
double largest_change(const Turn& a, const Turn& b) {
  double largest = 0;
  for (std::size_t i = 0; i < std::min(a.token_ids.size(), b.token_ids.size()); ++i) {
    if (a.token_ids[i] != b.token_ids[i]) break;
    largest = std::max<double>(largest, std::abs(a.log_probabilities[i] - b.log_probabilities[i]));
  }
  return largest;
}

}  // namespace

class TestPrefix : public QObject {
  Q_OBJECT

 private slots:
  void init() { file_ = folder_.filePath("prefix.safetensors").toStdString(); }
  void cleanup() { std::filesystem::remove(file_); }

  void answersWithAndWithout_data() {
    QTest::addColumn<int>("kv_cache");
    QTest::addColumn<bool>("same");       // the same tokens
    QTest::addColumn<double>("allowed");  // change of a log-probability
    QTest::newRow("float32: kept exactly") << static_cast<int>(KvCacheChoice::Full) << true << 1e-4;
    QTest::newRow("16 bits: kept in 8") << static_cast<int>(KvCacheChoice::Bits16) << false << 0.1;
    QTest::newRow("8 bits: kept as they are") << static_cast<int>(KvCacheChoice::Bits8) << true << 1e-3;
  }
  void answersWithAndWithout() {
    QFETCH(int, kv_cache);
    QFETCH(bool, same);
    QFETCH(double, allowed);
    const ModelPtr model = golden(static_cast<KvCacheChoice>(kv_cache));
    const auto video = vp::test::encode_golden_clip(model, "clip_landscape.mkv");
    Conversation first(model, video);
    QVERIFY(!first.has_prefix());
    read_ahead(first);
    QVERIFY(first.has_prefix());
    first.write_prefix(file_);
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file_));
    QVERIFY(size >= first.prefix_bytes() && size < first.prefix_bytes() + 10000);

    Conversation later(model, video);
    QCOMPARE(later.prefix_identity(), first.prefix_identity());
    later.read_prefix(file_);
    QVERIFY(later.has_prefix());
    const Turn without = ask(first), with = ask(later);
    QVERIFY(with.reused_tokens > with.prompt_tokens / 2);
    QCOMPARE(with.reused_tokens, without.reused_tokens);
    if (same) QCOMPARE(with.token_ids, without.token_ids);
    QCOMPARE(with.token_ids.front(), without.token_ids.front());
    qInfo("largest change of a log-probability: %.6f", largest_change(with, without));
    QVERIFY(largest_change(with, without) < allowed);
    // The conversation goes on as any other.
    if (same) QCOMPARE(ask(later, "And then?").token_ids, ask(first, "And then?").token_ids);
    // What was said behind it changes nothing about it.
    later.write_prefix(file_);
    Conversation again(model, video);
    again.read_prefix(file_);
    if (same) QCOMPARE(ask(again).token_ids, without.token_ids);
  }

  void whatDoesNotFitIsRefused() {
    const ModelPtr model = golden(KvCacheChoice::Full);
    const auto video = vp::test::encode_golden_clip(model, "clip_short.mkv");
    Conversation first(model, video);
    read_ahead(first);
    first.write_prefix(file_);
    const Turn expected = ask(first);
    const std::string whole = bytes_of(file_);
    const auto refuses = [&](const ModelPtr& by, const char* clip) {
      Conversation later(by, vp::test::encode_golden_clip(by, clip));
      try {
        later.read_prefix(file_);
      } catch (const vp::base::Error& error) {
        return error.code() == vp::base::ErrorCode::Checkpoint && !later.has_prefix() &&
               (by != model || std::string(clip) != "clip_short.mkv" ||
                ask(later).token_ids == expected.token_ids);
      }
      return false;
    };
    QVERIFY(refuses(model, "clip_landscape.mkv"));
    QVERIFY(refuses(golden(KvCacheChoice::Bits8), "clip_short.mkv"));
    const QTemporaryDir folder;
    QVERIFY(refuses(vp::test::load_changed_golden_model(folder.filePath("other").toStdString(),
                                                        {{"rms_norm_eps", 0.0002}}),
                    "clip_short.mkv"));
    for (const std::size_t place :
         {std::size_t{3}, whole.size() / 3, whole.size() / 2, whole.size() - 70, whole.size() - 3}) {
      std::string damaged = whole;
      damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
      write_bytes(file_, damaged);
      QVERIFY2(refuses(model, "clip_short.mkv"), qPrintable(QString::number(place)));
    }
    for (const std::size_t length : {std::size_t{0}, std::size_t{7}, whole.size() / 2, whole.size() - 1}) {
      write_bytes(file_, whole.substr(0, length));
      QVERIFY2(refuses(model, "clip_short.mkv"), qPrintable(QString::number(length)));
    }
  }

  void nothingIsLeftBehind() {
    const ModelPtr model = golden(KvCacheChoice::Full);
    Conversation conversation(model, vp::test::encode_golden_clip(model, "clip_short.mkv"));
    read_ahead(conversation);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.write_prefix(file_, stop.get_token()));
    QVERIFY(QDir(folder_.path()).isEmpty());
    write_bytes(folder_.filePath("file").toStdString(), "");
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, conversation.write_prefix(
                                                  folder_.filePath("file/prefix.safetensors").toStdString()));
    QVERIFY(!ask(conversation).token_ids.empty());
    // Once something is computed it is too late, and no harm.
    Conversation other(model, vp::test::encode_golden_clip(model, "clip_short.mkv"));
    ask(other);
    other.read_prefix(file_);
    QCOMPARE(other.turns().size(), std::size_t{1});
  }

 private:
  QTemporaryDir folder_;
  std::filesystem::path file_;
};

QTEST_GUILESS_MAIN(TestPrefix)
#include "test_prefix.moc"
