/* sj-action.c -- custom actions, described. */
#include "content/sj-action.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice method_choices[] = {
  [SJ_METHOD_POST] = { "POST", "POST" },
  [SJ_METHOD_GET] = { "GET", "GET" },
  [SJ_METHOD_PUT] = { "PUT", "PUT" },
  [SJ_METHOD_PATCH] = { "PATCH", "PATCH" },
  [SJ_METHOD_DELETE] = { "DELETE", "DELETE" },
  { NULL },
};

static const SjChoice place_choices[] = {
  [SJ_PLACE_BODY] = { "body", N_("In the body") },
  [SJ_PLACE_QUERY] = { "query", N_("In the query") },
  [SJ_PLACE_HEADER] = { "header", N_("In a header") },
  [SJ_PLACE_PATH] = { "path", N_("In the address") },
  { NULL },
};

static const SjChoice mode_choices[] = {
  [SJ_PARAMETER_VARIABLE] = { "variable", N_("Filled in by the journey") },
  [SJ_PARAMETER_CONSTANT] = { "constant", N_("Always the same") },
  [SJ_PARAMETER_SECRET] = { "secret", N_("A secret of the installation") },
  { NULL },
};

static const SjChoice type_choices[] = {
  [SJ_PARAMETER_TEXT] = { "string", N_("Text") },
  [SJ_PARAMETER_INTEGER] = { "integer", N_("Whole number") },
  [SJ_PARAMETER_DECIMAL] = { "decimal", N_("Number") },
  [SJ_PARAMETER_BOOLEAN] = { "boolean", N_("Yes or no") },
  [SJ_PARAMETER_DATE] = { "dateOnly", N_("Date") },
  [SJ_PARAMETER_MOMENT] = { "dateTime", N_("Date and time") },
  [SJ_PARAMETER_LIST] = { "list", N_("List") },
  [SJ_PARAMETER_OBJECT] = { "object", N_("Object") },
  [SJ_N_PARAMETER_TYPES] = { NULL, NULL },
};

static const SjChoice auth_choices[] = {
  [SJ_AUTH_NONE] = { "none", N_("None") },
  [SJ_AUTH_BASIC] = { "basic", N_("Name and password") },
  [SJ_AUTH_BEARER] = { "bearer", N_("Token") },
  [SJ_AUTH_KEY] = { "key", N_("Key in a header") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (OWNER, member), title, __VA_ARGS__ }

#define OWNER SjActionParameter
static const SjField parameter_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("label", TEXT, label, N_("Label")),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("in", CHOICE, place, N_("Place"), .choices = place_choices),
  FIELD ("type", CHOICE, type, N_("Type"), .choices = type_choices),
  FIELD ("mode", CHOICE, mode, N_("Value"), .choices = mode_choices),
  FIELD ("optional", BOOL, optional, N_("May be left out"), .when = "mode=variable"),
  FIELD ("value", VALUE, value, N_("Constant"), .when = "mode=constant", .flags = SJ_FIELD_REQUIRED),
  FIELD ("secret", TEXT, secret, N_("Name of the secret"), .when = "mode=secret", .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

#define OWNER SjAuth
static const SjField auth_fields[] = {
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = auth_choices),
  FIELD ("user", TEXT, user, N_("User"), .when = "kind=basic", .flags = SJ_FIELD_REQUIRED),
  FIELD ("header", TEXT, header, N_("Header"), .when = "kind=key", .flags = SJ_FIELD_REQUIRED),
  FIELD ("secret", TEXT, secret, N_("Name of the secret"), .when = "kind=basic|bearer|key",
         .help = N_("The password, token or key itself is kept by the installation."), .flags = SJ_FIELD_REQUIRED),
  { NULL }
};
#undef OWNER

/* What a constant of each type is in JSON; dates are texts there. */
static bool
constant_fits (SjParameterType type, SjValue value)
{
  static const uint32_t types[SJ_N_PARAMETER_TYPES] = {
    [SJ_PARAMETER_TEXT] = 1 << SJ_TEXT,         [SJ_PARAMETER_INTEGER] = 1 << SJ_INTEGER,
    [SJ_PARAMETER_DECIMAL] = 1 << SJ_INTEGER | 1 << SJ_DECIMAL,
    [SJ_PARAMETER_BOOLEAN] = 1 << SJ_BOOL,      [SJ_PARAMETER_DATE] = 1 << SJ_TEXT,
    [SJ_PARAMETER_MOMENT] = 1 << SJ_TEXT,       [SJ_PARAMETER_LIST] = 1 << SJ_LIST,
    [SJ_PARAMETER_OBJECT] = 1 << SJ_OBJECT,
  };

  return (types[type] & (1u << value.type)) != 0;
}

static void
check_parameter (const void *config, SjReading *reading)
{
  const SjActionParameter *parameter = config;

  if (parameter->mode == SJ_PARAMETER_CONSTANT && parameter->value != NULL &&
      !constant_fits (parameter->type, sj_blob_value (parameter->value)))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-type", sj_null, "value",
                    _("The constant of “%s” is not of the type “%s”."), parameter->name ? parameter->name : "",
                    type_choices[parameter->type].id);
  if (parameter->place == SJ_PLACE_HEADER && parameter->name != NULL &&
      strpbrk (parameter->name, " :\r\n\t") != NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-header", sj_null, "name",
                    _("“%s” cannot be the name of a header."), parameter->name);
}

