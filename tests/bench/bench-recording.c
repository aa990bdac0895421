/* bench-recording.c -- how fast recorded events come into memory, on one thread.
 *
 *   bench-recording [PERSONS]
 *
 * Twice as many events as the workload W1 has persons, in the order of time, once with
 * an empty payload and once with one as in W3 (about 340 bytes a line), which nobody
 * reads.  Reading, looking for repeats, grouping and sorting are all in the time.
 */
#include "engine/sj-recording.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static const char payload[] =
    "\"orderId\":\"o00012345\",\"currency\":\"EUR\",\"total\":123.45,\"items\":["
    "{\"sku\":\"SKU-0001\",\"name\":\"Trail Runner\",\"qty\":2,\"price\":19.99},"
    "{\"sku\":\"SKU-0002\",\"name\":\"Yoga Mat\",\"qty\":1,\"price\":29.5},"
    "{\"sku\":\"SKU-0003\",\"name\":\"Salt & Pepper Mill\",\"qty\":5,\"price\":7.25}]";

static void
write_events (const char *path, uint32_t persons, bool full)
{
  FILE *file = g_fopen (path, "w");

  for (uint32_t i = 0; i < 2 * persons; i++)
    fprintf (file,
             "{\"id\":\"e%010u\",\"type\":\"%s\",\"profile\":\"p%08u\",\"time\":%" G_GUINT64_FORMAT
             ",\"payload\":{%s}}\n",
             i, i < persons ? "checkout" : "purchase", (uint32_t) ((uint64_t) i * 7368787 % persons),
             UINT64_C (1700000000000) + i, full ? payload : "");
  fclose (file);
}

static void
open_journey (SjWorld *world)
{
  g_autofree char *path = g_build_filename (BENCH_SOURCE, "w1.journey", NULL);
  g_autofree char *text = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    journey = sj_journey_read (&sj_kinds_default, path, text, length, &diags, NULL);
  if (journey == NULL || sj_program_compile (world, journey, &diags) == NULL)
    exit (2);
}

static void
measure (const char *path, const char *name)
{
  g_autoptr (SjLibrary) library = sj_library_load (BENCH_SOURCE, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  g_autoptr (SjRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf file;
  double start, read, all;

  open_journey (world);
  recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
  g_stat (path, &file);
  start = cpu ();
  if (!sj_recording_read_events (recording, path, &error))
    exit (2);
  read = cpu () - start;
  sj_recording_finish (recording);
  all = cpu () - start;
  printf ("%-12s %6.0f MB, %9.0f lines: read %6.0f MB/s, with grouping %6.0f MB/s, %4.0f ns a line\n", name,
          (double) file.st_size * 1e-6, (double) sj_recording_count (recording, SJ_LINE_USED),
          (double) file.st_size * 1e-6 / read, (double) file.st_size * 1e-6 / all,
          all * 1e9 / (double) sj_recording_count (recording, SJ_LINE_USED));
}

int
main (int argc, char **argv)
{
  uint32_t persons = argc > 1 ? (uint32_t) atoi (argv[1]) : 500000;
  g_autofree char *folder = g_dir_make_tmp ("sojourn-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);

  for (int full = 0; full < 2; full++)
    {
      write_events (path, persons, full);
      measure (path, full ? "payload" : "no payload");
    }
  g_remove (path);
  g_rmdir (folder);
  return 0;
}
