/* sj-lines.c -- a window over a file, filled from what unpacks it.
 *
 * A line that does not fit into the window is moved to its beginning, and the window
 * grows only for lines longer than itself.  An archive that was cut off is an error
 * and not an end: whoever counts lines must know.
 */
#include "base/sj-lines.h"

#include "base/sj-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define WINDOW ((size_t) 1 << 20)
#define PACKED ((size_t) 1 << 18)

typedef enum { PLAIN, GZIP, ZSTD } Packing;

struct SjLines
{
  char *path;               /* owned */
  int file;
  Packing packing;
  char *window;             /* owned */
  size_t at, filled, allocated;
  uint64_t number;
  bool ended;               /* nothing more will come into the window */

  unsigned char *packed;    /* owned: bytes of the file that are not unpacked yet */
  size_t packed_at, packed_filled;
  bool file_ended;
  bool inside;              /* a member or frame has begun and not ended */
  z_stream gzip;
  ZSTD_DStream *zstd;       /* owned, or NULL */
};

static bool
fail (const SjLines *lines, GError **error, const char *text)
{
  g_set_error (error, SJ_BASE_ERROR, SJ_BASE_ERROR_SYNTAX, "%s: %s", lines->path, text);
  return false;
}

static bool
read_file (SjLines *lines, void *into, size_t room, size_t *count, GError **error)
{
  ssize_t done;

  do
    done = read (lines->file, into, room);
  while (done < 0 && errno == EINTR);
  if (done < 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("%s cannot be read: %s"), lines->path,
                   g_strerror (code));
      return false;
    }
  *count = (size_t) done;
  lines->file_ended = done == 0;
  return true;
}

/* More packed bytes, where all that were there are used up. */
static bool
fill_packed (SjLines *lines, GError **error)
{
  if (lines->packed_at < lines->packed_filled || lines->file_ended)
    return true;
  lines->packed_at = lines->packed_filled = 0;
  return read_file (lines, lines->packed, PACKED, &lines->packed_filled, error);
}

static bool
has_packed (const SjLines *lines)
{
  return lines->packed_at < lines->packed_filled;
}

/* One call of zlib; an archive may have several members, one behind the other. */
static bool
unpack_gzip (SjLines *lines, char *into, size_t room, size_t *count, GError **error)
{
  z_stream *stream = &lines->gzip;
  int status;

  if (!lines->inside && inflateReset (stream) != Z_OK)
    return fail (lines, error, _("the archive cannot be unpacked"));
  lines->inside = true;
  stream->next_in = lines->packed + lines->packed_at;
  stream->avail_in = (unsigned) (lines->packed_filled - lines->packed_at);
  stream->next_out = (unsigned char *) into;
  stream->avail_out = (unsigned) room;
  status = inflate (stream, Z_NO_FLUSH);
  lines->packed_at = lines->packed_filled - stream->avail_in;
  *count = room - stream->avail_out;
  if (status == Z_STREAM_END)
    lines->inside = false;
  else if (status != Z_OK && status != Z_BUF_ERROR)
    return fail (lines, error, _("the archive is damaged"));
  return true;
}

static bool
unpack_zstd (SjLines *lines, char *into, size_t room, size_t *count, GError **error)
{
  ZSTD_inBuffer in = { lines->packed, lines->packed_filled, lines->packed_at };
  ZSTD_outBuffer out = { into, room, 0 };
  size_t left = ZSTD_decompressStream (lines->zstd, &out, &in);

  lines->packed_at = in.pos;
  *count = out.pos;
  if (ZSTD_isError (left))
    return fail (lines, error, _("the archive is damaged"));
  lines->inside = left != 0;
  return true;
}

/* At least one byte, or none at the end. */
static bool
read_some (SjLines *lines, char *into, size_t room, size_t *count, GError **error)
{
  *count = 0;
  if (lines->packing == PLAIN)
    {
      *count = MIN (lines->packed_filled - lines->packed_at, room);
      if (*count == 0)
        return read_file (lines, into, room, count, error);
      memcpy (into, lines->packed + lines->packed_at, *count);    /* what was read to see the packing */
      lines->packed_at += *count;
      return true;
    }
  while (*count == 0)
    {
      if (!fill_packed (lines, error))
        return false;
      if (!has_packed (lines) && !lines->inside)
        return true;
      if (!(lines->packing == GZIP ? unpack_gzip : unpack_zstd) (lines, into, room, count, error))
        return false;
      if (*count == 0 && lines->inside && !has_packed (lines) && lines->file_ended)
        return fail (lines, error, _("the archive is cut off"));
    }
  return true;
}

