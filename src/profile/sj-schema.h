/* sj-schema.h -- JSON Schema, the part that event payloads need.
 *
 * Understood: type (a word or a list of words), properties, items, required, enum,
 * const, format (date-time, date, email, uri), additionalProperties (also as the
 * schema of a map), title, description.  Words that only describe are passed over;
 * words that would limit values and are not understood get a warning; $ref and
 * alternatives (oneOf and the like) are refused.
 *
 * Where it differs from the standard: a null is a missing value, as everywhere in
 * Sojourn; and whole numbers are spelled without a fraction (2, not 2.0), because
 * expressions tell the two apart.  Frozen once read; shared.
 */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-shape.h"

typedef struct SjSchema SjSchema;

typedef enum
{
  SJ_SCHEMA_NULL    = 1 << 0,
  SJ_SCHEMA_BOOL    = 1 << 1,
  SJ_SCHEMA_INTEGER = 1 << 2,
  SJ_SCHEMA_NUMBER  = 1 << 3,     /* also whole ones */
  SJ_SCHEMA_STRING  = 1 << 4,
  SJ_SCHEMA_ARRAY   = 1 << 5,
  SJ_SCHEMA_OBJECT  = 1 << 6
} SjSchemaTypes;

typedef enum
{
  SJ_FORMAT_NONE,
  SJ_FORMAT_DATE_TIME,
  SJ_FORMAT_DATE,
  SJ_FORMAT_EMAIL,
  SJ_FORMAT_URI,
  SJ_N_FORMATS
} SjFormat;

struct SjSchema
{
  int refs;
  unsigned types;           /* SjSchemaTypes; 0: any */
  SjFormat format;
  bool required;            /* as a property */
  bool closed;              /* object: no other properties */
  bool open;                /* object: others are expected, not only tolerated */
  char *name;               /* owned: as a property; else NULL */
  char *title;              /* owned, or NULL */
  char *description;        /* owned, or NULL */
  GPtrArray *properties;    /* owned: of SjSchema, in the author's order; NULL: none */
  SjSchema **sorted;        /* owned: the same, by name */
  uint32_t n_required;
  SjSchema *items;          /* owned: of an array, or NULL */
  SjSchema *rest;           /* owned: of the values of other properties, or NULL */
  SjBlob *choices;          /* owned: a list, or NULL */
};

/* NULL after an error; findings go to the reading. */
SjSchema *sj_schema_read  (SjValue value, SjReading *reading);
SjSchema *sj_schema_ref   (SjSchema *schema);
void      sj_schema_unref (SjSchema *schema);

const SjSchema *sj_schema_property (const SjSchema *schema, const char *name, size_t length);
/* "commerce.order.priceTotal"; goes through lists.  NULL where there is none. */
const SjSchema *sj_schema_at (const SjSchema *schema, const char *path);

/* Whether the payload fits.  With `reading`, says why not: a sentence with the path
 * for each, at most a hundred.  Without, it stops at the first. */
bool sj_schema_check (const SjSchema *schema, SjValue payload, SjReading *reading);

/* What expressions and templates are typed by. */
SjShape *sj_schema_shape (const SjSchema *schema);

bool sj_is_email (const char *text, size_t length);    /* plausible: one @, a domain with a dot, no blanks */
bool sj_is_uri   (const char *text, size_t length);    /* a scheme, a colon, no blanks */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjSchema, sj_schema_unref)
