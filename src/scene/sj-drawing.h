/* sj-drawing.h -- a journey being drawn on: what is selected, focused and held, and
 * what every gesture and every key means.
 *
 * Knows no toolkit: a widget hands on its events and draws the state that stands here;
 * tests do the same with tables of gestures.  Everything that changes the journey is one
 * step of the history, made when a gesture ends; until then only the scene shows it, so
 * that Escape restores exactly.
 *
 * Places of the pointer are pixels of the widget, times are microseconds of any steady
 * clock.  The observer is told once after each call what must be drawn again.
 */
#pragma once

#include "model/sj-check.h"
#include "model/sj-edit-graph.h"
#include "scene/sj-overlay.h"
#include "scene/sj-scene.h"
#include "scene/sj-view.h"

typedef struct SjDrawing SjDrawing;

typedef enum
{
  SJ_REDRAW_VIEW   = 1 << 0,    /* offset or zoom; with SJ_REDRAW_GLIDE it may take 150 ms */
  SJ_REDRAW_SCENE  = 1 << 1,    /* cards or routes; the scene's observer says which */
  SJ_REDRAW_MARKS  = 1 << 2,    /* selected, focused, hovered, dimmed … */
  SJ_REDRAW_HAND   = 1 << 3,    /* ghost, guides, band, live route, hint, cursor */
  SJ_REDRAW_OVERLAY = 1 << 4,
  SJ_REDRAW_FOCUS  = 1 << 5,    /* another item has the focus: the toolkit's focus follows */
  SJ_REDRAW_SELECTION = 1 << 6, /* the inspector follows */
  SJ_REDRAW_STATUS = 1 << 7,    /* a new sentence: sj_drawing_status () */
  SJ_REDRAW_ASK    = 1 << 8,    /* a question for people: sj_drawing_ask () */
  SJ_REDRAW_HISTORY = 1 << 9,   /* undo and redo, the journey itself */
  SJ_REDRAW_GLIDE  = 1 << 10
} SjRedraw;

typedef void (*SjDrawingObserver) (SjDrawing *drawing, unsigned what, gpointer data);

/* ---------------------------------------------------------------- what is held */

typedef enum
{
  SJ_HAND_IDLE,
  SJ_HAND_PRESSED,          /* the threshold is not reached yet */
  SJ_HAND_MOVING,           /* cards */
  SJ_HAND_CONNECTING,       /* from a port, or the ending of a path */
  SJ_HAND_RESOURCING,       /* the beginning of a path */
  SJ_HAND_BAND,             /* a rectangle on the empty canvas */
  SJ_HAND_PANNING,
  SJ_HAND_CARRYING,         /* from the palette */
  SJ_HAND_PASTING,          /* a ghost follows the pointer until a click */
  SJ_HAND_AIMING            /* a port was clicked or Ctrl+L pressed: the next target joins */
} SjHandState;

typedef enum
{
  SJ_CURSOR_DEFAULT,
  SJ_CURSOR_HAND,           /* may be panned */
  SJ_CURSOR_GRABBING,
  SJ_CURSOR_POINTER,        /* something to click */
  SJ_CURSOR_CROSSHAIR,      /* joins */
  SJ_CURSOR_COPY,
  SJ_CURSOR_MOVE,
  SJ_CURSOR_REFUSED
} SjCursor;

typedef enum
{
  SJ_VERDICT_NONE,
  SJ_VERDICT_YES,           /* a check mark at the card */
  SJ_VERDICT_NO             /* and why not */
} SjVerdict;

/* A line that shows what a held card is level with, or an equal gap. */
typedef struct
{
  SjPoint from, to;
  bool gap;                 /* with marks at both ends */
} SjGuide;

/* Everything to be drawn for a gesture; in units of the scene. */
typedef struct
{
  SjHandState state;
  SjCursor cursor;
  GArray *ghosts;           /* of SjBox: cards that are not there yet */
  const SjKind *ghost_kind; /* of the only ghost, or NULL */
  GArray *outlines;         /* of SjBox: where cards will go to make room */
  GArray *guides;           /* of SjGuide */
  SjBox band;               /* empty: none */
  SjPoint *live;            /* owned: the path that is being drawn */
  uint32_t n_live;
  const SjPath *live_path;  /* whose role and colour it has; or NULL */
  SjCard *lit;              /* the card that a path would join */
  const SjPath *lit_path;   /* the free path that a new card would be joined to */
  SjRoute *split;           /* the path that a card would be put on */
  SjVerdict verdict;
  char *hint;               /* owned: one sentence beside the pointer, or NULL */
  SjPoint hint_at;
  double pull_x, pull_y;    /* pixels a second: the view follows; see sj_drawing_tick () */
} SjHand;

