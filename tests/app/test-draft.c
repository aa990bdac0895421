/* A document that is being edited: what is typed is in the workspace, step by step and back. */
#include "app/sj-draft.h"
#include "app/sj-members.h"
#include "profile/sj-audience.h"
#include "shop.h"

static const char *
rule_of (SjDraft *draft)
{
  return ((const SjAudience *) sj_draft_config (draft))->rule;
}

static void
set_rule (SjDraft *draft, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sj_draft_set (draft, "rule", sj_value_string (text), &error));
  g_assert_no_error (error);
}

static void
test_steps (Shop *shop, gconstpointer data)
{
  g_autoptr (SjDraft) draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  g_autofree char *before = g_strdup (rule_of (draft));

  g_assert_null (sj_draft_undo_title (draft));
  set_rule (draft, "tr");
  set_rule (draft, "true");
  sj_draft_seal (draft);
  set_rule (draft, "false");
  g_assert_cmpstr (sj_draft_undo_title (draft), ==, "Change Rule");

  g_assert_true (sj_draft_undo (draft));
  g_assert_cmpstr (rule_of (draft), ==, "true");
  g_assert_true (sj_draft_undo (draft));
  g_assert_cmpstr (rule_of (draft), ==, before);
  g_assert_false (sj_draft_undo (draft));
  g_assert_true (sj_draft_redo (draft));
  g_assert_true (sj_draft_redo (draft));
  g_assert_cmpstr (rule_of (draft), ==, "false");
  g_assert_false (sj_draft_redo (draft));
}

static void
count_cb (SjDraft *draft, unsigned *count)
{
  (*count)++;
}

/* What others change is shown, and the steps before it are no more. */
static void
test_others (Shop *shop, gconstpointer data)
{
  g_autoptr (SjDraft) draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  g_autoptr (SjDraft) other = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  unsigned count = 0;

  set_rule (draft, "true");
  g_signal_connect (draft, "changed", G_CALLBACK (count_cb), &count);
  set_rule (other, "false");
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (rule_of (draft), ==, "false");
  g_assert_null (sj_draft_undo_title (draft));
}

static void
test_check (Shop *shop, gconstpointer data)
{
  g_autoptr (SjDraft) draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  g_auto (SjDiags) sound = SJ_DIAGS_INIT, flawed = SJ_DIAGS_INIT;

  sj_draft_check (draft, &sound);
  g_assert_cmpuint (sj_diags_number (&sound, SJ_SEVERITY_ERROR), ==, 0);
  set_rule (draft, "1 +");
  sj_draft_check (draft, &flawed);
  g_assert_cmpuint (sj_diags_number (&flawed, SJ_SEVERITY_ERROR), ==, 1);
  g_assert_cmpstr (sj_diags_get (&flawed, 0)->field, ==, "rule");
  g_assert_cmpuint (sj_diags_get (&flawed, 0)->end, <=, 3);
}

static void
assert_members (Shop *shop, SjDraft *draft, size_t want, bool flawed)
{
  g_autoptr (SjMembersTask) task = sj_members_task_new (sj_desk_workspace (shop->desk), sj_draft_config (draft),
                                                        1790000000 * SJ_SECOND);
  g_autoptr (SjMembers) members = sj_members_count (task);

  g_assert_cmpuint (members->total, ==, 40);
  g_assert_cmpuint (members->looked, ==, flawed ? 0 : 40);
  g_assert_cmpuint (members->members, ==, want);
  g_assert_cmpuint (members->failed, ==, 0);
  g_assert_true (members->flawed == flawed);
  g_assert_cmpuint (members->ids->len, ==, MIN (want, SJ_MEMBERS_SHOWN));
}

static void
test_members (Shop *shop, gconstpointer data)
{
  g_autoptr (SjDraft) draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");

  set_rule (draft, "true");
  assert_members (shop, draft, 40, false);
  set_rule (draft, "false");
  assert_members (shop, draft, 0, false);
  set_rule (draft, "#{ExperiencePlatform.ProfileFieldGroup.profile.person.name.firstName} == \"Ahmed\"");
  assert_members (shop, draft, 1, false);
  set_rule (draft, "1 +");
  assert_members (shop, draft, 0, true);
}

/* On disk when it is opened again. */
static void
test_kept (Shop *shop, gconstpointer data)
{
  g_autoptr (SjDraft) draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  g_autoptr (GError) error = NULL;

  set_rule (draft, "true");
  g_clear_object (&draft);
  sj_desk_close (shop->desk);
  g_object_unref (shop->desk);
  shop->desk = sj_desk_open (shop->path, &error);
  g_assert_no_error (error);
  draft = sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "big-spenders");
  g_assert_cmpstr (rule_of (draft), ==, "true");
  g_assert_null (sj_draft_new (shop->desk, SJ_REF_AUDIENCE, "no such id"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/draft/steps", Shop, NULL, shop_init, test_steps, shop_clear);
  g_test_add ("/draft/others", Shop, NULL, shop_init, test_others, shop_clear);
  g_test_add ("/draft/check", Shop, NULL, shop_init, test_check, shop_clear);
  g_test_add ("/draft/members", Shop, NULL, shop_init, test_members, shop_clear);
  g_test_add ("/draft/kept", Shop, NULL, shop_init, test_kept, shop_clear);
  return g_test_run ();
}
