#include "eval/benchmark.h"

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "eval/layouts/layouts.h"

namespace vp::eval {
namespace {

constexpr Split kMsvd[] = {{13157, "test"}, {6415, "validation", false}, {30933, "training", false}};
constexpr Split kMsrvtt[] = {{72821, "test"}, {12278, "validation", false}, {158581, "training", false}};
constexpr Split kTgif[] = {{25751, "test, four tasks"}, {13691, "test, questions about a frame"}};
constexpr Split kActivityNet[] = {{8000, "test"}, {18000, "validation", false}, {32000, "training", false}};
constexpr Split kGeneric[] = {{1996, "test"}};
constexpr Split kTemporal[] = {{499, "test"}};
constexpr Split kMvbench[] = {{4000, "20 tasks"}};
constexpr Split kVideoMme[] = {{2700, "test"}};
constexpr Split kEgoSchema[] = {{500, "public subset"}};
constexpr Split kNextQa[] = {{8564, "test"}, {4996, "validation"}, {34132, "training", false}};
constexpr Split kNextGqa[] = {{5553, "test"}, {3358, "validation"}};
constexpr Split kPerception[] = {{19140, "validation"}};
constexpr Split kTempCompass[] = {{5536, "the three tasks without captioning"}};
constexpr Split kLongVideoBench[] = {{1337, "validation"}};
constexpr Split kMlvu[] = {{2174, "dev, tasks 1 to 7"}};

constexpr std::string_view kAuthorsFiles = "test_q.json, test_a.json, videos/";

struct Reader {
  Layout layout;
  void (*read)(BenchmarkBuilder&);
};

constexpr Reader kReaders[] = {
    {{"msvd", "MSVD-QA", kAuthorsFiles, kMsvd}, read_question_answer},
    {{"msrvtt", "MSRVTT-QA", kAuthorsFiles, kMsrvtt}, read_question_answer},
    {{"tgif", "TGIF-QA", "test_q.json, test_a.json, mp4/", kTgif}, read_question_answer},
    {{"activitynet", "ActivityNet-QA", "test_q.json, test_a.json, all_test/", kActivityNet},
     read_question_answer},
    {{"videochatgpt-generic", "Video-ChatGPT generic", "Benchmarking_QA/generic_qa.json, Test_Videos/",
      kGeneric},
     [](BenchmarkBuilder& builder) { read_video_chatgpt(builder, "generic"); }},
    {{"videochatgpt-temporal", "Video-ChatGPT temporal", "Benchmarking_QA/temporal_qa.json, Test_Videos/",
      kTemporal},
     [](BenchmarkBuilder& builder) { read_video_chatgpt(builder, "temporal"); }},
    {{"videochatgpt-consistency", "Video-ChatGPT consistency",
      "Benchmarking_QA/consistency_qa.json, Test_Videos/", kTemporal},
     [](BenchmarkBuilder& builder) { read_video_chatgpt(builder, "consistency"); }},
    {{"mvbench", "MVBench", "json/TASK.json, video/SOURCE/", kMvbench}, read_mvbench},
    {{"videomme", "Video-MME", "videomme.json (the rows of the Parquet file), data/", kVideoMme},
     read_video_mme},
    {{"egoschema", "EgoSchema", "questions.json, subset_answers.json, videos/", kEgoSchema}, read_egoschema},
    {{"nextqa", "NExT-QA", "test.csv or val.csv, videos/", kNextQa},
     [](BenchmarkBuilder& builder) { read_next_qa(builder, false); }},
    {{"nextgqa", "NExT-GQA", "test.csv and gsub_test.json, or val.csv and gsub_val.json, videos/", kNextGqa},
     [](BenchmarkBuilder& builder) { read_next_qa(builder, true); }},
    {{"perceptiontest", "Perception Test", "mc_question_valid.json or all_valid.json, videos/", kPerception},
     read_perception_test},
    {{"tempcompass", "TempCompass", "questions/TASK.json, videos/", kTempCompass}, read_temp_compass},
    {{"longvideobench", "LongVideoBench", "lvb_val.json, videos/", kLongVideoBench}, read_long_video_bench},
    {{"mlvu", "MLVU", "json/1_plotQA.json to json/7_topic_reasoning.json, video/TASK/", kMlvu}, read_mlvu}};

constexpr std::size_t kLayouts = std::size(kReaders);

constexpr std::array<Layout, kLayouts> kLayoutList = [] {
  std::array<Layout, kLayouts> list{};
  for (std::size_t i = 0; i < kLayouts; ++i) list[i] = kReaders[i].layout;
  return list;
}();

}  // namespace

bool Benchmark::is_choice() const {
  return std::all_of(questions.begin(), questions.end(),
                     [](const Question& question) { return question.is_choice(); });
}

std::string Benchmark::size_text() const {
  std::string text = std::to_string(questions.size()) + " questions; published:";
  const char* before = " ";
  for (const Split& split : layout->splits) {
    if (!split.published) continue;
    text += before + std::to_string(split.questions) + " (" + std::string(split.name) + ")";
    before = ", ";
  }
  return text;
}

std::span<const Layout> layouts() {
  return kLayoutList;
}

Benchmark read_benchmark(std::string_view name, const std::filesystem::path& data,
                         const std::stop_token& stop) {
  for (std::size_t i = 0; i < kLayouts; ++i) {
    if (kLayoutList[i].name != name) continue;
    BenchmarkBuilder builder(kLayoutList[i], data, stop);
    kReaders[i].read(builder);
    return builder.finish();
  }
  throw base::Error(base::ErrorCode::Usage,
                    base::untranslated("There is no benchmark \"" + std::string(name) +
                                       "\"; videopanda eval --help lists them."));
}

}  // namespace vp::eval