/* ---------------------------------------------------------------- what is asked of people */

typedef enum
{
  SJ_ASK_NOTHING,
  SJ_ASK_KIND,              /* a picker of kinds at `at`: sj_drawing_pick () or sj_drawing_pick_none () */
  SJ_ASK_PATH,              /* several free paths: sj_drawing_pick_path () */
  SJ_ASK_RENAME,            /* an entry in place: sj_drawing_rename () */
  SJ_ASK_DELAY,             /* of a path */
  SJ_ASK_INSPECT,           /* the inspector, first field */
  SJ_ASK_MENU               /* the context menu of what is selected, or of the canvas */
} SjAskType;

typedef struct
{
  SjAskType type;
  char *node, *path;        /* owned ids: the path to be continued, renamed …; or NULL */
  char *before;             /* owned id: the new step is to stand before it; or NULL */
  SjPoint at;               /* of the scene */
  bool insert;              /* what is picked goes between the path and its target */
  bool placed;              /* it stands at `at` */
} SjAsk;

/* ---------------------------------------------------------------- the focus */

/* One item of the canvas: a node (path NULL), a port (path, not on the line) or a path. */
typedef struct
{
  char *node;               /* owned id; NULL: nothing has the focus */
  char *path;               /* owned id, or NULL */
  bool on_line;             /* the path itself and not its port */
} SjFocus;

typedef struct
{
  SjHistory *history;       /* borrowed; may be NULL in a view of a past version: then nothing can be changed */
  SjChecker *checker;       /* borrowed; NULL: nothing is refused */
  const SjNames *names;     /* borrowed; for captions */
} SjDrawingParts;

SjDrawing *sj_drawing_new     (SjJourney *journey, const SjDrawingParts *parts);
void       sj_drawing_free    (SjDrawing *drawing);
void       sj_drawing_observe (SjDrawing *drawing, SjDrawingObserver observer, gpointer data);
/* The journey was changed by others (inspector, import): follows. */
void       sj_drawing_update  (SjDrawing *drawing);
/* Another checker or other names, after the library changed. */
void       sj_drawing_set_parts (SjDrawing *drawing, const SjDrawingParts *parts);

SjScene       *sj_drawing_scene   (const SjDrawing *drawing);
SjJourney     *sj_drawing_journey (const SjDrawing *drawing);
SjHistory     *sj_drawing_history (const SjDrawing *drawing);    /* or NULL */
SjChecker     *sj_drawing_checker (const SjDrawing *drawing);    /* or NULL */
const SjNames *sj_drawing_names   (const SjDrawing *drawing);
SjView        *sj_drawing_view    (SjDrawing *drawing);          /* call sj_drawing_view_changed () after a change */
const SjHand  *sj_drawing_hand    (const SjDrawing *drawing);
const SjFocus *sj_drawing_focus   (const SjDrawing *drawing);
const SjAsk   *sj_drawing_ask     (const SjDrawing *drawing);
const char    *sj_drawing_status  (const SjDrawing *drawing);    /* the last sentence; "" */
SjRoute       *sj_drawing_hovered_route (const SjDrawing *drawing);    /* shows its + */

void             sj_drawing_set_overlay (SjDrawing *drawing, SjOverlay *overlay);    /* takes it; NULL: none */
const SjOverlay *sj_drawing_overlay     (const SjDrawing *drawing);

/* ---------------------------------------------------------------- the view */

void sj_drawing_resize       (SjDrawing *drawing, double width, double height);
void sj_drawing_set_mirrored (SjDrawing *drawing, bool mirrored);
void sj_drawing_view_changed (SjDrawing *drawing);               /* limits it and tells */
void sj_drawing_open_view    (SjDrawing *drawing);               /* the first time */
void sj_drawing_pan          (SjDrawing *drawing, double dx, double dy);
void sj_drawing_zoom_by      (SjDrawing *drawing, double notches, double x, double y);
void sj_drawing_zoom_to      (SjDrawing *drawing, double zoom);  /* about the focus if visible, else the middle */
void sj_drawing_fit          (SjDrawing *drawing, bool selection);
void sj_drawing_reveal       (SjDrawing *drawing, const char *node, const char *path);
bool sj_drawing_is_lost      (const SjDrawing *drawing);         /* no card is in view */

