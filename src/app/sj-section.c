/* sj-section.c -- the pages beside the canvas, and the kinds of documents on them. */
#include "app/sj-section.h"

#include "content/sj-action.h"
#include "content/sj-asset.h"
#include "content/sj-channel-settings.h"
#include "content/sj-condition.h"
#include "content/sj-content-template.h"
#include "content/sj-fragment.h"
#include "content/sj-language.h"
#include "content/sj-message.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-pressure.h"
#include "profile/sj-profile.h"

#include <glib/gi18n-lib.h>

const SjDocumentKind sj_document_kinds[] = {
  { SJ_REF_JOURNEY, N_("Journeys"), N_("New journey"), "app.sojourn.Sojourn-symbolic",
    N_("A journey leads each person along its paths: what happens, who waits, which message goes out.") },
  { SJ_REF_AUDIENCE, N_("Audiences"), N_("New audience"), "sj-audience-symbolic",
    N_("An audience is a set of people: everybody who fulfils a rule, or a list."), &sj_audience_spec },
  { SJ_REF_PROFILE, N_("Profiles"), N_("New profile"), "avatar-default-symbolic",
    N_("A profile is a person: attributes, addresses, devices and consents."), &sj_profile_spec },
  { SJ_REF_EVENT, N_("Events"), N_("New event"), "sj-event-symbolic",
    N_("An event tells what somebody did: its name, whom it is about and what it carries."), &sj_event_type_spec },
  { SJ_REF_MESSAGE, N_("Messages"), N_("New message"), "sj-email-symbolic",
    N_("A message is what a person gets by email, push or SMS, in each language."), &sj_message_spec },
  { SJ_REF_TEMPLATE, N_("Templates"), N_("New template"), "document-new-symbolic",
    N_("A template is what a message begins with."), &sj_content_template_spec },
  { SJ_REF_FRAGMENT, N_("Fragments"), N_("New fragment"), "insert-object-symbolic",
    N_("A fragment is a part of messages that is written once."), &sj_fragment_spec },
  { SJ_REF_CONDITION, N_("Conditions"), N_("New condition"), "sj-condition-symbolic",
    N_("A condition with a name decides who sees a part of a message."), &sj_condition_spec },
  { SJ_REF_ASSET, N_("Assets"), N_("New asset"), "image-x-generic-symbolic",
    N_("An asset is a picture that messages show."), &sj_asset_spec },
  { SJ_REF_LANGUAGES, N_("Languages"), N_("New language setting"), "preferences-desktop-locale-symbolic",
    N_("A language setting says which languages there are, and what stands in for a missing one."),
    &sj_languages_spec },
  { SJ_REF_CHANNEL, N_("Channels"), N_("New channel"), "mail-send-symbolic",
    N_("A channel configuration says from whom and through what messages go."), &sj_channel_settings_spec },
  { SJ_REF_ACTION, N_("Actions"), N_("New action"), "sj-call-symbolic",
    N_("A custom action is a call to another system, with its parameters and its answer."), &sj_action_spec },
  { SJ_REF_RULE_SET, N_("Rules"), N_("New rule set"), "sj-profile-cap-symbolic",
    N_("A rule set says how many messages a person may get, and in which hours none."), &sj_rule_set_spec },
  { SJ_REF_NONE }
};

const SjSection sj_sections[] = {
  { "journeys", N_("Journeys"), "app.sojourn.Sojourn-symbolic", { SJ_REF_JOURNEY } },
  { "audiences", N_("Audiences"), "sj-audience-symbolic", { SJ_REF_AUDIENCE } },
  { "profiles", N_("Profiles"), "avatar-default-symbolic", { SJ_REF_PROFILE } },
  { "events", N_("Events"), "sj-event-symbolic", { SJ_REF_EVENT } },
  { "content", N_("Content"), "folder-documents-symbolic",
    { SJ_REF_MESSAGE, SJ_REF_TEMPLATE, SJ_REF_FRAGMENT, SJ_REF_CONDITION, SJ_REF_ASSET, SJ_REF_LANGUAGES } },
  { "channels", N_("Channels and Actions"), "sj-call-symbolic", { SJ_REF_CHANNEL, SJ_REF_ACTION } },
  { "rules", N_("Rules"), "sj-profile-cap-symbolic", { SJ_REF_RULE_SET } },
  { NULL }
};

const SjDocumentKind *
sj_document_kind (SjRefTo ref)
{
  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    if (kind->ref == ref)
      return kind;
  return NULL;
}

const SjSection *
sj_section_of (SjRefTo ref)
{
  for (const SjSection *section = sj_sections; section->id != NULL; section++)
    for (const SjRefTo *kind = section->kinds; *kind != SJ_REF_NONE; kind++)
      if (*kind == ref)
        return section;
  return NULL;
}
