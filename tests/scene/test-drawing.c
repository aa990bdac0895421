/* test-drawing.c -- what a drawing shows and says: previews, focus, questions, words; and
 * that gestures of chance, whatever they are, can be given up and taken back. */
#include "gestures.h"
#include "graph-scene.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define ROW "event 96,96; wait 384,96 <1; email 672,96 <2"
#define FORK "event 96,96; condition 384,96 <1; email 672,96 <2; email 672,400 <2.else; wait 672,704"

/* ------------------------------------------------------------------ focus */

static void
test_focus (void)
{
  static const struct { const char *given, *script, *want; } cases[] = {
    { ROW, "home", "event-1" },
    { ROW, "home; on; on", "email-3" },
    { ROW, "home; on; on; on", "email-3 next" },         /* a free path's port */
    { ROW, "home; end", "email-3" },
    { ROW, "home; end; back", "wait-2" },
    { FORK, "home; on", "condition-2" },
    { FORK, "home; on; on", "condition-2 case-1" },
    { FORK, "home; on; on; down", "condition-2 else" },
    { FORK, "home; on; on; down; down", "condition-2 else" },
    { FORK, "home; on; on; down; on", "email-4" },
    { FORK, "home; on; on; down; on; back", "condition-2" },
    { FORK, "home; on; on; back", "condition-2" },
    { FORK, "focus email-3; down", "email-4" },
    { FORK, "focus email-4; up", "email-3" },
    { FORK, "focus email-4; down; down", "wait-5" },
    { FORK, "focus condition-2 else; end", "email-4" },
    { FORK "; push 960,96 <3 <4 <5", "focus push-6; back", "email-3" },
    { FORK "; push 960,96 <3 <4 <5", "focus email-4; on; back", "email-4" },     /* where one came from */
    { FORK "; push 960,96 <3 <4 <5", "focus push-6; back; other-down", "email-4" },
    { FORK "; push 960,96 <3 <4 <5", "focus push-6; back; other-down; other-down; other-down", "wait-5" },
    { FORK "; push 960,96 <3 <4 <5", "focus push-6; back; other-down; other-up", "email-3" },
    { ROW, "focus wait-2; delete", "event-1" },
    { ROW, "focus wait-2; delete; undo", "wait-2" },
    { "", "home", "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Gestures gestures;
      const SjFocus *focus;
      g_autofree char *text = NULL;

      gestures_open (&gestures, cases[i].given);
      gestures_run (&gestures, cases[i].script);
      focus = sj_drawing_focus (gestures.drawing);
      text = g_strdup_printf ("%s%s%s", focus->node ? focus->node : "", focus->path ? " " : "",
                              focus->path ? focus->path : "");
      if (strcmp (text, cases[i].want) != 0)
        {
          g_test_message ("%s: %s, not %s", cases[i].script, text, cases[i].want);
          g_test_fail ();
        }
      gestures_close (&gestures);
    }
}

/* Right is along the flow, and in a mirrored view it is Left. */
static void
test_sides (void)
{
  Gestures gestures;

  gestures_open (&gestures, ROW);
  g_assert_cmpint (sj_drawing_side (gestures.drawing, SJ_KEY_RIGHT), ==, SJ_FOCUS_ON);
  sj_drawing_set_mirrored (gestures.drawing, true);
  g_assert_cmpint (sj_drawing_side (gestures.drawing, SJ_KEY_RIGHT), ==, SJ_FOCUS_BACK);
  gestures_run (&gestures, "select wait-2; nudge 16,0");
  g_assert_cmpint (sj_journey_find (gestures.journey, "wait-2")->at.x, ==, 368);
  gestures_run (&gestures, "drag 460,120 460,320");
  g_assert_cmpint (sj_journey_find (gestures.journey, "wait-2")->at.y, >, 280);
  gestures_close (&gestures);
}

/* The focus is always in view, by the least pan. */
static void
test_reveal (void)
{
  Gestures gestures;
  SjBox visible;

  gestures_open (&gestures, ROW "; wait 4000,96 <3; wait 4288,96 <4");
  gestures_run (&gestures, "home; on; on");
  g_assert_cmpfloat (sj_drawing_view (gestures.drawing)->x, ==, 0);
  gestures_run (&gestures, "on");
  visible = sj_view_visible (sj_drawing_view (gestures.drawing));
  g_assert_cmpint (sj_box_right (&visible), ==, 4000 + 208 + 48);
  g_assert_true (gestures.told & SJ_REDRAW_GLIDE);
  gestures_close (&gestures);
}

/* Undo pans only if nothing of what it changes can be seen. */
static void
test_undo_in_view (void)
{
  Gestures gestures;

  gestures_open (&gestures, "event 96,96; wait 384,96 <1; wait 672,96 <2; wait 1900,96 <3; wait 4000,96 <4");
  gestures_run (&gestures, "all; drag 480,120 480,160; undo");
  g_assert_cmpfloat (sj_drawing_view (gestures.drawing)->x, ==, 0);
  gestures_run (&gestures, "select wait-5; nudge 16,0; select event-1");
  sj_drawing_view (gestures.drawing)->x = 0;
  gestures_run (&gestures, "undo");
  g_assert_cmpfloat (sj_drawing_view (gestures.drawing)->x, ==, 4000 + 208 + 48 - 2000);
  gestures_close (&gestures);
}

/* ------------------------------------------------------------------ previews */

static void
test_connecting (void)
{
  Gestures gestures;
  const SjHand *hand;
  SjScene *scene;

  gestures_open (&gestures, FORK);
  hand = sj_drawing_hand (gestures.drawing);
  scene = sj_drawing_scene (gestures.drawing);
  gestures_run (&gestures, "press 880,736; to 700,430");
  g_assert_cmpint (hand->state, ==, SJ_HAND_CONNECTING);
  g_assert_cmpint (hand->verdict, ==, SJ_VERDICT_YES);
  g_assert_cmpstr (hand->lit->node->id, ==, "email-4");
  g_assert_cmpint (hand->live[0].x, ==, 880);
  g_assert_cmpint (hand->live[hand->n_live - 1].x, ==, 672);
  g_assert_true (sj_scene_find (scene, "email-4")->marks & SJ_MARK_TARGET);
  g_assert_true (sj_scene_find (scene, "event-1")->marks & SJ_MARK_DIMMED);
  gestures_run (&gestures, "to 150,120");
  g_assert_cmpint (hand->verdict, ==, SJ_VERDICT_NO);
  g_assert_cmpstr (hand->hint, ==, "“Event” begins the journey, so no path can lead to it.");
  g_assert_true (sj_scene_find (scene, "event-1")->marks & SJ_MARK_REFUSES);
  g_assert_cmpint (hand->cursor, ==, SJ_CURSOR_REFUSED);
  gestures_run (&gestures, "to 300,900");
  g_assert_cmpint (hand->verdict, ==, SJ_VERDICT_NONE);
  g_assert_null (hand->lit);
  gestures_run (&gestures, "escape");
  g_assert_cmpuint (sj_scene_find (scene, "event-1")->marks, ==, 0);
  gestures_run (&gestures, "press 592,172; to 700,740");
  g_assert_cmpstr (hand->hint, ==, "It leads to Email; then it leads to Wait · 1 day.");
  g_assert_true (sj_scene_route_of (scene, hand->live_path)->marks & SJ_MARK_DETACHED);
  gestures_run (&gestures, "escape; release");
  gestures_close (&gestures);
}

static void
test_carrying (void)
{
  Gestures gestures;
  const SjHand *hand;

  gestures_open (&gestures, ROW);
  hand = sj_drawing_hand (gestures.drawing);
  gestures_run (&gestures, "carry push 640,130");
  g_assert_cmpstr (hand->split->path->node->id, ==, "wait-2");
  g_assert_cmpuint (hand->outlines->len, ==, 1);
  g_assert_cmpint (g_array_index (hand->outlines, SjBox, 0).x, ==, 960);
  g_assert_cmpint (g_array_index (hand->ghosts, SjBox, 0).x, ==, 672);
  gestures_run (&gestures, "carry push 1030,150");
  g_assert_null (hand->split);
  g_assert_cmpuint (hand->outlines->len, ==, 0);
  g_assert_cmpstr (hand->lit_path->node->id, ==, "email-3");
  g_assert_cmpuint (hand->n_live, >, 1);
  gestures_run (&gestures, "carry end 640,130");
  g_assert_cmpint (hand->verdict, ==, SJ_VERDICT_NO);
  g_assert_nonnull (strstr (hand->hint, "Nothing can come after"));
  gestures_run (&gestures, "carry read-audience 1030,150");
  g_assert_null (hand->lit_path);
  g_assert_cmpint (hand->verdict, ==, SJ_VERDICT_NO);
  gestures_run (&gestures, "out");
  g_assert_cmpuint (hand->ghosts->len, ==, 0);
  g_assert_cmpint (hand->state, ==, SJ_HAND_IDLE);
  gestures_close (&gestures);
}

static void
test_guides (void)
{
  Gestures gestures;
  const SjHand *hand;

  gestures_open (&gestures, ROW "; wait 1003,307");
  hand = sj_drawing_hand (gestures.drawing);
  gestures_run (&gestures, "press 480,120; to 480,326");
  g_assert_cmpuint (hand->guides->len, >=, 1);
  g_assert_cmpint (sj_scene_find (sj_drawing_scene (gestures.drawing), "wait-2")->box.y, ==, 307);
  gestures_run (&gestures, "to 480,700");
  g_assert_cmpint (sj_scene_find (sj_drawing_scene (gestures.drawing), "wait-2")->box.y, ==, 672);
  g_assert_cmpuint (hand->guides->len, ==, 0);
  gestures_run (&gestures, "escape; release");
  gestures_close (&gestures);

  /* 80 between the first two, so 80 behind the second. */
  gestures_open (&gestures, "event 101,101; wait 389,101 <1; wait 1300,600");
  gestures_run (&gestures, "press 1350,620; to 730,126");
  g_assert_cmpint (sj_scene_find (sj_drawing_scene (gestures.drawing), "wait-3")->box.x, ==, 677);
  g_assert_cmpuint (sj_drawing_hand (gestures.drawing)->guides->len, >=, 3);
  gestures_run (&gestures, "escape; release");
  gestures_close (&gestures);
}

static void
test_pull (void)
{
  Gestures gestures;
  double before;

  gestures_open (&gestures, ROW);
  gestures_run (&gestures, "press 480,120; to 1995,120");
  g_assert_true (sj_drawing_wants_ticks (gestures.drawing));
  before = sj_drawing_view (gestures.drawing)->x;
  gestures_run (&gestures, "wait 300");
  g_assert_cmpfloat (sj_drawing_view (gestures.drawing)->x, >, before + 50);
  g_assert_cmpint (sj_scene_find (sj_drawing_scene (gestures.drawing), "wait-2")->box.x, >, 1950);
  gestures_run (&gestures, "escape");
  g_assert_false (sj_drawing_wants_ticks (gestures.drawing));
  gestures_run (&gestures, "release");
  gestures_close (&gestures);
}

/* ------------------------------------------------------------------ questions */

static void
test_asks (void)
{
  static const struct { const char *script; SjAskType type; const char *node, *path; } cases[] = {
    { "click 480,120 right", SJ_ASK_MENU, "condition-2", NULL },
    { "click 1200,900 right", SJ_ASK_MENU, NULL, NULL },
    { "press 480,120 double; release", SJ_ASK_INSPECT, "condition-2", NULL },
    { "focus condition-2; return", SJ_ASK_INSPECT, "condition-2", NULL },
    { "select condition-2; f2", SJ_ASK_RENAME, "condition-2", NULL },
    { "path condition-2 else; f2", SJ_ASK_RENAME, "condition-2", "else" },
    { "select condition-2; add push", SJ_ASK_PATH, "condition-2", NULL },
    { "focus condition-2 else; insert", SJ_ASK_KIND, "condition-2", "else" },
    { "drag 880,128 1100,600", SJ_ASK_KIND, "email-3", "next" },
    { "drag 880,128 1100,600; escape", SJ_ASK_NOTHING, NULL, NULL },
    { "insert", SJ_ASK_KIND, NULL, NULL },
    { "click 480,120 right; click 1200,900", SJ_ASK_NOTHING, NULL, NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Gestures gestures;
      const SjAsk *ask;

      gestures_open (&gestures, FORK);
      gestures_run (&gestures, cases[i].script);
      ask = sj_drawing_ask (gestures.drawing);
      g_assert_cmpint (ask->type, ==, cases[i].type);
      g_assert_cmpstr (ask->node, ==, cases[i].node);
      g_assert_cmpstr (ask->path, ==, cases[i].path);
      gestures_close (&gestures);
    }
}

static void
test_refusals (void)
{
  Gestures gestures;
  g_autofree char *end = NULL, *push = NULL, *audience = NULL, *first = NULL;

  gestures_open (&gestures, ROW);
  gestures_run (&gestures, "select wait-2");
  end = sj_drawing_refusal (gestures.drawing, sj_kind_find (&sj_kinds_default, "end", 3));
  push = sj_drawing_refusal (gestures.drawing, sj_kind_find (&sj_kinds_default, "push", 4));
  audience = sj_drawing_refusal (gestures.drawing, sj_kind_find (&sj_kinds_default, "read-audience", 13));
  g_assert_nonnull (end);
  g_assert_null (push);
  g_assert_nonnull (audience);
  gestures_close (&gestures);
  gestures_open (&gestures, "");
  first = sj_drawing_refusal (gestures.drawing, sj_kind_find (&sj_kinds_default, "email", 5));
  g_assert_cmpstr (first, ==, "“Email” cannot begin a journey.");
  gestures_close (&gestures);
}

/* A version of the past: everything can be looked at and nothing changed. */
static void
test_read_only (void)
{
  Gestures gestures;
  SjDrawingParts parts = { NULL };
  g_autofree char *before = NULL, *after = NULL;

  gestures_open (&gestures, FORK);
  sj_drawing_set_parts (gestures.drawing, &parts);
  before = sj_journey_to_string (gestures.journey);
  gestures_run (&gestures, "drag 480,120 480,500; drag 880,128 700,730; select wait-5; delete; add push; duplicate; "
                           "nudge 16,0; tidy; undo; aim; cut; insert; pick push; f2; rename X; pin; "
                           "carry push 1030,150; drop 1030,150; path condition-2 else; disconnect");
  after = sj_journey_to_string (gestures.journey);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (sj_drawing_status (gestures.drawing), ==, "This version cannot be changed.");
  gestures_close (&gestures);
}

/* ------------------------------------------------------------------ words */

static void
test_words (void)
{
  Gestures gestures;
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_FIGURES);
  g_autofree char *node = NULL, *path = NULL, *free_path = NULL, *people = NULL, *description = NULL;

  gestures_open (&gestures, FORK);
  sj_checker_update (gestures.checker);
  node = sj_drawing_name (gestures.drawing, "condition-2", NULL);
  path = sj_drawing_name (gestures.drawing, "condition-2", "else");
  free_path = sj_drawing_name (gestures.drawing, "email-3", "next");
  g_assert_cmpstr (node, ==, "Condition, 2 of 5, 2 paths, 1 error");
  g_assert_cmpstr (path, ==, "Others, path 2 of 2, leads to Email");
  g_assert_cmpstr (free_path, ==, "Sent, path, leads nowhere yet");
  sj_overlay_set_node (overlay, "condition-2", &(SjNodeFigures) { 1000, 10, 0 });
  sj_overlay_set_path (overlay, "condition-2", "case-1", 578);
  sj_overlay_set_path (overlay, "condition-2", "else", 412);
  sj_overlay_finish (overlay);
  sj_drawing_set_overlay (gestures.drawing, overlay);
  people = sj_drawing_name (gestures.drawing, "condition-2", "else");
  g_assert_cmpstr (people, ==, "Others, path 2 of 2, leads to Email, 412 people, 41.6 % of those who went on");
  description = sj_drawing_description (gestures.drawing, "condition-2", NULL);
  g_assert_nonnull (strstr (description, "1000 people entered, 10 here now"));
  gestures_close (&gestures);
}

static void
test_summary (void)
{
  static const struct { const char *script, *want; } cases[] = {
    { "nothing", "" },
    { "select condition-2", "Condition" },
    { "path condition-2 else", "Path Others of Condition" },
    { "path event-1 next", "Path from Event" },
    { "all", "5 steps and 3 paths selected" },
    { "select email-3; click 700,730 ctrl", "2 steps selected" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Gestures gestures;
      g_autofree char *text = NULL;

      gestures_open (&gestures, FORK);
      gestures_run (&gestures, cases[i].script);
      text = sj_drawing_summary (gestures.drawing);
      g_assert_cmpstr (text, ==, cases[i].want);
      gestures_close (&gestures);
    }
}

static void
test_problems (void)
{
  Gestures gestures;
  g_autofree char *first = NULL;

  gestures_open (&gestures, FORK);
  gestures_run (&gestures, "problem");
  first = g_strdup (sj_drawing_focus (gestures.drawing)->node);
  g_assert_nonnull (first);
  g_assert_cmpuint (strlen (sj_drawing_status (gestures.drawing)), >, 10);
  gestures_run (&gestures, "problem");
  g_assert_cmpstr (sj_drawing_focus (gestures.drawing)->node, !=, first);
  gestures_run (&gestures, "problem back");
  g_assert_cmpstr (sj_drawing_focus (gestures.drawing)->node, ==, first);
  gestures_close (&gestures);
}

/* A new step is to be set up until one looks at something else. */
static void
test_fresh (void)
{
  Gestures gestures;

  gestures_open (&gestures, ROW);
  gestures_run (&gestures, "select email-3; add push");
  g_assert_true (sj_drawing_is_fresh (gestures.drawing, "push-4"));
  gestures_run (&gestures, "select wait-2");
  g_assert_false (sj_drawing_is_fresh (gestures.drawing, "push-4"));
  gestures_run (&gestures, "add push");
  g_assert_true (sj_drawing_is_fresh (gestures.drawing, "push-5"));
  sj_drawing_finish_setup (gestures.drawing);
  g_assert_false (sj_drawing_is_fresh (gestures.drawing, "push-5"));
  gestures_close (&gestures);
}

static void
test_trace (void)
{
  Gestures gestures;
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_TRACE);
  SjScene *scene;

  gestures_open (&gestures, FORK);
  scene = sj_drawing_scene (gestures.drawing);
  sj_overlay_visit (overlay, NULL, NULL, "event-1");
  sj_overlay_visit (overlay, "event-1", "next", "condition-2");
  sj_overlay_finish (overlay);
  sj_drawing_set_overlay (gestures.drawing, overlay);
  g_assert_true (sj_scene_find (scene, "email-3")->marks & SJ_MARK_DIMMED);
  g_assert_false (sj_scene_find (scene, "condition-2")->marks & SJ_MARK_DIMMED);
  gestures_run (&gestures, "escape");
  g_assert_null (sj_drawing_overlay (gestures.drawing));
  g_assert_false (sj_scene_find (scene, "email-3")->marks & SJ_MARK_DIMMED);
  gestures_close (&gestures);
}

static void
test_found (void)
{
  static const char *const found[] = { "condition-2", "email-4", NULL }, *const none[] = { NULL };
  Gestures gestures;
  SjScene *scene;

  gestures_open (&gestures, FORK);
  scene = sj_drawing_scene (gestures.drawing);
  sj_drawing_set_found (gestures.drawing, found);
  g_assert_cmpuint (sj_scene_find (scene, "email-4")->marks, ==, SJ_MARK_FOUND);
  g_assert_cmpuint (sj_scene_find (scene, "email-3")->marks, ==, SJ_MARK_DIMMED);
  g_assert_cmpuint (sj_scene_route_of (scene, sj_scene_find (scene, "condition-2")->node->paths[0])->marks, ==,
                    SJ_MARK_DIMMED);
  g_assert_cmpuint (sj_scene_route_of (scene, sj_scene_find (scene, "condition-2")->node->paths[1])->marks, ==, 0);
  gestures_run (&gestures, "select email-4");
  g_assert_true (sj_scene_find (scene, "email-4")->marks & SJ_MARK_FOUND);
  gestures_run (&gestures, "delete; undo; duplicate");
  sj_drawing_set_found (gestures.drawing, none);
  g_assert_false (sj_scene_find (scene, "email-3")->marks & SJ_MARK_DIMMED);
  sj_drawing_set_found (gestures.drawing, found);
  sj_drawing_set_found (gestures.drawing, NULL);
  g_assert_cmpuint (sj_scene_find (scene, "email-3")->marks, ==, 0);
  gestures_close (&gestures);
}

/* ------------------------------------------------------------------ chance */

static void
random_pointer (Gestures *gestures, GRand *chance)
{
  static const unsigned buttons[] = { 1, 1, 1, 1, 2, 3 };
  double x = g_rand_double_range (chance, -50, 2050), y = g_rand_double_range (chance, -50, 1250);
  uint32_t count = sj_journey_n_nodes (gestures->journey);

  if (count > 0 && g_rand_int_range (chance, 0, 3) > 0)    /* at something, for more to happen */
    {
      const SjNode *node = sj_journey_node (gestures->journey, (uint32_t) g_rand_int_range (chance, 0, (gint) count));

      sj_view_to_widget (sj_drawing_view (gestures->drawing), node->at.x + g_rand_int_range (chance, -20, 240),
                         node->at.y + g_rand_int_range (chance, -10, 100), &x, &y);
    }
  gestures->pointer.x = x;
  gestures->pointer.y = y;
  gestures->pointer.time += g_rand_int_range (chance, 0, 400000);
  gestures->pointer.button = buttons[g_rand_int_range (chance, 0, G_N_ELEMENTS (buttons))];
  gestures->pointer.n_press = g_rand_int_range (chance, 0, 8) == 0 ? 2 : 1;
  gestures->pointer.with = g_rand_int_range (chance, 0, 3) == 0 ? (unsigned) g_rand_int_range (chance, 0, 32) : 0;
}

static void
random_command (Gestures *gestures, GRand *chance)
{
  static const char *const commands[] = {
    "escape", "undo", "redo", "delete", "delete only", "copy", "paste", "paste follow", "paste-joined",
    "duplicate", "tidy", "all",
    "nothing", "after", "before", "space", "home", "on", "back", "up", "down", "other-up", "end", "on extend", "aim",
    "return", "insert", "insert-before", "pick push", "pick wait", "pick condition", "pick end", "pick-none",
    "pick-path next", "pick-path else", "f2", "rename X", "rename", "problem", "problem back", "nudge 16,0",
    "disconnect", "add push", "add condition", "add event", "carry wait 500,300", "carry split 700,140",
    "drop 700,140", "out", "cut", "pin",
  };
  const char *command = commands[g_rand_int_range (chance, 0, G_N_ELEMENTS (commands))];

  if (g_str_has_prefix (command, "paste") && gestures->clipboard == NULL)
    return;
  if (sj_journey_n_nodes (gestures->journey) > 150 &&
      (g_str_has_prefix (command, "paste") || g_str_has_prefix (command, "dup")))
    return;
  gestures_run (gestures, command);
}

static void
act (Gestures *gestures, GRand *chance)
{
  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0:
    case 1:
      random_pointer (gestures, chance);
      sj_drawing_press (gestures->drawing, &gestures->pointer);
      break;
    case 2:
    case 3:
    case 4:
      random_pointer (gestures, chance);
      sj_drawing_motion (gestures->drawing, &gestures->pointer);
      break;
    case 5:
      sj_drawing_release (gestures->drawing, &gestures->pointer);
      break;
    case 6:
      gestures->pointer.time += 30000;
      sj_drawing_tick (gestures->drawing, gestures->pointer.time);
      break;
    default:
      random_command (gestures, chance);
      break;
    }
}

