#include "checkpoint/system_name.h"

namespace vp::checkpoint {

base::Message name_of(System system) {
  switch (system) {
    case System::VideoPanda:
      return base::Message::verbatim("Video-Panda");
    case System::VideoLlava:
      return base::Message::verbatim("Video-LLaVA");
    case System::VideoLlavaHf:
      return base::message("Video-LLaVA, converted for Transformers (without attention over time)");
    case System::VideoChatGpt:
      return base::Message::verbatim("Video-ChatGPT");
  }
  return {};
}

}  // namespace vp::checkpoint
