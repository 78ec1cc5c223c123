#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often is the frame that a question is about the one that its answer needs most?

Draws scenes, takes a question about the start or the end of each whose answer is another one at the other moment (asked of
the model itself) and that the model answers rightly, and counts how often the first or the last sampled frame is the top
one by knockout, by the answer's attention, and by GSTRA, which knows no question.

    tests/bench/needed_frames.py build/release/bin/videopanda FOLDER [--scenes 200] [--seed 11] [--model builtin]
"""
import argparse
import json
import math
import pathlib
import re
import struct
import subprocess
import sys

START = re.compile(r"\b(at|in) the (start|beginning)\b")
END = re.compile(r"\b(at|in) the end\b")


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stderr}")
    return done.stdout


def plain(text):
    return re.sub(r"[^a-z0-9 ]", "", text.lower()).strip()


def answer_masses(file):
    """The share of the answer's attention on each frame slot, the mean of its tokens, layers and heads."""
    data = file.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    head = json.loads(data[8:8 + size])
    entry = head["answer0.attention"]
    begin, end = entry["data_offsets"]
    tokens, rows, columns = entry["shape"]
    values = struct.unpack(f"<{tokens * rows * columns}f", data[8 + size + begin:8 + size + end])
    masses = []
    for frame in json.loads(head["__metadata__"]["frame_tokens"]):
        first, count = frame["first_column"], frame["columns"]
        masses.append(sum(sum(values[row * columns + first:row * columns + first + count]) for row in range(tokens * rows)))
    return masses


def interval(hits, total):
    """Wilson's, 95 %."""
    if total == 0:
        return 0, 0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - width) / (1 + z * z / total), (middle + width) / (1 + z * z / total)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path, help="empty or new")
    parser.add_argument("--scenes", type=int, default=200, help="with such a question")
    parser.add_argument("--draw", type=int, default=600, help="scenes that are drawn to find them")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--skip", type=int, default=0, help="scenes at the beginning that are left out")
    parser.add_argument("--model", default="builtin")
    options = parser.parse_args()
    drawn = options.folder / "drawn"
    if not drawn.exists():
        run(options.program, "scenes", "--count", options.draw, "--seed", options.seed, "--out", drawn)
    questions = json.loads((drawn / "test_q.json").read_text())
    answers = {entry["question_id"]: entry for entry in json.loads((drawn / "test_a.json").read_text())}
    common = ["--model", options.model, "--dtype", "float32", "--kv-cache", "full"]
    found = {"knockout": 0, "answer attention": 0, "GSTRA": 0}
    in_chunk = dict(found)
    total, chance, used = 0, 0.0, set()
    shown = shown_right = 0  # where a frame's loss is large enough to be shown, and the first one shown is the one
    for entry in questions:
        if int(re.search(r"\d+", entry["video_name"]).group()) < options.skip:
            continue
        if total == options.scenes:
            break
        text, clip = entry["question"], entry["video_name"]
        at_start, at_end = START.search(text), END.search(text)
        if clip in used or bool(at_start) == bool(at_end):
            continue
        film = next((drawn / "videos").glob(clip + ".*"), drawn / "videos" / clip)
        other = START.sub("at the end", text) if at_start else END.sub("at the start", text)
        said, there = (json.loads(line) for line in (
            run(options.program, "ask", film, one, *common, "--json").splitlines()[-1] for one in (text, other)))
        if plain(said["answer"]) != plain(answers[entry["question_id"]]["answer"]) or \
                plain(there["answer"]) == plain(said["answer"]):
            continue
        used.add(clip)
        record, attention = options.folder / "record.json", options.folder / "attention.safetensors"
        run(options.program, "ask", film, text, *common, "--transcript", record, "--answer-attention", attention)
        knockout = json.loads(run(options.program, "knockout", film, text, *common, "--json"))
        frames = len(knockout["frames"])
        wanted = 0 if at_start else frames - 1
        losses = [-one["change"] for one in knockout["knockouts"]]
        scores = {"knockout": losses, "answer attention": answer_masses(attention)[:frames],
                  "GSTRA": json.loads(record.read_text())["gstra_mass"][:frames]}
        for name, values in scores.items():
            top = max(range(frames), key=lambda i: values[i])
            found[name] += top == wanted
            in_chunk[name] += top // 4 == wanted // 4
        if max(losses) >= 0.1:
            shown += 1
            shown_right += max(range(frames), key=lambda i: losses[i]) == wanted
        total += 1
        chance += 1 / frames
        if total % 10 == 0:
            print(total, found, shown, shown_right, file=sys.stderr, flush=True)
    print(f"{total} scenes, a question each about the start or the end; the frame by chance: {100 * chance / max(1, total):.1f} %")
    for name, hits in found.items():
        low, high = interval(hits, total)
        print(f"{name:18} {100 * hits / max(1, total):5.1f} % ({100 * low:.1f} to {100 * high:.1f}); "
              f"in its chunk {100 * in_chunk[name] / max(1, total):.1f} %")
    low, high = interval(shown_right, shown)
    print(f"knockout where a frame's loss is 0.1 nats or more ({shown} scenes): {100 * shown_right / max(1, shown):.1f} % "
          f"({100 * low:.1f} to {100 * high:.1f})")


if __name__ == "__main__":
    main()
