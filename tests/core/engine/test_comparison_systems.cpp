// Video-LLaVA in both layouts and Video-ChatGPT, from a film to an answer, against what the authors'
// implementations give.
#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "engine/checkpoint_report.h"
#include "engine/conversation.h"
#include "engine/interventions.h"
#include "support/golden_clips.h"
#include "support/golden_tensors.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

using namespace vp::engine;
namespace fs = std::filesystem;

const auto kIgnore = [](std::string_view) {};

struct System {
  fs::path folder;
  fs::path checkpoint;
};

System system_of(const QString& name) {
  const fs::path golden = vp::test::kGoldenFolder;
  if (name == "video_chatgpt")
    return {golden / "video_chatgpt", golden / "video_chatgpt" / "mmaaz60" / "LLaVA-7B-Lightening-v1-1"};
  if (name == "hf")
    return {golden / "video_llava" / "hf", golden / "video_llava" / "hf" / "Video-LLaVA-7B-hf"};
  const fs::path original = golden / "video_llava" / "original";
  return {original, original / "LanguageBind" / "Video-LLaVA-7B"};
}

std::shared_ptr<const Model> load(LoadOptions options) {
  options.device = DeviceChoice::Cpu;
  options.dtype = DtypeChoice::Float32;
  vp::base::NoProgress progress;
  return Model::load(options, progress);
}

std::shared_ptr<const Model> load(const fs::path& folder) {
  LoadOptions options;
  options.folder = folder;
  return load(options);
}

/// What loading is refused with.
QString refusal(const LoadOptions& options) {
  try {
    load(options);
  } catch (const vp::base::Error& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

void add_systems() {
  QTest::addColumn<QString>("system");
  for (const char* name : {"original", "hf", "video_chatgpt"}) QTest::newRow(name) << name;
}

std::shared_ptr<const EncodedVideo> encode(const std::shared_ptr<const Model>& model, const std::string& clip,
                                           int frames = 0) {
  VideoRequest request;
  request.file = vp::test::kGoldenFolder / clip;
  request.frames = frames;
  vp::base::NoProgress progress;
  return EncodedVideo::encode(model, request, progress);
}

AskOptions greedy(std::int64_t tokens) {
  AskOptions options;
  options.max_new_tokens = tokens;
  return options;
}

void check_answer(const std::shared_ptr<const Model>& model, const std::shared_ptr<const EncodedVideo>& video,
                  const nlohmann::json& turns, const nlohmann::json& expected_ids,
                  std::int64_t prompt_length) {
  Conversation conversation(model, video);
  for (std::size_t i = 0; i + 1 < turns.size(); ++i)
    conversation.add_known_turn(turns[i][0].get<std::string>(), turns[i][1].get<std::string>());
  vp::base::NoProgress progress;
  const Turn& turn = conversation.ask(turns.back()[0].get<std::string>(), greedy(24), kIgnore, progress);
  if (prompt_length > 0) QCOMPARE(turn.prompt_tokens, prompt_length);
  QCOMPARE(turn.token_ids, expected_ids.get<std::vector<std::int64_t>>());
}

/// A copy of the decoder alone, out of sight of the other parts.
void copy_decoder(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator(from)) fs::copy(entry.path(), to / entry.path().filename());
}

}  // namespace

