// Checkpoints that videopanda refuses: exit code 4, one sentence, nothing written.
#include <QTemporaryDir>
#include <QtTest>
#include <functional>

#include "../../core/checkpoint/torch_file.h"
#include "command_run.h"
#include "edited_checkpoint.h"

using namespace vp::test;

namespace {

using Edit = std::function<void(EditedCheckpoint&)>;
using Damage = std::function<void(const QString& folder)>;

const std::string kGate = "model.layers.1.mlp.gate_proj.weight";

}  // namespace

class TestCliRefusedCheckpoints : public QObject {
  Q_OBJECT

 private slots:
  void refuses_data();
  void refuses();

 private:
  QTemporaryDir folder_;
};

Q_DECLARE_METATYPE(Edit)
Q_DECLARE_METATYPE(Damage)

void TestCliRefusedCheckpoints::refuses_data() {
  QTest::addColumn<Edit>("edit");
  QTest::addColumn<Damage>("damage");
  QTest::addColumn<QString>("mention");
  const Edit as_is = [](EditedCheckpoint&) {};
  const Damage whole = [](const QString&) {};
  const auto edited = [&](const char* name, const Edit& edit, const char* mention) {
    QTest::newRow(name) << edit << whole << QString(mention);
  };
  const auto damaged = [&](const char* name, const Damage& damage, const char* mention) {
    QTest::newRow(name) << as_is << damage << QString(mention);
  };
  edited(
      "missing tensor", [](auto& c) { c.tensors.erase(kGate); }, kGate.c_str());
  edited(
      "misshapen tensor",
      [](auto& c) {
        c.tensor(kGate).info.shape = {96, 256};
      },
      "[96, 256]");
  edited(
      "NaN",
      [](auto& c) {
        c.tensor(kGate).bytes[6] = c.tensor(kGate).bytes[7] = std::byte{0x7F};
        c.tensor(kGate).bytes[6] = std::byte{0xC0};
      },
      "NaN");
  edited(
      "int8",
      [](auto& c) {
        c.tensor(kGate).info.dtype = vp::checkpoint::Dtype::Int8;
        c.tensor(kGate).bytes.resize(256 * 96);
      },
      kGate.c_str());
  edited(
      "another vocabulary", [](auto& c) { c.config["vocab_size"] = 500; }, "vocab_size");
  edited(
      "plain llama", [](auto& c) { c.config["model_type"] = "llama"; }, "videopanda");
  damaged(
      "missing folder", [](const QString& f) { QDir(f).removeRecursively(); }, "config.json");
  damaged(
      "missing config", [](const QString& f) { QFile::remove(f + "/config.json"); }, "config.json");
  damaged(
      "config is no JSON", [](const QString& f) { write_bytes(f + "/config.json", "{nothing"); },
      "config.json");
  damaged(
      "missing tokenizer", [](const QString& f) { QFile::remove(f + "/tokenizer.model"); },
      "tokenizer.model");
  damaged(
      "missing weights", [](const QString& f) { QFile::remove(f + "/model.safetensors"); }, "safetensors");
  damaged(
      "cut header",
      [](const QString& f) {
        write_bytes(f + "/model.safetensors", read_bytes(f + "/model.safetensors").left(500));
      },
      "model.safetensors");
  damaged(
      "overlapping tensors",
      [](const QString& f) {
        const QByteArray header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                  R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})";
        const quint64 size = static_cast<quint64>(header.size());
        write_bytes(f + "/model.safetensors",
                    QByteArray(reinterpret_cast<const char*>(&size), 8) + header + QByteArray(12, '\0'));
      },
      "model.safetensors");
  damaged(
      "pickle that imports",
      [](const QString& f) {
        QFile::remove(f + "/model.safetensors");
        const std::string pickle = p_document(p_global("os", "system") +
                                              p_tuple({p_text("touch " + f.toStdString() + "/ran")}) + "R");
        write_bytes(f + "/pytorch_model.bin", QByteArray::fromStdString(torch_file(pickle, {})));
      },
      "system");
}

void TestCliRefusedCheckpoints::refuses() {
  QFETCH(Edit, edit);
  QFETCH(Damage, damage);
  QFETCH(QString, mention);
  EditedCheckpoint checkpoint;
  edit(checkpoint);
  const QString model = folder_.filePath(QString(QTest::currentDataTag()).replace(' ', '_'));
  damage(checkpoint.write(model));
  const QTemporaryDir out;
  const CommandRun run = ask(golden("clip_short.mkv"), {"--transcript", out.filePath("record.md")}, model);
  QCOMPARE(refusal_fault(run, 4, mention), QString());
  QCOMPARE(files_below(out.path()), QStringList{});
  QVERIFY(!QFile::exists(model + "/ran"));
}

QTEST_GUILESS_MAIN(TestCliRefusedCheckpoints)
#include "test_cli_refused_checkpoints.moc"
