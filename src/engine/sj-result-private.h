/* sj-result-private.h -- one description of a document for both ways.
 *
 * A form stands for one object: it is either read, and then fills in what it is
 * handed, or written from it.  So each object of a result is described once, and what
 * was written can be read.  The first thing that does not fit is kept as a sentence;
 * from then on nothing is read any more.
 */
#pragma once

#include "base/sj-config.h"
#include "base/sj-json.h"
#include "engine/sj-result.h"

typedef struct SjForm SjForm;

struct SjForm
{
  SjArena *arena;
  SjReading *reading;       /* NULL: written */
  SjTrail trail;
  SjValue object;           /* read */
  bool *taken;              /* which of its members were asked for; in the arena */
  SjObjectBuilder builder;  /* written */
  void *data;               /* the caller's; handed on to forms within */
};

typedef void (*SjFormFunc) (SjForm *form, void *item);

static inline bool
sj_form_reads (const SjForm *form)
{
  return form->reading != NULL;
}

bool sj_form_failed (const SjForm *form);
void sj_form_refuse (SjForm *form, SjValue at, const char *field, const char *sentence);

/* The root. */
void    sj_form_begin_read  (SjForm *form, SjArena *arena, SjReading *reading, SjValue object);
void    sj_form_begin_write (SjForm *form, SjArena *arena);
SjValue sj_form_end         (SjForm *form);    /* refuses members that nobody asked for */

/* Whether a part stands there, or, written, is to. */
bool sj_form_has (SjForm *form, const char *name, bool is_there);

void sj_form_count    (SjForm *form, const char *name, uint64_t *count);
void sj_form_count_0  (SjForm *form, const char *name, uint64_t *count);    /* absent when 0 */
void sj_form_integer  (SjForm *form, const char *name, int64_t *integer);
void sj_form_number   (SjForm *form, const char *name, double *number);
void sj_form_number_0 (SjForm *form, const char *name, double *number);
void sj_form_flag     (SjForm *form, const char *name, bool *flag);
void sj_form_flag_0   (SjForm *form, const char *name, bool *flag);         /* absent when false */
void sj_form_text     (SjForm *form, const char *name, const char **text);
void sj_form_text_0   (SjForm *form, const char *name, const char **text);  /* absent when NULL */
void sj_form_time     (SjForm *form, const char *name, SjTime *time);
void sj_form_span     (SjForm *form, const char *name, SjTime *span);
void sj_form_estimate (SjForm *form, const char *name, SjEstimate *estimate);
void sj_form_series   (SjForm *form, const char *name, SjSeries *series, uint64_t limit);    /* absent when empty */
void sj_form_counts   (SjForm *form, const char *name, uint64_t *counts, uint32_t n);
void sj_form_word     (SjForm *form, const char *name, const char *const *words, uint32_t n, uint32_t *which);

/* One object; counts by name that are not 0; series by name. */
void sj_form_object (SjForm *form, const char *name, SjFormFunc one, void *item);
void sj_form_words  (SjForm *form, const char *name, uint64_t *counts, const SjWord *words, uint32_t n);
void sj_form_series_words (SjForm *form, const char *name, SjSeries *series, const SjWord *words, uint32_t n,
                           uint64_t limit);

/* Objects in a list; with `key`, members of an object, whose names are the text at that
 * place of each item.  Absent when there are none and `may_lack`. */
void sj_form_list (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, SjFormFunc one,
                   bool may_lack);
void sj_form_map  (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, size_t key, SjFormFunc one);
/* The same with a plain count at another place of the item instead of an object. */
void sj_form_count_map (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, size_t key,
                        size_t count);

/* For people: "1,234,567". */
char *sj_result_count_text (uint64_t count);
