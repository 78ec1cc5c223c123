// The fuzz targets without a fuzzer, as an ordinary test: each seed as it is, then changed in a few thousand
// ways, the same on every machine. What looks for more is run.sh.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count);

namespace {

constexpr int kChangesOfEach = 3000;
constexpr std::size_t kLongest = 8192;

std::size_t below(std::mt19937& random, std::size_t end) {
  return end == 0 ? 0 : random() % end;
}

void change(std::string& text, const std::string& other, std::mt19937& random) {
  const std::size_t at = below(random, text.size() + 1), count = below(random, 16) + 1;
  switch (random() % 5) {
    case 0:
      text.erase(at, count);
      break;
    case 1:
      text.insert(at, std::string(count, static_cast<char>(random())));
      break;
    case 2:
      text.insert(at, text.substr(below(random, text.size()), 4 * count));
      break;
    case 3:
      text.insert(at, other.substr(below(random, other.size()), 4 * count));
      break;
    default:
      if (at < text.size()) text[at] = static_cast<char>(random());
  }
  text.resize(std::min(text.size(), kLongest));
}

void run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) return 2;
  std::mt19937 random(1);
  for (const std::string& seed : seeds) {
    run(seed);
    for (int i = 0; i < kChangesOfEach; ++i) {
      std::string text = seed;
      for (std::size_t changes = below(random, 4) + 1; changes > 0; --changes)
        change(text, seeds[below(random, seeds.size())], random);
      run(text);
    }
  }
  std::printf("%zu seeds, %d changes of each\n", seeds.size(), kChangesOfEach);
  return 0;
}
