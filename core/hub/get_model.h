#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hub/fetch_file.h"
#include "hub/hub_cache.h"
#include "hub/hub_settings.h"
#include "hub/repository_listing.h"

namespace vp::hub {

/// What is wanted of the hub.
struct ModelRequest {
  Repository repository;
  std::string folder;             ///< of the repository, "" for itself
  std::string revision = "main";  ///< a branch, a tag or a commit
};

/// What it takes.
struct ModelPlan {
  std::string commit;
  std::vector<ListedFile> files;
  std::int64_t bytes = 0;    ///< of all files
  std::int64_t missing = 0;  ///< bytes of those that are not in the cache yet
  std::int64_t free = 0;     ///< bytes on the cache's disk
};

/// Asks the hub. Throws as fetch_document(), listed_files() and needed_files() do, Error(Usage) for a
/// revision that is no such name.
ModelPlan plan_model(net::HttpClient& client, const HubSettings& settings, const ModelRequest& request,
                     const Patience& patience, const std::stop_token& stop);

struct GetProgress {
  std::string file;       ///< the one that is on its way
  std::int64_t done = 0;  ///< bytes of all files that are there
  std::int64_t total = 0;
};

/// Gets what is missing, puts the links and, last, the reference of the revision; returns the checkpoint's
/// folder in the cache. Throws as fetch_file() does, Error(Output) where the disk has no room for it all.
std::filesystem::path get_model(net::HttpClient& client, const HubSettings& settings,
                                const ModelRequest& request, const ModelPlan& plan, const Patience& patience,
                                const std::function<void(const GetProgress&)>& on_progress,
                                const std::stop_token& stop);

/// The folder of what is in the cache, without asking anybody. Throws Error(Checkpoint) where it is not
/// there.
std::filesystem::path kept_model(const HubSettings& settings, const ModelRequest& request);

}  // namespace vp::hub
