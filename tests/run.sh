#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing, builds everything with warnings as errors, runs all tests, then runs them once more under
# AddressSanitizer and UndefinedBehaviorSanitizer. Those of the threads also run under ThreadSanitizer, when asked for:
# not every kernel's address space layout suits it.
#
#   tests/run.sh [--quick | --thread-sanitizer]
#     --quick              without the sanitizers
#     --thread-sanitizer   only the tests of the threads, under ThreadSanitizer
#
# The exit code is 0 only when every build and every test passed. Before the last lines, which are ctest's own totals, it
# says where the time went: each step of each build, the ten longest units and the ten longest tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

presets=(ci asan)
case "${1-}" in
  "") ;;
  --quick) presets=(ci) ;;
  --thread-sanitizer) presets=(tsan) ;;
  *) echo "Usage: tests/run.sh [--quick | --thread-sanitizer]" >&2; exit 2 ;;
esac

times=()  # "SECONDS what", in the order in which it was done

# timed NAME COMMAND…: runs it and notes how long it took; its exit code is the command's.
timed() {
  local name=$1 start=$SECONDS code=0
  shift
  "$@" || code=$?
  times+=("$((SECONDS - start)) $name")
  return "$code"
}

timed "install" vp_install_dependencies build runtime test

export QT_QPA_PLATFORM=offscreen
# Two tests run at a time: a thread that waits for the others of its loop gives its core away meanwhile.
export OMP_WAIT_POLICY=passive
# Qt wants a private folder for its sockets; services and containers have none.
if [[ -z "${XDG_RUNTIME_DIR:-}" ]]; then
  XDG_RUNTIME_DIR=$(mktemp -d)
  export XDG_RUNTIME_DIR
  trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
fi
# So that ccache, where it is there, gives to one preset what it compiled alike for another.
export CCACHE_BASEDIR="${CCACHE_BASEDIR-$PWD}" CCACHE_NOHASHDIR="${CCACHE_NOHASHDIR-1}"
logs=build/logs
mkdir -p "$logs"
failed=no

# build_and_test PRESET [TEST…]: all tests, or these. ctest's output is kept in build/logs/PRESET.log.
build_and_test() {
  local preset=$1
  shift
  local -a targets=() only=()
  if [[ $# -gt 0 ]]; then
    targets=(--target "$@")
    only=(--tests-regex "^($(IFS='|'; echo "$*"))\$")
  fi
  rm -f "$logs/$preset.log"
  echo "== $preset: configuring"
  if ! timed "$preset: configure" cmake --preset "$preset" > "$logs/$preset-configure.log" 2>&1; then
    cat "$logs/$preset-configure.log"
    echo "== $preset: CMake could not configure the build."
    failed=yes
    return
  fi
  echo "== $preset: building"
  touch "$logs/$preset-build-began"
  if ! timed "$preset: build" cmake --build "build/$preset" --parallel "$(vp_jobs)" "${targets[@]}"; then
    echo "== $preset: the build failed."
    failed=yes
    return
  fi
  echo "== $preset: testing"
  timed "$preset: test" run_ctest --test-dir "build/$preset" --output-on-failure --parallel 2 --timeout 600 "${only[@]}" ||
    failed=yes
}

run_ctest() {
  ctest "$@" 2>&1 | tee "$logs/$preset.log"
}

# longest_units PRESET: the ten units that took longest to compile, of those that this build compiled.
longest_units() {
  [[ -f build/$1/.ninja_log ]] || return 0
  local took unit shown=0
  while read -r took unit; do
    [[ build/$1/$unit -nt $logs/$1-build-began ]] || continue
    printf '%8.1f s  %s\n' "$took" "$unit"
    ((++shown < 10)) || break
  done < <(awk -F '\t' '/^[0-9]/ && $4 ~ /\.(o|gch)$/ {took[$4] = $2 - $1}
    END {for (unit in took) printf "%.1f %s\n", took[unit] / 1000, unit}' "build/$1/.ninja_log" | sort -rn)
}

# longest_tests PRESET: from ctest's lines "12/132 Test #3: test_name ....   Passed   1.23 sec".
longest_tests() {
  [[ -f $logs/$1.log ]] || return 0
  sed -nE 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) .* ([0-9.]+) sec.*$/\2 \1/p' "$logs/$1.log" | sort -rn |
    awk 'NR <= 10 {printf "%8.1f s  %s\n", $1, $2}'
}

for preset in "${presets[@]}"; do
  case $preset in
    asan)
      # One suppression (tests/sanitizers/lsan.supp): LibTorch, Qt and FFmpeg are not instrumented. A size that
      # cannot be had is refused as without a sanitizer (allocator_may_return_null), which the tests check.
      export ASAN_OPTIONS="detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1"
      export LSAN_OPTIONS="suppressions=$PWD/tests/sanitizers/lsan.supp:print_suppressions=0"
      export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
      build_and_test asan
      ;;
    tsan)
      # die_after_fork=0: a test runs the ffmpeg program while Qt's threads exist.
      export TSAN_OPTIONS="suppressions=$PWD/tests/sanitizers/tsan.supp:die_after_fork=0"
      build_and_test tsan test_mailbox test_worker test_playback test_random_use
      ;;
    *) build_and_test "$preset" ;;
  esac
done

echo
echo "== where the time went"
for line in "${times[@]}"; do printf '%6d s  %s\n' "${line%% *}" "${line#* }"; done
for preset in "${presets[@]}"; do
  echo "   the longest units of $preset:"
  longest_units "$preset"
  echo "   the longest tests of $preset:"
  longest_tests "$preset"
done

# ctest's totals once more, those of the complete run last.
for preset in tsan asan ci; do
  [[ " ${presets[*]} " == *" $preset "* ]] || continue
  echo
  echo "== $preset"
  if [[ -f $logs/$preset.log ]] && grep -q 'tests passed' "$logs/$preset.log"; then
    sed -n '/tests passed/,$p' "$logs/$preset.log" | sed '/^$/d'
  else
    echo "No tests were run."
  fi
done
[[ $failed == no ]]
