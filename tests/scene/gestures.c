/* gestures.c -- see gestures.h. */
#include "gestures.h"

#include "kinds/sj-kinds-default.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const SjKind *
kind_of (const char *id)
{
  const SjKind *kind = sj_kind_find (&sj_kinds_default, id, strlen (id));

  if (kind == NULL)
    g_error ("there is no kind '%s'", id);
  return kind;
}

static SjNode *
node_number (const Gestures *gestures, unsigned number)
{
  return sj_journey_node (gestures->journey, number - 1);
}

/* ------------------------------------------------------------------ what is given */

static void
join_given (Gestures *gestures, const char *from, const char *to)
{
  SjNode *node = node_number (gestures, (unsigned) atoi (from));
  const char *dot = strchr (from, '.');
  const SjPath *path = NULL;
  g_autofree char *made = NULL;

  if (dot != NULL && sj_node_path (node, dot + 1) == NULL)
    made = sj_edit_graph_add_path (gestures->history, node->id, dot + 1);
  if (dot != NULL)
    path = sj_node_path (node, made ? made : dot + 1);
  for (uint32_t i = 0; dot == NULL && path == NULL && i < node->n_paths; i++)
    if (node->paths[i]->to == NULL)
      path = node->paths[i];
  g_assert_nonnull (path);
  sj_edit_graph_connect (gestures->history, &(SjPathRef) { node->id, path->id }, to);
}

static void
add_given (Gestures *gestures, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  SjPlace at = { .set = true };
  g_autofree char *id = NULL;

  g_assert_cmpint (sscanf (words[1], "%d,%d", &at.x, &at.y), ==, 2);
  id = sj_edit_graph_add (gestures->history, kind_of (words[0]), at, NULL);
  for (char **word = words + 2; *word != NULL; word++)
    join_given (gestures, *word + 1, id);
}

static void
told_cb (SjDrawing *drawing, unsigned what, gpointer data)
{
  ((Gestures *) data)->told |= what;
}

void
gestures_open (Gestures *gestures, const char *given)
{
  g_auto (GStrv) lines = g_strsplit (given, "; ", -1);
  SjDrawingParts parts = { NULL };

  *gestures = (Gestures) { .journey = sj_journey_new (&sj_kinds_default) };
  gestures->history = sj_history_new (gestures->journey);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      add_given (gestures, *line);
  sj_history_free (gestures->history);    /* what is given cannot be taken back */
  gestures->history = sj_history_new (gestures->journey);
  gestures->checker = sj_checker_new (gestures->journey, NULL);
  parts.history = gestures->history;
  parts.checker = gestures->checker;
  gestures->drawing = sj_drawing_new (gestures->journey, &parts);
  sj_drawing_observe (gestures->drawing, told_cb, gestures);
  sj_drawing_resize (gestures->drawing, 2000, 1200);
  sj_drawing_view (gestures->drawing)->x = sj_drawing_view (gestures->drawing)->y = 0;
  gestures->pointer.time = 10000000;
}

void
gestures_close (Gestures *gestures)
{
  sj_drawing_free (gestures->drawing);
  sj_checker_free (gestures->checker);
  sj_history_free (gestures->history);
  sj_journey_unref (gestures->journey);
  g_free (gestures->clipboard);
}

/* ------------------------------------------------------------------ the pointer */

static void
read_with (Gestures *gestures, char **words)
{
  static const struct { const char *word; unsigned with, button, n_press; } all[] = {
    { "shift", SJ_WITH_SHIFT }, { "ctrl", SJ_WITH_CTRL }, { "alt", SJ_WITH_ALT }, { "space", SJ_WITH_SPACE },
    { "touch", SJ_BY_TOUCH }, { "middle", 0, 2 }, { "right", 0, 3 }, { "double", 0, 0, 2 },
  };

  gestures->pointer.with = 0;
  gestures->pointer.button = gestures->pointer.n_press = 1;
  for (; *words != NULL; words++)
    for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
      if (strcmp (all[i].word, *words) == 0)
        {
          gestures->pointer.with |= all[i].with;
          gestures->pointer.button = all[i].button ? all[i].button : gestures->pointer.button;
          gestures->pointer.n_press = all[i].n_press ? all[i].n_press : gestures->pointer.n_press;
        }
}

static void
read_point (Gestures *gestures, const char *word)
{
  double x, y;

  if (sscanf (word, "%lf,%lf", &x, &y) != 2)
    g_error ("'%s' is no point", word);
  sj_view_to_widget (sj_drawing_view (gestures->drawing), x, y, &gestures->pointer.x, &gestures->pointer.y);
  gestures->pointer.time += 8000;
}

/* Five motions, as from a hand. */
static void
move_to (Gestures *gestures, const char *word)
{
  SjPointer from = gestures->pointer, to;

  read_point (gestures, word);
  to = gestures->pointer;
  for (int i = 1; i <= 5; i++)
    {
      gestures->pointer.x = from.x + (to.x - from.x) * i / 5;
      gestures->pointer.y = from.y + (to.y - from.y) * i / 5;
      gestures->pointer.time += 8000;
      sj_drawing_motion (gestures->drawing, &gestures->pointer);
    }
}

