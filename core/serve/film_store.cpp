#include "serve/film_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/sha256.h"
#include "serve/picture_film.h"

namespace vp::serve {
namespace {

base::Sha256::Digest digest_of(const ChatFilm& film) {
  base::Sha256 sum;
  for (const std::string& bytes : film.bytes) {
    sum.update(std::to_string(bytes.size()) + (film.kind == ChatFilm::Kind::Data ? "d" : "p"));
    sum.update(bytes);
  }
  return sum.finish();
}

/// The cache of encoded films tells files apart by size, samples and time of change: the same bytes have the
/// same time, in every run of the program, and others another one.
void set_time(const std::filesystem::path& file, const base::Sha256::Digest& digest) {
  timespec time{};
  for (int i = 0; i < 4; ++i) time.tv_sec = time.tv_sec << 8 | digest[static_cast<std::size_t>(i)];
  time.tv_sec /= 4;
  for (int i = 4; i < 8; ++i) time.tv_nsec = time.tv_nsec << 8 | digest[static_cast<std::size_t>(i)];
  time.tv_nsec %= 1'000'000'000;
  const timespec both[2] = {time, time};
  ::utimensat(AT_FDCWD, file.c_str(), both, 0);
}

}  // namespace

FilmStore::FilmStore(const std::filesystem::path& parent, std::int64_t most_bytes) : most_bytes_(most_bytes) {
  std::string name = (parent / "videopanda-serve-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw base::Error(base::ErrorCode::Output,
                      base::untranslated("A folder for films cannot be made in \"" + parent.string() +
                                         "\": " + std::strerror(errno) + "."));
  folder_ = name;
}

FilmStore::~FilmStore() {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
}

std::filesystem::path FilmStore::file_of(const ChatFilm& film, const std::stop_token& stop) {
  if (film.kind == ChatFilm::Kind::File) return film.file;
  const base::Sha256::Digest digest = digest_of(film);
  const std::string name = base::to_hex(digest);
  const std::filesystem::path file = folder_ / name;
  const auto known =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.name == name; });
  if (known != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, known);
    return file;
  }
  if (film.kind == ChatFilm::Kind::Data)
    write_private_file(file, film.bytes.front());
  else
    write_picture_film(file, film.bytes, folder_ / "picture", stop);
  std::error_code error;
  std::filesystem::remove(folder_ / "picture", error);
  set_time(file, digest);
  entries_.push_front({name, static_cast<std::int64_t>(std::filesystem::file_size(file, error))});
  make_room();
  return file;
}

void FilmStore::make_room() {
  std::int64_t bytes = 0;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    bytes += entry->bytes;
    if (entry == entries_.begin() || bytes <= most_bytes_) {
      ++entry;
      continue;
    }
    std::error_code error;
    std::filesystem::remove(folder_ / entry->name, error);
    entry = entries_.erase(entry);
  }
}

}  // namespace vp::serve
