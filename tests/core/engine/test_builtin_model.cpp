#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "engine/builtin_model.h"

using vp::base::Error;
using vp::base::ErrorCode;
using vp::engine::builtin_model_folder;
using vp::engine::require_builtin_model;

class TestBuiltinModel : public QObject {
  Q_OBJECT

 private slots:
  void is_found_beside_the_executable_only_when_it_is_there() {
    const QTemporaryDir prefix;
    const std::filesystem::path root = prefix.path().toStdString();
    const std::filesystem::path folder = root / "share/videopanda/models/builtin";
    QVERIFY(!builtin_model_folder(root / "bin"));
    std::filesystem::create_directories(folder);
    QVERIFY(!builtin_model_folder(root / "bin"));  // an empty folder is no checkpoint
    try {
      require_builtin_model(root / "bin");
      QFAIL("found");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Checkpoint);
      QVERIFY2(QString(error.what()).contains(QString::fromStdString(folder)), error.what());
    }
    QFile config(QString::fromStdString(folder / "config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    QCOMPARE(builtin_model_folder(root / "bin").value_or("none"), folder);
    QCOMPARE(require_builtin_model(root / "bin"), folder);
  }
};

QTEST_APPLESS_MAIN(TestBuiltinModel)
#include "test_builtin_model.moc"
