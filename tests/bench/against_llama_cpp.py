#!/usr/bin/env python3
"""Times prefill and decode of the same sizes in this program and in llama.cpp, one after the other, and prints both.

    tests/bench/against_llama_cpp.py VIDEOPANDA FOLDER [--forms 16 8 4] [--layers 4] [--tokens 2230]

VIDEOPANDA is the program built with the preset "release". FOLDER gets the files for llama.cpp (2.1, 1.1 and 0.6 GB with
4 layers), which are made when they are missing. llama-bench and llama-quantize (Debian's llama.cpp-tools) are looked for
in PATH, or are what the environment variables LLAMA_BENCH and LLAMA_QUANTIZE name. Nothing else should run meanwhile.
"""

import argparse
import json
import os
import pathlib
import shlex
import subprocess
import sys

QUANTISED = {16: None, 8: "Q8_0", 4: "Q4_0"}
SINGLE_TOKENS = 16


def command(variable, default):
    return shlex.split(os.environ.get(variable, default))


def output(words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def gguf_file(folder, bits, layers):
    source = folder / f"bf16-{layers}.gguf"
    if not source.exists():
        maker = pathlib.Path(__file__).with_name("make_gguf.py")
        subprocess.run([sys.executable, str(maker), str(source), "--layers", str(layers)], check=True)
    kind = QUANTISED[bits]
    if kind is None:
        return source
    file = folder / f"{kind.lower()}-{layers}.gguf"
    if not file.exists():
        output([*command("LLAMA_QUANTIZE", "llama-quantize"), str(source), str(file), kind])
    return file


def tokens_per_s_of_llama(file, tokens, threads):
    """(prefill, decode behind as many tokens)."""
    bench = [*command("LLAMA_BENCH", "llama-bench"), "-m", str(file), "-t", str(threads), "-r", "1", "-o", "json"]
    prefill = json.loads(output([*bench, "-p", str(tokens), "-n", "0"]))
    decode = json.loads(output([*bench, "-p", "0", "-n", str(SINGLE_TOKENS), "-d", str(tokens)]))
    return prefill[0]["avg_ts"], decode[0]["avg_ts"]


def report_of_ours(program, bits, options):
    words = [program, "bench", "--layers", str(options.layers), "--prompt-tokens", str(options.tokens)]
    words += ["--new-tokens", str(SINGLE_TOKENS), "--bits", str(bits), "--json"]
    return json.loads(output(words))


def stage_of(report, name, bits):
    stages = {stage["stage"]: stage for stage in report["stages"]}
    return stages.get(f"{name} {bits} bits", stages[name])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("videopanda")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--forms", type=int, nargs="+", choices=QUANTISED, default=list(QUANTISED))
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=2230)
    options = parser.parse_args()
    print(f"{'':22}{'here':>12}{'llama.cpp':>12}{'ratio':>8}{'of the limit':>18}   tokens/s")
    for bits in options.forms:
        ours = report_of_ours(options.videopanda, bits, options)
        file = gguf_file(options.folder, bits, options.layers)
        theirs = tokens_per_s_of_llama(file, options.tokens, ours["threads"])
        for name, other in zip(("prefill", "generate"), theirs):
            stage = stage_of(ours, name, bits)
            rate = stage["per_second"]
            share = f"{stage['share_of_limit']:.0%} of " + ("products" if name == "prefill" else "memory")
            print(f"{name + ' ' + str(bits) + ' bits':22}{rate:12.1f}{other:12.1f}{rate / other:8.2f}{share:>18}", flush=True)
        print(f"{'':22}{ours['matrix_gflop_per_s']:.0f} GFLOP/s in {ours['dtype']}, {ours['memory_read_gb_per_s']:.1f} GB/s")


if __name__ == "__main__":
    main()
