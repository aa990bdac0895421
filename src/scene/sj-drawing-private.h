/* sj-drawing-private.h -- a drawing from inside; for sj-drawing*.c, sj-hand*.c and sj-selection.c alone.
 *
 * What lasts longer than one call is kept by ids, because a step taken back makes its
 * nodes anew.  Pointers in the hand are set anew with every motion, and cleared when
 * what they point to goes.
 */
#pragma once

#include "scene/sj-drawing.h"

#define SJ_DRAWING_THRESHOLD       4      /* pixels before a press becomes a drag */
#define SJ_DRAWING_THRESHOLD_TOUCH 8
#define SJ_DRAWING_DWELL           150000 /* microseconds over a path before it opens */
#define SJ_DRAWING_BURST           700000
#define SJ_DRAWING_SNAP            6      /* units to a guide */
#define SJ_DRAWING_PORT_REACH      64     /* of a card that is brought */
#define SJ_DRAWING_JOIN_REACH      32     /* of the end of a path that is drawn, in pixels */

typedef struct
{
  char *node, *path;          /* owned ids */
} SjWayIds;

struct SjDrawing
{
  SjDrawingParts parts;
  SjJourney *journey;         /* owned: a reference */
  SjScene *scene;             /* owned */
  SjView view;
  SjOverlay *overlay;         /* owned, or NULL */
  SjHand hand;
  SjAsk ask;
  bool ask_detaches;          /* nothing picked: the path is cut off */
  SjFocus focus;
  char *status;               /* owned */
  unsigned journey_observer;

  SjDrawingObserver observer;
  gpointer observer_data;
  unsigned pending;           /* SjRedraw, to be told at the end of the call */
  unsigned depth;             /* of calls into each other */

  GHashTable *nodes;          /* selected: owned ids */
  GHashTable *paths;          /* selected: owned keys, see sj_drawing_key () */
  GHashTable *found;          /* owned ids; or NULL: nothing is looked for */
  char *anchor;               /* owned: where a range begins; or NULL */
  GPtrArray *marked_cards;    /* borrowed: those whose marks are not 0 */
  GPtrArray *marked_routes;
  bool marks_dirty;
  GHashTable *fresh;          /* owned ids of steps to be set up */
  GPtrArray *order;           /* borrowed nodes in the order of the flow; NULL: not known */
  uint32_t *places;           /* owned: place in that order, by index of node */
  GPtrArray *touched;         /* owned ids of nodes that an undo changes; NULL: nobody asks */
  GHashTable *touched_ids;    /* the same, borrowed, to know them again */
  GArray *kept;               /* owned: selections around steps, by number of the step */
  size_t n_kept;              /* how many steps there were at the end of the last call */
  bool changed;               /* the journey was, in this call */
  GPtrArray *before;          /* owned: what was selected before it was; or NULL */

  SjCard *hovered;
  SjRoute *hovered_route;
  char *came_from;            /* owned: the node the focus was on before; or NULL */
  char *join;                 /* owned: the join whose predecessors are walked; or NULL */

  /* Of the gesture that goes on. */
  SjPointer start, last;      /* where it was pressed, and where the pointer is */
  double start_x, start_y;    /* in the scene */
  SjHit pressed;              /* valid until something goes */
  bool was_selected;          /* what was pressed */
  bool broken;                /* something it is about went: ends without a trace */
  int64_t selected_at;        /* time of the press that selected what is selected */
  int64_t ticked;             /* time of the last tick */
  SjWayIds way;               /* connecting: the path; resourcing: the path whose source changes */
  bool detaches;              /* it was an ending that was taken */
  GPtrArray *held;            /* owned ids: cards that are moved */
  char *handle;               /* owned id: of them, the one that was taken */
  bool copies;                /* Ctrl was held from the beginning: a copy is moved */
  bool may_splice;
  int64_t over_since;         /* when it came over the path; 0: over none */
  char *over;                 /* owned key: which path */
  SjPoint shift;              /* of what is moved */
  GHashTable *base_nodes;     /* band: what was selected before; owned ids; or NULL */
  const SjKind *kind;         /* carrying */
  char *config;               /* owned: JSON of its settings; or NULL */
  char *text;                 /* owned: pasting */
  GHashTable *refused;        /* connecting: owned ids of nodes → owned reasons; or NULL */
  int64_t nudged;             /* time of the last one */
};

/* Every call that may change something stands between these; the last end tells. */
void sj_drawing_begin (SjDrawing *drawing);
void sj_drawing_end   (SjDrawing *drawing);
void sj_drawing_touch (SjDrawing *drawing, unsigned what);

/* A sentence for the status line; takes it. */
void sj_drawing_say (SjDrawing *drawing, char *sentence);
/* One line for those who wait on the log: in English, with ids. */
void sj_drawing_log (const char *format, ...) G_GNUC_PRINTF (1, 2);

