#include "ui/attention/curves.h"

#include <QCoreApplication>
#include <QLocale>
#include <vector>

#include "ui/look/format.h"

namespace vp::ui {
namespace {

struct CurveTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::AttentionCurve)
};

}  // namespace

AttentionCurve word_curve(const MapSource& source, const OverlaySettings& settings, const QString& word) {
  const int layer = settings.layer;
  const std::vector<attention::FrameMass> masses = attention::answer_masses(
      *source.answer, source.word, layer < source.rows(ShownMap::Answer) ? layer : attention::kAllRows);
  AttentionCurve curve;
  curve.form = AttentionCurve::Form::Bars;
  curve.name = word;
  curve.title = CurveTexts::tr("Attention of “%1” to each frame (this answer)").arg(word);
  for (std::size_t i = 0; i < source.video->frames().size() && i < masses.size(); ++i) {
    const engine::SampledFrame& frame = source.video->frames()[i];
    const attention::FrameMass& mass = masses[i];
    curve.points.append(
        {frame.time_s, static_cast<int>(i) / source.video->maps().frames_per_chunk, mass.patches,
         mass.row_tokens, mass.context,
         CurveTexts::tr("frame %1: %2").arg(frame.index).arg(QLocale().toString(mass.total(), 'g', 3))});
  }
  return curve;
}

AttentionCurve mass_curve(const MapSource& source, const OverlaySettings& settings) {
  const attention::AttentionMaps& maps = source.video->maps();
  // The curve is GSTRA's unless it is a word's; the head selection is the same where it can be.
  attention::HeadSelection heads = settings.heads;
  if (heads.kind == attention::HeadSelection::Kind::Single && heads.head >= maps.gstra_heads) heads = {};
  const std::vector<float> masses = attention::gstra_mass_per_frame(maps, heads);
  AttentionCurve curve;
  curve.name = QStringLiteral("GSTRA");
  curve.title = CurveTexts::tr("GSTRA's share of attention in its chunk (%1; the film only)")
                    .arg(describe_heads(heads, maps.gstra_heads));
  for (std::size_t i = 0; i < source.video->frames().size() && i < masses.size(); ++i) {
    const double time_s = source.video->frames()[i].time_s;
    const double mass = static_cast<double>(masses[i]);
    curve.points.append(
        {time_s, static_cast<int>(i) / maps.frames_per_chunk, mass, 0, 0,
         CurveTexts::tr("%1: %2").arg(format_time(time_s), QLocale().toString(mass, 'f', 3))});
  }
  return curve;
}

}  // namespace vp::ui
