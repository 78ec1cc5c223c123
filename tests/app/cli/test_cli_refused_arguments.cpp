// What videopanda refuses of its command line (exit code 2), of devices (5) and of places to write to (1).
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "edited_checkpoint.h"
#include "support/sanitizer.h"

using namespace vp::test;

class TestCliRefusedArguments : public QObject {
  Q_OBJECT

 private slots:
  void refuses_usage_data();
  void refuses_usage();
  void shows_help_data();
  void shows_help();
  void refuses_devices_data();
  void refuses_devices();
  void bounds_the_level_of_the_processor();
  void says_how_much_memory_is_missing();
  void survives_an_address_space_limit_data();
  void survives_an_address_space_limit();
  void refuses_unwritable_results_data();
  void refuses_unwritable_results();
  void notices_a_full_disk();

 private:
  QTemporaryDir folder_;
};

void TestCliRefusedArguments::refuses_usage_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("mention");
  QTest::newRow("nothing") << QStringList{} << "--help";
  QTest::newRow("unknown command") << QStringList{"answer"} << "videopanda --help";
  QTest::newRow("unknown option") << QStringList{"info", "--colour"} << "--colour";
  QTest::newRow("nothing to evaluate") << QStringList{"eval", "--out", "p.jsonl"} << "--questions";
  QTest::newRow("no question") << QStringList{"ask", golden("clip_short.mkv"), "--model", "m"} << "QUESTION";
  QTest::newRow("no output") << QStringList{"encode", golden("clip_short.mkv"), "--model", "m"} << "--out";
  // Refused before the model, which is not there, is looked at.
  const auto asked = [](const QStringList& options) {
    return QStringList{"ask", golden("clip_short.mkv"), "Why?", "--model", "/nowhere"} + options;
  };
  QTest::newRow("frames not in chunks") << asked({"--frames", "6"}) << "multiple of 4";
  QTest::newRow("frames negative") << asked({"--frames", "-4"}) << "--frames";
  QTest::newRow("frames a word") << asked({"--frames", "many"}) << "--frames";
  QTest::newRow("start past the end") << asked({"--start", "5"}) << "earlier start";
  QTest::newRow("start far past the end") << asked({"--start", "999999999"}) << "earlier start";
  QTest::newRow("start negative") << asked({"--start", "-1"}) << "--start";
  QTest::newRow("start not a number") << asked({"--start", "nan"}) << "--start";
  QTest::newRow("start infinite") << asked({"--start", "inf"}) << "--start";
  QTest::newRow("end negative") << asked({"--end", "-0.5"}) << "--end";
  QTest::newRow("temperature negative") << asked({"--temperature", "-1"}) << "temperature";
  QTest::newRow("temperature not a number") << asked({"--temperature", "nan"}) << "temperature";
  QTest::newRow("temperature infinite") << asked({"--temperature", "inf"}) << "temperature";
  QTest::newRow("top-p 0") << asked({"--top-p", "0"}) << "top";
  QTest::newRow("top-p above 1") << asked({"--top-p", "1.5"}) << "top";
  QTest::newRow("top-p not a number") << asked({"--top-p", "nan"}) << "top";
  QTest::newRow("no new tokens") << asked({"--max-new-tokens", "0"}) << "new tokens";
  QTest::newRow("negative new tokens") << asked({"--max-new-tokens", "-5"}) << "--max-new-tokens";
  QTest::newRow("too many new tokens to count")
      << asked({"--max-new-tokens", "99999999999999999999"}) << "--max-new-tokens";
  QTest::newRow("frames by name and by number")
      << asked({"--at-frames", "0,4", "--frames", "8"}) << "--at-frames";
  QTest::newRow("frame that is not there") << asked({"--at-frames", "0,400000"}) << "Frame 400000";
  QTest::newRow("frames not in order") << asked({"--at-frames", "4,0"}) << "ascending";
  QTest::newRow("negative frame") << asked({"--at-frames", "-4"}) << "--at-frames";
  QTest::newRow("negative seed") << asked({"--seed", "-1"}) << "--seed";
  QTest::newRow("unknown dtype") << asked({"--dtype", "int4"}) << "--dtype";
  QTest::newRow("unknown device") << asked({"--device", "tpu"}) << "--device";
  QTest::newRow("threads negative") << asked({"--threads", "-1"}) << "--threads";
  QTest::newRow("unknown transcript") << asked({"--transcript", "record.doc"}) << ".json";
  QTest::newRow("transcript without an ending") << asked({"--transcript", "record"}) << "no ending";
  for (const char* blank : {"", "   ", "\n\t"})
    QTest::addRow("blank question %d", static_cast<int>(qstrlen(blank)))
        << QStringList{"ask", golden("clip_short.mkv"), "Why?", blank, "--model", "/nowhere"} << "empty";
  // More than the context of 2048 holds.
  const QStringList model{"--model", golden_checkpoint()};
  QTest::newRow("too many frames") << QStringList{"ask", golden("clip_portrait.mkv"), "Why?", "--frames",
                                                  "64"} +
                                          model
                                   << "at most 40";
  QTest::newRow("question too long") << QStringList{"ask", golden("clip_short.mkv"),
                                                    QString("why ").repeated(5000)} +
                                            model
                                     << "2048";
  QTest::newRow("unknown bench shape") << QStringList{"bench", "--shape", "13b"} << "13b";
  QTest::newRow("bench without layers") << QStringList{"bench", "--layers", "0"} << "layers";
  QTest::newRow("bench of a checkpoint without a film")
      << QStringList{"bench", "--model", "Video-Panda"} << "--video";
}

