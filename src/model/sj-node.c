/* sj-node.c -- nodes and paths as structs, and the words they are shown with. */
#include "model/sj-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjField node_fields[] = {
  { "label", SJ_FIELD_TEXT, offsetof (SjNode, label), N_("Label") },
  { "note", SJ_FIELD_LONG_TEXT, offsetof (SjNode, note), N_("Note") },
  { "at", SJ_FIELD_POSITION, offsetof (SjNode, at), N_("Position"), .flags = SJ_FIELD_HIDDEN },
  { "pinned", SJ_FIELD_BOOL, offsetof (SjNode, pinned), N_("Stays where it is"),
    .help = N_("Tidying does not move this step.") },
  { NULL }
};

static const SjField path_fields[] = {
  { "label", SJ_FIELD_TEXT, offsetof (SjPath, label), N_("Label") },
  { "delay", SJ_FIELD_DURATION, offsetof (SjPath, delay), N_("Wait on the way"),
    .help = N_("How long a profile waits on this path before it reaches the next step.") },
  { NULL }
};

const SjSpec sj_node_spec = { node_fields, sizeof (SjNode) };
const SjSpec sj_path_spec = { path_fields, sizeof (SjPath) };

const SjPathKind sj_path_kind_unknown = { "unknown", N_("Unknown path"), SJ_ROLE_UNKNOWN };

SjPath *
sj_path_new (const SjNode *node, const char *id)
{
  const SjPathKind *kind = sj_kind_path (node->kind, id);
  SjPath *path = sj_config_new (&sj_path_spec);

  path->id = g_strdup (id);
  path->kind = kind ? kind : &sj_path_kind_unknown;
  path->config = sj_config_new (&path->kind->config);
  return path;
}

SjPath *
sj_path_copy (const SjPath *path)
{
  SjPath *copy = sj_config_copy (&sj_path_spec, path);

  copy->id = g_strdup (path->id);
  copy->to = g_strdup (path->to);
  copy->kind = path->kind;
  copy->config = sj_config_copy (&path->kind->config, path->config);
  return copy;
}

void
sj_path_free (SjPath *path)
{
  sj_config_free (&path->kind->config, path->config);
  g_free (path->id);
  g_free (path->to);
  sj_config_free (&sj_path_spec, path);
}

static void
append_path (SjNode *node, SjPath *path)
{
  node->paths = g_renew (SjPath *, node->paths, node->n_paths + 1);
  node->paths[node->n_paths++] = path;
  path->node = node;
}

SjNode *
sj_node_new_bare (const SjKind *kind, const char *kind_name, const char *id)
{
  SjNode *node = sj_config_new (&sj_node_spec);

  node->id = g_strdup (id);
  node->kind = kind;
  node->kind_name = kind == &sj_kind_unknown ? g_strdup (kind_name) : NULL;
  node->config = sj_config_new (&kind->config);
  for (const SjPathKind *path = kind->paths; path != NULL && path->name != NULL; path++)
    if (!(path->flags & (SJ_PATH_OPTIONAL | SJ_PATH_REPEATS)))
      append_path (node, sj_path_new (node, path->name));
  return node;
}

static void
insert_path (SjNode *node, SjPath *path)
{
  uint32_t place = sj_node_path_place (node, path->id);

  append_path (node, path);
  memmove (node->paths + place + 1, node->paths + place, (node->n_paths - 1 - place) * sizeof *node->paths);
  node->paths[place] = path;
}

SjNode *
sj_node_new (const SjKind *kind, const char *id)
{
  SjNode *node = sj_node_new_bare (kind, NULL, id);
  const SjPathKind *repeating = sj_kind_repeating (kind);

  for (unsigned i = 0; repeating != NULL && i < repeating->initial; i++)
    {
      g_autofree char *path_id = sj_node_new_path_id (node);

      insert_path (node, sj_path_new (node, path_id));
    }
  return node;
}

SjNode *
sj_node_copy (const SjNode *node, const char *id)
{
  SjNode *copy = sj_config_copy (&sj_node_spec, node);

  copy->id = g_strdup (id ? id : node->id);
  copy->kind = node->kind;
  copy->kind_name = g_strdup (node->kind_name);
  copy->config = sj_config_copy (&node->kind->config, node->config);
  for (uint32_t i = 0; i < node->n_paths; i++)
    append_path (copy, sj_path_copy (node->paths[i]));
  return copy;
}

void
sj_node_free (SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    sj_path_free (node->paths[i]);
  g_free (node->paths);
  sj_config_free (&node->kind->config, node->config);
  g_free (node->id);
  g_free (node->kind_name);
  sj_config_free (&sj_node_spec, node);
}

const char *
sj_node_kind_id (const SjNode *node)
{
  return node->kind_name ? node->kind_name : node->kind->id;
}

const char *
sj_node_title (const SjNode *node)
{
  return node->label ? node->label : _(node->kind->title);
}

