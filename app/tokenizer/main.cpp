// videopanda-tokenizer: trains the tokenizer of a new model. A program of its own, since libsentencepiece and
// LibTorch cannot be in one process.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>

#include "../cli/help_text.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/file_guard.h"
#include "bpe_trainer.h"

namespace {

using vp::base::ErrorCode;

struct TrainCommand {
  vp::tokenizer::TrainingOptions options;
  std::filesystem::path out;
};

void train(const TrainCommand& command) {
  command.options.validate();
  vp::base::FileGuard files;
  files.reads(command.options.text, vp::base::untranslated("the text"));
  files.writes(command.out / "tokenizer.model");
  vp::base::AtomicFile file(command.out / "tokenizer.model");  // first: training takes minutes
  file.write(vp::tokenizer::train_bpe(command.options));
  file.commit();
}

void add_train_command(CLI::App& app) {
  const auto command = std::make_shared<TrainCommand>();
  CLI::App* sub = app.add_subcommand("train", "Train byte-pair encoding, as LLaMA's tokenizer, on a text");
  sub->add_option("--input", command->options.text, "UTF-8 text, a sentence a line")
      ->type_name("FILE")
      ->required();
  sub->add_option("--vocab-size", command->options.vocab_size,
                  "Tokens, with the 3 control tokens and the 256 bytes")
      ->type_name("N")
      ->required();
  sub->add_option("--character-share", command->options.character_share,
                  "Share of the text's characters that get a token; rarer ones are spelled in bytes")
      ->type_name("P")
      ->capture_default_str();
  sub->add_option("--out", command->out, "Folder in which tokenizer.model is written")
      ->type_name("FOLDER")
      ->required();
  sub->footer("Example:\n  videopanda-tokenizer train --input corpus.txt --vocab-size 1024 --out model");
  sub->callback([command] { train(*command); });
}

int run(int argc, char** argv) {
  CLI::App app{"Train the tokenizer of a video-language model.", "videopanda-tokenizer"};
  vp::cli::set_up_program(
      app, VP_VERSION,
      "Exit codes: 0 done; 1 the result could not be written; 2 the command line or the text is wrong; 5 "
      "memory is short.");
  add_train_command(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help or version
    std::fprintf(stderr, "videopanda-tokenizer: %s\n", vp::cli::usage_sentence(app, error).c_str());
    return static_cast<int>(ErrorCode::Usage);
  } catch (const vp::base::Error& error) {
    std::fprintf(stderr, "videopanda-tokenizer: %s\n", error.what());
    return static_cast<int>(error.code());
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "videopanda-tokenizer: There is not enough memory; use a smaller text.\n");
    return static_cast<int>(ErrorCode::Device);
  } catch (const std::exception& error) {
    std::fprintf(stderr,
                 "videopanda-tokenizer: internal error: %s\nPlease report this with the command you ran.\n",
                 error.what());
    return 70;
  }
}
