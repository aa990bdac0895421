/* sj-look.c -- reads the theme, and draws the pictures that the cards share. */
#include "widgets/sj-look.h"

#include <adwaita.h>

typedef struct
{
  const char *name;     /* interned; of an icon, or of another picture */
  uint32_t colour;
  int size;
  int group;            /* -1: without a tile */
} PictureKey;

static unsigned
picture_hash (gconstpointer data)
{
  const PictureKey *key = data;

  return g_direct_hash (key->name) ^ key->colour * 31u ^ (unsigned) key->size * 2654435761u ^
         (unsigned) key->group * 97u;
}

static gboolean
picture_equal (gconstpointer one, gconstpointer other)
{
  const PictureKey *a = one, *b = other;

  return a->name == b->name && a->colour == b->colour && a->size == b->size && a->group == b->group;
}

static uint32_t
packed (const GdkRGBA *colour)
{
  return (uint32_t) (colour->alpha * 255 + 0.5f) << 24 | (uint32_t) (colour->red * 255 + 0.5f) << 16 |
         (uint32_t) (colour->green * 255 + 0.5f) << 8 | (uint32_t) (colour->blue * 255 + 0.5f);
}

GdkRGBA
sj_rgba_over (const GdkRGBA *colour, double alpha, const GdkRGBA *ground)
{
  float part = (float) alpha * colour->alpha;

  return (GdkRGBA) { colour->red * part + ground->red * (1 - part), colour->green * part + ground->green * (1 - part),
                     colour->blue * part + ground->blue * (1 - part), 1 };
}

static GdkRGBA
of_rgb (uint32_t rgb)
{
  return (GdkRGBA) { (rgb >> 16 & 0xff) / 255.0f, (rgb >> 8 & 0xff) / 255.0f, (rgb & 0xff) / 255.0f, 1 };
}

static GdkRGBA
of_theme (GtkStyleContext *style, const char *name, uint32_t otherwise)
{
  GdkRGBA colour;

  return style != NULL && gtk_style_context_lookup_color (style, name, &colour) ? colour : of_rgb (otherwise);
}

/* Of a style, or what they are on paper. */
static void
read_colours (SjLook *look, GtkStyleContext *style)
{
  GdkRGBA ink = of_theme (style, "view_fg_color", look->dark ? 0xffffff : 0x333333);
  GdkRGBA card = of_theme (style, "card_bg_color", look->dark ? 0x303030 : 0xffffff);

  look->ground = of_theme (style, "window_bg_color", look->dark ? 0x242424 : 0xfafafa);
  look->card = sj_rgba_over (&card, 1, &look->ground);
  look->ink = sj_rgba_over (&ink, 1, &look->card);
  look->dim = sj_rgba_over (&ink, look->contrast ? 1 : 0.72, &look->card);
  look->edge = sj_rgba_over (&ink, look->contrast ? 0.8 : look->dark ? 0.28 : 0.24, &look->ground);
  look->accent = of_theme (style, "accent_bg_color", 0x3584e4);
  look->on_accent = of_theme (style, "accent_fg_color", 0xffffff);
  for (unsigned i = 0; i < SJ_N_COLOURS; i++)
    look->colours[i] = of_rgb (sj_colour_rgb (i, look->dark));
  look->line = look->contrast ? 3 : 2;
  look->border = look->contrast ? 2 : 1;
}

/* The system's font, smaller where a line of it would not fit into MOST. */
static PangoFontDescription *
fitted (PangoContext *context, double size, PangoWeight weight, double most)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  double height;

  pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * size));
  pango_font_description_set_weight (font, weight);
  metrics = pango_context_get_metrics (context, font, NULL);
  height = pango_font_metrics_get_height (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  if (height > most)
    pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * most / height));
  return font;
}

static void
clear_fonts (SjLook *look)
{
  g_clear_pointer (&look->title, pango_font_description_free);
  g_clear_pointer (&look->large_title, pango_font_description_free);
  g_clear_pointer (&look->caption, pango_font_description_free);
  g_clear_pointer (&look->small, pango_font_description_free);
}

