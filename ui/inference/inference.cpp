#include "ui/inference/inference.h"

#include <mutex>
#include <utility>

#include "jobs/kept_films.h"
#include "jobs/question_to_examine.h"
#include "ui/look/format.h"

namespace vp::ui {

/// Writing what was read of the video, which any thread may interrupt.
class Inference::Keeping {
 public:
  std::stop_source begin() {
    const std::lock_guard lock(mutex_);
    return stop_ = std::stop_source();
  }
  void interrupt() {
    const std::lock_guard lock(mutex_);
    stop_.request_stop();
  }

 private:
  std::mutex mutex_;
  std::stop_source stop_;
};

/// What the jobs hand on to one another. Only the worker thread looks inside.
struct Inference::Pipeline {
  Keeping keeping;
  std::shared_ptr<const engine::Model> model;
  engine::LoadOptions load_options;  ///< of the model
  bool device_lost = false;          ///< it has to be loaded again with them
  engine::VideoRequest request;
  EncodedVideoPtr video;
  std::unique_ptr<engine::Conversation> conversation;
  std::shared_ptr<const library::VideoCache> cache;
  bool prefix_kept = false;               ///< it is in the cache, or cannot be
  std::vector<engine::Turn> known_turns;  ///< with which a conversation about the video begins

  std::vector<engine::Turn> turns() const {
    return conversation ? conversation->turns() : std::vector<engine::Turn>();
  }

  Loaded loaded(const engine::VideoRequest& shown) const { return {model, shown, video, turns(), cache}; }

  /// What this model can look into: of another's answers only what was said.
  engine::ExaminedQuestion examined(const std::string& question, const engine::AskOptions& options) const {
    std::vector<engine::Turn> read;
    for (const engine::Turn& turn : conversation->turns())
      read.push_back(engine::as_read_by(turn, *model->facts()));
    return jobs::question_to_examine(read, question, options);
  }

  void forget_video() {
    conversation.reset();
    video.reset();
  }

  /// Nothing that lies on the device can be used any more; what was said stays.
  void lose_device() {
    if (!model) return;
    if (conversation) known_turns = conversation->turns();
    forget_video();
    model.reset();
    device_lost = true;
  }

  /// The window shows this video, although encoding it may have been stopped before it began: what there is
  /// of another one must not pass for it.
  void keep_only(const engine::VideoRequest& shown) {
    if (!(request == shown)) forget_video();
  }

  /// A conversation that has not begun yet begins with fewer turns then.
  void truncate(const engine::VideoRequest& shown, std::size_t turns) {
    if (conversation && request == shown) conversation->truncate(turns);
    if (turns < known_turns.size()) known_turns.resize(turns);
  }

  /// Where the next one cannot be loaded, the one before stays, and `kept` says so; unless both did not fit.
  void replace_model(const engine::LoadOptions& wanted, base::Progress& progress, const std::stop_token& stop,
                     engine::ModelFactsPtr& kept) {
    if (model) kept = model->facts();
    device_lost = false;
    try {
      model = engine::Model::load(wanted, progress, stop);
      load_options = wanted;
      return;
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::Device || !model) throw;
    }
    kept.reset();
    model.reset();
    model = engine::Model::load(wanted, progress, stop);
    load_options = wanted;
  }

  /// Whether the model was loaded again because its device was lost.
  bool load_again(base::Progress& progress, const std::stop_token& stop) {
    if (!device_lost) return false;
    model = engine::Model::load(load_options, progress, stop);
    device_lost = false;
    return true;
  }

  const EncodedVideoPtr& encoded(const engine::VideoRequest& wanted, base::Progress& progress,
                                 const std::stop_token& stop) {
    load_again(progress, stop);
    if (!model) {
      throw base::Error(base::ErrorCode::Checkpoint,
                        base::message("No model is loaded. Choose a checkpoint folder before asking."));
    }
    if (video && request == wanted) return video;
    forget_video();
    video = cache ? cache->find(model->facts(), wanted) : nullptr;
    if (video) {
      for (const base::Message& warning : video->warnings()) progress.warn(warning);
    } else {
      video = engine::EncodedVideo::encode(model, wanted, progress, stop);
    }
    conversation =
        std::make_unique<engine::Conversation>(jobs::conversation_about(model, video, cache.get()));
    prefix_kept = false;
    for (const engine::Turn& turn : known_turns) conversation->add_known_turn(turn);
    request = wanted;
    return video;
  }

