/* sj-row-when.c -- dates and times: typed, or picked from a calendar.
 *
 * A date on the wall clock is read in the journey's zone; one with an offset, or
 * UTC, is the same moment for everybody.
 */
#include "widgets/sj-duration.h"
#include "widgets/sj-form-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjRow row;
  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *calendar, *clock, *universal;    /* in the popover */
} WhenRow;

static void
append_offset (GString *text, int32_t offset)
{
  int minutes = ABS (offset) / 60;

  if (offset == 0)
    g_string_append (text, " UTC");
  else
    g_string_append_printf (text, " %c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static char *
when_text (const SjWhen *when)
{
  SjMoment moment = { when->seconds, when->nanos, when->offset, NULL };
  GString *text = g_string_new (NULL);
  SjCivil civil;

  if (when->form == SJ_WHEN_UNSET)
    return g_string_free (text, FALSE);
  sj_civil_split (when->form == SJ_WHEN_LOCAL ? when->seconds : sj_moment_local (&moment), when->nanos, &civil);
  g_string_append_printf (text, "%04" G_GINT64_FORMAT "-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day,
                          civil.hour, civil.minute);
  if (civil.second != 0 || civil.nanos != 0)
    g_string_append_printf (text, ":%02d", civil.second);
  if (civil.nanos != 0)
    g_string_append_printf (text, ".%09d", civil.nanos);
  if (when->form == SJ_WHEN_INSTANT)
    append_offset (text, when->offset);
  return g_string_free (text, FALSE);
}

/* As ISO 8601: a T between date and time, no blank before the offset. */
static char *
iso_of (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (GStrv) words = g_strsplit_set (text, " T", -1);
  GString *iso = g_string_new (NULL);
  unsigned seen = 0;

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (seen == 1)
        g_string_append_c (iso, 'T');
      if (seen == 1 && strcspn (*word, ":") == 1)
        g_string_append_c (iso, '0');    /* "9:00" */
      g_string_append (iso, g_ascii_strcasecmp (*word, "UTC") == 0 ? "Z" : *word);
      seen++;
    }
  return g_string_free (iso, FALSE);
}

static bool
read_when (SjRow *row, const char *typed, SjWhen *when)
{
  g_autofree char *iso = iso_of (typed);

  *when = (SjWhen) { 0 };
  return *iso == '\0' || sj_slot_read (row->field, when, sj_value_string (iso), NULL);
}

static bool
same_when (const SjWhen *a, const SjWhen *b)
{
  return a->form == b->form && a->seconds == b->seconds && a->nanos == b->nanos && a->offset == b->offset;
}

static void
put_text (WhenRow *own, const char *text)
{
  int position = gtk_editable_get_position (GTK_EDITABLE (own->entry));

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (own->entry)), text) == 0)
    return;
  gtk_editable_set_text (GTK_EDITABLE (own->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (own->entry), position);
}

static void
tell_when (SjRow *row, const SjWhen *when)
{
  SjWhen kept = *when;

  if (kept.form == SJ_WHEN_UNSET)
    sj_row_tell (row, sj_null);
  else
    sj_row_tell_slot (row, &kept);
}

static void
when_changed_cb (GtkEditable *editable, SjRow *row)
{
  SjWhen when;

  if (!row->filling && read_when (row, gtk_editable_get_text (editable), &when))
    tell_when (row, &when);
}

static void
when_left (SjRow *row)
{
  WhenRow *own = (WhenRow *) row;
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (own->entry))), *text = NULL;
  SjWhen when;

  if (!read_when (row, typed, &when))
    {
      sj_row_refuse (row, _("“%s” is not a date; write for example “2026-03-01 09:00”."), typed);
      return;
    }
  sj_row_accept (row);
  row->filling = true;
  text = when_text (&when);
  put_text (own, text);
  row->filling = false;
}

static void
when_activate_cb (GtkEntry *entry, SjRow *row)
{
  when_left (row);
}

