/* sj-config.h -- a struct described by fields: its memory, JSON form and members.
 *
 * Members that no field knows, and members whose value does not fit, are kept as
 * they were read, so that a document of a newer version survives a round trip.
 * They lie in front of the struct; sj_config_new () is the only source of such memory.
 *
 * What has its default is not written.
 */
#pragma once

#include "base/sj-blob.h"
#include "base/sj-diag.h"
#include "base/sj-field.h"
#include "base/sj-json.h"

/* The way from the document's root to what is being read; on the C stack. */
typedef struct SjTrail SjTrail;

struct SjTrail
{
  const SjTrail *up;
  const char *field;        /* NULL: only the index */
  int64_t index;            /* -1: none */
};

/* Where a document is read from, for findings with a place.  Any part may be missing. */
struct SjReading
{
  const char *text;         /* NULL: the values do not lie in a text */
  size_t length;
  SjDiags *diags;
  const char *node;         /* borrowed: what is being read */
  const SjTrail *trail;     /* borrowed */
  const SjValue *root;      /* borrowed: what was read from `text`, or NULL */
  void *data;               /* the caller's, for checks */
};

/* A finding at `field` of what is being read (NULL: at itself); it gets the whole
 * path, "items[0].quantity".  Its position is that of `at`, or, where that is
 * sj_null and the root is known, of the field.  NULL where the reading has no diags. */
SjDiag *sj_reading_add (SjReading *reading, SjSeverity severity, const char *code, SjValue at, const char *field,
                        const char *format, ...) G_GNUC_PRINTF (6, 7);

/* Hands on findings about the text at the trail, an expression or a template; their
 * positions turn into positions in the document where that is known.  Empties `found`. */
void sj_reading_take (SjReading *reading, SjDiags *found);

/* That path; NULL at the root itself. */
char *sj_reading_path (const SjReading *reading, const char *field);

void *sj_config_new   (const SjSpec *spec);             /* with defaults */
void  sj_config_free  (const SjSpec *spec, void *config);
void *sj_config_copy  (const SjSpec *spec, const void *config);
bool  sj_config_equal (const SjSpec *spec, const void *a, const void *b);

/* The members of `object`, but for those named in `skip`, which are somebody else's. */
void sj_config_read  (const SjSpec *spec, void *config, SjValue object, const char *const *skip, SjReading *reading);
/* What is not default, in the order of the fields, then the members that were kept. */
void sj_config_write (const SjSpec *spec, const void *config, SjObjectBuilder *builder);
void sj_config_write_fields (const SjSpec *spec, const void *config, SjObjectBuilder *builder);
void sj_config_write_extra  (const SjSpec *spec, const void *config, SjObjectBuilder *builder);
SjValue sj_config_to_value (const SjSpec *spec, const void *config, SjArena *arena);

bool    sj_config_is_default (const SjSpec *spec, const void *config);    /* nothing of it would be written */

/* From the text of a file, and back; findings have positions.  NULL where the text
 * is no JSON object.  `root` (may be NULL) is what was read, in the arena. */
void *sj_config_parse     (const SjSpec *spec, SjArena *arena, const char *text, size_t length, SjDiags *diags,
                           SjValue *root);
char *sj_config_to_string (const SjSpec *spec, const void *config);

/* The members that no field took: an object, or null. */
SjValue sj_config_extra      (const void *config);
void    sj_config_drop_extra (void *config, const char *name);

/* One member as it stands in JSON.  `place` is where among the kept members it
 * stood, or -1; it makes a change exactly reversible. */
typedef struct
{
  SjBlob *value;            /* owned; NULL: absent, the field has its default */
  int place;
} SjRaw;

#define SJ_RAW_INIT { NULL, -1 }

void sj_raw_clear   (SjRaw *raw);
/* Puts `raw` in, and what was there into `raw`. */
void sj_config_swap (const SjSpec *spec, void *config, const char *name, SjRaw *raw);
/* A copy of what stands there. */
void sj_config_get  (const SjSpec *spec, const void *config, const char *name, SjRaw *raw);

/* Reading one member by its name, for code that walks tables. */
static inline const void *
sj_field_slot (const SjField *field, const void *config)
{
  return (const char *) config + field->offset;
}

const char      *sj_config_text    (const SjSpec *spec, const void *config, const char *name);    /* "" where unset */
int64_t          sj_config_integer (const SjSpec *spec, const void *config, const char *name);    /* any whole type */
double           sj_config_number  (const SjSpec *spec, const void *config, const char *name);    /* also decimals */
const SjRecords *sj_config_records (const SjSpec *spec, const void *config, const char *name);

bool sj_config_is_set (const SjSpec *spec, const void *config, const char *name);    /* not the default */
/* Whether a field's `when` holds. */
bool sj_config_applies (const SjSpec *spec, const void *config, const SjField *field);

/* A text with {name} for each field's text, from alternatives parted by "|": the
 * first all of whose fields apply and say something.  NULL where none does. */
char *sj_config_summary (const SjSpec *spec, const void *config, const char *alternatives, const SjNames *names);

/* What is required and missing, or out of bounds, and each spec's own check; here
 * and in the records below. */
void sj_config_check (const SjSpec *spec, const void *config, SjReading *reading);

/* Every struct: this one and those below, each before what it holds;
 * `reading->trail` leads to it. */
typedef void (*SjConfigEach) (const SjSpec *spec, const void *config, SjReading *reading, gpointer data);

void sj_config_each (const SjSpec *spec, const void *config, SjReading *reading, SjConfigEach each, gpointer data);

/* Every text, template, expression and reference that is not empty, here and
 * below; `reading->trail` leads to the text itself. */
typedef void (*SjConfigVisit) (const SjField *field, const char *text, SjReading *reading, gpointer data);

void sj_config_visit (const SjSpec *spec, const void *config, SjReading *reading, SjConfigVisit visit, gpointer data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjRaw, sj_raw_clear)
