#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>

#include "base/bus_error.h"
#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "engine_library/waiting_threads.h"
#include "help_text.h"

namespace {

using vp::base::ErrorCode;

int refuse_for_memory() {
  std::fprintf(stderr,
               "videopanda: There is not enough memory; close other programs or use a smaller model.\n");
  return static_cast<int>(ErrorCode::Device);
}

int run(int argc, char** argv) {
  vp::cli::SignalStop signals;  // first: every later thread inherits the blocked signals
  const vp::cli::Context context{signals.token()};

  CLI::App app{"Ask questions about video files and see where the model looked.", "videopanda"};
  vp::cli::set_up_program(
      app, VP_VERSION,
      "videopanda COMMAND --help shows a command's options.\n\n"
      "Exit codes: 0 done; 1 a result could not be written; 2 the command line is wrong; 3 the video cannot "
      "be\n"
      "used; 4 the checkpoint cannot be used; 5 the device is missing or memory is short; 6 a transcript "
      "differs;\n"
      "130 stopped.");
  vp::cli::add_ask_command(app, context);
  vp::cli::add_batch_command(app, context);
  vp::cli::add_merge_command(app, context);
  vp::cli::add_compare_command(app, context);
  vp::cli::add_check_command(app, context);
  vp::cli::add_knockout_command(app, context);
  vp::cli::add_encode_command(app, context);
  vp::cli::add_export_command(app, context);
  vp::cli::add_verify_command(app, context);
  vp::cli::add_info_command(app, context);
  vp::cli::add_get_command(app, context);
  vp::cli::add_prepare_command(app, context);
  vp::cli::add_eval_command(app, context);
  vp::cli::add_judge_command(app, context);
  vp::cli::add_reproduce_command(app, context);
  vp::cli::add_bench_command(app, context);
  vp::cli::add_train_command(app, context);
  vp::cli::add_scenes_command(app, context);
  vp::cli::add_serve_command(app, context);
  vp::cli::add_sessions_command(app, context);

  try {
    app.parse(argc, argv);
    vp::cli::finish_out();
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help or version
    std::fprintf(stderr, "videopanda: %s\n", vp::cli::usage_sentence(app, error).c_str());
    return static_cast<int>(ErrorCode::Usage);
  } catch (const vp::base::Error& error) {
    if (error.code() != ErrorCode::Stopped) std::fprintf(stderr, "videopanda: %s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    return refuse_for_memory();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "videopanda: internal error: %s\nPlease report this with the command you ran.\n",
                 error.what());
    return 70;
  }
}

}  // namespace

int main(int argc, char** argv) {
  vp::app::let_waiting_threads_sleep(argv);
  int code = 0;
  vp::base::explain_bus_errors();
  try {
    code = run(argc, argv);
  } catch (const std::exception&) {  // only the signals' thread is made outside of run's own handlers
    code = refuse_for_memory();
  }
  if (code == static_cast<int>(ErrorCode::Device)) {
    // OpenBLAS joins its threads at exit, and where memory is short they may still be waiting for theirs.
    std::fflush(nullptr);
    std::_Exit(code);
  }
  return code;
}
