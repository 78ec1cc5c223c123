#include "ui/player/playback_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QLocale>
#include <QMenu>
#include <QWidget>

#include "ui/look/icons.h"
#include "ui/look/language.h"

namespace vp::ui {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::PlaybackActions)
};

QAction* make(QWidget* owner, const char* name, const char* text, const char* tip,
              const QList<QKeySequence>& keys, const QIcon& picture = {}) {
  auto* action = new QAction(picture, QString(), owner);
  action->setObjectName(QLatin1String(name));
  translate(owner, [action, text, tip] {
    action->setText(Texts::tr(text));
    action->setToolTip(Texts::tr(tip));
  });
  action->setShortcuts(keys);
  // The panel holds all of them, so that the keys work where the menu bar is hidden.
  owner->addAction(action);
  return action;
}

}  // namespace

PlaybackActions::PlaybackActions(QWidget* owner)
    : play(make(owner, "play", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Play"),
                QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Play (Space)"), {Qt::Key_Space},
                icon(Glyph::Play))),
      step_back(make(owner, "step_back", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Step one frame &back"),
                     QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "One frame back (comma or Left)"),
                     {Qt::Key_Comma, Qt::Key_Left}, icon(Glyph::StepBack))),
      step_forward(
          make(owner, "step_forward", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Step one frame &forward"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "One frame forward (full stop or Right)"),
               {Qt::Key_Period, Qt::Key_Right}, icon(Glyph::StepForward))),
      back_5_s(make(owner, "back_5_s", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "5 seconds back"),
                    QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "5 seconds back (Shift+Left)"),
                    {Qt::SHIFT | Qt::Key_Left})),
      forward_5_s(make(owner, "forward_5_s",
                       QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "5 seconds forward"),
                       QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "5 seconds forward (Shift+Right)"),
                       {Qt::SHIFT | Qt::Key_Right})),
      back_1_min(make(owner, "back_1_min", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "1 minute back"),
                      QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "1 minute back (Ctrl+Left)"),
                      {Qt::CTRL | Qt::Key_Left})),
      forward_1_min(make(owner, "forward_1_min",
                         QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "1 minute forward"),
                         QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "1 minute forward (Ctrl+Right)"),
                         {Qt::CTRL | Qt::Key_Right})),
      first(make(owner, "first_frame", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "F&irst frame"),
                 QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "First frame (Home)"), {Qt::Key_Home},
                 icon(Glyph::First))),
      last(make(owner, "last_frame", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Last frame"),
                QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Last frame (End)"), {Qt::Key_End},
                icon(Glyph::Last))),
      previous_sampled(
          make(owner, "previous_sampled",
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Previous frame for the model"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The frame before that the model is shown (P)"),
               {Qt::Key_P})),
      next_sampled(make(
          owner, "next_sampled", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Next frame for the model"),
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The next frame that the model is shown (N)"),
          {Qt::Key_N})),
      loop(make(owner, "loop", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "L&oop"),
                QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                                  "Play again and again from A to B, else the range, else all of it (L)"),
                {Qt::Key_L}, icon(Glyph::Loop))),
      loop_start(make(owner, "loop_start",
                      QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Loop from here (&A)"),
                      QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The loop starts here (A)"), {Qt::Key_A})),
      loop_end(make(owner, "loop_end", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Loop to here (B)"),
                    QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The loop ends here (B)"), {Qt::Key_B})),
      loop_clear(
          make(owner, "loop_clear", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Forget A and B"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The loop has no borders of its own (Shift+L)"),
               {Qt::SHIFT | Qt::Key_L})),
      slower(make(owner, "slower", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Slower"),
                  QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The next slower speed ([)"),
                  {Qt::Key_BracketLeft})),
      faster(make(owner, "faster", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Fas&ter"),
                  QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The next faster speed (])"),
                  {Qt::Key_BracketRight})),
      range_start(make(owner, "range_start", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Ask from here on"),
                       QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                                         "What the model is asked about starts in this second (I)"),
                       {Qt::Key_I}, icon(Glyph::RangeStart))),
      range_end(make(owner, "range_end", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Ask up to here"),
                     QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                                       "What the model is asked about ends in this second (O)"),
                     {Qt::Key_O}, icon(Glyph::RangeEnd))),
      range_clear(make(
          owner, "range_clear", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Ask about the whole video"),
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Forget where the range starts and ends (Shift+I)"),
          {Qt::SHIFT | Qt::Key_I})),
      move_sampled_here(
          make(owner, "move_sampled_here",
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Move the nearest frame for the model here"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                                 "Show the model this frame instead of the nearest of its frames (K)"),
               {Qt::Key_K})),
      regular_frames(make(
          owner, "regular_frames",
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Regular frames for the model"),
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                            "Take the frames by the model's rule again, instead of those moved by hand (R)"),
          {Qt::Key_R}, icon(Glyph::Regular))),
      go_to_time(make(owner, "go_to_time", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Go to time…"),
                      QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Go to a time or a frame number (Ctrl+G)"),
                      {Qt::CTRL | Qt::Key_G})),
      zoom_in(
          make(owner, "zoom_in", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Timeline: zoom &in"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                                 "Show less of the video on the timeline (Ctrl++, or Ctrl and the wheel)"),
               {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal})),
      zoom_out(make(
          owner, "zoom_out", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Timeline: zoom &out"),
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Show more of the video on the timeline (Ctrl+-)"),
          {Qt::CTRL | Qt::Key_Minus})),
      zoom_range(make(
          owner, "zoom_range", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Timeline: zoom to the ran&ge"),
          QT_TRANSLATE_NOOP("vp::ui::PlaybackActions",
                            "Show what is asked about over the whole timeline (Z, or a double-click below "
                            "it on the timeline)"),
          {Qt::Key_Z})),
      zoom_all(
          make(owner, "zoom_all", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Timeline: &whole video"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Show the whole video on the timeline (Ctrl+0)"),
               {Qt::CTRL | Qt::Key_0})),
      deinterlace(
          make(owner, "deinterlace", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "&Deinterlace"),
               QT_TRANSLATE_NOOP(
                   "vp::ui::PlaybackActions",
                   "Of a picture that shows two moments woven together, show one; the video is opened "
                   "again"),
               {})),
      mute(make(owner, "mute", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "M&ute"),
                QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Sound on or off (Ctrl+M)"),
                {Qt::CTRL | Qt::Key_M}, icon(Glyph::Volume))),
      full_screen(
          make(owner, "full_screen", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Full &screen"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "The player alone on the whole screen (F11)"),
               {Qt::Key_F11}, icon(Glyph::FullScreen))),
      leave_full_screen(
          make(owner, "leave_full_screen", QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Leave full screen"),
               QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", "Back to the window (Esc)"), {Qt::Key_Escape})),
      rate_menu(new QMenu(owner)),
      stream_menu(new QMenu(owner)) {
  for (QAction* action : {loop, deinterlace, mute, full_screen}) action->setCheckable(true);
  leave_full_screen->setEnabled(false);
  translate(owner, [menu = rate_menu] { menu->setTitle(Texts::tr("Sp&eed")); });
  translate(owner, [menu = stream_menu] { menu->setTitle(Texts::tr("&Video stream")); });
  stream_menu->setObjectName(QStringLiteral("stream_menu"));
  auto* group = new QActionGroup(owner);
  for (const double rate : kRates) {
    auto* action = new QAction(group);
    action->setObjectName(QStringLiteral("rate_%1").arg(rate));
    action->setCheckable(true);
    action->setChecked(rate == 1);
    action->setData(rate);
    translate(owner, [action, rate] {
      const QString number = QLocale().toString(rate);
      action->setText(Texts::tr("%1 ×").arg(number));
      action->setToolTip(Texts::tr("Play at %1 times the speed, the sound at its own pitch").arg(number));
    });
    rates.append(action);
  }
  rates[3]->setShortcut(Qt::Key_Equal);
  owner->addAction(rates[3]);
  rate_menu->addActions(rates);
  rate_menu->addSeparator();
  rate_menu->addActions({slower, faster});
  rate_menu->setToolTipsVisible(true);
}

void PlaybackActions::fill(QMenu& menu) const {
  menu.setToolTipsVisible(true);
  menu.addAction(play);
  menu.addMenu(rate_menu);
  menu.addSeparator();
  menu.addActions(
      {step_back, step_forward, back_5_s, forward_5_s, back_1_min, forward_1_min, first, last, go_to_time});
  menu.addSeparator();
  menu.addActions({loop, loop_start, loop_end, loop_clear});
  menu.addSeparator();
  menu.addActions({range_start, range_end, range_clear});
  menu.addSeparator();
  menu.addActions({previous_sampled, next_sampled, move_sampled_here, regular_frames});
  menu.addSeparator();
  menu.addMenu(stream_menu);
  menu.addActions({deinterlace, mute});
}

void PlaybackActions::fill_view(QMenu& menu) const {
  menu.addActions({zoom_in, zoom_out, zoom_range, zoom_all});
  menu.addSeparator();
  menu.addAction(full_screen);
}

QList<QAction*> PlaybackActions::of_a_video() const {
  return {play,           step_back,   step_forward, back_5_s,         forward_5_s,  back_1_min,
          forward_1_min,  first,       last,         previous_sampled, next_sampled, loop_start,
          loop_end,       loop_clear,  range_start,  range_end,        range_clear,  move_sampled_here,
          regular_frames, deinterlace, go_to_time,   zoom_in,          zoom_out,     zoom_range,
          zoom_all};
}

}  // namespace vp::ui
