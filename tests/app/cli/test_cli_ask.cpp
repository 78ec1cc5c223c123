// videopanda ask: answers, their JSON form, and the files that go with them.
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "edited_checkpoint.h"
#include "text/prompt.h"
#include "text/tokenizer.h"

using namespace vp::test;
using nlohmann::json;

namespace {

json golden_case(const QString& clip) {
  for (const json& entry : read_json(golden("end_to_end.json")))
    if (entry["clip"] == clip.toStdString()) return entry;
  qFatal("no golden case %s", qPrintable(clip));
}

std::vector<int> frame_indices(const json& object) {
  std::vector<int> indices;
  for (const json& frame : object["frames"]) indices.push_back(frame["index"]);
  return indices;
}

const QStringList kExact{"--dtype", "float32", "--max-new-tokens", "48"};
const QStringList kExactJson = kExact + QStringList{"--json"};

}  // namespace

class TestCliAsk : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    safetensors_ = EditedCheckpoint().write(folder_.filePath("safetensors"));
  }
  void answers_as_golden_data();
  void answers_as_golden();
  void has_every_json_member();
  void follow_up_reuses_all_but_its_own_tokens();
  void plain_output_is_the_answer();
  void answers_are_reproducible_by_seed();
  void looks_at_the_given_part_data();
  void looks_at_the_given_part();
  void frames_go_by_the_models_chunk();
  void times_are_the_films_own();
  void exports_have_the_files_times();
  void threads_do_not_change_the_answer();
  void uses_no_more_threads_than_processors();
  void writes_transcripts_data();
  void writes_transcripts();
  void writes_two_pictures_a_frame();
  void the_next_run_begins_behind_the_video();
  void reads_a_film_once();

 private:
  QTemporaryDir folder_;
  QString safetensors_;
  std::string hash_;  // of the first model asked; the same in every form of the checkpoint
};

void TestCliAsk::answers_as_golden_data() {
  QTest::addColumn<QString>("clip");
  QTest::addColumn<bool>("as_safetensors");
  for (const char* clip : {"clip_landscape.mkv", "clip_short.mkv"})
    for (const bool as_safetensors : {false, true})
      QTest::addRow("%s, %s", clip, as_safetensors ? "safetensors" : "bin shards")
          << QString(clip) << as_safetensors;
}

void TestCliAsk::answers_as_golden() {
  QFETCH(QString, clip);
  QFETCH(bool, as_safetensors);
  const json expected = golden_case(clip);
  const QString question = QString::fromStdString(expected["turns"][0][0]);
  const CommandRun run =
      ask(golden(clip), kExactJson, as_safetensors ? safetensors_ : golden_checkpoint(), question);
  QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  const std::vector<json> objects = run.objects();
  QCOMPARE(objects.size(), 1u);
  const json& object = objects[0];
  QVERIFY(frame_indices(object) == expected["indices"].get<std::vector<int>>());
  QCOMPARE(object["prompt_tokens"].get<int>(), expected["prompt_length"].get<int>());
  QCOMPARE(object["token_ids"].dump(), expected["greedy_ids"].dump());
  QCOMPARE(QString::fromStdString(object["answer"]), QString::fromStdString(expected["text"]));
  if (hash_.empty()) hash_ = object["model"]["hash"];
  QCOMPARE(object["model"]["hash"].get<std::string>(), hash_);
}