/* ---------------------------------------------------------------- the pointer */

typedef enum
{
  SJ_WITH_SHIFT = 1 << 0,
  SJ_WITH_CTRL  = 1 << 1,
  SJ_WITH_ALT   = 1 << 2,
  SJ_WITH_SPACE = 1 << 3,
  SJ_BY_TOUCH   = 1 << 4
} SjWith;

typedef struct
{
  double x, y;
  unsigned with;            /* SjWith */
  unsigned button;          /* 1 first, 2 middle, 3 second */
  unsigned n_press;         /* 1, or 2 of a double click */
  int64_t time;
} SjPointer;

void sj_drawing_press   (SjDrawing *drawing, const SjPointer *pointer);
void sj_drawing_motion  (SjDrawing *drawing, const SjPointer *pointer);     /* pressed or not */
void sj_drawing_release (SjDrawing *drawing, const SjPointer *pointer);
void sj_drawing_leave   (SjDrawing *drawing);                               /* the pointer left the widget */
void sj_drawing_hold    (SjDrawing *drawing, const SjPointer *pointer);     /* a long press of touch */
/* Cancels the gesture, else the question, else the trace, else the selection; false: nothing was there. */
bool sj_drawing_escape  (SjDrawing *drawing);
/* Whether time passing changes something: a card waits over a path, the view is pulled. */
bool sj_drawing_wants_ticks (const SjDrawing *drawing);
void sj_drawing_tick    (SjDrawing *drawing, int64_t time);

/* From the palette: a kind with settings (JSON text of them, or NULL). */
void sj_drawing_drag_in  (SjDrawing *drawing, const SjKind *kind, const char *config, const SjPointer *pointer);
bool sj_drawing_drop_in  (SjDrawing *drawing, const SjPointer *pointer);    /* false: refused, the status says why */
void sj_drawing_drag_out (SjDrawing *drawing);

/* ---------------------------------------------------------------- commands */

/* After the selected node or path, else at the first free mandatory path, else in the
 * middle; asks where there are several ways.  False: refused. */
bool sj_drawing_add      (SjDrawing *drawing, const SjKind *kind, const char *config);
/* Why a kind cannot be added at all; NULL: it can.  Owned by the caller. */
char *sj_drawing_refusal (SjDrawing *drawing, const SjKind *kind);
/* Answers to a question; the kinds it may be answered with, and why not, come from `refusal_here`. */
char *sj_drawing_refusal_here (SjDrawing *drawing, const SjKind *kind);
bool sj_drawing_pick      (SjDrawing *drawing, const SjKind *kind, const char *config);
bool sj_drawing_pick_path (SjDrawing *drawing, const char *path);
void sj_drawing_pick_none (SjDrawing *drawing);
bool sj_drawing_rename    (SjDrawing *drawing, const char *label);          /* "" or NULL: the generated name */

void sj_drawing_ask_insert (SjDrawing *drawing, bool before);               /* Ctrl+Return, Ctrl+Shift+Return */
void sj_drawing_ask_rename (SjDrawing *drawing);                            /* F2 */
void sj_drawing_ask_menu   (SjDrawing *drawing);
void sj_drawing_activate   (SjDrawing *drawing);                            /* Return: joins, delay or inspector */
void sj_drawing_aim        (SjDrawing *drawing);                            /* Ctrl+L */

bool sj_drawing_delete     (SjDrawing *drawing, bool close);
bool sj_drawing_disconnect (SjDrawing *drawing);
bool sj_drawing_undo       (SjDrawing *drawing);
bool sj_drawing_redo       (SjDrawing *drawing);
char *sj_drawing_copy      (SjDrawing *drawing);                            /* NULL: nothing is selected */
char *sj_drawing_cut       (SjDrawing *drawing);
/* With `follow`, a ghost follows the pointer until a click. */
bool sj_drawing_paste      (SjDrawing *drawing, const char *text, bool follow, GError **error);
/* Behind what is selected or focused, joined to it; the flow goes on from the copy's end. */
bool sj_drawing_paste_joined (SjDrawing *drawing, const char *text, GError **error);
bool sj_drawing_duplicate  (SjDrawing *drawing);
bool sj_drawing_tidy       (SjDrawing *drawing);                            /* the selection, else all */
/* The same with an edit of sj_tidy () that was worked out elsewhere; takes it. */
bool sj_drawing_take_tidy  (SjDrawing *drawing, SjEdit *edit, size_t moved);

