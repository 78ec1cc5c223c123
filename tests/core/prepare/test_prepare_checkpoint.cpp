// Prepared checkpoints: what they hold, how near their answers are, and what is refused.
#include "prepare/prepare_checkpoint.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QtTest>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "checkpoint/prepared.h"
#include "checkpoint/safetensors_writer.h"
#include "engine/checkpoint_report.h"
#include "engine/model.h"
#include "engine/model_identity.h"
#include "engine/model_impl.h"
#include "kernels/stored_dtype.h"
#include "llm/kv_cache.h"

namespace fs = std::filesystem;
using namespace vp;

namespace {

const fs::path kCheckpoint = fs::path(VP_TEST_DATA) / "golden" / "checkpoint";

std::shared_ptr<const engine::Model> load(const fs::path& folder) {
  base::NoProgress quiet;
  return engine::Model::load(
      {.folder = folder, .device = engine::DeviceChoice::Cpu, .dtype = engine::DtypeChoice::Float32}, quiet);
}

at::Tensor logits_of(const engine::Model& model) {
  const at::NoGradGuard no_grad;
  base::NoProgress quiet;
  const llm::Decoder& decoder = model.impl().decoder;
  llm::KvCache cache(model.config().decoder, 40, model.impl().options);
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 0; i < 32; ++i) ids.push_back((i * 37 + 5) % model.config().decoder.vocab_size);
  return decoder.logits(decoder.forward(decoder.embed(ids), cache, quiet, {}, true));
}

/// Empty when `attempt` throws this code with a sentence that mentions this; else what was wrong.
QString refusal(base::ErrorCode code, const char* mention, const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const base::Error& error) {
    if (error.code() == code && QString(error.what()).contains(mention)) return {};
    return error.what();
  }
  return "accepted";
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