  /// Reads a piece of the video ahead, or keeps what was read; false when nothing is left to do.
  bool read_ahead(const engine::VideoRequest& shown, base::Progress& progress, const std::stop_token& stop) {
    if (!conversation || !(request == shown)) return false;
    if (conversation->prefill_ahead(progress, stop)) return true;
    if (!cache || prefix_kept) return false;
    // A question does not wait for the disk; what is not written then is written afterwards.
    std::stop_source writing = keeping.begin();
    const std::stop_callback with_the_piece(stop, [&writing] { writing.request_stop(); });
    try {
      cache->store_prefix(*conversation, library::CacheRoom::OfOldest, writing.get_token());
    } catch (const base::Error& error) {
      // What cannot be kept is computed again some day.
      if (error.code() == base::ErrorCode::Stopped) throw;
    }
    prefix_kept = true;
    return false;
  }
};

void Inference::Series::abandon() {
  stop.request_stop();
  stop = std::stop_source();
  relay.discard_before(++generation);
}

Inference::Inference(std::function<void()> open_engine, QObject* parent)
    : QObject(parent), pipeline_(std::make_shared<Pipeline>()), worker_(std::move(open_engine)) {
  for (ProgressRelay* relay : {&relay_, &video_.relay, &conversation_.relay}) {
    connect(relay, &ProgressRelay::progressed, this, &Inference::progressed);
    connect(relay, &ProgressRelay::warned, this, &Inference::warned);
  }
  connect(&conversation_.relay, &ProgressRelay::streamed, this, &Inference::text_streamed);
  connect(&ahead_, &ProgressRelay::progressed, this, [this](const ProgressState& state) {
    emit read_ahead(static_cast<double>(state.done) / static_cast<double>(state.total));
  });
}

Inference::~Inference() {
  stop();
}

void Inference::set_cache(std::shared_ptr<const library::VideoCache> cache) {
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_, cache = std::move(cache)](const std::stop_token&) {
        pipeline->cache = cache;
        return true;
      },
      [](bool) {}, [](const Failure&) {});
}

void Inference::begin() {
  if (jobs_++ == 0) emit busy_changed(true);
}

void Inference::end() {
  if (--jobs_ == 0) emit busy_changed(false);
}

template <typename Work, typename Done>
void Inference::run_in(Series& series, Task task, Work work, Done done, Worker::IdlePiece reading_ahead) {
  begin();
  worker_.run(
      series.stop, this,
      [work = std::move(work), progress = JobProgress(series.relay, series.generation)](
          const std::stop_token& token) mutable { return work(token, progress); },
      [this, &series, generation = series.generation, done = std::move(done)](auto result) mutable {
        if (generation == series.generation) {
          series.relay.flush();
          done(std::move(result));
        }
        end();
      },
      [this, &series, task, generation = series.generation](const Failure& failure) {
        // What waited for a model that could not be loaded is not a second failure.
        if (generation == series.generation && model_expected()) {
          series.relay.flush();
          emit failed(task, failure);
        }
        if (failure.code == base::ErrorCode::Device && on_gpu_) device_lost();
        end();
      },
      reading_ahead);
}

void Inference::load_model(const engine::LoadOptions& options, const std::vector<engine::Turn>& known) {
  stop();
  abandon_video_jobs();
  ++loads_;
  has_model_ = false;
  emit model_loading(from_path(options.folder));
  begin();
  const auto kept = std::make_shared<engine::ModelFactsPtr>();
  // Of several loads only the last one counts; the ones before were stopped, or came too late to matter.
  worker_.run(
      load_stop_, this,
      [pipeline = pipeline_, options, known, kept,
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& token) mutable {
        pipeline->known_turns = known;
        pipeline->forget_video();
        pipeline->replace_model(options, progress, token, *kept);
        return pipeline->model->facts();
      },
      [this](const engine::ModelFactsPtr& model) {
        if (--loads_ == 0) {
          has_model_ = true;
          on_gpu_ = model->device != "cpu";
          relay_.flush();
          emit model_loaded(model);
        }
        end();
      },
      [this, kept](const Failure& failure) {
        if (--loads_ == 0) {
          relay_.flush();
          emit failed(Task::Load, failure);
          has_model_ = *kept != nullptr;
          if (has_model_) emit model_loaded(*kept);
        }
        end();
      });
  if (!request_.file.empty()) encode();
}

