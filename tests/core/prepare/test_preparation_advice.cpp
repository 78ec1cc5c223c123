// Which form of a checkpoint is recommended, and whether what it is said to take is what it takes.
#include "prepare/preparation_advice.h"

#include <QtTest>
#include <fstream>
#include <limits>

#include "checkpoint/weight_reader.h"
#include "engine/memory_plan.h"
#include "prepare/prepare_checkpoint.h"

namespace fs = std::filesystem;
using namespace vp;

namespace {

const fs::path kCheckpoint = fs::path(VP_TEST_DATA) / "golden" / "checkpoint";
const fs::path kBuiltin = fs::path(VP_TEST_DATA) / ".." / ".." / "resources" / "models" / "builtin";
constexpr std::int64_t kPlenty = std::int64_t{1} << 40;

engine::LoadOptions loading(const fs::path& folder) {
  return {.folder = folder, .device = engine::DeviceChoice::Cpu};
}

prepare::PreparationAdvice advice(std::int64_t memory) {
  return prepare::advise_on_preparing(loading(kCheckpoint), memory).value();
}

/// Of which three quarters are so many bytes.
std::int64_t machine_for(std::int64_t bytes) {
  return bytes / 3 * 4 + 16;
}

}  // namespace

class TestPreparationAdvice : public QObject {
  Q_OBJECT

 private slots:
  void says_what_each_form_takes_data() {
    QTest::addColumn<int>("place");
    QTest::newRow("16 bits") << 1;
    QTest::newRow("8 bits") << 2;
    QTest::newRow("4 bits") << 3;
  }
  void says_what_each_form_takes() {
    QFETCH(int, place);
    const prepare::CheckpointForm form = advice(kPlenty).forms.at(static_cast<std::size_t>(place));
    const fs::path target = path(std::to_string(form.bits));
    base::NoProgress quiet;
    const auto prepared =
        prepare::prepare_checkpoint({.source = kCheckpoint, .target = target, .bits = form.bits}, quiet, {});
    QCOMPARE(form.disk_bytes, prepared.bytes);
    const engine::MemoryPlan plan =
        engine::plan_memory(*checkpoint::open_weights(target), checkpoint::read_model_config(target),
                            loading(target), std::numeric_limits<std::int64_t>::max());
    QCOMPARE(form.memory_bytes, plan.private_bytes + plan.mapped_bytes + plan.conversation_bytes);
    QVERIFY(!prepare::advise_on_preparing(loading(target), kPlenty));  // it is a prepared one
  }

  void recommends_the_most_bits_that_fit() {
    const auto advice_for = [](std::int64_t memory) {
      return prepare::advise_on_preparing(loading(kBuiltin), memory).value();
    };
    const auto forms = advice_for(kPlenty).forms;
    QCOMPARE(forms.size(), std::size_t{4});
    QVERIFY(forms[2].memory_bytes < forms[1].memory_bytes && forms[3].memory_bytes < forms[2].memory_bytes);
    for (const std::size_t i : {2, 3}) {
      const auto found = advice_for(machine_for(forms[i].memory_bytes));
      QCOMPARE(found.recommended, forms[i].bits);
      for (std::size_t other = 1; other < 4; ++other) QCOMPARE(found.forms[other].fits, other >= i);
      QVERIFY(found.worth_asking);
    }
    const auto none = advice_for(forms[3].memory_bytes / 2);
    QCOMPARE(none.recommended, 4);
    QVERIFY(!none.forms[3].fits);
    // One that is stored in 16 bits in safetensors is mapped already; of PyTorch's files all is copied.
    QCOMPARE(forms[0].memory_bytes, forms[1].memory_bytes);
    QCOMPARE(advice_for(machine_for(forms[1].memory_bytes)).recommended, 0);
    QCOMPARE(advice(kPlenty).recommended, 16);
  }

  void does_not_ask_about_a_small_one() {
    const std::int64_t bytes = advice(kPlenty).forms[0].memory_bytes;
    QVERIFY(!advice(8 * bytes + 8).worth_asking);
    QVERIFY(advice(8 * bytes - 64).worth_asking);
    QVERIFY(advice(0).memory_bytes > 0);  // of this machine
  }

  void has_none_for_what_cannot_be_prepared() {
    QVERIFY(!prepare::advise_on_preparing(loading(path("nowhere")), kPlenty));
    const fs::path damaged = path("damaged");
    fs::copy(kCheckpoint, damaged);
    for (const auto& entry : fs::directory_iterator(damaged))
      if (entry.path().extension() == ".bin" || entry.path().extension() == ".safetensors")
        fs::resize_file(entry.path(), 100);
    QVERIFY(!prepare::advise_on_preparing(loading(damaged), kPlenty));
  }

  void proposes_a_folder_that_is_not_there() {
    fs::create_directories(path("models") / "Panda");
    const fs::path source = path("models") / "Panda" / "";
    QCOMPARE(prepare::proposed_target(source, 4), path("models") / "Panda-4bit");
    fs::create_directory(path("models") / "Panda-4bit");
    fs::create_symlink("nowhere", path("models") / "Panda-4bit-2");
    QCOMPARE(prepare::proposed_target(source, 4), path("models") / "Panda-4bit-3");
  }

 private:
  fs::path path(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }

  QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestPreparationAdvice)
#include "test_preparation_advice.moc"
