#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "eval/benchmark.h"
#include "eval/prediction.h"
#include "ui/inference/inference.h"
#include "ui/inference/stepped_job.h"

namespace vp::ui {

/// Which benchmark, and where its answers go.
struct BenchmarkRequest {
  std::string name;  ///< of the layout
  std::filesystem::path data, results;
};

/// Reads a benchmark's folder and asks its questions on the window's worker, a film at a time, so that what
/// the user asks meanwhile comes in between. Every outcome is a signal.
class BenchmarkController final : public QObject {
  Q_OBJECT

 public:
  /// `inference` must outlive it.
  explicit BenchmarkController(Inference& inference, QObject* parent = nullptr);
  ~BenchmarkController() override;

  /// Reads the folder, without asking anything.
  void look(const BenchmarkRequest& request);
  /// Reads it and asks what the results file has no answer to.
  void start(const BenchmarkRequest& request);
  /// Stops after the current token; what is answered stays in the results file.
  void stop();
  bool running() const { return state_ != nullptr; }

 signals:
  void read(const vp::eval::Benchmark& benchmark);
  void answered(const vp::eval::Prediction& prediction);
  void finished();
  void failed(const vp::ui::Failure& failure);

 private:
  struct State;

  void begin(const BenchmarkRequest& request, bool asks);

  SteppedJob job_;
  std::shared_ptr<State> state_;  ///< of the run
};

}  // namespace vp::ui