const char *
sj_path_title (const SjPath *path)
{
  if (path->label != NULL)
    return path->label;
  return path->kind->title ? _(path->kind->title) : "";
}

SjNode *
sj_path_target (const SjPath *path)
{
  return path->anchor ? path->anchor->node : NULL;
}

SjPath *
sj_node_path (const SjNode *node, const char *id)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (strcmp (node->paths[i]->id, id) == 0)
      return node->paths[i];
  return NULL;
}

/* Paths stand in the order of the kind's table, unknown ones behind them. */
static size_t
rank (const SjKind *kind, const SjPathKind *path)
{
  size_t rank = 0;

  for (const SjPathKind *at = kind->paths; at != NULL && at->name != NULL && at != path; at++)
    rank++;
  return rank;
}

uint32_t
sj_node_path_place (const SjNode *node, const char *id)
{
  const SjPathKind *kind = sj_kind_path (node->kind, id);
  size_t own = rank (node->kind, kind);
  uint32_t place = node->n_paths;

  while (place > 0 && rank (node->kind, node->paths[place - 1]->kind) > own)
    place--;
  return place;
}

char *
sj_node_new_path_id (const SjNode *node)
{
  const SjPathKind *repeating = sj_kind_repeating (node->kind);

  g_return_val_if_fail (repeating != NULL, NULL);

  /* Among one more number than there are paths, one is free. */
  for (unsigned number = 1;; number++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", repeating->name, number);

      if (sj_node_path (node, id) == NULL)
        return g_steal_pointer (&id);
    }
}

bool
sj_path_is_blank (const SjPath *path)
{
  return path->to == NULL && sj_config_is_default (&sj_path_spec, path) &&
         sj_config_is_default (&path->kind->config, path->config);
}

bool
sj_path_is_mandatory (const SjPath *path)
{
  return !(path->kind->flags & (SJ_PATH_OPTIONAL | SJ_PATH_REPEATS)) && path->kind != &sj_path_kind_unknown;
}

char *
sj_node_fact (const SjNode *node, const SjNames *names)
{
  return sj_config_summary (&node->kind->config, node->config, node->kind->summary, names);
}

char *
sj_node_caption (const SjNode *node, const SjNames *names)
{
  g_autofree char *fact = sj_node_fact (node, names);
  const char *title = node->kind_name ? node->kind_name : _(node->kind->title);

  return fact ? g_strdup_printf ("%s · %s", title, fact) : g_strdup (title);
}

char *
sj_path_caption (const SjPath *path, const SjNames *names)
{
  char *fact = NULL;

  if (path->label == NULL)
    fact = sj_config_summary (&path->kind->config, path->config, path->kind->summary, names);
  return fact ? fact : g_strdup (sj_path_title (path));
}

/* Behind the last point that stands in no parentheses: "order.at(0).total" is "total". */
static const char *
last_step (const char *path, const char *end)
{
  const char *last = path;
  int depth = 0;

  for (const char *at = path; at < end; at++)
    {
      depth += (*at == '(') - (*at == ')');
      if (*at == '.' && depth == 0)
        last = at + 1;
    }
  return last;
}

/* References by what they end in: "@event{Order.order.total} > 5" is "total > 5". */
static char *
shorten_references (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *open = strpbrk (text, "@#");
      size_t word = open ? strspn (open + 1, G_CSET_a_2_z G_CSET_A_2_Z) : 0;
      bool opens = open != NULL && open[1 + word] == '{' && (*open == '@') == (word > 0);
      const char *close = opens ? strchr (open + 1 + word, '}') : NULL;

      if (open == NULL)
        break;
      g_string_append_len (out, text, open - text);
      if (close != NULL)
        {
          const char *last = last_step (open + 2 + word, close);

          g_string_append_len (out, last, close - last);
        }
      else
        g_string_append_c (out, *open);
      text = close ? close + 1 : open + 1;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

#define LONGEST_NAME 48     /* characters */

/* Takes the name; leaves `tail` characters behind the gap. */
static char *
cut_name (char *name, long tail)
{
  g_autofree char *owned = name;
  long length = g_utf8_strlen (name, -1);
  g_autofree char *head = NULL;

  if (length <= LONGEST_NAME)
    return g_steal_pointer (&owned);
  head = g_utf8_substring (name, 0, LONGEST_NAME - tail - 1);
  return g_strconcat (head, "…", g_utf8_offset_to_pointer (name, length - tail), NULL);
}

char *
sj_node_name (const SjNode *node, const SjNames *names)
{
  return node->label ? g_strdup (node->label) : cut_name (sj_node_caption (node, names), 0);
}

/* Conditions often differ in their ends. */
char *
sj_path_name (const SjPath *path, const SjNames *names)
{
  g_autofree char *caption = sj_path_caption (path, names);

  return path->label ? g_steal_pointer (&caption) : cut_name (shorten_references (caption), LONGEST_NAME / 3);
}
