#include "ui/inference/inference.h"

#include <utility>

#include "jobs/question_to_examine.h"
#include "ui/export/export_job.h"
#include "ui/look/format.h"

namespace vp::ui {

/// What the jobs hand on to one another. Only the worker thread looks inside.
struct Inference::Pipeline {
  std::shared_ptr<const engine::Model> model;
  engine::VideoRequest request;
  EncodedVideoPtr video;
  std::unique_ptr<engine::Conversation> conversation;
  std::shared_ptr<const library::VideoCache> cache;
  std::vector<engine::Turn> known_turns;  ///< with which a conversation about `file` begins
  AnsweredBy known_turns_by;

  Loaded loaded() const {
    return {model, video, conversation ? conversation->turns() : std::vector<engine::Turn>()};
  }

  void forget_video() {
    conversation.reset();
    video.reset();
  }

  /// The window shows this video, although encoding it may have been stopped before it began: what there is
  /// of another one must not pass for it.
  void keep_only(const engine::VideoRequest& shown) {
    if (!(request == shown)) forget_video();
  }

  void know_turns(std::vector<engine::Turn> turns, AnsweredBy by) {
    known_turns = std::move(turns);
    known_turns_by = std::move(by);
    if (conversation && conversation->turns().empty()) begin_with_known_turns();
  }

  /// Of the same computation with their tokens, of another one as what was said.
  void begin_with_known_turns() {
    const bool same = known_turns_by == answered_by(*model->facts());
    for (const engine::Turn& turn : known_turns) {
      if (same)
        conversation->add_known_turn(turn);
      else
        conversation->add_known_turn(turn.question, turn.answer);
    }
  }

