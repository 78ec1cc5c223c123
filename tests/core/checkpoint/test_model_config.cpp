#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "checkpoint/config_fields.h"
#include "checkpoint/model_config.h"
#include "checkpoint_files.h"

using namespace vp::checkpoint;
using namespace vp::test;

namespace {

/// Counts the values of the list of fields, one a colour and one a part of STAB, and changes the one that was
/// asked for.
class Change {
 public:
  explicit Change(int which = -1) : which_(which) {}

  void operator()(const ConfigField&, int& size) { size += mine(); }
  void operator()(const ConfigField&, std::int64_t& size) { size += mine(); }
  void operator()(const ConfigField&, double& number) { number *= mine() ? 1 + 1e-12 : 1; }
  void operator()(const ConfigField&, bool& chosen) { chosen ^= mine(); }
  void operator()(const ConfigField&, DecoderConfig::Family& family) {
    if (mine()) family = DecoderConfig::Family::Qwen2;
  }
  void operator()(const ConfigField&, std::vector<std::int64_t>& token_ids) {
    if (mine()) token_ids.push_back(7);
  }
  void operator()(const ConfigField&, Ablation& ablation) {
    for (const AblationPart& part : kAblationParts) ablation.*part.left_out ^= mine();
  }
  void operator()(const ConfigField&, std::array<float, 3>& colour) {
    for (float& value : colour) value = mine() ? std::nextafter(value, 1.0f) : value;
  }

  int count() const { return count_; }

 private:
  bool mine() { return count_++ == which_; }

  int which_;
  int count_ = 0;
};

int change(ModelConfig& config, int which) {
  Change change(which);
  for_each_vision_field(config.vision, change);
  for_each_decoder_field(config.decoder, change);
  return change.count();
}

}  // namespace

class TestModelConfig : public QObject {
  Q_OBJECT

 private slots:
  void golden_checkpoint() {
    const ModelConfig config = read_model_config(kGolden / "checkpoint");
    QCOMPARE(config.model_type, std::string("videopanda"));
    QCOMPARE(config.vision.image_size, 224);
    QCOMPARE(config.vision.image_size_teacher, 112);
    QCOMPARE(config.vision.grid(), 16);
    QCOMPARE(config.vision.hidden_size, 64);
    QCOMPARE(config.vision.gstra_heads, 8);
    QCOMPARE(config.decoder.family, DecoderConfig::Family::Llama);
    QCOMPARE(config.decoder.vocab_size, 512);
    QCOMPARE(config.decoder.hidden_size, 96);
    QCOMPARE(config.decoder.head_dim, 16);
    QCOMPARE(config.decoder.num_hidden_layers, 3);
    QCOMPARE(config.decoder.max_position_embeddings, 2048);
    QVERIFY(!config.decoder.attention_bias);
    QCOMPARE(config.decoder.eos_token_ids, std::vector<std::int64_t>{2});
  }

  void golden_decoders() {
    const DecoderConfig gqa = read_model_config(kGolden / "decoder/llama_gqa").decoder;
    QCOMPARE(gqa.num_key_value_heads, 2);
    QCOMPARE(gqa.rope_theta, 500000.0);
    QCOMPARE(gqa.rms_norm_eps, 1e-6);
    QVERIFY(gqa.tie_word_embeddings);
    const DecoderConfig qwen = read_model_config(kGolden / "decoder/qwen2").decoder;
    QCOMPARE(qwen.family, DecoderConfig::Family::Qwen2);
    QVERIFY(qwen.attention_bias);
    QVERIFY(!qwen.tie_word_embeddings);
  }

  void absent_keys_are_the_released_model() {
    const ModelConfig config = read(R"({"model_type":"videopanda"})");
    QCOMPARE(config.vision.image_size, 448);
    QCOMPARE(config.vision.image_size_teacher, 224);
    QCOMPARE(config.vision.hidden_size, 1024);
    QCOMPARE(config.vision.all_num_frames, 8);
    QCOMPARE(config.decoder.hidden_size, 4096);
    QCOMPARE(config.decoder.head_dim, 128);
    QCOMPARE(config.decoder.intermediate_size, 11008);
    QCOMPARE(config.decoder.vocab_size, 32000);
    QCOMPARE(config.decoder.rope_theta, 10000.0);
  }

