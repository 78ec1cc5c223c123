#pragma once

// The readers of benchmarks' folders, one a layout; core/eval/benchmark has their names.
#include <string>

#include "eval/benchmark_builder.h"

namespace vp::eval {

// Each reads what lies in builder.data() and throws Error(Usage) where the layout's files are not there.

/// MSVD, MSRVTT, TGIF and ActivityNet as Video-LLaVA's authors cut them.
void read_question_answer(BenchmarkBuilder& builder);
/// Video-ChatGPT's generative benchmark: "generic", "temporal" or "consistency".
void read_video_chatgpt(BenchmarkBuilder& builder, const std::string& part);
void read_mvbench(BenchmarkBuilder& builder);
void read_video_mme(BenchmarkBuilder& builder);
void read_egoschema(BenchmarkBuilder& builder);
/// `with_spans`: NExT-GQA, of which every question has the part of the film that shows the answer.
void read_next_qa(BenchmarkBuilder& builder, bool with_spans);
void read_perception_test(BenchmarkBuilder& builder);
void read_temp_compass(BenchmarkBuilder& builder);
void read_long_video_bench(BenchmarkBuilder& builder);
void read_mlvu(BenchmarkBuilder& builder);

}  // namespace vp::eval
