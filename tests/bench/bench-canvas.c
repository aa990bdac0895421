/* bench-canvas.c -- what a frame of the canvas costs, and opening and editing a journey.
 *
 * Made-up journeys in a window of 1280 × 800 on a screen that nobody sees, drawn by the
 * software renderer.  "All" is zoomed so that every step is in view, "1:1" is 100 % at the
 * journey's beginning.  Figures are processor time of the whole process, of the best of a
 * few series.  Fails above a target by more than a fifth.
 */
#include "model/sj-check.h"
#include "model/sj-edit-graph.h"
#include "kinds/sj-kinds-default.h"
#include "scene/sj-drawing.h"
#include "tests/bench/designer-start.h"
#include "tests/bench/journey-drawn.h"
#include "widgets/sj-canvas.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { FRAMES = 30, WARM = 5, SERIES = 4, EDITS = 15, STARTS = 5 };

typedef struct
{
  GtkWidget *window, *canvas;
  SjJourney *journey;
  SjHistory *history;
  SjChecker *checker;
  SjDrawing *drawing;
} Bench;

static bool failed;

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec * 1e-6;
}

static void
report (const char *what, const char *unit, double value, double target)
{
  bool good = target <= 0 || value <= target * 1.2;

  if (target > 0)
    printf ("%-44s %8.2f %s  (target %g)%s\n", what, value, unit, target, good ? "" : "  TOO MUCH");
  else
    printf ("%-44s %8.2f %s\n", what, value, unit);
  failed |= !good;
}

/* ---------------------------------------------------------------- frames */

typedef void (*Act) (Bench *bench, int frame);

typedef struct
{
  Bench *bench;
  Act act;
  int frame;
  double cpu;
  gint64 began;
  double walls[FRAMES];
} Series;

static void
before_cb (GdkFrameClock *clock, Series *series)
{
  series->began = g_get_monotonic_time ();
}

static void
after_cb (GdkFrameClock *clock, Series *series)
{
  if (series->frame > WARM && series->frame <= WARM + FRAMES)
    series->walls[series->frame - WARM - 1] = (double) (g_get_monotonic_time () - series->began) / 1e3;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Series *series = data;

  if (series->frame == WARM)
    series->cpu = cpu_ms ();
  if (series->frame == WARM + FRAMES)
    {
      series->cpu = (cpu_ms () - series->cpu) / FRAMES;
      series->frame++;
      return G_SOURCE_REMOVE;
    }
  series->act (series->bench, series->frame++);
  return G_SOURCE_CONTINUE;
}

static int
compare (const void *one, const void *other)
{
  double a = *(const double *) one, b = *(const double *) other;

  return (a > b) - (a < b);
}

static Series
run_series (Bench *bench, Act act)
{
  Series series = { bench, act };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), &series);
  gulong after = g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_cb), &series);

  gtk_widget_add_tick_callback (bench->window, tick_cb, &series, NULL);
  while (series.frame <= WARM + FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  qsort (series.walls, FRAMES, sizeof (double), compare);
  return series;
}

static double
measure (Bench *bench, const char *what, Act act, double target)
{
  Series best = run_series (bench, act);

  for (int i = 1; i < SERIES; i++)
    {
      Series series = run_series (bench, act);

      if (series.cpu < best.cpu)
        best = series;
    }
  report (what, "ms of the processor a frame", best.cpu, target);
  printf ("%-44s %8.2f / %.2f ms (median / 95 of 100)\n", "  from begin to end of a frame", best.walls[FRAMES / 2],
          best.walls[FRAMES * 95 / 100]);
  return best.cpu;
}

static void
pan (Bench *bench, int frame)
{
  sj_drawing_pan (bench->drawing, frame % 20 < 10 ? 7 : -7, frame % 12 < 6 ? 5 : -5);
}

static void
zoom (Bench *bench, int frame)
{
  sj_drawing_zoom_by (bench->drawing, frame % 12 < 6 ? 0.25 : -0.25, 600, 400);
}

static void
held_at (Bench *bench, double *x, double *y)
{
  SjScene *scene = sj_drawing_scene (bench->drawing);
  SjCard *card = sj_scene_find (scene, "step-5");
  double width, height;

  sj_view_place (sj_drawing_view (bench->drawing), &card->box, x, y, &width, &height);
  *x += width / 2;
  *y += height / 2;
}

