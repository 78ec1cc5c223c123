#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/interventions.h"
#include "engine/model.h"
#include "engine/occlusion.h"
#include "library/video_cache.h"
#include "ui/inference/progress_relay.h"
#include "ui/inference/worker.h"
#include "ui/mailbox.h"

namespace vp::ui {

using EncodedVideoPtr = std::shared_ptr<const engine::EncodedVideo>;

/// The model's side of the window: loads a checkpoint, encodes the open video, asks. Everything runs
/// in order on one worker thread; every function here returns at once and every outcome is a signal. While
/// nothing else is to be done the model reads the video ahead of the next question.
class Inference final : public QObject {
  Q_OBJECT

 public:
  /// What a failure belongs to.
  enum class Task { Load, Encode, Ask, Compare, Check, Measure };
  Q_ENUM(Task)

  /// `open_engine` is called on the worker thread before anything of the engine is used.
  explicit Inference(std::function<void()> open_engine = {}, QObject* parent = nullptr);
  ~Inference() override;

  /// Where encoded videos are looked for before one is encoded; null for nowhere.
  void set_cache(std::shared_ptr<const library::VideoCache> cache);
  /// Replaces the model; an open video is encoded again, and the conversation about it begins with `known`,
  /// as in open_video().
  void load_model(const engine::LoadOptions& options, const std::vector<engine::Turn>& known = {});
  /// Forgets the video or the frames before, whatever is being done with them, and encodes these once a model
  /// is there. The conversation about it begins with `known`: turns of the model in use with their tokens,
  /// those of others with their texts.
  void open_video(const engine::VideoRequest& request, const std::vector<engine::Turn>& known = {});
  void close_video();
  /// Asks behind the first `after_turns` turns and forgets what came after them. Saying it with every
  /// question keeps the worker's conversation and the window's the same, whatever was stopped in between.
  void ask(const QString& question, const engine::AskOptions& options, int after_turns);
  /// Forgets all turns but the first `turns`; stop() does not prevent it.
  void truncate(int turns);
  /// Forgets all turns, the one that is being written too. A video that is being encoded goes on being so.
  void restart_conversation();
  /// The device that the model lies on does not answer any more: the next question or job loads the model
  /// again, on whichever device there is, and a question analyses the video anew. Called where work shows it.
  void device_lost();
  /// Lets the model go until then: another one needs its memory.
  void release_model() { device_lost(); }
  /// Looks into the answer of a question of the conversation, which is taken where it stands there, or into
  /// that of another question, which is asked by itself with `options`. Their seed is the shuffling's, too.
  void compare(const QString& question, std::vector<engine::Intervention> interventions,
               const engine::AskOptions& options);
  void check(const QString& question, engine::OcclusionOptions how, const engine::AskOptions& options);
  /// Measures what the answer of this turn of the conversation loses without each frame.
  void measure(int turn, const engine::KnockoutOptions& options);
  /// What a job of another room works with: the model and the encoded video, null where there is none, and
  /// the answered turns.
  struct Loaded {
    std::shared_ptr<const engine::Model> model;
    engine::VideoRequest request;  ///< the film that is shown, encoded or not; no file: none
    EncodedVideoPtr video;
    std::vector<engine::Turn> turns;
    std::shared_ptr<const library::VideoCache> cache;  ///< null: nothing is kept
  };
  using LoadedWork =
      std::function<void(const Loaded& loaded, base::Progress& progress, const std::stop_token& stop)>;
  /// Runs `work` on the worker thread in its turn (an export, a check of a transcript), then `done` or
  /// `failed` here unless `context` is gone. Its progress comes as progressed(). stop() and stop_jobs() stop
  /// it. A model that was let go is loaded again before, unless the work does not need it.
  enum class JobModel { Needed, NotNeeded };
  void run_job(QObject* context, LoadedWork work, std::function<void()> done,
               std::function<void(const Failure&)> failed, JobModel model = JobModel::Needed);
  void stop_jobs();
  /// Stops whatever runs and drops what waits.
  void stop();

  bool busy() const { return jobs_ > 0; }
  /// A model is loaded or on its way.
  bool model_expected() const { return has_model_ || loads_ > 0; }

 signals:
  void busy_changed(bool busy);
  void progressed(const vp::ui::ProgressState& state);
  void warned(const vp::base::Message& message);
  void model_loading(const QString& folder);
  /// Also after a load that failed, of the model that is kept.
  void model_loaded(const vp::engine::ModelFactsPtr& model);
  void encoding_started();
  void video_encoded(const vp::ui::EncodedVideoPtr& video);
  /// How much of what stands before the next question the model has read, from 0 to 1; a question waits for
  /// the rest alone. Also 1 when there is nothing to read any more.
  void read_ahead(double share);
  void text_streamed(const QString& text);
  void turn_finished(const vp::engine::Turn& turn);
  /// Of a comparison, one after the other, and its end; `video` is what was compared or checked.
  void unchanged_scored(const vp::engine::ScoredAnswer& answer);
  void intervention_finished(const vp::engine::InterventionResult& result);
  void comparison_finished(const vp::ui::EncodedVideoPtr& video);
  void check_finished(const vp::engine::OcclusionCheck& check, const vp::ui::EncodedVideoPtr& video);
  void measured(int turn, const std::shared_ptr<const vp::evidence::FrameKnockout>& knockout);
  void failed(vp::ui::Inference::Task task, const vp::ui::Failure& failure);

 private:
  class Keeping;
  struct Pipeline;

  /// Jobs that are given up together: their results, their progress and their text are dropped then.
  struct Series {
    std::stop_source stop;
    quint64 generation = 0;
    ProgressRelay relay;

    /// Stops them, and begins another series.
    void abandon();
  };

  void encode();
  /// From now on, while nothing else is to be done.
  void begin_reading_ahead();
  /// Of the video, and with it of the conversation about it.
  void abandon_video_jobs();
  void begin();
  void tell_loaded_again(const engine::ModelFactsPtr& facts);
  void end();
  /// Runs `work(stop_token, JobProgress&)` as a job of `series`.
  template <typename Work, typename Done>
  void run_in(Series& series, Task task, Work work, Done done,
              Worker::IdlePiece reading_ahead = Worker::IdlePiece::Stops);

  ProgressRelay relay_;                 ///< of jobs that nothing but stop() gives up
  Series video_;                        ///< encoding the open video
  Series conversation_;                 ///< what is asked about it
  ProgressRelay ahead_;                 ///< of reading the video ahead, in the video's generation
  std::shared_ptr<Pipeline> pipeline_;  ///< used on the worker thread only
  engine::VideoRequest request_;        ///< no file: no video
  std::stop_source load_stop_;
  std::stop_source job_stop_;
  int jobs_ = 0;
  int loads_ = 0;
  bool has_model_ = false;
  bool on_gpu_ = false;  ///< the model is
  Mailbox results_;      ///< what a job gives before its end
  Worker worker_;        ///< last: joins its thread before anything above is gone
};

}  // namespace vp::ui
