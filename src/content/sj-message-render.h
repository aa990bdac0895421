/* sj-message-render.h -- what one person gets of a message, but for its HTML.
 *
 * Compiled once with all its variants and conditions, then rendered for any number
 * of people, by any number of threads, each with an SjRender of its own.
 *
 * An email's subject, sender and text version are not HTML: what {{…}} escapes is
 * turned back in them.  The preheader stands in HTML and stays escaped, and so does
 * everything of the other channels, whose authors write {{{…}}}.
 */
#pragma once

#include "content/sj-condition.h"
#include "content/sj-language.h"
#include "content/sj-message.h"

/* The parts that are plain text; a message has those of its channel. */
typedef enum
{
  SJ_PART_SUBJECT,          /* email */
  SJ_PART_PREHEADER,
  SJ_PART_FROM_NAME,
  SJ_PART_TEXT,             /* SMS; email: the version without HTML, where it is written */
  SJ_PART_TITLE,            /* push, in-app */
  SJ_PART_BODY,
  SJ_PART_IMAGE,
  SJ_PART_LINK,
  SJ_PART_IOS_TITLE,        /* each platform's own, where there is one */
  SJ_PART_IOS_SUBTITLE,
  SJ_PART_IOS_BODY,
  SJ_PART_ANDROID_TITLE,
  SJ_PART_ANDROID_BODY,
  SJ_N_PARTS
} SjMessagePart;

const char *sj_message_part_name (SjMessagePart part);    /* "subject", "ios.title" */

/* What a message is compiled with.  Any part may be missing. */
typedef struct
{
  SjContentEnv content;
  const SjLanguages *languages;     /* of the message */
  /* The condition of that id, or NULL. */
  const SjCondition *(*condition) (void *data, const char *id);
  void *data;
} SjMessageEnv;

typedef struct SjMessageProgram SjMessageProgram;

/* NULL after an error; findings are added in either case.  The message is borrowed
 * and must outlive the program; `env` need not. */
SjMessageProgram *sj_message_compile       (const SjMessage *message, const SjMessageEnv *env, SjDiags *diags);
void              sj_message_program_free  (SjMessageProgram *program);

/* Whether some person may turn out not to get it. */
bool sj_message_may_refuse (const SjMessageProgram *program);

typedef enum
{
  SJ_PICK_FOUND,
  SJ_PICK_NO_LANGUAGE,      /* none in common, and no default */
  SJ_PICK_FAILED            /* a condition cannot be evaluated; eval->error says why */
} SjPick;

/* Which variant a person gets; `*variant` is NULL for the message's own content.
 * `language` may be NULL; conditions see eval->scope. */
SjPick sj_message_pick (const SjMessageProgram *program, SjEval *eval, const char *language,
                        const SjVariant **variant);

typedef struct
{
  const SjVariant *variant;         /* borrowed; NULL: the message's own content */
  const char *language;             /* of the text; NULL: not said */
  SjMessagePart failed;             /* which part could not be rendered, or SJ_N_PARTS */
  unsigned has;                     /* bits of SjMessagePart; the other slices are not written */
  SjSlice parts[SJ_N_PARTS];        /* until the next rendering; see sj_message_text_part () */
} SjMessageText;

/* Its text is NULL where the message has no such part. */
static inline SjSlice
sj_message_text_part (const SjMessageText *text, SjMessagePart part)
{
  return (text->has >> part) & 1 ? text->parts[part] : (SjSlice) { NULL, 0 };
}

/* False where this person must not get the message: render->error says why, with
 * "language" and "condition" beside the codes of templates. */
bool sj_message_render (const SjMessageProgram *program, SjRender *render, const char *language,
                        SjMessageText *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjMessageProgram, sj_message_program_free)
