#pragma once

#include <filesystem>
#include <vector>

#include "engine/conversation.h"
#include "engine/encoded_video.h"

namespace vp::jobs {

/// The recorded attention of every answer, `answerN.attention` (tokens, layers or 1, visual tokens), with the
/// layers, the heads, the frames' tokens and the answers' words as metadata. Throws Error(Output).
void write_answer_attention(const engine::EncodedVideo& video, const std::vector<engine::Turn>& turns,
                            const std::filesystem::path& file);

}  // namespace vp::jobs
