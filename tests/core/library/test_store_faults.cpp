// What happens to the library when the machine or another program fails it.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "library/database.h"
#include "library/session_store.h"
#include "stored_examples.h"

namespace {

using namespace vp::library;
using vp::test::example_session;
using vp::test::example_turn;
namespace fs = std::filesystem;

/// Runs in a process of its own, which ends without any destructor; its exit code.
int in_a_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = work();
    } catch (...) {
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

template <typename Work>
QByteArray refusal_of(Work work) {
  try {
    work();
  } catch (const vp::base::Error& error) {
    return error.what();
  }
  return "was not refused";
}

}  // namespace

class TestStoreFaults : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    options_ = {};
    options_.file = path("library.sqlite");
    options_.busy_timeout_ms = 20;
  }

  void losesNothingWhenKilled() {
    int pipe_ends[2];
    QCOMPARE(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        SessionStore store = SessionStore::open(options_);
        StoredTurn turn = example_turn("What happens?", "");
        turn.state = StoredTurn::State::Answering;
        const std::int64_t id = store.add_session(example_session(path("film.mkv")));
        for (int words = 1;; ++words) {
          turn.turn.answer += "word ";
          store.put_turn(id, 0, turn);
          if (::write(pipe_ends[1], &words, sizeof(words)) != sizeof(words)) break;
        }
      } catch (...) {
      }
      ::_exit(1);
    }
    ::close(pipe_ends[1]);
    int written = 0;
    while (written < 50 && ::read(pipe_ends[0], &written, sizeof(written)) == sizeof(written)) {
    }
    ::kill(child, SIGKILL);
    while (::read(pipe_ends[0], &written, sizeof(written)) == sizeof(written)) {
    }
    ::waitpid(child, nullptr, 0);
    ::close(pipe_ends[0]);
    QVERIFY(written >= 50);
    const SessionStore store = SessionStore::open(options_);
    QCOMPARE(store.notice().text(), std::string());
    const auto sessions = store.sessions("word");
    QCOMPARE(sessions.size(), std::size_t{1});
    const StoredTurn turn = store.session(sessions[0].id)->turns.at(0);
    QVERIFY(turn.state == StoredTurn::State::Answering);
    QVERIFY2(turn.turn.answer.size() >= 5 * static_cast<std::size_t>(written),
             qPrintable(QString::number(turn.turn.answer.size())));
  }

  void saysThatTheDiskIsFull() {
    options_.most_pages = 60;
    SessionStore store = SessionStore::open(options_);
    const std::int64_t id = store.add_session(example_session(path("film.mkv")));
    store.put_turn(id, 0, example_turn("First?", "Kept."));
    const QByteArray refusal =
        refusal_of([&] { store.put_turn(id, 1, example_turn("Second?", std::string(1 << 20, 'x'))); });
    QVERIFY2(refusal.contains("the disk is full"), refusal);
    QCOMPARE(store.session(id)->turns.size(), std::size_t{1});
    store.put_turn(id, 1, example_turn("Third?", "Small."));  // there is room for this
    QCOMPARE(store.session(id)->turns.at(1).turn.answer, std::string("Small."));
  }

  void readsWhereItMayNotWrite() {
    std::int64_t id = 0;
    {
      SessionStore store = SessionStore::open(options_);
      id = store.add_session(example_session(path("film.mkv")));
      store.put_turn(id, 0, example_turn("First?", "Kept."));
    }
    QVERIFY(::chmod(options_.file.c_str(), 0444) == 0);
    QVERIFY(::chmod(folder_->path().toStdString().c_str(), 0555) == 0);
    const int code = in_a_child([&] {
      if (::getuid() == 0 && ::setuid(65534) != 0) return 98;  // root may write everywhere
      SessionStore store = SessionStore::open(options_);
      if (store.writable()) return 1;
      if (store.notice().text().find("cannot be written") == std::string::npos) return 2;
      if (store.session(id)->turns.at(0).turn.answer != "Kept.") return 3;
      if (!refusal_of([&] { store.set_title(id, "x"); }).contains("may not be written")) return 4;
      StoreOptions other = options_;
      other.file = path("new.sqlite");
      if (!refusal_of([&] { SessionStore::open(other); }).contains("check the rights")) return 5;
      other.file = path("new/library.sqlite");
      if (!refusal_of([&] { SessionStore::open(other); }).contains("cannot be made")) return 6;
      return 0;
    });
    QVERIFY(::chmod(folder_->path().toStdString().c_str(), 0755) == 0);
    QCOMPARE(code, 0);
  }

  void refusesAFolderThatIsAFile() {
    std::ofstream(path("file")) << "x";
    options_.file = path("file/library.sqlite");
    const QByteArray refusal = refusal_of([&] { SessionStore::open(options_); });
    QVERIFY2(refusal.contains("cannot be made"), refusal);
    options_.file.clear();
    QVERIFY(refusal_of([&] { SessionStore::open(options_); }).contains("no place"));
  }

  void saysThatItIsLocked() {
    SessionStore store = SessionStore::open(options_);
    const std::int64_t id = store.add_session(example_session(path("film.mkv")));
    {
      Database other(options_.file, Database::Mode::ReadWrite, 20);
      const Transaction lock(other);
      const QByteArray refusal = refusal_of([&] { store.put_turn(id, 0, example_turn("A?", "B")); });
      QVERIFY2(refusal.contains("in use by another program"), refusal);
      QVERIFY(refusal_of([&] { SessionStore::open(options_); }).contains("in use by another program"));
      QCOMPARE(store.sessions().size(), std::size_t{1});  // reading goes on
    }
    store.put_turn(id, 0, example_turn("A?", "B"));
    QCOMPARE(store.session(id)->turns.size(), std::size_t{1});
  }

  void movesADamagedFileAside_data() {
    QTest::addColumn<int>(
        "from");  // bytes from here on are overwritten; -1: the whole file is something else
    QTest::addColumn<int>("count");
    QTest::newRow("no database at all") << -1 << 0;
    QTest::newRow("the header") << 0 << 100;
    QTest::newRow("the schema") << 100 << 2000;
    QTest::newRow("a page") << 8192 << 12'000;
  }

  void movesADamagedFileAside() {
    QFETCH(int, from);
    QFETCH(int, count);
    {
      SessionStore store = SessionStore::open(options_);
      for (int i = 0; i < 20; ++i) {
        const std::int64_t id = store.add_session(example_session(path("film.mkv")));
        store.put_turn(id, 0, example_turn("A?", std::string(3000, 'b')));
      }
    }
    if (from < 0) {
      std::ofstream(options_.file, std::ios::binary) << std::string(50'000, 'z');
    } else {
      std::fstream file(options_.file, std::ios::binary | std::ios::in | std::ios::out);
      file.seekp(from);
      file << std::string(static_cast<std::size_t>(count), '\xa5');
    }
    const auto damaged_size = fs::file_size(options_.file);
    for (const char* kept : {"library.damaged.sqlite", "library.damaged-1.sqlite"}) {
      SessionStore store = SessionStore::open(options_);
      QVERIFY(store.writable());
      QVERIFY2(store.notice().text().find(path(kept).string()) != std::string::npos,
               store.notice().text().c_str());
      QVERIFY(store.sessions().empty());
      store.put_turn(store.add_session(example_session(path("film.mkv"))), 0, example_turn("New?", "Yes."));
      QCOMPARE(fs::file_size(path(kept)), damaged_size);
      store = SessionStore::open(StoreOptions{path("other.sqlite")});
      fs::copy_file(path(kept), options_.file, fs::copy_options::overwrite_existing);  // once more
    }
  }

  void readingDoesNotMoveADamagedFile() {
    std::ofstream(options_.file) << std::string(5000, 'z');
    options_.write = false;
    QVERIFY(refusal_of([&] { SessionStore::open(options_); }).contains("is damaged"));
    QCOMPARE(fs::file_size(options_.file), std::uintmax_t{5000});
    options_.file = path("none.sqlite");
    QVERIFY(refusal_of([&] { SessionStore::open(options_); }).contains("no library of sessions yet"));
    QVERIFY(!fs::exists(options_.file));
  }

  void leavesForeignFilesAlone_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("another program's")
        << QByteArray("PRAGMA application_id = 7; CREATE TABLE a (b)") << QByteArray("another program's");
    QTest::newRow("nobody's") << QByteArray("CREATE TABLE a (b)") << QByteArray("another program's");
    QTest::newRow("of a newer version")
        << QByteArray("PRAGMA application_id = 1448102978; PRAGMA user_version = 99; CREATE TABLE a (b)")
        << QByteArray("newer version");
  }

  void leavesForeignFilesAlone() {
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, named);
    { Database(options_.file, Database::Mode::ReadWrite, 20).run_script(script.constData()); }
    const auto read = [&] {
      std::ifstream stream(options_.file, std::ios::binary);
      return std::string{std::istreambuf_iterator<char>(stream), {}};
    };
    const std::string before = read();
    const QByteArray refusal = refusal_of([&] { SessionStore::open(options_); });
    QVERIFY2(refusal.contains(named), refusal);
    QVERIFY(read() == before);
  }

  void leavesATextAlone() {
    options_.file = path("notes.txt");
    std::ofstream(options_.file) << std::string(5000, 'z');
    QVERIFY(refusal_of([&] { SessionStore::open(options_); }).contains("is no library of sessions"));
    QCOMPARE(fs::file_size(options_.file), std::uintmax_t{5000});
  }

 private:
  fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }

  std::unique_ptr<QTemporaryDir> folder_;
  StoreOptions options_;
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "test_store_faults.moc"