void Inference::open_video(const engine::VideoRequest& request, const std::vector<engine::Turn>& known) {
  close_video();
  request_ = request;
  request_.pictures = true;
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_, request = request_, known](const std::stop_token&) {
        pipeline->forget_video();  // the same file may have changed since it was opened last
        pipeline->known_turns = known;
        return true;
      },
      [](bool) {}, [](const Failure&) {});
  if (model_expected()) encode();
}

void Inference::close_video() {
  abandon_video_jobs();
  request_ = {};
}

void Inference::abandon_video_jobs() {
  worker_.set_idle_work(nullptr);
  video_.abandon();
  conversation_.abandon();
  ahead_.discard_before(video_.generation);
  emit read_ahead(1);
}

void Inference::encode() {
  emit encoding_started();
  run_in(
      video_, Task::Encode,
      [pipeline = pipeline_, request = request_](const std::stop_token& token, JobProgress& progress) {
        return pipeline->encoded(request, progress, token);
      },
      [this](const EncodedVideoPtr& video) {
        emit video_encoded(video);
        begin_reading_ahead();
      });
}

void Inference::begin_reading_ahead() {
  worker_.set_idle_work(
      [pipeline = pipeline_, request = request_, progress = JobProgress(ahead_, video_.generation)](
          const std::stop_token& token) mutable { return pipeline->read_ahead(request, progress, token); });
}

void Inference::ask(const QString& question, const engine::AskOptions& options, int after_turns) {
  struct Answer {
    EncodedVideoPtr video;
    engine::Turn turn;
    bool encoded_now = false;
    bool device_failed = false;
    engine::ModelFactsPtr loaded_now;
  };
  pipeline_->keeping.interrupt();
  run_in(
      conversation_, Task::Ask,
      [pipeline = pipeline_, request = request_, question = question.toStdString(), options, after_turns](
          const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        const bool loads_now = pipeline->device_lost;
        Answer answer;
        answer.video = pipeline->encoded(request, progress, token);
        answer.encoded_now = encoded_now;
        if (loads_now) answer.loaded_now = pipeline->model->facts();
        const auto on_text = [&](std::string_view text) { progress.stream(text); };
        pipeline->conversation->truncate(static_cast<std::size_t>(after_turns));
        answer.turn = pipeline->conversation->ask(question, options, on_text, progress, token);
        answer.device_failed = pipeline->conversation->device_failed();
        return answer;
      },
      [this](const Answer& answer) {
        if (answer.device_failed) device_lost();
        if (answer.loaded_now) tell_loaded_again(answer.loaded_now);
        if (answer.encoded_now) emit video_encoded(answer.video);
        emit turn_finished(answer.turn);
      },
      Worker::IdlePiece::Finishes);
}

void Inference::tell_loaded_again(const engine::ModelFactsPtr& facts) {
  on_gpu_ = facts->device != "cpu";
  emit model_loaded(facts);
}

void Inference::device_lost() {
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_](const std::stop_token&) {
        pipeline->lose_device();
        return true;
      },
      [](bool) {}, [](const Failure&) {});
}

void Inference::truncate(int turns) {
  begin();
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_, request = request_, turns](const std::stop_token&) {
        pipeline->truncate(request, static_cast<std::size_t>(turns));
        return true;
      },
      [this](bool) { end(); }, [this](const Failure&) { end(); });
}

