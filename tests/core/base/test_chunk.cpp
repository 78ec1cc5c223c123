#include "base/chunk.h"

#include <QTest>
#include <limits>
#include <map>
#include <string>

#include "base/error.h"

using vp::base::Chunk;
using vp::base::Error;

class TestChunk : public QObject {
  Q_OBJECT

  using Variables = std::map<std::string, std::string>;

  static Chunk of(const Variables& variables, const std::optional<std::int64_t>& count = {}) {
    return vp::base::chunk_of_scheduler(
        [&](const char* name) {
          const auto found = variables.find(name);
          return found == variables.end() ? nullptr : found->second.c_str();
        },
        count);
  }

 private slots:
  void every_entry_is_in_one_chunk() {
    for (const std::int64_t size : {0, 1, 7, 8, 100})
      for (const std::int64_t count : {1, 2, 3, 8, 9}) {
        std::int64_t next = 0;
        for (std::int64_t i = 0; i < count; ++i) {
          const auto [first, last] = Chunk{count, i}.range(size);
          QCOMPARE(first, next);
          QVERIFY(last >= first);
          next = last;
        }
        QCOMPARE(next, size);
      }
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    QCOMPARE((Chunk{kMost, kMost - 1}.range(5)), (std::pair<std::int64_t, std::int64_t>{5, 5}));
    for (const Chunk& chunk : {Chunk{0, 0}, Chunk{-1, 0}, Chunk{2, 2}, Chunk{2, -1}})
      QVERIFY_THROWS_EXCEPTION(Error, chunk.range(5));
  }

  void schedulers_name_it() {
    QCOMPARE(of({{"SLURM_ARRAY_TASK_ID", "7"},
                 {"SLURM_ARRAY_TASK_MIN", "1"},
                 {"SLURM_ARRAY_TASK_STEP", "2"},
                 {"SLURM_ARRAY_TASK_COUNT", "4"},
                 {"SLURM_PROCID", "0"},
                 {"SLURM_NTASKS", "1"}}),
             (Chunk{4, 3}));
    QCOMPARE(of({{"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "5"}}), (Chunk{5, 2}));
    QCOMPARE(of({{"RANK", "1"}, {"WORLD_SIZE", "2"}}), (Chunk{2, 1}));
    QCOMPARE(of({{"JOB_COMPLETION_INDEX", "3"}}, 8), (Chunk{8, 3}));
  }

  void nonsense_is_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, of({}));
    QVERIFY_THROWS_EXCEPTION(Error, of({}, 4));
    QVERIFY_THROWS_EXCEPTION(Error, of({{"JOB_COMPLETION_INDEX", "3"}}));
    QVERIFY_THROWS_EXCEPTION(Error, of({{"JOB_COMPLETION_INDEX", "3"}}, 3));
    QVERIFY_THROWS_EXCEPTION(Error, of({{"RANK", "1"}, {"WORLD_SIZE", "2"}}, 3));
    for (const char* rank : {"x", "1x", "-1", "99999999999999999999", "2"})
      QVERIFY_THROWS_EXCEPTION(Error, of({{"RANK", rank}, {"WORLD_SIZE", "2"}}));
  }

  void names_sort_as_chunks_do() {
    using vp::base::file_of_chunk;
    QCOMPARE(file_of_chunk("r/a-{chunk}.jsonl", {16, 3}).string(), std::string("r/a-03-of-16.jsonl"));
    QCOMPARE(file_of_chunk("a-{chunk}.jsonl", {1, 0}).string(), std::string("a-0-of-1.jsonl"));
    QCOMPARE(file_of_chunk("a.jsonl", {16, 3}).string(), std::string("a.jsonl"));
    QVERIFY_THROWS_EXCEPTION(Error, file_of_chunk("a-{chunk}", {std::int64_t{1} << 40, 3}));
  }
};

QTEST_GUILESS_MAIN(TestChunk)
#include "test_chunk.moc"
