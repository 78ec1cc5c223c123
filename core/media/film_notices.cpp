#include "media/film_notices.h"

namespace vp::media {

std::vector<base::Message> notices_of(const std::string& file, const VideoInfo& info,
                                      const base::Message& colours, const OpenOptions& options) {
  std::vector<base::Message> notices;
  if (!colours.empty()) notices.push_back(base::message("\"%1\" is %2.", file, colours));
  if (info.deinterlaced)
    notices.push_back(
        base::message("\"%1\" is interlaced; of each picture the field that is shown first is kept.", file));
  else if (info.interlaced)
    notices.push_back(base::message(
        "\"%1\" is interlaced: two moments are woven together in each picture, and the model is "
        "shown them so.",
        file));
  else if (options.deinterlace)
    notices.push_back(
        base::message("\"%1\" does not say that it is interlaced, so its pictures stay as they are.", file));
  return notices;
}

}  // namespace vp::media
