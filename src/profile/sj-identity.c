/* sj-identity.c -- namespaces and the ids in them. */
#include "profile/sj-identity.h"

#include "base/sj-name.h"
#include "profile/sj-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice kind_choices[] = {
  { "other", N_("Number or name") },
  { "email", N_("Email address") },
  { "phone", N_("Telephone number") },
  { "device", N_("Device") },
  { NULL },
};

static const SjField namespace_fields[] = {
  { "id", SJ_FIELD_TEXT, offsetof (SjNamespace, id), N_("Id"), .flags = SJ_FIELD_REQUIRED },
  { "name", SJ_FIELD_TEXT, offsetof (SjNamespace, name), N_("Name") },
  { "description", SJ_FIELD_LONG_TEXT, offsetof (SjNamespace, description), N_("Description") },
  { "kind", SJ_FIELD_CHOICE, offsetof (SjNamespace, kind), N_("Kind"), .choices = kind_choices },
  { NULL }
};

static void
check_namespace (const void *config, SjReading *reading)
{
  const SjNamespace *space = config;

  if (space->id != NULL && !sj_is_id (space->id))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-id", sj_null, "id",
                    _("“%s” cannot be an id: letters, digits, _ and - are possible."), space->id);
}

const SjSpec sj_namespace_spec = { namespace_fields, sizeof (SjNamespace), N_("namespace"), check_namespace };

static const SjField identity_fields[] = {
  { "namespace", SJ_FIELD_REFERENCE, offsetof (SjIdentity, space), N_("Namespace"), .to = SJ_REF_NAMESPACE,
    .flags = SJ_FIELD_REQUIRED },
  { "id", SJ_FIELD_TEXT, offsetof (SjIdentity, id), N_("Id"), .flags = SJ_FIELD_REQUIRED },
  { "primary", SJ_FIELD_BOOL, offsetof (SjIdentity, primary), N_("The main one") },
  { NULL }
};

const SjSpec sj_identity_spec = { identity_fields, sizeof (SjIdentity), N_("identity") };

/* "+44 (0)1632 960 001" and "+441632960001" are one number; "(0)" is not dialled. */
static char *
clean_phone (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_str_has_prefix (c, "(0)") && digits->len > 1)
        c += 2;
      else if (g_ascii_isdigit (*c) || (*c == '+' && digits->len == 0))
        g_string_append_c (digits, *c);
      else if (strchr (" -./()", *c) == NULL)
        return g_string_free (digits, TRUE);    /* NULL */
    }
  return g_string_free (digits, digits->len < 4);
}

char *
sj_identity_clean (SjNamespaceKind kind, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    return NULL;
  switch (kind)
    {
    case SJ_NAMESPACE_EMAIL:
      return sj_is_email (stripped, strlen (stripped)) ? g_utf8_strdown (stripped, -1) : NULL;
    case SJ_NAMESPACE_PHONE:
      return clean_phone (stripped);
    default:
      return g_steal_pointer (&stripped);
    }
}