  void reads_what_is_given() {
    QCOMPARE(read(R"({"model_type":"videopanda","video_hidden_size":1408})").vision.gstra_heads, 11);
    QCOMPARE(read(R"({"model_type":"videopanda","mm_hidden_size":512})").vision.hidden_size, 512);
    QCOMPARE(read(R"({"model_type":"llama","num_attention_heads":8,"hidden_size":64})")
                 .decoder.num_key_value_heads,
             8);
    QCOMPARE(read(R"({"model_type":"llama","head_dim":64})").decoder.head_dim, 64);
    QCOMPARE(read(R"({"model_type":"llama","eos_token_id":[2,7]})").decoder.eos_token_ids,
             (std::vector<std::int64_t>{2, 7}));
    QCOMPARE(read(R"({"model_type":"llama","rope_scaling":{"type":"linear","factor":2.0}})")
                 .decoder.rope_linear_factor,
             2.0);
    QCOMPARE(
        read(R"({"model_type":"llama","rope_scaling":{"rope_type":"default"}})").decoder.rope_linear_factor,
        1.0);
    QCOMPARE(read(R"({"model_type":"llama","rope_parameters":{"rope_type":"default","rope_theta":5e5}})")
                 .decoder.rope_theta,
             5e5);
    QVERIFY(!read(R"({"model_type":"videopanda"})").vision.ablation.any());
    QCOMPARE(names_of(read(R"({"model_type":"videopanda","ablation":["row","lste","row"]})").vision.ablation),
             (std::vector<std::string>{"lste", "row"}));
    QCOMPARE(
        names_of(read(R"({"model_type":"videopanda","ablation":["lsd","fsra","gstra"]})").vision.ablation),
        (std::vector<std::string>{"fsra", "gstra", "lsd"}));
    const DecoderConfig qwen =
        read(R"({"model_type":"videopanda","architectures":["VideoPandaQwen2ForCausalLM"]})").decoder;
    QCOMPARE(qwen.family, DecoderConfig::Family::Qwen2);
    QVERIFY(qwen.attention_bias);
    QCOMPARE(read(R"({"model_type":"videopanda_qwen2"})").decoder.family, DecoderConfig::Family::Qwen2);
  }

  void preprocessor_gives_the_picture_size_data() {
    QTest::addColumn<QString>("preprocessor");
    QTest::newRow("same key") << R"({"image_size":224,"image_size_teacher":112})";
    QTest::newRow("number") << R"({"size":224,"image_size_teacher":112})";
    QTest::newRow("sides") << R"({"size":{"height":224,"width":224},"image_size_teacher":112})";
    QTest::newRow("edge") << R"({"size":{"shortest_edge":224},"image_size_teacher":112})";
    QTest::newRow("crop first")
        << R"({"crop_size":{"height":224,"width":224},"size":448,"image_size_teacher":112})";
  }

