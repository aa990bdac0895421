/* sj-lock.c -- a file that is locked and names its holder.
 *
 * The file is removed by its holder; so whoever gets the lock makes sure that what
 * was locked is still what has that name.
 */
#include "store/sj-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENDING "-lock"
#define NOTE 512          /* bytes that are read of what a holder says */

struct SjLock
{
  char *path;             /* owned */
  int fd;
};

/* "4711\nsojourn\nhost\n" */
static char *
own_note (void)
{
  const char *program = g_get_prgname ();

  return g_strdup_printf ("%ld\n%s\n%s\n", (long) getpid (), program ? program : "?", g_get_host_name ());
}

static char *
printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_strescape (valid, NULL);
}

static void
set_busy (GError **error, const char *path, int fd)
{
  g_autofree char *name = g_path_get_basename (path);
  char text[NOTE + 1] = "";
  ssize_t length = pread (fd, text, NOTE, 0);
  g_auto (GStrv) note = NULL;
  g_autofree char *program = NULL;
  g_autofree char *host = NULL;
  int64_t pid;

  text[MAX (length, 0)] = '\0';
  note = g_strsplit (text, "\n", 4);
  if (g_strv_length (note) < 4 || (pid = g_ascii_strtoll (note[0], NULL, 10)) <= 0)
    {
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_BUSY, _("“%s” is open in another program"), name);
      return;
    }
  program = printable (note[1]);
  host = printable (note[2]);
  if (strcmp (note[2], g_get_host_name ()) != 0)
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_BUSY,
                 _("“%s” is open in %s on the computer “%s” (process %" G_GINT64_FORMAT ")"), name, program, host, pid);
  else if (pid == getpid ())
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_BUSY, _("“%s” is open already, in this program"), name);
  else
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_BUSY, _("“%s” is open in %s (process %" G_GINT64_FORMAT ")"),
                 name, program, pid);
}

static bool
is_named (int fd, const char *path)
{
  struct stat held, named;

  return fstat (fd, &held) == 0 && stat (path, &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

/* The locked file; -1 with the error set. */
static int
take (const char *lock_path, const char *path, GError **error)
{
  for (;;)
    {
      int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

      if (fd < 0)
        {
          g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_READ_ONLY, _("nothing can be written beside “%s”: %s"),
                       path, g_strerror (errno));
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          set_busy (error, path, fd);
          close (fd);
          return -1;
        }
      if (is_named (fd, lock_path))
        return fd;
      close (fd);    /* its holder removed it just now */
    }
}

SjLock *
sj_lock_new (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ENDING, NULL);
  g_autofree char *note = own_note ();
  int fd = take (lock_path, path, error);
  SjLock *lock;

  if (fd < 0)
    return NULL;
  lock = g_new0 (SjLock, 1);
  lock->path = g_steal_pointer (&lock_path);
  lock->fd = fd;
  if (ftruncate (fd, 0) != 0 || pwrite (fd, note, strlen (note), 0) != (ssize_t) strlen (note))
    g_debug ("the lock beside “%s” does not name this program: %s", path, g_strerror (errno));
  return lock;
}

void
sj_lock_free (SjLock *lock)
{
  g_unlink (lock->path);
  close (lock->fd);
  g_free (lock->path);
  g_free (lock);
}