  const EncodedVideoPtr& encoded(const engine::VideoRequest& wanted, base::Progress& progress,
                                 const std::stop_token& stop) {
    if (!model) {
      throw base::Error(base::ErrorCode::Checkpoint,
                        "No model is loaded. Choose a checkpoint folder before asking.");
    }
    if (video && request == wanted) return video;
    forget_video();
    video = cache ? cache->find(model->facts(), wanted) : nullptr;
    if (video) {
      for (const std::string& warning : video->warnings()) progress.warn(warning);
    } else {
      video = engine::EncodedVideo::encode(model, wanted, progress, stop);
    }
    conversation = std::make_unique<engine::Conversation>(model, video);
    begin_with_known_turns();
    request = wanted;
    return video;
  }
};

Inference::Inference(QObject* parent) : QObject(parent), pipeline_(std::make_shared<Pipeline>()) {
  connect(&relay_, &ProgressRelay::progressed, this, &Inference::progressed);
  connect(&relay_, &ProgressRelay::warned, this, &Inference::warned);
  connect(&relay_, &ProgressRelay::streamed, this, &Inference::text_streamed);
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
void Inference::run_for_video(Task task, Work work, Done done) {
  begin();
  worker_.run(
      video_stop_, this,
      [work = std::move(work), progress = JobProgress(relay_, generation_)](
          const std::stop_token& token) mutable { return work(token, progress); },
      [this, generation = generation_, done = std::move(done)](auto result) mutable {
        if (generation == generation_) {
          relay_.flush();
          done(std::move(result));
        }
        end();
      },
      [this, task, generation = generation_](const Failure& failure) {
        // What waited for a model that could not be loaded is not a second failure.
        if (generation == generation_ && model_expected()) {
          relay_.flush();
          emit failed(task, failure);
        }
        end();
      });
}

void Inference::load_model(const engine::LoadOptions& options) {
  stop();
  abandon_video_jobs();
  ++loads_;
  has_model_ = false;
  emit model_loading(from_path(options.folder));
  begin();
  // Of several loads only the last one counts; the ones before were stopped, or came too late to matter.
  worker_.run(
      load_stop_, this,
      [pipeline = pipeline_, options,
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& token) mutable {
        pipeline->forget_video();
        pipeline->model.reset();  // before the next one is read: both may not fit
        pipeline->model = engine::Model::load(options, progress, token);
        return pipeline->model->facts();
      },
      [this](const engine::ModelFactsPtr& model) {
        if (--loads_ == 0) {
          has_model_ = true;
          relay_.flush();
          emit model_loaded(model);
        }
        end();
      },
      [this](const Failure& failure) {
        if (--loads_ == 0) {
          relay_.flush();
          emit failed(Task::Load, failure);
        }
        end();
      });
  if (!request_.file.empty()) encode();
}

void Inference::open_video(const engine::VideoRequest& request) {
  close_video();
  request_ = request;
  request_.pictures = true;
  if (model_expected()) encode();
}

void Inference::close_video() {
  abandon_video_jobs();
  request_ = {};
}

void Inference::abandon_video_jobs() {
  video_stop_.request_stop();
  video_stop_ = std::stop_source();
  ++generation_;
  relay_.discard_before(generation_);
}

void Inference::encode() {
  emit encoding_started();
  run_for_video(
      Task::Encode,
      [pipeline = pipeline_, request = request_](const std::stop_token& token, JobProgress& progress) {
        pipeline->forget_video();  // the same file may have changed since it was opened last
        pipeline->know_turns({}, {});
        return pipeline->encoded(request, progress, token);
      },
      [this](const EncodedVideoPtr& video) { emit video_encoded(video); });
}

void Inference::ask(const QString& question, const engine::AskOptions& options, int after_turns) {
  struct Answer {
    EncodedVideoPtr video;
    engine::Turn turn;
    bool encoded_now = false;
  };
  run_for_video(
      Task::Ask,
      [pipeline = pipeline_, request = request_, question = question.toStdString(), options, after_turns](
          const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        Answer answer{pipeline->encoded(request, progress, token), {}, encoded_now};
        const auto on_text = [&](std::string_view text) { progress.stream(text); };
        pipeline->conversation->truncate(static_cast<std::size_t>(after_turns));
        answer.turn = pipeline->conversation->ask(question, options, on_text, progress, token);
        return answer;
      },
      [this](const Answer& answer) {
        if (answer.encoded_now) emit video_encoded(answer.video);
        emit turn_finished(answer.turn);
      });
}

void Inference::restore_turns(const std::vector<engine::Turn>& turns, const AnsweredBy& by) {
  begin();
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_, request = request_, turns, by](const std::stop_token&) {
        pipeline->keep_only(request);
        pipeline->know_turns(turns, by);
        return true;
      },
      [this](bool) { end(); }, [this](const Failure&) { end(); });
}

void Inference::truncate(int turns) {
  begin();
  worker_.run(
      std::stop_source(), this,
      [pipeline = pipeline_, request = request_, turns](const std::stop_token&) {
        if (pipeline->conversation && pipeline->request == request)
          pipeline->conversation->truncate(static_cast<std::size_t>(turns));
        return true;
      },
      [this](bool) { end(); }, [this](const Failure&) { end(); });
}

void Inference::compare(const QString& question, std::vector<engine::Intervention> interventions,
                        const engine::AskOptions& options) {
  for (engine::Intervention& intervention : interventions)
    if (intervention.order == engine::FrameOrder::Shuffled) intervention.seed = options.seed;
  const auto post = [this, generation = generation_](auto emitted) {
    results_.post([this, generation, emitted = std::move(emitted)] {
      if (generation == generation_) emitted();
    });
  };
  run_for_video(
      Task::Compare,
      [this, post, pipeline = pipeline_, request = request_, question = question.toStdString(), interventions,
       options](const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        const EncodedVideoPtr video = pipeline->encoded(request, progress, token);
        engine::compare_interventions(
            pipeline->model, *video,
            jobs::question_to_examine(pipeline->conversation->turns(), question, options), interventions,
            [&](const engine::ScoredAnswer& answer) {
              post([this, answer] { emit unchanged_scored(answer); });
            },
            [&](const engine::InterventionResult& result) {
              post([this, result] { emit intervention_finished(result); });
            },
            progress, token);
        return encoded_now ? video : EncodedVideoPtr();
      },
      [this](const EncodedVideoPtr& encoded_now) {
        if (encoded_now) emit video_encoded(encoded_now);
        emit comparison_finished();
      });
}

