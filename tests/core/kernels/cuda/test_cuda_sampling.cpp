// The next token, chosen on the device, against the sampler of the CPU.
#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/cuda/sampling.h"
#include "llm/repetition.h"
#include "llm/sampling.h"

namespace vp::test {

namespace cuda = kernels::cuda;

class TestCudaSampling : public QObject {
  Q_OBJECT

  KernelCheck check_;

  struct Choice {
    std::int64_t token;
    at::Tensor log_probability;
    std::string wrong;
  };

  Choice choose(const at::Tensor& logits, double temperature, double top_p, std::uint64_t seed,
                const at::Tensor& said = {}, double penalty = 1) {
    // As llm::Sampler draws it.
    std::mt19937_64 generator(seed);
    const double uniform = static_cast<double>(generator() >> 11) * 0x1p-53;
    KernelMemory memory(check_.executor());
    cuda::ChooseToken work;
    work.logits = memory.put<float>(logits);
    work.vocabulary = static_cast<int>(logits.size(0));
    work.temperature = static_cast<float>(temperature);
    work.top_p = top_p;
    work.uniform = memory.put<double>(at::full({1}, uniform, at::kDouble));
    work.workspace = memory.room<std::uint64_t>(logits.sizes(), at::kLong);
    work.said = memory.put<std::uint8_t>(said);
    work.penalty = penalty;
    work.token = memory.room<std::int32_t>({1}, at::kInt);
    work.log_probability = memory.room<float>({1});
    cuda::launch(work, check_.stream());
    Choice choice{memory.get(work.token).item<int>(), memory.get(work.log_probability), memory.finish()};
    if (said.defined() && choice.token >= 0) {
      at::Tensor noted = said.clone();
      noted[choice.token] = 1;
      if (!memory.get(work.said).equal(noted)) choice.wrong += "another token was noted as said";
    }
    return choice;
  }

  std::string differs(const at::Tensor& logits, double temperature, double top_p, std::uint64_t seed) {
    const std::span<const float> numbers(logits.data_ptr<float>(), static_cast<std::size_t>(logits.size(0)));
    llm::Sampler sampler({temperature, top_p, seed});
    const std::int64_t expected = sampler.sample(numbers);
    const Choice choice = choose(logits, temperature, top_p, seed);
    if (choice.token != expected || !choice.wrong.empty())
      return "token " + std::to_string(choice.token) + " instead of " + std::to_string(expected) + " " +
             choice.wrong;
    const at::Tensor exact =
        at::full({1}, static_cast<double>(llm::log_probability(numbers, expected)), at::kDouble);
    return check_.compare("log-probability", choice.log_probability, exact);
  }

 private slots:
  void initTestCase() {
    at::manual_seed(22);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void chooses_as_the_sampler_data() {
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("top_p");
    QTest::newRow("greedy") << 0.0 << 1.0;
    QTest::newRow("all tokens") << 1.0 << 1.0;
    QTest::newRow("nucleus") << 0.7 << 0.9;
    QTest::newRow("hot, small nucleus") << 2.0 << 0.3;
    QTest::newRow("one token alone") << 0.5 << 1e-9;
    QTest::newRow("nearly greedy") << 1e-30 << 0.95;
  }
  void chooses_as_the_sampler() {
    QFETCH(double, temperature);
    QFETCH(double, top_p);
    std::string wrong;
    std::uint64_t seed = 0;
    for (const int vocabulary : {3001, 1024, 77})
      wrong += differs(at::randn({vocabulary}).mul(3), temperature, top_p, ++seed);
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void equal_logits() {
    std::string wrong;
    for (std::uint64_t seed = 0; seed < 2; ++seed)
      wrong += differs(at::randint(3, {500}).to(at::kFloat), 1.0, 0.6, seed);
    at::Tensor zeros = at::zeros({64});
    zeros[0] = -0.0;
    wrong += differs(zeros, 0.0, 1.0, 1) + differs(zeros, 1.0, 0.5, 2);
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void logits_that_are_not_finite() {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    at::Tensor logits = at::randn({300}).mul(3);
    for (int i = 0; i < 300; i += 3) logits[i] = i % 2 == 0 ? kInfinity : i % 9 == 0 ? -kInfinity : NAN;
    std::string wrong;
    wrong += differs(logits, 1.0, 1.0, 3) + differs(logits, 1.0, 0.8, 4);
    wrong += differs(logits, 0.0, 1.0, 0);
    QVERIFY2(wrong.empty(), wrong.c_str());
    const Choice none = choose(at::full({40}, kInfinity), 1.0, 0.9, 1);
    QCOMPARE(none.token, std::int64_t{-1});
    QVERIFY(none.log_probability.isnan().item<bool>());
  }

  void what_was_said_is_less_likely_data() {
    QTest::addColumn<double>("penalty");
    QTest::addColumn<double>("temperature");
    QTest::addColumn<double>("top_p");
    QTest::newRow("greedy") << 1.3 << 0.0 << 1.0;
    QTest::newRow("drawn from all") << 1.3 << 1.0 << 1.0;
    QTest::newRow("nucleus") << 2.0 << 0.7 << 0.8;
    QTest::newRow("more likely") << 0.5 << 0.0 << 1.0;
    QTest::newRow("beyond float's range") << 1e300 << 0.0 << 1.0;
  }
  void what_was_said_is_less_likely() {
    QFETCH(double, penalty);
    QFETCH(double, temperature);
    QFETCH(double, top_p);
    at::Tensor logits = at::randn({700}).mul(3);
    logits[3] = std::numeric_limits<float>::infinity();
    const at::Tensor said = at::zeros({700}, at::kByte);
    llm::RepetitionPenalty of_all(penalty);
    const std::span<const float> numbers(logits.data_ptr<float>(), 700);
    llm::Sampler greedy({});
    of_all.add(greedy.sample(numbers));  // or there would be nothing to see
    for (const std::int64_t id : {3, 5, 77, 410, 699}) of_all.add(id);
    for (const std::int64_t id : of_all.ids()) said[id] = 1;
    std::string wrong;
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      std::vector<float> changed(numbers.begin(), numbers.end());
      of_all.apply(changed);
      llm::Sampler sampler({temperature, top_p, seed});
      const std::int64_t expected = sampler.sample(changed);
      const Choice choice = choose(logits, temperature, top_p, seed, said, penalty);
      QCOMPARE(choice.token, expected);
      const at::Tensor exact =
          at::full({1}, static_cast<double>(llm::log_probability(numbers, expected)), at::kDouble);
      wrong += choice.wrong + check_.compare("log-probability", choice.log_probability, exact);
    }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void one_token() {
    const Choice choice = choose(at::full({1}, -3.0F), 1.0, 0.9, 1);
    QCOMPARE(choice.token, std::int64_t{0});
    QCOMPARE(choice.log_probability.item<float>(), 0.0F);
  }
};

}  // namespace vp::test

using vp::test::TestCudaSampling;
QTEST_APPLESS_MAIN(TestCudaSampling)
#include "test_cuda_sampling.moc"
