// Questions: true answers, found again from what is drawn; and nothing to be guessed from their words.
#include <QTest>
#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "colour_words.h"
#include "train/scenes/chance.h"
#include "train/scenes/motion.h"
#include "train/scenes/patch_truth.h"
#include "train/scenes/questions.h"
#include "train/scenes/render.h"

using namespace vp::scenes;

namespace {

constexpr int kScenes = 2000;
constexpr int kGrid = 48;

struct Asked {
  std::uint64_t seed;
  Question question;
};

std::vector<Asked> ask_all(int first, int count) {
  std::vector<Asked> all;
  for (int i = first; i < first + count; ++i) {
    const std::uint64_t seed = test_seed(11, static_cast<std::uint64_t>(i));
    for (Question& question : make_questions(make_scene(seed), seed))
      all.push_back({seed, std::move(question)});
  }
  return all;
}

std::vector<Question> without_seeds(const std::vector<Asked>& asked) {
  std::vector<Question> questions;
  for (const Asked& one : asked) questions.push_back(one.question);
  return questions;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)))
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  }
  return words;
}

// Where an object's cells lie in a frame, as shares of the picture; nothing when it has none.
std::optional<Point> drawn_centre(const Scene& scene, std::int64_t frame, int object) {
  const FrameTruth truth = patch_truth(scene, frame, kGrid, kGrid);
  Point sum;
  double weight = 0;
  for (int i = 0; i < kGrid * kGrid; ++i) {
    const PatchTruth& patch = truth.patches[static_cast<std::size_t>(i)];
    if (patch.object != object) continue;
    sum.x += patch.coverage * (i % kGrid + 0.5) / kGrid;
    sum.y += patch.coverage * (i / kGrid + 0.5) / kGrid;
    weight += patch.coverage;
  }
  if (weight == 0) return std::nullopt;
  return Point{sum.x / weight, sum.y / weight};
}

// The objects that a phrase of colour, shape and size words may mean; `unsaid` is the kind of word that is
// asked for.
std::vector<int> meant(const Scene& scene, const std::string& text, const std::string& unsaid) {
  std::vector<int> found;
  const std::vector<std::string> words = words_of(text);
  const auto says = [&](const char* word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  for (int i = 0; i < static_cast<int>(scene.objects.size()); ++i) {
    const Object& object = scene.objects[static_cast<std::size_t>(i)];
    bool fits = true;
    for (int c = 0; c < kColours; ++c) {
      const auto colour = static_cast<Colour>(c);
      const bool has =
          object.colour == colour || (object.change == Change::Recolour && object.new_colour == colour);
      if (unsaid != "color" && says(name(colour)) && !has) fits = false;
    }
    for (int s = 0; s < kShapes; ++s)
      if (unsaid != "shape" && says(name(static_cast<Shape>(s))) && object.shape != static_cast<Shape>(s))
        fits = false;
    if (unsaid != "size")
      for (const Size size : {Size::Small, Size::Large})
        if (says(name(size)) && object.size != size) fits = false;
    if (fits) found.push_back(i);
  }
  return found;
}

bool refers_by_behaviour(const std::string& text) {
  return text.find("object that") != std::string::npos || text.find("moving object") != std::string::npos ||
         text.find("turning object") != std::string::npos;
}

}  // namespace

