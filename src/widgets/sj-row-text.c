/* sj-row-text.c -- rows of one line or several that are typed: texts, numbers, times.
 *
 * What is typed is told at once where it can be read; where it cannot, the row says
 * why once it is left or Return is pressed, and the struct keeps what it had.
 */
#include "widgets/sj-code-entry.h"
#include "widgets/sj-duration.h"
#include "widgets/sj-form-private.h"

#include "base/sj-number.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  SjRow row;
  GtkWidget *entry;
} TypedRow;

/* Keeps the cursor where it is. */
static void
put_text (GtkWidget *entry, const char *text)
{
  int position;

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (entry)), text) == 0)
    return;
  position = gtk_editable_get_position (GTK_EDITABLE (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_position (GTK_EDITABLE (entry), position);
}

static const char *
typed (const TypedRow *typed_row)
{
  return gtk_editable_get_text (GTK_EDITABLE (typed_row->entry));
}

static void
build_entry (SjRow *row, int chars, GCallback changed)
{
  TypedRow *own = (TypedRow *) row;

  own->entry = gtk_entry_new ();
  sj_row_name (row, own->entry, NULL);
  if (chars > 0)
    {
      gtk_editable_set_width_chars (GTK_EDITABLE (own->entry), chars);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (own->entry), chars);
      sj_row_set_end (row, own->entry);
    }
  else
    sj_row_set_body (row, own->entry);
  g_signal_connect (own->entry, "changed", changed, row);
}

/* Texts. */

static void
text_changed_cb (GtkEditable *editable, SjRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (editable));

  sj_row_tell_text (row, text);
}

static void
text_build (SjRow *row)
{
  build_entry (row, 0, G_CALLBACK (text_changed_cb));
}

static void
text_show (SjRow *row, const void *slot)
{
  const char *text = *(char *const *) slot;

  put_text (((TypedRow *) row)->entry, text ? text : "");
}

const SjRowType sj_row_text = { .size = sizeof (TypedRow), .build = text_build, .show = text_show };

static void
zone_changed_cb (GtkEditable *editable, SjRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (editable));

  if (*text == '\0' || sj_zone_find (text, strlen (text)) != NULL)
    sj_row_tell_text (row, text);
}

static void
zone_left (SjRow *row)
{
  const char *text = typed ((TypedRow *) row);

  if (*text != '\0' && sj_zone_find (text, strlen (text)) == NULL)
    sj_row_refuse (row, _("“%s” is not a time zone; write for example “Europe/Paris” or “UTC”."), text);
  else
    sj_row_accept (row);
}

static void
zone_activate_cb (GtkEntry *entry, SjRow *row)
{
  zone_left (row);
}

static void
zone_build (SjRow *row)
{
  build_entry (row, 0, G_CALLBACK (zone_changed_cb));
  gtk_entry_set_placeholder_text (GTK_ENTRY (((TypedRow *) row)->entry), "Europe/Paris");
  g_signal_connect (((TypedRow *) row)->entry, "activate", G_CALLBACK (zone_activate_cb), row);
}

static void
zone_show (SjRow *row, const void *slot)
{
  const char *zone = *(char *const *) slot;

  if (sj_row_has_focus (row) && zone == NULL && *typed ((TypedRow *) row) != '\0' && row->refusal == NULL)
    return;    /* half a name is no zone yet */
  put_text (((TypedRow *) row)->entry, zone ? zone : "");
}

const SjRowType sj_row_zone = { .size = sizeof (TypedRow), .build = zone_build, .show = zone_show, .left = zone_left };

/* Texts of several lines. */

static const SjCodeLanguage prose = { NULL, NULL, "" };

static void
long_changed_cb (SjCodeEntry *entry, SjRow *row)
{
  g_autofree char *text = sj_code_entry_get_text (entry);

  sj_row_tell_text (row, text);
}

static void
long_build (SjRow *row)
{
  TypedRow *own = (TypedRow *) row;

  own->entry = sj_code_entry_new (&prose, NULL);
  sj_code_entry_set_lines (SJ_CODE_ENTRY (own->entry), true);
  sj_code_entry_set_name (SJ_CODE_ENTRY (own->entry), _(row->field->title));
  sj_row_set_body (row, own->entry);
  g_signal_connect (own->entry, "changed", G_CALLBACK (long_changed_cb), row);
}

static void
long_show (SjRow *row, const void *slot)
{
  const char *text = *(char *const *) slot;

  sj_code_entry_set_text (SJ_CODE_ENTRY (((TypedRow *) row)->entry), text ? text : "");
}

const SjRowType sj_row_long_text = { .size = sizeof (TypedRow), .build = long_build, .show = long_show };

/* Numbers: whole ones, others, shares. */

#define FARTHEST 9007199254740992.0    /* 2^53: farther than that a step of one is lost */

static double
slot_number (const SjField *field, const void *slot)
{
  return field->type == SJ_FIELD_INTEGER ? (double) *(const int64_t *) slot : *(const double *) slot;
}

