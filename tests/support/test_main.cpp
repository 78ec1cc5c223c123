#include "support/test_main.h"

#include <cstdio>
#include <map>

namespace {

/// Made when the first test enters itself, before main().
std::map<std::string, vp::test::TestMain>& tests() {
  static std::map<std::string, vp::test::TestMain> entered;
  return entered;
}

}  // namespace

vp::test::TestEntry::TestEntry(const char* file, TestMain main) {
  std::string name = file;
  name.erase(0, name.rfind('/') + 1);
  name.erase(name.rfind('.'));
  tests()[name] = main;
}

int main(int argc, char** argv) {
  const auto chosen = argc > 1 ? tests().find(argv[1]) : tests().end();
  if (chosen != tests().end()) {
    argv[1] = argv[0];
    return chosen->second(argc - 1, argv + 1);
  }
  std::fprintf(stderr, "Usage: %s TEST [options of Qt Test, functions]\nThe tests are:\n", argv[0]);
  for (const auto& [name, main] : tests()) std::fprintf(stderr, "  %s\n", name.c_str());
  return 2;
}
