#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTextStream>
#include <algorithm>
#include <latch>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bus_error.h"
#include "base/error.h"
#include "engine/builtin_model.h"
#include "engine/device_choice.h"
#include "engine_library/open_engine_library.h"
#include "engine_library/waiting_threads.h"
#include "first_paint.h"
#include "quit_signals.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/settings/studio_settings.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;

/// Gives the texts of this file their context in the translations.
struct Program {
  Q_DECLARE_TR_FUNCTIONS(Program)
};

[[noreturn]] void refuse(const QString& sentence) {
  throw Error(ErrorCode::Usage, vp::base::untranslated(sentence.toStdString()));
}

template <typename Choice>
Choice choice(const QCommandLineParser& parser, const QString& option,
              const std::vector<std::pair<QString, Choice>>& values) {
  const QString given = parser.value(option);
  QStringList names;
  for (const auto& [name, value] : values) {
    if (name == given) return value;
    names << name;
  }
  refuse(Program::tr("--%1 is \"%2\"; it can be %3.").arg(option, given, names.join(QStringLiteral(", "))));
}

int number(const QCommandLineParser& parser, const QString& option, int smallest) {
  bool ok = false;
  const int value = parser.value(option).toInt(&ok);
  if (!ok || value < smallest) {
    refuse(Program::tr("--%1 is \"%2\"; it must be a whole number of at least %3.")
               .arg(option, parser.value(option))
               .arg(smallest));
  }
  return value;
}

/// What of the settings the command line can override.
struct Arguments {
  vp::ui::StartOptions start;
  vp::ui::Theme theme = vp::ui::Theme::System;
  QString language;
};

/// The language that --language gives: it is needed before the other options are read and explained.
QString language_option(const QStringList& arguments, const QString& otherwise) {
  const QString option = QStringLiteral("--language");
  for (qsizetype i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == option) return arguments.value(i + 1);
    if (arguments[i].startsWith(option + QLatin1Char('='))) return arguments[i].mid(option.size() + 1);
  }
  return otherwise;
}

QString language_code(const QCommandLineParser& parser, const QString& stored) {
  const QString name = QStringLiteral("language");
  if (!parser.isSet(name)) return stored;
  std::vector<std::pair<QString, QString>> values{{QStringLiteral("system"), QString()}};
  for (const vp::ui::Language& language : vp::ui::languages()) {
    values.emplace_back(language.code, language.code);
  }
  return choice<QString>(parser, name, values);
}

QString sample_clip(const QString& program_folder) {
  const QString file =
      QDir::cleanPath(program_folder + QStringLiteral("/../share/videopanda/clips/sample.mp4"));
  return QFileInfo(file).isFile() ? file : QString();
}

Arguments read_arguments(const QCoreApplication& application, const vp::ui::StudioSettings& settings) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      Program::tr("Asks questions about video files and shows where the model looked."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("video"), Program::tr("Video file to open."),
                               QStringLiteral("[video]"));
  parser.addOptions({
      {QStringLiteral("model"),
       Program::tr("Checkpoint folder, or builtin; when absent VIDEOPANDA_MODEL's, else the one chosen last, "
                   "else the "
                   "built-in model."),
       QStringLiteral("folder")},
      {QStringLiteral("device"), Program::tr("auto, cpu, cuda or cuda:N."), QStringLiteral("device"),
       QStringLiteral("auto")},
      {QStringLiteral("dtype"), Program::tr("auto, float32, bfloat16 or float16."), QStringLiteral("type"),
       QStringLiteral("auto")},
      {QStringLiteral("kv-cache"), Program::tr("How keys and values are kept: auto, full, 16bit or 8bit."),
       QStringLiteral("form"), QStringLiteral("auto")},
      {QStringLiteral("threads"), Program::tr("Threads of the model; 0: one a core."), QStringLiteral("n"),
       QStringLiteral("0")},
      {QStringLiteral("max-new-tokens"), Program::tr("Longest answer in tokens."), QStringLiteral("n"),
       QStringLiteral("1024")},
      {QStringLiteral("library"), Program::tr("File in which sessions are stored, instead of the usual one."),
       QStringLiteral("file")},
      {QStringLiteral("cache-size"), Program::tr("Most megabytes of analysed videos that are kept; 0: none."),
       QStringLiteral("n"), QStringLiteral("2048")},
      {QStringLiteral("theme"), Program::tr("system, light or dark."), QStringLiteral("theme"),
       QStringLiteral("system")},
      {QStringLiteral("language"), Program::tr("system, en, de or zh_CN."), QStringLiteral("language"),
       QStringLiteral("system")},
  });
  parser.process(application);
  using namespace vp::engine;
  Arguments arguments;
  const std::filesystem::path place = vp::ui::to_path(QCoreApplication::applicationDirPath());
  arguments.start.builtin_model = builtin_model_folder(place).value_or(std::filesystem::path());
  const QString model = parser.isSet(QStringLiteral("model")) ? parser.value(QStringLiteral("model"))
                                                              : qEnvironmentVariable("VIDEOPANDA_MODEL");
  arguments.start.model.folder =
      model == QLatin1String(kBuiltinModelName) ? require_builtin_model(place) : vp::ui::to_path(model);
  // What the command line does not say is as it was set last.
  const auto given = [&parser](const char* option) { return parser.isSet(QLatin1String(option)); };
  const QString device_name = parser.value(QStringLiteral("device"));
  const std::optional<DeviceWish> device = device_of_name(device_name.toStdString());
  if (!device)
    refuse(Program::tr("--%1 is \"%2\"; it can be %3.")
               .arg(QStringLiteral("device"), device_name, QStringLiteral("auto, cpu, cuda, cuda:N")));
  const DtypeChoice dtype = choice<DtypeChoice>(parser, QStringLiteral("dtype"),
                                                {{QStringLiteral("auto"), DtypeChoice::Auto},
                                                 {QStringLiteral("float32"), DtypeChoice::Float32},
                                                 {QStringLiteral("bfloat16"), DtypeChoice::BFloat16},
                                                 {QStringLiteral("float16"), DtypeChoice::Float16}});
  const KvCacheChoice kv_cache = choice<KvCacheChoice>(parser, QStringLiteral("kv-cache"),
                                                       {{QStringLiteral("auto"), KvCacheChoice::Auto},
                                                        {QStringLiteral("full"), KvCacheChoice::Full},
                                                        {QStringLiteral("16bit"), KvCacheChoice::Bits16},
                                                        {QStringLiteral("8bit"), KvCacheChoice::Bits8}});
  const int threads = number(parser, QStringLiteral("threads"), 0);
  arguments.start.model.device = given("device") ? device->choice : settings.model.device;
  arguments.start.model.cuda_index = given("device") ? device->cuda_index : settings.model.cuda_index;
  arguments.start.model.dtype = given("dtype") ? dtype : settings.model.dtype;
  arguments.start.model.kv_cache = given("kv-cache") ? kv_cache : settings.model.kv_cache;
  arguments.start.model.threads = given("threads") ? threads : settings.model.threads;
  arguments.start.ask.max_new_tokens = number(parser, QStringLiteral("max-new-tokens"), 1);
  arguments.start.library.file = given("library") ? vp::ui::to_path(parser.value(QStringLiteral("library")))
                                                  : vp::library::default_library_file();
  arguments.start.library.video_cache.folder = vp::library::default_cache_folder();
  const int cache_megabytes = given("cache-size") ? std::min(number(parser, QStringLiteral("cache-size"), 0),
                                                             vp::ui::kMostCacheMegabytes)
                                                  : settings.cache_megabytes;
  arguments.start.library.video_cache.most_bytes = std::int64_t{cache_megabytes} << 20;
  const auto theme = choice<vp::ui::Theme>(parser, QStringLiteral("theme"),
                                           {{QStringLiteral("system"), vp::ui::Theme::System},
                                            {QStringLiteral("light"), vp::ui::Theme::Light},
                                            {QStringLiteral("dark"), vp::ui::Theme::Dark}});
  arguments.theme = given("theme") ? theme : settings.theme;
  arguments.language = language_code(parser, settings.language);
  arguments.start.sample_clip = sample_clip(QCoreApplication::applicationDirPath());
  if (parser.positionalArguments().size() > 1) refuse(Program::tr("One video can be opened at a time."));
  arguments.start.video = parser.positionalArguments().value(0);
  return arguments;
}