static bool
is_bounded (const SjField *field)
{
  return field->min != 0 || field->max != 0;
}

/* With a point or a comma. */
static bool
read_number (const SjField *field, const char *text, double *number)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  char *end;

  g_strdelimit (plain, ",", '.');
  *number = g_ascii_strtod (plain, &end);
  return *plain != '\0' && *end == '\0' && isfinite (*number) && fabs (*number) <= FARTHEST &&
         (field->type != SJ_FIELD_INTEGER || *number == floor (*number));
}

static char *
number_text (double number)
{
  char text[SJ_NUMBER_SIZE];

  sj_decimal_plain (number, text);
  return g_strdup (text);
}

static bool
is_within (const SjField *field, double number)
{
  return !is_bounded (field) ||
         (number >= (double) field->min && (field->max == 0 || number <= (double) field->max));
}

static void
tell_number (SjRow *row, double number)
{
  int64_t whole = (int64_t) number;

  if (number == slot_number (row->field, sj_row_slot (row)))
    {
      if (!row->filling)
        sj_row_accept (row);
      return;
    }
  if (row->field->type == SJ_FIELD_INTEGER)
    sj_row_tell_slot (row, &whole);
  else
    sj_row_tell_slot (row, &number);
}

static void
number_changed_cb (GtkEditable *editable, SjRow *row)
{
  double number;

  if (!row->filling && read_number (row->field, gtk_editable_get_text (editable), &number) &&
      is_within (row->field, number))
    tell_number (row, number);
}

static void
refuse_number (SjRow *row, const char *text, bool readable)
{
  g_autofree char *least = number_text ((double) row->field->min), *most = number_text ((double) row->field->max);

  if (!readable && row->field->type == SJ_FIELD_INTEGER)
    sj_row_refuse (row, _("“%s” is not a whole number."), text);
  else if (!readable)
    sj_row_refuse (row, _("“%s” is not a number."), text);
  else if (row->field->max == 0)
    sj_row_refuse (row, _("This must be at least %s."), least);
  else
    sj_row_refuse (row, _("This must be from %s to %s."), least, most);
}

/* The buttons know no bounds, so that a struct that is beyond them stays as it is. */
static void
number_stepped_cb (GtkSpinButton *spin, SjRow *row)
{
  double number = gtk_spin_button_get_value (spin), before;
  g_autofree char *text = number_text (number);

  if (row->filling)
    return;
  if (is_within (row->field, number))
    {
      tell_number (row, number);
      return;
    }
  before = slot_number (row->field, sj_row_slot (row));
  row->filling = true;
  gtk_spin_button_set_value (spin, before);
  row->filling = false;
  if (number != before)
    refuse_number (row, text, true);
}

/* Before the spin button makes something else of it. */
static int
number_input_cb (GtkSpinButton *spin, double *number, SjRow *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  bool readable = read_number (row->field, text, number);

  if (!readable || !is_within (row->field, *number))
    {
      if (!row->filling && *text != '\0')
        refuse_number (row, text, readable);
      *number = slot_number (row->field, sj_row_slot (row));
    }
  return TRUE;
}

static gboolean
number_output_cb (GtkSpinButton *spin, SjRow *row)
{
  g_autofree char *text = number_text (gtk_spin_button_get_value (spin));

  put_text (GTK_WIDGET (spin), text);
  return TRUE;
}

static void
number_build (SjRow *row)
{
  const SjField *field = row->field;
  bool whole = field->type == SJ_FIELD_INTEGER;
  double step = field->max > 10000 ? 100 : 1;
  GtkWidget *spin = gtk_spin_button_new (gtk_adjustment_new (0, -FARTHEST, FARTHEST, step, step * 10, 0), step,
                                         whole ? 0 : 6);

  ((TypedRow *) row)->entry = spin;
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 9);
  sj_row_name (row, spin, field->type == SJ_FIELD_PERCENT ? _("percent") : NULL);
  sj_row_set_end (row, spin);
  if (field->type == SJ_FIELD_PERCENT)
    sj_row_set_end (row, gtk_label_new ("%"));
  g_signal_connect (spin, "input", G_CALLBACK (number_input_cb), row);
  g_signal_connect (spin, "output", G_CALLBACK (number_output_cb), row);
  g_signal_connect (spin, "changed", G_CALLBACK (number_changed_cb), row);
  g_signal_connect (spin, "value-changed", G_CALLBACK (number_stepped_cb), row);
}

static void
number_show (SjRow *row, const void *slot)
{
  GtkSpinButton *spin = GTK_SPIN_BUTTON (((TypedRow *) row)->entry);
  double number = slot_number (row->field, slot), shown;
  g_autofree char *text = NULL;

  if (sj_row_has_focus (row) && read_number (row->field, gtk_editable_get_text (GTK_EDITABLE (spin)), &shown) &&
      shown == number)
    return;
  gtk_spin_button_set_value (spin, number);
  text = number_text (number);
  put_text (GTK_WIDGET (spin), text);
}

const SjRowType sj_row_number = { .size = sizeof (TypedRow), .build = number_build, .show = number_show };

