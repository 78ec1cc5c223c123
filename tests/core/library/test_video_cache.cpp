// Encoded videos on the disk: exactly what was encoded, and nothing that does not belong.
#include "library/video_cache.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QtTest>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "engine/conversation.h"
#include "support/golden_clips.h"
#include "support/sanitizer.h"

namespace {

using vp::engine::EncodedVideo;
using vp::engine::VideoRequest;
using vp::library::VideoCache;
namespace fs = std::filesystem;

std::string answer_about(const std::shared_ptr<const vp::engine::Model>& model,
                         const std::shared_ptr<const EncodedVideo>& video) {
  vp::base::NoProgress progress;
  vp::engine::AskOptions options;
  options.max_new_tokens = 12;
  vp::engine::Conversation conversation(model, video);
  return conversation.ask("What is happening?", options, {}, progress).answer;
}

/// A file written again with one tensor changed by `change`, which may clear the name to leave it out.
void rewrite(const fs::path& file,
             const std::function<void(vp::checkpoint::TensorInfo&, std::vector<std::byte>&)>& change) {
  std::vector<vp::checkpoint::TensorToWrite> tensors;
  std::vector<std::vector<std::byte>> kept;
  {
    const auto reader = vp::checkpoint::open_safetensors(file);
    kept.reserve(reader->tensors().size());
    for (vp::checkpoint::TensorInfo info : reader->tensors()) {
      std::vector<std::byte> bytes(info.byte_count());
      reader->read(info, bytes);
      change(info, bytes);
      if (info.name.empty()) continue;
      kept.push_back(std::move(bytes));
      tensors.push_back({info, kept.back()});
    }
  }
  vp::checkpoint::write_safetensors(file, tensors, {});
}

}  // namespace

