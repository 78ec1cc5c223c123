// Getting a model from a hub on loopback that does all that hubs and what lies before them do.
#include "hub/get_model.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <thread>

#include "base/error.h"
#include "base/sha256.h"
#include "hub/content_hash.h"
#include "support/small_server.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::hub::HubSettings;
using vp::hub::ListedFile;
using vp::hub::ModelPlan;
using vp::hub::ModelRequest;
using vp::test::SmallServer;
namespace fs = std::filesystem;

const std::string kCommit = "0123456789abcdef0123456789abcdef01234567";
const std::string kConfig = R"({"model_type": "llama"})";

std::string sha256_of(const std::string& content) {
  vp::base::Sha256 hash;
  hash.update(content);
  return vp::base::to_hex(hash.finish());
}

std::string git_sha1_of(const std::string& content) {
  ListedFile file{"x", static_cast<std::int64_t>(content.size()), {}, std::string(40, '0')};
  vp::hub::ContentHash hash(file);
  hash.update(std::as_bytes(std::span(content)));
  return hash.finish();
}

std::string many_bytes(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('a' + (i * 7 + i / 1000) % 26);
  return text;
}

const std::string kWeights = many_bytes(300'000);

/// The path of a request, "/a/b?c".
std::string path_of(const std::string& request) {
  const std::size_t begin = request.find(' ') + 1;
  return request.substr(begin, request.find(' ', begin) - begin);
}

std::int64_t range_of(const std::string& request) {
  const std::size_t at = request.find("Range: bytes=");
  return at == std::string::npos ? 0 : std::stoll(request.substr(at + 13));
}

std::string part_of(const std::string& content, const std::string& request) {
  const std::int64_t from = range_of(request);
  const auto begin = static_cast<std::size_t>(from);
  if (from == 0) return SmallServer::reply(content);
  return SmallServer::reply(content.substr(begin), "206 Partial Content",
                            "Content-Range: bytes " + std::to_string(from) + "-" +
                                std::to_string(content.size() - 1) + "/" + std::to_string(content.size()) +
                                "\r\n");
}

std::string list_with(const std::string& weights_hash) {
  return R"([{"type":"directory","path":"sub","oid":"x"},
    {"type":"file","path":"config.json","size":)" +
         std::to_string(kConfig.size()) + R"(,"oid":")" + git_sha1_of(kConfig) + R"("},
    {"type":"file","path":"optimizer.bin","size":5,"oid":"0123456789012345678901234567890123456789"},
    {"type":"file","path":"model.safetensors","size":134,"oid":"0123456789012345678901234567890123456789",
     "lfs":{"oid":")" +
         weights_hash + R"(","size":)" + std::to_string(kWeights.size()) + R"(,"pointerSize":134}}])";
}

std::string list_of(const std::string& path, const std::string& more = "") {
  return "[{\"type\":\"file\",\"path\":\"" + path +
         "\",\"size\":5,\"oid\":\"0123456789012345678901234567890123456789\"" + more + "}]";
}

template <typename Call>
QString refusal(const Call& call, ErrorCode code = ErrorCode::Checkpoint) {
  try {
    call();
  } catch (const Error& error) {
    return error.code() == code ? QString::fromUtf8(error.what()) : QString("another code: ") + error.what();
  }
  return "no error";
}

}  // namespace

class TestGetModel : public QObject {
  Q_OBJECT

  using Weights = std::function<std::string(int tries, const std::string& request)>;

  /// A hub whose large file is answered as `weights` says; what it is asked for by name is counted.
  struct Hub {
    explicit Hub(Weights answer, std::string hash = sha256_of(kWeights))
        : weights(std::move(answer)), server([this, hash](int, const std::string& request) {
            const std::string path = path_of(request);
            const std::string version = "X-Repo-Commit: " + kCommit + "\r\n";
            if (path.find("/tree/") != std::string::npos)
              return SmallServer::reply(list_with(hash), "200 OK", version);
            if (path.ends_with("config.json")) return SmallServer::reply(kConfig, "200 OK", version);
            return weights(tries++, request);
          }) {}
    std::string endpoint() const {
      const std::string whole = server.endpoint();
      return whole.substr(0, whole.size() - 3);  // without "/v1"
    }
    Weights weights;
    std::atomic<int> tries = 0;
    SmallServer server;
  };

