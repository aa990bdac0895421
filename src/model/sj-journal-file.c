/* sj-journal-file.c -- a history's journal as a file of guarded lines that only grows.
 *
 * A line is 16 hexadecimal digits, a blank and JSON.  The digits are a hash of the
 * JSON that begins with the hash of the line before.  What cannot be written stays
 * in memory and is tried again; a line that was written in part is cut off first.
 */
#include "model/sj-journal.h"

#include "base/sj-hash.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define GUARD 16

typedef struct
{
  SjJournal journal;    /* first */
  char *path;           /* owned */
  int fd;
  uint64_t chain;       /* hash of the last line */
  uint64_t size;        /* of what is surely written */
  SjBuffer waiting;     /* lines that are not written yet */
  bool unsynced;
} JournalFile;

static bool
fail (GError **error, const JournalFile *file, const char *format)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), format, file->path, g_strerror (code));
  return false;
}

static int
open_locked (JournalFile *file, const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    fail (error, file, _("the history “%s” cannot be opened: %s"));
  else if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN,
                     _("the journey is open in another program, which holds its history “%s”"), file->path);
      else
        fail (error, file, _("the history “%s” cannot be locked: %s"));
      close (fd);
      fd = -1;
    }
  return fd;
}

/* The file's name is on disk only when its folder is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s cannot be forced to disk", folder);
  close (fd);
}

static void
file_free (SjJournal *journal)
{
  JournalFile *file = (JournalFile *) journal;

  if (file->fd >= 0)
    close (file->fd);
  sj_buffer_clear (&file->waiting);
  g_free (file->path);
  g_free (file);
}

static uint64_t
file_size (const SjJournal *journal)
{
  const JournalFile *file = (const JournalFile *) journal;

  return file->size + file->waiting.length;
}

static char *
read_all (JournalFile *file, size_t *length, GError **error)
{
  g_autofree char *text = NULL;
  off_t size = lseek (file->fd, 0, SEEK_END);

  *length = 0;
  if (size < 0)
    {
      fail (error, file, _("the history “%s” cannot be read: %s"));
      return NULL;
    }
  text = g_malloc ((size_t) size + 1);
  while (*length < (size_t) size)
    {
      ssize_t count = pread (file->fd, text + *length, (size_t) size - *length, (off_t) *length);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          fail (error, file, _("the history “%s” cannot be read: %s"));
          return NULL;
        }
      if (count == 0)
        break;
      *length += (size_t) count;
    }
  text[*length] = '\0';
  return g_steal_pointer (&text);
}

/* One whole line: its guard fits and its JSON can be read. */
static bool
read_line (const char *line, size_t length, uint64_t *chain, SjArena *arena, SjValue *value)
{
  g_autofree char *digits = length > GUARD + 1 ? g_strndup (line, GUARD) : NULL;
  uint64_t guard;
  char *json;

  if (digits == NULL || line[GUARD] != ' ' || !g_ascii_string_to_unsigned (digits, 16, 0, UINT64_MAX, &guard, NULL))
    return false;
  length -= GUARD + 1;
  if (sj_hash_bytes (*chain, line + GUARD + 1, length) != guard)
    return false;
  json = sj_arena_strndup (arena, line + GUARD + 1, length);
  if (!sj_json_read (arena, NULL, json, length, value, NULL))
    return false;
  *chain = guard;
  return true;
}

static GPtrArray *
file_read (SjJournal *journal, SjArena *arena, GError **error)
{
  JournalFile *file = (JournalFile *) journal;
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *text = NULL;
  size_t length, at = 0;

  text = read_all (file, &length, error);
  if (text == NULL)
    return NULL;
  file->chain = 0;
  for (;;)
    {
      const char *end = memchr (text + at, '\n', length - at);
      SjValue value;

      if (end == NULL || !read_line (text + at, (size_t) (end - text) - at, &file->chain, arena, &value))
        break;
      g_ptr_array_add (lines, sj_arena_dup (arena, &value, sizeof value));
      at = (size_t) (end - text) + 1;
    }
  file->size = at;
  if (at < length && ftruncate (file->fd, (off_t) at) != 0)
    {
      fail (error, file, _("the history “%s” cannot be written: %s"));
      return NULL;
    }
  return g_steal_pointer (&lines);
}

static void
append_line (SjBuffer *buffer, uint64_t *chain, SjValue line)
{
  g_autofree char *json = sj_json_to_string (line, SJ_JSON_COMPACT);

  *chain = sj_hash_text (*chain, json);
  sj_buffer_printf (buffer, "%016" G_GINT64_MODIFIER "x %s\n", *chain, json);
}

