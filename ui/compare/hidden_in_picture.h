#pragma once

#include <QObject>
#include <optional>

#include "engine/occlusion.h"
#include "ui/inference/inference.h"
#include "ui/player/hidden_patches.h"

namespace vp::ui {

/// Which patches of the picture on the screen a check has hidden: those of the sampled frame that is nearest
/// in time, of the chosen share, while the check is looked at.
class HiddenInPicture final : public QObject {
  Q_OBJECT

 public:
  explicit HiddenInPicture(QObject* parent) : QObject(parent) {}

  void set_result(const engine::OcclusionCheck& check, const EncodedVideoPtr& video);
  void clear();
  /// The place of a share among those of the check; -1: none.
  void choose_share(int share);
  void set_looked_at(bool looked_at);
  void set_position(qint64 frame, double time_s);
  /// Says it again, in the language in use.
  void update();

 signals:
  /// Without patches: nothing is to be shown.
  void changed(const vp::ui::HiddenPatches& hidden);

 private:
  HiddenPatches now() const;

  std::optional<engine::OcclusionCheck> check_;
  EncodedVideoPtr video_;
  int share_ = -1;
  bool looked_at_ = false;
  qint64 frame_ = 0;
  double time_s_ = 0;
};

}  // namespace vp::ui
