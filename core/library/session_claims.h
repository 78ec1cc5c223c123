#pragma once

#include <cstdint>
#include <filesystem>

namespace vp::library {

/// Says who has which session of a library open, so that no two programs write into one. A claim is a lock of
/// the system on a file beside the library, one byte a session: it ends with the program that holds it,
/// however that ends, and nothing is left behind to be cleaned up. Where there can be no such file, everybody
/// gets what they ask for. Two objects exclude each other also within one program.
class SessionClaims {
 public:
  explicit SessionClaims(const std::filesystem::path& library);
  ~SessionClaims();
  SessionClaims(const SessionClaims&) = delete;
  SessionClaims& operator=(const SessionClaims&) = delete;

  /// False when another one holds it; true, too, when it is held here already.
  bool claim(std::int64_t session);
  void release(std::int64_t session);
  /// Whether nobody else has the library open for writing. From now on others hear that somebody has.
  bool enter();

 private:
  bool lock(std::int64_t byte, int type);

  int file_ = -1;
};

}  // namespace vp::library