/* What the scene shows when nothing is held is what the journey says. */
static void
check_scene (const Gestures *gestures)
{
  SjScene *scene = sj_drawing_scene (gestures->drawing);

  g_assert_cmpuint (sj_scene_n_cards (scene), ==, sj_journey_n_nodes (gestures->journey));
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    {
      const SjCard *card = sj_scene_card (scene, i);

      g_assert_true (sj_journey_find (gestures->journey, card->node->id) == card->node);
      g_assert_cmpint (card->box.x, ==, card->node->at.x);
      g_assert_cmpint (card->box.y, ==, card->node->at.y);
      g_assert_cmpint (card->box.height, ==, sj_card_height (card->node));
      for (uint32_t p = 0; p < card->node->n_paths; p++)
        {
          const SjRoute *route = sj_scene_route_of (scene, card->node->paths[p]);
          const SjNode *target = sj_path_target (card->node->paths[p]);

          g_assert_true (route->to == (target ? sj_scene_card_of (scene, target) : NULL));
          if (target != NULL)
            g_assert_cmpint (route->points[0].y, ==, sj_card_out_port (card, p).y);
        }
    }
}

static void
test_chance (void)
{
  for (uint32_t seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      Gestures gestures;
      g_autofree char *first = NULL, *last = NULL;

      gestures_open (&gestures, seed % 3 ? FORK "; push 960,96 <3 <4" : "");
      first = sj_journey_to_string (gestures.journey);
      for (int i = 0; i < 300; i++)
        {
          size_t before;

          act (&gestures, chance);
          if (i % 20 != 19)
            continue;
          /* Giving up leaves what the last step left. */
          before = sj_history_n_undo (gestures.history);
          while (sj_drawing_escape (gestures.drawing))
            ;
          g_assert_cmpuint (sj_history_n_undo (gestures.history), <=, before + 1);    /* a path that was cut off */
          g_assert_cmpint (sj_drawing_hand (gestures.drawing)->state, ==, SJ_HAND_IDLE);
          check_scene (&gestures);
        }
      while (sj_drawing_undo (gestures.drawing))
        ;
      check_scene (&gestures);
      last = sj_journey_to_string (gestures.journey);
      g_assert_cmpstr (last, ==, first);
      gestures_close (&gestures);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/drawing/focus", test_focus);
  g_test_add_func ("/scene/drawing/sides", test_sides);
  g_test_add_func ("/scene/drawing/reveal", test_reveal);
  g_test_add_func ("/scene/drawing/undo-in-view", test_undo_in_view);
  g_test_add_func ("/scene/drawing/connecting", test_connecting);
  g_test_add_func ("/scene/drawing/carrying", test_carrying);
  g_test_add_func ("/scene/drawing/guides", test_guides);
  g_test_add_func ("/scene/drawing/pull", test_pull);
  g_test_add_func ("/scene/drawing/asks", test_asks);
  g_test_add_func ("/scene/drawing/refusals", test_refusals);
  g_test_add_func ("/scene/drawing/read-only", test_read_only);
  g_test_add_func ("/scene/drawing/words", test_words);
  g_test_add_func ("/scene/drawing/summary", test_summary);
  g_test_add_func ("/scene/drawing/problems", test_problems);
  g_test_add_func ("/scene/drawing/fresh", test_fresh);
  g_test_add_func ("/scene/drawing/trace", test_trace);
  g_test_add_func ("/scene/drawing/found", test_found);
  g_test_add_func ("/scene/drawing/chance", test_chance);
  return g_test_run ();
}
