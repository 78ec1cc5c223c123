#include "ui/conversation/forecast.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSettings>
#include <QStringList>
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/preprocessing.h"
#include "text/prompt.h"
#include "ui/look/format.h"

namespace vp::ui {
namespace {

constexpr int kKept = 12;                    // measurements of a kind
constexpr qsizetype kExactLimit = 20'000;    // characters that are tokenized while typing
constexpr double kCharactersPerToken = 3.5;  // beyond

struct ForecastTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::Forecast)
};

qint64 size_of(const std::string& dtype) {
  return dtype == "float32" ? 4 : 2;
}

/// Tokens of one frame of a picture of this size, as STAB makes them.
qint64 tokens_per_frame(const media::VideoInfo& info, const checkpoint::VisionConfig& vision) {
  const base::Rect rect = media::canvas_rect(info.width, info.height, engine::preprocess_options(vision));
  const int cell = vision.patch_stride * vision.conv_stride;
  return 1 + static_cast<qint64>(rect.height() / cell) * (rect.width() / cell + 1);
}

}  // namespace

std::optional<double> expected_ms(const QList<Measurement>& measurements, double size) {
  if (measurements.isEmpty()) return std::nullopt;
  const auto count = static_cast<double>(measurements.size());
  double mean_size = 0;
  double mean_ms = 0;
  for (const Measurement& one : measurements) {
    mean_size += one.size / count;
    mean_ms += one.ms / count;
  }
  double both = 0;
  double spread = 0;
  for (const Measurement& one : measurements) {
    both += (one.size - mean_size) * (one.ms - mean_ms);
    spread += (one.size - mean_size) * (one.size - mean_size);
  }
  const double through_zero = mean_size > 0 ? mean_ms / mean_size : 0;
  // Sizes that hardly differ say nothing about a slope: proportional then.
  const bool differ = spread > 0.01 * count * mean_size * mean_size;
  double slope = differ ? std::max(0.0, both / spread) : through_zero;
  double start = mean_ms - slope * mean_size;
  if (start < 0) {
    slope = through_zero;
    start = 0;
  }
  return start + slope * size;
}

MeasuredRates::MeasuredRates(QString key) : key_(std::move(key)) {}

void MeasuredRates::add(const QString& kind, const Measurement& measurement) const {
  if (!(measurement.size > 0) || !(measurement.ms > 0)) return;
  QSettings settings;
  const QString name = QStringLiteral("measured/%1/%2").arg(key_, kind);
  QStringList list = settings.value(name).toStringList();
  list.append(QStringLiteral("%1:%2").arg(measurement.size, 0, 'f', 0).arg(measurement.ms, 0, 'f', 2));
  while (list.size() > kKept) list.removeFirst();
  settings.setValue(name, list);
}

QList<Measurement> MeasuredRates::stored(const QString& kind) const {
  QList<Measurement> result;
  const QStringList list = QSettings().value(QStringLiteral("measured/%1/%2").arg(key_, kind)).toStringList();
  for (const QString& text : list) {
    const Measurement one{text.section(QLatin1Char(':'), 0, 0).toDouble(),
                          text.section(QLatin1Char(':'), 1).toDouble()};
    if (one.size > 0 && one.ms > 0) result.append(one);
  }
  return result;
}

void Forecaster::set_model(std::shared_ptr<const engine::Model> model) {
  model_ = std::move(model);
  rates_.reset();
  video_.reset();
  turns_.clear();
  prefilled_ = false;
  if (!model_) return;
  rates_.emplace(QStringLiteral("%1-%2-%3")
                     .arg(to_qstring(model_->hash()).left(16), to_qstring(model_->device()).replace(':', '_'),
                          to_qstring(model_->dtype())));
}

void Forecaster::set_opened(const media::VideoInfo& info) {
  clear_video();
  info_ = info;
}

void Forecaster::clear_video() {
  video_.reset();
  info_.reset();
  turns_.clear();
  prefilled_ = false;
}

void Forecaster::set_encoded(std::shared_ptr<const engine::EncodedVideo> video) {
  video_ = std::move(video);
  info_ = video_->info();
  prefilled_ = false;
  if (rates_)
    rates_->add_encoding(
        {static_cast<double>(video_->frame_slots()), video_->decode_ms() + video_->encode_ms()});
}

void Forecaster::truncate(int count) {
  turns_.resize(std::min<qsizetype>(turns_.size(), count));
}