static const SjSpec parameter_spec = { parameter_fields, sizeof (SjActionParameter), N_("parameter"),
                                       check_parameter };
static const SjSpec auth_spec = { auth_fields, sizeof (SjAuth), N_("authentication") };

#define OWNER SjAction
static const SjField action_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("method", CHOICE, method, N_("Method"), .choices = method_choices),
  FIELD ("url", TEXT, url, N_("Address"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("auth", RECORD, auth, N_("Authentication"), .record = &auth_spec),
  FIELD ("parameters", RECORDS, parameters, N_("Parameters"), .record = &parameter_spec, .max = 200),
  FIELD ("timeout", DURATION, timeout, N_("Answer within"), .fallback = 30 * SJ_SECOND, .min = 1,
         .max = 10 * SJ_MINUTE),
  FIELD ("retries", INTEGER, retries, N_("Try again"), .fallback = 3, .max = 10,
         .help = N_("How often, after a failure that may pass.")),
  FIELD ("backoff", DURATION, backoff, N_("First after"), .fallback = SJ_SECOND, .min = 1, .max = SJ_HOUR,
         .help = N_("The pause before the first repeat; each one after it is twice as long.")),
  FIELD ("callsPerSecond", INTEGER, calls_per_second, N_("Calls per second"), .max = 100000,
         .help = N_("At most that many; without it, there is no limit.")),
  FIELD ("response", VALUE, response, N_("Schema of the answer")),
  FIELD ("sample", VALUE, sample, N_("Example of an answer")),
  { NULL }
};
#undef OWNER

static bool
is_web_address (const char *url)
{
  g_autoptr (GUri) uri = NULL;
  /* What stands in braces is filled in; it may be anything but the host. */
  g_autofree char *plain = g_strdelimit (g_strdup (url), "{}", '_');

  uri = g_uri_parse (plain, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (strcmp (g_uri_get_scheme (uri), "https") == 0 || strcmp (g_uri_get_scheme (uri), "http") == 0);
}

static bool
is_local (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  return g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0;
}

static void
check_url (const SjAction *action, SjReading *reading)
{
  if (action->url == NULL)
    return;
  if (!is_web_address (action->url))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-url", sj_null, "url",
                    _("“%s” is not a web address such as “https://shop.example/loyalty”."), action->url);
  else if (action->auth != NULL && action->auth->kind != SJ_AUTH_NONE && g_str_has_prefix (action->url, "http:") &&
           !is_local (action->url))
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "not-sealed", sj_null, "url",
                    _("The secret would travel readable for others; use an address that begins with “https:”."));
}

