#include "ui/look/theme.h"

#include <QApplication>
#include <QEvent>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

namespace vp::ui {
namespace {

QColor mixed(const QColor& a, const QColor& b, double part_of_b) {
  const auto mix = [&](double x, double y) { return static_cast<float>(x + (y - x) * part_of_b); };
  return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QPalette made_palette(const QColor& window, const QColor& base, const QColor& text, const QColor& highlight) {
  QPalette palette(window);  // derives the shades that Fusion uses for frames and bevels
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::WindowText, text);
  palette.setColor(QPalette::Base, base);
  palette.setColor(QPalette::AlternateBase, mixed(base, window, 0.5));
  palette.setColor(QPalette::Text, text);
  palette.setColor(QPalette::PlaceholderText, mixed(text, base, 0.45));
  palette.setColor(QPalette::Button, mixed(window, text, 0.06));
  palette.setColor(QPalette::ButtonText, text);
  palette.setColor(QPalette::BrightText, Qt::red);
  palette.setColor(QPalette::Highlight, highlight);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, mixed(highlight, text, 0.3));
  palette.setColor(QPalette::ToolTipBase, base);
  palette.setColor(QPalette::ToolTipText, text);
  const QColor faded = mixed(text, window, 0.6);
  for (const auto role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
    palette.setColor(QPalette::Disabled, role, faded);
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, mixed(window, text, 0.25));
  return palette;
}

/// A style sheet is resolved once: its palette(…) stay those of the theme before.
class StyleSheetRenewer final : public QObject {
 public:
  using QObject::QObject;

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (watched == parent() && event->type() == QEvent::ApplicationPaletteChange)
      QMetaObject::invokeMethod(this, &StyleSheetRenewer::renew, Qt::QueuedConnection);
    return false;
  }

 private:
  void renew() {
    for (QWidget* widget : QApplication::allWidgets()) {
      const QString sheet = widget->styleSheet();
      if (sheet.isEmpty()) continue;
      widget->setStyleSheet({});
      widget->setStyleSheet(sheet);
    }
  }
};

}  // namespace

std::optional<Theme> theme_of(const QString& name) {
  if (name == QLatin1String("system")) return Theme::System;
  if (name == QLatin1String("light")) return Theme::Light;
  if (name == QLatin1String("dark")) return Theme::Dark;
  return std::nullopt;
}

void apply_theme(QApplication& application, Theme theme) {
  constexpr auto kDesktopStyle = "vp_desktop_style";
  if (!application.property(kDesktopStyle).isValid()) {
    application.setProperty(kDesktopStyle, QApplication::style()->objectName());
    application.installEventFilter(new StyleSheetRenewer(&application));
  }
  if (theme == Theme::System) {
    QApplication::setStyle(application.property(kDesktopStyle).toString());
    QApplication::setPalette(QPalette());
    return;
  }
  // Only Fusion paints everything from the palette.
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  const QColor highlight(0x1f, 0x7a, 0x66);
  QApplication::setPalette(
      theme == Theme::Dark
          ? made_palette(QColor(0x24, 0x27, 0x2b), QColor(0x1b, 0x1d, 0x21), QColor(0xe6, 0xe8, 0xea),
                         highlight)
          : made_palette(QColor(0xf4, 0xf5, 0xf6), Qt::white, QColor(0x1c, 0x1f, 0x23), highlight));
}

bool is_dark(const QPalette& palette) {
  return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

Accents accents(const QPalette& palette) {
  const bool dark = is_dark(palette);
  const QColor window = palette.color(QPalette::Window);
  const QColor text = palette.color(QPalette::WindowText);
  return {
      .position = dark ? QColor(0xff, 0x8a, 0x65) : QColor(0xd8, 0x43, 0x15),
      .sampled = dark ? QColor(0x5f, 0xc9, 0xae) : QColor(0x14, 0x7d, 0x64),
      .chunk = mixed(window, text, 0.45),
      .question = dark ? QColor(0x1d, 0x3b, 0x36) : QColor(0xdd, 0xf0, 0xeb),
      .secondary = mixed(text, window, 0.32),
      .warning = dark ? QColor(0x4a, 0x2b, 0x22) : QColor(0xfd, 0xe9, 0xe2),
      .line = mixed(window, text, 0.18),
  };
}

}  // namespace vp::ui