  HubSettings settings(const Hub& hub) const {
    HubSettings settings;
    settings.cache = fs::path(folder_->path().toStdString()) / "hub";
    settings.endpoint = hub.endpoint();
    settings.token = "hf_secret";
    return settings;
  }
  fs::path get(const Hub& hub, const std::stop_token& stop = {}) const {
    vp::net::HttpClient client;
    const HubSettings from = settings(hub);
    const ModelPlan plan = vp::hub::plan_model(client, from, request_, patience_, stop);
    return vp::hub::get_model(
        client, from, request_, plan, patience_, [](const auto&) {}, stop);
  }
  fs::path model() const { return fs::path(folder_->path().toStdString()) / "hub" / "models--org--name"; }
  static QByteArray bytes(const fs::path& file) {
    QFile opened(QString::fromStdString(file.string()));
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("cannot be read");
  }
  bool has_weights() const {
    return bytes(model() / "blobs" / sha256_of(kWeights)) == QByteArray::fromStdString(kWeights);
  }

  ModelRequest request_{{"org", "name"}, "", "main"};
  vp::hub::Patience patience_{3, std::chrono::milliseconds(5)};
  std::unique_ptr<QTemporaryDir> folder_;

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void lies_as_the_hubs_own_programs_lay_it() {
    const Hub hub([](int, const std::string& request) { return part_of(kWeights, request); });
    vp::net::HttpClient client;
    const HubSettings from = settings(hub);
    ModelPlan plan = vp::hub::plan_model(client, from, request_, patience_, {});
    QCOMPARE(plan.files.size(), std::size_t{2});  // not the optimizer's state
    QCOMPARE(plan.missing, plan.bytes);
    std::int64_t last = 0;
    const fs::path found =
        vp::hub::get_model(client, from, request_, plan, patience_,
                           [&](const vp::hub::GetProgress& progress) {
                             QVERIFY(progress.done >= last && progress.total == plan.bytes);
                             last = progress.done;
                           },
                           {});
    QCOMPARE(last, plan.bytes);
    QCOMPARE(found, model() / "snapshots" / kCommit);
    QVERIFY(fs::is_symlink(found / "model.safetensors"));
    QCOMPARE(fs::read_symlink(found / "model.safetensors").string(), "../../blobs/" + sha256_of(kWeights));
    QCOMPARE(bytes(found / "config.json"), QByteArray::fromStdString(kConfig));
    QCOMPARE(bytes(model() / "refs" / "main"), QByteArray::fromStdString(kCommit));
    QCOMPARE(vp::hub::kept_model(from, request_), found);
    plan = vp::hub::plan_model(client, from, request_, patience_, {});
    QCOMPARE(plan.missing, std::int64_t{0});
    const int before = hub.tries;
    vp::hub::get_model(client, from, request_, plan, patience_, [](const auto&) {}, {});
    QCOMPARE(hub.tries.load(), before);
  }

  void a_cut_connection_is_gone_on_with() {
    const Hub hub([](int tries, const std::string& request) {
      const std::string whole = part_of(kWeights, request);
      return tries < 4 ? whole.substr(0, whole.size() - kWeights.size() / (tries + 2u)) : whole;
    });
    get(hub);
    QVERIFY(has_weights());
    int ranges = 0;
    for (const std::string& request : hub.server.seen()) ranges += range_of(request) > 0 ? 1 : 0;
    QVERIFY(ranges >= 3);
  }

