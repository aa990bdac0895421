/* test-gestures.c -- tables of gestures: what is given, what is done, what came of it. */
#include "gestures.h"

#include "model/sj-journey-json.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *given, *script;
  const char *ways, *places, *selected, *title, *status;    /* NULL: is not looked at */
  size_t steps;                                             /* made by the script */
} Case;

/* event-1 → wait-2 → email-3, in columns. */
#define ROW "event 96,96; wait 384,96 <1; email 672,96 <2"
#define ROW_WAYS "event-1>wait-2 wait-2>email-3"
/* The same with a wait that is joined to nothing, below. */
#define ROW_AND_LOOSE ROW "; wait 384,400"
/* A condition with two ways to two messages, and a wait that is joined to nothing. */
#define FORK "event 96,96; condition 384,96 <1; email 672,96 <2; email 672,400 <2.else; wait 672,704"
#define FORK_WAYS "event-1>condition-2 condition-2.case-1>email-3 condition-2.else>email-4"

static const Case moving[] = {
  { "move", ROW, "drag 480,120 496,232", ROW_WAYS, "event-1@96,96 wait-2@400,208 email-3@672,96", "wait-2",
    "Move Wait", "Moved Wait · 1 day.", 1 },
  { "a small move is none", ROW, "drag 480,120 483,122", ROW_WAYS, NULL, "wait-2", NULL, NULL, 0 },
  { "to the grid", ROW, "drag 480,120 477,241", NULL, "event-1@96,96 wait-2@384,224 email-3@672,96", NULL, NULL, NULL,
    1 },
  { "not to the grid", ROW, "press 480,120; to 547,247 ctrl; release", NULL,
    "event-1@96,96 wait-2@451,223 email-3@672,96", NULL, NULL, NULL, 1 },
  { "to the row of others", ROW "; wait 1000,300", "drag 1100,320 1109,119", NULL,
    "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@1008,96", NULL, NULL, NULL, 1 },
  { "on one axis", ROW, "press 480,120; to 500,300 shift; release", NULL,
    "event-1@96,96 wait-2@384,272 email-3@672,96", NULL, NULL, NULL, 1 },
  { "several", ROW, "click 480,120; click 760,120 ctrl; drag 480,120 480,280", ROW_WAYS,
    "event-1@96,96 wait-2@384,256 email-3@672,256", "wait-2 email-3", "Move 2 steps", "Moved 2 steps.", 1 },
  { "escape", ROW, "press 480,120; to 480,300; escape; release", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96", "wait-2", NULL, NULL, 0 },
  { "undo", ROW, "drag 480,120 480,280; nothing; undo", ROW_WAYS, "event-1@96,96 wait-2@384,96 email-3@672,96",
    "wait-2", NULL, "Undone: Move Wait.", 0 },
  { "two drags are two steps", ROW, "drag 480,120 480,280; drag 480,280 480,440; undo", NULL,
    "event-1@96,96 wait-2@384,256 email-3@672,96", NULL, NULL, NULL, 1 },
  { "there and back", ROW, "press 480,120; to 480,300; to 480,120; release", NULL,
    "event-1@96,96 wait-2@384,96 email-3@672,96", NULL, NULL, NULL, 0 },
  { "onto another", ROW, "drag 480,120 770,130", ROW_WAYS, "event-1@96,96 wait-2@672,160 email-3@672,96", NULL,
    "Move Wait", NULL, 1 },
  { "a copy", ROW, "drag 480,120 480,320 ctrl", ROW_WAYS, "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@384,304",
    "wait-4", "Duplicate Wait", "Duplicated Wait · 1 day.", 1 },
  { "nudges are one step", ROW, "select wait-2; nudge 16,0; nudge 16,0; nudge 0,1", NULL,
    "event-1@96,96 wait-2@416,97 email-3@672,96", "wait-2", "Move Wait", NULL, 1 },
  { "a pause parts nudges", ROW, "select wait-2; nudge 16,0; wait 700; nudge 16,0", NULL,
    "event-1@96,96 wait-2@416,96 email-3@672,96", NULL, NULL, NULL, 2 },
  { "the edge pulls", ROW, "press 480,120; to 480,1199; wait 500; escape; release", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96", NULL, NULL, NULL, 0 },
};

static const Case splicing[] = {
  { "onto a path", ROW_AND_LOOSE, "press 480,420; to 340,130; wait 200; release",
    "event-1>wait-4 wait-2>email-3 wait-4>wait-2",
    "event-1@96,96 wait-2@672,96 email-3@960,96 wait-4@384,96", "wait-4", "Insert Wait on Event",
    "Inserted Wait · 1 day.", 1 },
  { "too soon", ROW_AND_LOOSE, "press 480,420; to 340,130; release", ROW_WAYS, NULL, "wait-4", "Move Wait", NULL, 1 },
  { "not with Alt", ROW_AND_LOOSE, "press 480,420; to 340,130 alt; wait 200; release", ROW_WAYS, NULL, "wait-4",
    "Move Wait", NULL, 1 },
  { "not what is joined", ROW, "press 760,120; to 340,130; wait 200; release", ROW_WAYS, NULL, NULL, "Move Email", NULL,
    1 },
  { "escape", ROW_AND_LOOSE, "press 480,420; to 340,130; wait 200; escape; release", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@384,400", "wait-4", NULL, NULL, 0 },
  { "cut and paste on a path", ROW_AND_LOOSE, "select wait-4; cut; path event-1 next; paste",
    "event-1>wait-5 wait-2>email-3 wait-5>wait-2", NULL, "wait-5", "Insert Wait on Event", NULL, 2 },
};

static const Case connecting[] = {
  { "a free port to a card", ROW_AND_LOOSE, "drag 880,128 480,430", "event-1>wait-2 wait-2>email-3 email-3>wait-4",
    NULL,
    NULL, "Connect Email to Wait", "Connected Email to Wait · 1 day.", 1 },
  { "to its port", ROW_AND_LOOSE, "drag 880,128 370,432", "event-1>wait-2 wait-2>email-3 email-3>wait-4", NULL, NULL,
    NULL, NULL, 1 },
  { "a joined port: moved", ROW_AND_LOOSE, "drag 592,128 480,430", "event-1>wait-2 wait-2>wait-4", NULL, NULL,
    "Change target of Wait", NULL, 1 },
  { "to where it leads", ROW, "drag 592,128 700,120", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "refused", ROW, "drag 880,128 150,120", ROW_WAYS, NULL, NULL, NULL,
    "“Event” begins the journey, so no path can lead to it.", 0 },
  { "refused: a loop", "event 96,96; update-profile 384,96 <1; update-profile 672,96 <2", "drag 880,128 450,120",
    NULL, NULL,
    NULL, NULL, "This would make a loop that never waits: Update profile → Update profile → Update profile.", 0 },
  { "escape", ROW_AND_LOOSE, "press 880,128; to 480,430; escape; release", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "released on nothing, picked", ROW, "drag 880,128 1100,328; pick wait",
    "event-1>wait-2 wait-2>email-3 email-3>wait-4",
    "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@1104,304", "wait-4", "Add Wait", "Added Wait.", 1 },
  { "picked for a joined port", ROW, "drag 592,128 600,500; pick wait", "event-1>wait-2 wait-2>wait-4", NULL, "wait-4",
    NULL, NULL, 1 },
  { "released on nothing, not picked", ROW, "drag 592,128 600,500; pick-none", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "the ending of a path", FORK, "path condition-2 else; drag 670,432 700,730",
    "event-1>condition-2 condition-2.case-1>email-3 condition-2.else>wait-5", NULL, NULL, "Change target of Others",
    NULL,
    1 },
  { "the ending let go", FORK, "path condition-2 else; drag 670,432 900,900; escape",
    "event-1>condition-2 condition-2.case-1>email-3", NULL, NULL, "Disconnect Others", NULL, 1 },
  { "the ending to a new step", FORK, "path condition-2 else; drag 670,432 600,900; pick push",
    "event-1>condition-2 condition-2.case-1>email-3 condition-2.else>push-6", NULL, "push-6", "Add Push", NULL, 1 },
  { "the beginning of a path", FORK, "path condition-2 else; drag 594,196 880,736",
    "event-1>condition-2 condition-2.case-1>email-3 wait-5>email-4", NULL, "wait-5.next", "Change source of Others",
    NULL,
    1 },
  { "click and click", ROW_AND_LOOSE, "click 880,128; click 480,430", "event-1>wait-2 wait-2>email-3 email-3>wait-4",
    NULL, NULL, "Connect Email to Wait", NULL, 1 },
  { "click and nothing", ROW_AND_LOOSE, "click 880,128; click 480,730", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "refused, then another", ROW_AND_LOOSE, "click 880,128; click 150,120; click 480,430",
    "event-1>wait-2 wait-2>email-3 email-3>wait-4", NULL, NULL, NULL, NULL, 1 },
  { "keys", ROW_AND_LOOSE, "focus email-3; aim; focus wait-2; down; return",
    "event-1>wait-2 wait-2>email-3 email-3>wait-4", NULL, NULL, "Connect Email to Wait", NULL, 1 },
  { "disconnect", ROW, "click 640,128; delete", "event-1>wait-2", NULL, NULL, "Disconnect Wait", NULL, 1 },
};

static const Case adding[] = {
  { "the first", "", "carry event 500,300; drop 500,300", "", "event-1@400,272", "event-1", "Add Event",
    "Added Event.", 1 },
  { "what cannot begin", "", "carry email 500,300; drop 500,300", "", "", "", NULL,
    "“Email” cannot begin a journey.", 0 },
  { "to a lit port", ROW, "carry push 1030,150; drop 1030,150", ROW_WAYS " email-3>push-4",
    "event-1@96,96 wait-2@384,96 email-3@672,96 push-4@928,112", "push-4", "Add Push", NULL, 1 },
  { "on a port", ROW, "carry push 882,126; drop 882,126", ROW_WAYS " email-3>push-4",
    "event-1@96,96 wait-2@384,96 email-3@672,96 push-4@960,96", "push-4", "Add Push", NULL, 1 },
  { "far from everything", ROW, "carry push 1000,800; drop 1000,800", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96 push-4@896,768", "push-4", "Add Push", NULL, 1 },
  { "on a path", ROW, "carry push 640,130; drop 640,130", "event-1>wait-2 wait-2>push-4 push-4>email-3",
    "event-1@96,96 wait-2@384,96 email-3@960,96 push-4@672,96", "push-4", "Insert Push on Wait", "Inserted Push.", 1 },
  { "an end on a path", ROW, "carry end 640,130; drop 640,130", ROW_WAYS, NULL, NULL, NULL,
    "Nothing can come after “End”, so it cannot stand between two steps.", 0 },
  { "dragged out", ROW, "carry push 640,130; out", ROW_WAYS, NULL, "", NULL, NULL, 0 },
  { "escape", ROW, "carry push 640,130; escape", ROW_WAYS, NULL, "", NULL, NULL, 0 },
  { "with settings", ROW, "carry wait 1030,150 {\"for\":\"PT2H\"}; drop 1030,150", ROW_WAYS " email-3>wait-4", NULL,
    "wait-4", "Add Wait", NULL, 1 },
  { "click: after what is selected", ROW, "select email-3; add push", ROW_WAYS " email-3>push-4",
    "event-1@96,96 wait-2@384,96 email-3@672,96 push-4@960,96", "push-4", "Add Push", NULL, 1 },
  { "click: on the path behind", ROW, "select wait-2; add push", "event-1>wait-2 wait-2>push-4 push-4>email-3",
    "event-1@96,96 wait-2@384,96 email-3@960,96 push-4@672,96", "push-4", "Insert Push on Wait", NULL, 1 },
  { "click: the first free path", ROW, "nothing; add push", ROW_WAYS " email-3>push-4", NULL, "push-4", NULL, NULL, 1 },
  { "click: on a selected path", ROW, "path event-1 next; add push", "event-1>push-4 wait-2>email-3 push-4>wait-2",
    NULL, "push-4", NULL, NULL, 1 },
  { "click: asks which", FORK, "select condition-2; add push; pick-path else",
    "event-1>condition-2 condition-2.case-1>email-3 condition-2.else>push-6 push-6>email-4", NULL, "push-6",
    "Insert Push on Others", NULL, 1 },
  { "return on a node", ROW, "focus email-3; insert; pick push", ROW_WAYS " email-3>push-4", NULL, "push-4", NULL, NULL,
    1 },
  { "return on a port", FORK, "focus condition-2 else; insert; pick push",
    "event-1>condition-2 condition-2.case-1>email-3 condition-2.else>push-6 push-6>email-4", NULL, NULL, NULL, NULL,
    1 },
  { "before a join", "event 96,96; condition 384,96 <1; email 960,96 <2 <2.else",
    "focus email-3; insert-before; pick wait",
    "event-1>condition-2 condition-2.case-1>wait-4 condition-2.else>wait-4 wait-4>email-3", NULL, "wait-4",
    "Insert Wait before Email", NULL, 1 },
  { "the plus", ROW, "press 640,128; release; press 632,128; release; pick push",
    "event-1>wait-2 wait-2>push-4 push-4>email-3", NULL, "push-4", NULL, NULL, 1 },
};

static const Case selecting[] = {
  { "a click", ROW, "click 480,120", NULL, NULL, "wait-2", NULL, NULL, 0 },
  { "a click on nothing", ROW, "click 480,120; click 480,620", NULL, NULL, "", NULL, NULL, 0 },
  { "with Ctrl", ROW, "click 480,120; click 760,120 ctrl; click 480,120 ctrl", NULL, NULL, "email-3", NULL, NULL, 0 },
  { "a range", ROW, "click 150,120; click 760,120 shift", NULL, NULL,
    "event-1 wait-2 email-3 event-1.next wait-2.next", NULL, NULL, 0 },
  { "a range against the flow", ROW, "click 760,120; click 480,120 shift", NULL, NULL, "wait-2 email-3 wait-2.next",
    NULL, NULL, 0 },
  { "a path", ROW, "click 652,128", NULL, NULL, "wait-2.next", NULL, NULL, 0 },
  { "a path with Ctrl", ROW, "click 480,120; click 652,128 ctrl", NULL, NULL, "wait-2 wait-2.next", NULL, NULL, 0 },
  { "a band", ROW, "drag 340,300 700,150", NULL, NULL, "wait-2 email-3 wait-2.next", NULL, NULL, 0 },
  { "a band adds", ROW, "click 150,120; drag 360,300 500,150 shift", NULL, NULL, "event-1 wait-2 event-1.next", NULL,
    NULL, 0 },
  { "a band toggles", ROW, "click 480,120; drag 360,300 700,150 ctrl", NULL, NULL, "email-3", NULL, NULL, 0 },
  { "a band given up", ROW, "click 150,120; press 360,300; to 700,150; escape; release", NULL, NULL, "event-1", NULL,
    NULL, 0 },
  { "the flow", FORK, "click 632,128; press 640,128 double; release", NULL, NULL, NULL, NULL, NULL, 0 },
  { "after", FORK, "select condition-2; after", NULL, NULL,
    "condition-2 email-3 email-4 condition-2.case-1 condition-2.else", NULL, NULL, 0 },
  { "before", FORK, "select email-4; before", NULL, NULL, "event-1 condition-2 email-4 event-1.next condition-2.else",
    NULL, NULL, 0 },
  { "all", ROW, "all", NULL, NULL, "event-1 wait-2 email-3 event-1.next wait-2.next", NULL, NULL, 0 },
  { "escape", ROW, "all; escape", NULL, NULL, "", NULL, NULL, 0 },
  { "space", ROW, "focus wait-2; space; on; space", NULL, NULL, "wait-2 email-3", NULL, NULL, 0 },
  { "shift and arrows", ROW, "home; on extend; on extend", NULL, NULL, "event-1 wait-2 email-3", NULL, NULL, 0 },
  { "a click in a selection", ROW, "all; click 480,120", NULL, NULL, "wait-2", NULL, NULL, 0 },
};

static const Case editing[] = {
  { "delete closes the gap", ROW, "select wait-2; delete", "event-1>email-3", NULL, "", "Delete Wait",
    "Deleted Wait · 1 day.", 1 },
  { "delete leaves the gap", ROW, "select wait-2; delete only", "", NULL, "", "Delete Wait",
    "Deleted Wait · 1 day; 1 path leads nowhere now.", 1 },
  { "delete what has the focus", ROW, "focus wait-2; delete", "event-1>email-3", NULL, NULL, NULL, NULL, 1 },
  { "delete and undo", ROW, "select wait-2; delete; undo", ROW_WAYS, NULL, "wait-2",
    NULL, "Undone: Delete Wait.", 0 },
  { "delete several", ROW, "click 480,120; click 760,120 ctrl; delete", "", NULL, "", "Delete 2 steps", NULL, 1 },
  { "nothing to delete", ROW, "delete", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "copy and paste", ROW, "click 480,120; click 760,120 ctrl; copy; paste", ROW_WAYS " wait-4>email-5", NULL,
    "wait-4 email-5 wait-4.next", "Paste 2 steps", "Pasted 2 steps.", 1 },
  { "paste at the pointer", ROW, "select wait-2; copy; paste follow; to 1000,600; click 1000,600", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@896,576", "wait-4", "Paste 1 step", NULL, 1 },
  { "paste and join", ROW, "select wait-2; copy; select email-3; paste-joined", ROW_WAYS " email-3>wait-4", NULL,
    "wait-4", "Paste after Email", "Pasted Wait · 1 day.", 1 },
  { "paste and join between two", ROW, "click 480,120; click 760,120 ctrl; copy; select event-1; paste-joined",
    "event-1>wait-4 wait-2>email-3 wait-4>email-5 email-5>wait-2", NULL, "wait-4 email-5 wait-4.next",
    "Paste after Event", NULL, 1 },
  { "what cannot be joined is not pasted", "read-audience 96,96; wait 384,96 <1",
    "select read-audience-1; copy; select wait-2; paste-joined", "read-audience-1>wait-2",
    "read-audience-1@96,96 wait-2@384,96", "", NULL,
    "“Read audience” can only begin a journey, so no path can lead to it.", 0 },
  { "paste given up", ROW, "select wait-2; copy; paste follow; to 1000,600; escape", ROW_WAYS, NULL, NULL, NULL, NULL,
    0 },
  { "cut", ROW, "select wait-2; cut", "event-1>email-3", NULL, "", "Delete Wait", NULL, 1 },
  { "duplicate", ROW, "select wait-2; duplicate", ROW_WAYS,
    "event-1@96,96 wait-2@384,96 email-3@672,96 wait-4@384,192", "wait-4", "Duplicate 1 step",
    "Duplicated Wait · 1 day.", 1 },
  { "rename", ROW, "select wait-2; f2; rename Pause", ROW_WAYS, NULL, NULL, "Rename Pause", "Renamed to Pause.", 1 },
  { "rename a path", FORK, "path condition-2 else; f2; rename Rest", NULL, NULL, NULL, "Rename Rest", NULL, 1 },
  { "rename to the same", ROW, "select wait-2; f2; rename", ROW_WAYS, NULL, NULL, NULL, NULL, 0 },
  { "a second click renames", ROW, "click 460,110; wait 1000; click 460,110; rename Pause", NULL, NULL, NULL,
    "Rename Pause", NULL, 1 },
  { "tidy", ROW, "drag 480,120 480,280; tidy", NULL, NULL, NULL, "Tidy", NULL, 2 },
  { "tidy already", ROW, "tidy", NULL, NULL, NULL, NULL, "Everything is tidy already.", 0 },
  { "a row", "event 96,96; wait 400,150 <1; email 500,300 <2", "all; row", NULL,
    "event-1@96,96 wait-2@400,96 email-3@640,96", NULL, "Line Up in a Row", "Lined up 3 steps.", 1 },
  { "a column", "event 96,96; condition 400,150 <1; email 500,900 <2; wait 150,170", "all; column", NULL,
    "event-1@96,96 condition-2@96,192 email-3@96,900 wait-4@96,288", NULL, "Line Up in a Column", NULL, 1 },
  { "equal gaps", "event 100,96; wait 350,96 <1; email 900,96 <2", "all; spread", NULL,
    "event-1@100,96 wait-2@500,96 email-3@900,96", NULL, "Spread Across", "Spread 3 steps.", 1 },
  { "equal gaps down, with no room", "event 100,96; wait 100,100 <1; email 100,150 <2", "all; spread down", NULL,
    "event-1@100,96 wait-2@100,192 email-3@100,288", NULL, "Spread Down", NULL, 1 },
  { "one is no row", ROW, "select wait-2; row", NULL, NULL, NULL, NULL, NULL, 0 },
  { "pin", ROW, "select wait-2; pin", NULL, NULL, NULL, "Pin", NULL, 1 },
  { "undo selects what was selected", ROW, "all; drag 480,120 480,280; nothing; undo", ROW_WAYS, NULL,
    "event-1 wait-2 email-3 event-1.next wait-2.next", NULL, NULL, 0 },
  { "redo selects what was selected then", ROW, "select email-3; add push; select wait-2; undo; nothing; redo",
    ROW_WAYS " email-3>push-4", NULL, "push-4", "Add Push", NULL, 1 },
  { "undo of an insertion", ROW, "select event-1; add push; nothing; undo", ROW_WAYS, NULL, "event-1", NULL, NULL, 0 },
  { "undo and redo", ROW, "select wait-2; delete; undo; redo", "event-1>email-3", NULL, NULL, "Delete Wait",
    "Done again: Delete Wait.", 1 },
  { "undo in the middle of a drag", ROW,
    "select wait-2; nudge 16,0; press 480,120; to 480,300; undo; to 480,400; release; redo", ROW_WAYS,
    "event-1@96,96 wait-2@400,96 email-3@672,96", NULL, NULL, NULL, 1 },
  { "an edit in the middle of a drag", ROW, "press 480,120; to 480,300; nudge 16,0; to 480,400; release", ROW_WAYS,
    "event-1@96,96 wait-2@400,96 email-3@672,96", NULL, NULL, NULL, 1 },
};

/* All that is different is told, not just the first. */
static void
compare (const Case *one, const char *what, const char *got, const char *want)
{
  if (want == NULL || g_strcmp0 (got, want) == 0)
    return;
  g_test_message ("%s: %s are\n  %s\n  %s", one->name, what, got, want);
  g_test_fail ();
}

static void
run_case (const Case *one)
{
  Gestures gestures;
  g_autofree char *ways = NULL, *places = NULL, *selected = NULL, *before = NULL, *after = NULL;
  size_t steps;

  gestures_open (&gestures, one->given);
  before = sj_journey_to_string (gestures.journey);
  steps = sj_history_n_undo (gestures.history);
  gestures_run (&gestures, one->script);
  ways = gestures_ways (&gestures);
  places = gestures_places (&gestures);
  selected = gestures_selected (&gestures);
  compare (one, "ways", ways, one->ways);
  compare (one, "places", places, one->places);
  compare (one, "selected", selected, one->selected);
  compare (one, "title", sj_history_undo_title (gestures.history), one->title);
  compare (one, "status", sj_drawing_status (gestures.drawing), one->status);
  if (sj_history_n_undo (gestures.history) - steps != one->steps)
    {
      g_test_message ("%s: %zu steps", one->name, sj_history_n_undo (gestures.history) - steps);
      g_test_fail ();
    }
  g_assert_cmpint (sj_drawing_hand (gestures.drawing)->state, ==, SJ_HAND_IDLE);

  /* Whatever was done can be taken back, to the last byte. */
  while (sj_history_n_undo (gestures.history) > steps)
    sj_history_undo (gestures.history);
  sj_drawing_update (gestures.drawing);
  after = sj_journey_to_string (gestures.journey);
  g_assert_cmpstr (after, ==, before);
  gestures_close (&gestures);
}

#define TEST(table)                                     \
  static void test_##table (void)                       \
  {                                                     \
    for (size_t i = 0; i < G_N_ELEMENTS (table); i++)   \
      run_case (&table[i]);                             \
  }

TEST (moving)
TEST (splicing)
TEST (connecting)
TEST (adding)
TEST (selecting)
TEST (editing)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/gestures/moving", test_moving);
  g_test_add_func ("/scene/gestures/splicing", test_splicing);
  g_test_add_func ("/scene/gestures/connecting", test_connecting);
  g_test_add_func ("/scene/gestures/adding", test_adding);
  g_test_add_func ("/scene/gestures/selecting", test_selecting);
  g_test_add_func ("/scene/gestures/editing", test_editing);
  return g_test_run ();
}