typedef enum
{
  SJ_LINE_UP_ROW,           /* as high as the first of them */
  SJ_LINE_UP_COLUMN,
  SJ_SPREAD_ACROSS,         /* three or more, with equal gaps between them */
  SJ_SPREAD_DOWN
} SjLineUp;

bool sj_drawing_line_up    (SjDrawing *drawing, SjLineUp how);              /* the selected nodes */
bool sj_drawing_set_pinned (SjDrawing *drawing, bool pinned);
/* On the screen: mirrored where the view is.  A burst of 700 ms is one step. */
bool sj_drawing_nudge      (SjDrawing *drawing, int dx, int dy, int64_t time);
bool sj_drawing_fix        (SjDrawing *drawing, const SjFinding *finding);

/* ---------------------------------------------------------------- selection */

uint32_t sj_drawing_n_selected      (const SjDrawing *drawing);             /* nodes */
GStrv    sj_drawing_selected        (const SjDrawing *drawing);             /* ids in the order of the journey */
bool     sj_drawing_is_selected     (const SjDrawing *drawing, const char *node);
/* The only selected node, or path; NULL where it is not one alone. */
const SjNode *sj_drawing_selected_node (const SjDrawing *drawing);
const SjPath *sj_drawing_selected_path (const SjDrawing *drawing);
char    *sj_drawing_summary         (const SjDrawing *drawing);             /* "3 steps and 2 paths selected" */

void sj_drawing_select        (SjDrawing *drawing, const char *node);       /* alone, and focused */
void sj_drawing_select_path   (SjDrawing *drawing, const char *node, const char *path);
void sj_drawing_select_nodes  (SjDrawing *drawing, const char *const *nodes);
void sj_drawing_select_all    (SjDrawing *drawing);
void sj_drawing_select_none   (SjDrawing *drawing);
void sj_drawing_select_flow   (SjDrawing *drawing, bool before);            /* all after, or before, what is selected */
void sj_drawing_toggle_focused (SjDrawing *drawing);                        /* Space */
/* Everything that lies on a way between the two. */
void sj_drawing_select_range  (SjDrawing *drawing, const char *node);

/* While people look for steps: these are lit and all others dimmed; NULL, or none: nothing is. */
void sj_drawing_set_found     (SjDrawing *drawing, const char *const *nodes);

/* ---------------------------------------------------------------- focus */

typedef enum
{
  SJ_FOCUS_ON,              /* along the flow: Right, or Left where it is mirrored */
  SJ_FOCUS_BACK,
  SJ_FOCUS_UP,
  SJ_FOCUS_DOWN,
  SJ_FOCUS_OTHER_UP,        /* other predecessors of a join */
  SJ_FOCUS_OTHER_DOWN,
  SJ_FOCUS_HOME,            /* the journey's beginning */
  SJ_FOCUS_END              /* the last node of this path */
} SjFocusStep;

typedef enum { SJ_KEY_LEFT, SJ_KEY_RIGHT } SjKeySide;

/* What a key means in this view: along the flow or back. */
SjFocusStep sj_drawing_side (const SjDrawing *drawing, SjKeySide side);
bool sj_drawing_move_focus (SjDrawing *drawing, SjFocusStep step, bool extend);    /* false: there is nothing there */
void sj_drawing_set_focus  (SjDrawing *drawing, const char *node, const char *path, bool on_line);
/* The next problem, or the one before; its sentence is the status.  False: there is none. */
bool sj_drawing_next_problem (SjDrawing *drawing, bool back);

/* New steps stay "to be set up" until they were left once; their errors do not count so long. */
bool sj_drawing_is_fresh     (const SjDrawing *drawing, const char *node);
void sj_drawing_finish_setup (SjDrawing *drawing);

/* What stands on a card and what a screen reader says of an item; owned by the caller. */
char *sj_drawing_name        (SjDrawing *drawing, const char *node, const char *path);
char *sj_drawing_description (SjDrawing *drawing, const char *node, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjDrawing, sj_drawing_free)
