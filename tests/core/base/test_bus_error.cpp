// A mapped file that is cut short ends the program with a sentence.
#include "base/bus_error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include "base/error.h"

class TestBusError : public QObject {
  Q_OBJECT

 private slots:
  void says_what_happened() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("weights").toStdString();
    std::ofstream(file) << std::string(1 << 16, 'x');
    std::array<int, 2> ends{};
    QCOMPARE(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::dup2(ends[1], STDERR_FILENO);
      vp::base::explain_bus_errors();
      const int descriptor = ::open(file.c_str(), O_RDONLY);
      const auto* bytes =
          static_cast<const volatile char*>(::mmap(nullptr, 1 << 16, PROT_READ, MAP_PRIVATE, descriptor, 0));
      if (::truncate(file.c_str(), 0) != 0) ::_exit(1);
      ::_exit(bytes[1 << 15] == 'x' ? 2 : 3);
    }
    ::close(ends[1]);
    std::string said(4096, '\0');
    said.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::read(ends[0], said.data(), said.size()))));
    ::close(ends[0]);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), static_cast<int>(vp::base::ErrorCode::Checkpoint));
    QVERIFY2(QString::fromStdString(said).contains("was cut short"), said.c_str());
  }
};

QTEST_GUILESS_MAIN(TestBusError)
#include "test_bus_error.moc"
