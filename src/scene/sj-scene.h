/* sj-scene.h -- where the cards of a journey stand and how its paths run between them.
 *
 * A scene observes its journey and is brought up to date by sj_scene_update ();
 * cards and routes live until their node or path goes, which an observer hears of.
 * What is read between a change and the update is what was drawn before.
 *
 * Units are those of the nodes' places, left to right; mirroring and zoom are the
 * view's (sj-view.h).  Routes are computed again only for paths that lead from or to a
 * card that moved, or whose way a card now blocks; all others stay as they are to the
 * last unit.  sj_scene_reroute () draws all anew; what it draws depends on the journey alone.
 */
#pragma once

#include "model/sj-card.h"
#include "model/sj-journey.h"
#include "scene/sj-geometry.h"

#define SJ_SCENE_CARD_WIDTH  SJ_ARRANGE_CARD_WIDTH
#define SJ_SCENE_CARD_HEIGHT SJ_ARRANGE_CARD_HEIGHT
#define SJ_SCENE_ROW_HEIGHT  SJ_ARRANGE_ROW_HEIGHT
#define SJ_SCENE_GRID        16
#define SJ_SCENE_CELL        512     /* of the grid that finds what is visible */
#define SJ_SCENE_CLEARANCE   16      /* of a route from any card, where there is room */
#define SJ_SCENE_LANE        8       /* between parallel stretches, where there is room */
#define SJ_SCENE_CORNER      8
#define SJ_SCENE_GAP         6       /* of the later of two crossing paths */

/* What a card or a route looks like beside its content; kept by SjDrawing. */
typedef enum
{
  SJ_MARK_SELECTED = 1 << 0,
  SJ_MARK_FOCUSED  = 1 << 1,
  SJ_MARK_HOVERED  = 1 << 2,
  SJ_MARK_TARGET   = 1 << 3,    /* may be dropped on, or lit */
  SJ_MARK_REFUSES  = 1 << 4,    /* while something is dragged: not here */
  SJ_MARK_DIMMED   = 1 << 5,    /* 35 % */
  SJ_MARK_LIFTED   = 1 << 6,    /* is being dragged; drawn above the others */
  SJ_MARK_SPLIT    = 1 << 7,    /* a path that opens for what is held over it */
  SJ_MARK_FOUND    = 1 << 8,
  SJ_MARK_DETACHED = 1 << 9     /* a path whose end is being dragged; drawn dotted */
} SjMarks;

typedef struct SjScene SjScene;
typedef struct SjCard SjCard;
typedef struct SjRoute SjRoute;

/* Where a route lets an earlier one through. */
typedef struct
{
  uint32_t stretch;         /* from this point to the next */
  int32_t at;               /* x of a level stretch, y of an upright one: the middle of the gap */
} SjGap;

struct SjCard
{
  const SjNode *node;       /* borrowed */
  SjBox box;                /* with the rows of its paths; during a drag where it is held */
  uint32_t stamp;           /* grows whenever something drawn in it may have changed: label, settings, paths */
  unsigned marks;           /* SjMarks */
  gpointer data;            /* of whoever draws; cleared by nobody */
  uint32_t index;           /* among the scene's cards; changes when cards go */

  /* The scene's own. */
  SjBox placed;             /* where it stands in the grid */
  SjPoint delta;            /* of the update that is going on */
  uint32_t seen;
  bool dirty, held, fresh;
};

struct SjRoute
{
  const SjPath *path;       /* borrowed */
  SjCard *from, *to;        /* `to` NULL: leads nowhere, or to what is missing; then there are no points */
  SjPoint *points;          /* from the port of one to the port of the other, level and upright in turn */
  uint32_t n_points;
  SjBox bounds;             /* of the points; at least 1 × 1 */
  uint32_t stamp;           /* grows whenever its points or its gaps may have changed */
  unsigned marks;           /* SjMarks */
  gpointer data;

  /* The scene's own. */
  SjGap *gaps;
  uint32_t n_gaps;
  uint64_t gaps_version;
  SjPoint *saved;           /* before the drag that goes on; NULL: unchanged by it */
  uint32_t n_saved;
  uint32_t seen, followed;
  bool dirty, in_grid, is_saved;
};

typedef enum
{
  SJ_SCENE_CARD_ADDED,
  SJ_SCENE_CARD_REMOVED,    /* the card is still readable, its node's members too */
  SJ_SCENE_CARD_CHANGED,    /* its stamp grew */
  SJ_SCENE_CARD_MOVED,      /* or grew */
  SJ_SCENE_ROUTE_ADDED,
  SJ_SCENE_ROUTE_REMOVED,
  SJ_SCENE_ROUTE_CHANGED
} SjSceneChange;

