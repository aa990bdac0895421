/* sj-channel.c -- the table of channels. */
#include "base/sj-channel.h"

#include <glib/gi18n-lib.h>

const SjChoice sj_channel_choices[] = {
  [SJ_CHANNEL_EMAIL] = { "email", N_("Email") },
  [SJ_CHANNEL_PUSH] = { "push", N_("Push") },
  [SJ_CHANNEL_SMS] = { "sms", N_("SMS") },
  [SJ_CHANNEL_IN_APP] = { "in-app", N_("In-app message") },
  [SJ_N_CHANNELS] = { NULL, NULL },
};

const char *
sj_channel_id (SjChannel channel)
{
  g_return_val_if_fail ((unsigned) channel < SJ_N_CHANNELS, "");
  return sj_channel_choices[channel].id;
}
