#include "judge/judge_run.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/error.h"

namespace vp::judge {
namespace {

/// A request that is not in the cache yet, and the predictions that wait for its reply.
struct OpenRequest {
  std::string key, body;
  std::vector<std::size_t> predictions;
};

struct Reply {
  std::size_t request;
  std::optional<std::string> text;
  std::string why;  ///< there is none
};

/// Threads that ask, as many as the judge's options allow; their replies come in any order.
class Askers {
 public:
  Askers(JudgeClient& client, const std::vector<OpenRequest>& requests, const std::stop_token& stop)
      : client_(client), requests_(requests), with_the_caller_(stop, [this] { own_.request_stop(); }) {
    const auto count = std::min(static_cast<std::size_t>(client.options().parallel), requests.size());
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
  }
  ~Askers() {
    own_.request_stop();
    for (std::thread& thread : threads_) thread.join();
  }

  /// The next reply. Throws what a thread threw, behind the replies that came before.
  Reply next() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !replies_.empty() || failure_; });
    if (replies_.empty()) std::rethrow_exception(failure_);
    Reply reply = std::move(replies_.front());
    replies_.pop_front();
    return reply;
  }

 private:
  void run() {
    try {
      while (true) {
        Reply reply{};
        {
          const std::lock_guard lock(mutex_);
          if (next_ == requests_.size() || failure_) return;
          reply.request = next_++;
        }
        reply.text = client_.ask(requests_[reply.request].body, reply.why, own_.get_token());
        const std::lock_guard lock(mutex_);
        replies_.push_back(std::move(reply));
        came_.notify_one();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      own_.request_stop();
      came_.notify_one();
    }
  }

  JudgeClient& client_;
  const std::vector<OpenRequest>& requests_;
  std::stop_source own_;
  std::stop_callback<std::function<void()>> with_the_caller_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Reply> replies_;
  std::size_t next_ = 0;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

void read(JudgeKind kind, Judged& judged, std::string reply) {
  judged.reply = std::move(reply);
  judged.verdict = read_verdict(kind, judged.reply);
  if (!judged.verdict) judged.why = "the reply holds no verdict";
}

}  // namespace

std::vector<Judged> judge_all(JudgeKind kind, std::span<const eval::Prediction> predictions,
                              JudgeClient& client, ReplyCache& cache,
                              const std::function<void(std::int64_t)>& on_judged,
                              const std::stop_token& stop) {
  constexpr int kMostSilent = 10;
  std::vector<Judged> all;
  std::vector<OpenRequest> open;
  std::unordered_map<std::string, std::size_t> place;  // of a key in `open`
  for (const eval::Prediction& prediction : predictions) {
    base::throw_if_stopped(stop);
    Judged judged{prediction.question.id.text, prediction.question.video_name, {}, {}, {}};
    if (!prediction.error.empty()) {
      judged.why = "there is no answer to judge";
    } else {
      std::string body = client.request_body(judge_prompt(kind, prediction));
      std::string key = reply_key(client.shown_endpoint(), body);
      if (const std::string* kept = cache.find(key)) {
        read(kind, judged, *kept);
      } else {
        const auto [found, is_new] = place.emplace(key, open.size());
        if (is_new) open.push_back({std::move(key), std::move(body), {}});
        open[found->second].predictions.push_back(all.size());
      }
    }
    all.push_back(std::move(judged));
  }
  std::size_t waiting = 0;
  for (const OpenRequest& request : open) waiting += request.predictions.size();
  auto done = static_cast<std::int64_t>(all.size() - waiting);
  on_judged(done);

  Askers askers(client, open, stop);
  bool heard = false;
  for (std::size_t replies = 0; replies < open.size(); ++replies) {
    const Reply reply = askers.next();
    const OpenRequest& request = open[reply.request];
    if (reply.text) {
      heard = true;
      cache.add(request.key, *reply.text);
    } else if (!heard && replies + 1 == kMostSilent) {
      throw base::Error(
          base::ErrorCode::Usage,
          base::untranslated("The judge at " + client.shown_endpoint() + " gave no reply to the first " +
                             std::to_string(kMostSilent) + " questions (" + reply.why +
                             "); check its address, and go on later with the same command."));
    }
    for (const std::size_t prediction : request.predictions) {
      if (reply.text)
        read(kind, all[prediction], *reply.text);
      else
        all[prediction].why = reply.why;
    }
    done += static_cast<std::int64_t>(request.predictions.size());
    on_judged(done);
  }
  return all;
}

}  // namespace vp::judge
