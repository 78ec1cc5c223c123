#include "bench/temporary_folder.h"

#include <stdlib.h>

#include <string>
#include <system_error>

#include "base/error.h"

namespace vp::bench {

using base::Error;
using base::ErrorCode;

TemporaryFolder::TemporaryFolder() {
  std::error_code error;  // $TMPDIR is no folder: its place is said below
  const std::filesystem::path place = std::filesystem::temp_directory_path(error);
  std::string name = (place / "videopanda-bench-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr)
    throw Error(ErrorCode::Output,
                base::untranslated("No temporary folder can be made in " +
                                   (error ? "the folder that TMPDIR names" : place.string()) +
                                   "; make room there or set TMPDIR."));
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace vp::bench
