/* test-template-entry.c -- texts of messages: completed, previewed, counted. */
#include "form-cases.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-field-tree.h"
#include "widgets/sj-template-entry.h"
#include "widgets/sj-widgets.h"

#include "lang/sj-complete.h"

#include <adwaita.h>
#include <string.h>

static GtkWidget *window;

static SjTemplateEntry *
show (const char *text)
{
  GtkWidget *entry = sj_template_entry_new (true);
  SjLibrary *library = form_cases_library ();

  sj_template_entry_set_env (SJ_TEMPLATE_ENTRY (entry), library, sj_library_plain_env (library));
  sj_template_entry_set_text (SJ_TEMPLATE_ENTRY (entry), text);
  gtk_window_set_child (GTK_WINDOW (window), entry);
  return SJ_TEMPLATE_ENTRY (entry);
}

static void
hide (SjTemplateEntry *entry)
{
  gpointer gone = entry;

  g_object_add_weak_pointer (G_OBJECT (entry), &gone);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  while (gone != NULL)    /* the popup of the completion lets go a moment later; a leak ends in the test's time limit */
    g_main_context_iteration (NULL, TRUE);
}

static SjCodeEntry *
code_of (SjTemplateEntry *entry)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (entry));

  while (!SJ_IS_CODE_ENTRY (child))
    child = gtk_widget_get_next_sibling (child);
  return SJ_CODE_ENTRY (child);
}

/* The cursor is where the | stands; what is taken is the candidate of that label. */
static void
check_completion (const char *text, const char *label, const char *want)
{
  SjTemplateEntry *entry = show ("");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (sj_code_entry_view (code_of (entry))));
  g_autoptr (GPtrArray) candidates = NULL;
  g_autofree char *after = NULL, *plain = g_strdup (text);
  char *bar = strchr (plain, '|');
  const SjCandidate *found = NULL;
  GtkTextIter cursor;

  memmove (bar, bar + 1, strlen (bar));
  gtk_text_buffer_set_text (buffer, plain, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, (int) g_utf8_strlen (text, bar - plain));
  gtk_text_buffer_place_cursor (buffer, &cursor);
  candidates = sj_code_entry_candidates (code_of (entry));
  for (guint i = 0; i < candidates->len && found == NULL; i++)
    if (strcmp (((const SjCandidate *) g_ptr_array_index (candidates, i))->label, label) == 0)
      found = g_ptr_array_index (candidates, i);
  g_test_message ("%s", text);
  g_assert_nonnull (found);
  sj_code_entry_take (code_of (entry), found);
  after = sj_template_entry_get_text (entry);
  g_assert_cmpstr (after, ==, want);
  hide (entry);
}

static void
test_completion (void)
{
  check_completion ("Hi @pro|", "profile", "Hi {{profile}}");
  check_completion ("@|, hi", "profile", "{{profile}}, hi");
  check_completion ("Hi @profile.person.na| there", "name", "Hi {{profile.person.name}} there");
  check_completion ("Hi {{profile.person.na|", "name", "Hi {{profile.person.name");
}

/* An address is no question. */
static void
test_address (void)
{
  SjTemplateEntry *entry = show ("");
  g_autoptr (GPtrArray) candidates = NULL;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (sj_code_entry_view (code_of (entry)))),
                            "write to me@pro", -1);
  candidates = sj_code_entry_candidates (code_of (entry));
  for (guint i = 0; i < candidates->len; i++)
    g_assert_cmpstr (((const SjCandidate *) g_ptr_array_index (candidates, i))->label, !=, "profile");
  hide (entry);
}

static void
test_preview (void)
{
  SjTemplateEntry *entry = show ("Hi {{profile.person.name.firstName}}!");

  g_assert_null (sj_template_entry_get_preview (entry));
  sj_template_entry_set_preview (entry, true);
  g_assert_cmpstr (sj_template_entry_get_preview (entry), ==, "Hi Sarah!");
  sj_template_entry_set_person (entry, "luma-002");
  g_assert_cmpstr (sj_template_entry_get_preview (entry), !=, "Hi Sarah!");
  sj_template_entry_set_text (entry, "{{context.journey.events.LumaPurchaseEvent_Email.commerce.order.purchaseID}}");
  g_assert_cmpstr (sj_template_entry_get_preview (entry), ==, "LU-1001");
  sj_template_entry_set_text (entry, "Hi {{");
  g_assert_null (sj_template_entry_get_preview (entry));
  hide (entry);
}

static void
test_length (void)
{
  SjTemplateEntry *entry = show ("Hi {{profile.person.name.firstName}}");
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_null (sj_template_entry_get_length (entry));
  sj_template_entry_set_sms (entry, true);
  g_assert_cmpstr (sj_template_entry_get_length (entry), ==, "1 message: 8 of 160 characters");
  for (int i = 0; i < 161; i++)
    g_string_append_c (text, 'x');
  sj_template_entry_set_text (entry, text->str);
  g_assert_cmpstr (sj_template_entry_get_length (entry), ==, "2 messages: 161 of 306 characters");
  sj_template_entry_set_text (entry, "\304\215");
  g_assert_true (g_str_has_prefix (sj_template_entry_get_length (entry), "1 message: 1 of 70 characters. "));
  hide (entry);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_test_add_func ("/template-entry/completion", test_completion);
  g_test_add_func ("/template-entry/address", test_address);
  g_test_add_func ("/template-entry/preview", test_preview);
  g_test_add_func ("/template-entry/length", test_length);
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  form_cases_end ();
  return result;
}
