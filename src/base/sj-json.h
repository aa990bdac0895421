/* sj-json.h -- JSON in and out: one reader and one writer for everything.
 *
 * Reading makes no copy of text without escapes: such values point into the
 * source, which must live as long as they do.  Lists and members lie in the
 * arena, side by side.  The order of members and the spelling of numbers (10 or
 * 10.0) are kept, so what was read is written back with the same bytes.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-value.h"

#define SJ_JSON_DEPTH 128    /* nested lists and objects */

typedef struct
{
  SjArena *arena;       /* borrowed */
  SjValue *stack;       /* owned: values whose list or object is not closed yet */
  size_t used;
  size_t allocated;
  bool strict;          /* refuse a name that stands twice in one object */
} SjJsonReader;

typedef struct
{
  size_t offset;        /* of the offending byte */
  const char *text;     /* static: "a comma or } is missing here" */
} SjJsonError;

void sj_json_reader_init  (SjJsonReader *reader, SjArena *arena);
void sj_json_reader_clear (SjJsonReader *reader);

/* The text must be one JSON value in UTF-8; white space may stand around it. */
bool sj_json_reader_read (SjJsonReader *reader, const char *text, size_t length, SjValue *value,
                          SjJsonError *error);

/* The same for a single use; the error names line and column, and `name` if given. */
bool sj_json_read (SjArena *arena, const char *name, const char *text, size_t length, SjValue *value,
                   GError **error);

/* Passes over the value that begins at `at` without making it: where it ends, or NULL
 * where it is none, or none that is sure to be one without a closer look: the reader
 * then says.  Bytes beyond ASCII are taken as they are: whether they are UTF-8 is the
 * caller's business. */
const char *sj_json_skip (const char *at, const char *end);

/* Of a text that begins with the quotation mark at `at`: the closing one.  NULL where
 * it is not just what it says: it has escapes, or is no text. */
const char *sj_json_skip_plain (const char *at, const char *end);

/* Where a value read from `text` stands in it. */
size_t sj_json_offset (SjValue value, const char *text, size_t length);

/* Where byte `offset` of a text value stands, whose own place is `start`: escapes
 * are longer in JSON than what they mean. */
size_t sj_json_inner_offset (const char *text, size_t length, size_t start, size_t offset);

/* The value at "items[0].quantity", or the last on the way that is there. */
SjValue sj_value_follow (SjValue value, const char *path);

typedef enum
{
  SJ_JSON_COMPACT,
  SJ_JSON_PRETTY,       /* canonical: two blanks, one member a line, short lists of scalars on one */
  SJ_JSON_ROWS          /* the same, but every list of scalars on one line: tables of numbers */
} SjJsonStyle;

/* Dates and durations are written as text in their ISO form. */
void  sj_json_write      (SjBuffer *buffer, SjValue value, SjJsonStyle style);
void  sj_json_write_text (SjBuffer *buffer, const char *text, size_t length);    /* quoted */
char *sj_json_to_string  (SjValue value, SjJsonStyle style);

/* Building values: members and items are collected, then closed into the arena. */
typedef struct
{
  SjArena *arena;
  GArray *members;      /* of SjMember */
} SjObjectBuilder;

void    sj_object_begin (SjObjectBuilder *builder, SjArena *arena);
void    sj_object_set   (SjObjectBuilder *builder, const char *name, SjValue value);    /* name is copied */
SjValue sj_object_end   (SjObjectBuilder *builder);

typedef struct
{
  SjArena *arena;
  GArray *items;        /* of SjValue */
} SjListBuilder;

void    sj_list_begin (SjListBuilder *builder, SjArena *arena);
void    sj_list_add   (SjListBuilder *builder, SjValue value);
SjValue sj_list_end   (SjListBuilder *builder);
