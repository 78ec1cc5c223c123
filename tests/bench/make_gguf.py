#!/usr/bin/env python3
"""Writes a GGUF file of a decoder of the released model's width with random weights, for llama.cpp's own benchmark.

    tests/bench/make_gguf.py FILE [--layers 4] [--seed 1]

It holds bfloat16 matrices and no vocabulary; llama-quantize makes the smaller forms of it. Needs nothing but Python 3.
"""

import argparse
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from make_random_checkpoint import INNER, VOCABULARY, WIDTH, count_of, drawn_block, write_tensor  # noqa: E402

HEADS = 32
ALIGNMENT = 32
UINT32, FLOAT32, STRING = 4, 6, 8  # types of a value
F32, BF16 = 0, 30  # types of a tensor


def tensors(layers):
    """(name, shape) of every tensor; vectors are norms."""
    yield "token_embd.weight", [VOCABULARY, WIDTH]
    for layer in range(layers):
        path = f"blk.{layer}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield f"{path}{name}.weight", [WIDTH, WIDTH]
        yield path + "ffn_gate.weight", [INNER, WIDTH]
        yield path + "ffn_up.weight", [INNER, WIDTH]
        yield path + "ffn_down.weight", [WIDTH, INNER]
        yield path + "attn_norm.weight", [WIDTH]
        yield path + "ffn_norm.weight", [WIDTH]
    yield "output_norm.weight", [WIDTH]
    yield "output.weight", [VOCABULARY, WIDTH]


def string(text):
    return struct.pack("<Q", len(text)) + text.encode()


def value(key, kind, content):
    packed = string(content) if kind == STRING else struct.pack("<f" if kind == FLOAT32 else "<I", content)
    return string(key) + struct.pack("<I", kind) + packed


def facts(layers):
    return [
        value("general.architecture", STRING, "llama"),
        value("general.alignment", UINT32, ALIGNMENT),
        value("llama.block_count", UINT32, layers),
        value("llama.context_length", UINT32, 4096),
        value("llama.embedding_length", UINT32, WIDTH),
        value("llama.feed_forward_length", UINT32, INNER),
        value("llama.attention.head_count", UINT32, HEADS),
        value("llama.attention.head_count_kv", UINT32, HEADS),
        value("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-6),
        value("llama.rope.dimension_count", UINT32, WIDTH // HEADS),
        value("llama.vocab_size", UINT32, VOCABULARY),
        value("tokenizer.ggml.model", STRING, "none"),
    ]


def nbytes(shape):
    return count_of(shape) * (4 if len(shape) == 1 else 2)


def padded(size):
    return -(-size // ALIGNMENT) * ALIGNMENT


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    all_tensors = list(tensors(options.layers))
    all_facts = facts(options.layers)
    header = b"GGUF" + struct.pack("<IQQ", 3, len(all_tensors), len(all_facts)) + b"".join(all_facts)
    offset = 0
    for name, shape in all_tensors:
        sizes = list(reversed(shape))
        kind = F32 if len(shape) == 1 else BF16
        header += string(name) + struct.pack(f"<I{len(sizes)}QIQ", len(sizes), *sizes, kind, offset)
        offset += padded(nbytes(shape))
    block = drawn_block(options.seed)
    with open(options.file, "wb") as file:
        file.write(header.ljust(padded(len(header)), b"\0"))
        for index, (_, shape) in enumerate(all_tensors):
            if len(shape) == 1:
                file.write(struct.pack("<f", 1) * shape[0])
            else:
                write_tensor(file, count_of(shape), "matrix", block, 7919 * index)
            file.write(b"\0" * (padded(nbytes(shape)) - nbytes(shape)))
    print(f"{offset / 1e9:.1f} GB in {options.file}")


if __name__ == "__main__":
    main()
