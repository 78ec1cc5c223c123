#pragma once

#include <string>

#include "engine/model_facts.h"
#include "transcript/transcript.h"

namespace vp::ui {

/// What gave an answer: other weights, another device or another precision give other numbers.
struct AnsweredBy {
  std::string model_hash, device, dtype;

  bool known() const { return !model_hash.empty(); }
  bool operator==(const AnsweredBy&) const = default;
};

inline AnsweredBy answered_by(const engine::ModelFacts& model) {
  return {model.hash, model.device, model.dtype};
}

inline AnsweredBy answered_by(const transcript::Transcript& record) {
  return {record.model.hash, record.device, record.dtype};
}

}  // namespace vp::ui