static bool
run_pointer (Gestures *gestures, char **words)
{
  SjDrawing *drawing = gestures->drawing;
  bool is_drag = strcmp (words[0], "drag") == 0;

  if (strcmp (words[0], "press") == 0 || strcmp (words[0], "click") == 0 || is_drag)
    {
      read_with (gestures, words + 2);
      read_point (gestures, words[1]);
      if (sj_drawing_hand (drawing)->state != SJ_HAND_PRESSED)
        sj_drawing_motion (drawing, &gestures->pointer);
      sj_drawing_press (drawing, &gestures->pointer);
      if (is_drag)
        move_to (gestures, words[2]);
      if (strcmp (words[0], "press") != 0)
        sj_drawing_release (drawing, &gestures->pointer);
      return true;
    }
  if (strcmp (words[0], "to") == 0)
    {
      read_with (gestures, words + 2);
      move_to (gestures, words[1]);
      return true;
    }
  if (strcmp (words[0], "release") == 0)
    {
      sj_drawing_release (drawing, &gestures->pointer);
      return true;
    }
  return false;
}

static void
wait_for (Gestures *gestures, int ms)
{
  for (int i = 0; i < ms; i += 10)
    {
      gestures->pointer.time += 10000;
      sj_drawing_tick (gestures->drawing, gestures->pointer.time);
    }
}

/* "carry KIND X,Y", "drop X,Y", "out" */
static bool
run_palette (Gestures *gestures, char **words)
{
  if (strcmp (words[0], "carry") == 0)
    {
      read_point (gestures, words[2]);
      sj_drawing_drag_in (gestures->drawing, kind_of (words[1]), words[3], &gestures->pointer);
    }
  else if (strcmp (words[0], "drop") == 0)
    {
      read_point (gestures, words[1]);
      gestures->done = sj_drawing_drop_in (gestures->drawing, &gestures->pointer);
    }
  else if (strcmp (words[0], "out") == 0)
    sj_drawing_drag_out (gestures->drawing);
  else
    return false;
  return true;
}

/* ------------------------------------------------------------------ keys and commands */

static bool
run_focus (Gestures *gestures, char **words)
{
  static const char *const steps[] = { "on", "back", "up", "down", "other-up", "other-down", "home", "end" };

  for (int i = 0; i < (int) G_N_ELEMENTS (steps); i++)
    if (strcmp (words[0], steps[i]) == 0)
      {
        gestures->done = sj_drawing_move_focus (gestures->drawing, (SjFocusStep) i, words[1] != NULL);
        return true;
      }
  return false;
}

static bool
run_selection (Gestures *gestures, char **words)
{
  SjDrawing *drawing = gestures->drawing;

  if (strcmp (words[0], "select") == 0)
    sj_drawing_select (drawing, words[1]);
  else if (strcmp (words[0], "path") == 0)
    sj_drawing_select_path (drawing, words[1], words[2]);
  else if (strcmp (words[0], "focus") == 0)
    sj_drawing_set_focus (drawing, words[1], words[1] ? words[2] : NULL, false);
  else if (strcmp (words[0], "all") == 0)
    sj_drawing_select_all (drawing);
  else if (strcmp (words[0], "nothing") == 0)
    sj_drawing_select_none (drawing);
  else if (strcmp (words[0], "after") == 0)
    sj_drawing_select_flow (drawing, false);
  else if (strcmp (words[0], "before") == 0)
    sj_drawing_select_flow (drawing, true);
  else if (strcmp (words[0], "space") == 0)
    sj_drawing_toggle_focused (drawing);
  else
    return false;
  return true;
}

static void
set_clipboard (Gestures *gestures, char *text)
{
  g_free (gestures->clipboard);
  gestures->clipboard = text;
}

static bool
run_edit (Gestures *gestures, char **words)
{
  SjDrawing *drawing = gestures->drawing;
  int x = 0, y = 0;

  if (strcmp (words[0], "delete") == 0)
    gestures->done = sj_drawing_delete (drawing, words[1] == NULL);
  else if (strcmp (words[0], "disconnect") == 0)
    gestures->done = sj_drawing_disconnect (drawing);
  else if (strcmp (words[0], "undo") == 0)
    gestures->done = sj_drawing_undo (drawing);
  else if (strcmp (words[0], "redo") == 0)
    gestures->done = sj_drawing_redo (drawing);
  else if (strcmp (words[0], "copy") == 0)
    set_clipboard (gestures, sj_drawing_copy (drawing));
  else if (strcmp (words[0], "cut") == 0)
    set_clipboard (gestures, sj_drawing_cut (drawing));
  else if (strcmp (words[0], "paste") == 0)
    gestures->done = sj_drawing_paste (drawing, gestures->clipboard, words[1] != NULL, NULL);
  else if (strcmp (words[0], "paste-joined") == 0)
    gestures->done = sj_drawing_paste_joined (drawing, gestures->clipboard, NULL);
  else if (strcmp (words[0], "duplicate") == 0)
    gestures->done = sj_drawing_duplicate (drawing);
  else if (strcmp (words[0], "tidy") == 0)
    gestures->done = sj_drawing_tidy (drawing);
  else if (strcmp (words[0], "row") == 0)
    gestures->done = sj_drawing_line_up (drawing, SJ_LINE_UP_ROW);
  else if (strcmp (words[0], "column") == 0)
    gestures->done = sj_drawing_line_up (drawing, SJ_LINE_UP_COLUMN);
  else if (strcmp (words[0], "spread") == 0)
    gestures->done = sj_drawing_line_up (drawing, words[1] ? SJ_SPREAD_DOWN : SJ_SPREAD_ACROSS);
  else if (strcmp (words[0], "pin") == 0)
    gestures->done = sj_drawing_set_pinned (drawing, true);
  else if (strcmp (words[0], "nudge") == 0 && sscanf (words[1], "%d,%d", &x, &y) == 2)
    gestures->done = sj_drawing_nudge (drawing, x, y, gestures->pointer.time += 50000);
  else
    return false;
  return true;
}