static void
file_append (SjJournal *journal, SjValue record)
{
  JournalFile *file = (JournalFile *) journal;

  append_line (&file->waiting, &file->chain, record);
}

static bool
write_at (int fd, const char *bytes, size_t length, uint64_t offset)
{
  while (length > 0)
    {
      ssize_t count = pwrite (fd, bytes, length, (off_t) offset);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        return false;
      bytes += count;
      offset += (uint64_t) count;
      length -= (size_t) count;
    }
  return true;
}

static bool
file_flush (SjJournal *journal, bool durable, GError **error)
{
  JournalFile *file = (JournalFile *) journal;

  if (file->waiting.length > 0)
    {
      if (!write_at (file->fd, file->waiting.text, file->waiting.length, file->size))
        {
          fail (error, file, _("the history “%s” cannot be written: %s"));
          if (ftruncate (file->fd, (off_t) file->size) != 0)
            g_debug ("a line that was written in part stays until the next try");
          return false;
        }
      file->size += file->waiting.length;
      file->unsynced = true;
      sj_buffer_reset (&file->waiting);
    }
  if ((durable || journal->durable) && file->unsynced)
    {
      if (fdatasync (file->fd) != 0)
        return fail (error, file, _("the history “%s” cannot be written to disk: %s"));
      file->unsynced = false;
    }
  return true;
}

/* Takes a new, locked file over in the place of the present one. */
static void
change_over (JournalFile *file, int fd, uint64_t chain, uint64_t size)
{
  close (file->fd);
  file->fd = fd;
  file->chain = chain;
  file->size = size;
  file->unsynced = false;
  sj_buffer_reset (&file->waiting);
  sync_folder (file->path);
}

static char *
file_put_aside (SjJournal *journal, GError **error)
{
  JournalFile *file = (JournalFile *) journal;

  for (unsigned number = 1;; number++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.%u", file->path, number);
      int fd;

      if (g_file_test (aside, G_FILE_TEST_EXISTS))
        continue;
      if (g_rename (file->path, aside) != 0)
        {
          fail (error, file, _("the history “%s” cannot be put aside: %s"));
          return NULL;
        }
      fd = open_locked (file, file->path, error);
      if (fd < 0)
        return NULL;
      change_over (file, fd, 0, 0);
      return g_steal_pointer (&aside);
    }
}

static bool
file_rewrite (SjJournal *journal, const SjValue *records, size_t count, GError **error)
{
  JournalFile *file = (JournalFile *) journal;
  g_autofree char *new_path = g_strconcat (file->path, ".new", NULL);
  g_auto (SjBuffer) text = SJ_BUFFER_INIT;
  uint64_t chain = 0;
  int fd = open_locked (file, new_path, error);

  if (fd < 0)
    return false;
  for (size_t i = 0; i < count; i++)
    append_line (&text, &chain, records[i]);
  if (ftruncate (fd, 0) != 0 || !write_at (fd, text.text, text.length, 0) || fdatasync (fd) != 0 ||
      g_rename (new_path, file->path) != 0)
    {
      fail (error, file, _("the history “%s” cannot be written: %s"));
      g_unlink (new_path);
      close (fd);
      return false;
    }
  change_over (file, fd, chain, text.length);
  return true;
}

bool
sj_journal_save_file (SjSlice text, const char *document, GError **error)
{
  return g_file_set_contents_full (document, text.text, (gssize) text.length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

/* The mark must be on disk before the document that it is of. */
static bool
file_save (SjJournal *journal, SjSlice text, const char *document, GError **error)
{
  return file_flush (journal, true, error) && sj_journal_save_file (text, document, error);
}

static const SjJournalType file_type = {
  .read = file_read, .append = file_append, .flush = file_flush, .rewrite = file_rewrite,
  .put_aside = file_put_aside, .save = file_save, .size = file_size, .free = file_free,
};

SjJournal *
sj_journal_file_open (const char *path, GError **error)
{
  JournalFile *file = g_new0 (JournalFile, 1);

  file->journal = (SjJournal) { &file_type, true };
  file->path = g_strdup (path);
  file->fd = open_locked (file, path, error);
  if (file->fd < 0)
    {
      file_free (&file->journal);
      return NULL;
    }
  if (lseek (file->fd, 0, SEEK_END) == 0)
    sync_folder (path);    /* it may be new */
  return &file->journal;
}
