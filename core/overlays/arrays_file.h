#pragma once

#include <filesystem>
#include <stop_token>

#include "engine/encoded_video.h"

namespace vp::overlays {

/// Writes a video's tokens and attention maps as .safetensors: `gstra_attention` (chunks, heads, T·H·W) and,
/// for every frame slot N, `frameN.fsra_attention` (heads, h·w), `frameN.lsd_attention` (heads, windows,
/// patches of a window) and `frameN.tokens` (tokens, width), all float32; indices and times of the frames,
/// the valid rectangle and the model are in the metadata. The video must have been encoded with maps.
/// Throws Error(Output), Error(Stopped).
void write_arrays(const std::filesystem::path& file, const engine::EncodedVideo& video,
                  const std::stop_token& stop = {});

}  // namespace vp::overlays