static bool
run_command (Gestures *gestures, char **words)
{
  SjDrawing *drawing = gestures->drawing;

  if (strcmp (words[0], "escape") == 0)
    gestures->done = sj_drawing_escape (drawing);
  else if (strcmp (words[0], "wait") == 0)
    wait_for (gestures, atoi (words[1]));
  else if (strcmp (words[0], "add") == 0)
    gestures->done = sj_drawing_add (drawing, kind_of (words[1]), words[2]);
  else if (strcmp (words[0], "pick") == 0)
    gestures->done = sj_drawing_pick (drawing, kind_of (words[1]), words[2]);
  else if (strcmp (words[0], "pick-path") == 0)
    gestures->done = sj_drawing_pick_path (drawing, words[1]);
  else if (strcmp (words[0], "pick-none") == 0)
    sj_drawing_pick_none (drawing);
  else if (strcmp (words[0], "insert") == 0)
    sj_drawing_ask_insert (drawing, false);
  else if (strcmp (words[0], "insert-before") == 0)
    sj_drawing_ask_insert (drawing, true);
  else if (strcmp (words[0], "f2") == 0)
    sj_drawing_ask_rename (drawing);
  else if (strcmp (words[0], "rename") == 0)
    gestures->done = sj_drawing_rename (drawing, words[1]);
  else if (strcmp (words[0], "aim") == 0)
    sj_drawing_aim (drawing);
  else if (strcmp (words[0], "return") == 0)
    sj_drawing_activate (drawing);
  else if (strcmp (words[0], "problem") == 0)
    gestures->done = sj_drawing_next_problem (drawing, words[1] != NULL);
  else
    return false;
  return true;
}

void
gestures_run (Gestures *gestures, const char *script)
{
  g_auto (GStrv) lines = g_strsplit (script, "; ", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);

      if (**line == '\0' || run_pointer (gestures, words) || run_palette (gestures, words) ||
          run_focus (gestures, words) || run_selection (gestures, words) || run_edit (gestures, words) ||
          run_command (gestures, words))
        continue;
      g_error ("'%s' is no gesture", *line);
    }
}

/* ------------------------------------------------------------------ what came of it */

char *
gestures_ways (const Gestures *gestures)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < sj_journey_n_nodes (gestures->journey); i++)
    {
      const SjNode *node = sj_journey_node (gestures->journey, i);

      for (uint32_t p = 0; p < node->n_paths; p++)
        if (node->paths[p]->to != NULL)
          g_string_append_printf (text, "%s%s%s%s>%s", text->len > 0 ? " " : "", node->id, node->n_paths > 1 ? "." : "",
                                  node->n_paths > 1 ? node->paths[p]->id : "", node->paths[p]->to);
    }
  return g_string_free (text, FALSE);
}

char *
gestures_places (const Gestures *gestures)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < sj_journey_n_nodes (gestures->journey); i++)
    {
      const SjNode *node = sj_journey_node (gestures->journey, i);

      g_string_append_printf (text, "%s%s@%d,%d", i > 0 ? " " : "", node->id, node->at.x, node->at.y);
    }
  return g_string_free (text, FALSE);
}

char *
gestures_selected (const Gestures *gestures)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) ids = sj_drawing_selected (gestures->drawing);
  SjScene *scene = sj_drawing_scene (gestures->drawing);

  for (char **id = ids; *id != NULL; id++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", *id);
  for (uint32_t i = 0; i < sj_journey_n_nodes (gestures->journey); i++)
    for (uint32_t p = 0; p < sj_journey_node (gestures->journey, i)->n_paths; p++)
      {
        const SjPath *path = sj_journey_node (gestures->journey, i)->paths[p];

        if (sj_scene_route_of (scene, path)->marks & SJ_MARK_SELECTED)
          g_string_append_printf (text, "%s%s.%s", text->len > 0 ? " " : "", path->node->id, path->id);
      }
  return g_string_free (text, FALSE);
}