/* Each {name} of the address has a parameter, and the other way round. */
static void
check_path_parameter (const SjAction *action, const SjActionParameter *parameter, SjReading *reading)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", parameter->name ? parameter->name : "");

  if (parameter->name != NULL && parameter->place == SJ_PLACE_PATH && action->url != NULL &&
      strstr (action->url, braced) == NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-place", sj_null, "name",
                    _("The address has no “%s”."), braced);
}

static bool
has_path_parameter (const SjAction *action, const char *name, size_t length)
{
  for (uint32_t i = 0; i < action->parameters.count; i++)
    {
      const SjActionParameter *parameter = action->parameters.items[i];

      if (parameter->place == SJ_PLACE_PATH && parameter->name != NULL && strlen (parameter->name) == length &&
          strncmp (parameter->name, name, length) == 0)
        return true;
    }
  return false;
}

static void
check_braces (const SjAction *action, SjReading *reading)
{
  const char *end;

  for (const char *at = action->url ? strchr (action->url, '{') : NULL; at != NULL; at = strchr (end, '{'))
    {
      end = strchr (at, '}');
      if (end == NULL)
        {
          sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-url", sj_null, "url", _("A “{” in the address is open."));
          return;
        }
      if (!has_path_parameter (action, at + 1, (size_t) (end - at - 1)))
        sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-parameter", sj_null, "url",
                        _("No parameter fills in “%.*s” of the address."), (int) (end - at + 1), at);
    }
}

static bool
has_twin_before (const SjAction *action, uint32_t index)
{
  const SjActionParameter *one = action->parameters.items[index];

  for (uint32_t i = 0; i < index; i++)
    {
      const SjActionParameter *other = action->parameters.items[i];

      if (g_strcmp0 (one->name, other->name) == 0 &&
          (one->place == other->place ||
           (one->mode == SJ_PARAMETER_VARIABLE && other->mode == SJ_PARAMETER_VARIABLE)))
        return true;
    }
  return false;
}

static void
check_parameters (const SjAction *action, SjReading *reading)
{
  SjTrail trail = { reading->trail, "parameters", 0 };
  SjReading below = *reading;

  below.trail = &trail;
  for (; trail.index < action->parameters.count; trail.index++)
    {
      const SjActionParameter *parameter = action->parameters.items[trail.index];

      check_path_parameter (action, parameter, &below);
      if (parameter->name != NULL && has_twin_before (action, (uint32_t) trail.index))
        sj_reading_add (&below, SJ_SEVERITY_ERROR, "twice", sj_null, "name",
                        _("The parameter “%s” stands here twice."), parameter->name);
      if (parameter->place == SJ_PLACE_BODY && action->method == SJ_METHOD_GET)
        sj_reading_add (&below, SJ_SEVERITY_ERROR, "no-body", sj_null, "in",
                        _("A GET has no body, so “%s” must go into the query, a header or the address."),
                        parameter->name ? parameter->name : "");
    }
}

static void
check_schema_object (const SjBlob *schema, SjReading *reading)
{
  if (schema != NULL && sj_blob_value (schema).type != SJ_OBJECT)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-schema", sj_null, "response",
                    _("The schema of the answer must be an object."));
}

static void
check_action (const void *config, SjReading *reading)
{
  const SjAction *action = config;

  sj_content_check_id (action->id, "id", reading);
  check_url (action, reading);
  check_braces (action, reading);
  check_parameters (action, reading);
  check_schema_object (action->response, reading);
}

const SjSpec sj_action_spec = { action_fields, sizeof (SjAction), N_("action"), check_action };

const SjActionParameter *
sj_action_parameter (const SjAction *action, const char *name)
{
  for (uint32_t i = 0; i < action->parameters.count; i++)
    {
      const SjActionParameter *parameter = action->parameters.items[i];

      if (parameter->mode == SJ_PARAMETER_VARIABLE && g_strcmp0 (parameter->name, name) == 0)
        return parameter;
    }
  return NULL;
}
