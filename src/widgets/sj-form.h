/* sj-form.h -- the settings of a struct as rows: one generator for everything.
 *
 * A spec and a struct of it become sections with a row for each field.  The form
 * shows and proposes: it never writes the struct.  What a person changes is told as
 * a field of the spec with its whole new value; the owner makes an edit of it and
 * shows the form the struct as it then is.  Showing leaves the row that is being
 * typed in alone as long as its text means what the struct says.
 *
 * A place inside of records is written "parameters[0].value".
 */
#pragma once

#include "base/sj-config.h"
#include "model/sj-journey.h"
#include "model/sj-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SJ_TYPE_FORM (sj_form_get_type ())
G_DECLARE_FINAL_TYPE (SjForm, sj_form, SJ, FORM, GtkWidget)

/* What the rows may name and offer.  Any part may be missing.  The form keeps
 * references to library and journey; the rest must live as long as they are shown. */
typedef struct
{
  SjLibrary *library;
  SjJourney *journey;           /* for fields that name its nodes and goals */
  const SjNode *node;           /* whose settings these are */
  const SjExprEnv *expr;        /* NULL: the library's */
  const SjTemplateEnv *html;    /* NULL: the library's */
  const SjTemplateEnv *plain;   /* NULL: the library's */
  const char *const *skip;      /* fields that are shown elsewhere; ends with NULL */
} SjFormContext;

/* What the form tells and asks its owner.  Any may be missing; what would need it
 * is then not offered. */
typedef struct
{
  /* Another value for a field of the form's spec, all of it; null: its default. */
  void (*changed) (SjForm *form, const char *field, SjValue value, gpointer data);
  /* A row that was changed has been left: what comes next is another step. */
  void (*left)    (SjForm *form, gpointer data);
  /* The button of a note; `id` is the note's. */
  void (*fix)     (SjForm *form, uint64_t id, gpointer data);
  /* “New…”: the id of what was made, owned by the caller; or NULL, when
   * sj_form_choose () follows or nothing was made. */
  char *(*create) (SjForm *form, const char *place, SjRefTo to, gpointer data);
  /* Show that document. */
  void (*open)    (SjForm *form, SjRefTo to, const char *id, gpointer data);
} SjFormCalls;

/* One finding, shown in words under the row it is about; NULL or an unknown place:
 * on top of the form. */
typedef struct
{
  SjSeverity severity;
  const char *field;            /* "for", "parameters[0].value" */
  size_t start, end;            /* bytes in the field's text; both 0: all of it */
  const char *text;             /* one sentence */
  const char *fix;              /* what the button says; NULL: none */
  const char *replacement;      /* the button puts it there for [start, end); NULL: calls `fix` */
  uint64_t id;
} SjFormNote;

GtkWidget *sj_form_new (const SjSpec *spec);

void sj_form_set_calls (SjForm *form, const SjFormCalls *calls, gpointer data);

/* All rows as the struct says.  `config` is needed during the call only; `context`
 * NULL: as before. */
void sj_form_show (SjForm *form, const void *config, const SjFormContext *context);

/* In place of those there were. */
void sj_form_set_notes (SjForm *form, const SjFormNote *notes, size_t count);
/* The same from what sj_config_check () and its like found; their positions must be
 * those in the fields' texts (a reading without text). */
void sj_form_set_diags (SjForm *form, const SjDiags *diags);

/* As if the person had chosen that in the row of the place. */
bool sj_form_choose (SjForm *form, const char *place, const char *id);
/* Opens what hides the row and gives it the focus; false where there is no such row. */
bool sj_form_reveal (SjForm *form, const char *place);

/* The struct that is shown, as it was last; before, one with defaults. */
const void   *sj_form_config (SjForm *form);
const SjSpec *sj_form_spec   (SjForm *form);

G_END_DECLS
