/* sj-ref.h -- what a reference may be the id of.
 *
 * Only the words: what they stand for is known further up.  They stand here
 * because documents of every layer refer to each other through one kind of field.
 */
#pragma once

typedef enum
{
  SJ_REF_NONE,
  SJ_REF_EVENT,
  SJ_REF_AUDIENCE,
  SJ_REF_ACTION,
  SJ_REF_CHANNEL,       /* a channel configuration: from-address and so on */
  SJ_REF_MESSAGE,
  SJ_REF_TEMPLATE,
  SJ_REF_FRAGMENT,
  SJ_REF_RULE_SET,
  SJ_REF_CONDITION,     /* of the library of named conditions */
  SJ_REF_LANGUAGES,     /* language settings */
  SJ_REF_ASSET,
  SJ_REF_JOURNEY,
  SJ_REF_PROFILE,
  SJ_REF_NAMESPACE,     /* of identities */
  SJ_REF_ATTRIBUTE,     /* of the profile: a path such as person.name.firstName */
  SJ_REF_NODE,          /* of this journey */
  SJ_REF_GOAL,          /* of this journey */
  SJ_N_REFS
} SjRefTo;

const char *sj_ref_words (SjRefTo to);    /* "event", "audience"; translated */
