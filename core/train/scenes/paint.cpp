// How objects are painted: everything that must not matter to an answer.
#include <numbers>

#include "train/scenes/colours.h"
#include "train/scenes/objects.h"

namespace vp::scenes {
namespace {

struct Style {
  bool outline, shade, highlight, soft, shadow;
  double light_angle;
};

Style draw_style(Random& random) {
  return {random.chance(0.3),  random.chance(0.3),  random.chance(0.2),
          random.chance(0.35), random.chance(0.25), random.uniform(0, 2 * std::numbers::pi)};
}

float draw(Random& random, double low, double high) {
  return static_cast<float>(random.uniform(low, high));
}

// Equilateral, five-pointed and with thirds for arms more often than not.
float draw_proportion(Shape shape, Random& random) {
  const bool usual = random.chance(0.4);
  switch (shape) {
    case Shape::Triangle:
      return usual ? 0.993f : draw(random, 0.85, 1.05);
    case Shape::Star:
      return usual ? 0.382f : draw(random, 0.37, 0.52);
    case Shape::Cross:
      return usual ? 0.35f : draw(random, 0.25, 0.42);
    case Shape::Circle:
    case Shape::Square:
      break;
  }
  return 0;
}

Paint draw_paint(const Object& object, const Style& style, Random& random) {
  Paint paint;
  paint.fill = draw_colour(object.colour, random);
  paint.new_fill = object.change == Change::Recolour ? draw_colour(object.new_colour, random) : paint.fill;
  if (style.outline) {
    paint.outline_width = draw(random, 0.05, 0.12);
    paint.outline_gain = random.chance(0.65) ? draw(random, 0.4, 0.75) : draw(random, 1.25, 1.5);
  }
  if (style.shade) paint.shade = draw(random, 0.06, 0.18);
  if (style.highlight) paint.highlight = draw(random, 0.1, 0.35);
  if (style.soft) paint.soft_edge = draw(random, 0, 0.015);
  if (style.shadow) {
    paint.shadow = draw(random, 0.12, 0.3);
    const double length = random.uniform(0.08, 0.22) * object.radius;
    paint.shadow_offset = {length * random.uniform(-1, 1), length};
  }
  paint.light_angle = static_cast<float>(style.light_angle);
  paint.proportion = draw_proportion(object.shape, random);
  return paint;
}

}  // namespace

void paint_objects(Scene& scene, Random& random) {
  if (scene.plain) {
    for (Object& object : scene.objects) {
      object.paint.fill = object.paint.new_fill = draw_colour(object.colour, random);
      object.paint.proportion = draw_proportion(object.shape, random);
    }
    return;
  }
  Style style = draw_style(random);
  const bool one_style = random.chance(0.5);
  for (Object& object : scene.objects) {
    if (!one_style) {
      const double light_angle = style.light_angle;
      style = draw_style(random);
      style.light_angle = light_angle;
    }
    object.paint = draw_paint(object, style, random);
  }
}

}  // namespace vp::scenes