static Packing
packing_of (const unsigned char *bytes, size_t count)
{
  if (count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
    return GZIP;
  if (count >= 4 && memcmp (bytes, "\x28\xb5\x2f\xfd", 4) == 0)
    return ZSTD;
  return PLAIN;
}

/* The first bytes decide; a pipe may hand them out one by one. */
static bool
look_at_packing (SjLines *lines, GError **error)
{
  size_t count = 1;

  while (lines->packed_filled < 4 && count > 0)
    {
      if (!read_file (lines, lines->packed + lines->packed_filled, PACKED - lines->packed_filled, &count, error))
        return false;
      lines->packed_filled += count;
    }
  lines->packing = packing_of (lines->packed, lines->packed_filled);
  if (lines->packing == GZIP && inflateInit2 (&lines->gzip, 16 + MAX_WBITS) != Z_OK)
    return fail (lines, error, _("the archive cannot be unpacked"));
  if (lines->packing == ZSTD)
    lines->zstd = ZSTD_createDStream ();
  return true;
}

SjLines *
sj_lines_open (const char *path, GError **error)
{
  g_autoptr (SjLines) lines = g_new0 (SjLines, 1);
  bool is_input = strcmp (path, "-") == 0;

  lines->path = g_strdup (is_input ? _("standard input") : path);
  lines->file = is_input ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  if (lines->file < 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("%s cannot be opened: %s"), path,
                   g_strerror (code));
      return NULL;
    }
  lines->packed = g_malloc (PACKED);
  lines->allocated = WINDOW;
  lines->window = g_malloc (lines->allocated);
  if (!look_at_packing (lines, error))
    return NULL;
  return g_steal_pointer (&lines);
}

void
sj_lines_free (SjLines *lines)
{
  if (lines == NULL)
    return;
  if (lines->file > STDIN_FILENO)
    close (lines->file);
  if (lines->packing == GZIP)
    inflateEnd (&lines->gzip);
  ZSTD_freeDStream (lines->zstd);
  g_free (lines->packed);
  g_free (lines->window);
  g_free (lines->path);
  g_free (lines);
}

/* More bytes behind those of the line that has begun. */
static bool
fill (SjLines *lines, GError **error)
{
  size_t count;

  if (lines->at > 0)
    {
      memmove (lines->window, lines->window + lines->at, lines->filled - lines->at);
      lines->filled -= lines->at;
      lines->at = 0;
    }
  if (lines->filled > SJ_LINE_LIMIT)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, lines->number + 1);

      g_set_error (error, SJ_BASE_ERROR, SJ_BASE_ERROR_LIMIT, _("%s: line %s is longer than %u MiB"), lines->path,
                   number, (unsigned) (SJ_LINE_LIMIT >> 20));
      return false;
    }
  if (lines->filled == lines->allocated)
    {
      lines->allocated *= 2;
      lines->window = g_realloc (lines->window, lines->allocated);
    }
  if (!read_some (lines, lines->window + lines->filled, lines->allocated - lines->filled, &count, error))
    return false;
  lines->filled += count;
  lines->ended = count == 0;
  return true;
}

static void
skip_mark (SjSlice *line)
{
  if (line->length >= 3 && memcmp (line->text, "\xef\xbb\xbf", 3) == 0)
    *line = (SjSlice) { line->text + 3, line->length - 3 };
}

bool
sj_lines_next (SjLines *lines, SjSlice *line, GError **error)
{
  size_t searched = 0;
  const char *end;

  for (;;)
    {
      const char *from = lines->window + lines->at + searched;

      end = memchr (from, '\n', lines->filled - lines->at - searched);
      if (end != NULL || lines->ended)
        break;
      searched = lines->filled - lines->at;
      if (!fill (lines, error))
        return false;
    }
  if (end == NULL && lines->at == lines->filled)
    return false;
  line->text = lines->window + lines->at;
  line->length = end ? (size_t) (end - line->text) : lines->filled - lines->at;
  lines->at += line->length + (end != NULL);
  if (line->length > 0 && line->text[line->length - 1] == '\r')
    line->length--;
  if (lines->number++ == 0)
    skip_mark (line);
  return true;
}

uint64_t
sj_lines_number (const SjLines *lines)
{
  return lines->number;
}