/* Takes the context. */
static void
read_fonts (SjLook *look, PangoContext *context)
{
  g_clear_object (&look->context);
  clear_fonts (look);
  look->context = context;
  look->title = fitted (look->context, 1, PANGO_WEIGHT_BOLD, 21);
  look->large_title = fitted (look->context, 1.45, PANGO_WEIGHT_BOLD, 30);
  look->caption = fitted (look->context, 0.86, PANGO_WEIGHT_NORMAL, 18);
  look->small = fitted (look->context, 0.8, PANGO_WEIGHT_NORMAL, 17);
}

bool
sj_look_read (SjLook *look, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  SjLook was = *look;

  look->dark = adw_style_manager_get_dark (manager);
  look->contrast = adw_style_manager_get_high_contrast (manager);
  look->mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  look->scale = gtk_widget_get_scale_factor (widget);
  read_colours (look, gtk_widget_get_style_context (widget));
  if (look->context == NULL ||
      !pango_font_description_equal (pango_context_get_font_description (gtk_widget_get_pango_context (widget)),
                                     pango_context_get_font_description (look->context)))
    read_fonts (look, gtk_widget_create_pango_context (widget));
  if (look->pictures == NULL)
    look->pictures = g_hash_table_new_full (picture_hash, picture_equal, g_free, g_object_unref);
  else if (memcmp (&was, look, G_STRUCT_OFFSET (SjLook, pictures)) != 0)
    g_hash_table_remove_all (look->pictures);
  else
    return false;
  return true;
}

/* A context that knows no screen: glyphs stand where their outlines do. */
static PangoContext *
paper_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autoptr (PangoFontDescription) font = NULL;
  g_autofree char *name = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name ? name : "Sans 11");
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? PANGO_DIRECTION_RTL
                                                                                                : PANGO_DIRECTION_LTR);
  return context;
}

void
sj_look_paper (SjLook *look, double scale)
{
  *look = (SjLook) { .scale = scale, .mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL };
  read_colours (look, NULL);
  read_fonts (look, paper_context ());
  look->pictures = g_hash_table_new_full (picture_hash, picture_equal, g_free, g_object_unref);
}

void
sj_look_clear (SjLook *look)
{
  g_clear_object (&look->context);
  clear_fonts (look);
  g_clear_pointer (&look->pictures, g_hash_table_unref);
}

PangoLayout *
sj_look_text (const SjLook *look, const PangoFontDescription *font, const char *text, int width)
{
  PangoLayout *layout = pango_layout_new (look->context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, true);
  pango_layout_set_auto_dir (layout, false);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      int natural;

      pango_layout_get_pixel_size (layout, &natural, NULL);
      if (natural > width)
        {
          pango_layout_set_width (layout, width * PANGO_SCALE);
          pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
        }
    }
  return layout;
}

int
sj_look_size (const SjLook *look, double length, double zoom)
{
  static const int sizes[] = { 4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128 };
  double wanted = length * zoom * look->scale;
  size_t i = 0;

  while (i + 1 < G_N_ELEMENTS (sizes) && sizes[i] < wanted - 0.01)
    i++;
  return sizes[i];
}

/* ---------------------------------------------------------------- pictures */

static GdkTexture *
texture_of (cairo_surface_t *surface, int size)
{
  size_t stride = (size_t) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (size_t) size);
  return gdk_memory_texture_new (size, size, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_icon (cairo_t *cr, const char *name, const GdkRGBA *colour, double x, double size, bool mirrored)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, (int) ceil (size), 1,
                                mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colours, 4);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  cairo_save (cr);
  cairo_translate (cr, x, x);
  gsk_render_node_draw (node, cr);
  cairo_restore (cr);
}

