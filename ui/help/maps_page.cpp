#include "ui/help/maps_page.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/help/map_figure.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

struct Section {
  ShownMap kind;  ///< Off: there is no drawing
  const char* title;
  const char* text;
};

constexpr Section kSections[] = {
    {ShownMap::Off, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "In short"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "The model is shown some frames of the film, not all. A map belongs to one of these frames and says "
         "how much each place of it counted in one step of the computation. FSRA, GSTRA and LSD are computed "
         "before anything is asked: they are the same for every question. Only Answer belongs to what was "
         "answered. The drawings here explain; no model computed them.")},
    {ShownMap::Fsra, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "FSRA: where in the frame"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "Frame-wise spatial relationship aggregation sums up each frame in one token. The map shows how "
         "much "
         "each token of the frame goes into it, a map for each head. The values of a frame add up to 1, so "
         "that every frame has its bright places: they do not say that this frame mattered more than "
         "another.")},
    {ShownMap::Gstra, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "GSTRA: where and when in four frames"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "Global spatio-temporal relationship aggregation sums up four frames, a chunk, in one token. The "
         "values of all patches of the four frames add up to 1, so that here one frame can have more than "
         "another: the curve over the film is each frame's share of its chunk. Shares of different chunks "
         "cannot be compared.")},
    {ShownMap::Lsd, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "LSD: which patches were kept"),
     QT_TRANSLATE_NOOP("vp::ui::MapsPage",
                       "Local spatial downsampling makes one token of each window of patches. The map shows "
                       "the weight of each patch in its window; “Kept only” shows the heaviest of each. What "
                       "has little weight is hardly there for all that follows.")},
    {ShownMap::Fusion, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "Fusion: frame or chunk"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "What FSRA says of the frame and GSTRA of its chunk are mixed, channel by channel. The "
         "histogram shows how many channels take how much from the frame. It belongs to the "
         "model and is the same for every film.")},
    {ShownMap::Answer, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "Answer: what a word looked at"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "When a word is written, the language model attends to everything before it: the frames, the "
         "question, "
         "the words so far. The map shows the part that lies on the frames, the mean of layers and heads. "
         "Click a word of an answer to see it; the frames below an answer are those on which most of it "
         "lies. "
         "“15 %” means of all its attention; the rest lies on other frames and on the text.")},
    {ShownMap::Off, QT_TRANSLATE_NOOP("vp::ui::MapsPage", "What a map does not say"),
     QT_TRANSLATE_NOOP(
         "vp::ui::MapsPage",
         "Attention is not yet a reason: much of it can lie where nothing is needed, and an answer can rest "
         "on "
         "what got little. What an answer needs is measured: the button “What does it need?” below an answer "
         "hides one frame after the other from question and answer, and shows how much of the answer's "
         "probability each one takes. Later frames, the chunk's summary and earlier turns may still hold "
         "what "
         "a hidden frame showed, so that a small loss does not say that it was of no use. Whether the model "
         "needed what it looked at is shown by Compare: "
         "Check "
         "hides the places that a map marks, and as many others, and measures how much each changes the "
         "answer's probability.")}};

}  // namespace

MapsPage::MapsPage(QWidget* parent) : QDialog(parent), close_(new QPushButton) {
  setObjectName(QStringLiteral("maps_page"));
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setSpacing(6);
  for (const Section& section : kSections) {
    auto* title = new QLabel;
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setBold(true);
    title->setFont(bold);
    auto* text = new QLabel;
    text->setWordWrap(true);
    for (QLabel* label : {title, text}) label->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(title);
    if (section.kind != ShownMap::Off) {
      auto* figure = new MapFigure(section.kind);
      column->addWidget(figure);
      translate(figure,
                [figure, &section] { figure->setAccessibleName(tr("Drawing: %1").arg(tr(section.title))); });
    }
    column->addWidget(text);
    column->addSpacing(8);
    translate(text, [title, text, &section] {
      title->setText(tr(section.title));
      text->setText(tr(section.text));
      text->setAccessibleName(tr(section.title));
    });
  }
  column->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setObjectName(QStringLiteral("maps_scroll"));
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  close_->setObjectName(QStringLiteral("maps_close"));
  close_->setDefault(true);
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(scroll, 1);
  layout->addWidget(close_, 0, Qt::AlignRight);
  resize(520, 640);
  translate(this, [this, scroll] {
    setWindowTitle(tr("What the maps show"));
    scroll->setAccessibleName(tr("What the maps show"));
    close_->setText(tr("Close"));
    close_->setAccessibleName(tr("Close"));
  });
}

}  // namespace vp::ui
