#include "kernels/cuda/sampling.cuh"

namespace vp::kernels::cuda {

void launch(const ChooseToken& work, Stream stream) {
  VP_LAUNCH(choose_token, 1, kChoiceThreads, 0, stream, work);
}

}  // namespace vp::kernels::cuda
