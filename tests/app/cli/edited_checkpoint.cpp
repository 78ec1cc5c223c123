#include "edited_checkpoint.h"

#include <QDir>
#include <QFile>

#include "checkpoint/safetensors_writer.h"
#include "command_run.h"

namespace vp::test {

EditedCheckpoint::EditedCheckpoint() : config(read_json(golden_checkpoint() + "/config.json")) {
  const auto weights = checkpoint::open_weights(golden_checkpoint().toStdString());
  for (const checkpoint::TensorInfo& info : weights->tensors()) {
    std::vector<std::byte> bytes(info.byte_count());
    weights->read(info, bytes);
    tensors[info.name] = {info, std::move(bytes)};
  }
}

QString EditedCheckpoint::write(const QString& folder) const {
  QDir().mkpath(folder);
  write_bytes(folder + "/config.json", QByteArray::fromStdString(config.dump()));
  if (!QFile::copy(golden_checkpoint() + "/tokenizer.model", folder + "/tokenizer.model"))
    qFatal("cannot copy the tokenizer to %s", qPrintable(folder));
  std::vector<checkpoint::TensorToWrite> list;
  for (const auto& [name, tensor] : tensors) list.push_back({tensor.info, tensor.bytes});
  checkpoint::write_safetensors((folder + "/model.safetensors").toStdString(), list, {{"format", "pt"}});
  return folder;
}

}  // namespace vp::test
