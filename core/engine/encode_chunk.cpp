#include "engine/encode_chunk.h"

#include <ATen/ATen.h>

#include <vector>

#include "engine/preprocessing.h"
#include "media/preprocess.h"
#ifdef VP_CUDA
#include "engine/device_pixels.h"
#endif

namespace vp::engine {
namespace {

attention::FrameMaps frame_maps(const stab::FrameResult& frame, int stride) {
  attention::FrameMaps maps;
  maps.height = frame.valid.height() / stride;
  maps.width = frame.valid.width() / stride;
  const auto values = [](const at::Tensor& tensor) {
    const at::Tensor flat = tensor.to(at::kCPU).to(at::kFloat).contiguous();
    return std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  };
  maps.fsra = values(frame.fsra_attention);
  maps.lsd = values(frame.lsd_attention);
  return maps;
}

}  // namespace

at::Tensor chunk_pixels(const checkpoint::VisionConfig& vision,
                        std::span<const base::RgbImage* const> pictures,
                        [[maybe_unused]] const at::Device& device) {
  const media::PreprocessOptions preprocessing = preprocess_options(vision);
#ifdef VP_CUDA
  if (device.is_cuda()) return pixels_on_device(device, preprocessing, vision.num_frames, pictures);
#endif
  const std::int64_t size = vision.image_size, frame_elements = 4 * size * size;
  at::Tensor pixels = at::zeros({1, vision.num_frames, 4, size, size}, at::kFloat);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    media::preprocess(*pictures[i], preprocessing,
                      std::span(pixels.data_ptr<float>() + static_cast<std::int64_t>(i) * frame_elements,
                                static_cast<std::size_t>(frame_elements)));
  return pixels;
}

void append_maps(attention::AttentionMaps& maps, const stab::StabResult& result,
                 const checkpoint::VisionConfig& vision) {
  maps.chunks += 1;
  const at::Tensor gstra = result.gstra_attention.to(at::kCPU).contiguous();
  maps.gstra.insert(maps.gstra.end(), gstra.data_ptr<float>(), gstra.data_ptr<float>() + gstra.numel());
  for (const stab::FrameResult& frame : result.frames)
    maps.frames.push_back(frame_maps(frame, vision.conv_stride));
}

}  // namespace vp::engine