void Inference::compare(const QString& question, std::vector<engine::Intervention> interventions,
                        const engine::AskOptions& options) {
  for (engine::Intervention& intervention : interventions)
    if (intervention.order == engine::FrameOrder::Shuffled) intervention.seed = options.seed;
  const auto post = [this, generation = conversation_.generation](auto emitted) {
    results_.post([this, generation, emitted = std::move(emitted)] {
      if (generation == conversation_.generation) emitted();
    });
  };
  struct Compared {
    EncodedVideoPtr video;
    bool encoded_now = false;
  };
  run_in(
      conversation_, Task::Compare,
      [this, post, pipeline = pipeline_, request = request_, question = question.toStdString(), interventions,
       options](const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        const EncodedVideoPtr video = pipeline->encoded(request, progress, token);
        engine::compare_interventions(
            pipeline->model, *video, pipeline->examined(question, options), interventions,
            [&](const engine::ScoredAnswer& answer) {
              post([this, answer] { emit unchanged_scored(answer); });
            },
            [&](const engine::InterventionResult& result) {
              post([this, result] { emit intervention_finished(result); });
            },
            progress, token);
        return Compared{video, encoded_now};
      },
      [this](const Compared& result) {
        if (result.encoded_now) emit video_encoded(result.video);
        emit comparison_finished(result.video);
      });
}

void Inference::check(const QString& question, engine::OcclusionOptions how,
                      const engine::AskOptions& options) {
  how.seed = options.seed;  // of the random patches
  struct Checked {
    engine::OcclusionCheck check;
    EncodedVideoPtr video;
    bool encoded_now = false;
  };
  run_in(
      conversation_, Task::Check,
      [pipeline = pipeline_, request = request_, question = question.toStdString(), how, options](
          const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        const EncodedVideoPtr video = pipeline->encoded(request, progress, token);
        return Checked{
            engine::check_by_occlusion(pipeline->model, *video, pipeline->examined(question, options), how,
                                       progress, token),
            video, encoded_now};
      },
      [this](const Checked& result) {
        if (result.encoded_now) emit video_encoded(result.video);
        emit check_finished(result.check, result.video);
      });
}

void Inference::measure(int turn, const engine::KnockoutOptions& options) {
  struct Measured {
    std::shared_ptr<const evidence::FrameKnockout> knockout;
    EncodedVideoPtr video;
    bool encoded_now = false;
  };
  pipeline_->keeping.interrupt();
  run_in(
      conversation_, Task::Measure,
      [pipeline = pipeline_, request = request_, turn, options](const std::stop_token& token,
                                                                JobProgress& progress) {
        Measured result;
        result.encoded_now = !pipeline->video || !(pipeline->request == request);
        result.video = pipeline->encoded(request, progress, token);
        result.knockout =
            std::make_shared<const evidence::FrameKnockout>(pipeline->conversation->knock_out_frames(
                static_cast<std::size_t>(turn), options, progress, token));
        return result;
      },
      [this, turn](const Measured& result) {
        if (result.encoded_now) emit video_encoded(result.video);
        emit measured(turn, result.knockout);
      },
      Worker::IdlePiece::Finishes);
}

void Inference::restart_conversation() {
  conversation_.abandon();
  truncate(0);
}

void Inference::run_job(QObject* context, LoadedWork work, std::function<void()> done,
                        std::function<void(const Failure&)> failed, JobModel model) {
  begin();
  worker_.run(
      job_stop_, this,
      [pipeline = pipeline_, request = request_, work = std::move(work), model,
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& token) mutable {
        pipeline->keep_only(request);
        engine::ModelFactsPtr loaded_now;
        if (model == JobModel::Needed && pipeline->load_again(progress, token))
          loaded_now = pipeline->model->facts();
        work(pipeline->loaded(request), progress, token);
        return loaded_now;
      },
      [this, guard = QPointer<QObject>(context), done = std::move(done)](const engine::ModelFactsPtr& now) {
        relay_.flush();
        if (now) tell_loaded_again(now);
        if (guard) done();
        end();
      },
      [this, guard = QPointer<QObject>(context), failed = std::move(failed)](const Failure& failure) {
        relay_.flush();
        if (failure.code == base::ErrorCode::Device && on_gpu_) device_lost();
        if (guard) failed(failure);
        end();
      });
}

void Inference::stop_jobs() {
  job_stop_.request_stop();
  job_stop_ = std::stop_source();
}

void Inference::stop() {
  for (std::stop_source* source : {&load_stop_, &video_.stop, &conversation_.stop, &job_stop_}) {
    source->request_stop();
    *source = std::stop_source();
  }
}

}  // namespace vp::ui
