/* sj-overlay.h -- numbers and colours laid over a drawing: a run, a trace, a comparison.
 *
 * Plain data that callers fill by id and finish; what follows from all of it together
 * (the busiest path, the three worst steps) is known after sj_overlay_finish ().  An
 * overlay knows no journey: figures of ids that are not there any more do no harm.
 * Overlays never change the size of a card.
 */
#pragma once

#include "model/sj-diff.h"

#define SJ_FLOW_LEAST 2.0     /* widths of paths */
#define SJ_FLOW_MOST  24.0
#define SJ_N_WORST    3

typedef enum
{
  SJ_OVERLAY_FIGURES,       /* of a run: counts and widths */
  SJ_OVERLAY_TRACE,         /* one profile's way */
  SJ_OVERLAY_COMPARE,       /* two versions */
  SJ_OVERLAY_CHANGES        /* two runs: what is more and what is less */
} SjOverlayType;

typedef enum
{
  SJ_HEAT_NONE,
  SJ_HEAT_PEOPLE,
  SJ_HEAT_LOSS,             /* the share that was lost there */
  SJ_HEAT_TIME              /* spent there, on average */
} SjHeat;

/* entered = left by paths + here + dropped. */
typedef struct
{
  int64_t entered, here, dropped, errors;
  int64_t seconds;          /* spent there by all who went on, together */
} SjNodeFigures;

typedef enum
{
  SJ_COMPARED_SAME,
  SJ_COMPARED_ADDED,
  SJ_COMPARED_CHANGED,
  SJ_COMPARED_REMOVED       /* drawn from the older version, as a ghost */
} SjCompared;

/* How the second of two runs differs from the first. */
typedef struct
{
  bool known;
  bool share;               /* of shares, 0.012: 1.2 points; else of people */
  bool sure;                /* it is not chance */
  bool same;                /* to the last one */
  double value;
} SjOverlayChange;

typedef struct
{
  char *node;               /* owned */
  SjNodeFigures figures;
  SjOverlayChange change;
  double loss;              /* dropped of entered, 0 … 1 */
  unsigned worst;           /* 1 … 3: among those that lose most; 0: not */
  unsigned visits;          /* of the trace */
  GArray *orders;           /* owned, or NULL: of uint32_t, when it was visited: 1, 2, … */
  SjCompared compared;
} SjNodeOverlay;

typedef struct
{
  char *node, *path;        /* owned */
  int64_t count;
  int64_t source;           /* of how many: who left its source by any path */
  unsigned visits;
  SjCompared compared;
  SjOverlayChange change;
} SjPathOverlay;

typedef struct SjOverlay SjOverlay;

SjOverlay *sj_overlay_new  (SjOverlayType type);
void       sj_overlay_free (SjOverlay *overlay);
SjOverlayType sj_overlay_type (const SjOverlay *overlay);
void       sj_overlay_set_heat (SjOverlay *overlay, SjHeat heat);
SjHeat     sj_overlay_heat (const SjOverlay *overlay);

void sj_overlay_set_node (SjOverlay *overlay, const char *node, const SjNodeFigures *figures);
void sj_overlay_set_path (SjOverlay *overlay, const char *node, const char *path, int64_t count);
void sj_overlay_set_node_change (SjOverlay *overlay, const char *node, const SjOverlayChange *change);
void sj_overlay_set_path_change (SjOverlay *overlay, const char *node, const char *path, const SjOverlayChange *change);
/* The next step of the trace: by this path (NULL: it begins, or was put there) to a node. */
void sj_overlay_visit    (SjOverlay *overlay, const char *from, const char *path, const char *node);
/* The figures of a comparison are its differences. */
SjOverlay *sj_overlay_compare (const SjDiff *diff);
/* The path was gone by somebody, at some time: its steps are lit, too, and have no number. */
void sj_overlay_cover    (SjOverlay *overlay, const char *from, const char *path, const char *node);
void sj_overlay_finish   (SjOverlay *overlay);

/* NULL: nothing is known of it. */
const SjNodeOverlay *sj_overlay_node (const SjOverlay *overlay, const char *node);
const SjPathOverlay *sj_overlay_path (const SjOverlay *overlay, const char *node, const char *path);

/* The steps that lose most, the worst first; how many there are, at most 3. */
unsigned sj_overlay_worst   (const SjOverlay *overlay, const SjNodeOverlay *worst[SJ_N_WORST]);
int64_t  sj_overlay_busiest (const SjOverlay *overlay);     /* people on the busiest path */

/* Linear in people, the busiest 24; what would be below 2 is 1 wide and dotted. */
typedef struct
{
  double width;
  bool dotted;
  double alpha;             /* 1; of a path that nobody took 0.4 */
} SjFlow;

SjFlow sj_overlay_flow (const SjOverlay *overlay, const SjPathOverlay *path);
/* Places on the scale of the heat: 0 … 1; below 0: none. */
double sj_overlay_node_heat (const SjOverlay *overlay, const SjNodeOverlay *node);
double sj_overlay_path_heat (const SjOverlay *overlay, const SjPathOverlay *path);
/* What stands at the ends of the scale: people, shares in thousandths, or seconds. */
int64_t sj_overlay_heat_most (const SjOverlay *overlay);
/* How wide the wedge at the lower edge is, of the card's width: 0 … 1. */
double sj_overlay_wedge (const SjNodeOverlay *node);

/* "9,999", "12.3 k", "4.1 M"; and exact.  In the form of the language; owned by the caller. */
char *sj_figure_short (int64_t number);
char *sj_figure_exact (int64_t number);
char *sj_figure_share (double share);     /* "12.5 %"; "< 0.1 %" for what is more than none */

/* "+1,234", "−3.2 points", "±0"; the sign is always there. */
char *sj_overlay_change_text  (const SjOverlayChange *change);
/* "1,234 more, surely", "3.2 points less, may be chance". */
char *sj_overlay_change_words (const SjOverlayChange *change);

/* What a screen reader says: "412 people, 12.5 % of those who left the step before"; owned by the caller. */
char *sj_overlay_node_words (const SjOverlay *overlay, const SjNodeOverlay *node);
char *sj_overlay_path_words (const SjOverlay *overlay, const SjPathOverlay *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjOverlay, sj_overlay_free)
