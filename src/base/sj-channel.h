/* sj-channel.h -- the ways a message can take.
 *
 * Only the words, as in sj-ref.h: consent and limits (profile) and messages
 * (content) name the same channels and do not see each other.
 */
#pragma once

#include "base/sj-field.h"

typedef enum
{
  SJ_CHANNEL_EMAIL,
  SJ_CHANNEL_PUSH,
  SJ_CHANNEL_SMS,
  SJ_CHANNEL_IN_APP,
  SJ_N_CHANNELS
} SjChannel;

#define SJ_ALL_CHANNELS ((1u << SJ_N_CHANNELS) - 1)

/* In the order of the enum: for fields of type CHOICE and FLAGS. */
extern const SjChoice sj_channel_choices[];

const char *sj_channel_id (SjChannel channel);    /* "in-app" */
