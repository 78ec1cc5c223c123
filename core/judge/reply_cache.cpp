#include "judge/reply_cache.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.h"
#include "base/sha256.h"
#include "json/document.h"

namespace vp::judge {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 30;
constexpr std::size_t kLongestLine = std::size_t{8} << 20;
constexpr std::string_view kLineStart = R"({"key":")";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(file.string() + ": " + what +
                                                               "; give another file for the kept replies."));
}

}  // namespace

ReplyCache::ReplyCache(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::exists(file, error) && !std::filesystem::is_regular_file(file, error))
    refuse(file, "is not a file");
  file_ = std::make_unique<base::AppendFile>(file);
  if (std::filesystem::file_size(file, error) > kLargestFile || error) refuse(file, "is larger than 4 GiB");
  std::ifstream stream(file, std::ios::binary);
  std::uintmax_t whole = 0;
  for (std::string line; std::getline(stream, line) && !stream.eof();) {
    whole += line.size() + 1;
    json::Limits limits;
    limits.bytes = kLongestLine;
    try {
      const json::Document document(line, limits);
      const json::Value object = document.root();
      replies_[object.member("key").text()] = object.member("reply").any_text(kLongestLine);
    } catch (const json::Unusable& fault) {
      refuse(file, "line " + std::to_string(replies_.size() + 1) + " " + fault.clause().text());
    }
  }
  if (!stream.eof()) refuse(file, "cannot be read");
  if (!base::is_unfinished_line(file, whole, kLineStart)) refuse(file, "ends with what is no kept reply");
  file_->truncate(whole);
}

const std::string* ReplyCache::find(const std::string& key) const {
  const auto found = replies_.find(key);
  return found == replies_.end() ? nullptr : &found->second;
}

void ReplyCache::add(const std::string& key, const std::string& reply) {
  const nlohmann::ordered_json line{{"key", key}, {"reply", reply}};
  file_->append(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
  replies_[key] = reply;
}

std::string reply_key(std::string_view endpoint, std::string_view body) {
  base::Sha256 hash;
  hash.update(endpoint);
  hash.update(std::string_view("\n"));
  hash.update(body);
  return base::to_hex(hash.finish());
}

}  // namespace vp::judge