void Forecaster::add_turn(const engine::Turn& turn) {
  turns_.append(turn);
  prefilled_ = turn.prompt_tokens > 0;
  if (rates_ && turn.prompt_tokens > 0) {
    rates_->add_prefill({static_cast<double>(turn.prompt_tokens - turn.reused_tokens), turn.first_token_ms});
  }
}

/// All tokens of the first turns, the video's too.
qint64 Forecaster::tokens_until(int turns) const {
  qint64 tokens = 0;
  for (int i = 0; i < turns && i < turns_.size(); ++i) {
    const engine::Turn& turn = turns_[i];
    if (turn.prompt_tokens > 0) {
      tokens = turn.prompt_tokens + static_cast<qint64>(turn.token_ids.size()) + 1;  // and its end token
    } else {
      tokens += static_cast<qint64>(
          text::answered_turn_ids(model_->tokenizer(), 0, turn.question, turn.answer).size());
    }
  }
  return tokens;
}

std::optional<Forecast> Forecaster::forecast(const QString& question, int after_turns) const {
  if (!model_ || !info_) return std::nullopt;
  const checkpoint::ModelConfig& config = model_->config();
  const checkpoint::DecoderConfig& decoder = config.decoder;
  Forecast result;
  result.context = decoder.max_position_embeddings;
  int frame_slots = config.vision.all_num_frames;
  if (video_) {
    frame_slots = video_->frame_slots();
    const std::vector<std::int64_t> each = video_->tokens_per_frame();
    result.video_tokens = std::accumulate(each.begin(), each.end(), std::int64_t{0});
  } else {
    result.video_tokens = frame_slots * tokens_per_frame(*info_, config.vision);
    result.encodes = true;
  }

  const std::string written = question.left(kExactLimit).toStdString();
  const bool first = after_turns == 0 || turns_.isEmpty();
  const qint64 with_opening =
      first ? static_cast<qint64>(text::first_turn_ids(model_->tokenizer(), frame_slots, written).size()) -
                  frame_slots
            : 0;
  const qint64 alone = static_cast<qint64>(text::next_turn_ids(model_->tokenizer(), written).size());
  const auto beyond = static_cast<qint64>(
      static_cast<double>(std::max<qsizetype>(0, question.size() - kExactLimit)) / kCharactersPerToken);
  result.question_tokens = alone + beyond;
  result.earlier_tokens = first ? std::max<qint64>(0, with_opening - alone)
                                : std::max<qint64>(0, tokens_until(after_turns) - result.video_tokens);
  const bool kept = prefilled_ && video_;
  result.new_tokens = kept ? result.question_tokens : result.tokens();

  const auto kv_heads = static_cast<qint64>(decoder.num_key_value_heads);
  result.cache_bytes = result.tokens() * 2 * static_cast<qint64>(decoder.num_hidden_layers) * kv_heads *
                       static_cast<qint64>(decoder.head_dim) * size_of(model_->dtype());

  std::optional<double> ms = expected_ms(rates_->prefills(), static_cast<double>(result.new_tokens));
  if (ms && result.encodes) {
    const std::optional<double> encoding = expected_ms(rates_->encodings(), frame_slots);
    ms = encoding ? std::optional(*ms + *encoding) : std::nullopt;
  }
  if (ms) result.first_token_s = *ms / 1000;
  return result;
}

QString describe(const Forecast& forecast) {
  const QLocale locale;
  const QString parts =
      ForecastTexts::tr("%1 video + %2 earlier + %3 question")
          .arg(locale.toString(forecast.video_tokens), locale.toString(forecast.earlier_tokens),
               locale.toString(forecast.question_tokens));
  if (forecast.tokens() >= forecast.context) {
    return ForecastTexts::tr("%1 tokens (%2) do not fit into the model's context of %3")
        .arg(locale.toString(forecast.tokens()), parts, locale.toString(forecast.context));
  }
  const QString time = !forecast.first_token_s
                           ? ForecastTexts::tr("time not measured yet")
                           : (forecast.encodes ? ForecastTexts::tr("analysis and first token: about %1")
                                               : ForecastTexts::tr("first token: about %1"))
                                 .arg(format_duration(*forecast.first_token_s));
  return ForecastTexts::tr("%1 tokens (%2) · %3 of key/value memory · %4")
      .arg(locale.toString(forecast.tokens()), parts, format_bytes(forecast.cache_bytes), time);
}

}  // namespace vp::ui