class TestSceneQuestions : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { asked_ = ask_all(0, kScenes); }

  void same_seed_same_questions() {
    const std::vector<Asked> again = ask_all(0, 50);
    for (std::size_t i = 0; i < again.size(); ++i) {
      QCOMPARE(again[i].question.question, asked_[i].question.question);
      QCOMPARE(again[i].question.answer, asked_[i].question.answer);
    }
  }

  void are_short_and_of_every_type() {
    for (const auto& [seed, question] : asked_) {
      QVERIFY(std::count(question_types().begin(), question_types().end(), question.type) == 1);
      QVERIFY2(question.question.find('{') == std::string::npos, question.question.c_str());
      QVERIFY(question.question.size() < 120 && !question.answer.empty());
      QVERIFY(question.type == "description" || question.answer.size() <= 30);
    }
    QCOMPARE(chance(without_seeds(asked_)).size(), question_types().size());
    const double per_scene = static_cast<double>(asked_.size()) / kScenes;
    QVERIFY2(per_scene > 10 && per_scene < 16, qPrintable(QString::number(per_scene)));
  }

  void are_not_asked_twice() {
    std::set<std::pair<std::uint64_t, std::string>> seen;
    for (const auto& [seed, question] : asked_) QVERIFY(seen.insert({seed, question.question}).second);
  }

  void answers_are_balanced_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<double>("most");
    QTest::newRow("color") << "color" << 0.2;
    QTest::newRow("shape") << "shape" << 0.27;
    QTest::newRow("size") << "size" << 0.55;
    QTest::newRow("count") << "count" << 0.4;
    QTest::newRow("exist") << "exist" << 0.55;
    QTest::newRow("position") << "position" << 0.35;
    QTest::newRow("motion") << "motion" << 0.23;
    QTest::newRow("turn") << "turn" << 0.55;
    QTest::newRow("order") << "order" << 0.1;
    QTest::newRow("camera") << "camera" << 0.33;
    QTest::newRow("change") << "change" << 0.25;
    QTest::newRow("description") << "description" << 0.05;
  }
  void answers_are_balanced() {
    QFETCH(QString, type);
    QFETCH(double, most);
    const Chance found = chance(without_seeds(asked_)).at(type.toStdString());
    QVERIFY2(found.questions > 200, qPrintable(QString::number(found.questions)));
    QVERIFY2(
        found.accuracy < most,
        qPrintable(QString("%1 %2").arg(QString::fromStdString(found.commonest_answer)).arg(found.accuracy)));
  }

  // Whoever remembers the commonest answer to every pair of words of other scenes' questions.
  void words_do_not_tell_answers_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<double>("most");
    QTest::newRow("color") << "color" << 0.22;
    QTest::newRow("shape") << "shape" << 0.33;
    QTest::newRow("size") << "size" << 0.58;
    QTest::newRow("exist") << "exist" << 0.58;
    QTest::newRow("turn") << "turn" << 0.58;
    QTest::newRow("motion") << "motion" << 0.28;
    QTest::newRow("order") << "order" << 0.5;  // both objects are named
  }
  void words_do_not_tell_answers() {
    QFETCH(QString, type);
    QFETCH(double, most);
    std::map<std::string, std::map<std::string, int>> by_words;
    const auto keys = [](const std::string& text) {
      std::vector<std::string> result = words_of(text);
      const std::size_t words = result.size();
      for (std::size_t i = 1; i < words; ++i) result.push_back(result[i - 1] + " " + result[i]);
      return result;
    };
    std::size_t right = 0, all = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != type.toStdString()) continue;
      // Learn from the first three quarters.
      if (seed_index(seed) < kScenes * 3 / 4) {
        for (const std::string& key : keys(question.question)) ++by_words[key][question.answer];
        continue;
      }
      std::map<std::string, double> votes;
      for (const std::string& key : keys(question.question)) {
        double total = 20;  // rarely seen words vote weakly
        for (const auto& [answer, count] : by_words[key]) total += count;
        for (const auto& [answer, count] : by_words[key]) votes[answer] += count / total;
      }
      ++all;
      const auto best = std::max_element(votes.begin(), votes.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
      right += best != votes.end() && best->first == question.answer;
    }
    const double accuracy = static_cast<double>(right) / static_cast<double>(all);
    QVERIFY2(accuracy < most, qPrintable(QString("%1 of %2").arg(accuracy).arg(all)));
  }

  void references_mean_one_object() {
    int checked = 0;
    for (const auto& [seed, question] : asked_) {
      const std::set<std::string> kinds{"color", "shape", "size", "motion", "turn"};
      if (kinds.count(question.type) == 0 || refers_by_behaviour(question.question)) continue;
      const Scene scene = make_scene(seed);
      QVERIFY2(meant(scene, question.question, question.type).size() == 1, question.question.c_str());
      ++checked;
    }
    QVERIFY(checked > 5000);
  }

  void looks_are_as_drawn() {
    int checked = 0, wrong = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != "color" && question.type != "shape") continue;
      if (refers_by_behaviour(question.question) || seed_index(seed) > 500) continue;
      Scene scene = make_scene(seed);
      scene.noise = 0;
      const int index = meant(scene, question.question, question.type).at(0);
      const Object& object = scene.objects[static_cast<std::size_t>(index)];
      if (question.type == "shape") {
        QCOMPARE(question.answer, std::string(name(object.shape)));
        continue;
      }
      if (object.change != Change::None) continue;
      const std::int64_t frame = object.shot == 0 ? 0 : scene.frame_count - 1;
      const std::optional<Point> centre = drawn_centre(scene, frame, index);
      QVERIFY(centre.has_value());
      vp::base::RgbImage image;
      render(scene, frame, 200, 200, image);
      const std::uint8_t* pixel =
          image.row(static_cast<int>(centre->y * 200)) + 3 * static_cast<int>(centre->x * 200);
      ++checked;
      wrong += vp::test::colour_word(pixel) != question.answer;
    }
    QVERIFY(checked > 300);
    // A highlight may lie right there.
    QVERIFY2(wrong < checked / 25, qPrintable(QString("%1 of %2").arg(wrong).arg(checked)));
  }

  void motions_are_as_drawn() {
    int checked = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != "motion") continue;
      const Scene scene = make_scene(seed);
      const int index = meant(scene, question.question, "motion").at(0);
      std::vector<Point> path;
      for (const std::int64_t frame : sampled_frames(scene))
        if (const auto centre = drawn_centre(scene, frame, index)) path.push_back(*centre);
      double left = 0, right = 0, up = 0, down = 0;
      for (std::size_t i = 1; i < path.size(); ++i) {
        const double x = path[i].x - path[i - 1].x, y = path[i].y - path[i - 1].y;
        (x > 0 ? right : left) += std::abs(x);
        (y > 0 ? down : up) += std::abs(y);
      }
      std::map<std::string, double> ways{{"left", left}, {"right", right}, {"up", up}, {"down", down}};
      const auto most = std::max_element(ways.begin(), ways.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
      const std::map<std::string, std::string> opposite{
          {"left", "right"}, {"right", "left"}, {"up", "down"}, {"down", "up"}};
      const double back = ways.at(opposite.at(most->first));
      const std::string found = most->second < 0.1 ? "it does not move"
                                : back > 0.1       ? "to and fro"
                                                   : most->first;
      QVERIFY2(found == question.answer, qPrintable(QString("%1 in scene %2").arg(found.c_str()).arg(seed)));
      ++checked;
    }
    QVERIFY(checked > 800);
  }

  void totals_are_as_drawn() {
    const std::map<std::string, std::size_t> numbers{
        {"zero", 0}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}};
    int checked = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != "count") continue;
      const std::vector<std::string> words = words_of(question.question);
      const auto says = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      };
      const auto place = std::find(words.begin(), words.end(), "objects");
      // "how many objects", "the objects", "of objects"; not "red objects".
      if (place == words.end() || place == words.begin()) continue;
      const std::string before = *std::prev(place);
      if (before != "many" && before != "the" && before != "of") continue;
      const Scene scene = make_scene(seed);
      const std::int64_t frame = says("end") || says("last") ? scene.frame_count - 1 : 0;
      std::set<int> objects;
      for (const PatchTruth& patch : patch_truth(scene, frame, kGrid, kGrid).patches)
        if (patch.object >= 0) objects.insert(patch.object);
      QCOMPARE(objects.size(), numbers.at(question.answer));
      ++checked;
    }
    QVERIFY(checked > 1000);
  }

  void existence_is_as_drawn() {
    for (const auto& [seed, question] : asked_) {
      if (question.type != "exist") continue;
      const bool some = !meant(make_scene(seed), question.question, "").empty();
      QVERIFY2(some == (question.answer == "yes"), question.question.c_str());
    }
  }

  void halves_are_as_drawn() {
    int checked = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != "position" || refers_by_behaviour(question.question)) continue;
      const std::vector<std::string> words = words_of(question.question);
      const auto says = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      };
      const bool upright = says("top") && says("bottom");
      if (!upright && !says("picture")) continue;
      const Scene scene = make_scene(seed);
      const std::vector<int> objects = meant(scene, question.question, "");
      QCOMPARE(objects.size(), 1u);
      const bool at_end = says("end") || says("last");
      const auto centre = drawn_centre(scene, at_end ? scene.frame_count - 1 : 0, objects[0]);
      QVERIFY2(centre.has_value(), question.question.c_str());
      const std::string found =
          upright ? (centre->y < 0.5 ? "top" : "bottom") : (centre->x < 0.5 ? "left" : "right");
      QVERIFY2(found == question.answer,
               qPrintable(QString("scene %1: %2").arg(seed).arg(question.question.c_str())));
      ++checked;
    }
    QVERIFY(checked > 500);
  }

  void orders_are_as_drawn() {
    // The object that is named changes, or is away from where it was, before the other one is.
    int checked = 0;
    for (const auto& [seed, question] : asked_) {
      if (question.type != "order" || question.question.find(" or ") == std::string::npos) continue;
      const Scene scene = make_scene(seed);
      const std::vector<int> answer = meant(scene, question.answer, "");
      QCOMPARE(answer.size(), 1u);
      // Remove the answer's words: what is left names the other.
      std::string rest = question.question;
      std::transform(rest.begin(), rest.end(), rest.begin(), [](unsigned char c) { return std::tolower(c); });
      const std::size_t place = rest.find(question.answer);
      QVERIFY2(place != std::string::npos, rest.c_str());
      rest.erase(place, question.answer.size());
      const std::vector<int> other = meant(scene, rest, "size");
      QCOMPARE(other.size(), 1u);
      const auto begins = [&](int index) {
        const Object& object = scene.objects[static_cast<std::size_t>(index)];
        const ObjectState start = state_at(scene, object, 0);
        for (std::int64_t frame = 0; frame < scene.frame_count; ++frame) {
          const ObjectState now = state_at(scene, object, frame);
          if (std::hypot(now.centre.x - start.centre.x, now.centre.y - start.centre.y) > 0.01 ||
              std::abs(now.radius - start.radius) > 0.01 || now.visible() != start.visible() ||
              now.colour != start.colour)
            return frame;
        }
        return scene.frame_count;
      };
      const std::vector<std::string> words = words_of(rest);
      const bool first = std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return word == "first" || word == "earlier";
      });
      QCOMPARE(begins(answer[0]) < begins(other[0]), first);
      ++checked;
    }
    QVERIFY(checked > 150);
  }

  void descriptions_name_everything_once() {
    for (int i = 0; i < 500; ++i) {
      const Scene scene = make_scene(test_seed(12, static_cast<std::uint64_t>(i)));
      const std::string text = describe(scene);
      QVERIFY2(text.front() == 'A' && text.back() == '.', text.c_str());
      const std::vector<std::string> words = words_of(text);
      std::size_t shapes = 0;
      for (int s = 0; s < kShapes; ++s)
        shapes +=
            static_cast<std::size_t>(std::count(words.begin(), words.end(), name(static_cast<Shape>(s))));
      QCOMPARE(shapes, scene.objects.size());
      QCOMPARE(text.find("cut") != std::string::npos, scene.has_cut());
      QCOMPARE(text.find("camera") != std::string::npos, scene.camera.motion != CameraMotion::Rest);
    }
  }

  void chance_is_that_of_the_commonest_answer() {
    const auto found = chance(
        {{"a?", "yes", "exist"}, {"b?", "no", "exist"}, {"c?", "yes", "exist"}, {"d?", "red", "color"}});
    QCOMPARE(found.size(), 2u);
    QCOMPARE(found.at("exist").questions, 3u);
    QCOMPARE(found.at("exist").commonest_answer, std::string("yes"));
    QVERIFY(std::abs(found.at("exist").accuracy - 2.0 / 3) < 1e-12);
    QCOMPARE(found.at("color").accuracy, 1.0);
    QVERIFY(chance({}).empty());
  }

 private:
  // The number of the scene with this seed.
  int seed_index(std::uint64_t seed) {
    if (indices_.empty())
      for (int i = 0; i < kScenes; ++i) indices_[test_seed(11, static_cast<std::uint64_t>(i))] = i;
    return indices_.at(seed);
  }

  std::vector<Asked> asked_;
  std::map<std::uint64_t, int> indices_;
};

QTEST_APPLESS_MAIN(TestSceneQuestions)
#include "test_scene_questions.moc"