void TestCliRefusedArguments::refuses_usage() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, mention);
  QCOMPARE(refusal_fault(videopanda(arguments), 2, mention), QString());
}

void TestCliRefusedArguments::shows_help_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QString>("mention");
  QTest::newRow("program") << QStringList{"--help"} << "Exit codes";
  QTest::newRow("ask") << QStringList{"ask", "--help"} << "--max-new-tokens N";
  QTest::newRow("encode") << QStringList{"encode", "-h"} << "--out FILE";
  QTest::newRow("info") << QStringList{"info", "--help"} << "--json";
  QTest::newRow("eval") << QStringList{"eval", "--help"} << "--score-only";
  QTest::newRow("bench") << QStringList{"bench", "--help"} << "(default: video-panda-7b)";
  QTest::newRow("version") << QStringList{"--version"} << ".";
}

void TestCliRefusedArguments::shows_help() {
  QFETCH(QStringList, arguments);
  QFETCH(QString, mention);
  const CommandRun run = videopanda(arguments);
  QVERIFY2(run.code == 0 && run.err.isEmpty() && run.out.contains(mention.toUtf8()),
           qPrintable(run.summary()));
}

void TestCliRefusedArguments::refuses_devices_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QString>("mention");
  QTest::newRow("float16 on a CPU") << QStringList{"--device", "cpu", "--dtype", "float16"} << "float16";
  const CommandRun info = videopanda({"info", "--json"});
  const bool has_cuda = info.out.contains("\"cuda");
  if (!has_cuda) QTest::newRow("no CUDA") << QStringList{"--device", "cuda"} << "CUDA";
}

void TestCliRefusedArguments::refuses_devices() {
  QFETCH(QStringList, options);
  QFETCH(QString, mention);
  QCOMPARE(refusal_fault(ask(golden("clip_short.mkv"), options), 5, mention), QString());
}

void TestCliRefusedArguments::bounds_the_level_of_the_processor() {
  const auto info = [](const QString& level) {
    return run_program("env", {"VIDEOPANDA_CPU_LEVEL=" + level, executable(), "info", "--json"});
  };
  const CommandRun portable = info("portable");
  QCOMPARE(portable.code, 0);
  const nlohmann::json facts = nlohmann::json::parse(portable.out.begin(), portable.out.end());
  QCOMPARE(facts["kernels_level"].get<std::string>(), std::string("portable"));
  QVERIFY(!facts["libtorch_level"].get<std::string>().empty());
  QCOMPARE(facts["default_dtype"].get<std::string>(), std::string("float32"));
  QCOMPARE(info("").code, 0);
  QCOMPARE(refusal_fault(info("avx3"), 2, "avx512_bf16"), QString());
}