static void
shape_path (cairo_t *cr, SjTileShape shape, double size)
{
  double middle = size / 2, radius = size * 0.25;

  cairo_new_path (cr);
  switch (shape)
    {
    case SJ_SHAPE_CIRCLE:
      cairo_arc (cr, middle, middle, middle, 0, 2 * G_PI);
      break;
    case SJ_SHAPE_DIAMOND:
      cairo_move_to (cr, middle, 0);
      cairo_line_to (cr, size, middle);
      cairo_line_to (cr, middle, size);
      cairo_line_to (cr, 0, middle);
      cairo_close_path (cr);
      break;
    case SJ_SHAPE_PILL:
      cairo_arc (cr, size * 0.3, middle, size * 0.3, G_PI / 2, 3 * G_PI / 2);
      cairo_arc (cr, size * 0.7, middle, size * 0.3, -G_PI / 2, G_PI / 2);
      cairo_close_path (cr);
      break;
    case SJ_SHAPE_SQUARE:
      cairo_arc (cr, radius, radius, radius, G_PI, 3 * G_PI / 2);
      cairo_arc (cr, size - radius, radius, radius, -G_PI / 2, 0);
      cairo_arc (cr, size - radius, size - radius, radius, 0, G_PI / 2);
      cairo_arc (cr, radius, size - radius, radius, G_PI / 2, G_PI);
      cairo_close_path (cr);
      break;
    }
}

/* A diamond's corners stand out, so that it is as large to the eye as the others. */
static void
draw_tile (cairo_t *cr, const SjLook *look, const char *icon, SjGroup group, int size)
{
  const SjGroupStyle *style = &sj_group_styles[group];
  double inside = size * (style->shape == SJ_SHAPE_DIAMOND ? 0.44 : 0.5);

  gdk_cairo_set_source_rgba (cr, &look->colours[style->colour]);
  if (style->shape == SJ_SHAPE_DIAMOND)
    {
      cairo_save (cr);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_line_width (cr, size * 0.14);
      cairo_translate (cr, size * 0.07, size * 0.07);
      shape_path (cr, style->shape, size * 0.86);
      cairo_stroke_preserve (cr);
      cairo_restore (cr);
    }
  else
    shape_path (cr, style->shape, size);
  cairo_fill (cr);
  if (icon != NULL && size >= 14)
    draw_icon (cr, icon, &look->card, (size - inside) / 2, inside, look->mirrored);
}

static void
draw_arrow (cairo_t *cr, const GdkRGBA *colour, int size, bool mirrored)
{
  double tip = mirrored ? 0 : size, tail = mirrored ? size : 0;

  gdk_cairo_set_source_rgba (cr, colour);
  cairo_move_to (cr, tail, size * 0.08);
  cairo_line_to (cr, tip, size * 0.5);
  cairo_line_to (cr, tail, size * 0.92);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static GdkTexture *
picture (SjLook *look, const PictureKey *key, const GdkRGBA *colour)
{
  GdkTexture *texture = g_hash_table_lookup (look->pictures, key);
  cairo_surface_t *surface;
  cairo_t *cr;

  if (texture != NULL)
    return texture;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, key->size, key->size);
  cr = cairo_create (surface);
  if (key->group >= 0)
    draw_tile (cr, look, key->name, (SjGroup) key->group, key->size);
  else if (key->name == NULL)
    draw_arrow (cr, colour, key->size, look->mirrored);
  else
    draw_icon (cr, key->name, colour, 0, key->size, look->mirrored);
  cairo_destroy (cr);
  texture = texture_of (surface, key->size);
  cairo_surface_destroy (surface);
  g_hash_table_insert (look->pictures, g_memdup2 (key, sizeof *key), texture);
  return texture;
}

GdkTexture *
sj_look_icon (SjLook *look, const char *icon, const GdkRGBA *colour, int size)
{
  return picture (look, &(PictureKey) { g_intern_string (icon), packed (colour), size, -1 }, colour);
}

GdkTexture *
sj_look_tile (SjLook *look, const char *icon, SjGroup group, int size)
{
  return picture (look, &(PictureKey) { g_intern_string (icon), 0, size, (int) group }, NULL);
}

GdkTexture *
sj_look_arrow (SjLook *look, const GdkRGBA *colour, int size)
{
  return picture (look, &(PictureKey) { NULL, packed (colour), size, -1 }, colour);
}
