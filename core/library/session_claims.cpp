#include "library/session_claims.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace vp::library {
namespace {

constexpr std::int64_t kWholeLibrary = 0;  // no session has this number

}  // namespace

SessionClaims::SessionClaims(const std::filesystem::path& library)
    : file_(::open((library.string() + "-open").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {}

SessionClaims::~SessionClaims() {
  if (file_ >= 0) ::close(file_);
}

bool SessionClaims::lock(std::int64_t byte, int type) {
  if (file_ < 0) return true;
  struct flock range {};
  range.l_type = static_cast<short>(type);
  range.l_whence = SEEK_SET;
  range.l_start = byte;
  range.l_len = 1;
  // Of the open file and not of the process, whose locks would go with the first file that it closes.
  return ::fcntl(file_, F_OFD_SETLK, &range) == 0 || (errno != EACCES && errno != EAGAIN);
}

bool SessionClaims::claim(std::int64_t session) {
  return lock(session, F_WRLCK);
}

void SessionClaims::release(std::int64_t session) {
  lock(session, F_UNLCK);
}

bool SessionClaims::enter() {
  const bool alone = lock(kWholeLibrary, F_WRLCK);
  lock(kWholeLibrary, F_RDLCK);
  return alone;
}

}  // namespace vp::library
