/* sj-find.c -- the steps of a journey in which words stand. */
#include "app/sj-find.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
append (GString *text, const char *words)
{
  if (words == NULL)
    return;
  g_string_append (text, words);
  g_string_append_c (text, '\n');
}

typedef struct
{
  GString *text;
  const SjNames *names;
} Visit;

/* Texts as they are, and what they refer to by its name. */
static void
visit_cb (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  Visit *visit = data;

  append (visit->text, text);
  if ((field->type == SJ_FIELD_REFERENCE || field->type == SJ_FIELD_REFERENCES) && visit->names != NULL)
    append (visit->text, visit->names->lookup (field->to, text, visit->names->data));
}

static char *
text_of (const SjNode *node, const SjNames *names)
{
  GString *text = g_string_new (NULL);
  g_autofree char *caption = sj_node_caption (node, names);
  SjReading reading = { 0 };
  Visit visit = { text, names };
  char *folded;

  append (text, sj_node_title (node));
  append (text, caption);
  append (text, node->id);
  append (text, node->note);
  sj_config_visit (&node->kind->config, node->config, &reading, visit_cb, &visit);
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      g_autofree char *path = sj_path_caption (node->paths[i], names);

      append (text, path);
      sj_config_visit (&node->paths[i]->kind->config, node->paths[i]->config, &reading, visit_cb, &visit);
    }
  folded = g_utf8_casefold (text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return folded;
}

static bool
has_all (const char *text, char **words)
{
  for (; *words != NULL; words++)
    if (strstr (text, *words) == NULL)
      return false;
  return true;
}

GStrv
sj_find_steps (const SjJourney *journey, const SjNames *names, const char *words)
{
  g_autofree char *folded = g_strstrip (g_utf8_casefold (words, -1));
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  if (folded[0] == '\0')
    return NULL;
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);
      g_autofree char *text = text_of (node, names);

      if (has_all (text, parts))
        g_strv_builder_add (found, node->id);
    }
  return g_strv_builder_end (found);
}
