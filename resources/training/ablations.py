#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains a model and its ablated twins by one recipe, asks all of them the same questions, and prints the table.

The twins of the paper's table 5: without LSTE, GSTRA, FSRA, row tokens or distillation, and with average pooling in
LSD's place. Everything is kept under --out: a run that was stopped goes on, and what is finished is not done again.

  resources/training/ablations.py --videopanda build/release/bin/videopanda --config resources/training/twins.json \\
      --out twins --seeds 1,2,3 --clips 1000 --processes 2
"""
import argparse
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys

# Name, what config.json leaves out, whether there is a teacher; the paper's accuracy on MSVD and ActivityNet.
TWINS = [
    ("full model", [], True, "64.7 / 40.0"),
    ("without row tokens", ["row"], True, "63.2 / 39.5"),
    ("without FSRA", ["fsra"], True, "63.4 / 39.2"),
    ("average pooling for LSD", ["lsd"], True, "58.0 / 38.1"),
    ("without LSTE", ["lste"], True, "63.6 / 39.4"),
    ("without GSTRA", ["gstra"], True, "63.0 / 38.2"),
    ("without distillation", [], False, "63.1 / 39.8"),
]


def folder_name(twin):
    return twin.replace(" ", "-").lower()


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def prepare(arguments, recipe, left_out, teacher, seed, folder):
    """Writes the twin's config.json and recipe into its folder."""
    source = (arguments.config.parent / recipe["model"]).resolve()
    start = folder / "start"
    start.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / "tokenizer.model", start / "tokenizer.model")
    config = json.loads((source / "config.json").read_text())
    if left_out:
        config["ablation"] = left_out
    write_json(start / "config.json", config)
    twin = dict(recipe, model="start", output="run", seed=seed)
    if not teacher:
        twin["distillation"] = {"teacher": "none"}
        twin["stages"] = [
            dict(stage, trained=[part for part in stage["trained"] if part != "distillation"])
            for stage in recipe["stages"]
        ]
    write_json(folder / "train.json", twin)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def together(commands, extra, what):
    """Runs the commands at the same time."""
    environment = dict(os.environ, OMP_WAIT_POLICY="PASSIVE")
    running = [
        subprocess.Popen(command, env=dict(environment, **variables), stdout=subprocess.DEVNULL)
        for command, variables in zip(commands, extra)
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        sys.exit(f"{what} ended with exit code {next(filter(None, codes))}; run this again to go on.")


def train(arguments, folder):
    command = [arguments.videopanda, "train", "--config", str(folder / "train.json")]
    if (folder / "run" / "state.safetensors").exists():
        command += ["--resume", str(folder / "run")]
    world = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free_port()), "WORLD_SIZE": str(arguments.processes)}
    ranks = [dict(world, RANK=str(rank), LOCAL_RANK=str(rank)) for rank in range(arguments.processes)]
    together([command] * arguments.processes, ranks, f"The training in {folder}")


def test_name(arguments):
    """Of the clips that all are asked about."""
    return f"{arguments.test_seed}-{arguments.clips}"


def draw(arguments, drawn):
    """Appears under its name when all clips are there."""
    unfinished = drawn.with_name(drawn.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    subprocess.run([arguments.videopanda, "scenes", "--count", str(arguments.clips), "--seed",
                    str(arguments.test_seed), "--out", str(unfinished)], check=True)
    unfinished.rename(drawn)


def evaluate(arguments, folder, drawn):
    command = [arguments.videopanda, "eval", "--questions", str(drawn / "test_q.json"), "--answers",
               str(drawn / "test_a.json"), "--videos", str(drawn / "videos"), "--model", str(folder / "run" / "model")]
    count = arguments.processes
    parts = [folder / f"predictions-{test_name(arguments)}-{part}-of-{count}.jsonl" for part in range(count)]
    commands = [command + ["--out", str(part), "--num-chunks", str(count), "--chunk-idx", str(i)]
                + (["--threads", "1"] if count > 1 else []) for i, part in enumerate(parts)]
    together(commands, [{}] * count, f"The evaluation in {folder}")
    predictions = folder / f"predictions-{test_name(arguments)}.jsonl"
    predictions.write_text("".join(part.read_text() for part in parts))
    command += ["--out", str(predictions), "--score-only", "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def table(results):
    """`results`: (twin, the paper's numbers, scores of each seed)."""
    types = sorted(results[0][2][0]["by_type"])
    lines = ["| model | paper: MSVD / ActivityNet | all | " + " | ".join(types) + " |",
             "| --- " * (len(types) + 3) + "|"]
    for name, paper, scores in results:
        def mean(pick):
            values = [pick(score)["percent"] for score in scores]
            spread = f" ± {statistics.stdev(values):.1f}" if len(values) > 1 else ""
            return f"{statistics.mean(values):.1f}{spread}"
        cells = [mean(lambda score: score["overall"])]
        cells += [mean(lambda score, kind=kind: score["by_type"][kind]) for kind in types]
        lines.append(f"| {name} | {paper} | " + " | ".join(cells) + " |")
    chance = results[0][2][0]
    cells = [f"{chance['overall']['chance_percent']:.1f}"]
    cells += [f"{chance['by_type'][kind]['chance_percent']:.1f}" for kind in types]
    lines.append("| the commonest answer of each type | | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--videopanda", default="videopanda", help="the program")
    parser.add_argument("--config", type=pathlib.Path, required=True, help="the recipe of the full model")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for everything")
    parser.add_argument("--seeds", default="1", help="numbers with commas between them")
    parser.add_argument("--clips", type=int, default=1000, help="clips to ask about")
    parser.add_argument("--test-seed", type=int, default=7, help="of the clips to ask about")
    parser.add_argument("--processes", type=int, default=1, help="that train one model together, and ask it")
    arguments = parser.parse_args()
    recipe = json.loads("\n".join(line for line in arguments.config.read_text().splitlines()
                                  if not line.lstrip().startswith("//")))
    arguments.out.mkdir(parents=True, exist_ok=True)
    drawn = arguments.out / f"clips-{test_name(arguments)}"
    if not drawn.exists():
        draw(arguments, drawn)
    results = []
    for name, left_out, teacher, paper in TWINS:
        scores = []
        for seed in [int(seed) for seed in arguments.seeds.split(",")]:
            folder = arguments.out / f"{folder_name(name)}-{seed}"
            finished = folder / f"scores-{test_name(arguments)}.json"
            if not finished.exists():
                prepare(arguments, recipe, left_out, teacher, seed, folder)
                train(arguments, folder)
                write_json(finished, evaluate(arguments, folder, drawn))
            scores.append(json.loads(finished.read_text()))
            print(f"{name}, seed {seed}: {scores[-1]['overall']['percent']:.1f} %", file=sys.stderr)
        results.append((name, paper, scores))
    text = table(results)
    (arguments.out / "table.md").write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
