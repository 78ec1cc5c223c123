# Helpers that give every target of the project the same standard, warnings and sanitizers.
#
# vp_product_options: of what is installed and its libraries. vp_test_code_options: of the tests.

find_program(VP_CCACHE ccache)
if(VP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${VP_CCACHE})
endif()

add_library(vp_compile_options INTERFACE)
target_compile_options(vp_compile_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(VP_SANITIZE)
  set(instrumentation -O1 -fsanitize=${VP_SANITIZE} -fno-omit-frame-pointer)
  # A read through a null pointer AddressSanitizer reports too, and this processor reads at any alignment: asking before
  # each access takes half of the compiler's time.
  if(VP_SANITIZE MATCHES undefined)
    list(APPEND instrumentation -fno-sanitize=null,alignment)
  endif()
  target_link_options(vp_compile_options INTERFACE -fsanitize=${VP_SANITIZE})
endif()
if(VP_WARNINGS_AS_ERRORS)
  set(errors -Werror)
endif()

add_library(vp_product_options INTERFACE)
target_link_libraries(vp_product_options INTERFACE vp_compile_options)
# GCC warns wrongly in instrumented code.
if(VP_SANITIZE)
  target_compile_options(vp_product_options INTERFACE ${instrumentation})
else()
  target_compile_options(vp_product_options INTERFACE ${errors})
endif()

add_library(vp_test_code_options INTERFACE)
target_link_libraries(vp_test_code_options INTERFACE vp_compile_options)
# ThreadSanitizer has to see every access. What the others look for is not in the tests' own code: uninstrumented it is
# compiled as in the preset "ci", and a compiler cache has it from there.
target_compile_options(vp_test_code_options INTERFACE ${errors})
if(VP_SANITIZE MATCHES thread)
  target_compile_options(vp_test_code_options INTERFACE ${instrumentation})
endif()

find_program(VP_LLD ld.lld)
if(VP_LLD)
  # bfd takes ten times as long to link against LibTorch.
  target_link_options(vp_compile_options INTERFACE -fuse-ld=lld)
  # LLD 14 with GCC 12: an exception that passes through a function split into a hot and a cold part aborts the
  # program instead of being caught.
  target_compile_options(vp_compile_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fno-reorder-blocks-and-partition>)
endif()

# Units that include LibTorch, nlohmann-json or CLI11 spend most of their time in those headers. A complete build is
# faster when several of them are compiled as one; a build that is changed again and again is not.
option(VP_UNITY "Compile several units together in the rooms that say UNITY" OFF)

function(vp_compile_together target)
  if(VP_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

# vp_has_qt_objects(TARGET): moc reads its files.
function(vp_has_qt_objects target)
  set_target_properties(${target} PROPERTIES
    AUTOMOC ON AUTOMOC_EXECUTABLE ${PROJECT_BINARY_DIR}/moc_of_own_text.sh)
endfunction()

# The programs show and refuse before LibTorch is there: its libraries take longer to start than everything else together.
# What computes lies in a library of its own then, which the programs open when they need it (app/engine_library). The
# tests link it as any other; so do programs with a sanitizer.
if(VP_SANITIZE)
  set(VP_ENGINE_LIBRARY OFF)
else()
  set(VP_ENGINE_LIBRARY ON)
endif()

# vp_add_library(NAME [UNITY] [TEST] [COMPUTES] SOURCES ... [PUBLIC ...] [PRIVATE ...] [PLAIN ...]): the static library
# vp_NAME, alias vp::NAME. TEST: it belongs to the tests. COMPUTES: it needs LibTorch, and is part of the engine's
# library; PLAIN: the libraries that its users link beside that.
function(vp_add_library name)
  cmake_parse_arguments(ARG "UNITY;TEST;COMPUTES" "" "SOURCES;PUBLIC;PRIVATE;PLAIN" ${ARGN})
  set(options vp_product_options)
  if(ARG_TEST)
    set(options vp_test_code_options)
  endif()
  add_library(vp_${name} STATIC ${ARG_SOURCES})
  if(ARG_COMPUTES AND VP_ENGINE_LIBRARY)
    set_target_properties(vp_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    # Its functions call each other directly, as in a program.
    target_compile_options(vp_${name} PRIVATE -fno-semantic-interposition)
    set_property(GLOBAL APPEND PROPERTY VP_COMPUTING_LIBRARIES vp_${name})
    # A program that opens the engine's library (vp_opens_engine) links no other copy.
    add_library(vp_${name}_unless_opened INTERFACE)
    target_link_libraries(vp_${name}_unless_opened INTERFACE
      $<$<NOT:$<BOOL:$<TARGET_PROPERTY:VP_OPENS_ENGINE>>>:vp_${name}> ${ARG_PLAIN})
    add_library(vp::${name} ALIAS vp_${name}_unless_opened)
  else()
    add_library(vp::${name} ALIAS vp_${name})
  endif()
  target_link_libraries(vp_${name} PUBLIC ${ARG_PUBLIC} ${ARG_PLAIN} PRIVATE ${ARG_PRIVATE} ${options})
  if(ARG_UNITY)
    vp_compile_together(vp_${name})
  endif()
endfunction()
