#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "jobs/question_to_examine.h"
#include "support/golden_clips.h"

using namespace vp;
using jobs::InterventionOptions;

class TestQuestionToExamine : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { model_ = test::load_golden_model(1); }

  void compares_everything_that_the_model_has() {
    QCOMPARE(names({}), QString("fsra gstra lste row lsd reversed shuffled"));
    const QTemporaryDir folder;
    const std::filesystem::path copy = folder.filePath("twin").toStdString();
    std::filesystem::copy(test::kGoldenFolder / "checkpoint", copy);
    std::ifstream stream(copy / "config.json");
    nlohmann::json config = nlohmann::json::parse(stream);
    config["ablation"] = {"gstra", "row"};
    std::ofstream(copy / "config.json") << config;
    engine::LoadOptions options = test::golden_load_options(1);
    options.folder = copy;
    base::NoProgress progress;
    const auto whole = std::exchange(model_, engine::Model::load(options, progress));
    const QString found = names({});
    model_ = whole;
    QCOMPARE(found, QString("fsra lste lsd reversed shuffled"));
  }

  void compares_what_is_chosen_once_and_in_its_order() {
    InterventionOptions options;
    options.without = {"row", "gstra+lste", "row"};
    options.orders = {"shuffled"};
    QCOMPARE(names(options), QString("row gstra+lste shuffled"));
    options.without = {"lsd", "all"};
    options.orders = {};
    QCOMPARE(names(options), QString("fsra gstra lste row lsd"));
  }

  void shuffles_with_its_seed() {
    InterventionOptions options;
    options.orders = {"shuffled"};
    options.seed = 7;
    QCOMPARE(jobs::chosen_interventions(options, model_->config()).at(0).seed, std::uint64_t{7});
  }

  void refuses_what_is_no_part() {
    InterventionOptions options;
    options.without = {"all", "head"};
    QVERIFY_EXCEPTION_THROWN(options.validate(), base::Error);
  }

  void takes_the_question_where_it_stands() {
    std::vector<engine::Turn> turns(4);
    const char* questions[] = {"Why?", "How?", "Why?", "Who?"};
    for (std::size_t i = 0; i < turns.size(); ++i) {
      turns[i].question = questions[i];
      turns[i].token_ids = {static_cast<std::int64_t>(i)};
      turns[i].options.seed = i;
    }
    engine::AskOptions asked;
    asked.seed = 9;
    const engine::ExaminedQuestion found = jobs::question_to_examine(turns, "Why?", asked);
    QCOMPARE(found.earlier.size(), std::size_t{2});
    QCOMPARE(found.answered->token_ids, std::vector<std::int64_t>{2});
    QCOMPARE(found.options.seed, std::uint64_t{2});
    // Another one is asked by itself.
    const engine::ExaminedQuestion alone = jobs::question_to_examine(turns, "When?", asked);
    QVERIFY(alone.earlier.empty() && !alone.answered);
    QCOMPARE(alone.options.seed, std::uint64_t{9});
    // An answer that is known as text only cannot be looked into; the one before it can.
    turns[2].token_ids.clear();
    turns[2].answer = "Because.";
    QCOMPARE(jobs::question_to_examine(turns, "Why?", asked).answered->token_ids,
             std::vector<std::int64_t>{0});
  }

 private:
  QString names(const InterventionOptions& options) const {
    QStringList names;
    for (const engine::Intervention& intervention : jobs::chosen_interventions(options, model_->config()))
      names << QString::fromStdString(engine::name_of(intervention));
    return names.join(' ');
  }

  std::shared_ptr<const engine::Model> model_;
};

QTEST_GUILESS_MAIN(TestQuestionToExamine)
#include "test_question_to_examine.moc"
