#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "base/error.h"
#include "engine/conversation.h"
#include "jobs/verify_record.h"
#include "support/golden_clips.h"

using namespace vp;
namespace fs = std::filesystem;

class TestVerifyRecord : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    model_ = test::load_golden_model(1);
    fs::copy_file(test::kGoldenFolder / "clip_short.mkv", at("film.mkv"));
    engine::VideoRequest request;
    request.file = at("film.mkv");
    const auto video = engine::EncodedVideo::encode(model_, request, progress_);
    engine::Conversation conversation(model_, video);
    engine::AskOptions options;
    options.max_new_tokens = 3;
    conversation.ask("Why?", options, {}, progress_);
    transcript::write_transcript(at("record.json"),
                                 transcript::make_transcript(*video, conversation.turns()));
  }

  void finds_the_same() {
    const jobs::VerifyRecord verify({at("record.json"), {}});
    QCOMPARE(static_cast<int>(verify.load_options({}).dtype), static_cast<int>(engine::DtypeChoice::Float32));
    const transcript::Verification found = verify.run(model_, progress_);
    QVERIFY(found.same());
    QCOMPARE(found.questions, std::size_t{1});
  }

  void compares_with_the_video_that_is_named() {
    const fs::path other = test::kGoldenFolder / "clip_landscape.mkv";
    QVERIFY(!jobs::VerifyRecord({at("record.json"), other}).run(model_, progress_).same());
  }

  void needs_a_record_a_video_and_a_model() {
    QVERIFY_EXCEPTION_THROWN(jobs::VerifyRecord({at("none.json"), {}}), base::Error);
    QVERIFY_EXCEPTION_THROWN(jobs::VerifyRecord({at("record.json"), {}}).run(nullptr, progress_),
                             base::Error);
    fs::rename(at("film.mkv"), at("gone.mkv"));
    QVERIFY_EXCEPTION_THROWN(jobs::VerifyRecord({at("record.json"), {}}), base::Error);
    QVERIFY(jobs::VerifyRecord({at("record.json"), at("gone.mkv")}).run(model_, progress_).same());
  }

 private:
  fs::path at(const char* name) const { return folder_.filePath(name).toStdString(); }

  QTemporaryDir folder_;
  std::shared_ptr<const engine::Model> model_;
  base::NoProgress progress_;
};

QTEST_GUILESS_MAIN(TestVerifyRecord)
#include "test_verify_record.moc"
