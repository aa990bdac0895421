/* sj-random-library.c -- events, audiences, rule sets and actions as JSON text. */
#include "sj-random-library.h"

#include <glib/gstdio.h>

/* What has no schema, or no type, is what conditions fail on. */
static const struct
{
  const char *folder;       /* NULL: the workspace's own */
  const char *file;
  const char *text;
} documents[] = {
  { NULL, "workspace.json",
    "{\"name\": \"Cases\", \"zone\": \"Europe/Berlin\", \"namespaces\": [{\"id\": \"CRM\", \"name\": \"CRM\"}],"
    " \"profile\": {\"type\": \"object\", \"properties\": {\"points\": {}, \"tier\": {\"type\": \"string\"},"
    " \"shop\": {\"type\": \"object\", \"additionalProperties\": true, \"properties\": {\"visits\":"
    " {\"type\": \"integer\"}, \"tags\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}}}}" },
  { "events", "ordered.json",
    "{\"id\": \"Ordered\", \"name\": \"Ordered\", \"identity\": \"@event{Ordered.who}\", \"namespace\": \"CRM\","
    " \"schema\": {\"type\": \"object\", \"properties\": {\"who\": {\"type\": \"string\"},"
    " \"amount\": {\"type\": \"integer\"}, \"key\": {\"type\": \"string\"},"
    " \"cart\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}}}}" },
  { "events", "added.json",
    "{\"id\": \"Added\", \"name\": \"Added\", \"identity\": \"@event{Added.who}\", \"namespace\": \"CRM\","
    " \"schema\": {\"type\": \"object\", \"properties\": {\"who\": {\"type\": \"string\"},"
    " \"amount\": {\"type\": \"integer\"}, \"key\": {\"type\": \"string\"},"
    " \"cart\": {\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\"}}}}}}" },
  { "events", "looked.json",
    "{\"id\": \"Looked\", \"name\": \"Looked\", \"identity\": \"@event{Looked.who}\", \"namespace\": \"CRM\"}" },
  { "audiences", "vip.json", "{\"id\": \"vip\", \"name\": \"vip\", \"kind\": \"list\"}" },
  { "audiences", "fresh.json", "{\"id\": \"fresh\", \"name\": \"fresh\", \"kind\": \"list\"}" },
  { "rule-sets", "day.json",
    "{\"id\": \"day\", \"name\": \"day\", \"caps\": [{\"name\": \"a\", \"limit\": 1, \"period\": \"day\","
    " \"window\": \"calendar\", \"channels\": [\"email\", \"push\"]}]}" },
  { "rule-sets", "rolling.json",
    "{\"id\": \"rolling\", \"name\": \"rolling\", \"caps\": [{\"name\": \"a\", \"limit\": 2, \"every\": 2,"
    " \"period\": \"hour\", \"window\": \"rolling\", \"channels\": [\"sms\", \"push\"], \"category\": \"all\"},"
    " {\"name\": \"b\", \"limit\": 3, \"period\": \"day\", \"window\": \"rolling\","
    " \"channels\": [\"email\", \"sms\", \"in-app\"]}]}" },
  { "rule-sets", "calendar.json",
    "{\"id\": \"calendar\", \"name\": \"calendar\", \"caps\": [{\"name\": \"a\", \"limit\": 1, \"every\": 3,"
    " \"period\": \"hour\", \"window\": \"calendar\", \"channels\": [\"email\", \"push\", \"sms\", \"in-app\"]},"
    " {\"name\": \"b\", \"limit\": 5, \"period\": \"week\", \"window\": \"calendar\", \"channels\": [\"email\"]},"
    " {\"name\": \"c\", \"limit\": 4, \"period\": \"month\", \"window\": \"calendar\", \"channels\": [\"push\"]}]}" },
  { "rule-sets", "night.json",
    "{\"id\": \"night\", \"name\": \"night\","
    " \"quietHours\": {\"hours\": [{\"from\": \"20:00\", \"until\": \"02:30\"}]}}" },
  { "rule-sets", "noon.json",
    "{\"id\": \"noon\", \"name\": \"noon\", \"caps\": [{\"name\": \"a\", \"limit\": 2, \"period\": \"week\","
    " \"window\": \"rolling\", \"channels\": [\"sms\"]}], \"quietHours\": {\"mode\": \"next-day\","
    " \"hours\": [{\"days\": [\"mon\", \"tue\", \"sun\"], \"from\": \"12:00\", \"until\": \"14:00\"}]}}" },
  { "rule-sets", "off.json",
    "{\"id\": \"off\", \"name\": \"off\", \"inactive\": true, \"caps\": [{\"name\": \"a\", \"limit\": 1,"
    " \"period\": \"month\", \"window\": \"calendar\", \"channels\": [\"email\", \"push\", \"sms\", \"in-app\"],"
    " \"category\": \"all\"}]}" },
  { "actions", "score.json",
    "{\"id\": \"Score\", \"name\": \"Score\", \"url\": \"https://example.com/score\", \"timeout\": \"PT10M\","
    " \"retries\": 1, \"backoff\": \"PT10M\", \"response\": {\"type\": \"object\", \"properties\":"
    " {\"score\": {\"type\": \"integer\"}, \"offer\": {\"type\": \"string\"}}}}" },
  { "actions", "offer.json",
    "{\"id\": \"Offer\", \"name\": \"Offer\", \"url\": \"https://example.com/offer\", \"timeout\": \"PT5M\","
    " \"retries\": 3, \"backoff\": \"PT5M\", \"response\": {\"type\": \"object\", \"properties\":"
    " {\"score\": {\"type\": \"integer\"}, \"offer\": {\"type\": \"string\"}}}}" },
  { "channels", "main.json",
    "{\"id\": \"main\", \"name\": \"main\", \"channel\": \"email\", \"fromAddress\": \"shop@example.com\"}" },
};

static void
write_document (const char *folder, size_t index)
{
  g_autofree char *inner = g_build_filename (folder, documents[index].folder ? documents[index].folder : ".", NULL);
  g_autofree char *path = g_build_filename (inner, documents[index].file, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (inner, 0700);
  if (!g_file_set_contents (path, documents[index].text, -1, &error))
    g_error ("%s", error->message);
}

static void
remove_document (const char *folder, size_t index)
{
  g_autofree char *inner = g_build_filename (folder, documents[index].folder ? documents[index].folder : ".", NULL);
  g_autofree char *path = g_build_filename (inner, documents[index].file, NULL);

  g_remove (path);
  g_rmdir (inner);    /* with the last of its files */
}

static void
assert_sound (const SjLibrary *library)
{
  const GPtrArray *sources = sj_library_sources (library);

  for (guint i = 0; i < sources->len; i++)
    {
      const SjSource *source = g_ptr_array_index (sources, i);

      for (size_t j = 0; j < sj_diags_count (&source->diags); j++)
        if (sj_diags_get (&source->diags, j)->severity == SJ_SEVERITY_ERROR)
          g_error ("%s: %s", source->path, sj_diags_get (&source->diags, j)->text);
    }
}

static SjLibrary *
make_library (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sojourn-cases-XXXXXX", &error);
  SjLibrary *library;

  if (folder == NULL)
    g_error ("%s", error->message);
  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    write_document (folder, i);
  library = sj_library_load (folder, &error);
  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    remove_document (folder, i);
  g_rmdir (folder);
  if (library == NULL)
    g_error ("%s", error->message);
  assert_sound (library);
  return library;
}

SjLibrary *
sj_random_library (void)
{
  static SjLibrary *library;

  if (g_once_init_enter (&library))
    g_once_init_leave (&library, make_library ());
  return library;
}