/// What is said on the command line needs no display.
bool only_says_something(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
    return argument == "--help" || argument == "-h" || argument == "--help-all" || argument == "--version" ||
           argument == "-v";
  });
}

/// Qt would end the program with a core dump.
bool has_display(int argc, char** argv) {
  const auto set = [](const char* name) { return !qEnvironmentVariableIsEmpty(name); };
  return set("DISPLAY") || set("WAYLAND_DISPLAY") || set("QT_QPA_PLATFORM") ||
         std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
           return argument == "-platform" || argument == "--platform";
         });
}

void complain(const QString& sentence) {
  QTextStream(stderr) << "videopanda-studio: " << sentence << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  vp::app::let_waiting_threads_sleep(argv);
  // Only Qt's sound output is used; its other backend needs plugins that may be missing.
  if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND")) qputenv("QT_MEDIA_BACKEND", "ffmpeg");
  QCoreApplication::setOrganizationName(QStringLiteral("videopanda"));
  QCoreApplication::setApplicationName(QStringLiteral("videopanda-studio"));
  QCoreApplication::setApplicationVersion(QStringLiteral(VP_VERSION));
  const vp::ui::StudioSettings settings = vp::ui::stored_settings();
  if (only_says_something(argc, argv) || !has_display(argc, argv)) {
    const QCoreApplication application(argc, argv);
    vp::ui::apply_language(*QCoreApplication::instance(),
                           language_option(QCoreApplication::arguments(), settings.language));
    try {
      read_arguments(application, settings);  // which says what there is to say, and ends
      refuse(Program::tr("There is no display to open a window on; the program videopanda needs none."));
    } catch (const Error& error) {
      complain(QString::fromStdString(error.what()));
      return static_cast<int>(error.code());
    }
  }
  vp::base::explain_bus_errors();
  QApplication application(argc, argv);
  const QuitSignals quit_signals;
  QApplication::setApplicationDisplayName(QStringLiteral("Video-Panda Studio"));
  QApplication::setDesktopFileName(QStringLiteral("videopanda-studio"));

  vp::ui::apply_language(application, language_option(QApplication::arguments(), settings.language));
  Arguments arguments;
  try {
    arguments = read_arguments(application, settings);
  } catch (const Error& error) {
    complain(QString::fromStdString(error.what()));
    return static_cast<int>(error.code());
  }
  vp::ui::apply_language(application, arguments.language);
  vp::ui::apply_theme(application, arguments.theme);
  // What loads libraries waits for whatever else does, so the window would come as late as LibTorch.
  const auto painted = std::make_shared<std::latch>(1);
  arguments.start.open_engine = [painted] {
    painted->wait();
    vp::app::open_engine_library();
  };
  vp::ui::DialogFileChooser chooser;
  vp::ui::MainWindow window(arguments.start, chooser);
  const vp::app::FirstPaint first_paint(window, painted);
  QObject::connect(&quit_signals, &QuitSignals::requested, &window, [&window] { window.close(); });
  window.show();
  return QApplication::exec();
}
