/* sj-cli-journey.c -- reading and writing journey files. */
#include "cli/sj-cli-journey.h"

#include "cli/sj-command.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_cli_journey_clear (SjCliJourney *file)
{
  g_clear_pointer (&file->text, g_free);
  g_clear_pointer (&file->journey, sj_journey_unref);
}

bool
sj_cli_journey_open (SjCliJourney *file, const char *path, bool loud)
{
  g_autoptr (GError) error = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  *file = (SjCliJourney) { .path = path };
  file->text = sj_cli_read_file (path, &file->length);
  if (file->text == NULL)
    return false;
  file->journey = sj_journey_read (&sj_kinds_default, path, file->text, file->length, &diags, &error);
  for (size_t i = 0; loud && i < sj_diags_count (&diags); i++)
    sj_cli_print_diag (path, file->text, file->length, sj_diags_get (&diags, i));
  if (file->journey == NULL)
    {
      sj_cli_complain ("%s", error->message);
      sj_cli_journey_clear (file);
      return false;
    }
  return true;
}

bool
sj_cli_journey_save (const SjCliJourney *file, bool *changed)
{
  g_autoptr (GError) error = NULL;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  if (!sj_journey_write (file->journey, &buffer, &error))
    {
      sj_cli_complain ("%s: %s", file->path, error->message);
      return false;
    }
  *changed = buffer.length != file->length || memcmp (buffer.text, file->text, buffer.length) != 0;
  if (!*changed && !g_str_equal (file->path, "-"))
    return true;
  return sj_cli_write_file (file->path, buffer.text, buffer.length);
}
