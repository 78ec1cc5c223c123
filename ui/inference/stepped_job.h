#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "ui/inference/inference.h"
#include "ui/mailbox.h"

namespace vp::ui {

/// What takes long on the window's worker, a piece at a time, so that what the user asks meanwhile comes in
/// between. Its warnings are not said beside the conversation: whoever runs it shows them where they belong.
class SteppedJob final : public QObject {
  Q_OBJECT

 public:
  /// What the worker thread tells the window's.
  class Events final : public std::enable_shared_from_this<Events> {
   public:
    /// `event` runs on the window's thread, behind those told before it, unless the job is gone by then.
    /// However many there are, the window gets one event for those of its last round.
    void tell(std::function<void()> event);

   private:
    friend class SteppedJob;

    void deliver();

    std::mutex mutex_;
    Mailbox* mailbox_ = nullptr;  ///< null when the job is gone
    std::vector<std::function<void()>> waiting_;
    bool posted_ = false;
  };

  /// One piece, on the worker thread; whether another one follows.
  using Step = std::function<bool(const Inference::Loaded& loaded, base::Progress& progress,
                                  const std::stop_token& stop)>;

  /// `inference` must outlive it.
  explicit SteppedJob(Inference& inference, QObject* parent = nullptr);
  ~SteppedJob() override;

  using Model = Inference::JobModel;

  /// Nothing where it runs already. A piece that is running when another model is read is the last one.
  void start(Step step, Model model = Model::Needed);
  void stop();
  bool running() const { return running_; }
  const std::shared_ptr<Events>& events() const { return events_; }

 signals:
  // Both behind all events; it is not running any more.
  void finished();
  void failed(const vp::ui::Failure& failure);

 private:
  void run_next(const std::shared_ptr<Step>& step, Model model);
  void end();

  Inference& inference_;
  Mailbox mailbox_;
  std::shared_ptr<Events> events_;
  bool running_ = false;
  bool stopping_ = false;  ///< the user's wish, where it came between two pieces
};

}  // namespace vp::ui
