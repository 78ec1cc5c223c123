# LibTorch as the target vp_torch: the system's by its own package, or one in a folder (pip's, of installer/cuda.sh). That
# one's package is left alone: with CUDA it enables CMake's own support of it, and CMake 3.25 cannot tell nvcc 13 which C++
# to compile; all that is needed of it are two folders of headers and its libraries.
option(VP_CUDA "Compute on NVIDIA's GPUs (needs nvcc, and a LibTorch with CUDA)" OFF)
set(VP_LIBTORCH "" CACHE PATH "A folder with LibTorch's include and lib, as pip's package has them; empty: the system's")
find_program(VP_NVCC nvcc HINTS $ENV{CUDA_HOME}/bin $ENV{CUDA_PATH}/bin PATHS /usr/local/cuda/bin /opt/cuda/bin
  DOC "NVIDIA's compiler; without it the CUDA kernels are tested on the CPU and not compiled for a GPU")

add_library(vp_torch INTERFACE)
if(VP_LIBTORCH)
  # Its libraries look for others beside themselves, which a link's place is not.
  file(REAL_PATH ${VP_LIBTORCH} libtorch BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(NOT EXISTS ${libtorch}/include/ATen/core/Tensor.h)
    message(FATAL_ERROR "There is no LibTorch in ${VP_LIBTORCH}. installer/cuda.sh puts one with CUDA there; for another "
      "one set VP_LIBTORCH to its folder, which has include/ATen and lib/libtorch_cpu.so.")
  endif()
  set(libraries torch_cpu c10)
  if(VP_CUDA)
    set(libraries torch_cuda c10_cuda ${libraries})
  endif()
  foreach(library ${libraries})
    if(NOT EXISTS ${libtorch}/lib/lib${library}.so)
      message(FATAL_ERROR "The LibTorch in ${libtorch} has no lib${library}.so: it was built without CUDA.")
    endif()
    target_link_libraries(vp_torch INTERFACE ${libtorch}/lib/lib${library}.so)
  endforeach()
  target_include_directories(vp_torch SYSTEM INTERFACE ${libtorch}/include ${libtorch}/include/torch/csrc/api/include)
  # Several training processes talk through gloo, whose headers pip's package leaves out.
  target_compile_definitions(vp_torch INTERFACE USE_DISTRIBUTED)
  if(EXISTS ${libtorch}/include/gloo/context.h)
    target_compile_definitions(vp_torch INTERFACE USE_C10D_GLOO)
  endif()
  # Several GPUs talk through NCCL, which is a package of its own beside it.
  find_path(VP_NCCL_INCLUDE nccl.h HINTS ${libtorch}/../nvidia/nccl/include)
  if(VP_CUDA AND VP_NCCL_INCLUDE AND EXISTS ${libtorch}/include/torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp)
    target_compile_definitions(vp_torch INTERFACE USE_C10D_NCCL)
    target_include_directories(vp_torch SYSTEM INTERFACE ${VP_NCCL_INCLUDE})
  endif()
  # Its libraries want those of pip's packages beside it, and find them themselves.
  target_link_options(vp_torch INTERFACE -Wl,--allow-shlib-undefined)
  file(GLOB vp_cuda_folders ${libtorch}/../nvidia/cu*/lib ${libtorch}/../nvidia/*/lib ${libtorch}/lib)
  # The one OpenMP of a program is the one that LibTorch brings.
  file(GLOB VP_LIBTORCH_OPENMP ${libtorch}/lib/libgomp*.so*)
else()
  find_package(Torch REQUIRED)
  target_link_libraries(vp_torch INTERFACE ${TORCH_LIBRARIES})
  # LibTorch's headers do not pass our warnings.
  target_include_directories(vp_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
endif()

# vp_cuda_runtime: the headers of CUDA's runtime, and the one runtime that LibTorch uses.
if(VP_CUDA)
  if(NOT VP_NVCC)
    message(FATAL_ERROR "VP_CUDA needs nvcc, of NVIDIA's CUDA toolkit, and none was found; set VP_NVCC to it.")
  endif()
  file(REAL_PATH ${VP_NVCC} nvcc)
  cmake_path(GET nvcc PARENT_PATH folder)
  find_path(VP_CUDA_INCLUDE cuda_runtime_api.h HINTS ${folder}/../include ${folder}/../targets/x86_64-linux/include REQUIRED)
  find_library(VP_CUDART NAMES libcudart.so.13 libcudart.so.12 libcudart.so NAMES_PER_DIR
    PATHS ${vp_cuda_folders} ${folder}/../lib64 ${folder}/../lib NO_DEFAULT_PATH)
  find_library(VP_CUDART NAMES cudart REQUIRED)
  add_library(vp_cuda_runtime INTERFACE)
  target_include_directories(vp_cuda_runtime SYSTEM INTERFACE ${VP_CUDA_INCLUDE})
  target_link_libraries(vp_cuda_runtime INTERFACE ${VP_CUDART})
  target_link_libraries(vp_torch INTERFACE vp_cuda_runtime)
  target_compile_definitions(vp_torch INTERFACE VP_CUDA)
endif()
