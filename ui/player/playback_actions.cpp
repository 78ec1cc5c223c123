#include "ui/player/playback_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QLocale>
#include <QMenu>
#include <QWidget>

#include "ui/look/icons.h"

namespace vp::ui {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("vp::ui::PlaybackActions", text);
}
#define VP_TEXT(text) tr(QT_TRANSLATE_NOOP("vp::ui::PlaybackActions", text))

QAction* make(QWidget* owner, const char* name, const QString& text, const QString& tip,
              const QList<QKeySequence>& keys, const QIcon& picture = {}) {
  auto* action = new QAction(picture, text, owner);
  action->setObjectName(QLatin1String(name));
  action->setToolTip(tip);
  action->setShortcuts(keys);
  // The panel holds all of them, so that the keys work where the menu bar is hidden.
  owner->addAction(action);
  return action;
}

}  // namespace

PlaybackActions::PlaybackActions(QWidget* owner)
    : play(
          make(owner, "play", VP_TEXT("&Play"), VP_TEXT("Play (Space)"), {Qt::Key_Space}, icon(Glyph::Play))),
      step_back(make(owner, "step_back", VP_TEXT("Step one frame &back"),
                     VP_TEXT("One frame back (comma or Left)"), {Qt::Key_Comma, Qt::Key_Left},
                     icon(Glyph::StepBack))),
      step_forward(make(owner, "step_forward", VP_TEXT("Step one frame &forward"),
                        VP_TEXT("One frame forward (full stop or Right)"), {Qt::Key_Period, Qt::Key_Right},
                        icon(Glyph::StepForward))),
      back_5_s(make(owner, "back_5_s", VP_TEXT("5 seconds back"), VP_TEXT("5 seconds back (Shift+Left)"),
                    {Qt::SHIFT | Qt::Key_Left})),
      forward_5_s(make(owner, "forward_5_s", VP_TEXT("5 seconds forward"),
                       VP_TEXT("5 seconds forward (Shift+Right)"), {Qt::SHIFT | Qt::Key_Right})),
      back_1_min(make(owner, "back_1_min", VP_TEXT("1 minute back"), VP_TEXT("1 minute back (Ctrl+Left)"),
                      {Qt::CTRL | Qt::Key_Left})),
      forward_1_min(make(owner, "forward_1_min", VP_TEXT("1 minute forward"),
                         VP_TEXT("1 minute forward (Ctrl+Right)"), {Qt::CTRL | Qt::Key_Right})),
      first(make(owner, "first_frame", VP_TEXT("F&irst frame"), VP_TEXT("First frame (Home)"), {Qt::Key_Home},
                 icon(Glyph::First))),
      last(make(owner, "last_frame", VP_TEXT("&Last frame"), VP_TEXT("Last frame (End)"), {Qt::Key_End},
                icon(Glyph::Last))),
      previous_sampled(make(owner, "previous_sampled", VP_TEXT("Previous frame for the model"),
                            VP_TEXT("The frame before that the model is shown (P)"), {Qt::Key_P})),
      next_sampled(make(owner, "next_sampled", VP_TEXT("Next frame for the model"),
                        VP_TEXT("The next frame that the model is shown (N)"), {Qt::Key_N})),
      loop(make(owner, "loop", VP_TEXT("L&oop"),
                VP_TEXT("Play again and again from A to B, else the range, else all of it (L)"), {Qt::Key_L},
                icon(Glyph::Loop))),
      loop_start(make(owner, "loop_start", VP_TEXT("Loop from here (&A)"),
                      VP_TEXT("The loop starts here (A)"), {Qt::Key_A})),
      loop_end(make(owner, "loop_end", VP_TEXT("Loop to here (B)"), VP_TEXT("The loop ends here (B)"),
                    {Qt::Key_B})),
      loop_clear(make(owner, "loop_clear", VP_TEXT("Forget A and B"),
                      VP_TEXT("The loop has no borders of its own (Shift+L)"), {Qt::SHIFT | Qt::Key_L})),
      slower(make(owner, "slower", VP_TEXT("&Slower"), VP_TEXT("The next slower speed ([)"),
                  {Qt::Key_BracketLeft})),
      faster(make(owner, "faster", VP_TEXT("Fas&ter"), VP_TEXT("The next faster speed (])"),
                  {Qt::Key_BracketRight})),
      range_start(make(owner, "range_start", VP_TEXT("Ask from here on"),
                       VP_TEXT("What the model is asked about starts in this second (I)"), {Qt::Key_I},
                       icon(Glyph::RangeStart))),
      range_end(make(owner, "range_end", VP_TEXT("Ask up to here"),
                     VP_TEXT("What the model is asked about ends in this second (O)"), {Qt::Key_O},
                     icon(Glyph::RangeEnd))),
      range_clear(make(owner, "range_clear", VP_TEXT("Ask about the whole video"),
                       VP_TEXT("Forget where the range starts and ends (Shift+I)"), {Qt::SHIFT | Qt::Key_I})),
      move_sampled_here(
          make(owner, "move_sampled_here", VP_TEXT("&Move the nearest frame for the model here"),
               VP_TEXT("Show the model this frame instead of the nearest of its frames (K)"), {Qt::Key_K})),
      regular_frames(
          make(owner, "regular_frames", VP_TEXT("&Regular frames for the model"),
               VP_TEXT("Take the frames by the model's rule again, instead of those moved by hand (R)"),
               {Qt::Key_R}, icon(Glyph::Regular))),
      mute(make(owner, "mute", VP_TEXT("&Mute"), VP_TEXT("Sound on or off (Ctrl+M)"), {Qt::CTRL | Qt::Key_M},
                icon(Glyph::Volume))),
      full_screen(make(owner, "full_screen", VP_TEXT("F&ull screen"),
                       VP_TEXT("The player alone on the whole screen (F11)"), {Qt::Key_F11},
                       icon(Glyph::FullScreen))),
      leave_full_screen(make(owner, "leave_full_screen", VP_TEXT("Leave full screen"),
                             VP_TEXT("Back to the window (Esc)"), {Qt::Key_Escape})),
      rate_menu(new QMenu(VP_TEXT("Sp&eed"), owner)) {
  for (QAction* action : {loop, mute, full_screen}) action->setCheckable(true);
  leave_full_screen->setEnabled(false);
  auto* group = new QActionGroup(owner);
  for (const double rate : kRates) {
    auto* action = new QAction(VP_TEXT("%1 ×").arg(QLocale().toString(rate)), group);
    action->setObjectName(QStringLiteral("rate_%1").arg(rate));
    action->setCheckable(true);
    action->setChecked(rate == 1);
    action->setData(rate);
    action->setToolTip(
        VP_TEXT("Play at %1 times the speed, the sound at its own pitch").arg(QLocale().toString(rate)));
    rates.append(action);
  }
  rates[3]->setShortcut(Qt::Key_Equal);
  owner->addAction(rates[3]);
  rate_menu->addActions(rates);
  rate_menu->addSeparator();
  rate_menu->addActions({slower, faster});
  rate_menu->setToolTipsVisible(true);
}

#undef VP_TEXT

void PlaybackActions::fill(QMenu& menu) const {
  menu.setToolTipsVisible(true);
  menu.addAction(play);
  menu.addMenu(rate_menu);
  menu.addSeparator();
  menu.addActions({step_back, step_forward, back_5_s, forward_5_s, back_1_min, forward_1_min, first, last});
  menu.addSeparator();
  menu.addActions({loop, loop_start, loop_end, loop_clear});
  menu.addSeparator();
  menu.addActions({range_start, range_end, range_clear});
  menu.addSeparator();
  menu.addActions({previous_sampled, next_sampled, move_sampled_here, regular_frames});
  menu.addSeparator();
  menu.addActions({mute, full_screen});
}

QList<QAction*> PlaybackActions::of_a_video() const {
  return {play,          step_back,  step_forward, back_5_s,         forward_5_s,  back_1_min,
          forward_1_min, first,      last,         previous_sampled, next_sampled, loop_start,
          loop_end,      loop_clear, range_start,  range_end,        range_clear,  move_sampled_here,
          regular_frames};
}

}  // namespace vp::ui