  void what_an_ended_process_left_is_gone_on_with() {
    const Hub hub([](int, const std::string& request) { return part_of(kWeights, request); });
    fs::create_directories(model() / "blobs");
    const std::string part = (model() / "blobs" / (sha256_of(kWeights) + ".incomplete")).string();
    QFile left(QString::fromStdString(part));
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.write(kWeights.data(), 100'000);
    left.close();
    get(hub);
    QVERIFY(has_weights());
    QCOMPARE(hub.tries.load(), 1);
    QVERIFY(!fs::exists(part));
    QCOMPARE(range_of(hub.server.seen().back()), std::int64_t{100'000});
  }

  void servers_without_ranges_begin_anew() {
    for (const bool wrong_range : {false, true}) {
      init();
      const Hub hub([&](int tries, const std::string& request) {
        if (tries == 0) return part_of(kWeights, request).substr(0, 150'000);
        if (wrong_range && tries == 1)
          return SmallServer::reply(kWeights.substr(5), "206 Partial Content",
                                    "Content-Range: bytes 5-299999/300000\r\n");
        return SmallServer::reply(kWeights);
      });
      get(hub);
      QVERIFY(has_weights());
    }
  }

  void another_content_is_not_kept() {
    std::string other = kWeights;
    other[1000] = '!';
    for (const std::string& sent : {other, kWeights + "more"}) {
      init();
      const Hub hub([&](int, const std::string&) { return SmallServer::reply(sent); });
      const QString said = refusal([&] { get(hub); });
      QVERIFY2(said.contains("model.safetensors"), qPrintable(said));
      QVERIFY(!fs::exists(model() / "blobs" / sha256_of(kWeights)));
      QVERIFY(!fs::exists(model() / "refs" / "main"));
      QVERIFY_THROWS_EXCEPTION(Error, vp::hub::kept_model(settings(hub), request_));
    }
  }

  void the_token_stays_at_its_host() {
    SmallServer elsewhere([](int number, const std::string& request) {
      // A signed address that has expired: the hub is asked for a fresh one.
      return number == 0 ? SmallServer::reply("expired", "403 Forbidden") : part_of(kWeights, request);
    });
    const Hub hub([&](int, const std::string&) {
      return SmallServer::reply("", "302 Found", "Location: " + elsewhere.endpoint() + "/signed?key=1\r\n");
    });
    get(hub);
    QVERIFY(has_weights());
    QCOMPARE(hub.tries.load(), 2);
    for (const std::string& request : hub.server.seen())
      QVERIFY(request.find("Authorization: Bearer hf_secret") != std::string::npos);
    for (const std::string& request : elsewhere.seen())
      QVERIFY(request.find("uthorization") == std::string::npos &&
              request.find("hf_secret") == std::string::npos);
  }

  void statuses_are_sentences() {
    for (const auto& [status, words] :
         std::map<std::string, QString>{{"401 Unauthorized", "HF_TOKEN"},
                                        {"403 Forbidden", "HF_TOKEN"},
                                        {"404 Not Found", "check the model's name"},
                                        {"418 Teapot", "status 418"},
                                        {"503 Busy", "try again later"}}) {
      init();
      const Hub hub([&, s = status](int, const std::string&) { return SmallServer::reply("no", s); });
      const QString said = refusal([&] { get(hub); });
      QVERIFY2(said.contains(words), qPrintable(said));
      QVERIFY2(!said.contains("hf_secret"), qPrintable(said));
      QCOMPARE(hub.tries.load(), status.starts_with("503") ? 3 : 1);
    }
  }

  void what_passes_is_waited_for() {
    const Hub hub([](int tries, const std::string& request) {
      if (tries == 0) return SmallServer::reply("slow", "429 Too Many Requests", "Retry-After: 1\r\n");
      if (tries == 1) return SmallServer::reply("", "416 Range Not Satisfiable");
      return part_of(kWeights, request);
    });
    const auto before = std::chrono::steady_clock::now();
    get(hub);
    QVERIFY(has_weights());
    QVERIFY(std::chrono::steady_clock::now() - before > std::chrono::milliseconds(900));
  }

  void two_that_get_the_same_wait_for_each_other() {
    const Hub hub([](int, const std::string& request) { return part_of(kWeights, request); });
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 3; ++i)
      threads.emplace_back([&] {
        get(hub);
        ++right;
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(right.load(), 3);
    QVERIFY(has_weights());
    QCOMPARE(hub.tries.load(), 1);
  }

  void a_stop_keeps_what_came() {
    std::stop_source stop;
    const Hub hub([&](int, const std::string& request) {
      stop.request_stop();
      return part_of(kWeights, request).substr(0, 100'000);
    });
    QVERIFY(!refusal([&] { get(hub, stop.get_token()); }, ErrorCode::Stopped).startsWith("another"));
    QVERIFY(!fs::exists(model() / "refs" / "main"));
  }

  void lists_that_lie_are_refused() {
    QCOMPARE(vp::hub::listed_files(list_of("a/b.json")).size(), std::size_t{1});
    for (const std::string& list :
         {list_of("../evil"), list_of("/etc/passwd"), list_of("a//b"), list_of("a/./b"), list_of("a/"),
          list_of(""), list_of("a\\\\b"), list_of("x", ",\"lfs\":{\"oid\":\"zz\",\"size\":5}"),
          list_of("x", ",\"lfs\":{\"size\":5}"), std::string("{}"), std::string("not json"),
          std::string("[{\"type\":\"file\",\"path\":\"x\",\"size\":-1,\"oid\":\"0\"}]"),
          list_of("x").substr(0, list_of("x").size() - 1) + "," + list_of("x").substr(1)})
      QVERIFY2(!refusal([&] { vp::hub::listed_files(list); }).startsWith("no error"), list.c_str());
  }

  void a_folder_without_a_checkpoint_names_those_that_have_one() {
    const std::vector<ListedFile> files{{"fitu/config.json", 1, {}, {}},
                                        {"fitu/pytorch_model-00001-of-00002.bin", 1, {}, {}},
                                        {"fitu/training_args.bin", 1, {}, {}},
                                        {"README.md", 1, {}, {}}};
    QCOMPARE(vp::hub::needed_files(files, "fitu").size(), std::size_t{2});
    const QString said = refusal([&] { vp::hub::needed_files(files, ""); });
    QVERIFY2(said.contains("--folder") && said.contains("fitu"), qPrintable(said));
    QVERIFY(refusal([&] {
              vp::hub::needed_files({{"README.md", 1, {}, {}}}, "");
            }).contains("no checkpoint"));
  }

  void settings_are_the_hubs_own() {
    const auto from = [](const std::map<std::string, std::string>& variables) {
      return HubSettings::from([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      });
    };
    QCOMPARE(from({{"HOME", "/h"}}).cache.string(), std::string("/h/.cache/huggingface/hub"));
    QCOMPARE(from({{"HOME", "/h"}, {"XDG_CACHE_HOME", "/x"}}).cache.string(),
             std::string("/x/huggingface/hub"));
    QCOMPARE(from({{"HOME", "/h"}, {"HF_HOME", "/f"}}).cache.string(), std::string("/f/hub"));
    const HubSettings all = from({{"HF_HUB_CACHE", "/c"},
                                  {"HF_ENDPOINT", "https://mirror.example/"},
                                  {"HF_TOKEN", "t"},
                                  {"HF_HUB_OFFLINE", "1"}});
    QCOMPARE(all.cache.string(), std::string("/c"));
    QCOMPARE(all.endpoint, std::string("https://mirror.example"));
    QVERIFY(all.token == "t" && all.offline);
    for (const auto& wrong : std::vector<std::map<std::string, std::string>>{
             {},
             {{"HF_HUB_CACHE", "relative"}},
             {{"HF_HUB_CACHE", "/c"}, {"HF_ENDPOINT", "ftp://x"}},
             {{"HF_HUB_CACHE", "/c"}, {"HF_ENDPOINT", "https://user@x"}},
             {{"HF_HUB_CACHE", "/c"}, {"HF_TOKEN", "a\nb"}}})
      QVERIFY_THROWS_EXCEPTION(Error, from(wrong));
    QVERIFY(!vp::hub::repository_of("org") && !vp::hub::repository_of("../x") &&
            !vp::hub::repository_of("a/b/c") && !vp::hub::repository_of("/a") &&
            vp::hub::repository_of("jh-yi/Video-Panda-7B"));
  }
};

QTEST_GUILESS_MAIN(TestGetModel)
#include "test_get_model.moc"