static double press_x, press_y;

static void
drag (Bench *bench, int frame)
{
  SjPointer pointer = { .button = 1, .n_press = 1, .time = g_get_monotonic_time () };

  if (frame == 0)
    {
      held_at (bench, &press_x, &press_y);
      pointer.x = press_x;
      pointer.y = press_y;
      sj_drawing_press (bench->drawing, &pointer);
    }
  pointer.x = press_x + 60 * sin (frame / 8.0);
  pointer.y = press_y + 60 * cos (frame / 8.0);
  sj_drawing_motion (bench->drawing, &pointer);
  if (frame == WARM + FRAMES - 1)
    {
      sj_drawing_escape (bench->drawing);
      sj_drawing_release (bench->drawing, &pointer);
    }
}

/* ---------------------------------------------------------------- opening and editing */

static bool painted;

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  painted = true;
}

static void
wait_for_paint (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  gulong id = g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), NULL);

  painted = false;
  gtk_widget_queue_draw (bench->canvas);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static void
settle (void)
{
  for (int i = 0; i < 400 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static double
resident_mb (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / 1e6;
}

static void
open_journey (Bench *bench, unsigned n, double target)
{
  g_autofree char *what = g_strdup_printf ("%u steps: open until drawn", n);
  double start;

  bench->journey = journey_drawn_new (n, 7);
  bench->history = sj_history_new (bench->journey);
  wait_for_paint (bench);
  start = cpu_ms ();
  bench->checker = sj_checker_new (bench->journey, NULL);
  sj_checker_update (bench->checker);
  bench->drawing = sj_drawing_new (bench->journey, &(SjDrawingParts) { bench->history, bench->checker, NULL });
  sj_canvas_set_drawing (SJ_CANVAS (bench->canvas), bench->drawing);
  sj_drawing_open_view (bench->drawing);
  wait_for_paint (bench);
  report (what, "ms", cpu_ms () - start, target);
  settle ();
}

static void
close_journey (Bench *bench)
{
  sj_canvas_set_drawing (SJ_CANVAS (bench->canvas), NULL);
  g_clear_pointer (&bench->drawing, sj_drawing_free);
  g_clear_pointer (&bench->checker, sj_checker_free);
  g_clear_pointer (&bench->history, sj_history_free);
  g_clear_pointer (&bench->journey, sj_journey_unref);
  settle ();
}

static void
fit (Bench *bench)
{
  SjBox bounds = sj_scene_bounds (sj_drawing_scene (bench->drawing));

  sj_view_fit (sj_drawing_view (bench->drawing), &bounds);
  sj_drawing_view_changed (bench->drawing);
  wait_for_paint (bench);
}

static void
show_beginning (Bench *bench)
{
  SjView *view = sj_drawing_view (bench->drawing);
  const SjBox *box = &sj_scene_find (sj_drawing_scene (bench->drawing), "step-3")->box;

  view->zoom = 1;
  sj_view_centre (view, box->x + 300, box->y);
  sj_drawing_view_changed (bench->drawing);
  wait_for_paint (bench);
}

typedef void (*Edit) (Bench *bench, int round);

/* Until it is drawn and its problems are known. */
static void
measure_edit (Bench *bench, const char *what, Edit edit, double target)
{
  double costs[EDITS];

  for (int i = 0; i < EDITS; i++)
    {
      double start = cpu_ms ();

      edit (bench, i);
      wait_for_paint (bench);
      costs[i] = cpu_ms () - start;
      settle ();
    }
  qsort (costs, EDITS, sizeof (double), compare);
  report (what, "ms, the median", costs[EDITS / 2], target);
}

static void
insert (Bench *bench, int round)
{
  g_autofree char *id = g_strdup_printf ("step-%d", 10 + round * 7);

  sj_drawing_select (bench->drawing, id);
  sj_drawing_add (bench->drawing, sj_kind_find (&sj_kinds_default, "wait", 4), NULL);
}

static void
delete (Bench *bench, int round)
{
  g_autofree char *id = g_strdup_printf ("step-%d", 11 + round * 7);

  sj_drawing_select (bench->drawing, id);
  sj_drawing_delete (bench->drawing, true);
}

static void
duplicate_ten (Bench *bench, int round)
{
  char ids[10][24];
  const char *list[11] = { NULL };

  for (int i = 0; i < 10; i++)
    {
      g_snprintf (ids[i], sizeof ids[i], "step-%d", 1000 + round * 13 + i);
      list[i] = ids[i];
    }
  sj_drawing_select_nodes (bench->drawing, list);
  sj_drawing_duplicate (bench->drawing);
}

static void
undo (Bench *bench, int round)
{
  sj_drawing_undo (bench->drawing);
}

static void
bench_edits (Bench *bench)
{
  sj_drawing_select_all (bench->drawing);
  measure (bench, "move all that is selected", drag, 33);
  sj_drawing_select_none (bench->drawing);
  show_beginning (bench);
  measure_edit (bench, "insert a step", insert, 30);
  measure_edit (bench, "delete a step and close the gap", delete, 30);
  measure_edit (bench, "duplicate ten steps", duplicate_ten, 30);
  measure_edit (bench, "undo", undo, 30);
}

/* ---------------------------------------------------------------- all of it */

typedef struct
{
  unsigned n;
  double open, move, drag;    /* targets; 0: only told */
} Size;

static const Size sizes[] = {
  { 100, 120, 0, 0 },
  { 1000, 200, 12, 6 },
  { 5000, 400, 25, 15 },
};

static void
bench_size (Bench *bench, const Size *size, double *small_pan)
{
  double before = resident_mb (), at_1;

  printf ("\n%u steps\n", size->n);
  open_journey (bench, size->n, size->open);
  if (size->n == 5000)
    report ("memory above the empty canvas", "MB", resident_mb () - before, 40);
  fit (bench);
  measure (bench, "pan, all", pan, size->move);
  measure (bench, "zoom, all", zoom, size->move);
  measure (bench, "drag, all", drag, size->drag);
  show_beginning (bench);
  at_1 = measure (bench, "pan, 1:1", pan, 7);
  measure (bench, "zoom, 1:1", zoom, 7);
  measure (bench, "drag, 1:1", drag, 0);
  if (size->n == 100)
    *small_pan = at_1;
  else if (size->n == 5000)
    report ("pan, 1:1, against 100 steps", "times", at_1 / *small_pan, 1.1);
  if (size->n == 5000)
    {
      fit (bench);
      bench_edits (bench);
    }
  close_journey (bench);
}

/* The fastest of a few: what else runs only makes it slower. */
static void
bench_start (void)
{
  DesignerStart best = { 0 };

  for (int i = 0; i < STARTS; i++)
    {
      g_autoptr (GError) error = NULL;
      DesignerStart start;

      if (!designer_start (BENCH_DESIGNER, BENCH_SOURCE "/../../data/sample", &start, &error))
        {
          g_printerr ("bench-canvas: the designer cannot be measured: %s.\n", error->message);
          failed = true;
          return;
        }
      if (i == 0 || start.wall < best.wall)
        best = start;
    }
  printf ("the designer with the sample\n");
  report ("start to the first frame, by the clock", "ms", best.wall, 0);
  report ("start to the first frame", "ms", best.cpu, 700);
}

static int
run_inside (char **argv)
{
  g_setenv ("SJ_BENCH_INSIDE", "1", TRUE);
  execl (BENCH_SOURCE "/../tools/ui-run", "ui-run", "-a", "none", "-t", "600", "--", argv[0], NULL);
  g_printerr ("bench-canvas: ui-run cannot be started.\n");
  return 1;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  double small_pan = 0;

  if (g_getenv ("SJ_BENCH_INSIDE") == NULL)
    return run_inside (argv);
  setvbuf (stdout, NULL, _IOLBF, 0);
  bench_start ();
  adw_init ();
  sj_widgets_init ();
  bench.window = gtk_window_new ();
  bench.canvas = sj_canvas_new ();
  gtk_window_set_decorated (GTK_WINDOW (bench.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (bench.window), bench.canvas);
  gtk_window_present (GTK_WINDOW (bench.window));
  while (gtk_widget_get_width (bench.canvas) == 0)
    g_main_context_iteration (NULL, TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    bench_size (&bench, &sizes[i], &small_pan);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return failed ? 1 : 0;
}