  void preprocessor_gives_the_picture_size() {
    QFETCH(QString, preprocessor);
    const ModelConfig config = read(R"({"model_type":"videopanda"})", preprocessor.toStdString());
    QCOMPARE(config.vision.image_size, 224);
    QCOMPARE(config.vision.image_size_teacher, 112);
    // What config.json says itself is not touched by an image processor's sizes.
    QCOMPARE(
        read(R"({"model_type":"videopanda","image_size":448,"image_size_teacher":224})", R"({"size":336})")
            .vision.image_size,
        448);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* name, const std::string& config, const char* key) {
      QTest::newRow(name) << QByteArray::fromStdString(config) << QString(key);
    };
    const auto panda = [&](const char* name, const std::string& more, const char* key) {
      row(name, R"({"model_type":"videopanda",)" + more + "}", key);
    };
    row("empty", "", "empty");
    row("not JSON", "{", "JSON");
    row("list", "[]", "object");
    row("no type", "{}", "model_type");
    row("type is a number", R"({"model_type":1})", "model_type");
    row("another model", R"({"model_type":"mistral"})", "\"mistral\"");
    panda("key twice", R"("image_size":448,"image_size":224)", "image_size");
    panda("type is null", R"("model_type":null)", "model_type");
    panda("activation", R"("hidden_act":"gelu")", "gelu");
    panda("size as text", R"("hidden_size":"4096")", "hidden_size");
    panda("fraction", R"("hidden_size":4096.5)", "hidden_size");
    panda("negative", R"("num_hidden_layers":-1)", "num_hidden_layers");
    panda("zero", R"("vocab_size":0)", "vocab_size");
    panda("huge", R"("vocab_size":18446744073709551615)", "vocab_size");
    panda("too wide", R"("hidden_size":1000000)", "hidden_size");
    panda("too long", R"("max_position_embeddings":1000000000000)", "max_position_embeddings");
    panda("heads do not divide", R"("num_attention_heads":30)", "num_attention_heads");
    panda("key heads do not divide", R"("num_key_value_heads":5)", "num_key_value_heads");
    panda("odd head", R"("head_dim":63)", "head_dim");
    panda("epsilon", R"("rms_norm_eps":-1)", "rms_norm_eps");
    panda("epsilon as text", R"("rms_norm_eps":"1e-5")", "rms_norm_eps");
    panda("base", R"("rope_theta":0)", "rope_theta");
    panda("scaling", R"("rope_scaling":{"rope_type":"llama3","factor":8.0})", "llama3");
    panda("dynamic scaling", R"("rope_scaling":{"type":"dynamic","factor":2.0})", "dynamic");
    panda("no factor", R"("rope_scaling":{"type":"linear"})", "factor");
    panda("factor", R"("rope_scaling":{"type":"linear","factor":0})", "rope_scaling.factor");
    panda("scaling as text", R"("rope_scaling":"linear")", "rope_scaling");
    panda("tied as number", R"("tie_word_embeddings":1)", "tie_word_embeddings");
    panda("bias", R"("attention_bias":true)", "attention_bias");
    panda("other bias", R"("mlp_bias":true)", "mlp_bias");
    panda("window", R"("use_sliding_window":true)", "use_sliding_window");
    panda("quantised", R"("quantization_config":{"bits":4})", "quantization_config");
    panda("end of text outside", R"("eos_token_id":32000)", "eos_token_id");
    panda("no end of text", R"("eos_token_id":[])", "eos_token_id");
    panda("end of text as text", R"("eos_token_id":["</s>"])", "eos_token_id");
    panda("architectures", R"("architectures":"LlamaForCausalLM")", "architectures");
    panda("picture", R"("image_size":8960)", "image_size");
    panda("picture and patch", R"("image_size":450)", "image_size");
    panda("teacher and patch", R"("image_size_teacher":225)", "image_size_teacher");
    panda("grids differ", R"("image_size":224)", "conv_stride");
    panda("width and heads", R"("video_hidden_size":1020)", "video_hidden_size");
    panda("frames", R"("all_num_frames":6)", "all_num_frames");
    panda("no frames", R"("num_frames":0)", "num_frames");
    panda("ablation unknown", R"("ablation":["lste","flow"])", "\"flow\"");
    panda("ablation no list", R"("ablation":"lste")", "ablation");
    panda("ablation no names", R"("ablation":[1])", "ablation");
  }

  void refuses() {
    QFETCH(QByteArray, config);
    QFETCH(QString, key);
    const QString wrong = refusal_mentions([&] { read(config.toStdString()); }, {"config.json", key});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }

  void refuses_preprocessors() {
    const auto wrong = [&](const char* preprocessor, const char* mention) {
      return refusal_mentions([&] { read(R"({"model_type":"videopanda","patch_stride":14})", preprocessor); },
                              {"preprocessor_config.json", mention});
    };
    QCOMPARE(wrong("{", "JSON"), QString());
    QCOMPARE(wrong(R"({"patch_stride":16})", "patch_stride"), QString());
    QCOMPARE(wrong(R"({"size":{"height":448,"width":336}})", "size"), QString());
    QCOMPARE(wrong(R"({"size":{}})", "size"), QString());
    QCOMPARE(wrong(R"({"size":"large"})", "size"), QString());
    for (const char* const mean : {"0.5", "[]", "[0.5,0.5]", "[0.5,0.5,0.5,0.5]", "[0.5,0.5,\"0.5\"]",
                                   "[0.5,0.5,null]", "[0.5,0.5,-0.1]", "[0.5,0.5,1.5]"})
      QCOMPARE(wrong(qPrintable(QString(R"({"image_mean":%1})").arg(mean)), "image_mean"), QString());
    for (const char* const std : {"[0.5,0.5,0]", "[0.5,0.5,-0.5]", "[0.5,0.5,1e-300]", "[0.5,0.5,true]"})
      QCOMPARE(wrong(qPrintable(QString(R"({"image_std":%1})").arg(std)), "image_std"), QString());
  }

  void colours_come_from_the_preprocessor() {
    constexpr const char* kConfig = R"({"model_type":"videopanda"})";
    const std::array<float, 3> clip_mean = read(kConfig).vision.image_mean;
    const std::array<float, 3> clip_std = read(kConfig).vision.image_std;
    QCOMPARE(clip_mean, (std::array{0.48145466f, 0.4578275f, 0.40821073f}));
    QCOMPARE(clip_std, (std::array{0.26862954f, 0.26130258f, 0.27577711f}));
    const auto given = read(kConfig, R"({"image_mean":[0.5,0,1],"image_std":[0.25,0.5,1]})").vision;
    QCOMPARE(given.image_mean, (std::array{0.5f, 0.0f, 1.0f}));
    QCOMPARE(given.image_std, (std::array{0.25f, 0.5f, 1.0f}));
    const auto partly = read(kConfig, R"({"image_mean":null,"image_std":[1,1,1]})").vision;
    QCOMPARE(partly.image_mean, clip_mean);
    QCOMPARE(partly.image_std, (std::array{1.0f, 1.0f, 1.0f}));
  }

  void every_field_is_part_of_the_identity() {
    ModelConfig config;
    const int fields = change(config, -1);
    QCOMPARE(fields, 10 + 5 + 2 * 3 + 16);
    std::set<std::string> identities{identity_text(config)};
    for (int field = 0; field < fields; ++field) {
      ModelConfig other;
      change(other, field);
      QVERIFY2(identities.insert(identity_text(other)).second, qPrintable(QString::number(field)));
    }
  }

  // Sessions, records and cached videos name a model by it.
  void the_identity_of_a_usual_model_stays() {
    QCOMPARE(identity_text(ModelConfig{}),
             std::string("448 224 14 14 2 1024 8 8 4 8 0 32000 4096 11008 32 32 32 128 4096 1 0 0 "
                         "1.0000000000000001e-05 10000 1 2 "));
    QCOMPARE(
        identity_text(read(R"({"model_type":"videopanda","ablation":["row","lste"],"eos_token_id":[2,7]})",
                           R"({"image_mean":[0.48145466,0.4578275,0.40821073]})")),
        std::string("448 224 14 14 2 1024 8 8 4 8 0 32000 4096 11008 32 32 32 128 4096 1 0 0 "
                    "1.0000000000000001e-05 10000 1 2 7 without lste without row "));
  }

  void refuses_a_missing_file() {
    const QTemporaryDir empty;
    QCOMPARE(refusal_mentions([&] { read_model_config(empty.path().toStdString()); }, {"config.json"}),
             QString());
  }

  void damaged_files_give_an_error_or_work() {
    const std::string good = read_file(kGolden / "checkpoint/config.json");
    std::mt19937 random(2);
    int refused = 0;
    for (int round = 0; round < 1500; ++round) {
      try {
        const ModelConfig config = read(mutated(good, random, good.size()));
        QVERIFY(config.vision.image_size > 0);
      } catch (const vp::base::Error& error) {
        QCOMPARE(error.code(), vp::base::ErrorCode::Checkpoint);
        ++refused;
      }
    }
    QVERIFY(refused > 300);
  }

 private:
  ModelConfig read(const std::string& config, const std::string& preprocessor = {}) const {
    const std::filesystem::path folder = folder_.path().toStdString();
    write_file(folder / "config.json", config);
    std::filesystem::remove(folder / "preprocessor_config.json");
    if (!preprocessor.empty()) write_file(folder / "preprocessor_config.json", preprocessor);
    return read_model_config(folder);
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestModelConfig)
#include "test_model_config.moc"
