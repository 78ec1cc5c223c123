// From a file to tokens and maps, against what the authors' implementation gives.
#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "support/golden_clips.h"
#include "support/golden_tensors.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

constexpr double kTolerance = 2e-4;

at::Tensor tensor_of(const std::vector<float>& values, at::IntArrayRef shape) {
  return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat).clone();
}

// Remembers what was reported.
class Recorder final : public vp::base::Progress {
 public:
  void report(vp::base::Phase phase, std::int64_t done, std::int64_t total) override {
    if (phase == vp::base::Phase::Decode) decoded.push_back(done);
    if (phase == vp::base::Phase::Encode) encoded.push_back(done);
    if (phase == stop_in) source.request_stop();
    last_total = total;
  }
  void warn(const vp::base::Message&) override {}

  std::vector<std::int64_t> decoded, encoded;
  std::int64_t last_total = 0;
  vp::base::Phase stop_in = vp::base::Phase::Write;
  std::stop_source source;
};

}  // namespace

class TestEncodedVideo : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = vp::test::load_golden_model(); }

  void theCheckpointsColoursAreUsed() {
    const QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("checkpoint").toStdString();
    std::filesystem::copy(vp::test::kGoldenFolder / "checkpoint", copy);
    vp::base::NoProgress progress;
    vp::engine::LoadOptions options;
    options.folder = copy;
    options.device = vp::engine::DeviceChoice::Cpu;
    options.dtype = vp::engine::DtypeChoice::Float32;
    const auto tokens = [&](const char* preprocessor) {
      std::ofstream(copy / "preprocessor_config.json") << preprocessor;
      const auto model = vp::engine::Model::load(options, progress);
      return vp::test::encode_golden_clip(model, "clip_short.mkv")->frame_tokens(0);
    };
    const auto expected = vp::test::encode_golden_clip(model_, "clip_short.mkv")->frame_tokens(0);
    QVERIFY(tokens(R"({"image_mean":[0.48145466,0.4578275,0.40821073],)"
                   R"("image_std":[0.26862954,0.26130258,0.27577711]})") == expected);
    QVERIFY(tokens(R"({"image_mean":[0.5,0.5,0.5]})") != expected);
    QVERIFY(tokens(R"({"image_std":[0.5,0.5,0.5]})") != expected);
  }

  void equalsTheAuthors_data() {
    QTest::addColumn<QString>("clip");
    for (const char* clip : {"clip_landscape", "clip_short", "clip_portrait"})
      QTest::newRow(clip) << QString(clip);
  }

  void equalsTheAuthors() {
    QFETCH(QString, clip);
    const std::string name = clip.toStdString();
    const nlohmann::json entry = vp::test::golden_clip(name + ".mkv");
    auto expected = vp::test::load_tensors(vp::test::kGoldenFolder / (name + ".expected.safetensors"));
    const auto video = vp::test::encode_golden_clip(model_, name + ".mkv");

    const auto indices = entry["indices"].get<std::vector<std::int64_t>>();
    QCOMPARE(video->frames().size(), indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i) {
      QCOMPARE(video->frames()[i].index, indices[i]);
      QVERIFY(std::abs(video->frames()[i].time_s -
                       static_cast<double>(indices[i]) / entry["fps"].get<double>()) < 1e-3);
    }
    QCOMPARE(video->frame_slots(), 8);

    const vp::attention::AttentionMaps& maps = video->maps();
    QCOMPARE(maps.frames.size(), std::size_t{8});
    for (std::size_t i = 0; i < 8; ++i) {
      QCOMPARE(maps.frames[i].height, entry["grid"][i][0].get<int>());
      QCOMPARE(maps.frames[i].width, entry["grid"][i][1].get<int>());
    }
    const auto check = [&](const char* key, const std::vector<float>& values) {
      const double error = vp::test::relative_error(tensor_of(values, expected[key].sizes()), expected[key]);
      QVERIFY2(error < kTolerance, qPrintable(QString("%1: %2").arg(key).arg(error)));
    };
    check("gstra_attention", maps.gstra);
    check("fsra_attention0", maps.frames[0].fsra);
    check("tokens0", video->frame_tokens(0));
  }

  void aScannedFileIsNotIndexedAgain() {
    const QTemporaryDir folder;
    const std::filesystem::path clip = folder.filePath("clip.mkv").toStdString();
    std::filesystem::copy_file(vp::test::kGoldenFolder / "clip_short.mkv", clip);
    vp::base::NoProgress progress;
    const auto scan = vp::media::VideoReader::open(clip, progress).scan();
    vp::engine::VideoRequest request;
    request.file = clip;
    const auto expected = vp::engine::EncodedVideo::encode(model_, request, progress);
    // What is read is the scan's file: the request's name need not lead anywhere any more.
    request.file = "/nowhere";
    request.scan = scan;
    const auto video = vp::engine::EncodedVideo::encode(model_, request, progress);
    QCOMPARE(scan->stats().scans, 1);
    QVERIFY(scan->stats().readers == 1 && scan->stats().pictures >= 4);
    QVERIFY(video->scan() == scan);
    QVERIFY(video->file_facts() == vp::base::file_facts(clip));
    QCOMPARE(video->frames().size(), expected->frames().size());
    QVERIFY(video->frame_tokens(0) == expected->frame_tokens(0));
  }

  // The next checkpoint may need the memory, while what one gave before waits to be written.
  void holdsNoWeights() {
    const QTemporaryDir folder;
    auto model = vp::test::load_golden_model();
    const std::weak_ptr<const vp::engine::Model> weights = model;
    vp::base::NoProgress progress;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_short.mkv";
    const auto video = vp::engine::EncodedVideo::encode(model, request, progress);
    const vp::engine::ModelFactsPtr facts = model->facts();
    model.reset();
    QVERIFY(weights.expired());
    QCOMPARE(&video->model(), facts.get());
    const std::filesystem::path file = folder.filePath("video.safetensors").toStdString();
    video->write(file);
    const auto read = vp::engine::EncodedVideo::read(file, facts, request, video->file_facts());
    QVERIFY(read->frame_tokens(0) == video->frame_tokens(0));
  }

  void saysWhenItIsShownMoreFramesThanItWasTrainedWith() {
    vp::base::NoProgress progress;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_portrait.mkv";
    request.beyond_context = true;
    request.frames = 8;
    QVERIFY(vp::engine::EncodedVideo::encode(model_, request, progress)->warnings().empty());
    request.frames = 16;
    const auto video = vp::engine::EncodedVideo::encode(model_, request, progress);
    QCOMPARE(video->warnings().size(), std::size_t{1});
    const std::string sentence = video->warnings()[0].text();
    QVERIFY2(sentence.find("trained with 8 frames") != std::string::npos, sentence.c_str());
    QVERIFY2(sentence.find("shown 16") != std::string::npos, sentence.c_str());
  }

  // They are said again when the film is opened again, perhaps in another language.
  void keepsWarningsWithTheirParts() {
    const QTemporaryDir folder;
    vp::base::NoProgress progress;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_short.mkv";
    request.open.deinterlace = true;  // it is not interlaced
    const auto video = vp::engine::EncodedVideo::encode(model_, request, progress);
    QCOMPARE(video->warnings().size(), std::size_t{1});
    QCOMPARE(video->warnings()[0].arguments().size(), std::size_t{1});
    QCOMPARE(video->warnings()[0].arguments()[0].text(), request.file.string());
    const std::filesystem::path file = folder.filePath("video.safetensors").toStdString();
    video->write(file);
    const auto read = vp::engine::EncodedVideo::read(file, model_->facts(), request, video->file_facts());
    QVERIFY(read->warnings() == video->warnings());
  }

  void progressCountsEveryFrameOnce() {
    Recorder recorder;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    request.frames = 16;
    const auto video = vp::engine::EncodedVideo::encode(model_, request, recorder);
    QCOMPARE(video->frames().size(), std::size_t{16});
    QCOMPARE(recorder.encoded, (std::vector<std::int64_t>{4, 8, 12, 16}));
    QCOMPARE(recorder.decoded, (std::vector<std::int64_t>{4, 8, 12, 16}));
    QCOMPARE(recorder.last_total, 16);
    QVERIFY(video->frames()[0].picture.pixels.empty());
  }

  void framesChosenByHandAreShownToTheModel() {
    Recorder recorder;
    const auto encode = [&](const std::vector<std::int64_t>& indices) {
      vp::engine::VideoRequest request;
      request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
      request.frame_indices = indices;
      return vp::engine::EncodedVideo::encode(model_, request, recorder);
    };
    const auto sampled = encode({});
    std::vector<std::int64_t> indices;
    for (const auto& frame : sampled->frames()) indices.push_back(frame.index);
    // The same frames by name are the same input.
    QVERIFY(encode(indices)->frame_tokens(7) == sampled->frame_tokens(7));

    // Another frame is another input, and five frames fill two chunks.
    indices.resize(5);
    indices[4] += 1;
    const auto chosen = encode(indices);
    QCOMPARE(chosen->frames().size(), std::size_t{5});
    QCOMPARE(chosen->frame_slots(), 8);
    QCOMPARE(chosen->frames()[4].index, indices[4]);
    QVERIFY(chosen->frame_tokens(0) == sampled->frame_tokens(0));
    QVERIFY(chosen->frame_tokens(4) != sampled->frame_tokens(4));
  }

  void refusesFramesThatContradictTheRest_data() {
    QTest::addColumn<int>("frames");
    QTest::addColumn<qint64>("start");
    QTest::addColumn<QList<qint64>>("indices");
    QTest::newRow("number of frames") << 8 << qint64{-1} << QList<qint64>{0, 1};
    QTest::newRow("range") << 0 << qint64{1} << QList<qint64>{0, 1};
    QTest::newRow("descending") << 0 << qint64{-1} << QList<qint64>{1, 0};
    QTest::newRow("not in the video") << 0 << qint64{-1} << QList<qint64>{0, 1'000'000};
  }

  void refusesFramesThatContradictTheRest() {
    QFETCH(int, frames);
    QFETCH(qint64, start);
    QFETCH(QList<qint64>, indices);
    Recorder recorder;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    request.frames = frames;
    if (start >= 0) request.range.start_s = start;
    request.frame_indices.assign(indices.begin(), indices.end());
    try {
      vp::engine::EncodedVideo::encode(model_, request, recorder);
      QFAIL("was not refused");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
    }
    QVERIFY(recorder.decoded.empty());
  }

  void stopsBetweenChunks() {
    Recorder recorder;
    recorder.stop_in = vp::base::Phase::Decode;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    try {
      vp::engine::EncodedVideo::encode(model_, request, recorder, recorder.source.get_token());
      QFAIL("was not stopped");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QVERIFY(recorder.decoded.size() == 1);
  }

  void refusesMoreTokensThanTheContextBeforeDecoding() {
    Recorder recorder;
    vp::engine::VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    request.frames = 64;
    try {
      vp::engine::EncodedVideo::encode(model_, request, recorder);
      QFAIL("was not refused");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains("3592") && QString(error.what()).contains("at most 40 frames"),
               error.what());
    }
    QVERIFY(recorder.decoded.empty());
    request.frames = 40;
    QCOMPARE(vp::engine::EncodedVideo::encode(model_, request, recorder)->frame_slots(), 40);
  }

 private:
  std::shared_ptr<const vp::engine::Model> model_;
};

QTEST_GUILESS_MAIN(TestEncodedVideo)
#include "test_encoded_video.moc"
