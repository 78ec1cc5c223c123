#include <QApplication>
#include <QCommandLineParser>

#include <QTextStream>
#include <utility>
#include <vector>

#include "base/error.h"
#include "engine/builtin_model.h"
#include "quit_signals.h"
#include "ui/look/format.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;

QString tr(const char* text) {
  return QCoreApplication::translate("main", text);
}

[[noreturn]] void refuse(const QString& sentence) {
  throw Error(ErrorCode::Usage, sentence.toStdString());
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
  refuse(tr("--%1 is \"%2\"; it can be %3.").arg(option, given, names.join(QStringLiteral(", "))));
}

int number(const QCommandLineParser& parser, const QString& option, int smallest) {
  bool ok = false;
  const int value = parser.value(option).toInt(&ok);
  if (!ok || value < smallest) {
    refuse(tr("--%1 is \"%2\"; it must be a whole number of at least %3.")
               .arg(option, parser.value(option))
               .arg(smallest));
  }
  return value;
}

struct Arguments {
  vp::ui::StartOptions start;
  vp::ui::Theme theme = vp::ui::Theme::System;
};

Arguments read_arguments(const QApplication& application) {
  QCommandLineParser parser;
  parser.setApplicationDescription(tr("Asks questions about video files and shows where the model looked."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("video"), tr("Video file to open."), QStringLiteral("[video]"));
  parser.addOptions({
      {QStringLiteral("model"),
       tr("Checkpoint folder, or builtin; when absent VIDEOPANDA_MODEL's, else the one chosen last, else the "
          "built-in model."),
       QStringLiteral("folder")},
      {QStringLiteral("device"), tr("auto, cpu or cuda."), QStringLiteral("device"), QStringLiteral("auto")},
      {QStringLiteral("dtype"), tr("auto, float32, bfloat16 or float16."), QStringLiteral("type"),
       QStringLiteral("auto")},
      {QStringLiteral("threads"), tr("Threads of the model; 0: one a core."), QStringLiteral("n"),
       QStringLiteral("0")},
      {QStringLiteral("max-new-tokens"), tr("Longest answer in tokens."), QStringLiteral("n"),
       QStringLiteral("1024")},
      {QStringLiteral("library"), tr("File in which sessions are stored, instead of the usual one."),
       QStringLiteral("file")},
      {QStringLiteral("cache-size"), tr("Most megabytes of analysed videos that are kept; 0: none."),
       QStringLiteral("n"), QStringLiteral("2048")},
      {QStringLiteral("theme"), tr("system, light or dark."), QStringLiteral("theme"),
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
  arguments.start.model.device = choice<DeviceChoice>(parser, QStringLiteral("device"),
                                                      {{QStringLiteral("auto"), DeviceChoice::Auto},
                                                       {QStringLiteral("cpu"), DeviceChoice::Cpu},
                                                       {QStringLiteral("cuda"), DeviceChoice::Cuda}});
  arguments.start.model.dtype = choice<DtypeChoice>(parser, QStringLiteral("dtype"),
                                                    {{QStringLiteral("auto"), DtypeChoice::Auto},
                                                     {QStringLiteral("float32"), DtypeChoice::Float32},
                                                     {QStringLiteral("bfloat16"), DtypeChoice::BFloat16},
                                                     {QStringLiteral("float16"), DtypeChoice::Float16}});
  arguments.start.model.threads = number(parser, QStringLiteral("threads"), 0);
  arguments.start.ask.max_new_tokens = number(parser, QStringLiteral("max-new-tokens"), 1);
  arguments.start.library.file = parser.isSet(QStringLiteral("library"))
                                     ? vp::ui::to_path(parser.value(QStringLiteral("library")))
                                     : vp::library::default_library_file();
  arguments.start.library.video_cache.folder = vp::library::default_cache_folder();
  arguments.start.library.video_cache.most_bytes =
      std::int64_t{number(parser, QStringLiteral("cache-size"), 0)} << 20;
  arguments.theme = choice<vp::ui::Theme>(parser, QStringLiteral("theme"),
                                          {{QStringLiteral("system"), vp::ui::Theme::System},
                                           {QStringLiteral("light"), vp::ui::Theme::Light},
                                           {QStringLiteral("dark"), vp::ui::Theme::Dark}});
  if (parser.positionalArguments().size() > 1) refuse(tr("One video can be opened at a time."));
  arguments.start.video = parser.positionalArguments().value(0);
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  // Only Qt's sound output is used; its other backend needs plugins that may be missing.
  if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND")) qputenv("QT_MEDIA_BACKEND", "ffmpeg");
  QApplication application(argc, argv);
  const QuitSignals quit_signals;
  QApplication::setOrganizationName(QStringLiteral("videopanda"));
  QApplication::setApplicationName(QStringLiteral("videopanda-studio"));
  QApplication::setApplicationDisplayName(QStringLiteral("Video-Panda Studio"));
  QApplication::setApplicationVersion(QStringLiteral(VP_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("videopanda-studio"));

  Arguments arguments;
  try {
    arguments = read_arguments(application);
  } catch (const Error& error) {
    QTextStream(stderr) << "videopanda-studio: " << error.what() << '\n';
    return static_cast<int>(error.code());
  }
  vp::ui::apply_theme(application, arguments.theme);
  vp::ui::DialogFileChooser chooser;
  vp::ui::MainWindow window(arguments.start, chooser);
  QObject::connect(&quit_signals, &QuitSignals::requested, &window, [&window] { window.close(); });
  window.show();
  return QApplication::exec();
}
