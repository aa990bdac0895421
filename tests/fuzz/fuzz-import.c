/* fuzz-import.c -- any text that comes into a workspace, as a document, a profile, a
 * lock's note.
 *
 * It is refused with a sentence, or becomes a canonical text that comes in as itself;
 * a document joined with itself is itself, and knows no more than two documents knew.
 */
#include "fuzz.h"

#include "runtime/sj-import-private.h"

#include <string.h>

static void
check_document (SjRefTo kind, const char *text, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = sj_workspace_canonical (kind, "an-id", text, size, &error);
  g_autofree char *second = NULL;

  if (first == NULL)
    {
      g_assert_true (error != NULL && g_utf8_validate (error->message, -1, NULL));
      return;
    }
  second = sj_workspace_canonical (kind, "an-id", first, strlen (first), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, second);
}

static void
check_merge (const char *text, size_t size)
{
  static const char other_text[] =
      "{\"name\":\"Shop\",\"namespaces\":[{\"id\":\"Email\"}],"
      "\"profile\":{\"properties\":{\"a\":{\"type\":\"string\"}}}}";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value, other, both, again;

  if (!sj_json_read (&arena, NULL, text, size, &value, NULL) ||
      !sj_json_read (&arena, NULL, other_text, strlen (other_text), &other, NULL))
    return;
  sj_import_guess (value);
  both = sj_import_merge (value, other, &arena);
  again = sj_import_merge (both, other, &arena);
  g_assert_true (sj_value_equal (both, again));
  both = sj_import_merge (other, value, &arena);
  again = sj_import_merge (both, value, &arena);
  if (both.length != again.length)
    g_error ("joining twice makes more");
}

static void
check_profile (const char *id, const char *text, size_t size)
{
  g_auto (SjProfileCard) card = SJ_PROFILE_CARD_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  if (!sj_profile_card_read (&card, id, text, size, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_true (*card.stored.id != '\0' && g_utf8_validate (card.stored.label, -1, NULL));
  first = g_strndup (card.stored.text.text, card.stored.text.length);
  if (!sj_profile_card_read (&card, NULL, first, strlen (first), &error))
    g_error ("not read back: %s in %s", error->message, first);
  g_assert_cmpmem (first, strlen (first), card.stored.text.text, card.stored.text.length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *name = NULL;
  g_autofree char *copy = g_malloc (size + 1);

  memcpy (copy, data, size);
  check_document (SJ_REF_EVENT, copy, size);
  check_document (SJ_REF_NONE, copy, size);
  check_merge (copy, size);
  check_profile (NULL, copy, size);
  check_profile ("an-id", copy, size);
  if (*text != '\0' && g_utf8_validate (text, -1, NULL))
    {
      name = sj_workspace_file_name (text, ".json");
      g_assert_true (strchr (name, '/') == NULL && name[0] != '.');
    }
  return 0;
}
