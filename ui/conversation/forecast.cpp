#include "ui/conversation/forecast.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSettings>
#include <QStringList>
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/frame_layout.h"
#include "engine/prompt.h"
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

void Forecaster::set_model(engine::ModelFactsPtr model) {
  model_ = std::move(model);
  rates_.reset();
  video_.reset();
  read_share_ = 0;
  if (!model_) return;
  rates_.emplace(QStringLiteral("%1-%2-%3-%4")
                     .arg(to_qstring(model_->hash).left(16), to_qstring(model_->device).replace(':', '_'),
                          to_qstring(model_->dtype), QString::number(model_->threads)));
}

void Forecaster::set_opened(const media::VideoInfo& info, const engine::VideoRequest& request, int pictures) {
  video_.reset();
  info_ = info;
  request_ = request;
  pictures_ = pictures;
  read_share_ = 0;
}

void Forecaster::clear_video() {
  video_.reset();
  info_.reset();
  read_share_ = 0;
}

void Forecaster::set_encoded(std::shared_ptr<const engine::EncodedVideo> video) {
  const bool again = video == video_;
  video_ = std::move(video);
  info_ = video_->info();
  if (again) return;
  read_share_ = 0;
  if (rates_ && !video_->was_read())
    rates_->add_encoding(
        {static_cast<double>(video_->frame_slots()), video_->decode_ms() + video_->encode_ms()});
}

void Forecaster::set_read_ahead(double share) {
  read_share_ = share;
}

void Forecaster::measure(const engine::Turn& turn) {
  read_share_ = turn.prompt_tokens > 0 ? 1 : 0;
  if (rates_ && turn.prompt_tokens > 0) {
    rates_->add_prefill({static_cast<double>(turn.prompt_tokens - turn.reused_tokens), turn.first_token_ms});
  }
}

std::optional<double> Forecaster::measuring_s(const engine::Turn& turn) const {
  if (!model_ || !video_ || !rates_) return std::nullopt;
  const auto question = text::next_turn_ids(model_->tokenizer, turn.question).size();
  const std::size_t answer = turn.token_ids.empty() ? turn.answer.size() / 4 : turn.token_ids.size();
  const auto rows = static_cast<double>((question + answer) * (video_->frames().size() + 1));
  QList<Measurement> measured = rates_->measurings();
  // Scoring costs what reading a prompt does.
  if (measured.isEmpty()) measured = rates_->prefills();
  const std::optional<double> ms = expected_ms(measured, rows);
  return ms ? std::optional(*ms / 1000) : std::nullopt;
}

void Forecaster::measured(const engine::Turn& turn) {
  if (!model_ || !rates_ || !turn.knockout) return;
  const auto question = text::next_turn_ids(model_->tokenizer, turn.question).size();
  rates_->add_measuring(
      {static_cast<double>((question + turn.knockout->tokens()) * (turn.knockout->frames() + 1)),
       turn.knockout->took_ms});
}

std::vector<std::int64_t> Forecaster::frame_tokens() const {
  if (video_) return video_->tokens_per_frame();
  std::vector<std::int64_t> counts;
  if (pictures_ == 0) return counts;
  const auto slot_count = static_cast<std::size_t>(engine::frame_slots(request_, model_->config));
  for (const attention::TokenLayout& layout : engine::token_layouts(
           model_->config, info_->width, info_->height, static_cast<std::size_t>(pictures_), slot_count))
    counts.push_back(layout.count());
  return counts;
}

std::optional<Forecast> Forecaster::forecast(const QString& question,
                                             std::span<const library::StoredTurn> earlier) const {
  if (!model_ || !info_) return std::nullopt;
  const std::vector<std::int64_t> frames = frame_tokens();
  if (frames.empty()) return std::nullopt;
  const checkpoint::DecoderConfig& decoder = model_->config.decoder;
  Forecast result;
  result.context = decoder.max_position_embeddings;
  result.encodes = !video_;
  result.video_tokens = std::accumulate(frames.begin(), frames.end(), std::int64_t{0});

  const std::string written = question.left(kExactLimit).toStdString();
  engine::Prompt prompt(model_->tokenizer, model_->config, static_cast<int>(frames.size()));
  for (const library::StoredTurn& stored : earlier) prompt.add(engine::as_read_by(stored.turn, *model_));
  const auto all =
      static_cast<qint64>(prompt.ids(written).size() - frames.size());  // without the frames' marks
  const auto alone = static_cast<qint64>(text::next_turn_ids(model_->tokenizer, written).size());
  const auto beyond = static_cast<qint64>(
      static_cast<double>(std::max<qsizetype>(0, question.size() - kExactLimit)) / kCharactersPerToken);
  result.question_tokens = alone + beyond;
  result.earlier_tokens = std::max<qint64>(0, all - alone);
  const double unread = video_ ? 1 - read_share_ : 1;
  result.new_tokens = result.question_tokens +
                      qRound64(unread * static_cast<double>(result.video_tokens + result.earlier_tokens));

  result.cache_bytes = result.tokens() * static_cast<qint64>(model_->kept_bytes);

  std::optional<double> ms = expected_ms(rates_->prefills(), static_cast<double>(result.new_tokens));
  if (ms && result.encodes) {
    const std::optional<double> encoding =
        expected_ms(rates_->encodings(), static_cast<double>(frames.size()));
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
