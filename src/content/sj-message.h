/* sj-message.h -- a message of the workspace: what is sent by one channel.
 *
 * Its own content is that of its own language.  Drafts may be incomplete: what is
 * missing is a finding, never a refusal to read.
 */
#pragma once

#include "content/sj-content.h"
#include "content/sj-variant.h"

typedef enum { SJ_MESSAGE_MARKETING, SJ_MESSAGE_TRANSACTIONAL } SjMessageCategory;

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t channel;          /* SjChannel */
  int32_t category;         /* SjMessageCategory */
  char *configuration;      /* id of an SjChannelSettings */
  char *template;           /* id of the SjContentTemplate it was made from; or NULL */
  char *languages;          /* id of an SjLanguages; NULL: one language */
  char *language;           /* of the content here; NULL: the default of `languages` */
  SjContent content;
  SjRecords variants;       /* of SjVariant */
} SjMessage;

extern const SjSpec sj_message_spec;

SJ_CONTENT_TYPE (SjMessage, message)
