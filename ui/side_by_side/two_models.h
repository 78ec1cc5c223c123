#pragma once

#include <QObject>
#include <QString>
#include <memory>

#include "engine/model.h"
#include "jobs/answer_alone.h"
#include "ui/inference/stepped_job.h"

namespace vp::ui {

/// Asks two models the same question about the open film, one after the other on the window's worker: the
/// window's own, and another one, which is kept for the next question where both fit into memory. Where they
/// do not, the window's model makes room, and is loaded again with the next question of the conversation.
class TwoModels final : public QObject {
  Q_OBJECT

 public:
  enum Side { Own, Other };

  struct Request {
    QString question;
    engine::AskOptions ask;
    engine::LoadOptions other;
  };

  /// `inference` must outlive it.
  explicit TwoModels(Inference& inference, QObject* parent = nullptr);
  ~TwoModels() override;

  /// Nothing where it runs already.
  void start(const Request& request);
  void stop();
  bool running() const { return running_; }
  /// Lets the other model go; nothing while it runs.
  void forget();
  bool holds_other() const;

 signals:
  /// One of them is being loaded; or is shown the film and asked.
  void loading();
  void asking(vp::ui::TwoModels::Side side, const vp::engine::ModelFactsPtr& model);
  void text_streamed(vp::ui::TwoModels::Side side, const QString& piece);
  void answered(vp::ui::TwoModels::Side side, const vp::jobs::AloneAnswer& answer);
  /// The window's model made room for the other one.
  void made_room();
  // Neither runs any more.
  void finished();
  void failed(const vp::ui::Failure& failure);

 private:
  struct State;

  void run(SteppedJob::Model model);
  void end();

  Inference& inference_;
  SteppedJob job_;
  std::shared_ptr<State> state_;
  bool running_ = false;
};

}  // namespace vp::ui
