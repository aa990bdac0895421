/* sj-check-library.c -- what stands outside of the journey, as far as it is known.
 *
 * Without a library everything may exist.
 */
#include "model/sj-check-private.h"

#include "base/sj-channel.h"
#include "model/sj-library.h"

#include <string.h>

const SjNames *
sj_check_names (SjChecker *checker)
{
  return sj_journey_names_init (&checker->names, checker->journey,
                                checker->library ? sj_library_names (checker->library) : NULL);
}

const SjExprEnv *
sj_check_env (const SjChecker *checker)
{
  return checker->library ? sj_library_expr_env (checker->library) : NULL;
}

/* Kinds that send are called like their channels. */
const SjTemplateEnv *
sj_check_template_env (const SjChecker *checker)
{
  const char *kind = checker->node ? checker->node->kind->id : "";
  int channel = sj_choice_find (sj_channel_choices, kind, strlen (kind));

  if (checker->library == NULL)
    return NULL;
  return channel > SJ_CHANNEL_EMAIL ? sj_library_plain_env (checker->library)
                                    : sj_library_template_env (checker->library);
}

/* The id of what an expression names; NULL where there is none. */
char *
sj_check_resolve (const SjChecker *checker, SjFactKind kind, SjSlice name)
{
  static const SjRefTo refs[] = { [SJ_FACT_EVENT] = SJ_REF_EVENT, [SJ_FACT_ACTION] = SJ_REF_ACTION };
  const SjEntry *entry;

  if (checker->library == NULL || kind >= G_N_ELEMENTS (refs))
    return g_strndup (name.text, name.length);
  entry = sj_library_named (checker->library, refs[kind], name.text, name.length);
  return entry ? g_strdup (entry->id) : NULL;
}

const char *
sj_check_refer (const SjChecker *checker, SjRefTo to, const char *id)
{
  const SjEntry *entry = checker->library && sj_library_holds (to) ? sj_library_find (checker->library, to, id) : NULL;

  return entry ? entry->name : id;
}