/* What calendar, clock and switch say together. */
static void
picked (WhenRow *own)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (own->calendar));
  g_autofree char *why = NULL;
  bool universal = gtk_check_button_get_active (GTK_CHECK_BUTTON (own->universal));
  int32_t minutes = 0;
  SjWhen when = { .form = universal ? SJ_WHEN_INSTANT : SJ_WHEN_LOCAL };

  if (own->row.filling || !sj_clock_read (gtk_editable_get_text (GTK_EDITABLE (own->clock)), &minutes, &why))
    return;
  when.seconds = sj_civil_days (g_date_time_get_year (day), g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day)) * 86400 + MAX (minutes, 0) * 60;
  sj_form_log ("picked a date for %s", own->row.field->name);
  tell_when (&own->row, &when);
}

static void
picked_cb (GtkWidget *widget, WhenRow *own)
{
  picked (own);
}

static void
calendar_shown_cb (GtkWidget *popover, WhenRow *own)
{
  const SjWhen *when = sj_row_slot (&own->row);
  SjMoment moment = { when->seconds, when->nanos, when->offset, NULL };
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *clock = NULL;
  SjCivil civil;

  if (when->form == SJ_WHEN_UNSET)
    return;
  sj_civil_split (when->form == SJ_WHEN_LOCAL ? when->seconds : sj_moment_local (&moment), 0, &civil);
  if (civil.year < 1 || civil.year > 9999)
    return;
  own->row.filling = true;
  day = g_date_time_new_utc ((int) civil.year, civil.month, civil.day, 12, 0, 0);
  gtk_calendar_select_day (GTK_CALENDAR (own->calendar), day);
  clock = sj_clock_text (civil.hour * 60 + civil.minute);
  gtk_editable_set_text (GTK_EDITABLE (own->clock), clock);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (own->universal), when->form == SJ_WHEN_INSTANT && when->offset == 0);
  own->row.filling = false;
}

static GtkWidget *
make_popover (WhenRow *own)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *label = gtk_label_new (_("At"));

  own->calendar = gtk_calendar_new ();
  own->clock = gtk_entry_new ();
  own->universal = gtk_check_button_new_with_label (_("Universal time (UTC)"));
  gtk_editable_set_width_chars (GTK_EDITABLE (own->clock), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (own->clock), 6);
  gtk_editable_set_text (GTK_EDITABLE (own->clock), "00:00");
  sj_row_name (&own->row, own->calendar, _("day"));
  sj_row_name (&own->row, own->clock, _("time of day"));
  gtk_widget_set_tooltip_text (own->universal, _("The same moment everywhere, not the journey's own clock"));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), own->clock);
  gtk_box_append (GTK_BOX (line), own->universal);
  gtk_box_append (GTK_BOX (box), own->calendar);
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (calendar_shown_cb), own);
  g_signal_connect (own->calendar, "day-selected", G_CALLBACK (picked_cb), own);
  g_signal_connect (own->clock, "changed", G_CALLBACK (picked_cb), own);
  g_signal_connect (own->universal, "toggled", G_CALLBACK (picked_cb), own);
  return popover;
}

static void
when_build (SjRow *row)
{
  WhenRow *own = (WhenRow *) row;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  own->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (own->entry), "2026-03-01 09:00");
  gtk_widget_set_hexpand (own->entry, TRUE);
  sj_row_name (row, own->entry, NULL);
  own->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (own->button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (own->button), make_popover (own));
  gtk_widget_set_tooltip_text (own->button, _("Calendar"));
  sj_row_name (row, own->button, _("Calendar"));
  sj_row_name (row, gtk_widget_get_first_child (own->button), _("Calendar"));
  gtk_box_append (GTK_BOX (box), own->entry);
  gtk_box_append (GTK_BOX (box), own->button);
  row->control = own->entry;
  sj_row_set_body (row, box);
  g_signal_connect (own->entry, "changed", G_CALLBACK (when_changed_cb), row);
  g_signal_connect (own->entry, "activate", G_CALLBACK (when_activate_cb), row);
}

static void
when_show (SjRow *row, const void *slot)
{
  WhenRow *own = (WhenRow *) row;
  g_autofree char *text = when_text (slot);
  bool focus = sj_row_has_focus (row), good;
  SjWhen shown;

  good = read_when (row, gtk_editable_get_text (GTK_EDITABLE (own->entry)), &shown);
  if (focus && good && same_when (&shown, slot))
    return;
  if (!good && (focus || row->refusal != NULL))
    return;    /* half a date stays to be finished */
  put_text (own, text);
}

const SjRowType sj_row_when = { .size = sizeof (WhenRow), .build = when_build, .show = when_show,
                                .left = when_left };
