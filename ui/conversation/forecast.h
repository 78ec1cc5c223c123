#pragma once

#include <QList>
#include <QString>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model_facts.h"
#include "library/stored_session.h"
#include "media/video_info.h"

namespace vp::ui {

/// How long something of a size took on this machine.
struct Measurement {
  double size = 0;
  double ms = 0;
};

/// The time for `size`, by the straight line through the measurements that fits best and neither falls nor
/// begins below zero. Nothing without a measurement.
std::optional<double> expected_ms(const QList<Measurement>& measurements, double size);

/// The latest measurements of one model on one device in one precision, kept in the settings.
class MeasuredRates {
 public:
  /// `key` names model, device, precision and threads.
  explicit MeasuredRates(QString key);

  /// Prompt tokens that were computed, and the time to the first token.
  void add_prefill(const Measurement& measurement) { add(QStringLiteral("prefill"), measurement); }
  /// Frame slots, and the time to decode and encode them.
  void add_encoding(const Measurement& measurement) { add(QStringLiteral("encoding"), measurement); }
  /// Tokens that were scored with frames hidden, and the time for them.
  void add_measuring(const Measurement& measurement) { add(QStringLiteral("measuring"), measurement); }
  QList<Measurement> measurings() const { return stored(QStringLiteral("measuring")); }
  QList<Measurement> prefills() const { return stored(QStringLiteral("prefill")); }
  QList<Measurement> encodings() const { return stored(QStringLiteral("encoding")); }

 private:
  void add(const QString& kind, const Measurement& measurement) const;
  QList<Measurement> stored(const QString& kind) const;

  QString key_;
};

/// What a question will cost.
struct Forecast {
  qint64 video_tokens = 0;
  qint64 earlier_tokens = 0;            ///< of the turns before and the opening, without the video
  qint64 question_tokens = 0;           ///< of the question itself, with what the prompt puts around it
  qint64 new_tokens = 0;                ///< of all, those whose keys and values are not there yet
  qint64 context = 0;                   ///< how many tokens the model can hold
  qint64 cache_bytes = 0;               ///< keys and values of all tokens of the prompt
  std::optional<double> first_token_s;  ///< nothing: not measured yet
  bool encodes = false;                 ///< the video has to be analysed first

  qint64 tokens() const { return video_tokens + earlier_tokens + question_tokens; }
};

/// Knows what is needed to say beforehand what a question will cost.
class Forecaster {
 public:
  /// Null: there is none. What is measured from now on is measured of this model.
  void set_model(engine::ModelFactsPtr model);
  /// The video that was opened, and is not encoded yet: `pictures` of it are to be shown, by `request`.
  void set_opened(const media::VideoInfo& info, const engine::VideoRequest& request, int pictures);
  /// Measures, unless it was encoded another time.
  void set_encoded(std::shared_ptr<const engine::EncodedVideo> video);
  /// The model has read this share, 0 to 1, of what stands before the question.
  void set_read_ahead(double share);
  void clear_video();
  /// A turn has just ended. Not for one of a session that is opened again: what it took then says nothing
  /// about now, and its keys and values are not there.
  void measure(const engine::Turn& turn);
  /// How long measuring what this answer needs takes: it is scored as often as there are frames, and once.
  /// Nothing: not measured yet, or nobody knows how many frames there are.
  std::optional<double> measuring_s(const engine::Turn& turn) const;
  /// What that took.
  void measured(const engine::Turn& turn);
  /// Of a question behind these turns. Nothing when there is no model or no video.
  std::optional<Forecast> forecast(const QString& question,
                                   std::span<const library::StoredTurn> earlier = {}) const;

 private:
  /// The tokens of each frame slot: of the encoded video, or as they will be. Empty for a plan without a
  /// frame.
  std::vector<std::int64_t> frame_tokens() const;

  engine::ModelFactsPtr model_;
  std::shared_ptr<const engine::EncodedVideo> video_;
  std::optional<media::VideoInfo> info_;  ///< of the video that is open
  engine::VideoRequest request_;
  int pictures_ = 0;  ///< that `request_` shows
  std::optional<MeasuredRates> rates_;
  double read_share_ = 0;  ///< of the tokens before the question, those whose keys and values are there
};

/// One line for the window.
QString describe(const Forecast& forecast);

}  // namespace vp::ui
