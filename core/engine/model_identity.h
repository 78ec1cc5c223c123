#pragma once

#include <string>

#include "base/message.h"
#include "checkpoint/model_config.h"
#include "checkpoint/prepared.h"
#include "text/tokenizer.h"

namespace vp::engine {

/// A model's name by what it computes: 64 hexadecimal digits over the configuration, the tokenizer and the
/// digest of every weight in use (kernels::CheckpointTensorSource::digest).
std::string model_hash(const checkpoint::ModelConfig& config, const text::Tokenizer& tokenizer,
                       const std::string& weights_digest);

/// The same of a prepared checkpoint: its source's, with the last digits replaced by the bits ("…-4bit")
/// where numbers were changed. As long as the other, so that whoever stores one stores this.
std::string prepared_model_hash(const checkpoint::PreparedRecord& record);

/// What differs where two hashes are of forms of one model, as a clause: "its weights are in 4 bits where
/// they were as published". Empty where they are the same, or of different models.
base::Message difference_in_bits(const std::string& hash, const std::string& recorded);

}  // namespace vp::engine