/* Called during sj_scene_update () and the other calls that move things, of what goes also
 * while the journey changes; must not change the scene. */
typedef void (*SjSceneObserver) (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route, gpointer data);

SjScene   *sj_scene_new     (SjJourney *journey);    /* takes a reference; everything is routed */
void       sj_scene_free    (SjScene *scene);
SjJourney *sj_scene_journey (const SjScene *scene);
void       sj_scene_observe (SjScene *scene, SjSceneObserver observer, gpointer data);    /* one; NULL: none */

/* Follows what was changed in the journey; false: nothing had. */
bool sj_scene_update  (SjScene *scene);
void sj_scene_reroute (SjScene *scene);

uint32_t sj_scene_n_cards  (const SjScene *scene);
SjCard  *sj_scene_card     (const SjScene *scene, uint32_t index);        /* in no particular order */
SjCard  *sj_scene_card_of  (const SjScene *scene, const SjNode *node);    /* NULL: not in the scene */
SjCard  *sj_scene_find     (const SjScene *scene, const char *node);      /* by id */
SjRoute *sj_scene_route_of (const SjScene *scene, const SjPath *path);
SjBox    sj_scene_bounds   (const SjScene *scene);                        /* of all cards and routes */

/* Whose box touches `box`, in no particular order; into `found`, which is emptied first. */
void sj_scene_cards_in  (SjScene *scene, const SjBox *box, GPtrArray *found);
void sj_scene_routes_in (SjScene *scene, const SjBox *box, GPtrArray *found);    /* by their stretches */

/* Lent until the route or one that crosses it changes. */
const SjGap *sj_scene_gaps (SjScene *scene, SjRoute *route, uint32_t *n_gaps);

/* Ports: middle of the start edge, and of the end edge or of each path's row there. */
SjPoint sj_card_in_port     (const SjCard *card);
SjPoint sj_card_out_port    (const SjCard *card, uint32_t path);
SjBox   sj_card_row         (const SjCard *card, uint32_t path);    /* empty where there is but one path */
bool    sj_node_has_in_port (const SjNode *node);                   /* false: it can only begin a journey */

/* The longest stretch of a route inside of `visible` (NULL: anywhere), and its middle:
 * there stands the +.  False where nothing of it is visible. */
bool sj_scene_plus (const SjRoute *route, const SjBox *visible, SjPoint *middle);
/* The middle of the chip with the delay: on the first level stretch. */
bool sj_scene_delay_chip (const SjRoute *route, SjBox *chip);

/* ---------------------------------------------------------------- under the pointer */

typedef enum
{
  SJ_HIT_NOTHING,
  SJ_HIT_CARD,              /* card */
  SJ_HIT_IN_PORT,           /* card */
  SJ_HIT_OUT_PORT,          /* card, path */
  SJ_HIT_PATH,              /* route, path */
  SJ_HIT_PLUS,              /* the same */
  SJ_HIT_DELAY,             /* the same */
  SJ_HIT_BEGINNING,         /* of a selected path: the end at its source */
  SJ_HIT_ENDING             /* of a selected path: the end at its target */
} SjHitType;

typedef struct
{
  SjHitType type;
  SjCard *card;
  SjRoute *route;           /* of the path, also of a port's */
  const SjPath *path;
} SjHit;

typedef struct
{
  double x, y;              /* in the scene */
  double scale;             /* pixels a unit: reaches are in pixels */
  bool touch;
  const SjRoute *plus;      /* the path that shows its +, or NULL */
  const SjBox *visible;     /* for the place of the +; may be NULL */
} SjProbe;

SjHit sj_scene_hit (SjScene *scene, const SjProbe *probe);

/* ---------------------------------------------------------------- during a drag */

/* Holds cards elsewhere than the journey has them, by (dx, dy) from where that is.  The
 * next call takes the place of the last one, with the same cards.  Routes follow. */
void sj_scene_shift   (SjScene *scene, SjCard *const *cards, uint32_t n_cards, int32_t dx, int32_t dy);
/* Back where they were, with the routes as they were, to the last unit. */
void sj_scene_unshift (SjScene *scene);
/* They stay where they are held: the journey is about to say the same. */
void sj_scene_settle  (SjScene *scene);

/* The way of a path while it is drawn, between ports or wherever the pointer is; the cards
 * are those that the ends belong to, or NULL.  Owned by the caller. */
SjPoint *sj_scene_live_route (SjScene *scene, SjPoint from, const SjCard *source, SjPoint to, const SjCard *target,
                              uint32_t *n_points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjScene, sj_scene_free)