void TestCliAsk::has_every_json_member() {
  const CommandRun run = ask(golden("clip_short.mkv"), {"--json", "--max-new-tokens", "2", "--seed", "7"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  const json object = run.objects().at(0);
  const auto is = [](const json& parent, const char* member, bool (json::*type)() const noexcept) {
    return parent.contains(member) && (parent[member].*type)();
  };
  QVERIFY(is(object, "question", &json::is_string));
  QVERIFY(is(object, "answer", &json::is_string));
  QVERIFY(is(object, "token_ids", &json::is_array));
  QCOMPARE(object["token_ids"].size(), 2u);
  QVERIFY(is(object, "prompt_tokens", &json::is_number_integer));
  QVERIFY(is(object, "reused_tokens", &json::is_number_integer));
  QVERIFY(is(object, "frames", &json::is_array));
  QCOMPARE(object["frames"].size(), 5u);
  for (const json& frame : object["frames"]) {
    QVERIFY(is(frame, "index", &json::is_number_integer));
    QVERIFY(is(frame, "time_s", &json::is_number));
    QVERIFY(is(frame, "pts", &json::is_number_integer));
  }
  // 25 frames a second in a container that counts milliseconds.
  QCOMPARE(object["frames"][4]["pts"].get<int>(), 160);
  QCOMPARE(object["frames"][4]["time_s"].get<double>(), 0.16);
  QVERIFY(is(object, "timing", &json::is_object));
  for (const char* time : {"decode_ms", "encode_ms", "prefill_ms", "first_token_ms", "tokens_per_s"}) {
    QVERIFY2(is(object["timing"], time, &json::is_number), time);
    QVERIFY2(object["timing"][time].get<double>() > 0, time);
  }
  QVERIFY(is(object, "model", &json::is_object));
  QCOMPARE(object["model"]["name"].get<std::string>(), std::string("checkpoint"));
  QCOMPARE(object["model"]["hash"].get<std::string>().size(), 64u);
  QCOMPARE(object["device"].get<std::string>(), std::string("cpu"));
  QVERIFY(object["dtype"] == "float32" || object["dtype"] == "bfloat16");
  QCOMPARE(object["seed"].get<int>(), 7);
}

void TestCliAsk::follow_up_reuses_all_but_its_own_tokens() {
  const json first = golden_case("clip_landscape.mkv");
  const QString question = QString::fromStdString(first["turns"][0][0]);
  const CommandRun run = videopanda(
      QStringList{"ask", golden("clip_landscape.mkv"), question, question, "--model", golden_checkpoint()} +
      kExactJson);
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  const std::vector<json> objects = run.objects();
  QCOMPARE(objects.size(), 2u);
  QCOMPARE(objects[0]["token_ids"].dump(), first["greedy_ids"].dump());
  const int prompt = objects[0]["prompt_tokens"];
  const int answer = static_cast<int>(objects[0]["token_ids"].size());
  const int reused = objects[1]["reused_tokens"];
  // The last answered token and the end token have not been through the decoder.
  QCOMPARE(reused, prompt + answer - 1);
  const auto tokenizer = vp::text::Tokenizer::load(golden_checkpoint().toStdString());
  const auto own = static_cast<int>(vp::text::next_turn_ids(tokenizer, question.toStdString()).size());
  QCOMPARE(objects[1]["prompt_tokens"].get<int>(), prompt + answer + 1 + own);
  QCOMPARE(objects[1]["timing"]["encode_ms"].get<double>(), 0.0);
}

void TestCliAsk::plain_output_is_the_answer() {
  const json expected = golden_case("clip_landscape.mkv");
  const CommandRun run = ask(golden("clip_landscape.mkv"), kExact, golden_checkpoint(),
                             QString::fromStdString(expected["turns"][0][0]));
  QCOMPARE(run.code, 0);
  QCOMPARE(QString::fromUtf8(run.out), QString::fromStdString(expected["text"]) + "\n");
  QCOMPARE(QString::fromUtf8(run.err), QString());
}

void TestCliAsk::answers_are_reproducible_by_seed() {
  const auto ids = [](const char* seed) {
    const CommandRun run =
        ask(golden("clip_short.mkv"), kExactJson + QStringList{"--temperature", "1", "--seed", seed});
    return run.code == 0 ? run.objects().at(0)["token_ids"].dump() : run.summary().toStdString();
  };
  const std::string first = ids("11");
  QVERIFY(first.size() > 20 && first.front() == '[');
  QCOMPARE(ids("11"), first);
  QVERIFY(ids("12") != first);
}

void TestCliAsk::looks_at_the_given_part_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QList<int>>("indices");
  // 100 frames at 25 frames a second.
  QTest::newRow("from second 2") << QStringList{"--start", "2"} << QList<int>{50, 57, 64, 71, 78, 85, 92, 99};
  QTest::newRow("to second 2") << QStringList{"--end", "2"} << QList<int>{0, 7, 14, 21, 28, 35, 42, 49};
  QTest::newRow("4 frames") << QStringList{"--frames", "4"} << QList<int>{0, 25, 50, 75};
  QTest::newRow("12 frames of second 1 to 2") << QStringList{"--start", "1", "--end", "2", "--frames", "12"}
                                              << QList<int>{25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47};
}

void TestCliAsk::looks_at_the_given_part() {
  QFETCH(QStringList, options);
  QFETCH(QList<int>, indices);
  const CommandRun run =
      ask(golden("clip_portrait.mkv"), options + QStringList{"--json", "--max-new-tokens", "1"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  const std::vector<int> found = frame_indices(run.objects().at(0));
  QCOMPARE(QList<int>(found.begin(), found.end()), indices);
}

// A model that takes two frames at once, where the released one takes four.
void TestCliAsk::frames_go_by_the_models_chunk() {
  EditedCheckpoint checkpoint;
  checkpoint.config["num_frames"] = 2;
  const QString model = checkpoint.write(folder_.filePath("chunks of 2"));
  const QString clip = golden("clip_portrait.mkv");
  const CommandRun run = ask(clip, {"--json", "--max-new-tokens", "1", "--frames", "6"}, model);
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(frame_indices(run.objects().at(0)).size(), 6u);
  QCOMPARE(refusal_fault(ask(clip, {"--frames", "5"}, model), 2, "multiple of 2"), QString());
  const QStringList batch{"batch",
                          clip,
                          "--question",
                          "Why?",
                          "--model",
                          model,
                          "--out",
                          folder_.filePath("chunks.jsonl"),
                          "--frames",
                          "6",
                          "--max-new-tokens",
                          "1",
                          "--dtype",
                          "float32"};
  const CommandRun asked = videopanda(batch);
  QVERIFY2(asked.code == 0, qPrintable(asked.summary()));
}

// 20 pictures a second, and after two seconds one in two seconds; the header says 25 of all.
void TestCliAsk::times_are_the_films_own() {
  const QString film = folder_.filePath("varying.mkv");
  make_video(film,
             {"-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=1.8,settb=1/1000", "-vf",
              "setpts='if(lt(N,40),N*50,2000+(N-40)*2000)'", "-fps_mode", "passthrough", "-c:v", "libx264"});
  const auto indices = [&](const QStringList& range) {
    const CommandRun run = ask(film, range + QStringList{"--json", "--max-new-tokens", "1"});
    if (run.code != 0) qWarning("%s", qPrintable(run.summary()));
    const std::vector<int> found = run.code == 0 ? frame_indices(run.objects().at(0)) : std::vector<int>{};
    return QList<int>(found.begin(), found.end());
  };
  QCOMPARE(indices({"--start", "1", "--end", "2"}), (QList<int>{20, 22, 24, 26, 28, 30, 32, 34}));
  QCOMPARE(indices({"--start", "4", "--end", "8"}), (QList<int>{41, 42}));
  QCOMPARE(indices({"--start", "5", "--end", "6"}), (QList<int>{41}));  // on the screen from 4 to 6 s
  const CommandRun late = ask(film, {"--start", "60"});
  QVERIFY2(refusal_fault(late, 2, "only 10.0").isEmpty(), qPrintable(late.summary()));

  const CommandRun info = videopanda({"info", film, "--json"});
  QCOMPARE(info.code, 0);
  const json facts = json::parse(info.out.toStdString());
  QCOMPARE(facts["header_frames_per_s"].get<double>(), 25.0);
  QVERIFY(std::abs(facts["frames_per_s"].get<double>() - 4.48) < 0.05);
  QVERIFY(std::abs(facts["duration_s"].get<double>() - 10.05) < 0.05);
  QCOMPARE(facts["warnings"].size(), 1u);
}

void TestCliAsk::exports_have_the_files_times() {
  const QString film = folder_.filePath("late.mkv");
  make_video(film,
             {"-itsoffset", "2", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25:duration=4", "-f", "lavfi",
              "-i", "sine=duration=6", "-fps_mode", "passthrough", "-c:v", "libx264", "-c:a", "pcm_s16le"});
  const QString record = folder_.filePath("late.json");
  const CommandRun run =
      ask(film, {"--transcript", record, "--start", "1", "--end", "3", "--max-new-tokens", "1"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(read_json(record)["video"]["start_s"].get<double>(), 2.0);
  QCOMPARE(read_json(record)["frames"][0]["time_s"].get<double>(), 1.0);
  const QString subtitles = folder_.filePath("late.srt");
  const CommandRun written = videopanda({"export", record, "--out", subtitles});
  QVERIFY2(written.code == 0, qPrintable(written.summary()));
  QVERIFY2(read_bytes(subtitles).contains("00:00:03,000 --> 00:00:05,000"), read_bytes(subtitles));
}

void TestCliAsk::threads_do_not_change_the_answer() {
  const auto ids = [](const char* threads) {
    const CommandRun run = ask(golden("clip_short.mkv"), kExactJson + QStringList{"--threads", threads});
    return run.code == 0 ? run.objects().at(0)["token_ids"].dump() : run.summary().toStdString();
  };
  const std::string expected = golden_case("clip_short.mkv")["greedy_ids"].dump();
  QCOMPARE(ids("1"), expected);
  QCOMPARE(ids("2"), expected);
}

void TestCliAsk::uses_no_more_threads_than_processors() {
  const QString record = folder_.filePath("threads.json");
  const CommandRun run = ask(golden("clip_short.mkv"), {"--threads", "1024", "--max-new-tokens", "2",
                                                        "--transcript", record, "--dtype", "float32"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(read_json(record)["threads"].get<int>(), std::min(1024, QThread::idealThreadCount()));
  if (QThread::idealThreadCount() < 1024)
    QVERIFY2(run.err.count("1024 threads") == 1 && run.err.count('\n') == 1, qPrintable(run.summary()));
}

void TestCliAsk::writes_transcripts_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("JSON") << "new/folder/record.json";
  QTest::newRow("Markdown") << "record.MD";
}

void TestCliAsk::writes_transcripts() {
  QFETCH(QString, name);
  const QTemporaryDir out;
  const CommandRun run =
      videopanda(QStringList{"ask", golden("clip_short.mkv"), "What color is the car?", "Why?", "--model",
                             golden_checkpoint(), "--transcript", out.filePath(name)} +
                 kExactJson);
  QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  const std::vector<json> objects = run.objects();
  QCOMPARE(files_below(QFileInfo(out.filePath(name)).path()), QStringList{QFileInfo(name).fileName()});
  if (name.endsWith(".json")) {
    const json record = read_json(out.filePath(name));
    QCOMPARE(record["turns"].size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
      QVERIFY(record["turns"][i]["question"] == objects[i]["question"]);
      QVERIFY(record["turns"][i]["answer"] == objects[i]["answer"]);
      QVERIFY(record["turns"][i]["token_ids"] == objects[i]["token_ids"]);
    }
    QVERIFY(record["model"]["hash"] == objects[0]["model"]["hash"]);
    QCOMPARE(record["frames"].size(), 5u);
    QCOMPARE(record["frame_slots"].get<int>(), 8);
  } else {
    const QByteArray text = read_bytes(out.filePath(name));
    QVERIFY(text.contains("What color is the car?"));
    QVERIFY(text.contains("Why?"));
    QVERIFY(text.contains(QByteArray::fromStdString(objects[0]["model"]["hash"])));
  }
}

void TestCliAsk::writes_two_pictures_a_frame() {
  const QTemporaryDir out;
  const CommandRun run =
      ask(golden("clip_landscape.mkv"), {"--max-new-tokens", "1", "--attention", out.filePath("maps"),
                                         "--transcript", out.filePath("record.json")});
  QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
  const QStringList files = files_below(out.filePath("maps"));
  QCOMPARE(files.size(), 16);
  QSet<QByteArray> different;
  for (const QString& file : files) {
    const QImage image(out.filePath("maps/" + file));
    QCOMPARE(image.size(), QSize(160, 90));
    different << read_bytes(out.filePath("maps/" + file));
  }
  QCOMPARE(different.size(), 16);
  const json record = read_json(out.filePath("record.json"));
  QCOMPARE(record["map_pictures"].size(), 16u);
  for (const json& picture : record["map_pictures"])
    QVERIFY(QFile::exists(out.filePath(QString::fromStdString(picture))));
}

// Asked once, a film's frames and what the model read of them are there for the next run.
void TestCliAsk::the_next_run_begins_behind_the_video() {
  const QString cache = folder_.filePath(QStringLiteral("cache"));
  const auto answer_to = [&](const QString& question) {
    const CommandRun run = run_program(
        QStringLiteral("env"),
        QStringList{QStringLiteral("XDG_CACHE_HOME=") + cache, QStringLiteral("VIDEOPANDA_CACHE_SIZE=64"),
                    executable(), QStringLiteral("ask"), golden("clip_landscape.mkv"), question,
                    QStringLiteral("--model"), golden_checkpoint()} +
            kExactJson);
    return run.code == 0 && run.err.isEmpty() ? run.objects().at(0) : json();
  };
  const json first = answer_to(QStringLiteral("What color is the car?"));
  QCOMPARE(first["reused_tokens"].get<int>(), 0);
  QCOMPARE(files_below(cache).filter(QStringLiteral(".safetensors")).size(), 2);
  const json again = answer_to(QStringLiteral("What color is the car?"));
  QVERIFY(again["reused_tokens"].get<int>() > again["prompt_tokens"].get<int>() / 2);
  QCOMPARE(again["token_ids"], first["token_ids"]);
  QCOMPARE(again["timing"]["encode_ms"], first["timing"]["encode_ms"]);  // of when it was encoded
  QVERIFY(answer_to(QStringLiteral("Why?"))["reused_tokens"].get<int>() > 0);
  QCOMPARE(files_below(cache).filter(QStringLiteral(".safetensors")).size(), 2);
}

// Checking it and encoding it, the film's packets are gone through once. What a process and those that it
// waited for have read, the kernel counts. Of raw pictures, the eight that the model sees are a tenth of the
// file.
void TestCliAsk::reads_a_film_once() {
  if (!QFile::exists(QStringLiteral("/proc/self/io"))) QSKIP("This kernel does not count what is read.");
  const QString film = folder_.filePath(QStringLiteral("raw.mkv"));
  make_video(film, QStringLiteral("-f lavfi -i testsrc2=size=640x480:rate=10:duration=8 -c:v rawvideo "
                                  "-pix_fmt yuv420p")
                       .split(QLatin1Char(' ')));
  const CommandRun run =
      run_program(QStringLiteral("sh"),
                  {QStringLiteral("-c"), QStringLiteral("\"$0\" \"$@\" && cat /proc/$$/io"), executable(),
                   QStringLiteral("ask"), film, QStringLiteral("Why?"), QStringLiteral("--model"),
                   golden_checkpoint(), QStringLiteral("--dtype"), QStringLiteral("float32"),
                   QStringLiteral("--max-new-tokens"), QStringLiteral("1")});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  const QByteArray counted = run.out.mid(run.out.indexOf("rchar: ") + 7);
  const double read = counted.left(counted.indexOf('\n')).toDouble();
  const auto size = static_cast<double>(QFileInfo(film).size());
  QVERIFY2(read > size && read < 1.5 * size, counted.constData());
}

QTEST_GUILESS_MAIN(TestCliAsk)
#include "test_cli_ask.moc"
