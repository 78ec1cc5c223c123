#include <QTest>
#include <algorithm>
#include <string>

#include "base/error.h"
#include "text/prompt.h"
#include "train/clip_text.h"

using vp::text::Tokenizer;
using vp::train::ClipText;

class TestClipText : public QObject {
  Q_OBJECT

 private slots:
  void each_dialogue_continues_the_frames_as_in_a_conversation() {
    const Tokenizer tokenizer = Tokenizer::load(std::string(VP_TEST_DATA) + "/golden/checkpoint");
    const ClipText clip = vp::train::encode_clip_text(
        tokenizer, 8, {{{"What is it?", "A car."}}, {{"Where?", "Left."}, {"Is it red?", "Yes."}}});
    QCOMPARE(clip.branches.size(), std::size_t{2});
    QCOMPARE(std::count(clip.prefix.begin(), clip.prefix.end(), vp::text::kFrameMark), std::ptrdiff_t{8});
    QCOMPARE(clip.prefix.back(), vp::text::kFrameMark);

    auto expected = vp::text::answered_turn_ids(tokenizer, 8, "Where?", "Left.");
    const auto second = vp::text::answered_turn_ids(tokenizer, 0, "Is it red?", "Yes.");
    expected.insert(expected.end(), second.begin(), second.end());
    auto found = clip.prefix;
    found.insert(found.end(), clip.branches[1].ids.begin(), clip.branches[1].ids.end());
    QCOMPARE(found, expected);
  }

  void answers_and_their_ends_are_the_targets() {
    const Tokenizer tokenizer = Tokenizer::load(std::string(VP_TEST_DATA) + "/golden/checkpoint");
    const ClipText clip =
        vp::train::encode_clip_text(tokenizer, 4, {{{"Where?", "Left side."}, {"Is it red?", "Yes."}}});
    const auto& branch = clip.branches[0];
    QCOMPARE(branch.is_target.size(), branch.ids.size());
    std::vector<vp::text::TokenId> said;
    for (std::size_t i = 0; i < branch.ids.size(); ++i) {
      if (branch.is_target[i]) said.push_back(branch.ids[i]);
    }
    QCOMPARE(std::count(said.begin(), said.end(), Tokenizer::kEnd), std::ptrdiff_t{2});
    QCOMPARE(tokenizer.decode(said), std::string("Left side. Yes."));
    QVERIFY(!branch.is_target.front());
    QVERIFY(branch.is_target.back());
  }

  void an_empty_dialogue_is_refused() {
    const Tokenizer tokenizer = Tokenizer::load(std::string(VP_TEST_DATA) + "/golden/checkpoint");
    QVERIFY_EXCEPTION_THROWN(vp::train::encode_clip_text(tokenizer, 4, {{}}), vp::base::Error);
  }
};

QTEST_APPLESS_MAIN(TestClipText)
#include "test_clip_text.moc"
