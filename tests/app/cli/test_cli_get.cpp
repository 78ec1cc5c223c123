// videopanda get: a checkpoint from a hub on loopback, which is then asked by its name.
#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "support/small_server.h"

using namespace vp::test;
using nlohmann::json;

namespace {

const QString kFolder = "best";

/// The hub's answer about the files of the golden checkpoint, in a folder of the model.
json list_of_golden() {
  json list = json::array();
  for (const QString& name : QDir(golden_checkpoint()).entryList(QDir::Files)) {
    const QByteArray content = read_bytes(QDir(golden_checkpoint()).filePath(name));
    const std::string hash =
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().toStdString();
    list.push_back({{"type", "file"},
                    {"path", (kFolder + "/" + name).toStdString()},
                    {"size", content.size()},
                    {"oid", "0123456789012345678901234567890123456789"},
                    {"lfs", {{"oid", hash}, {"size", content.size()}}}});
  }
  return list;
}

}  // namespace

class TestCliGet : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    list_ = list_of_golden().dump();
    hub_ = std::make_unique<SmallServer>([this](int, const std::string& request) {
      const std::size_t begin = request.find(' ') + 1;
      const std::string path = request.substr(begin, request.find(' ', begin) - begin);
      const std::string version = "X-Repo-Commit: 0123456789abcdef0123456789abcdef01234567\r\n";
      if (path.starts_with("/api/models/org/name/tree/main"))
        return SmallServer::reply(list_, "200 OK", version);
      if (!path.starts_with("/org/name/resolve/")) return SmallServer::reply("none", "404 Not Found");
      const QString file = QString::fromStdString(path.substr(path.rfind('/') + 1));
      return SmallServer::reply(read_bytes(QDir(golden_checkpoint()).filePath(file)).toStdString(), "200 OK",
                                version);
    });
    const std::string endpoint = hub_->endpoint();
    qputenv("HF_ENDPOINT", QByteArray::fromStdString(endpoint.substr(0, endpoint.size() - 3)));
    qputenv("HF_HUB_CACHE", folder_.filePath("hub").toUtf8());
    qunsetenv("HF_TOKEN");
  }

  void says_what_it_takes() {
    const CommandRun run = videopanda({"get", "org/name", "--folder", kFolder, "--check", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const json said = run.objects().at(0);
    QVERIFY(said["bytes"].get<std::int64_t>() > 0);
    QCOMPARE(said["missing_bytes"], said["bytes"]);
    QVERIFY(!QDir(folder_.filePath("hub")).exists());
  }

  void is_asked_by_its_name() {
    const CommandRun run = videopanda({"get", "org/name", "--folder", kFolder});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QString found = QString::fromUtf8(run.out).trimmed();
    QVERIFY2(found.endsWith("/snapshots/0123456789abcdef0123456789abcdef01234567/" + kFolder),
             qPrintable(found));
    const CommandRun by_name =
        ask(golden("clip_short.mkv"), {"--max-new-tokens", "4", "--json"}, "org/name/" + kFolder);
    const CommandRun by_folder = ask(golden("clip_short.mkv"), {"--max-new-tokens", "4", "--json"});
    QVERIFY2(by_name.code == 0, qPrintable(by_name.summary()));
    QCOMPARE(by_name.objects().at(0)["token_ids"], by_folder.objects().at(0)["token_ids"]);
    QCOMPARE(by_name.objects().at(0)["model"]["hash"], by_folder.objects().at(0)["model"]["hash"]);

    qputenv("HF_HUB_OFFLINE", "1");
    const int before = hub_->requests();
    const CommandRun offline = videopanda({"get", "org/name", "--folder", kFolder});
    qunsetenv("HF_HUB_OFFLINE");
    QVERIFY2(offline.code == 0, qPrintable(offline.summary()));
    QCOMPARE(QString::fromUtf8(offline.out).trimmed(), found);
    QCOMPARE(hub_->requests(), before);
  }

  void refuses() {
    QCOMPARE(refusal_fault(videopanda({"get", "noname"}), 2, "organisation and name"), QString());
    QCOMPARE(refusal_fault(videopanda({"get", "../x"}), 2, "organisation and name"), QString());
    QCOMPARE(refusal_fault(videopanda({"get", "org/name", "--revision", "../x"}), 2, "revision"), QString());
    QCOMPARE(refusal_fault(videopanda({"get", "org/name"}), 4, "--folder: " + kFolder), QString());
    QCOMPARE(refusal_fault(videopanda({"get", "org/other"}), 4, "check the model's name"), QString());
  }

 private:
  QTemporaryDir folder_;
  std::string list_;
  std::unique_ptr<SmallServer> hub_;
};

QTEST_GUILESS_MAIN(TestCliGet)
#include "test_cli_get.moc"
