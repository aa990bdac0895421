/* sj-style.c -- looks, and what a colour is. */
#include "content/sj-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice align_choices[] = {
  [SJ_ALIGN_INHERIT] = { "inherit", N_("As around it") },
  [SJ_ALIGN_LEFT] = { "left", N_("Left") },
  [SJ_ALIGN_CENTER] = { "center", N_("Centred") },
  [SJ_ALIGN_RIGHT] = { "right", N_("Right") },
  { NULL },
};

#define EDGE(name, title) { #name, SJ_FIELD_INTEGER, offsetof (SjEdges, name), title, .max = 400 }

static const SjField edge_fields[] = {
  EDGE (top, N_("Above")),
  EDGE (right, N_("Right")),
  EDGE (bottom, N_("Below")),
  EDGE (left, N_("Left")),
  { NULL }
};

static const SjSpec edge_spec = { edge_fields, sizeof (SjEdges) };

#define FIELD(name, TYPE, member, title, ...) { name, SJ_FIELD_##TYPE, offsetof (SjStyle, member), title, __VA_ARGS__ }

static const SjField style_fields[] = {
  FIELD ("width", PERCENT, width, N_("Width"), .max = 100),
  FIELD ("align", CHOICE, align, N_("Alignment"), .choices = align_choices),
  FIELD ("color", TEXT, color, N_("Text colour")),
  FIELD ("background", TEXT, background, N_("Background")),
  FIELD ("font", TEXT, font, N_("Font")),
  FIELD ("fontSize", INTEGER, font_size, N_("Font size"), .max = 200),
  FIELD ("bold", BOOL, bold, N_("Bold")),
  FIELD ("padding", RECORD, padding, N_("Padding"), .record = &edge_spec),
  FIELD ("margin", RECORD, margin, N_("Margin"), .record = &edge_spec),
  FIELD ("border", INTEGER, border, N_("Border"), .max = 40),
  FIELD ("borderColor", TEXT, border_color, N_("Colour of the border"), .when = "border"),
  FIELD ("radius", INTEGER, radius, N_("Rounded corners"), .max = 400),
  { NULL }
};

bool
sj_is_color (const char *text)
{
  size_t length = strlen (text);

  return text[0] == '#' && (length == 4 || length == 7) && strspn (text + 1, "0123456789abcdefABCDEF") == length - 1;
}

static void
check_color (const char *color, const char *field, SjReading *reading)
{
  if (color != NULL && !sj_is_color (color))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-color", sj_null, field,
                    _("“%s” is not a colour such as “#1a2b3c”."), color);
}

static void
check_style (const void *config, SjReading *reading)
{
  const SjStyle *style = config;

  check_color (style->color, "color", reading);
  check_color (style->background, "background", reading);
  check_color (style->border_color, "borderColor", reading);
}

const SjSpec sj_style_spec = { style_fields, sizeof (SjStyle), N_("style"), check_style };
