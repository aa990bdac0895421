/* sj-cli.c -- files, complaints and the clock, for all commands. */
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "base/sj-time.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
sj_cli_complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "sojournctl: %s\n", text);
}

static char *
read_input (size_t *length)
{
  GString *text = g_string_new (NULL);
  char part[65536];
  size_t count;

  while ((count = fread (part, 1, sizeof part, stdin)) > 0)
    g_string_append_len (text, part, (gssize) count);
  if (ferror (stdin))
    {
      sj_cli_complain (_("standard input cannot be read: %s"), g_strerror (errno));
      g_string_free (text, TRUE);
      return NULL;
    }
  *length = text->len;
  return g_string_free (text, FALSE);
}

static char *
read_journey (const char *file, const char *id, size_t *length)
{
  SjWorkspace *workspace = sj_cli_look_into (file);
  char *text = workspace ? sj_workspace_text (workspace, SJ_REF_JOURNEY, id) : NULL;

  if (text != NULL)
    *length = strlen (text);
  else if (workspace != NULL)
    sj_cli_complain (_("there is no journey “%s” in “%s”"), id, file);
  return text;
}

char *
sj_cli_read_file (const char *path, size_t *length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *id = NULL;
  char *text = NULL;

  if (g_str_equal (path, "-"))
    return read_input (length);
  if (sj_cli_in_workspace (path, &file, &id))
    return read_journey (file, id, length);
  if (!g_file_get_contents (path, &text, length, &error))
    sj_cli_complain ("%s", error->message);
  return text;
}

bool
sj_cli_is_text (const char *name, const char *text, size_t length)
{
  const char *end;
  unsigned line, column;

  if (g_utf8_validate_len (text, length, &end))
    return true;
  sj_text_position (text, length, (size_t) (end - text), &line, &column);
  sj_cli_complain (_("%s, line %u, column %u: this is not text in UTF-8"), name, line, column);
  return false;
}

/* A device or a pipe is written to; put in its place, a file would be its end. */
static bool
write_special (const char *path, const char *text, size_t length)
{
  FILE *file = g_fopen (path, "wb");
  bool done = file != NULL && fwrite (text, 1, length, file) == length;
  int problem = errno;

  if (file != NULL && fclose (file) != 0 && done)
    {
      problem = errno;
      done = false;
    }
  if (!done)
    sj_cli_complain (_("“%s” cannot be written: %s"), path, g_strerror (problem));
  return done;
}

bool
sj_cli_write_file (const char *path, const char *text, size_t length)
{
  g_autofree char *real = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *id = NULL;
  GStatBuf status;

  if (g_str_equal (path, "-"))
    {
      if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
        return true;
      sj_cli_complain (_("standard output cannot be written: %s"), g_strerror (errno));
      return false;
    }
  if (sj_cli_in_workspace (path, &file, &id))
    {
      sj_cli_complain (_("“%s” lies in a workspace, which is only looked at; import it again instead"), path);
      return false;
    }
  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode))
    return write_special (path, text, length);
  real = realpath (path, NULL);    /* what a link leads to, and not the link; NULL: nothing yet */
  if (g_file_set_contents_full (real ? real : path, text, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &error))
    return true;
  sj_cli_complain ("%s", error->message);
  return false;
}

bool
sj_cli_read_json (SjArena *arena, const char *path, char **text, SjValue *value)
{
  g_autoptr (GError) error = NULL;
  size_t length = 0;

  *text = sj_cli_read_file (path, &length);
  if (*text == NULL)
    return false;
  if (sj_json_read (arena, path, *text, length, value, &error))
    return true;
  sj_cli_complain ("%s", error->message);
  g_clear_pointer (text, g_free);
  return false;
}

void
sj_cli_print_diag (const char *path, const char *text, size_t length, const SjDiag *diag)
{
  unsigned line, column;

  sj_text_position (text, length, diag->start, &line, &column);
  fprintf (stderr, "%s:%u:%u: %s: %s\n", path, line, column, sj_severity_name (diag->severity), diag->text);
  if (diag->fix != NULL)
    fprintf (stderr, "    %s %s\n", _("write:"), diag->fix);
}

bool
sj_cli_now (const char *option, SjMoment *now)
{
  if (option == NULL)
    {
      *now = sj_time_moment (g_get_real_time () / 1000, sj_zone_utc ());
      return true;
    }
  if (sj_moment_parse (option, strlen (option), now))
    return true;
  sj_cli_complain (_("“%s” is no moment; write it like 2026-04-11T08:00:00Z or "
                     "2026-04-11T10:00:00+02:00[Europe/Paris]"),
                   option);
  return false;
}
