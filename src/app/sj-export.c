/* sj-export.c -- one way to each form of file. */
#include "app/sj-export.h"

#include "app/sj-summary.h"
#include "engine/sj-result-csv.h"
#include "widgets/sj-picture.h"

#include <glib/gi18n-lib.h>

/* Spreadsheets take a file for UTF-8 by these bytes. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

const SjExportForm sj_export_forms[SJ_N_EXPORTS] = {
  [SJ_EXPORT_CSV] = { "export-csv", N_("Figures as _CSV…"), ".csv" },
  [SJ_EXPORT_JSON] = { "export-json", N_("Result as _JSON…"), ".json" },
  [SJ_EXPORT_PNG] = { "export-png", N_("Picture as _PNG…"), ".png" },
  [SJ_EXPORT_SVG] = { "export-svg", N_("Picture as _SVG…"), ".svg" },
  [SJ_EXPORT_PDF] = { "export-pdf", N_("Summary as P_DF…"), ".pdf" },
  [SJ_EXPORT_COMPARISON] = { "export-comparison", N_("Com_parison as CSV…"), ".csv" },
};

bool
sj_export_may (SjRuns *runs, SjExport form)
{
  return sj_play_editor (sj_runs_play (runs)) != NULL &&
         (form == SJ_EXPORT_COMPARISON ? sj_runs_comparison (runs) != NULL
                                       : sj_play_result (sj_runs_play (runs)) != NULL);
}

/* What file systems do not like is a dash. */
static char *
file_name (const char *text)
{
  char *name = g_strdup (text);

  g_strdelimit (name, "/\\:*?\"<>|\n\t", '-');
  return name;
}

char *
sj_export_name (SjRuns *runs, SjExport form)
{
  SjPlay *play = sj_runs_play (runs);
  SjJourney *journey = sj_play_journey (play) ? sj_play_journey (play) : sj_editor_journey (sj_play_editor (play));
  const char *shown = form == SJ_EXPORT_COMPARISON ? NULL : sj_play_shown (play);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (form == SJ_EXPORT_COMPARISON)
    text = g_strdup_printf (_("%s and %s"), sj_runs_name_a (runs), sj_runs_name_b (runs));
  else if (shown != NULL)
    text = g_strdup_printf ("%s, %s", journey->name ? journey->name : _("Journey"), shown);
  else
    text = g_strdup (journey->name ? journey->name : _("Journey"));
  name = file_name (text);
  return g_strconcat (name, sj_export_forms[form].suffix, NULL);
}

static bool
write_csv (SjRuns *runs, SjExport form, const char *path, GError **error)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_buffer_append (&buffer, BYTE_ORDER_MARK);
  if (form == SJ_EXPORT_COMPARISON)
    sj_compare_csv (sj_runs_comparison (runs), &buffer);
  else
    sj_result_csv (sj_play_result (sj_runs_play (runs)), &buffer);
  return g_file_set_contents (path, sj_buffer_text (&buffer), (gssize) buffer.length, error);
}

static bool
write_json (SjPlay *play, const char *path, GError **error)
{
  g_autofree char *text = sj_result_to_string (sj_play_result (play));

  return g_file_set_contents (path, text, -1, error);
}

/* The journey as it was run. */
static SjPicture *
picture_of (SjPlay *play)
{
  return sj_picture_new (sj_play_journey (play), sj_editor_names (sj_play_editor (play)), sj_play_overlay (play));
}

static const SjZone *
zone_of (SjPlay *play)
{
  const char *own = sj_play_journey (play)->settings->zone;
  const char *name = own ? own : sj_library_zone (sj_editor_library (sj_play_editor (play)));

  return name ? sj_zone_find (name, strlen (name)) : NULL;
}

static bool
write_summary (SjPlay *play, const char *path, GError **error)
{
  g_autoptr (SjPicture) picture = picture_of (play);

  return sj_summary_write (&(SjSummary) { .result = sj_play_result (play), .name = sj_play_shown (play),
                                          .zone = zone_of (play), .picture = picture }, path, error);
}

static bool
write_picture (SjPlay *play, SjPictureForm form, const char *path, GError **error)
{
  g_autoptr (SjPicture) picture = picture_of (play);

  return sj_picture_write (picture, path, form, error);
}

static bool
write_form (SjRuns *runs, SjExport form, const char *path, GError **error)
{
  SjPlay *play = sj_runs_play (runs);

  switch (form)
    {
    case SJ_EXPORT_CSV:
    case SJ_EXPORT_COMPARISON:
      return write_csv (runs, form, path, error);
    case SJ_EXPORT_JSON:
      return write_json (play, path, error);
    case SJ_EXPORT_PNG:
      return write_picture (play, SJ_PICTURE_PNG, path, error);
    case SJ_EXPORT_SVG:
      return write_picture (play, SJ_PICTURE_SVG, path, error);
    case SJ_EXPORT_PDF:
      return write_summary (play, path, error);
    case SJ_N_EXPORTS:
      break;
    }
  g_return_val_if_reached (false);
}

bool
sj_export_write (SjRuns *runs, SjExport form, const char *path, GError **error)
{
  g_return_val_if_fail (SJ_IS_RUNS (runs) && sj_export_may (runs, form), false);
  if (!write_form (runs, form, path, error))
    return false;
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "exported %s", path);
  return true;
}