void TestCliRefusedArguments::says_how_much_memory_is_missing() {
  if (has_address_sanitizer()) QSKIP("AddressSanitizer reserves terabytes of address space for itself.");
  EditedCheckpoint checkpoint;
  checkpoint.config["max_position_embeddings"] = 16'777'216;
  checkpoint.config["num_hidden_layers"] = 3;
  const QString model = checkpoint.write(folder_.filePath("endless_context"));
  // 38 GB of keys and values are more than the limit leaves.
  const CommandRun limited = run_program(
      "sh", {"-c", "ulimit -v 8000000; exec \"$0\" \"$@\"", executable(), "ask", golden("clip_short.mkv"),
             "Why?", "--model", model, "--dtype", "float32", "--max-new-tokens", "1"});
  QCOMPARE(refusal_fault(limited, 5, "GB"), QString());
}

void TestCliRefusedArguments::survives_an_address_space_limit_data() {
  QTest::addColumn<int>("megabytes");
  // From a limit that hardly lets the program start to one that lets it answer.
  for (int megabytes = 600; megabytes <= 1800; megabytes += 200)
    QTest::addRow("%d MB", megabytes) << megabytes;
}

void TestCliRefusedArguments::survives_an_address_space_limit() {
  if (has_address_sanitizer()) QSKIP("AddressSanitizer reserves terabytes of address space for itself.");
  QFETCH(int, megabytes);
  const QString command = QString("ulimit -v %1; exec \"$0\" \"$@\"").arg(megabytes * 1024);
  const QString out = folder_.filePath(QString("limited%1").arg(megabytes));
  const CommandRun run =
      run_program("sh", {"-c", command, executable(), "ask", golden("clip_short.mkv"), "Why?", "--model",
                         golden_checkpoint(), "--max-new-tokens", "4", "--transcript", out + "/record.json"});
  if (run.code == 0) {
    QVERIFY2(run.err.isEmpty(), qPrintable(run.summary()));
    return;
  }
  // Where not even this runs, the libraries cannot start up.
  if (run_program("sh", {"-c", command, executable(), "--version"}).code != 0) return;
  QCOMPARE(refusal_fault(run, 5, "memory"), QString());
  QCOMPARE(files_below(out), QStringList{});
}

void TestCliRefusedArguments::refuses_unwritable_results_data() {
  QTest::addColumn<QStringList>("options");
  const QString file = folder_.filePath("regular_file");
  write_bytes(file, "x");
  QTest::newRow("transcript below a file") << QStringList{"--transcript", file + "/record.md"};
  QTest::newRow("transcript is a folder") << QStringList{"--transcript", folder_.filePath("folder.md")};
  QTest::newRow("maps below a file") << QStringList{"--attention", file + "/maps"};
  QTest::newRow("maps into a file") << QStringList{"--attention", file};
  QTest::newRow("in a folder of the system") << QStringList{"--transcript", "/proc/self/record.md"};
  QDir().mkpath(folder_.filePath("folder.md"));
}

void TestCliRefusedArguments::refuses_unwritable_results() {
  QFETCH(QStringList, options);
  const QStringList before = files_below(folder_.path());
  // Before the model, which is not there, is looked at.
  QCOMPARE(refusal_fault(ask(golden("clip_short.mkv"), options, "/nowhere"), 1, "annot"), QString());
  QCOMPARE(files_below(folder_.path()), before);
  QStringList encode{"encode", golden("clip_short.mkv"), "--model", "/nowhere", "--out", options[1]};
  if (options[0] == "--transcript") QCOMPARE(refusal_fault(videopanda(encode), 1, options[1]), QString());
}

void TestCliRefusedArguments::notices_a_full_disk() {
  const CommandRun run = run_program(
      "sh", {"-c", "exec \"$0\" \"$@\" > /dev/full", executable(), "ask", golden("clip_short.mkv"), "Why?",
             "--model", golden_checkpoint(), "--max-new-tokens", "4"});
  QCOMPARE(refusal_fault(run, 1, "standard output"), QString());
  const CommandRun help = run_program("sh", {"-c", "exec \"$0\" info > /dev/full", executable()});
  QCOMPARE(refusal_fault(help, 1, "standard output"), QString());
}

QTEST_GUILESS_MAIN(TestCliRefusedArguments)
#include "test_cli_refused_arguments.moc"
