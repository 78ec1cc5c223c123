// `videopanda sessions` lists what is stored and changes nothing.
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "library/session_store.h"

namespace vp::test {

class TestCliSessions : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    file_ = folder_.filePath(QStringLiteral("library.sqlite"));
    library::StoreOptions options;
    options.file = file_.toStdString();
    library::SessionStore store = library::SessionStore::open(options);
    for (const char* question : {"What does the panda eat?", "Who\x1b[31m is\nthere?"}) {
      library::StoredSession session;
      session.video.file = "/films/a day.mkv";
      session.record.model.name = "tiny";
      library::StoredTurn turn;
      turn.state = library::StoredTurn::State::Finished;
      turn.turn.question = question;
      turn.turn.answer = "Bamboo.";
      session.turns = {turn};
      ids_.push_back(store.add_session(session));
      QTest::qSleep(2);
    }
    store.set_title(ids_[0], "Food");
  }

  void listsWhatIsStored() {
    const CommandRun run = videopanda({"sessions", "--library", file_});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QList<QByteArray> lines = run.out.split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].contains("a day.mkv") && lines[0].contains("there?"));
    QVERIFY(lines[1].contains("Food"));
    QVERIFY(!run.out.contains('\x1b'));
  }

  void givesObjects() {
    const CommandRun run = videopanda({"sessions", "--library", file_, "--json", "--search", "panda"});
    const auto objects = run.objects();
    QCOMPARE(objects.size(), std::size_t{1});
    QCOMPARE(objects[0]["id"].get<std::int64_t>(), ids_[0]);
    QCOMPARE(objects[0]["video"].get<std::string>(), std::string("/films/a day.mkv"));
    QCOMPARE(objects[0]["title"].get<std::string>(), std::string("Food"));
    QCOMPARE(objects[0]["first_question"].get<std::string>(), std::string("What does the panda eat?"));
    QCOMPARE(objects[0]["questions"].get<int>(), 1);
    QCOMPARE(objects[0]["model"].get<std::string>(), std::string("tiny"));
    QCOMPARE(videopanda({"sessions", "--library", file_, "--search", "tiger"}).out, QByteArray());
  }

  void exportsASession() {
    const QString out = folder_.filePath(QStringLiteral("session.json"));
    const QString id = QString::number(ids_[0]);
    const CommandRun run = videopanda({"export", id, "--library", file_, "--out", out});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const nlohmann::json record = read_json(out);
    QCOMPARE(record["turns"][0]["question"].get<std::string>(), std::string("What does the panda eat?"));
    QCOMPARE(record["model"]["name"].get<std::string>(), std::string("tiny"));
    QCOMPARE(record["video"]["file"].get<std::string>(), std::string("/films/a day.mkv"));
    QCOMPARE(refusal_fault(videopanda({"export", "99", "--library", file_, "--out", out}), 2,
                           QStringLiteral("no session 99")),
             QString());
  }

  void refusesWhatIsNoLibrary() {
    const QString none = folder_.filePath(QStringLiteral("none.sqlite"));
    QCOMPARE(refusal_fault(videopanda({"sessions", "--library", none}), 2, none), QString());
    QVERIFY(!QFile::exists(none));
    const QString text = folder_.filePath(QStringLiteral("text.sqlite"));
    write_bytes(text, QByteArray(5000, 'z'));
    QCOMPARE(refusal_fault(videopanda({"sessions", "--library", text}), 1, text), QString());
    QCOMPARE(read_bytes(text), QByteArray(5000, 'z'));
  }

 private:
  QTemporaryDir folder_;
  QString file_;
  std::vector<std::int64_t> ids_;
};

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestCliSessions)
#include "test_cli_sessions.moc"