char   *sj_drawing_key     (const char *node, const char *path);    /* owned by the caller */
SjPath *sj_drawing_by_key  (const SjDrawing *drawing, const char *key);
SjPath *sj_drawing_path    (const SjDrawing *drawing, const char *node, const char *path);
SjRoute *sj_drawing_route  (const SjDrawing *drawing, const char *node, const char *path);
GPtrArray *sj_drawing_order (SjDrawing *drawing);                   /* of const SjNode; borrowed */
uint32_t   sj_drawing_place (SjDrawing *drawing, const SjNode *node);    /* in that order, from 0 */
bool    sj_drawing_can_edit (const SjDrawing *drawing);             /* otherwise says why not */
void    sj_drawing_marks_changed (SjDrawing *drawing);

/* sj-selection.c */
void sj_selection_clear   (SjDrawing *drawing);
void sj_selection_add     (SjDrawing *drawing, const char *node);
void sj_selection_add_path (SjDrawing *drawing, const SjPath *path);
void sj_selection_toggle  (SjDrawing *drawing, const char *node);
void sj_selection_toggle_path (SjDrawing *drawing, const SjPath *path);
void sj_selection_add_inner_paths (SjDrawing *drawing);             /* between selected nodes */
void sj_selection_changed (SjDrawing *drawing);
void sj_selection_prune   (SjDrawing *drawing);                     /* what is no longer there */
bool sj_selection_has_path (const SjDrawing *drawing, const SjPath *path);

/* sj-drawing-add.c */
SjPlace sj_drawing_free_place (SjDrawing *drawing, SjPlace wish, int height, GPtrArray *except);
char   *sj_drawing_add_new    (SjDrawing *drawing, const SjKind *kind, const char *config, SjPlace at,
                               const SjPathRef *from, bool insert);     /* the id */
void    sj_drawing_made       (SjDrawing *drawing, const char *node);    /* selected, focused, shown */
void    sj_drawing_set_ask     (SjDrawing *drawing, SjAskType type, const char *node, const char *path, SjPoint at);
SjPlace sj_drawing_place_behind (SjDrawing *drawing, const SjPath *path, int height);
const SjPath *sj_drawing_path_meant (const SjDrawing *drawing);     /* that a new step would go on; or NULL */
char   *sj_drawing_insert_refusal (SjDrawing *drawing, const SjKind *kind, const SjPath *path);
char   *sj_drawing_name_of    (const SjDrawing *drawing, const SjNode *node);
int     sj_drawing_kind_height (const SjKind *kind);                /* of a card of that kind */

/* sj-drawing-edit.c */
bool    sj_drawing_paste_at   (SjDrawing *drawing, const char *text, SjPlace at, GError **error);

/* sj-drawing-undo.c */
GArray    *sj_drawing_kept_new       (void);
GPtrArray *sj_drawing_selection_copy (const SjDrawing *drawing);
void       sj_drawing_keep_selection (SjDrawing *drawing);

/* sj-hand.c */
void sj_hand_reset  (SjDrawing *drawing);      /* nothing is held, nothing is shown */
void sj_hand_cancel (SjDrawing *drawing);      /* and all is as before */
void sj_hand_clear_preview (SjDrawing *drawing);
void sj_hand_hint   (SjDrawing *drawing, SjVerdict verdict, char *hint);    /* takes it; at the pointer */
SjPoint sj_hand_at  (const SjDrawing *drawing);    /* the pointer in the scene */
SjHit sj_hand_probe (SjDrawing *drawing, const SjPointer *pointer);
SjRoute *sj_hand_route_under (SjDrawing *drawing, const SjBox *box);        /* that a card there would lie on */
void sj_hand_show_split (SjDrawing *drawing, SjRoute *route, int height, SjPlace at);

/* sj-hand-move.c */
void sj_hand_begin_move (SjDrawing *drawing);
void sj_hand_move       (SjDrawing *drawing);
void sj_hand_drop_move  (SjDrawing *drawing);

/* sj-hand-guide.c: the shift that a wish becomes; guides into the hand. */
SjPoint sj_hand_snap (SjDrawing *drawing, const SjBox *box, SjPoint shift, bool level, bool upright);

/* sj-hand-connect.c */
void sj_hand_begin_connect (SjDrawing *drawing, const SjPath *path, bool detaches);
void sj_hand_begin_resource (SjDrawing *drawing, const SjPath *path);
void sj_hand_connect       (SjDrawing *drawing);
void sj_hand_drop_connect  (SjDrawing *drawing);
void sj_hand_aim           (SjDrawing *drawing, const SjPath *path);
void sj_hand_aim_at        (SjDrawing *drawing, SjCard *card);
bool sj_hand_join          (SjDrawing *drawing, SjCard *card);

/* sj-hand-carry.c */
void sj_hand_carry       (SjDrawing *drawing);
bool sj_hand_drop_carry  (SjDrawing *drawing);
bool sj_hand_begin_paste (SjDrawing *drawing, const char *text, GError **error);
void sj_hand_paste       (SjDrawing *drawing);
void sj_hand_drop_paste  (SjDrawing *drawing);

/* For sj-scene.c's second observer. */
void sj_scene_guard (SjScene *scene, SjSceneObserver guard, gpointer data);
/* While cards are held, they stand in nobody's way. */
void sj_scene_set_ghostly (SjScene *scene, bool ghostly);
