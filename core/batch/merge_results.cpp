#include "batch/merge_results.h"

#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/file_guard.h"
#include "batch/result_line.h"

namespace vp::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShownMissing = 20;

[[noreturn]] void refuse(const fs::path& file, const base::Message& what) {
  throw base::Error(base::ErrorCode::Usage, base::message("%1: %2", file.string(), what));
}

/// Each once, in the order in which they are met first.
template <typename Thing>
struct Distinct {
  std::set<Thing> seen;
  std::vector<Thing> all;

  std::size_t size() const { return all.size(); }
  bool add(const Thing& thing) {
    const bool is_new = seen.insert(thing).second;
    if (is_new) all.push_back(thing);
    return is_new;
  }
};

class Merge {
 public:
  void look_through(const std::vector<fs::path>& results, base::FileGuard& files,
                    const std::stop_token& stop) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      files.reads(results[i], base::untranslated("one of the results files"));
      for_each_result(
          results[i], [&](const CellResult& result) { add(result, i, results, files); }, stop);
    }
  }

  /// What no file holds though others of its video or question are there.
  void find_missing() {
    if (windows_.size() > 0 && questions_.size() > static_cast<std::size_t>(kMostCells) / windows_.size())
      throw base::Error(
          base::ErrorCode::Usage,
          base::untranslated("The files hold " + std::to_string(windows_.size()) + " windows and " +
                             std::to_string(questions_.size()) +
                             " questions, more than a batch can have; they belong to several."));
    report_.missing_cells = static_cast<std::int64_t>(windows_.size() * questions_.size() - cells_.size());
    if (report_.missing_cells == 0) return;
    for (const auto& [video, window] : windows_.all)
      for (const std::string& question : questions_.all) {
        if (report_.missing.size() == kShownMissing) return;
        if (!cells_.contains(cell_key(video, window, question)))
          report_.missing.push_back({video, window, question});
      }
  }

  void write(const std::vector<fs::path>& results, const fs::path& merged, const std::stop_token& stop) {
    base::AtomicFile file(merged);
    for (std::size_t i = 0; i < results.size(); ++i)
      for_each_result(
          results[i],
          [&](const CellResult& result) {
            const auto found = cells_.find(key_of(result));
            // Files may have grown since.
            if (found == cells_.end() || found->second.file != i) return;
            file.write(line_of(result));
            ++report_.cells;
            report_.failed += result.error.empty() ? 0 : 1;
          },
          stop);
    file.commit();
  }

  MergedResults report() { return std::move(report_); }

 private:
  struct Cell {
    std::size_t file;
    bool failed;
  };

  void add(const CellResult& result, std::size_t file, const std::vector<fs::path>& results,
           base::FileGuard& files) {
    if (!made_with_) {
      made_with_ = std::make_unique<Provenance>(result.made_with);
      made_in_ = file;
    } else if (const base::Message what = difference(result.made_with, *made_with_, false); !what.empty()) {
      refuse(results[file], base::message("%1 (beside %2); merge only what was made alike.", what,
                                          results[made_in_].string()));
    }
    if (windows_.add({result.video.path, result.window}))
      files.reads(result.video.path, base::message("one of the videos"));
    questions_.add(result.question);
    const auto [cell, is_new] = cells_.try_emplace(key_of(result), Cell{file, !result.error.empty()});
    if (is_new) return;
    ++report_.doubled;
    if (cell->second.failed && result.error.empty()) cell->second = {file, false};
  }

  MergedResults report_;
  std::unique_ptr<Provenance> made_with_;
  std::size_t made_in_ = 0;
  Distinct<std::pair<std::string, std::int64_t>> windows_;
  Distinct<std::string> questions_;
  std::unordered_map<std::string, Cell> cells_;
};

}  // namespace

MergedResults merge_results(const std::vector<fs::path>& results, const fs::path& merged,
                            const std::stop_token& stop) {
  Merge merge;
  base::FileGuard files;
  merge.look_through(results, files, stop);
  files.writes(merged);
  merge.find_missing();
  merge.write(results, merged, stop);
  return merge.report();
}

}  // namespace vp::batch
