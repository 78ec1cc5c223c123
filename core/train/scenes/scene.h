#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Short clips drawn by formula, whose every pixel and every answer is known: what a small video-language
/// model is trained and tested on.
namespace vp::scenes {

enum class Shape { Circle, Square, Triangle, Star, Cross };
enum class Colour { Red, Orange, Yellow, Green, Blue, Purple, White };
enum class Size { Small, Large };
enum class Direction { None, Left, Right, Up, Down };
/// What an object does all the time, or once.
enum class Behaviour { Rest, Move, Turn, Bounce, Change };
/// What an object with Behaviour::Change does.
enum class Change { None, Appear, Vanish, Grow, Shrink, Recolour };
/// A camera that pans left shows more and more of what is left: the objects go right in the picture.
enum class CameraMotion { Rest, PanLeft, PanRight, PanUp, PanDown, ZoomIn, ZoomOut };

inline constexpr int kShapes = 5;
inline constexpr int kColours = 7;

/// The word that questions and answers use, e.g. "circle", "orange", "left", "zooms in".
const char* name(Shape shape);
const char* name(Colour colour);
const char* name(Size size);
const char* name(Direction direction);
const char* name(Behaviour behaviour);
const char* name(Change change);
const char* name(CameraMotion motion);

/// sRGB, each component in 0..1.
struct Rgb {
  float r = 0;
  float g = 0;
  float b = 0;
};

/// Lengths and places are measured in short sides of the picture, x to the right and y down from its top left
/// corner.
struct Point {
  double x = 0;
  double y = 0;

  bool operator==(const Point&) const = default;
};

/// How an object is painted. Widths are shares of the object's radius unless they say otherwise.
struct Paint {
  Rgb fill;
  Rgb new_fill;             ///< after Change::Recolour
  float outline_width = 0;  ///< 0: no outline
  float outline_gain = 1;   ///< brightness of the outline relative to the fill
  float shade = 0;          ///< how much lighter than its middle the lit side is
  float highlight = 0;      ///< strength of a soft bright spot on the lit side
  float light_angle = 0;    ///< radians
  float soft_edge = 0;      ///< in short sides
  float shadow = 0;         ///< darkness, 0..1
  Point shadow_offset;
  float proportion = 0;  ///< star: inner radius / outer; cross: half the arm's width; triangle: half the base
};

struct Object {
  Shape shape = Shape::Circle;
  Colour colour = Colour::Red;
  Size size = Size::Small;
  int shot = 0;  ///< the shot that it is in
  Behaviour behaviour = Behaviour::Rest;
  Change change = Change::None;
  Colour new_colour = Colour::Red;        ///< after Change::Recolour
  Direction direction = Direction::None;  ///< of Move, and of Bounce's first sweep
  double begin = 0;                       ///< when the behaviour starts and ends, as shares of the clip
  double end = 1;
  Point centre;             ///< at the start
  double radius = 0.1;      ///< at the start
  double travel = 0;        ///< length of the path of Move, or of one sweep of Bounce
  int sweeps = 1;           ///< of Bounce
  double acceleration = 0;  ///< -1..1: relative change of the speed of Move between its middle and its end
  double angle = 0;         ///< radians, clockwise, at the start
  double turn = 0;          ///< radians, clockwise, in the whole of Turn
  double growth = 1;        ///< radius after Grow or Shrink, relative to that before
  Paint paint;
};

enum class Texture { None, Noise, Stripes, Checker, Dots };

/// A dark colour that may run into another (gradient), plus a texture around it.
struct Background {
  Rgb colour;
  Rgb other;              ///< where the gradient ends
  int gradient = 0;       ///< 0 none, 1 linear, 2 radial
  Point gradient_centre;  ///< where it is halfway (linear) or starts (radial)
  double gradient_angle = 0;
  double gradient_length = 1;
  Texture texture = Texture::None;
  Rgb amplitude;        ///< added and subtracted where the texture is +1 and -1
  double period = 0.1;  ///< of the texture, in short sides
  double angle = 0;
  int octaves = 1;          ///< of Noise
  double softness = 0;      ///< of the edges of stripes, squares and dots, as a share of the period
  std::uint64_t phase = 0;  ///< which of the textures with these parameters
};

struct Camera {
  CameraMotion motion = CameraMotion::Rest;
  double begin = 0;  ///< shares of the clip
  double end = 1;
  double distance = 0;  ///< of a pan, in short sides
  double zoom = 1;      ///< largest magnification; the objects' numbers are for magnification 1
};

/// One uninterrupted take.
struct Shot {
  std::int64_t first_frame = 0;
  Background background;
};

/// A whole clip as plain data.
struct Scene {
  int width = 0;  ///< pixels; even
  int height = 0;
  int frames_per_second = 0;
  std::int64_t frame_count = 0;
  std::vector<Object> objects;  ///< of all shots; a later one hides an earlier one
  std::vector<Shot> shots;      ///< one, or two when there is a cut
  bool plain = false;           ///< see SceneOptions::plain
  bool staged = false;          ///< see SceneOptions::staged
  Camera camera;
  double noise = 0;     ///< standard deviation of the noise of a pixel at width x height, in levels of 8 bits
  double contrast = 1;  ///< applied last: level * contrast + brightness
  double brightness = 0;  ///< levels
  std::uint64_t noise_seed = 0;

  /// The picture's sides in short sides.
  Point extent() const {
    const double side = std::min(width, height);
    return {width / side, height / side};
  }
  bool has_cut() const { return shots.size() > 1; }
  /// The shot that `frame` belongs to.
  int shot_at(std::int64_t frame) const { return has_cut() && frame >= shots[1].first_frame ? 1 : 0; }
};

/// What may happen in a scene; a curriculum turns these up.
struct SceneOptions {
  int max_objects = 3;  ///< 1..4; among four, a small model hardly tells which one is meant
  bool changes = true;  ///< objects may appear, vanish, grow, shrink, change colour
  bool turns = true;
  bool bounces = true;
  bool camera = true;  ///< it may pan and zoom
  bool cuts = true;    ///< to another shot
  /// Share of the scenes that are drawn plainly: white objects without outline, shade or shadow before an
  /// even, dark background. A shape is the easier to learn there: its edge always looks the same.
  double plain = 0;
  /// Share of the scenes in which, before a camera at rest, two objects move or change one after the other:
  /// what is asked about their order. Without it that is one scene in eight. Needs max_objects of 2.
  double staged = 0;
  double min_duration_s = 2;
  double max_duration_s = 6;
  int min_long_side = 160;  ///< pixels
  int max_long_side = 480;
  int width = 0;  ///< pixels, even; with `height` the size of every clip, 0: drawn
  int height = 0;

  /// Throws Error(Usage) that names the field.
  void validate() const;
};

/// The seed of the scene number `index` of a run. No training seed is ever a test seed: they differ in the
/// highest bit, and every scene is drawn from all bits of its seed.
std::uint64_t training_seed(std::uint64_t run_seed, std::uint64_t index);
std::uint64_t test_seed(std::uint64_t run_seed, std::uint64_t index);

/// Draws a scene: the same seed and options give the same scene. Whatever can be asked of it can be seen in
/// eight evenly sampled frames. Throws Error(Usage) for bad options.
Scene make_scene(std::uint64_t seed, const SceneOptions& options = {});

}  // namespace vp::scenes