void Inference::check(const QString& question, engine::OcclusionOptions how,
                      const engine::AskOptions& options) {
  how.seed = options.seed;  // of the random patches
  struct Checked {
    engine::OcclusionCheck check;
    EncodedVideoPtr encoded_now;
  };
  run_for_video(
      Task::Check,
      [pipeline = pipeline_, request = request_, question = question.toStdString(), how, options](
          const std::stop_token& token, JobProgress& progress) {
        const bool encoded_now = !pipeline->video || !(pipeline->request == request);
        const EncodedVideoPtr video = pipeline->encoded(request, progress, token);
        return Checked{engine::check_by_occlusion(
                           pipeline->model, *video,
                           jobs::question_to_examine(pipeline->conversation->turns(), question, options), how,
                           progress, token),
                       encoded_now ? video : EncodedVideoPtr()};
      },
      [this](const Checked& result) {
        if (result.encoded_now) emit video_encoded(result.encoded_now);
        emit check_finished(result.check);
      });
}

void Inference::restart_conversation() {
  abandon_video_jobs();
  run_for_video(
      Task::Ask,
      [pipeline = pipeline_](const std::stop_token&, JobProgress&) {
        pipeline->know_turns({}, {});
        if (pipeline->conversation) pipeline->conversation->truncate(0);
        return true;
      },
      [](bool) {});
}

void Inference::save_transcript(const std::filesystem::path& file) {
  begin();
  ++saves_;
  worker_.run(
      save_stop_, this,
      [pipeline = pipeline_, request = request_, file,
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& token) mutable {
        pipeline->keep_only(request);
        if (!pipeline->conversation)
          throw base::Error(base::ErrorCode::Usage,
                            "The video is not analysed, and a transcript says how it was; have it analysed "
                            "first, by asking a question.");
        if (pipeline->conversation->turns().empty())
          throw base::Error(base::ErrorCode::Usage, "There is no answer to save yet.");
        const jobs::ExportSource source = export_source(pipeline->loaded());
        jobs::Export(save_options(file), jobs::guard_of(source)).run(source, progress, token);
        return file;
      },
      [this](const std::filesystem::path& written) {
        --saves_;
        emit transcript_saved(from_path(written));
        end();
      },
      [this](const Failure& failure) {
        --saves_;
        emit failed(Task::Save, failure);
        end();
      });
}

void Inference::run_job(QObject* context, LoadedWork work, std::function<void()> done,
                        std::function<void(const Failure&)> failed) {
  begin();
  worker_.run(
      job_stop_, this,
      [pipeline = pipeline_, request = request_, work = std::move(work),
       progress = JobProgress(relay_, ProgressRelay::kAnyGeneration)](const std::stop_token& token) mutable {
        pipeline->keep_only(request);
        work(pipeline->loaded(), progress, token);
        return true;
      },
      [this, guard = QPointer<QObject>(context), done = std::move(done)](bool) {
        relay_.flush();
        if (guard) done();
        end();
      },
      [this, guard = QPointer<QObject>(context), failed = std::move(failed)](const Failure& failure) {
        relay_.flush();
        if (guard) failed(failure);
        end();
      });
}

void Inference::stop_jobs() {
  job_stop_.request_stop();
  job_stop_ = std::stop_source();
}

void Inference::stop() {
  for (std::stop_source* source : {&load_stop_, &video_stop_, &save_stop_, &job_stop_}) {
    source->request_stop();
    *source = std::stop_source();
  }
}

}  // namespace vp::ui
