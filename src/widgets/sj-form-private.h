/* sj-form-private.h -- the rows of a form, for sj-form.c and sj-row*.c alone.
 *
 * A row is a list row with a head (title, help, a small control at the end), a body
 * (a wide control) and notes.  What it holds besides stands behind SjRow in a struct
 * of its own; the form frees rows after their widgets are gone.
 */
#pragma once

#include "widgets/sj-form.h"

#include <adwaita.h>

typedef struct SjRow SjRow;

/* A note that owns its texts; `field` is what follows the row's own name, or NULL. */
typedef struct
{
  SjSeverity severity;
  char *field;
  size_t start, end;
  char *text;
  char *fix;
  char *replacement;
  uint64_t id;
} SjRowNote;

void       sj_row_note_free (SjRowNote *note);
GPtrArray *sj_row_notes_new (void);

/* What a type of field does; anything but `build` and `show` may be missing. */
typedef struct
{
  size_t size;                                              /* of the struct that begins with SjRow */
  void (*build) (SjRow *row);
  void (*show)  (SjRow *row, const void *slot);             /* touches nothing that already says so */
  void (*left)  (SjRow *row);                               /* the focus went elsewhere */
  void (*noted) (SjRow *row, const GPtrArray *notes);       /* shows those with a place inside itself */
  bool (*says)  (SjRow *row, const char *sentence);         /* the control tells that already */
  bool (*choose) (SjRow *row, const char *place, const char *id);
  bool (*reveal) (SjRow *row, const char *place);
  void (*clear) (SjRow *row);
} SjRowType;

struct SjRow
{
  const SjRowType *type;
  const SjField *field;
  SjForm *form;             /* borrowed */
  GtkWidget *widget;        /* borrowed: an AdwPreferencesRow */
  GtkWidget *title;
  GtkWidget *head;          /* a box: what stands at its end */
  GtkWidget *body;          /* a box, hidden while it is empty */
  GtkWidget *words;         /* a box: notes and refusals */
  GtkWidget *control;       /* what takes the focus */
  GPtrArray *notes;         /* owned: of SjRowNote */
  char *refusal;            /* owned: why what was typed is not taken; or NULL */
  bool filling;             /* it is shown what the struct says: nobody typed */
  bool told;                /* something was changed since the focus came */
};

extern const SjRowType sj_row_text, sj_row_long_text, sj_row_number, sj_row_switch, sj_row_choice, sj_row_flags,
    sj_row_weekdays, sj_row_clock, sj_row_duration, sj_row_when, sj_row_reference, sj_row_references, sj_row_texts,
    sj_row_pairs, sj_row_value, sj_row_record, sj_row_records, sj_row_expression, sj_row_template, sj_row_schema,
    sj_row_zone;

/* NULL where the field is never shown. */
const SjRowType *sj_row_type_of (SjForm *form, const SjField *field);

SjRow *sj_row_new  (SjForm *form, const SjField *field, const SjRowType *type);
void   sj_row_free (SjRow *row);

/* For types, while they build. */
void sj_row_set_end  (SjRow *row, GtkWidget *control);    /* at the end of the head */
void sj_row_set_body (SjRow *row, GtkWidget *control);
void sj_row_name     (SjRow *row, GtkWidget *control, const char *more);    /* its accessible name; more: or NULL */

const void *sj_row_slot (SjRow *row);         /* of the struct that is shown */
bool        sj_row_has_focus (SjRow *row);

/* The person wants that.  Nothing happens while the row is filled. */
void sj_row_tell      (SjRow *row, SjValue value);
void sj_row_tell_slot (SjRow *row, const void *slot);
void sj_row_tell_text (SjRow *row, const char *text);    /* of the text family; empty: unset */
/* In words below the row; NULL: it is taken. */
void sj_row_refuse    (SjRow *row, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sj_row_accept    (SjRow *row);

void sj_row_show_notes (SjRow *row, GPtrArray *notes);    /* takes it */

/* What the rows know of their form. */
const SjFormContext *sj_form_context (SjForm *form);
const SjFormCalls   *sj_form_calls   (SjForm *form, gpointer *data);
SjForm              *sj_form_root    (SjForm *form);
int                  sj_form_channel (SjForm *form);    /* of the message it is part of, or -1 */
char                *sj_form_place   (SjForm *form, const char *field);    /* from the root */
SjNames              sj_form_names   (SjForm *form);    /* of library and journey */

const SjExprEnv     *sj_form_expr_env     (SjForm *form);
const SjTemplateEnv *sj_form_template_env (SjForm *form, const SjField *field);

/* A form inside of a row: `place` is how it is reached from there, "[2]" or "". */
GtkWidget *sj_form_new_below (const SjSpec *spec, SjRow *row);
void       sj_form_set_index (SjForm *form, int index);    /* in a list; -1: not in one */

GtkWidget *sj_note_widget     (SjForm *form, const SjRowNote *note);    /* one that stands at no row */
void       sj_form_take_notes (SjForm *form, GPtrArray *notes);         /* takes it */
SjRow     *sj_form_row        (SjForm *form, const char *name);         /* or NULL */

/* The notes whose place begins so, with the rest of the place; a new list. */
GPtrArray *sj_notes_below (const GPtrArray *notes, const char *prefix);
void       sj_notes_add   (GPtrArray *notes, const SjRowNote *note);    /* a copy */

/* Said once for each change that a person sees. */
void sj_form_log (const char *format, ...) G_GNUC_PRINTF (1, 2);
