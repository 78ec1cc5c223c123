#include "train/scenes/questions.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "train/scenes/asking.h"

namespace vp::scenes {
namespace {

void replace(std::string& text, std::string_view mark, const std::string& by) {
  const std::size_t place = text.find(mark);
  if (place != std::string::npos) text.replace(place, mark.size(), by);
}

const std::vector<const char*>& time_words(When when) {
  static const std::vector<const char*> kStart{" at the start", " at the beginning", " at first",
                                               " in the first frame"};
  static const std::vector<const char*> kEnd{" at the end", " in the end", " at the end of the clip",
                                             " in the last frame"};
  static const std::vector<const char*> kNone{""};
  return when == When::AtStart ? kStart : when == When::AtEnd ? kEnd : kNone;
}

// People type with and without a capital and a question mark.
void vary_typing(std::string& text, Random& random) {
  const int style = random.weighted({0.7, 0.2, 0.1});
  const auto first = static_cast<unsigned char>(text.front());
  text.front() = static_cast<char>(style > 0 ? std::tolower(first) : std::toupper(first));
  if (style > 1 && text.back() == '?') text.pop_back();
}

void ask_description(Asking& asking) {
  asking.add("description",
             {"What happens in the video?", "Describe the video.", "Describe the clip in one sentence.",
              "What can be seen?", "What is shown in this clip?", "Summarize the video.", "What is going on?",
              "Give a short description of the scene."},
             describe(asking.scene));
}

}  // namespace

const std::vector<std::string>& question_types() {
  static const std::vector<std::string> kTypes{"color",  "shape", "size",  "count",  "exist",  "position",
                                               "motion", "turn",  "order", "camera", "change", "description"};
  return kTypes;
}

Asking::Asking(const Scene& the_scene, std::uint64_t seed)
    : scene(the_scene),
      references(the_scene),
      random(seed),
      start_frames{0},
      end_frames{sampled_frames(the_scene).back(), the_scene.frame_count - 1} {}

void Asking::add(const char* type, const std::vector<const char*>& phrasings, const std::string& answer,
                 const std::string& a, const std::string& b, When when) {
  std::string text = random.pick(phrasings);
  replace(text, "{a}", a);
  replace(text, "{b}", b);
  replace(text, "{t}", random.pick(time_words(when)));
  vary_typing(text, random);
  const bool known = std::any_of(questions.begin(), questions.end(),
                                 [&](const Question& question) { return question.question == text; });
  if (!known) questions.push_back({std::move(text), answer, type});
}

std::vector<std::size_t> Asking::visible(When when) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < scene.objects.size(); ++i) {
    const auto shown = [&](std::int64_t frame) { return state_at(scene, scene.objects[i], frame).visible(); };
    if (std::all_of(frames(when).begin(), frames(when).end(), shown)) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> Asking::shuffled_objects() {
  std::vector<std::size_t> order(scene.objects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  return order;
}

std::vector<Question> make_questions(const Scene& scene, std::uint64_t seed) {
  Asking asking(scene, seed);
  ask_looks(asking);
  ask_count(asking);
  ask_exist(asking);
  ask_position(asking);
  ask_motion(asking);
  ask_order(asking);
  ask_change(asking);
  ask_description(asking);
  asking.random.shuffle(asking.questions);
  return std::move(asking.questions);
}

}  // namespace vp::scenes