class TestComparisonSystems : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    // A model hub's cache of the machine must not decide a test.
    qputenv("HF_HUB_CACHE", "/nowhere");
  }

  void greedyIdsEqualTheAuthors_data() { add_systems(); }

  void greedyIdsEqualTheAuthors() {
    QFETCH(const QString, system);
    const auto [folder, checkpoint] = system_of(system);
    const auto model = load(checkpoint);
    for (const nlohmann::json& entry : nlohmann::json::parse(std::ifstream(folder / "cases.json"))) {
      const auto video = encode(model, entry["clip"].get<std::string>());
      std::vector<std::int64_t> indices;
      for (const SampledFrame& frame : video->frames()) indices.push_back(frame.index);
      QCOMPARE(indices, entry["indices"].get<std::vector<std::int64_t>>());
      check_answer(model, video, entry["turns"], entry["greedy_ids"], entry["prompt_length"]);
      if (entry.contains("two_turns"))
        check_answer(model, video, entry["two_turns"]["turns"], entry["two_turns"]["greedy_ids_end_token"],
                     0);
    }
  }

  // The same prompt, whether an answer is known by its tokens or by its text.
  void followUpsReuseWhatWasRead_data() { add_systems(); }

  void followUpsReuseWhatWasRead() {
    QFETCH(const QString, system);
    const auto model = load(system_of(system).checkpoint);
    const auto video = encode(model, "clip_short.mkv");
    vp::base::NoProgress progress;
    Conversation conversation(model, video);
    const Turn first = conversation.ask("What color is the car?", greedy(5), kIgnore, progress);
    const Turn second = conversation.ask("And then?", greedy(5), kIgnore, progress);
    QVERIFY(second.reused_tokens >= first.prompt_tokens);
    Conversation again(model, video);
    again.add_known_turn(first);
    const Turn same = again.ask("And then?", greedy(5), kIgnore, progress);
    QCOMPARE(same.prompt_tokens, second.prompt_tokens);
    QCOMPARE(same.token_ids, second.token_ids);
  }

  // Tokens that the decoder's head has no rows for are read and never said.
  void videoTokensAreNeverSaid() {
    const auto model = load(system_of("video_chatgpt").checkpoint);
    QCOMPARE(model->config().decoder.vocab_size, 518);
    QCOMPARE(model->config().decoder.spoken_tokens(), 515);
    const auto video = encode(model, "clip_short.mkv");
    AskOptions options = greedy(200);
    options.temperature = 5;
    options.repetition_guard = false;
    vp::base::NoProgress progress;
    Conversation conversation(model, video);
    const Turn& turn = conversation.ask("What?", options, kIgnore, progress);
    for (const std::int64_t id : turn.token_ids) QVERIFY(id < 515);
  }

  void numbersOfFramesAreChecked() {
    const auto llava = load(system_of("original").checkpoint);
    QVERIFY_EXCEPTION_THROWN(encode(llava, "clip_short.mkv", 12), vp::base::Error);  // runs of 8
    QCOMPARE(encode(llava, "clip_short.mkv", 8)->frame_slots(), 8);
    const auto hf = load(system_of("hf").checkpoint);
    QCOMPARE(encode(hf, "clip_short.mkv", 3)->frames().size(), std::size_t{3});
    const auto chatgpt = load(system_of("video_chatgpt").checkpoint);
    QVERIFY_EXCEPTION_THROWN(encode(chatgpt, "clip_portrait.mkv", 101), vp::base::Error);
    QCOMPARE(encode(chatgpt, "clip_portrait.mkv", 7)->frames().size(), std::size_t{7});
  }

  // Of the layer whose output counts. Pictures that were resized in 8 bits may differ by a level.
  void towersShowWhereTheyLooked_data() { add_systems(); }

  void towersShowWhereTheyLooked() {
    QFETCH(const QString, system);
    const auto [folder, checkpoint] = system_of(system);
    const auto video = encode(load(checkpoint), "clip_landscape.mkv");
    const vp::attention::TowerMaps& maps = video->tower_maps();
    auto expected = vp::test::load_tensors(folder / "clip_landscape.expected.safetensors");
    const bool chatgpt = system == "video_chatgpt";
    const double tolerance = system == "original" ? 2e-4 : 5e-3;
    const at::Tensor& values = expected[chatgpt ? "received_attention" : "cls_attention"];
    QCOMPARE(maps.frames(), static_cast<int>(values.size(0)));
    const at::Tensor found = at::tensor(at::ArrayRef<float>(maps.values)).view(values.sizes());
    QVERIFY((found - values).abs().max().item<double>() <= tolerance);
    const auto grid = vp::attention::tower_grid(maps, 3, {});
    const at::Tensor mean = values[3].mean(0).slice(0, values.size(2) - 16);
    for (int i = 0; i < 16; ++i)
      QVERIFY(std::abs(grid.values[static_cast<std::size_t>(i)] - mean[i].item<float>()) <= tolerance);
    QCOMPARE(maps.time.empty(), system != "original");
    if (maps.time.empty()) return;
    const at::Tensor& time = expected["cls_temporal_attention"];
    const at::Tensor over_time = at::tensor(at::ArrayRef<float>(maps.time)).view(time.sizes());
    QVERIFY((over_time - time).abs().max().item<double>() <= tolerance);
  }

  // The cache keeps tokens and maps of every system as they were.
  void keptVideosAreTheSame_data() { add_systems(); }

  void keptVideosAreTheSame() {
    QFETCH(const QString, system);
    const auto model = load(system_of(system).checkpoint);
    VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_short.mkv";
    request.pictures = true;
    vp::base::NoProgress progress;
    const auto video = EncodedVideo::encode(model, request, progress);
    const QTemporaryDir place;
    const fs::path file = fs::path(place.path().toStdString()) / "video.safetensors";
    video->write(file);
    const auto read = EncodedVideo::read(file, model->facts(), request, video->file_facts());
    QCOMPARE(read->frame_slots(), video->frame_slots());
    QVERIFY(read->tokens_per_frame() == video->tokens_per_frame());
    for (std::size_t i = 0; i < video->tokens_per_frame().size(); ++i)
      QVERIFY(read->frame_tokens(static_cast<int>(i)) == video->frame_tokens(static_cast<int>(i)));
    QVERIFY(read->tower_maps().values == video->tower_maps().values);
    QVERIFY(read->tower_maps().time == video->tower_maps().time);
    QVERIFY(read->frames().front().seen.pixels == video->frames().front().seen.pixels);
  }

  // What a system has not got is not there, rather than empty.
  void noSystemHasPartsOfStab_data() { add_systems(); }

  void noSystemHasPartsOfStab() {
    QFETCH(const QString, system);
    const auto model = load(system_of(system).checkpoint);
    QVERIFY(encode(model, "clip_short.mkv")->maps().empty());
    QVERIFY(model->facts()->fusion_alpha.empty());
    std::vector<std::string> names;
    for (const Intervention& one : all_interventions(model->config())) names.push_back(name_of(one));
    QCOMPARE(names, (std::vector<std::string>{"reversed", "shuffled"}));
  }

  void reversedFramesChangeTheAnswersProbability() {
    const auto model = load(system_of("original").checkpoint);
    VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_landscape.mkv";
    request.pictures = true;
    vp::base::NoProgress progress;
    const auto video = EncodedVideo::encode(model, request, progress);
    ExaminedQuestion question;
    question.question = "What is happening in the video?";
    question.options = greedy(8);
    Intervention reversed;
    reversed.order = FrameOrder::Reversed;
    const Comparison found = compare_interventions(
        model, *video, question, {Intervention{}, reversed}, [](const ScoredAnswer&) {},
        [](const InterventionResult&) {}, progress);
    QCOMPARE(found.results.size(), std::size_t{2});
    QVERIFY(std::abs(found.results[0].change) < 1e-4);
    QVERIFY(std::abs(found.results[1].change) > 1e-3);
  }

  void reportsSayWhatIsThere_data() { add_systems(); }

  void reportsSayWhatIsThere() {
    QFETCH(const QString, system);
    const fs::path folder = system_of(system).checkpoint;
    const CheckpointReport report = inspect_checkpoint({folder, {}, {}});
    for (const vp::base::Message& problem : report.problems)
      qWarning("%s", std::string(problem.text()).c_str());
    QVERIFY(report.problems.empty());
    const auto model = load(folder);
    QCOMPARE(report.visual_parameters, model->facts()->visual_parameters);
    QCOMPARE(report.decoder_parameters, model->facts()->decoder_parameters);
  }

  void missingPartsAreNamed() {
    const QTemporaryDir place;
    const fs::path decoder = fs::path(place.path().toStdString()) / "a" / "b" / "decoder";
    const auto [golden, checkpoint] = system_of("video_chatgpt");
    copy_decoder(checkpoint, decoder);
    LoadOptions options;
    options.folder = decoder;
    QVERIFY2(refusal(options).contains("--encoder"), qPrintable(refusal(options)));
    options.encoder = golden / "openai" / "clip-vit-large-patch14";
    QVERIFY2(refusal(options).contains("--projector"), qPrintable(refusal(options)));
    options.projector = golden / "MBZUAI" / "Video-ChatGPT-7B" / "video_chatgpt-7B.bin";
    QCOMPARE(refusal(options), QString());
  }

  void partsAreFoundInTheHubsCache() {
    const QTemporaryDir place;
    const fs::path root = place.path().toStdString();
    const auto [golden, checkpoint] = system_of("video_chatgpt");
    copy_decoder(checkpoint, root / "a" / "b" / "decoder");
    for (const auto& [name, from] :
         {std::pair{"models--openai--clip-vit-large-patch14", golden / "openai" / "clip-vit-large-patch14"},
          std::pair{"models--MBZUAI--Video-ChatGPT-7B", golden / "MBZUAI" / "Video-ChatGPT-7B"}}) {
      const fs::path part = root / "hub" / name;
      fs::create_directories(part / "refs");
      std::ofstream(part / "refs" / "main") << "abc123";
      copy_decoder(from, part / "snapshots" / "abc123");
    }
    qputenv("HF_HUB_CACHE", (root / "hub").c_str());
    LoadOptions options;
    options.folder = root / "a" / "b" / "decoder";
    QCOMPARE(refusal(options), QString());
    qputenv("HF_HUB_CACHE", "/nowhere");
  }

  void namesInAConfigLeadNowhereElse() {
    const QTemporaryDir place;
    const fs::path decoder = fs::path(place.path().toStdString()) / "a" / "b" / "decoder";
    const auto [golden, checkpoint] = system_of("video_chatgpt");
    copy_decoder(checkpoint, decoder);
    nlohmann::json config = nlohmann::json::parse(std::ifstream(decoder / "config.json"));
    LoadOptions options;
    options.folder = decoder;
    for (const std::string& name :
         {(golden / "openai" / "clip-vit-large-patch14").string(), std::string("../decoder"),
          std::string("openai/../decoder"), std::string("openai/"), std::string("")}) {
      config["mm_vision_tower"] = name;
      std::ofstream(decoder / "config.json") << config;
      QVERIFY2(refusal(options).contains("--encoder"), name.c_str());
    }
  }

  void otherTowersAndProjectorsAreRefused() {
    const QTemporaryDir place;
    const fs::path folder = fs::path(place.path().toStdString()) / "llava";
    copy_decoder(system_of("original").checkpoint, folder);
    const nlohmann::json config = nlohmann::json::parse(std::ifstream(folder / "config.json"));
    LoadOptions options;
    options.folder = folder;
    const nlohmann::json changes{{"mm_video_tower", "LanguageBind/LanguageBind_Video_V1.5_FT"},
                                 {"mm_projector_type", "linear"},
                                 {"mm_use_im_start_end", true},
                                 {"mm_vision_select_layer", -99}};
    for (const auto& [key, value] : changes.items()) {
      nlohmann::json changed = config;
      changed[key] = value;
      std::ofstream(folder / "config.json") << changed;
      QVERIFY2(refusal(options).contains(QString::fromStdString(key)), qPrintable(refusal(options)));
    }
    nlohmann::json none = config;
    none.erase("mm_video_tower");
    std::ofstream(folder / "config.json") << none;
    QVERIFY2(refusal(options).contains("mm_vision_tower"), qPrintable(refusal(options)));
    // Without the tower's own folder, the published sizes are expected.
    std::ofstream(folder / "config.json") << config;
    QVERIFY2(refusal(options).contains("mm_hidden_size"), qPrintable(refusal(options)));
  }

  void differencesToLlamaAreRefused() {
    const QTemporaryDir place;
    const fs::path root = place.path().toStdString();
    const auto [golden, checkpoint] = system_of("video_chatgpt");
    const fs::path delta = root / "delta";
    fs::create_directories(delta);
    fs::copy(checkpoint / "config.json", delta / "config.json");
    fs::copy(checkpoint / "tokenizer.model", delta / "tokenizer.model");
    const auto weights = vp::checkpoint::open_weights(checkpoint);
    vp::checkpoint::TensorsToWrite tensors;
    for (const vp::checkpoint::TensorInfo& info : weights->tensors()) {
      const auto bytes = std::make_shared<std::vector<std::byte>>(info.byte_count());
      weights->read(info, *bytes);
      if (info.name == "model.norm.weight") std::fill(bytes->begin(), bytes->end(), std::byte{0});
      tensors.add(info.name, info.dtype, info.shape, *bytes, bytes);
    }
    vp::checkpoint::write_safetensors(delta / "model.safetensors", tensors.tensors(), {});
    LoadOptions options;
    options.folder = delta;
    options.encoder = golden / "openai" / "clip-vit-large-patch14";
    options.projector = golden / "MBZUAI" / "Video-ChatGPT-7B" / "video_chatgpt-7B.bin";
    QVERIFY2(refusal(options).contains("delta weights"), qPrintable(refusal(options)));
  }
};

QTEST_GUILESS_MAIN(TestComparisonSystems)
#include "test_comparison_systems.moc"
