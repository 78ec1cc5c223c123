#include "ui/look/core_sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace vp::ui {
namespace {

struct SentenceTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::CoreSentences)
};

// Of two that fit, the more special one comes first.
constexpr const char* kSentences[]{
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" does not exist; check the name."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" cannot be reached: %2."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" is a folder; give a video file."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" is not a regular file; give a video file."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" is empty (0 bytes); give a video file."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" cannot be read: permission denied."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" cannot be read: %2."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" is not a video: no known format was recognised in it."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" is not a video but \"%2\"; give the video file itself."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "\"%1\" is a HEIF picture (\"%2\"), which the installed FFmpeg cannot read; convert it to another "
        "format first."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" cannot be opened (%2: %3); it may be cut off or damaged."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" holds no readable streams (%2: %3)."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" holds only sound and a cover picture; give a file with moving pictures."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" holds only sound; give a file with moving pictures."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" holds no video stream; give a file with moving pictures."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" is encoded as \"%2\", for which the installed FFmpeg has no decoder."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" cannot be decoded (%2: %3); convert it to another format first."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" cannot be decoded (%2: %3); the file may be damaged."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" is encrypted; give an unencrypted copy."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "\"%1\" has a video stream without any pictures; it may be cut off or damaged."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" changed after it was opened; open it again."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "\"%1\" changed while it was read; open it again."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "The video has no frames."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "The video's frame rate is unknown, so its frames cannot be sampled."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "None of the video's %1 frames can be decoded; the file is damaged."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "There is not enough memory to decode this file; close other programs and try again."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "Cannot write %1: it is a folder; give a file name."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "Cannot write %1: it is a device or a pipe; give a file name."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "Cannot write %1: its folder cannot be made (%2)."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "Cannot write %1: its folder cannot be written to (%2)."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences", "%1 is the video itself; write to another file."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "The checkpoint needs %1 of memory in %2 and %3 are free; close other programs, or use a smaller "
        "checkpoint or dtype."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "The checkpoint in %1 is a \"%2\" language model without a video part; a \"videopanda\" "
        "checkpoint is needed."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "tokenizer.model has %1 tokens where config.json's vocab_size is %2; the tokenizer belongs to "
        "another checkpoint."),
    QT_TRANSLATE_NOOP("vp::ui::CoreSentences",
                      "%1: cannot be opened (%2); check that it exists and may be read."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "%1: holds no weights; model*.safetensors or pytorch_model.bin (or their index files) were "
        "expected."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "The conversation with this question has %1 tokens and leaves no room for an answer in the "
        "model's context of %2; start a new conversation, leave the oldest questions out, shorten the "
        "question or use fewer frames."),
    QT_TRANSLATE_NOOP(
        "vp::ui::CoreSentences",
        "%1 frames of this video make %2 tokens where the model's context has room for %3; ask for at "
        "most %4 frames."),
};

/// What stands at the places of a pattern, or nothing where the sentence is another one.
std::optional<QStringList> arguments_in(const QString& pattern, const QString& sentence) {
  static const QRegularExpression place(QStringLiteral("%[1-9]"));
  QString expression;
  qsizetype from = 0;
  for (auto places = place.globalMatch(pattern); places.hasNext();) {
    const QRegularExpressionMatch match = places.next();
    expression +=
        QRegularExpression::escape(pattern.mid(from, match.capturedStart() - from)) + QStringLiteral("(.*)");
    from = match.capturedEnd();
  }
  expression += QRegularExpression::escape(pattern.mid(from));
  const QRegularExpression whole(QRegularExpression::anchoredPattern(expression),
                                 QRegularExpression::DotMatchesEverythingOption);
  const QRegularExpressionMatch match = whole.match(sentence);
  if (!match.hasMatch()) return std::nullopt;
  return match.capturedTexts().mid(1);
}

}  // namespace

std::vector<const char*> core_sentences() {
  return {std::begin(kSentences), std::end(kSentences)};
}

std::optional<QString> in_own_language(const QString& sentence) {
  for (const char* pattern : kSentences) {
    const auto arguments = arguments_in(QString::fromUtf8(pattern), sentence);
    if (!arguments) continue;
    const QString translated = SentenceTexts::tr(pattern);
    // All at once: an argument that holds "%2" is not a place.
    QString said;
    for (qsizetype i = 0; i < translated.size(); ++i) {
      const int digit = translated[i] == QLatin1Char('%') && i + 1 < translated.size()
                            ? translated[i + 1].digitValue()
                            : -1;
      if (digit < 1 || digit > arguments->size()) {
        said += translated[i];
        continue;
      }
      said += arguments->at(digit - 1);
      ++i;
    }
    return said;
  }
  return std::nullopt;
}

}  // namespace vp::ui