/* Lengths of time. */

static bool
read_duration (SjRow *row, const char *text, SjTime *span, char **why)
{
  const SjField *field = row->field;

  *span = 0;
  if (*text == '\0')
    *span = field->fallback;
  if (!sj_duration_read (text, span, why))
    return false;
  if (*text == '\0')
    *span = field->fallback;
  if (is_within (field, (double) *span) || (*text == '\0' && *span == 0))
    return true;
  {
    g_autofree char *least = sj_duration_text (field->min), *most = sj_duration_text (field->max);

    *why = *span < field->min ? g_strdup_printf (_("This must be at least %s."), *least ? least : "0 s")
                              : g_strdup_printf (_("This must be at most %s."), most);
  }
  return false;
}

static void
duration_changed_cb (GtkEditable *editable, SjRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (editable)), *why = NULL;
  SjTime span;

  if (*text == '\0' && row->field->fallback != 0)
    return;    /* one has just taken out what stood there */
  if (!row->filling && read_duration (row, text, &span, &why))
    sj_row_tell_slot (row, &span);
}

static void
duration_left (SjRow *row)
{
  TypedRow *own = (TypedRow *) row;
  g_autofree char *why = NULL, *text = NULL;
  SjTime span;

  if (!read_duration (row, typed (own), &span, &why))
    {
      sj_row_refuse (row, "%s", why);
      return;
    }
  sj_row_accept (row);
  if (span != *(const SjTime *) sj_row_slot (row))
    sj_row_tell_slot (row, &span);
  row->filling = true;
  text = sj_duration_text (span);
  put_text (own->entry, text);
  row->filling = false;
}

static void
duration_activate_cb (GtkEntry *entry, SjRow *row)
{
  duration_left (row);
}

static void
duration_build (SjRow *row)
{
  TypedRow *own = (TypedRow *) row;

  build_entry (row, 13, G_CALLBACK (duration_changed_cb));
  gtk_entry_set_placeholder_text (GTK_ENTRY (own->entry), row->field->fallback == 0 ? _("none") : "2 h 30 min");
  gtk_widget_set_tooltip_text (own->entry, _("For example “2 h 30 min”, “90 min” or “1 d”"));
  g_signal_connect (own->entry, "activate", G_CALLBACK (duration_activate_cb), row);
}

static void
duration_show (SjRow *row, const void *slot)
{
  TypedRow *own = (TypedRow *) row;
  SjTime span = *(const SjTime *) slot, shown;
  g_autofree char *text = sj_duration_text (span), *why = NULL;

  if (sj_row_has_focus (row) && read_duration (row, typed (own), &shown, &why) && shown == span)
    return;
  if (why != NULL && span == *(const SjTime *) sj_row_slot (row) && (sj_row_has_focus (row) || row->refusal != NULL))
    return;    /* half a length, or one that was refused: it stays to be mended */
  put_text (own->entry, text);
}

const SjRowType sj_row_duration = { .size = sizeof (TypedRow), .build = duration_build, .show = duration_show,
                                    .left = duration_left };

/* Times of day. */

static void
clock_changed_cb (GtkEditable *editable, SjRow *row)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (editable)), *why = NULL;
  int32_t minutes;

  if (!row->filling && sj_clock_read (text, &minutes, &why))
    {
      if (*text == '\0')
        minutes = (int32_t) row->field->fallback;
      sj_row_tell_slot (row, &minutes);
    }
}

static void
clock_left (SjRow *row)
{
  TypedRow *own = (TypedRow *) row;
  g_autofree char *why = NULL, *text = NULL;
  int32_t minutes;

  if (!sj_clock_read (typed (own), &minutes, &why))
    {
      sj_row_refuse (row, "%s", why);
      return;
    }
  sj_row_accept (row);
  row->filling = true;
  text = sj_clock_text (minutes);
  put_text (own->entry, text);
  row->filling = false;
}

static void
clock_activate_cb (GtkEntry *entry, SjRow *row)
{
  clock_left (row);
}

static void
clock_build (SjRow *row)
{
  TypedRow *own = (TypedRow *) row;

  build_entry (row, 6, G_CALLBACK (clock_changed_cb));
  gtk_entry_set_placeholder_text (GTK_ENTRY (own->entry), "00:00");
  g_signal_connect (own->entry, "activate", G_CALLBACK (clock_activate_cb), row);
}

static void
clock_show (SjRow *row, const void *slot)
{
  TypedRow *own = (TypedRow *) row;
  int32_t minutes = *(const int32_t *) slot, shown;
  g_autofree char *text = sj_clock_text (minutes), *why = NULL;

  if (sj_row_has_focus (row) && sj_clock_read (typed (own), &shown, &why) && shown == minutes)
    return;
  if (why != NULL && (sj_row_has_focus (row) || row->refusal != NULL))
    return;
  put_text (own->entry, text);
}

const SjRowType sj_row_clock = { .size = sizeof (TypedRow), .build = clock_build, .show = clock_show,
                                 .left = clock_left };
