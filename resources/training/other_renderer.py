#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws clips of the same kinds of objects as `videopanda scenes`, with questions, but by another way of drawing.

A model that has learned the habits of one rasteriser instead of shapes and motion does badly here. Objects are masks of
convex parts on a grid of three times the resolution, averaged; they are laid over an even ground or one that grows
lighter downwards. Writes what `videopanda eval` reads: videos/, test_q.json, test_a.json. Needs numpy and ffmpeg.

  resources/training/other_renderer.py --count 60 --seed 1 --out other
  videopanda eval --questions other/test_q.json --answers other/test_a.json --videos other/videos --out said.jsonl
"""
import argparse
import json
import math
import pathlib
import random
import subprocess

import numpy as np

COLOURS = {
    "red": (225, 40, 45), "green": (50, 190, 70), "blue": (60, 90, 235), "yellow": (240, 220, 50),
    "orange": (245, 140, 30), "purple": (160, 70, 200), "white": (242, 242, 242),
}
SHAPES = ["circle", "square", "triangle", "star", "cross"]
DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
NUMBERS = ["zero", "one", "two", "three"]
SIZES = [(256, 192), (320, 180), (200, 200), (180, 240)]
FRAMES_PER_SECOND = 25
FRAMES = 100
STEPS_PER_DRAWING = 4  # a new picture at every fourth frame
OVERSAMPLING = 3


def corner(turns, radius):
    angle = 2 * math.pi * turns
    return radius * math.sin(angle), -radius * math.cos(angle)


def rectangle(half_width, half_height):
    return [(-half_width, -half_height), (half_width, -half_height), (half_width, half_height),
            (-half_width, half_height)]


def convex_parts(shape):
    """Polygons about (0, 0) within a circle of about radius 1, clockwise on the screen."""
    if shape == "square":
        return [rectangle(0.72, 0.72)]
    if shape == "triangle":
        return [[corner(k / 3, 1) for k in range(3)]]
    if shape == "cross":
        return [rectangle(0.95, 0.3), rectangle(0.3, 0.95)]
    tips = [corner(k / 5, 1) for k in range(5)]
    notches = [corner((k + 0.5) / 5, 0.42) for k in range(5)]
    return [[tips[k], notches[k], notches[k - 1]] for k in range(5)] + [notches]


def inside(polygon, x, y):
    result = np.ones(x.shape, bool)
    for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1]):
        result &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return result


def coverage(shape, centre, radius, angle, width, height):
    """Share of every pixel that the shape covers, (height, width)."""
    y, x = np.mgrid[0:height * OVERSAMPLING, 0:width * OVERSAMPLING]
    x = ((x + 0.5) / OVERSAMPLING - centre[0]) / radius
    y = ((y + 0.5) / OVERSAMPLING - centre[1]) / radius
    x, y = math.cos(angle) * x + math.sin(angle) * y, math.cos(angle) * y - math.sin(angle) * x
    if shape == "circle":
        covered = x * x + y * y <= 0.92
    else:
        covered = np.logical_or.reduce([inside(part, x, y) for part in convex_parts(shape)])
    return covered.reshape(height, OVERSAMPLING, width, OVERSAMPLING).mean((1, 3))


class Object:
    def __init__(self, draw, width, height):
        short = min(width, height)
        self.shape = draw.choice(SHAPES)
        self.colour = self.last_colour = draw.choice(list(COLOURS))
        self.large = draw.random() < 0.5
        self.radius = short * (draw.uniform(0.2, 0.235) if self.large else draw.uniform(0.11, 0.13))
        self.behaviour = draw.choice(["rest", "rest", "move", "move", "turn", "appear", "vanish", "recolour"])
        self.angle = draw.uniform(0, 2 * math.pi) if draw.random() < 0.4 else 0
        self.start = self.end = (draw.uniform(self.radius, width - self.radius),
                                 draw.uniform(self.radius, height - self.radius))
        self.direction = draw.choice(list(DIRECTIONS))
        if self.behaviour == "move":
            dx, dy = DIRECTIONS[self.direction]
            share = draw.uniform(0.4, 0.55)
            self.end = (self.start[0] + dx * share * width, self.start[1] + dy * share * height)
        if self.behaviour == "recolour":
            self.last_colour = draw.choice([colour for colour in COLOURS if colour != self.colour])

    def fits(self, width, height):
        return (self.radius <= self.end[0] <= width - self.radius and
                self.radius <= self.end[1] <= height - self.radius and
                not (self.shape == "circle" and self.behaviour == "turn"))

    def centre(self, time):
        return tuple(a + (b - a) * time for a, b in zip(self.start, self.end))

    def clear_of(self, other):
        names = {self.colour, self.last_colour} & {other.colour, other.last_colour}
        if self.shape == other.shape or names:
            return False
        return all(math.dist(self.centre(t), other.centre(t)) >= 1.15 * (self.radius + other.radius)
                   for t in np.linspace(0, 1, 12))

    def paint(self, picture, time):
        late = time >= 0.5
        if (self.behaviour == "appear" and not late) or (self.behaviour == "vanish" and late):
            return picture
        colour = self.last_colour if late else self.colour
        angle = self.angle + (2 * time if self.behaviour == "turn" else 0)
        height, width = picture.shape[:2]
        share = coverage(self.shape, self.centre(time), self.radius, angle, width, height)[..., None]
        return picture * (1 - share) + np.array(COLOURS[colour]) * share


def draw_objects(draw, width, height):
    count = draw.choice([1, 1, 2, 2, 3])
    objects = []
    for _ in range(3000):
        if len(objects) == count:
            break
        candidate = Object(draw, width, height)
        if candidate.fits(width, height) and all(candidate.clear_of(other) for other in objects):
            objects.append(candidate)
    return objects


def draw_ground(draw, width, height):
    even = draw.random() < 0.4
    grey = draw.randint(5, 45)
    level = [grey] * 3 if even else [draw.randint(8, 55) for _ in range(3)]
    ground = np.ones((height, width, 3)) * np.array(level)
    if draw.random() < 0.5:
        ground *= np.linspace(0.6, 1.3, height)[:, None, None]
    return ground


def write_clip(path, ground, objects):
    height, width = ground.shape[:2]
    with subprocess.Popen(["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
                           f"{width}x{height}", "-r", str(FRAMES_PER_SECOND), "-i", "-", "-pix_fmt", "yuv420p",
                           "-crf", "20", str(path)], stdin=subprocess.PIPE) as encoder:
        for frame in range(0, FRAMES, STEPS_PER_DRAWING):
            picture = ground
            for thing in objects:
                picture = thing.paint(picture, frame / (FRAMES - 1))
            encoder.stdin.write(np.clip(picture, 0, 255).astype(np.uint8).tobytes() * STEPS_PER_DRAWING)
    if encoder.returncode != 0:
        raise SystemExit(f"ffmpeg could not write {path}.")


def named(colour, shape):
    return f"a{'n' if colour == 'orange' else ''} {colour} {shape}"


def questions_about_one(thing, width):
    """(type, question, answer); the shape alone names an object, and the colour does where it stays."""
    name = f"the {thing.shape}"
    changes = {"appear": "it appears", "vanish": "it vanishes", "recolour": f"it turns {thing.last_colour}"}
    if thing.behaviour != "recolour":
        yield "color", f"What color is {name}?", thing.colour
        yield "shape", f"What shape is the {thing.colour} object?", thing.shape
    yield "size", f"How large is {name}?", "large" if thing.large else "small"
    if thing.behaviour in ("rest", "move"):
        moves = thing.behaviour == "move"
        yield "motion", f"Which way does {name} move?", thing.direction if moves else "it does not move"
    if thing.shape != "circle" and thing.behaviour in ("rest", "turn"):
        yield "turn", f"Does {name} turn?", "yes" if thing.behaviour == "turn" else "no"
    if thing.behaviour in changes:
        yield "change", f"What happens to {name}?", changes[thing.behaviour]
    aside = thing.end[0] / width - 0.5
    if thing.behaviour not in ("move", "vanish") and abs(aside) > 0.15:
        when = " at the end" if thing.behaviour == "appear" else ""
        yield ("position", f"Is {name} in the left or the right half of the picture{when}?",
               "left" if aside < 0 else "right")


def questions_about_all(draw, objects, width, height):
    if any(thing.behaviour in ("appear", "vanish") for thing in objects):
        left = sum(thing.behaviour != "vanish" for thing in objects)
        yield "count", "How many objects are there at the end?", NUMBERS[left]
    else:
        yield "count", "How many objects are there?", NUMBERS[len(objects)]
    some = draw.choice(objects)
    colour, shape = draw.choice(list(COLOURS)), draw.choice(SHAPES)
    if draw.random() < 0.5 and some.behaviour != "recolour":
        colour, shape = some.colour, some.shape
    is_there = any(thing.shape == shape and colour in (thing.colour, thing.last_colour) for thing in objects)
    yield "exist", f"Is there {named(colour, shape)}?", "yes" if is_there else "no"
    resting = [thing for thing in objects if thing.behaviour in ("rest", "turn")]
    if len(resting) < 2:
        return
    a, b = resting[:2]
    dx, dy = (a.start[0] - b.start[0]) / width, (a.start[1] - b.start[1]) / height
    if abs(dx) > 0.18:
        yield ("position", f"Is the {a.shape} left or right of the {b.shape}?", "left" if dx < 0 else "right")
    if abs(dy) > 0.18:
        yield ("position", f"Is the {a.shape} above or below the {b.shape}?", "above" if dy < 0 else "below")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=60, help="clips")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="a folder")
    options = parser.parse_args()
    (options.out / "videos").mkdir(parents=True, exist_ok=True)
    draw = random.Random(options.seed)
    questions, answers = [], []
    for clip in range(options.count):
        width, height = draw.choice(SIZES)
        objects = draw_objects(draw, width, height)
        ground = draw_ground(draw, width, height)
        name = f"clip_{clip:04}"
        write_clip(options.out / "videos" / f"{name}.mp4", ground, objects)
        asked = [entry for thing in objects for entry in questions_about_one(thing, width)]
        asked += questions_about_all(draw, objects, width, height)
        for number, (kind, question, answer) in enumerate(asked):
            identity = f"{name}_{number}"
            questions.append({"video_name": name, "question": question, "question_id": identity})
            answers.append({"question_id": identity, "answer": answer, "type": kind})
    (options.out / "test_q.json").write_text(json.dumps(questions, indent=1) + "\n")
    (options.out / "test_a.json").write_text(json.dumps(answers, indent=1) + "\n")
    print(f"{options.count} clips, {len(questions)} questions")


if __name__ == "__main__":
    main()
