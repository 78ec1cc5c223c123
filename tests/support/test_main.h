// What every unit of a test program begins with, precompiled (tests/CMakeLists.txt). All tests of a room are
// one program: there, Qt Test's main macros (QTEST_MAIN, QTEST_GUILESS_MAIN, QTEST_APPLESS_MAIN) enter the
// class under the name of its file, and `tests_media test_video_reader …` is what `test_video_reader …` would
// be alone.
#pragma once

#ifdef VP_TEST_LIBTORCH
// Before Qt, whose macros (slots, emit) are names in LibTorch's headers.
#include <ATen/ATen.h>
#endif
#ifdef VP_TEST_WIDGETS
#include <QtWidgets>
#endif

#include <QtTest>
#include <nlohmann/json.hpp>
#include <string>

namespace vp::test {

using TestMain = int (*)(int argc, char** argv);

/// Enters a test into its program under its file's name without folder and ending.
struct TestEntry {
  TestEntry(const char* file, TestMain main);
};

}  // namespace vp::test

#ifndef QTEST_MAIN_WRAPPER
#error "This Qt Test makes its mains in another way than those of Qt 6.3 and later."
#endif
#undef QTEST_MAIN_WRAPPER
// As Qt's own, but for the function's name. `...` makes the application object, if there is one.
#define QTEST_MAIN_WRAPPER(TestObject, ...)        \
  static int vp_test_main(int argc, char** argv) { \
    QTest::Internal::callInitMain<TestObject>();   \
    __VA_ARGS__                                    \
    TestObject test;                               \
    QTEST_SET_MAIN_SOURCE_PATH                     \
    return QTest::qExec(&test, argc, argv);        \
  }                                                \
  static const vp::test::TestEntry kVpTestEntry(__FILE__, vp_test_main);
