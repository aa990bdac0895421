/* sj-summary.c -- lays out a run on pages.
 *
 * Everything is in points.  A piece asks for its height first and begins a new page where
 * it does not fit, so no line is ever cut.
 */
#include "app/sj-summary.h"

#include "base/sj-time.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define PAGE_WIDTH 595.28    /* A4 */
#define PAGE_HEIGHT 841.89
#define MARGIN 54.0
#define MOST_SIDE 14400.0
#define LEAST_SCALE 0.42     /* of the picture: the smallest text is then 4.5 points */
#define N_COLUMNS 5

typedef struct
{
  const SjSummary *summary;
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  double y;
  unsigned page;
} Sheet;

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* ------------------------------------------------------------------ text */

typedef enum { STYLE_TITLE, STYLE_HEADING, STYLE_BODY, STYLE_BOLD, STYLE_SMALL, N_STYLES } Style;

static PangoLayout *
text_new (Sheet *sheet, Style style, const char *text, double width)
{
  static const struct { double size; PangoWeight weight; } styles[N_STYLES] = {
    [STYLE_TITLE] = { 20, PANGO_WEIGHT_BOLD }, [STYLE_HEADING] = { 13, PANGO_WEIGHT_BOLD },
    [STYLE_BODY] = { 9.5, PANGO_WEIGHT_NORMAL }, [STYLE_BOLD] = { 9.5, PANGO_WEIGHT_BOLD },
    [STYLE_SMALL] = { 8, PANGO_WEIGHT_NORMAL },
  };
  PangoLayout *layout = pango_cairo_create_layout (sheet->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");

  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return height / (double) PANGO_SCALE;
}

static void
draw_text (Sheet *sheet, PangoLayout *layout, double x, double y, double grey)
{
  cairo_set_source_rgb (sheet->cr, grey, grey, grey);
  cairo_move_to (sheet->cr, x, y);
  pango_cairo_show_layout (sheet->cr, layout);
}

/* ------------------------------------------------------------------ pages */

static void
number_page (Sheet *sheet)
{
  g_autofree char *text = g_strdup_printf (_("Page %u"), ++sheet->page);
  g_autoptr (PangoLayout) layout = text_new (sheet, STYLE_SMALL, text, PAGE_WIDTH - 2 * MARGIN);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  draw_text (sheet, layout, MARGIN, PAGE_HEIGHT - 36, 0.4);
}

static void
end_page (Sheet *sheet)
{
  number_page (sheet);
  cairo_show_page (sheet->cr);
  sheet->y = MARGIN;
}

/* True where a new page was begun. */
static bool
make_room (Sheet *sheet, double height)
{
  if (sheet->y + height <= PAGE_HEIGHT - MARGIN || sheet->y == MARGIN)
    return false;
  end_page (sheet);
  return true;
}

static void
write_text (Sheet *sheet, Style style, const char *text, double above)
{
  g_autoptr (PangoLayout) layout = text_new (sheet, style, text, PAGE_WIDTH - 2 * MARGIN);
  double height = height_of (layout);

  /* A heading does not stand alone at the foot of a page. */
  make_room (sheet, above + height + (style == STYLE_HEADING ? 60 : 0));
  if (sheet->y > MARGIN)
    sheet->y += above;
  draw_text (sheet, layout, MARGIN, sheet->y, style == STYLE_SMALL ? 0.35 : 0.1);
  sheet->y += height;
}

static void
draw_rule (Sheet *sheet, double grey)
{
  cairo_set_source_rgb (sheet->cr, grey, grey, grey);
  cairo_set_line_width (sheet->cr, 0.5);
  cairo_move_to (sheet->cr, MARGIN, sheet->y);
  cairo_line_to (sheet->cr, PAGE_WIDTH - MARGIN, sheet->y);
  cairo_stroke (sheet->cr);
}

/* ------------------------------------------------------------------ tables */

typedef struct
{
  double widths[N_COLUMNS];    /* 0: no such column */
  const char *titles[N_COLUMNS];
} Table;

static void
draw_row (Sheet *sheet, const Table *table, const char *const *cells, Style style, double indent)
{
  PangoLayout *layouts[N_COLUMNS] = { NULL };
  double height = 0, x = MARGIN;

  for (unsigned i = 0; i < N_COLUMNS && table->widths[i] > 0; i++)
    {
      double width = table->widths[i] - 8 - (i == 0 ? indent : 0);

      layouts[i] = text_new (sheet, style, cells[i] ? cells[i] : "", width);
      pango_layout_set_alignment (layouts[i], i == 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
      height = MAX (height, height_of (layouts[i]));
    }
  if (make_room (sheet, height + 5) && style != STYLE_BOLD)
    draw_row (sheet, table, table->titles, STYLE_BOLD, 0);
  for (unsigned i = 0; i < N_COLUMNS && layouts[i] != NULL; i++)
    {
      draw_text (sheet, layouts[i], x + (i == 0 ? indent : 8), sheet->y + 2, indent > 0 ? 0.3 : 0.1);
      x += table->widths[i];
      g_object_unref (layouts[i]);
    }
  sheet->y += height + 5;
  draw_rule (sheet, style == STYLE_BOLD ? 0.3 : 0.85);
}

/* ------------------------------------------------------------------ what is told */

static char *
time_words (const Sheet *sheet, SjTime time)
{
  const SjZone *zone = sheet->summary->zone ? sheet->summary->zone : sj_zone_utc ();
  SjMoment moment = sj_time_moment (time, zone);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (sj_moment_local (&moment));

  return g_date_time_format (local, _("%-e %B %Y, %H:%M"));
}

static void
write_line (Sheet *sheet, const char *title, const char *text)
{
  g_autoptr (PangoLayout) left = text_new (sheet, STYLE_BODY, title, 130);
  g_autoptr (PangoLayout) right = text_new (sheet, STYLE_BODY, text, PAGE_WIDTH - 2 * MARGIN - 140);
  double height = MAX (height_of (left), height_of (right));

  make_room (sheet, height + 3);
  draw_text (sheet, left, MARGIN, sheet->y, 0.35);
  draw_text (sheet, right, MARGIN + 140, sheet->y, 0.1);
  sheet->y += height + 3;
}

/* NULL: not known. */
static const char *
population_words (const SjResult *result)
{
  static const struct { const char *id, *words; } known[] = {
    { "generated", N_("Made up") },
    { "learnt", N_("Like those of the workspace") },
    { "given", N_("Those of the workspace") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (result->population, known[i].id) == 0)
      return _(known[i].words);
  return NULL;
}

static void
write_settings (Sheet *sheet)
{
  const SjResult *result = sheet->summary->result;
  g_autofree char *from = time_words (sheet, result->from), *until = time_words (sheet, result->until);
  g_autofree char *span = g_strdup_printf (_("%s to %s"), from, until);
  g_autofree char *persons = sj_figure_exact ((int64_t) result->persons);
  g_autofree char *asked = sj_figure_exact ((int64_t) result->asked);
  g_autofree char *people = result->persons < result->asked
                              ? g_strdup_printf (_("%s; stopped early, %s were asked for"), persons, asked)
                              : g_strdup (persons);
  g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, result->seed);
  bool recorded = g_strcmp0 (result->population, "recorded") == 0;

  write_text (sheet, STYLE_TITLE, result->name ? result->name : _("Journey without a name"), 0);
  write_text (sheet, STYLE_BODY,
              recorded ? _("Back-test with recorded events") : _("Simulation with made-up people"), 4);
  sheet->y += 12;
  if (sheet->summary->name != NULL)
    write_line (sheet, _("Run"), sheet->summary->name);
  write_line (sheet, _("People"), people);
  write_line (sheet, _("Time"), span);
  write_line (sheet, _("Chance"), seed);
  if (population_words (result) != NULL)
    write_line (sheet, _("Who they are"), population_words (result));
  if (result->behaviour != NULL)
    write_line (sheet, _("What they do"), result->behaviour);
}

static uint64_t
total (const uint64_t *counts, unsigned n)
{
  uint64_t sum = 0;

  for (unsigned i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

static void
add_figure (Sheet *sheet, const Table *table, const char *title, uint64_t count, uint64_t of, double indent)
{
  g_autofree char *number = sj_figure_exact ((int64_t) count);
  g_autofree char *share = of > 0 ? sj_figure_share ((double) count / (double) of) : NULL;

  draw_row (sheet, table, (const char *const[N_COLUMNS]) { title, number, share }, STYLE_BODY, indent);
}

static void
write_figures (Sheet *sheet)
{
  static const Table table = { { 300, 95, 90 }, { N_("What"), N_("Number"), N_("Share") } };
  const SjResult *result = sheet->summary->result;
  Table words = table;

  for (unsigned i = 0; i < 3; i++)
    words.titles[i] = _(table.titles[i]);
  write_text (sheet, STYLE_HEADING, _("Figures"), 18);
  sheet->y += 4;
  draw_row (sheet, &words, words.titles, STYLE_BOLD, 0);
  add_figure (sheet, &words, _("Entered"), result->entered, 0, 0);
  add_figure (sheet, &words, _("Still inside at the end"), result->inside, result->entered, 0);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    if (result->exits[i] > 0)
      add_figure (sheet, &words, _(sj_end_words[i].title), result->exits[i], result->entered, 0);
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    {
      const SjResultChannel *channel = &result->channels[i];
      g_autofree char *title = g_strdup_printf (_("Messages sent: %s"), _(sj_channel_choices[i].title));

      if (channel->sent + total (channel->excluded, SJ_N_EXCLUSIONS) == 0)
        continue;
      add_figure (sheet, &words, title, channel->sent, 0, 0);
      for (unsigned j = 0; j < SJ_N_REACTIONS; j++)
        if (channel->reactions[j] > 0)
          add_figure (sheet, &words, _(sj_reaction_words[j].title), channel->reactions[j], channel->sent, 14);
    }
}

static void
add_group (Sheet *sheet, const Table *table, const char *title, const SjResultGroup *group)
{
  g_autofree char *people = sj_figure_exact ((int64_t) group->persons);
  g_autofree char *converted = sj_figure_exact ((int64_t) group->converted);
  g_autofree char *share = sj_figure_share (group->rate.value);
  g_autofree char *low = sj_figure_share (group->rate.low), *high = sj_figure_share (group->rate.high);
  g_autofree char *range = g_strdup_printf (_("%s to %s"), low, high);

  draw_row (sheet, table, (const char *const[N_COLUMNS]) { title, people, converted, share, range }, STYLE_BODY, 14);
}

static void
write_goal (Sheet *sheet, const Table *table, const SjResultGoal *goal)
{
  g_autofree char *reached = sj_figure_exact ((int64_t) goal->reached);

  draw_row (sheet, table, (const char *const[N_COLUMNS]) { goal->title, "", reached }, STYLE_BODY, 0);
  if (goal->measured)
    add_group (sheet, table, _("Went through the journey"), &goal->treated);
  if (goal->measured && goal->control.persons > 0)
    add_group (sheet, table, _("Control group"), &goal->control);
  if (goal->comparable)
    {
      g_autofree char *value = g_strdup_printf (_("%+.2f points"), 100 * goal->difference.value);
      g_autofree char *range = g_strdup_printf (_("%+.2f to %+.2f"), 100 * goal->difference.low,
                                                100 * goal->difference.high);

      draw_row (sheet, table, (const char *const[N_COLUMNS]) {
                  sj_estimate_is_sure (&goal->difference) ? _("Difference, surely") : _("Difference, may be chance"),
                  "", "", value, range }, STYLE_BODY, 14);
    }
}

static void
write_goals (Sheet *sheet)
{
  const SjResult *result = sheet->summary->result;
  const Table table = { { 167, 70, 70, 60, 120 },
                        { _("Goal"), _("People"), _("Reached"), _("Share"), _("Between (95 %)") } };

  if (result->n_goals == 0)
    return;
  write_text (sheet, STYLE_HEADING, _("Goals"), 18);
  sheet->y += 4;
  draw_row (sheet, &table, table.titles, STYLE_BOLD, 0);
  for (uint32_t i = 0; i < result->n_goals; i++)
    write_goal (sheet, &table, &result->goals[i]);
}

static void
write_step (Sheet *sheet, const Table *table, const SjResultNode *node)
{
  uint64_t lost = total (node->ended, SJ_N_ENDS) - node->ended[SJ_END_COMPLETED];
  g_autofree char *entered = sj_figure_exact ((int64_t) node->entered);
  g_autofree char *here = sj_figure_exact ((int64_t) node->here);
  g_autofree char *left = sj_figure_exact ((int64_t) lost);
  g_autofree char *share = node->entered > 0 ? sj_figure_share ((double) lost / (double) node->entered) : NULL;

  draw_row (sheet, table, (const char *const[N_COLUMNS]) { node->title, entered, here, left, share }, STYLE_BODY, 0);
  for (uint32_t i = 0; i < node->n_paths && node->n_paths > 1; i++)
    {
      const SjResultPath *path = &node->paths[i];
      const SjResultNode *to = path->to ? sj_result_find (sheet->summary->result, path->to) : NULL;
      g_autofree char *title = g_strdup_printf ("%s → %s", path->title, to ? to->title : _("ends"));
      g_autofree char *taken = sj_figure_exact ((int64_t) path->taken);

      draw_row (sheet, table, (const char *const[N_COLUMNS]) { title, taken }, STYLE_BODY, 14);
    }
}

static void
write_steps (Sheet *sheet)
{
  const SjResult *result = sheet->summary->result;
  const Table table = { { 227, 65, 65, 65, 65 },
                        { _("Step"), _("Came here"), _("Here now"), _("Lost here"), _("Drop-off") } };

  write_text (sheet, STYLE_HEADING, _("Steps"), 18);
  sheet->y += 4;
  draw_row (sheet, &table, table.titles, STYLE_BOLD, 0);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    write_step (sheet, &table, &result->nodes[i]);
}

/* Its own page, across: A4 where the text can be read there, else as large as it must be. */
static void
draw_picture (Sheet *sheet)
{
  SjPicture *picture = sheet->summary->picture;
  double width = sj_picture_width (picture), height = sj_picture_height (picture);
  double fit = MIN ((PAGE_HEIGHT - MARGIN) / width, (PAGE_WIDTH - MARGIN) / height);
  double scale = MIN (0.75, MAX (fit, LEAST_SCALE)), most = (MOST_SIDE - MARGIN) / MAX (width, height);
  double across, down;

  scale = MIN (scale, most);
  across = MAX (PAGE_HEIGHT, width * scale + MARGIN);
  down = MAX (PAGE_WIDTH, height * scale + MARGIN);
  cairo_pdf_surface_set_size (sheet->surface, across, down);
  cairo_save (sheet->cr);
  cairo_set_source_rgb (sheet->cr, 0.98, 0.98, 0.98);
  cairo_paint (sheet->cr);
  cairo_translate (sheet->cr, (across - width * scale) / 2, (down - height * scale) / 2);
  cairo_scale (sheet->cr, scale, scale);
  sj_picture_draw (picture, sheet->cr);
  cairo_restore (sheet->cr);
  sheet->page++;
  cairo_show_page (sheet->cr);
  cairo_pdf_surface_set_size (sheet->surface, PAGE_WIDTH, PAGE_HEIGHT);
}

static void
write_all (Sheet *sheet)
{
  write_settings (sheet);
  write_figures (sheet);
  write_goals (sheet);
  if (sheet->summary->result->n_faults > 0)
    write_text (sheet, STYLE_SMALL, _("Some people are not accounted for; please report this journey."), 6);
  end_page (sheet);
  if (sheet->summary->picture != NULL)
    draw_picture (sheet);
  write_steps (sheet);
  end_page (sheet);
}

bool
sj_summary_write (const SjSummary *summary, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Sheet sheet = { .summary = summary, .bytes = bytes, .y = MARGIN };
  cairo_status_t status;

  sheet.surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (sheet.surface, CAIRO_PDF_METADATA_CREATOR, "Sojourn");
  cairo_pdf_surface_set_metadata (sheet.surface, CAIRO_PDF_METADATA_TITLE,
                                  summary->result->name ? summary->result->name : _("Journey without a name"));
  sheet.cr = cairo_create (sheet.surface);
  write_all (&sheet);
  status = cairo_status (sheet.cr);
  cairo_destroy (sheet.cr);
  cairo_surface_finish (sheet.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (sheet.surface);
  cairo_surface_destroy (sheet.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("the pages cannot be drawn: %s"),
               cairo_status_to_string (status));
  return false;
}
