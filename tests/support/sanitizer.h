#pragma once

// AddressSanitizer's own library, where the program is linked with it.
extern "C" void __asan_init() __attribute__((weak));

namespace vp::test {

/// Whether what is tested was built with AddressSanitizer; the tests themselves never are.
inline bool has_address_sanitizer() {
  return &__asan_init != nullptr;
}

}  // namespace vp::test
