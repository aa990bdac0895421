/* designer-start.c -- the designer says when its first frame was painted, and is ended then. */
#include "tests/bench/designer-start.h"

#include "runtime/sj-workspace.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static bool
make_workspace (const char *path, const char *sample, GError **error)
{
  SjWorkspace *workspace = sj_workspace_create (path, "Sample", error);
  g_auto (SjImported) imported = { 0 };

  if (workspace == NULL)
    return false;
  if (!sj_workspace_import (workspace, sample, SJ_REF_NONE, &imported, error))
    {
      sj_workspace_free (workspace);
      return false;
    }
  return sj_workspace_close (workspace, error);
}

static bool
wait_for_frame (int from, GError **error)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (from);
  g_autoptr (GString) line = g_string_new (NULL);

  g_io_channel_set_encoding (channel, NULL, NULL);
  g_io_channel_set_close_on_unref (channel, TRUE);
  while (g_io_channel_read_line_string (channel, line, NULL, error) == G_IO_STATUS_NORMAL)
    if (strstr (line->str, "first frame") != NULL)
      return true;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the designer ended without a frame");
  return false;
}

static bool
start_on (const char *program, const char *path, DesignerStart *start, GError **error)
{
  const char *argv[] = { program, path, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "G_MESSAGES_DEBUG", "sojourn-ui", TRUE);
  gint64 began = g_get_monotonic_time ();
  struct rusage used;
  bool painted;
  GPid child;
  int out;

  if (!g_spawn_async_with_pipes (NULL, (char **) argv, environment, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child,
                                 NULL, &out, NULL, error))
    return false;
  painted = wait_for_frame (out, error);
  start->wall = (double) (g_get_monotonic_time () - began) / 1e3;
  kill (child, SIGKILL);
  wait4 (child, NULL, 0, &used);
  start->cpu = (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
               (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
  return painted;
}

bool
designer_start (const char *program, const char *sample, DesignerStart *start, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("designer-start.XXXXXX", error);
  g_autofree char *path = folder ? g_build_filename (folder, "Sample.sojourn", NULL) : NULL;
  const char *const tails[] = { "", "-wal", "-shm", "-lock" };
  bool good;

  if (folder == NULL)
    return false;
  good = make_workspace (path, sample, error) && start_on (program, path, start, error);
  for (size_t i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (path, tails[i], NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
  return good;
}