class TestPrepareCheckpoint : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    original_ = load(kCheckpoint);
    base::NoProgress quiet;
    hash_ =
        prepare::prepare_checkpoint({.source = kCheckpoint, .target = path("q4"), .bits = 4}, quiet, {}).hash;
  }

  void answers_nearly_as_the_original_data() {
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("most");
    // Of the logits' norm. The weights' own errors are 1/2 % and 8 %, that of what is multiplied with them as
    // integers 1/2 %; these random layers magnify them some seven times.
    QTest::newRow("16 bits") << 16 << 0.0;
    QTest::newRow("8 bits") << 8 << 0.1;
    QTest::newRow("4 bits") << 4 << 0.6;
  }
  void answers_nearly_as_the_original() {
    QFETCH(int, bits);
    QFETCH(double, most);
    const std::string name = "near" + std::to_string(bits);
    base::NoProgress quiet;
    const prepare::PreparedCheckpoint prepared =
        prepare::prepare_checkpoint({.source = kCheckpoint, .target = path(name), .bits = bits}, quiet, {});
    const auto model = load(path(name));
    // The source stores 16 bits.
    const std::string end = bits == 16 ? "" : "-" + std::to_string(bits) + "bit";
    QCOMPARE(model->facts()->hash, prepared.hash);
    QCOMPARE(model->facts()->hash, original_->facts()->hash.substr(0, 64 - end.size()) + end);
    QCOMPARE(model->facts()->weight_bits, bits);
    QCOMPARE(model->facts()->decoder_parameters, original_->facts()->decoder_parameters);
    QCOMPARE(model->facts()->visual_parameters, original_->facts()->visual_parameters);
    QVERIFY(engine::inspect_checkpoint({path(name), {}, {}}).problems.empty());
    const at::Tensor exact = logits_of(*original_);
    const double off = ((logits_of(*model) - exact).norm() / exact.norm()).item<double>();
    QVERIFY2(off <= most, qPrintable(QString::number(off)));
    QCOMPARE(off > 0, bits != 16);
  }

  void other_systems_are_prepared_with_their_parts_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("Video-LLaVA") << "video_llava/original/LanguageBind/Video-LLaVA-7B";
    QTest::newRow("Video-LLaVA, converted") << "video_llava/hf/Video-LLaVA-7B-hf";
    QTest::newRow("Video-ChatGPT") << "video_chatgpt/mmaaz60/LLaVA-7B-Lightening-v1-1";
  }
  void other_systems_are_prepared_with_their_parts() {
    QFETCH(QString, folder);
    const fs::path source = fs::path(VP_TEST_DATA) / "golden" / folder.toStdString();
    const std::string name = std::string("system") + QTest::currentDataTag();
    base::NoProgress quiet;
    // Nothing of the source's other folders is within reach of the target.
    const auto prepared =
        prepare::prepare_checkpoint({.source = source, .target = path(name), .bits = 8}, quiet, {});
    const auto original = load(source), model = load(path(name));
    QCOMPARE(model->facts()->hash, prepared.hash);
    QCOMPARE(model->facts()->hash, original->facts()->hash.substr(0, 59) + "-8bit");
    QCOMPARE(model->facts()->visual_parameters, original->facts()->visual_parameters);
    QCOMPARE(model->config().tower.hidden_size, 64);
    QCOMPARE(model->config().decoder.vocab_size, original->config().decoder.vocab_size);
    QVERIFY(engine::inspect_checkpoint({path(name), {}, {}}).problems.empty());
    const at::Tensor exact = logits_of(*original);
    const double off = ((logits_of(*model) - exact).norm() / exact.norm()).item<double>();
    QVERIFY2(off > 0 && off <= 0.1, qPrintable(QString::number(off)));
  }

  // What is stored in 16 bits stays as it is, and the model its source.
  void sixteen_bits_change_nothing_of_16_bits() {
    base::NoProgress quiet;
    prepare::prepare_checkpoint({.source = kCheckpoint, .target = path("first"), .bits = 16}, quiet, {});
    fs::remove(path("first") / checkpoint::kPreparedRecordName);  // an original one of 16 bits, then
    const std::string hash = load(path("first"))->facts()->hash;
    const auto prepared = prepare::prepare_checkpoint(
        {.source = path("first"), .target = path("second"), .bits = 16}, quiet, {});
    QCOMPARE(prepared.hash, hash);
    QCOMPARE(load(path("second"))->facts()->hash, hash);
  }

  void tensors_begin_on_multiples_of_64_bytes() {
    const auto weights = checkpoint::open_weights(path("q4"));
    int aligned = 0, all = 0;
    for (const checkpoint::TensorInfo& tensor : weights->tensors()) {
      const auto view = weights->view(tensor);
      QVERIFY(view);
      if (!tensor.name.ends_with(checkpoint::kCodesSuffix)) continue;
      ++all;
      aligned += reinterpret_cast<std::uintptr_t>(view->bytes.data()) % 64 == 0;
    }
    QVERIFY(all > 0);
    QCOMPARE(aligned, all);
  }

  void refuses_what_was_changed_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("mention");
    const QString weights = "model-00001-of-00001.safetensors";
    QTest::newRow("weights cut short") << weights << "cut"
                                       << "cut short";
    QTest::newRow("weights edited") << weights << "edit"
                                    << "not the one that was prepared";
    QTest::newRow("weights of another") << weights << "other"
                                        << "not the one that was prepared";
    QTest::newRow("configuration edited") << "config.json"
                                          << "space"
                                          << "not the file that was prepared";
    QTest::newRow("configuration added") << "preprocessor_config.json"
                                         << "empty"
                                         << "was not there";
    QTest::newRow("record of another version") << "prepared.json"
                                               << "version"
                                               << "version 7";
    QTest::newRow("record edited") << "prepared.json"
                                   << "bits"
                                   << "was changed after";
    QTest::newRow("record of another source") << "prepared.json"
                                              << "source"
                                              << "was changed after";
    QTest::newRow("record cut short") << "prepared.json"
                                      << "cut"
                                      << "JSON";
    QTest::newRow("record of something else") << "prepared.json"
                                              << "empty"
                                              << "version";
  }
  void refuses_what_was_changed() {
    QFETCH(QString, file);
    QFETCH(QString, change);
    QFETCH(QString, mention);
    fs::remove_all(path("changed"));
    fs::copy(path("q4"), path("changed"));
    const fs::path changed = path("changed") / file.toStdString();
    QString content = QString::fromLatin1(QByteArray::fromStdString(content_of(changed)));
    if (change == "cut") content.chop(100);
    if (change == "edit")
      content[content.size() - 5000] = QChar(content[content.size() - 5000].unicode() ^ 1);
    if (change == "other") {
      base::NoProgress quiet;
      // The same shapes of other numbers.
      fs::remove_all(path("others"));
      fs::copy(path("q4"), path("others"));
      const auto reader = checkpoint::open_weights(path("q4"));
      checkpoint::TensorsToWrite tensors;
      for (const checkpoint::TensorInfo& info : reader->tensors()) {
        std::vector<std::byte> bytes(info.byte_count());
        reader->read(info, bytes);
        if (info.name.ends_with(checkpoint::kScalesSuffix)) std::swap(bytes[0], bytes[2]);
        const auto kept = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
        tensors.add(info.name, info.dtype, info.shape, *kept, kept);
      }
      checkpoint::write_safetensors(changed, tensors.tensors(), {});
      content = QString::fromLatin1(QByteArray::fromStdString(content_of(changed)));
    }
    if (change == "space") content += " ";
    if (change == "version") content.replace("\"version\": 1", "\"version\": 7");
    if (change == "bits") content.replace("\"bits\": 4", "\"bits\": 8");
    if (change == "source")
      content.replace(QString::fromStdString(hash_.substr(0, 8)), QString::fromStdString("00000000"));
    if (change == "empty") content = "{}";
    write(changed, content.toLatin1().toStdString());
    const QString wrong =
        refusal(base::ErrorCode::Checkpoint, qPrintable(mention), [&] { load(path("changed")); });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void refuses_sources_and_targets() {
    base::NoProgress quiet;
    const auto prepare = [&](const fs::path& source, const fs::path& target, int bits) {
      return [=, &quiet] {
        prepare::prepare_checkpoint({.source = source, .target = target, .bits = bits}, quiet, {});
      };
    };
    const auto check = [](const QString& wrong) { QVERIFY2(wrong.isEmpty(), qPrintable(wrong)); };
    check(refusal(base::ErrorCode::Usage, "--bits is 5", prepare(kCheckpoint, path("new"), 5)));
    check(refusal(base::ErrorCode::Checkpoint, "prepared one already", prepare(path("q4"), path("new"), 8)));
    check(refusal(base::ErrorCode::Usage, "there already", prepare(kCheckpoint, path("q4"), 8)));
    check(refusal(base::ErrorCode::Checkpoint, "config.json", prepare(path("nowhere"), path("new"), 8)));
    QVERIFY(!fs::exists(path("new")));
  }

  void a_stop_leaves_nothing() {
    class Stopping final : public base::Progress {
     public:
      void report(base::Phase, std::int64_t, std::int64_t) override {
        if (++reports == 5) source.request_stop();
      }
      void warn(const base::Message&) override {}
      int reports = 0;
      std::stop_source source;
    } progress;
    fs::create_directory(path("room"));
    const QString wrong = refusal(base::ErrorCode::Stopped, "", [&] {
      prepare::prepare_checkpoint({.source = kCheckpoint, .target = path("room") / "new", .bits = 4},
                                  progress, progress.source.get_token());
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(fs::is_empty(path("room")));
  }

  void records_tell_the_forms_apart() {
    const std::string original = original_->facts()->hash;
    QCOMPARE(engine::difference_in_bits(hash_, original).text(),
             std::string("its weights are in 4 bits where they were as published"));
    QCOMPARE(engine::difference_in_bits(original, original).text(), std::string());
    QCOMPARE(engine::difference_in_bits(hash_, std::string(64, 'a')).text(), std::string());
    QCOMPARE(engine::difference_in_bits("", hash_).text(), std::string());
  }

  void the_checksum_knows_places() {
    const auto sum = [](const std::string& text, std::size_t piece) {
      checkpoint::Checksum checksum;
      for (std::size_t i = 0; i < text.size(); i += piece)
        checksum.update(std::as_bytes(std::span(std::string_view(text).substr(i, piece))));
      return checksum.value();
    };
    std::string text;
    for (int i = 0; i < 1000; ++i) text += static_cast<char>(i * 31 % 127);
    QCOMPARE(sum(text, 7), sum(text, 1000));
    std::string swapped = text;
    std::swap_ranges(swapped.begin(), swapped.begin() + 64, swapped.begin() + 128);
    QVERIFY(sum(swapped, 1000) != sum(text, 1000));
    QVERIFY(sum(text + '\0', 1000) != sum(text, 1000));
  }

 private:
  fs::path path(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }

  QTemporaryDir folder_;
  std::shared_ptr<const engine::Model> original_;
  std::string hash_;
};

QTEST_GUILESS_MAIN(TestPrepareCheckpoint)
#include "test_prepare_checkpoint.moc"
