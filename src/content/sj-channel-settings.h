/* sj-channel-settings.h -- from whom and through what messages of a channel go.
 *
 * What journeys call a configuration.  No password ever stands here: `provider`
 * names an account that the installation knows.
 */
#pragma once

#include "base/sj-channel.h"
#include "content/sj-content.h"

typedef struct
{
  char *name;
  char *value;              /* template */
} SjUrlParameter;

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t channel;          /* SjChannel */
  bool inactive;            /* nothing is sent by it for now */
  char *provider;           /* name of the account that delivers; NULL: the channel's usual one */
  char *from_name;          /* email */
  char *from_address;
  char *reply_name;
  char *reply_to;
  char *bounces_to;
  char *bcc;
  char *subdomain;          /* of tracked links, of the mirror page and of pictures */
  SjPairs headers;
  SjRecords parameters;     /* of SjUrlParameter, added to links; "urlParameters" */
  char *unsubscribe;        /* template of the address of one-click unsubscribing; NULL: Sojourn's own page */
  char *app;                /* push, in-app: which app */
  char *sender;             /* SMS: number or name */
  bool shorten;             /* SMS: short links */
} SjChannelSettings;

extern const SjSpec sj_channel_settings_spec;

/* "orders@shop.example": one address without a name. */
bool sj_is_mail_address (const char *text);

SJ_CONTENT_TYPE (SjChannelSettings, channel_settings)
