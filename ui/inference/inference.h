#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <stop_token>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "ui/inference/progress_relay.h"
#include "ui/inference/worker.h"

namespace vp::ui {

/// What the window says about a loaded checkpoint.
struct ModelSummary {
  QString name;
  QString folder;
  QString device;
  QString dtype;
  qint64 parameters = 0;
  /// For its sizes and its tokenizer, which may be used on any thread; let go of it when another one loads.
  std::shared_ptr<const engine::Model> model;
};

using EncodedVideoPtr = std::shared_ptr<const engine::EncodedVideo>;

/// The model's side of the window: loads a checkpoint, encodes the open video, asks, saves. Everything runs
/// in order on one worker thread; every function here returns at once and every outcome is a signal.
class Inference final : public QObject {
  Q_OBJECT

 public:
  /// What a failure belongs to.
  enum class Task { Load, Encode, Ask, Save };
  Q_ENUM(Task)

  explicit Inference(QObject* parent = nullptr);
  ~Inference() override;

  /// Replaces the model; an open video is encoded again and its conversation starts anew.
  void load_model(const engine::LoadOptions& options);
  /// Forgets the video before, whatever is being done with it, and encodes this one once a model is there.
  void open_video(const std::filesystem::path& file);
  void close_video();
  /// Asks behind the first `after_turns` turns and forgets what came after them. Saying it with every
  /// question keeps the worker's conversation and the window's the same, whatever was stopped in between.
  void ask(const QString& question, const engine::AskOptions& options, int after_turns);
  /// Forgets all turns but the first `turns`; stop() does not prevent it.
  void truncate(int turns);
  /// Forgets all turns, the one that is being written too.
  void restart_conversation();
  /// Writes the record of the conversation, .md or .json by the file's ending. Only stop() prevents it:
  /// opening another video or starting anew leaves a save that was asked for alone.
  void save_transcript(const std::filesystem::path& file);
  /// Stops whatever runs and drops what waits.
  void stop();

  bool busy() const { return jobs_ > 0; }
  bool saving() const { return saves_ > 0; }
  /// A model is loaded or on its way.
  bool model_expected() const { return has_model_ || loads_ > 0; }

 signals:
  void busy_changed(bool busy);
  void progressed(const vp::ui::ProgressState& state);
  void warned(const QString& sentence);
  void model_loading(const QString& folder);
  void model_loaded(const vp::ui::ModelSummary& model);
  void encoding_started();
  void video_encoded(const vp::ui::EncodedVideoPtr& video);
  void text_streamed(const QString& text);
  void turn_finished(const vp::engine::Turn& turn);
  void transcript_saved(const QString& file);
  void failed(vp::ui::Inference::Task task, const vp::ui::Failure& failure);

 private:
  struct Pipeline;

  void encode();
  /// Stops what is done with the video and drops its results.
  void abandon_video_jobs();
  void begin();
  void end();
  /// Runs `work(stop_token, JobProgress&)` as a job of the open video: its outcome is dropped when the video
  /// or the conversation has been replaced by then.
  template <typename Work, typename Done>
  void run_for_video(Task task, Work work, Done done);

  ProgressRelay relay_;
  std::shared_ptr<Pipeline> pipeline_;  ///< used on the worker thread only
  std::filesystem::path file_;
  std::stop_source load_stop_;
  std::stop_source video_stop_;
  std::stop_source save_stop_;
  quint64 generation_ = 0;  ///< of the open video and its conversation
  int jobs_ = 0;
  int loads_ = 0;
  int saves_ = 0;
  bool has_model_ = false;
  Worker worker_;  ///< last: joins its thread before anything above is gone
};

}  // namespace vp::ui
