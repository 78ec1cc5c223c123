#include "ui/settings/studio_settings.h"

#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <array>
#include <utility>

#include "ui/look/format.h"

namespace vp::ui {
namespace {

using engine::DtypeChoice;
using engine::KvCacheChoice;

constexpr qsizetype kMostCheckpoints = 32;
constexpr auto kCheckpoints = "checkpoints";

template <typename Choice, std::size_t n>
using Names = std::array<std::pair<const char*, Choice>, n>;

constexpr Names<Theme, 3> kThemes{
    {{"system", Theme::System}, {"light", Theme::Light}, {"dark", Theme::Dark}}};
constexpr Names<DtypeChoice, 4> kDtypes{{{"auto", DtypeChoice::Auto},
                                         {"float32", DtypeChoice::Float32},
                                         {"bfloat16", DtypeChoice::BFloat16},
                                         {"float16", DtypeChoice::Float16}}};

constexpr Names<KvCacheChoice, 4> kKeptForms{{{"auto", KvCacheChoice::Auto},
                                              {"full", KvCacheChoice::Full},
                                              {"16bit", KvCacheChoice::Bits16},
                                              {"8bit", KvCacheChoice::Bits8}}};

template <typename Choice, std::size_t n>
Choice read(const QSettings& settings, const char* key, const Names<Choice, n>& names) {
  const QString stored = settings.value(QLatin1String(key)).toString();
  for (const auto& [name, choice] : names) {
    if (stored == QLatin1String(name)) return choice;
  }
  return names[0].second;
}

template <typename Choice, std::size_t n>
void write(QSettings& settings, const char* key, const Names<Choice, n>& names, Choice wanted) {
  for (const auto& [name, choice] : names) {
    if (choice == wanted) settings.setValue(QLatin1String(key), QLatin1String(name));
  }
}

}  // namespace

StudioSettings stored_settings() {
  const QSettings settings;
  StudioSettings result;
  result.language = settings.value(QStringLiteral("language")).toString();
  result.theme = read(settings, "theme", kThemes);
  const QByteArray colours = settings.value(QStringLiteral("overlay_colours")).toByteArray();
  result.colours = attention::colour_map_of(colours.toStdString()).value_or(result.colours);
  bool number = false;
  const int megabytes = settings.value(QStringLiteral("cache_megabytes")).toInt(&number);
  if (number && megabytes >= 0 && megabytes <= kMostCacheMegabytes) result.cache_megabytes = megabytes;
  const QString device = settings.value(QStringLiteral("device")).toString();
  const auto wish = engine::device_of_name(device.toStdString()).value_or(engine::DeviceWish{});
  result.model.device = wish.choice;
  result.model.cuda_index = wish.cuda_index;
  result.model.dtype = read(settings, "dtype", kDtypes);
  result.model.kv_cache = read(settings, "kv_cache", kKeptForms);
  result.model.threads = std::max(0, settings.value(QStringLiteral("threads")).toInt());
  return result;
}

void store(const StudioSettings& settings) {
  QSettings stored;
  stored.setValue(QStringLiteral("language"), settings.language);
  write(stored, "theme", kThemes, settings.theme);
  stored.setValue(QStringLiteral("cache_megabytes"), settings.cache_megabytes);
  stored.setValue(QStringLiteral("device"),
                  to_qstring(engine::name_of_device({settings.model.device, settings.model.cuda_index})));
  write(stored, "dtype", kDtypes, settings.model.dtype);
  write(stored, "kv_cache", kKeptForms, settings.model.kv_cache);
  stored.setValue(QStringLiteral("threads"), settings.model.threads);
}

QStringList known_checkpoints() {
  return QSettings().value(QLatin1String(kCheckpoints)).toStringList();
}

void remember_checkpoint(const QString& folder) {
  QStringList known = known_checkpoints();
  const QString path = QFileInfo(folder).absoluteFilePath();
  if (known.contains(path)) return;
  known.prepend(path);
  known.resize(std::min(known.size(), kMostCheckpoints));
  QSettings().setValue(QLatin1String(kCheckpoints), known);
}

void forget_checkpoint(const QString& folder) {
  QStringList known = known_checkpoints();
  known.removeAll(QFileInfo(folder).absoluteFilePath());
  QSettings().setValue(QLatin1String(kCheckpoints), known);
}

}  // namespace vp::ui
