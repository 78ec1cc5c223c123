// What is made of a knockout's numbers; its arrays are read back by Python's own zipfile.
#include "evidence/frame_knockout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "base/error.h"

using namespace vp::evidence;

namespace {

FrameKnockout sample() {
  FrameKnockout found;
  found.layers = {1, 2};
  found.decoder_layers = 4;
  found.ids = {10, 11, 12, 2};
  found.pieces = {"A re", "d", " car", ""};
  found.end = true;
  found.log_probabilities = {-0.5F, -0.25F, -1, -0.125F};
  found.without = {
      {-1.5F, -0.25F, -1, -0.125F}, {-0.5F, -0.25F, -1, -0.125F}, {-0.5F, -2.25F, -0.5F, -0.125F}};
  return found;
}

/// Every member of the archive, its checksum tested, by the published form of .npy.
const char* const kReader = R"(
import ast, json, struct, sys, zipfile
out = {}
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for info in archive.infolist():
        data = archive.read(info)
        assert data[:8] == b'\x93NUMPY\x01\x00'
        size = struct.unpack('<H', data[8:10])[0]
        assert (10 + size) % 64 == 0 and data[9 + size:10 + size] == b'\n'
        head = ast.literal_eval(data[10:10 + size].decode())
        kind = {'<f4': 'f', '<f8': 'd', '<i8': 'q'}[head['descr']]
        values = struct.unpack('<%d%s' % (len(data[10 + size:]) // struct.calcsize(kind), kind), data[10 + size:])
        assert not head['fortran_order']
        out[info.filename] = {'shape': list(head['shape']), 'values': list(values)}
print(json.dumps(out))
)";

}  // namespace

class TestFrameKnockout : public QObject {
  Q_OBJECT

 private slots:
  void changes_are_sums_of_tokens() {
    QCOMPARE(changes(sample(), sample().all()), (std::vector<double>{-1, 0, -1.5}));
    QCOMPARE(changes(sample(), {1, 2}), (std::vector<double>{0, 0, -2}));
    QCOMPARE(changes(sample(), {2, 2}), (std::vector<double>{0, 0, 0}));
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, changes(sample(), {2, 5}));
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, changes(sample(), {2, 1}));
    FrameKnockout broken = sample();
    broken.without[1].pop_back();
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, changes(broken, broken.all()));
  }

  void needed_frames_lose_enough() {
    QCOMPARE(needed_frames({-1, 0, -1.5, -0.05, 2}, 3), (std::vector<std::size_t>{2, 0}));
    QCOMPARE(needed_frames({-1, 0, -1.5, -0.05, 2}, 1), (std::vector<std::size_t>{2}));
    QCOMPARE(needed_frames({-1, -1}, 3), (std::vector<std::size_t>{0, 1}));
    QVERIFY(needed_frames({-0.09, 0.4}, 3).empty());
  }

  void words_leave_the_end_out() {
    const auto found = words(sample());
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].text, std::string("A red"));
    QCOMPARE(found[1].text, std::string("car"));
    QCOMPARE(found[1].tokens, (vp::attention::TokenRange{2, 3}));
  }

  void arrays_open_elsewhere() {
    const QTemporaryDir folder;
    const QString file = folder.filePath("a.npz");
    write_npz(file.toStdString(), sample(), {0, 24, 48}, {0, 1.001, 2.002});
    QProcess python;
    python.start("python3", {"-c", kReader, file});
    QVERIFY(python.waitForFinished(60000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const QJsonObject arrays = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    QCOMPARE(arrays.size(), 6);
    QCOMPARE(arrays["without.npy"]["shape"].toArray(), (QJsonArray{3, 4}));
    QCOMPARE(arrays["without.npy"]["values"][9].toDouble(), -2.25);
    QCOMPARE(arrays["log_probabilities.npy"]["values"].toArray(), (QJsonArray{-0.5, -0.25, -1, -0.125}));
    QCOMPARE(arrays["change.npy"]["values"].toArray(), (QJsonArray{-1, 0, -1.5}));
    QCOMPARE(arrays["frame_index.npy"]["values"].toArray(), (QJsonArray{0, 24, 48}));
    QCOMPARE(arrays["frame_time_s.npy"]["values"][1].toDouble(), 1.001);
    QCOMPARE(arrays["layers.npy"]["values"].toArray(), (QJsonArray{1, 2}));
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, write_npz(file.toStdString(), sample(), {0, 24}, {0, 1}));
  }
};

QTEST_GUILESS_MAIN(TestFrameKnockout)
#include "test_frame_knockout.moc"
