// Keys and values in 16 and 8 bits: which form is chosen, and how far answers move.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "checkpoint/weight_reader.h"
#include "engine/conversation.h"
#include "engine/memory_plan.h"
#include "engine/system_info.h"
#include "support/golden_clips.h"

namespace {

using vp::engine::DtypeChoice;
using vp::engine::KvCacheChoice;
using vp::kernels::KeptForm;

vp::engine::LoadOptions golden(KvCacheChoice kv_cache, DtypeChoice dtype = DtypeChoice::Float32) {
  vp::engine::LoadOptions options = vp::test::golden_load_options();
  options.kv_cache = kv_cache;
  options.dtype = dtype;
  return options;
}

vp::engine::Turn answer(const std::shared_ptr<const vp::engine::Model>& model) {
  vp::engine::Conversation conversation(model, vp::test::encode_golden_clip(model, "clip_landscape.mkv"));
  vp::engine::AskOptions options;
  options.max_new_tokens = 24;
  vp::base::NoProgress progress;
  return conversation.ask("What is happening in the video?", options, {}, progress);
}

}  // namespace

class TestKeptForms : public QObject {
  Q_OBJECT

 private slots:
  void theFormThatIsChosen_data() {
    QTest::addColumn<int>("kv_cache");
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("form");
    const auto row = [](const char* name, KvCacheChoice kv_cache, DtypeChoice dtype, KeptForm form) {
      QTest::newRow(name) << static_cast<int>(kv_cache) << static_cast<int>(dtype) << static_cast<int>(form);
    };
    // The golden weights have 16 bits.
    const bool float32 = !vp::engine::system_info().bfloat16;
    row("nothing said", KvCacheChoice::Auto, DtypeChoice::Auto,
        float32 ? KeptForm::Float16 : KeptForm::AsComputed);
    row("float32 asked for", KvCacheChoice::Auto, DtypeChoice::Float32, KeptForm::AsComputed);
    row("bfloat16 asked for", KvCacheChoice::Auto, DtypeChoice::BFloat16, KeptForm::AsComputed);
    row("full", KvCacheChoice::Full, DtypeChoice::Auto, KeptForm::AsComputed);
    row("16 bits", KvCacheChoice::Bits16, DtypeChoice::Float32, KeptForm::Float16);
    row("16 bits are bfloat16's own", KvCacheChoice::Bits16, DtypeChoice::BFloat16, KeptForm::AsComputed);
    row("8 bits", KvCacheChoice::Bits8, DtypeChoice::BFloat16, KeptForm::Codes);
  }
  void theFormThatIsChosen() {
    QFETCH(int, kv_cache);
    QFETCH(int, dtype);
    QFETCH(int, form);
    const auto options = golden(static_cast<KvCacheChoice>(kv_cache), static_cast<DtypeChoice>(dtype));
    const auto config = vp::checkpoint::read_model_config(options.folder);
    const auto reader = vp::checkpoint::open_weights(options.folder);
    const vp::engine::MemoryPlan plan =
        vp::engine::plan_memory(*reader, config, options, std::int64_t{1} << 40);
    QCOMPARE(static_cast<int>(plan.kept), form);
    const auto& decoder = config.decoder;
    const std::int64_t rows = 2 * decoder.num_hidden_layers * decoder.num_key_value_heads;
    QCOMPARE(plan.conversation_bytes,
             plan.conversation_tokens * rows *
                 vp::kernels::kept_row_bytes(plan.kept, decoder.head_dim, plan.options));
    QCOMPARE(plan.conversation_tokens, decoder.max_position_embeddings);  // which is shorter than 4096
    QVERIFY(plan.notice.empty());
    const std::string full =
        vp::engine::plan_memory(*reader, config, options, plan.private_bytes + plan.mapped_bytes + 1)
            .notice.text();
    QVERIFY2(full.find("keys and values") != std::string::npos, full.c_str());
  }

  void answersMoveLittle_data() {
    QTest::addColumn<int>("kv_cache");
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("allowed");  // change of a token's log-probability
    QTest::newRow("16 bits") << static_cast<int>(KvCacheChoice::Bits16) << "float16" << 0.01;
    QTest::newRow("8 bits") << static_cast<int>(KvCacheChoice::Bits8) << "8bit" << 0.1;
  }
  void answersMoveLittle() {
    QFETCH(int, kv_cache);
    QFETCH(QString, name);
    QFETCH(double, allowed);
    vp::base::NoProgress progress;
    const vp::engine::Turn exact = answer(vp::test::load_golden_model());
    const auto model = vp::engine::Model::load(golden(static_cast<KvCacheChoice>(kv_cache)), progress);
    const vp::engine::Turn found = answer(model);
    QCOMPARE(QString::fromStdString(model->facts()->kv_cache), name);
    QCOMPARE(found.by.kv_cache, model->facts()->kv_cache);
    QVERIFY(!found.by.computes_as(exact.by));
    QVERIFY(found.by.precision().find("keys and values in") != std::string::npos);
    double largest = 0;
    for (std::size_t i = 0; i < exact.token_ids.size() && found.token_ids[i] == exact.token_ids[i]; ++i)
      largest = std::max<double>(largest, std::abs(exact.log_probabilities[i] - found.log_probabilities[i]));
    qInfo("largest change of a log-probability: %.5f", largest);
    QVERIFY(largest > 0 && largest < allowed);
    QCOMPARE(found.token_ids.front(), exact.token_ids.front());
  }
};

QTEST_GUILESS_MAIN(TestKeptForms)
#include "test_kept_forms.moc"
