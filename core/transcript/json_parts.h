#pragma once

// Members that several records have in common, for the writers here.
#include <nlohmann/json.hpp>

#include "transcript/transcript.h"

namespace vp::transcript {

// Keeps the members in the order in which they are written.
using Json = nlohmann::ordered_json;

Json to_object(const Transcript::Video& video);
Json to_object(const Transcript::Model& model);
Json to_object(const TranscriptFrame& frame);
Json to_object(const evidence::FrameKnockout& knockout);
/// {"start_s", "end_s"}; null where the frames were chosen one by one.
Json range_object(const Transcript& transcript);

template <typename Items>
Json to_array(const Items& items) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(to_object(item));
  return array;
}

}  // namespace vp::transcript
