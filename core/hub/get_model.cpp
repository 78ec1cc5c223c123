#include "hub/get_model.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"

namespace vp::hub {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

constexpr std::size_t kLongestList = std::size_t{16} << 20;

std::string model_address(const HubSettings& settings, const ModelRequest& request) {
  return settings.endpoint + "/api/models/" + request.repository.text();
}

/// A path as it stands in an address.
std::string in_address(const std::string& path) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= 'A' && byte <= 'Z') || c == '-' || c == '_' || c == '.' || c == '~' ||
                       c == '/';
    if (plain) {
      text += c;
    } else {
      text += '%';
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
  }
  return text;
}

const std::string& blob_of(const ListedFile& file) {
  return file.sha256.empty() ? file.git_sha1 : file.sha256;
}

/// Bytes of a file that are there, of an earlier try too.
std::int64_t kept_bytes(const fs::path& blobs, const ListedFile& file) {
  std::error_code error;
  const auto size_of = [&](const fs::path& path) {
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? std::int64_t{0} : static_cast<std::int64_t>(size);
  };
  const std::int64_t whole = size_of(blobs / blob_of(file));
  if (whole == file.size) return whole;
  return std::min(size_of(blobs / (blob_of(file) + ".incomplete")), file.size);
}

/// A link from a snapshot to a blob; where the file system has none, the file itself.
void put_link(const fs::path& link, const fs::path& blob) {
  std::error_code error;
  fs::create_directories(link.parent_path(), error);
  const fs::path target = blob.lexically_relative(link.parent_path());
  if (fs::is_symlink(link, error) && fs::read_symlink(link, error) == target) return;
  const fs::path beside = link.string() + ".new";
  fs::remove(beside, error);
  fs::create_symlink(target, beside, error);
  if (error) fs::copy_file(blob, beside, fs::copy_options::overwrite_existing, error);
  if (!error) fs::rename(beside, link, error);
  if (error)
    throw Error(ErrorCode::Output, base::message("Cannot write %1: %2.", link.string(), error.message()));
}

fs::path in_snapshot(const HubSettings& settings, const ModelRequest& request, const std::string& commit) {
  return HubCache(settings.cache).folder(request.repository) / "snapshots" / commit;
}

fs::path checkpoint_folder(const fs::path& snapshot, const ModelRequest& request) {
  return request.folder.empty() ? snapshot : snapshot / request.folder;
}

}  // namespace

ModelPlan plan_model(net::HttpClient& client, const HubSettings& settings, const ModelRequest& request,
                     const Patience& patience, const std::stop_token& stop) {
  if (!is_plain_name(request.revision))
    throw Error(ErrorCode::Usage,
                base::message("\"%1\" is no name of a revision; give a branch, a tag or a commit.",
                              request.revision));
  const std::string list = model_address(settings, request) + "/tree/" + request.revision + "?recursive=true";
  const Document answer = fetch_document(client, list, settings.token, kLongestList, patience, stop);
  ModelPlan plan;
  plan.files = needed_files(listed_files(answer.body), request.folder);
  plan.commit = answer.head.header("x-repo-commit");
  if (!is_plain_name(plan.commit)) {
    // The list does not say it; what resolves the smallest file does.
    const auto smallest =
        std::min_element(plan.files.begin(), plan.files.end(),
                         [](const ListedFile& a, const ListedFile& b) { return a.size < b.size; });
    const std::string url = settings.endpoint + "/" + request.repository.text() + "/resolve/" +
                            request.revision + "/" + in_address(smallest->path);
    const std::vector<std::string> headers = settings.token.empty()
                                                 ? std::vector<std::string>()
                                                 : std::vector{"Authorization: Bearer " + settings.token};
    plan.commit = client
                      .fetch(
                          {url, headers, true}, [](const auto&, auto) { return false; }, stop)
                      .header("x-repo-commit");
  }
  if (!is_plain_name(plan.commit))
    throw Error(ErrorCode::Checkpoint,
                base::message("%1 does not say which version of %2 it has; check HF_ENDPOINT.",
                              settings.endpoint, request.repository.text()));
  const fs::path blobs = HubCache(settings.cache).folder(request.repository) / "blobs";
  for (const ListedFile& file : plan.files) {
    plan.bytes += file.size;
    plan.missing += file.size - kept_bytes(blobs, file);
  }
  fs::path place = settings.cache;
  std::error_code error;
  while (!fs::exists(place, error) && place.has_relative_path()) place = place.parent_path();
  const fs::space_info space = fs::space(place, error);
  plan.free = error ? 0 : static_cast<std::int64_t>(space.available);
  return plan;
}

fs::path get_model(net::HttpClient& client, const HubSettings& settings, const ModelRequest& request,
                   const ModelPlan& plan, const Patience& patience,
                   const std::function<void(const GetProgress&)>& on_progress, const std::stop_token& stop) {
  if (plan.missing > plan.free)
    throw Error(
        ErrorCode::Output,
        base::message(
            "%1 needs %2 MB more, but the disk of %3 has %4 MB free; make room, or set HF_HUB_CACHE to "
            "a folder on another disk.",
            request.repository.text(), plan.missing / 1'000'000 + 1, settings.cache.string(),
            plan.free / 1'000'000));
  const fs::path of_model = HubCache(settings.cache).folder(request.repository);
  const fs::path snapshot = in_snapshot(settings, request, plan.commit);
  std::int64_t before = 0;
  for (const ListedFile& file : plan.files) {
    const std::string url = settings.endpoint + "/" + request.repository.text() + "/resolve/" + plan.commit +
                            "/" + in_address(file.path);
    const fs::path blob = fetch_file(
        client, {url, settings.token, file}, of_model / "blobs", patience,
        [&](std::int64_t bytes) {
          on_progress({file.path, before + bytes, plan.bytes});
        },
        stop);
    put_link(snapshot / file.path, blob);
    before += file.size;
  }
  // Last: what it names is whole.
  if (request.revision != plan.commit)
    base::write_file_atomically(of_model / "refs" / request.revision, plan.commit);
  return checkpoint_folder(snapshot, request);
}

fs::path kept_model(const HubSettings& settings, const ModelRequest& request) {
  const std::optional<fs::path> snapshot =
      HubCache(settings.cache).snapshot(request.repository, request.revision);
  std::error_code error;
  if (snapshot && fs::exists(checkpoint_folder(*snapshot, request) / "config.json", error))
    return checkpoint_folder(*snapshot, request);
  throw Error(
      ErrorCode::Checkpoint,
      base::message("%1 is not among the downloaded models (%2); get it with videopanda get %1.",
                    request.folder.empty() ? request.repository.text()
                                           : request.repository.text() + " --folder " + request.folder,
                    settings.cache.string()));
}

}  // namespace vp::hub
