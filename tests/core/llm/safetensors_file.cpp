#include "safetensors_file.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <cstring>
#include <stdexcept>

namespace vp::llm::test {
namespace {

QByteArray read_file(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("cannot open " + path);
  return file.readAll();
}

}  // namespace

std::map<std::string, at::Tensor> read_safetensors(const std::string& file) {
  const QByteArray bytes = read_file(file);
  const auto header_size = static_cast<qsizetype>(qFromLittleEndian<quint64>(bytes.constData()));
  const QJsonObject header = QJsonDocument::fromJson(bytes.mid(8, header_size)).object();
  std::map<std::string, at::Tensor> tensors;
  for (auto entry = header.begin(); entry != header.end(); ++entry) {
    if (entry.key() == "__metadata__") continue;
    const QJsonObject info = entry.value().toObject();
    std::vector<std::int64_t> shape;
    for (const auto& size : info["shape"].toArray()) shape.push_back(size.toInteger());
    const bool is_integer = info["dtype"].toString() == "I32";
    at::Tensor tensor = at::empty(shape, is_integer ? at::kInt : at::kFloat);
    const QJsonArray offsets = info["data_offsets"].toArray();
    if (offsets[1].toInteger() - offsets[0].toInteger() != static_cast<qint64>(tensor.nbytes())) {
      throw std::runtime_error("unexpected type or size of " + entry.key().toStdString());
    }
    std::memcpy(tensor.data_ptr(), bytes.constData() + 8 + header_size + offsets[0].toInteger(),
                tensor.nbytes());
    tensors[entry.key().toStdString()] = is_integer ? tensor.to(at::kLong) : tensor;
  }
  return tensors;
}

checkpoint::DecoderConfig read_decoder_config(const std::string& file) {
  const QJsonObject json = QJsonDocument::fromJson(read_file(file)).object();
  checkpoint::DecoderConfig config;
  const bool is_qwen2 = json["model_type"].toString() == "qwen2";
  config.family =
      is_qwen2 ? checkpoint::DecoderConfig::Family::Qwen2 : checkpoint::DecoderConfig::Family::Llama;
  config.attention_bias = is_qwen2;
  config.vocab_size = json["vocab_size"].toInteger();
  config.hidden_size = json["hidden_size"].toInteger();
  config.intermediate_size = json["intermediate_size"].toInteger();
  config.num_hidden_layers = json["num_hidden_layers"].toInteger();
  config.num_attention_heads = json["num_attention_heads"].toInteger();
  config.num_key_value_heads = json["num_key_value_heads"].toInteger();
  config.head_dim = config.hidden_size / config.num_attention_heads;
  config.max_position_embeddings = json["max_position_embeddings"].toInteger();
  config.rms_norm_eps = json["rms_norm_eps"].toDouble();
  config.rope_theta = json["rope_theta"].toDouble();
  config.tie_word_embeddings = json["tie_word_embeddings"].toBool();
  config.eos_token_ids = {json["eos_token_id"].toInteger()};
  return config;
}

at::Tensor MapTensorSource::take(const std::string& name, at::IntArrayRef shape) {
  const auto found = tensors_.find(name);
  if (found == tensors_.end() || found->second.sizes() != shape) {
    throw std::runtime_error("no " + name + " of the wanted shape");
  }
  return found->second.to(options_, /*non_blocking=*/false, /*copy=*/true).contiguous();
}

at::Tensor MapTensorSource::take_stacked(const std::vector<std::string>& names,
                                         const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  std::vector<at::Tensor> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::int64_t> shape{rows[i]};
    shape.insert(shape.end(), trailing.begin(), trailing.end());
    parts.push_back(take(names[i], shape));
  }
  return at::cat(parts);
}

}  // namespace vp::llm::test
