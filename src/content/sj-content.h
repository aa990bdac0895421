/* sj-content.h -- what all documents of this folder have in common: reading from
 * the text of a file, checks of every expression and template in them, their list.
 *
 * A document is freed by its own sj_…_free (), never by g_free ().
 */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-expr.h"
#include "lang/sj-template.h"

/* What documents may name.  Any part may be missing: then everything is accepted. */
typedef struct
{
  const SjExprEnv *expr;
  const SjTemplateEnv *html;        /* for templates that become HTML, or may */
  const SjTemplateEnv *plain;       /* for push, SMS and in-app messages; its `plain` should be set */
} SjContentEnv;

/* The kinds of documents, for whoever loads a folder of them. */
typedef struct
{
  SjRefTo ref;
  const char *folder;       /* "fragments" */
  const SjSpec *spec;       /* its first field is the id, its second the name */
} SjContentKind;

extern const SjContentKind sj_content_kinds[];    /* ends with a NULL folder */

/* Reads and checks.  NULL where the text is no JSON object; findings have positions. */
void *sj_content_parse (const SjSpec *spec, const char *text, size_t length, const SjContentEnv *env, SjDiags *diags);

/* sj_config_check (), then all expressions and templates.  `env` may be NULL. */
void sj_content_check (const SjSpec *spec, const void *config, const SjContentEnv *env, SjReading *reading);

/* sj_message_parse (), sj_message_free (), g_autoptr (SjMessage). */
#define SJ_CONTENT_TYPE(T, name)                                                                                       \
  static inline T *sj_##name##_parse (const char *text, size_t length, const SjContentEnv *env, SjDiags *diags)        \
  {                                                                                                                    \
    return sj_content_parse (&sj_##name##_spec, text, length, env, diags);                                             \
  }                                                                                                                    \
  static inline void sj_##name##_free (T *document)                                                                    \
  {                                                                                                                    \
    sj_config_free (&sj_##name##_spec, document);                                                                      \
  }                                                                                                                    \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (T, sj_##name##_free)
