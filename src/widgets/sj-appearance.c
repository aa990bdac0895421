/* sj-appearance.c -- the table of sj-appearance.def as arrays. */
#include "widgets/sj-appearance.h"

#include <math.h>

static const struct { uint32_t light, dark; } colours[SJ_N_COLOURS] = {
#define SJ_COLOUR(name, light, dark) [SJ_COLOUR_##name] = { light, dark },
#define SJ_LINE(role, colour, dashes, mark)
#define SJ_SHAPED(group, colour, shape)
#include "widgets/sj-appearance.def"
};

#define LENGTHS(...) { __VA_ARGS__ }
const SjLineStyle sj_line_styles[SJ_N_ROLES] = {
#define SJ_COLOUR(name, light, dark)
#define SJ_LINE(role, colour, dashes, mark) [SJ_ROLE_##role] = { SJ_COLOUR_##colour, LENGTHS dashes, mark },
#define SJ_SHAPED(group, colour, shape)
#include "widgets/sj-appearance.def"
};

const SjGroupStyle sj_group_styles[SJ_N_GROUPS] = {
#define SJ_COLOUR(name, light, dark)
#define SJ_LINE(role, colour, dashes, mark)
#define SJ_SHAPED(group, colour, shape) [SJ_GROUP_##group] = { SJ_COLOUR_##colour, SJ_SHAPE_##shape },
#include "widgets/sj-appearance.def"
};

uint32_t
sj_colour_rgb (SjColour colour, bool dark)
{
  g_return_val_if_fail (colour < SJ_N_COLOURS, 0);
  return dark ? colours[colour].dark : colours[colour].light;
}

static double
linear (uint32_t channel)
{
  double part = (channel & 0xff) / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (uint32_t rgb)
{
  return 0.2126 * linear (rgb >> 16) + 0.7152 * linear (rgb >> 8) + 0.0722 * linear (rgb);
}

double
sj_contrast (uint32_t rgb, uint32_t ground)
{
  double one = luminance (rgb), other = luminance (ground);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}
