/* test-lines.c -- the same lines come out of a file, whatever it is packed with, and
 * what was cut off or damaged is never taken for the end. */
#include "base/sj-lines.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static char *path;    /* of the file that a test writes */

#define WINDOW_SLACK ((size_t) 2 << 20)    /* more than the reader has at hand beyond the limit */

typedef GByteArray *(*Pack) (const char *text, size_t length);

static GByteArray *
pack_plain (const char *text, size_t length)
{
  GByteArray *bytes = g_byte_array_new ();

  return g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
}

static GByteArray *
pack_gzip (const char *text, size_t length)
{
  GByteArray *bytes = g_byte_array_new ();
  z_stream stream = { .next_in = (unsigned char *) text, .avail_in = (unsigned) length };

  g_byte_array_set_size (bytes, (guint) (length + length / 8 + 256));
  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  stream.next_out = bytes->data;
  stream.avail_out = bytes->len;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (bytes, (guint) stream.total_out);
  deflateEnd (&stream);
  return bytes;
}

static GByteArray *
pack_zstd (const char *text, size_t length)
{
  GByteArray *bytes = g_byte_array_new ();
  size_t size;

  g_byte_array_set_size (bytes, (guint) ZSTD_compressBound (length));
  size = ZSTD_compress (bytes->data, bytes->len, text, length, 3);
  g_assert_false (ZSTD_isError (size));
  g_byte_array_set_size (bytes, (guint) size);
  return bytes;
}

static const struct { const char *name; Pack pack; } packings[] = {
  { "plain", pack_plain }, { "gzip", pack_gzip }, { "zstd", pack_zstd },
};

static void
write_bytes (const GByteArray *bytes, guint length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) bytes->data, length, &error);
  g_assert_no_error (error);
}

/* All lines, each with its number in front: "1:a|2:b|", and "!" for an error. */
static char *
read_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjLines) lines = sj_lines_open (path, &error);
  GString *found = g_string_new (NULL);
  SjSlice line;

  g_assert_no_error (error);
  while (sj_lines_next (lines, &line, &error))
    {
      g_string_append_printf (found, "%" G_GUINT64_FORMAT ":", sj_lines_number (lines));
      g_string_append_len (found, line.text, (gssize) line.length);
      g_string_append_c (found, '|');
    }
  if (error != NULL)
    g_string_append_c (found, '!');
  return g_string_free (found, FALSE);
}

static void
test_forms (void)
{
  static const struct { const char *text, *lines; } cases[] = {
    { "", "" },
    { "\n", "1:|" },
    { "a", "1:a|" },
    { "a\nb\n", "1:a|2:b|" },
    { "a\n\nb", "1:a|2:|3:b|" },
    { "a\r\nb\r\n", "1:a|2:b|" },
    { "a\rb\n", "1:a\rb|" },
    { "\xef\xbb\xbf" "a\n\xef\xbb\xbf" "b", "1:a|2:\xef\xbb\xbf" "b|" },
    { "\x1f", "1:\x1f|" },
    { "\x28\xb5\x2f", "1:\x28\xb5\x2f|" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (packings); j++)
      {
        g_autoptr (GByteArray) bytes = packings[j].pack (cases[i].text, strlen (cases[i].text));
        g_autofree char *lines = NULL;

        write_bytes (bytes, bytes->len);
        lines = read_lines ();
        g_test_message ("%s %zu", packings[j].name, i);
        g_assert_cmpstr (lines, ==, cases[i].lines);
      }
}

/* Numbers as lines of growing length: across every border of the windows. */
static char *
long_text (void)
{
  GString *text = g_string_new (NULL);

  for (unsigned i = 0; i < 3000; i++)
    {
      g_string_append_printf (text, "%u ", i);
      for (unsigned j = 0; j < i * 7 % 1500; j++)
        g_string_append_c (text, (char) ('a' + j * i % 26));
      g_string_append_c (text, '\n');
    }
  for (unsigned i = 0; i < 2500000; i++)    /* longer than the window */
    g_string_append_c (text, (char) ('a' + i % 7));
  return g_string_free (text, FALSE);
}

static void
test_long (void)
{
  g_autofree char *text = long_text ();
  g_auto (GStrv) wanted = g_strsplit (text, "\n", -1);

  for (size_t j = 0; j < G_N_ELEMENTS (packings); j++)
    {
      g_autoptr (GByteArray) bytes = packings[j].pack (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (SjLines) lines = NULL;
      SjSlice line;

      write_bytes (bytes, bytes->len);
      lines = sj_lines_open (path, &error);
      g_assert_no_error (error);
      while (sj_lines_next (lines, &line, &error))
        {
          const char *want = wanted[sj_lines_number (lines) - 1];

          g_assert_cmpmem (line.text, line.length, want, strlen (want));
        }
      g_assert_no_error (error);
      g_assert_cmpuint (sj_lines_number (lines), ==, g_strv_length (wanted));
    }
}

/* One archive behind the other is one file. */
static void
test_several (void)
{
  for (size_t j = 0; j < G_N_ELEMENTS (packings); j++)
    {
      g_autoptr (GByteArray) bytes = packings[j].pack ("a\nb", 3);
      g_autoptr (GByteArray) more = packings[j].pack ("c\nd\n", 4);
      g_autofree char *lines = NULL;

      g_byte_array_append (bytes, more->data, more->len);
      write_bytes (bytes, bytes->len);
      lines = read_lines ();
      g_assert_cmpstr (lines, ==, "1:a|2:bc|3:d|");
    }
}

static void
test_cut_off (void)
{
  for (size_t j = 1; j < G_N_ELEMENTS (packings); j++)
    {
      g_autoptr (GByteArray) bytes = packings[j].pack ("one\ntwo\nthree\n", 14);

      for (guint length = 4; length < bytes->len; length++)
        {
          g_autofree char *lines = NULL;

          write_bytes (bytes, length);
          lines = read_lines ();
          g_assert_true (g_str_has_suffix (lines, "!"));
        }
    }
}

static void
test_damaged (void)
{
  for (size_t j = 1; j < G_N_ELEMENTS (packings); j++)
    {
      g_autoptr (GByteArray) bytes = packings[j].pack ("one\ntwo\nthree\n", 14);
      g_autofree char *lines = NULL;

      memset (bytes->data + 4, 0xff, bytes->len - 4);
      write_bytes (bytes, bytes->len);
      lines = read_lines ();
      g_assert_true (g_str_has_suffix (lines, "!"));
    }
}

static void
test_too_long (void)
{
  g_autofree char *text = g_malloc (SJ_LINE_LIMIT + WINDOW_SLACK);
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *lines = NULL;

  memset (text, 'a', SJ_LINE_LIMIT + WINDOW_SLACK);
  bytes = pack_zstd (text, SJ_LINE_LIMIT + WINDOW_SLACK);
  write_bytes (bytes, bytes->len);
  lines = read_lines ();
  g_assert_cmpstr (lines, ==, "!");
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_null (sj_lines_open ("there-is-no-such-file", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (sj_lines_open (folder, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("sojourn-lines-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  path = g_build_filename (folder, "file", NULL);
  g_test_add_func ("/base/lines/forms", test_forms);
  g_test_add_func ("/base/lines/long", test_long);
  g_test_add_func ("/base/lines/several", test_several);
  g_test_add_func ("/base/lines/cut-off", test_cut_off);
  g_test_add_func ("/base/lines/damaged", test_damaged);
  g_test_add_func ("/base/lines/too-long", test_too_long);
  g_test_add_func ("/base/lines/missing", test_missing);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  return status;
}
