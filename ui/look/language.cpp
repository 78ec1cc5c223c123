#include "ui/look/language.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <QWidget>
#include <utility>
#include <vector>

#include "ui/look/format.h"

// As in icons.cpp: nothing else in the static library refers to the resources.
static void register_translation_files() {
  Q_INIT_RESOURCE(translations);
}

namespace vp::ui {
namespace {

constexpr auto kTranslatorName = "vp_translator";
constexpr auto kRetranslatorName = "vp_retranslator";
constexpr auto kLanguageProperty = "vp_language";

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::Failure)
};

class Retranslator final : public QObject {
 public:
  explicit Retranslator(QWidget* widget) : QObject(widget) {
    setObjectName(QLatin1String(kRetranslatorName));
    widget->installEventFilter(this);
  }

  void add(std::function<void()> texts) { all_.push_back(std::move(texts)); }

  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::LanguageChange) {
      for (const auto& texts : all_) texts();
    }
    return false;
  }

 private:
  std::vector<std::function<void()>> all_;
};

void install(QCoreApplication& application, const QLocale& locale, const QString& name,
             const QString& folder) {
  auto* translator = new QTranslator(&application);
  translator->setObjectName(QLatin1String(kTranslatorName));
  if (translator->load(locale, name, QStringLiteral("_"), folder)) {
    QCoreApplication::installTranslator(translator);
  } else {
    delete translator;
  }
}

}  // namespace

const QList<Language>& languages() {
  static const QList<Language> all{{QStringLiteral("en"), QStringLiteral("English")},
                                   {QStringLiteral("de"), QStringLiteral("Deutsch")},
                                   {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
  return all;
}

QString best_language(const QStringList& wanted) {
  for (const QString& name : wanted) {
    const QLocale locale(name);
    for (const Language& language : languages()) {
      const QLocale own(language.code);
      // The Chinese texts are in simplified characters.
      if (own.language() == locale.language() && own.script() == locale.script()) return language.code;
    }
  }
  return QStringLiteral("en");
}

void apply_language(QCoreApplication& application, const QString& code) {
  register_translation_files();
  const auto before = application.findChildren<QTranslator*>(QLatin1String(kTranslatorName));
  for (QTranslator* translator : before) {
    QCoreApplication::removeTranslator(translator);
    delete translator;
  }
  const QLocale system = QLocale::system();
  const QString language = code.isEmpty() ? best_language(system.uiLanguages()) : code;
  const QLocale locale(language);
  // The desktop's own form of numbers, but not between words of another language than the desktop's.
  QLocale::setDefault(locale.language() == system.language() ? system : locale);
  // A widget has the locale that was the default one when it was made.
  if (qobject_cast<QApplication*>(&application) != nullptr)
    for (QWidget* window : QApplication::topLevelWidgets()) window->setLocale(QLocale());
  application.setProperty(kLanguageProperty, language);
  install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(application, locale, QStringLiteral("videopanda"), QStringLiteral(":/translations"));
}

QString language_in_use() {
  const QString language = QCoreApplication::instance()->property(kLanguageProperty).toString();
  return language.isEmpty() ? QStringLiteral("en") : language;
}

void translate(QWidget* widget, std::function<void()> texts) {
  texts();
  auto* found = widget->findChild<QObject*>(QLatin1String(kRetranslatorName), Qt::FindDirectChildrenOnly);
  auto* retranslator = found != nullptr ? static_cast<Retranslator*>(found) : new Retranslator(widget);
  retranslator->add(std::move(texts));
}

QString said(const base::Message& message) {
  return to_qstring(message.text([](const std::string& key) {
    // translations/update.sh finds the keys.
    return QCoreApplication::translate("vp::core", key.c_str()).toStdString();
  }));
}

QString explained(base::ErrorCode code, const base::Message& message) {
  if (!message.key().empty() || language_in_use() == QLatin1String("en")) return said(message);
  QString kind;
  switch (code) {
    case base::ErrorCode::Output:
      kind = Texts::tr("The file could not be written.");
      break;
    case base::ErrorCode::Usage:
      kind = Texts::tr("This cannot be done as it was asked for.");
      break;
    case base::ErrorCode::Video:
      kind = Texts::tr("The video cannot be used.");
      break;
    case base::ErrorCode::Checkpoint:
      kind = Texts::tr("The model's checkpoint cannot be used.");
      break;
    case base::ErrorCode::Device:
      kind = Texts::tr("The device is missing, or there is not enough memory.");
      break;
    case base::ErrorCode::Stopped:
      kind = Texts::tr("It was stopped.");
      break;
  }
  return kind + QLatin1Char('\n') + said(message);
}

}  // namespace vp::ui