class TestVideoCache : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = vp::test::load_golden_model();
    QVERIFY(folder_.isValid());
    video_ = path("film.mkv");
    fs::copy_file(vp::test::kGoldenFolder / "clip_landscape.mkv", video_);
    request_.file = video_;
    request_.pictures = true;
    vp::base::NoProgress progress;
    encoded_ = EncodedVideo::encode(model_, request_, progress);
  }

  void init() { fs::remove_all(path("cache")); }

  void givesBackExactlyWhatWasEncoded() {
    const VideoCache cache = open();
    QVERIFY(!cache.find(model_->facts(), request_));
    cache.store(*encoded_);
    const auto found = cache.find(model_->facts(), request_);
    QVERIFY(found);
    const EncodedVideo &a = *encoded_, &b = *found;
    QCOMPARE(b.frame_slots(), a.frame_slots());
    QVERIFY(b.tokens_per_frame() == a.tokens_per_frame());
    for (int slot = 0; slot < a.frame_slots(); ++slot) QVERIFY(b.frame_tokens(slot) == a.frame_tokens(slot));
    QCOMPARE(b.frames().size(), a.frames().size());
    for (std::size_t i = 0; i < a.frames().size(); ++i) {
      QCOMPARE(b.frames()[i].index, a.frames()[i].index);
      QVERIFY(b.frames()[i].timestamp == a.frames()[i].timestamp);
      QCOMPARE(b.frames()[i].time_s, a.frames()[i].time_s);
      QCOMPARE(b.frames()[i].picture.width, a.frames()[i].picture.width);
      QVERIFY(b.frames()[i].picture.pixels == a.frames()[i].picture.pixels);
    }
    QVERIFY(b.maps().gstra == a.maps().gstra);
    QVERIFY(b.maps().valid == a.maps().valid);
    QCOMPARE(b.maps().chunks, a.maps().chunks);
    QCOMPARE(b.maps().grid, a.maps().grid);
    QCOMPARE(b.maps().frames.size(), a.maps().frames.size());
    for (std::size_t i = 0; i < a.maps().frames.size(); ++i) {
      QCOMPARE(b.maps().frames[i].width, a.maps().frames[i].width);
      QVERIFY(b.maps().frames[i].fsra == a.maps().frames[i].fsra);
      QVERIFY(b.maps().frames[i].lsd == a.maps().frames[i].lsd);
    }
    QCOMPARE(b.info().codec, a.info().codec);
    QCOMPARE(b.info().duration_s, a.info().duration_s);
    QCOMPARE(b.info().frame_count, a.info().frame_count);
    QCOMPARE(b.info().streams.size(), a.info().streams.size());
    QCOMPARE(b.decode_ms(), a.decode_ms());
    QCOMPARE(answer_about(model_, found), answer_about(model_, encoded_));
  }

  void anEntryBelongsToTheVideoAndTheRequest() {
    const VideoCache cache = open();
    cache.store(*encoded_);
    VideoRequest other = request_;
    other.frames = 4;
    QVERIFY(!cache.find(model_->facts(), other));
    other = request_;
    other.range.end_s = 2;
    QVERIFY(!cache.find(model_->facts(), other));
    other = request_;
    other.frame_indices = {0, 5, 10};
    QVERIFY(!cache.find(model_->facts(), other));
    vp::base::NoProgress progress;
    const auto chosen = EncodedVideo::encode(model_, other, progress);
    cache.store(*chosen);
    const auto found = cache.find(model_->facts(), other);
    QVERIFY(found && found->frame_slots() == 4);
    QCOMPARE(found->frames().size(), std::size_t{3});
    QVERIFY(found->frame_tokens(2) == chosen->frame_tokens(2));
    other = request_;
    other.pictures = false;
    QVERIFY(!cache.find(model_->facts(), other));
    other = request_;
    other.file = path("moved.mkv");
    QVERIFY(!cache.find(model_->facts(), other));
    fs::rename(video_, other.file);
    QVERIFY(cache.find(model_->facts(), other));  // the same file under another name
    QVERIFY(!cache.find(model_->facts(), request_));
    fs::rename(other.file, video_);
    std::ofstream(video_, std::ios::binary | std::ios::app) << "x";
    QVERIFY(!cache.find(model_->facts(), request_));
    fs::resize_file(video_, fs::file_size(video_) - 1);
    QVERIFY(!cache.find(model_->facts(), request_));  // changed at another time
    // What was encoded before that must not be found for what the file is now.
    cache.store(*encoded_);
    QVERIFY(!cache.find(model_->facts(), request_));
    encoded_ = EncodedVideo::encode(model_, request_, progress);
    cache.store(*encoded_);
    const auto kept = cache.find(model_->facts(), request_);
    QVERIFY(kept);
    // Nor what was found before.
    std::ofstream(video_, std::ios::binary | std::ios::app) << "x";
    cache.store(*kept);
    QVERIFY(!cache.find(model_->facts(), request_));
    fs::resize_file(video_, fs::file_size(video_) - 1);
    encoded_ = EncodedVideo::encode(model_, request_, progress);
  }

  void refusesWhatDoesNotFit_data() {
    QTest::addColumn<QByteArray>("tensor");
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("tokens missing") << QByteArray("slot3.tokens") << QByteArray("missing");
    QTest::newRow("tokens of another width") << QByteArray("slot0.tokens") << QByteArray("shape");
    QTest::newRow("tokens that are no numbers") << QByteArray("slot0.tokens") << QByteArray("nan");
    QTest::newRow("GSTRA of another size") << QByteArray("gstra") << QByteArray("shape");
    QTest::newRow("FSRA missing") << QByteArray("slot7.fsra") << QByteArray("missing");
    QTest::newRow("LSD that is no number") << QByteArray("slot0.lsd") << QByteArray("nan");
    QTest::newRow("a picture of another size") << QByteArray("picture1") << QByteArray("shape");
    QTest::newRow("facts missing") << QByteArray("facts") << QByteArray("missing");
    QTest::newRow("facts that are no JSON") << QByteArray("facts") << QByteArray("nan");
    for (const char* edit :
         {"\"format\":2/\"format\":1", "\"index\":5,/\"index\":-5,", "\"index\":5,/\"index\":5e9,",
          "\"width\":160}/\"width\":0}", "\"den\":1000,/\"den\":0,", "\"model_hash\":\"/\"model_hash\":\"0"})
      QTest::newRow(edit) << QByteArray("facts") << QByteArray(edit);
    QTest::newRow("cut short") << QByteArray() << QByteArray("cut");
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
  }

  void refusesWhatDoesNotFit() {
    QFETCH(QByteArray, tensor);
    QFETCH(QByteArray, fault);
    const VideoCache cache = open();
    cache.store(*encoded_);
    const fs::path entry = fs::directory_iterator(path("cache"))->path();
    bool changed = tensor.isEmpty();
    if (fault == "cut") {
      fs::resize_file(entry, fs::file_size(entry) - 1);
    } else if (fault == "empty") {
      fs::resize_file(entry, 0);
    } else {
      rewrite(entry, [&](vp::checkpoint::TensorInfo& info, std::vector<std::byte>& bytes) {
        if (info.name != tensor.toStdString()) return;
        changed = true;
        if (fault == "missing") {
          info.name.clear();
        } else if (fault == "shape") {
          info.shape = {info.element_count()};
        } else if (fault == "nan") {
          std::fill(bytes.begin(), bytes.end(), std::byte{0xff});
        } else {
          QByteArray text(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
          const QList<QByteArray> parts = fault.split('/');
          changed = text.contains(parts[0]);
          text.replace(parts[0], parts[1]);
          info.shape = {text.size()};
          bytes.assign(reinterpret_cast<const std::byte*>(text.constData()),
                       reinterpret_cast<const std::byte*>(text.constData()) + text.size());
        }
      });
    }
    QVERIFY(changed);
    QVERIFY_EXCEPTION_THROWN(EncodedVideo::read(entry, model_->facts(), request_, {}), vp::base::Error);
    QVERIFY(!cache.find(model_->facts(), request_));
    QVERIFY(!fs::exists(entry));
  }

  // The entry is good; it is this process that has no room for it at the moment.
  void keepsAnEntryThatThereIsNoMemoryFor() {
    if (vp::test::has_address_sanitizer()) QSKIP("AddressSanitizer's own memory is beyond every limit.");
    const VideoCache cache = open();
    cache.store(*encoded_);
    const fs::path entry = fs::directory_iterator(path("cache"))->path();
    QVERIFY(fs::file_size(entry) > 400'000);
    std::uint64_t pages = 0;
    QVERIFY(std::ifstream("/proc/self/statm") >> pages);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_AS, &usual), 0);
    rlimit tight = usual;
    tight.rlim_cur = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) + fs::file_size(entry) - 4096;
    QCOMPARE(setrlimit(RLIMIT_AS, &tight), 0);
    const auto found = cache.find(model_->facts(), request_);
    QCOMPARE(setrlimit(RLIMIT_AS, &usual), 0);
    QVERIFY(!found);
    QVERIFY(fs::exists(entry));
    QVERIFY(cache.find(model_->facts(), request_));
  }

  void theOldestMakeRoom() {
    const std::int64_t one = encoded_->stored_bytes();
    vp::library::CacheOptions options;
    options.folder = path("cache");
    options.most_bytes = one * 11 / 4;
    const VideoCache cache(options);
    cache.store(*encoded_);
    const fs::path first = fs::directory_iterator(path("cache"))->path();
    const auto other_entry = [&](char digit, int hours_ago) {
      const fs::path entry = path("cache") / (std::string(64, digit) + ".safetensors");
      fs::copy_file(first, entry);
      fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(hours_ago));
      return entry;
    };
    const fs::path old = other_entry('a', 2), recent = other_entry('b', 1);
    std::ofstream(path("cache") / "notes.txt") << "not ours";
    fs::remove(first);
    cache.store(*encoded_);
    QVERIFY(!fs::exists(old));
    QVERIFY(fs::exists(recent));
    QVERIFY(fs::exists(first));
    QVERIFY(cache.size_bytes() > 2 * one && cache.size_bytes() <= options.most_bytes);
    // What was used is not old.
    const fs::path older = other_entry('c', 3);
    fs::last_write_time(first, fs::file_time_type::clock::now() - std::chrono::hours(4));
    QVERIFY(cache.find(model_->facts(), request_));
    VideoRequest request = request_;
    request.frames = 4;
    vp::base::NoProgress progress;
    cache.store(*EncodedVideo::encode(model_, request, progress));
    QVERIFY(fs::exists(first));
    QVERIFY(!fs::exists(older));
    cache.clear();
    QCOMPARE(cache.size_bytes(), 0);
    QVERIFY(fs::exists(path("cache") / "notes.txt"));
  }

  // Closing the window waits for what is being written.
  void aStopLeavesNoEntry() {
    const VideoCache cache = open();
    std::stop_source stop;
    stop.request_stop();
    try {
      cache.store(*encoded_, vp::library::CacheRoom::OfOldest, stop.get_token());
      QFAIL("stored");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QVERIFY(!fs::exists(path("cache")) || fs::is_empty(path("cache")));
    QVERIFY(!cache.find(model_->facts(), request_));
    cache.store(*encoded_, {});
    QVERIFY(cache.find(model_->facts(), request_));
  }

  void keepsNothingWithoutRoom() {
    vp::library::CacheOptions options;
    options.folder = path("cache");
    options.most_bytes = encoded_->stored_bytes() - 1;
    const VideoCache cache(options);
    cache.store(*encoded_);
    QCOMPARE(cache.size_bytes(), 0);
    QVERIFY(!cache.find(model_->facts(), request_));
    options.most_bytes = -1;
    QVERIFY_EXCEPTION_THROWN(VideoCache{options}, vp::base::Error);
  }

  void aSmallerLimitRemovesAtOnce() {
    vp::library::CacheOptions options;
    options.folder = path("cache");
    VideoCache cache(options);
    cache.store(*encoded_);
    VideoRequest request = request_;
    request.frames = 4;
    vp::base::NoProgress progress;
    cache.store(*EncodedVideo::encode(model_, request, progress));
    cache.set_most_bytes(cache.size_bytes() - 1);
    QVERIFY(!cache.find(model_->facts(), request_));
    QVERIFY(cache.find(model_->facts(), request));
    cache.set_most_bytes(0);
    QCOMPARE(cache.size_bytes(), 0);
    cache.store(*encoded_);
    QCOMPARE(cache.size_bytes(), 0);
    cache.set_most_bytes(options.most_bytes);
    cache.store(*encoded_);
    QVERIFY(cache.find(model_->facts(), request_));
    QVERIFY_EXCEPTION_THROWN(cache.set_most_bytes(-1), vp::base::Error);
  }

  // Films that are gone through one after the other push nothing out.
  void onlyUnusedRoomIsTaken() {
    vp::base::NoProgress progress;
    vp::engine::Conversation conversation(model_, encoded_);
    while (conversation.prefill_ahead(progress)) {
    }
    constexpr std::int64_t kHeaders = 20000;
    vp::library::CacheOptions options;
    options.folder = path("cache");
    options.most_bytes = encoded_->stored_bytes() + conversation.prefix_bytes() - 1;
    const VideoCache tight(options);
    tight.store(*encoded_, vp::library::CacheRoom::Unused);
    QVERIFY(tight.find(model_->facts(), request_));
    tight.store_prefix(conversation, vp::library::CacheRoom::Unused);
    QVERIFY(tight.find(model_->facts(), request_));
    vp::engine::Conversation later(model_, encoded_);
    QVERIFY(!tight.find_prefix(later));
    options.most_bytes += 2 * kHeaders;
    const VideoCache wide(options);
    wide.store_prefix(conversation, vp::library::CacheRoom::Unused);
    QVERIFY(wide.find(model_->facts(), request_) && wide.find_prefix(later));
  }

  // What stands before every question lies beside the video.
  void aConversationBeginsWithWhatWasRead() {
    const VideoCache cache = open();
    vp::base::NoProgress progress;
    vp::engine::AskOptions options;
    options.max_new_tokens = 9;
    vp::engine::Conversation first(model_, encoded_);
    QVERIFY(!cache.find_prefix(first));
    cache.store_prefix(first);  // nothing is computed yet
    QCOMPARE(cache.size_bytes(), 0);
    const vp::engine::Turn answer = first.ask("What is it?", options, {}, progress);
    QCOMPARE(answer.reused_tokens, std::int64_t{0});
    cache.store_prefix(first);
    const std::int64_t size = cache.size_bytes();
    QVERIFY(size >= first.prefix_bytes());
    cache.store(*encoded_);
    const auto begin = [&] {
      return vp::engine::Conversation(model_, cache.find(model_->facts(), request_));
    };
    const auto entry = [&] {
      for (const fs::directory_entry& file : fs::directory_iterator(path("cache")))
        if (static_cast<std::int64_t>(file.file_size()) == size) return file.path();
      return fs::path();
    };
    {
      vp::engine::Conversation later = begin();
      QVERIFY(cache.find_prefix(later));
      const vp::engine::Turn again = later.ask("What is it?", options, {}, progress);
      QVERIFY(again.reused_tokens > again.prompt_tokens / 2);
      QCOMPARE(again.token_ids, answer.token_ids);
    }
    const auto written = fs::last_write_time(entry());
    cache.store_prefix(first);  // it is there already
    QVERIFY(fs::last_write_time(entry()) == written);
    // Damaged, it goes; the answer comes as ever.
    std::fstream(entry(), std::ios::in | std::ios::out | std::ios::binary).seekp(size / 2) << "damaged";
    {
      vp::engine::Conversation later = begin();
      QVERIFY(!cache.find_prefix(later));
      QVERIFY(entry().empty());
      QCOMPARE(later.ask("What is it?", options, {}, progress).token_ids, answer.token_ids);
    }
    vp::library::CacheOptions small;
    small.folder = path("cache");
    small.most_bytes = first.prefix_bytes() - 1;
    VideoCache(small).store_prefix(first);
    QVERIFY(entry().empty());
  }

  // A disk that is full while it is written leaves nothing; who asks is told, and goes on.
  void aFullDiskLeavesNothing() {
    const VideoCache cache = open();
    vp::base::NoProgress progress;
    vp::engine::Conversation conversation(model_, encoded_);
    while (conversation.prefill_ahead(progress)) {
    }
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    rlimit tight = usual;
    tight.rlim_cur = static_cast<rlim_t>(conversation.prefix_bytes() / 2);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    vp::base::ErrorCode code = vp::base::ErrorCode::Usage;
    try {
      cache.store_prefix(conversation);
    } catch (const vp::base::Error& error) {
      code = error.code();
    }
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    std::signal(SIGXFSZ, handler);
    QCOMPARE(code, vp::base::ErrorCode::Output);
    QVERIFY(fs::is_empty(path("cache")));
    QVERIFY(!conversation.ask("What is it?", {}, {}, progress).token_ids.empty());
  }

  void aKnownTurnKeepsItsTokens() {
    vp::base::NoProgress progress;
    vp::engine::AskOptions options;
    options.max_new_tokens = 9;
    vp::engine::Conversation live(model_, encoded_);
    const vp::engine::Turn first = live.ask("What is it?", options, {}, progress);
    const vp::engine::Turn second = live.ask("And then?", options, {}, progress);
    vp::engine::Conversation reopened(model_, encoded_);
    reopened.add_known_turn(first);
    QCOMPARE(reopened.turns().at(0).first_token_ms, first.first_token_ms);
    const vp::engine::Turn again = reopened.ask("And then?", options, {}, progress);
    QCOMPARE(again.prompt_tokens, second.prompt_tokens);
    QVERIFY(again.token_ids == second.token_ids);
    // Tokens that the model does not have are not fed to it.
    vp::engine::Turn hostile = first;
    hostile.token_ids.back() = 1'000'000'000;
    vp::engine::Conversation careful(model_, encoded_);
    careful.add_known_turn(hostile);
    QVERIFY(careful.ask("And then?", options, {}, progress).prompt_tokens > 100);
  }

 private:
  fs::path path(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }
  VideoCache open() const {
    vp::library::CacheOptions options;
    options.folder = path("cache");
    return VideoCache(options);
  }

  QTemporaryDir folder_;
  fs::path video_;
  VideoRequest request_;
  std::shared_ptr<const vp::engine::Model> model_;
  std::shared_ptr<const EncodedVideo> encoded_;
};

QTEST_GUILESS_MAIN(TestVideoCache)
#include "test_video_cache.moc"
