#!/usr/bin/env python3
"""Writes a checkpoint of the released model's sizes with random weights, to try out what the real one needs.

    tests/make_random_checkpoint.py FOLDER [--layers 32] [--seed 1]

13.6 GB in bfloat16 with all 32 layers, written a few megabytes at a time. Matrices are normal with standard
deviation 0.02, norms 1, biases 0; the tokenizer is that of the golden checkpoint. Needs nothing but Python 3.
"""

import argparse
import array
import json
import pathlib
import random
import shutil
import struct

WIDTH, INNER, VOCABULARY = 4096, 11008, 32000
VISUAL, PATCH, REDUCED = 1024, 14, 682
ONE = 0x3F80  # in bfloat16
# Numbers of the drawn block that all matrices are made of; no power of two, so that their rows differ.
BLOCK = (1 << 20) + 77


def tensors(layers):
    """(name, shape, kind) of every tensor; kind is "matrix", "one" or "zero"."""
    yield "model.embed_tokens.weight", [VOCABULARY, WIDTH], "matrix"
    for layer in range(layers):
        path = f"model.layers.{layer}."
        for name in "qkvo":
            yield f"{path}self_attn.{name}_proj.weight", [WIDTH, WIDTH], "matrix"
        yield path + "mlp.gate_proj.weight", [INNER, WIDTH], "matrix"
        yield path + "mlp.up_proj.weight", [INNER, WIDTH], "matrix"
        yield path + "mlp.down_proj.weight", [WIDTH, INNER], "matrix"
        yield path + "input_layernorm.weight", [WIDTH], "one"
        yield path + "post_attention_layernorm.weight", [WIDTH], "one"
    yield "model.norm.weight", [WIDTH], "one"
    yield "lm_head.weight", [VOCABULARY, WIDTH], "matrix"
    yield from projector_tensors()
    yield from tower_tensors("model.video_tower.", VISUAL)


def projector_tensors():
    path = "model.video_projector."
    yield path + "0.weight", [WIDTH, VISUAL], "matrix"
    yield path + "0.bias", [WIDTH], "zero"
    yield path + "2.weight", [WIDTH, WIDTH], "matrix"
    yield path + "2.bias", [WIDTH], "zero"


def tower_tensors(path, d):
    def norm(name, width=d):
        yield name + ".weight", [width], "one"
        yield name + ".bias", [width], "zero"

    def linear(name, rows, columns):
        yield name + ".weight", [rows, columns], "matrix"
        yield name + ".bias", [rows], "zero"

    for name in ("balance", "class_embedding", "split_embedding"):
        yield path + name, [d], "zero"
    yield path + "temporal_cls_token", [1, 1, d], "matrix"
    yield path + "dec.attn.in_proj_weight", [3 * d, d], "matrix"
    yield path + "dec.attn.in_proj_bias", [3 * d], "zero"
    yield from linear(path + "dec.attn.out_proj", d, d)
    for index in (1, 2, 3):
        yield from norm(f"{path}dec.ln_{index}")
    yield from linear(path + "dec.mlp.c_fc", 4 * d, d)
    yield from linear(path + "dec.mlp.c_proj", d, 4 * d)
    yield path + "dpe.weight", [d, 1, 3, 3, 3], "matrix"
    yield path + "dpe.bias", [d], "zero"
    block = path + "lmhra1.pos_embed."
    yield from norm(block + "0")
    yield block + "0.running_mean", [d], "zero"
    yield block + "0.running_var", [d], "one"
    yield block + "1.weight", [REDUCED, d, 1, 1, 1], "matrix"
    yield block + "1.bias", [REDUCED], "zero"
    yield block + "2.weight", [REDUCED, 1, 3, 1, 1], "matrix"
    yield block + "2.bias", [REDUCED], "zero"
    yield block + "3.weight", [d, REDUCED, 1, 1, 1], "matrix"
    yield block + "3.bias", [d], "zero"
    for name in ("global_attention", "local_attention"):
        yield from norm(f"{path}{name}.kv.0")
        yield f"{path}{name}.kv.1.weight", [2 * d, d], "matrix"
        yield from norm(f"{path}{name}.q.0")
        yield f"{path}{name}.q.1.weight", [d, d], "matrix"
        yield from linear(f"{path}{name}.proj", d, d)
    yield path + "patch_embedding.weight", [d, 3, PATCH, PATCH], "matrix"
    yield from norm(path + "proj.0")
    yield from linear(path + "proj.2", d, d)


def drawn_block(seed):
    """BLOCK normal numbers in bfloat16, as bytes."""
    draw = random.Random(seed)
    words = array.array("H")
    for _ in range(BLOCK):
        words.append(struct.unpack("<I", struct.pack("<f", draw.gauss(0, 0.02)))[0] >> 16)
    return words.tobytes()


def count_of(shape):
    count = 1
    for size in shape:
        count *= size
    return count


def write_tensor(file, count, kind, block, start):
    """Writes `count` numbers; a matrix takes the block's from number `start` on, again and again."""
    if kind != "matrix":
        file.write(struct.pack("<H", ONE if kind == "one" else 0) * count)
        return
    left = 2 * count
    offset = 2 * (start % BLOCK)
    while left > 0:
        piece = block[offset : offset + left]
        file.write(piece)
        left -= len(piece)
        offset = 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--layers", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    config = {"model_type": "videopanda", "num_hidden_layers": options.layers}
    (options.folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    golden = pathlib.Path(__file__).resolve().parent / "data" / "golden" / "checkpoint"
    shutil.copy(golden / "tokenizer.model", options.folder)

    header, offset = {}, 0
    for name, shape, _ in tensors(options.layers):
        end = offset + 2 * count_of(shape)
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-(len(text) + 8) % 64)
    block = drawn_block(options.seed)
    with open(options.folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for index, (_, shape, kind) in enumerate(tensors(options.layers)):
            write_tensor(file, count_of(shape), kind, block, 7919 * index)
    print(f"{offset / 1e9:.1f} GB in {options.folder}")


if __name__ == "__main__":
    main()
