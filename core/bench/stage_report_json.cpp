#include "bench/stage_report_json.h"

#include <nlohmann/json.hpp>

namespace vp::bench {

std::string json_of(const StageReport& report, const std::string& shape) {
  nlohmann::ordered_json stages = nlohmann::ordered_json::array();
  for (const StageTiming& stage : report.stages)
    stages.push_back({{"stage", stage.name},
                      {"amount", stage.amount},
                      {"ms", stage.ms},
                      {"gflop", stage.gflop},
                      {"gbyte", stage.gbyte},
                      {"share_of_limit", stage.share_of_limit},
                      {"per_second", stage.per_second}});
  const nlohmann::ordered_json object{{"shape", shape},
                                      {"layers", report.layers},
                                      {"layers_of_shape", report.layers_of_shape},
                                      {"device", report.device},
                                      {"dtype", report.dtype},
                                      {"threads", report.threads},
                                      {"matrix_gflop_per_s", report.rates.matrix_gflops},
                                      {"memory_read_gb_per_s", report.rates.memory_read_gb_s},
                                      {"matrix_rows", report.rates.matrix_rows},
                                      {"launch_us", report.rates.launch_us},
                                      {"stages", stages},
                                      {"notes", report.notes}};
  return object.dump(2);
}

}  // namespace vp::bench
