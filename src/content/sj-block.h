/* sj-block.h -- one component of the body of an email; components form a tree.
 *
 * Rows are structures, which hold columns, which hold the rest.  Containers group
 * components, and may show other ones under a condition: variants are tried in
 * their order, and where none holds the container's own components are shown.
 */
#pragma once

#include "base/sj-config.h"
#include "content/sj-style.h"

#define SJ_COLUMNS_MOST 10
#define SJ_COLUMN_LEAST 10    /* percent */

typedef enum
{
  SJ_BLOCK_STRUCTURE,
  SJ_BLOCK_CONTAINER,
  SJ_BLOCK_TEXT,
  SJ_BLOCK_IMAGE,
  SJ_BLOCK_BUTTON,
  SJ_BLOCK_HTML,
  SJ_BLOCK_DIVIDER,
  SJ_BLOCK_SPACER,
  SJ_BLOCK_FRAGMENT,
  SJ_N_BLOCKS
} SjBlockKind;

typedef enum { SJ_SHOW_ALWAYS, SJ_SHOW_DESKTOP, SJ_SHOW_MOBILE } SjShow;

typedef struct
{
  double width;             /* percent of the row */
  SjRecords blocks;         /* of SjBlock */
  SjStyle *style;           /* or NULL */
} SjColumn;

/* What a container shows while a condition holds. */
typedef struct
{
  char *name;
  char *condition;          /* id of an SjCondition */
  SjRecords blocks;         /* of SjBlock */
} SjBlockVariant;

/* What an editable field of a fragment is given here. */
typedef struct
{
  char *name;
  char *value;              /* template */
} SjInputValue;

typedef struct SjBlock
{
  char *id;                 /* once in a message; or NULL */
  char *name;               /* for people */
  int32_t kind;             /* SjBlockKind */
  SjRecords columns;        /* structure: of SjColumn */
  bool keep_columns;        /* structure: side by side on a small screen too */
  SjRecords blocks;         /* container: of SjBlock */
  SjRecords variants;       /* container: of SjBlockVariant */
  char *text;               /* text, html: template of HTML */
  char *label;              /* button: template */
  char *asset;              /* image: id of an SjAsset */
  char *source;             /* image: template of an address, instead of an asset */
  char *alt;                /* image: template */
  char *link;               /* image, button: template of an address */
  int64_t height;           /* spacer: pixels */
  char *fragment;           /* fragment: its id */
  SjRecords inputs;         /* fragment: of SjInputValue */
  SjStyle *style;           /* or NULL */
  int32_t show;             /* SjShow: on which screens */
} SjBlock;

extern const SjSpec sj_block_spec;

/* What only shows when all components of a body are seen together: ids that stand
 * twice, structures in the wrong place, a condition within a condition.  `field` is
 * the list's name where the reading is. */
void sj_blocks_check (const SjRecords *blocks, const char *field, SjReading *reading);
