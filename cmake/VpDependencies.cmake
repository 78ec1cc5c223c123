# Every library from outside, as a target. Debian's packages are the reference (README, platform matrix).

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(LIBCRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3)
if(VP_MEDIA)
  find_package(CLI11 REQUIRED)
  pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET
    libavformat>=59 libavcodec>=59 libavutil>=57 libswscale>=6 libswresample>=4)
  pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
  pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
  pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib>=0.11)
endif()

include(VpLibTorch)
# For rooms that call at::parallel_for: without it that is a plain loop. Not for whoever includes LibTorch: GCC 12 cannot
# precompile its headers then. GCC's OpenMP is not instrumented, so ThreadSanitizer would take the end of each loop for a
# race; it sees the program's own threads only.
add_library(vp_openmp INTERFACE)
if(NOT VP_SANITIZE MATCHES thread)
  if(VP_LIBTORCH_OPENMP)
    target_compile_options(vp_openmp INTERFACE -fopenmp)
    target_link_libraries(vp_openmp INTERFACE ${VP_LIBTORCH_OPENMP})
  else()
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    target_link_libraries(vp_openmp INTERFACE OpenMP::OpenMP_CXX)
  endif()
endif()

# Trains tokenizers, and is the reference that ours is tested against. Never link it beside LibTorch: Debian's
# exports its own copy of protobuf, which collides with the one that LibTorch needs.
if(VP_MEDIA)
  pkg_check_modules(SENTENCEPIECE REQUIRED IMPORTED_TARGET sentencepiece)
  if(VP_STUDIO OR VP_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Test)
  endif()
elseif(VP_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
if(TARGET Qt6::moc)
  get_target_property(VP_MOC Qt6::moc IMPORTED_LOCATION)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/moc_of_own_text.sh.in ${PROJECT_BINARY_DIR}/moc_of_own_text.sh
    @ONLY FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endif()
if(VP_STUDIO)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets PrintSupport Multimedia LinguistTools)
  find_package(QCustomPlotQt6 REQUIRED)
endif()
