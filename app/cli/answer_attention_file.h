#pragma once

#include <filesystem>

#include "engine/conversation.h"

namespace vp::cli {

/// Throws Error(Usage) for a name that does not end in .safetensors.
void check_answer_attention_name(const std::filesystem::path& file);

/// The recorded attention of every answer, `answerN.attention` (tokens, layers or 1, visual tokens), with the
/// layers, the heads, the frames' tokens and the answers' words as metadata. Throws Error(Output).
void write_answer_attention(const engine::Conversation& conversation, const std::filesystem::path& file);

}  // namespace vp::cli
