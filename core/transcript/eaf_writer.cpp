#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/paths.h"
#include "transcript/foreign_text.h"
#include "transcript/forms.h"
#include "transcript/markdown_text.h"
#include "transcript/span.h"

namespace vp::transcript {
namespace {

std::string xml(std::string_view foreign) {
  return escaped_for_markup(joined_lines(foreign, "\n"));
}

std::string mime_type(const std::filesystem::path& file) {
  const std::string ending = base::lower_case(file.extension().string());
  if (ending == ".mp4" || ending == ".m4v") return "video/mp4";
  if (ending == ".mpg" || ending == ".mpeg") return "video/mpeg";
  if (ending == ".mov") return "video/quicktime";
  return "video/*";  // what ELAN itself writes for the others
}

// Collects tiers and the time slots that their annotations refer to, which stand before them in the file.
class Document {
 public:
  void open_tier(const std::string& id, const char* type, const std::string& annotator) {
    tiers_ += "  <TIER TIER_ID=\"" + id + "\" LINGUISTIC_TYPE_REF=\"" + type + "\" ANNOTATOR=\"" +
              xml(annotator) + "\">\n";
  }
  void annotate(const Span& span, std::string_view value) {
    const std::string first = slot(span.start_ms), second = slot(span.end_ms);
    tiers_ += "    <ANNOTATION>\n      <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a" +
              std::to_string(++annotations_) + "\" TIME_SLOT_REF1=\"" + first + "\" TIME_SLOT_REF2=\"" +
              second + "\">\n        <ANNOTATION_VALUE>" + xml(value) +
              "</ANNOTATION_VALUE>\n      </ALIGNABLE_ANNOTATION>\n    </ANNOTATION>\n";
  }
  void close_tier() { tiers_ += "  </TIER>\n"; }

  /// In the order of time, as the format wants them.
  std::string slots() const {
    std::vector<std::size_t> order(slot_ms_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return slot_ms_[a] < slot_ms_[b]; });
    std::string lines;
    for (const std::size_t i : order)
      lines += "    <TIME_SLOT TIME_SLOT_ID=\"" + slot_name(i) + "\" TIME_VALUE=\"" +
               std::to_string(slot_ms_[i]) + "\"/>\n";
    return lines;
  }
  const std::string& tiers() const { return tiers_; }
  std::size_t annotations() const { return annotations_; }

 private:
  static std::string slot_name(std::size_t index) { return "ts" + std::to_string(index + 1); }
  std::string slot(std::int64_t ms) {
    slot_ms_.push_back(ms);
    return slot_name(slot_ms_.size() - 1);
  }

  std::string tiers_;
  std::vector<std::int64_t> slot_ms_;
  std::size_t annotations_ = 0;
};

std::string header(const Transcript& transcript, const std::filesystem::path& folder,
                   std::size_t annotations) {
  const std::filesystem::path file(transcript.video.file);
  std::string out = "  <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n";
  if (!file.empty()) {
    // What a relative name in a record was relative to is not known any more.
    const bool known = file.is_absolute() && !folder.empty();
    const std::string relative =
        markdown_destination(known ? base::path_seen_from(folder, file) : file.filename());
    const std::string url = file.is_absolute() ? "file://" + markdown_destination(file) : relative;
    out += "    <MEDIA_DESCRIPTOR MEDIA_URL=\"" + url + "\" MIME_TYPE=\"" + mime_type(file) +
           "\" RELATIVE_MEDIA_URL=\"" + relative + "\"/>\n";
  }
  const auto property = [&](const char* name, const std::string& value) {
    out += std::string("    <PROPERTY NAME=\"") + name + "\">" + xml(value) + "</PROPERTY>\n";
  };
  property("videoSha256", transcript.video.sha256);
  property("model", transcript.model.name);
  property("modelHash", transcript.model.hash);
  property("computed", transcript.device + ", " + transcript.dtype);
  if (is_of_several_models(transcript)) {
    for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
      const engine::AnsweredBy by = answered_by(transcript, transcript.turns[i]);
      const std::string name = "answer" + std::to_string(i + 1);
      property((name + "Model").c_str(), by.known() ? by.model_name + " " + by.model_hash : "not known");
      property((name + "Computed").c_str(), by.known() ? by.device + ", " + by.dtype : "not known");
    }
  }
  property("lastUsedAnnotationId", std::to_string(annotations));
  return out + "  </HEADER>\n";
}

}  // namespace

std::string to_eaf(const Transcript& transcript, const std::stop_token& stop,
                   const std::filesystem::path& folder) {
  Document document;
  const Span span = span_of(transcript);
  const std::string& model = transcript.model.name;
  for (std::size_t i = 0; i < transcript.turns.size(); ++i) {
    base::throw_if_stopped(stop);
    const std::string number = std::to_string(i + 1);
    document.open_tier("question " + number, "question", "");
    document.annotate(span, transcript.turns[i].question);
    document.close_tier();
    document.open_tier("answer " + number, "answer", answered_by(transcript, transcript.turns[i]).model_name);
    document.annotate(span, transcript.turns[i].answer);
    document.close_tier();
  }
  document.open_tier("frames", "frame", model);
  std::int64_t previous_end = 0;
  for (std::size_t i = 0; i < transcript.frames.size(); ++i) {
    const Span frame = span_of_frame(transcript, i);
    if (frame.start_ms < previous_end) continue;  // a record that says so; ELAN could not show both
    document.annotate(frame, "frame " + std::to_string(transcript.frames[i].index));
    previous_end = frame.end_ms;
  }
  document.close_tier();

  const std::string created = transcript.created.empty() ? "1970-01-01T00:00:00Z" : xml(transcript.created);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ANNOTATION_DOCUMENT AUTHOR=\"Video-Panda Studio\" "
         "DATE=\"" +
         created +
         "\" FORMAT=\"3.0\" VERSION=\"3.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">\n" +
         header(transcript, folder, document.annotations()) + "  <TIME_ORDER>\n" + document.slots() +
         "  </TIME_ORDER>\n" + document.tiers() +
         "  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"question\" TIME_ALIGNABLE=\"true\" "
         "GRAPHIC_REFERENCES=\"false\"/>\n"
         "  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"answer\" TIME_ALIGNABLE=\"true\" "
         "GRAPHIC_REFERENCES=\"false\"/>\n"
         "  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"frame\" TIME_ALIGNABLE=\"true\" "
         "GRAPHIC_REFERENCES=\"false\"/>\n"
         "</ANNOTATION_DOCUMENT>\n";
}

}  // namespace vp::transcript
