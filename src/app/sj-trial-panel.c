/* sj-trial-panel.c -- shows an SjTrial; whatever is pressed here is done there. */
#include "app/sj-trial-panel.h"

#include "app/sj-payload-form.h"
#include "app/sj-trial-detail.h"
#include "app/sj-test-list.h"
#include "base/sj-json.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_PEOPLE 50      /* rows of the chooser; the rest is searched for */

struct _SjTrialPanel
{
  GtkWidget parent_instance;

  SjTrial *trial;           /* owned */
  GtkStringList *lines;     /* owned: times and texts of the story */
  GtkSingleSelection *selection;    /* owned */
  GArray *events;           /* owned: of SjTrialEvent, in the order of the rows */
  GPtrArray *people_ids;    /* owned: beside the rows */
  guint event;              /* whose payload is shown */
  bool filling;

  GtkMenuButton *person, *event_button, *keep;
  GtkPopover *people_popover, *event_popover, *keep_popover;
  GtkEditable *people_search, *test_name;
  GtkListBox *people, *events_list;
  GtkStack *event_stack, *pages, *story_stack;
  GtkLabel *nothing;
  SjPayloadForm *payload;
  GtkLabel *payload_error, *now;
  GtkWidget *back, *forth, *next, *call, *again;
  GtkListView *story;
  GtkBox *detail;
  SjTestList *tests;
};

G_DEFINE_FINAL_TYPE (SjTrialPanel, sj_trial_panel, GTK_TYPE_WIDGET)

static SjRehearsal *
rehearsal_of (SjTrialPanel *panel)
{
  return panel->trial ? sj_trial_rehearsal (panel->trial) : NULL;
}

/* ------------------------------------------------------------------ the story */

static void
show_detail (SjTrialPanel *panel)
{
  SjRehearsal *rehearsal = rehearsal_of (panel);
  guint selected = gtk_single_selection_get_selected (panel->selection);
  uint32_t count = 0;
  const SjTold *told = rehearsal ? sj_rehearsal_told (rehearsal, &count) : NULL;

  if (!panel->filling)
    sj_trial_detail_fill (panel->detail, selected < count ? &told[selected] : NULL);
}

/* What says most of what was done last: a message, a reason, else the last thing. */
static guint
most_telling (SjRehearsal *rehearsal, const SjTold *told, uint32_t count)
{
  uint32_t since = MIN (sj_rehearsal_told_since (rehearsal), count);

  for (uint32_t i = count; i > since; i--)
    if (told[i - 1].said != NULL || told[i - 1].why != NULL || told[i - 1].change != NULL)
      return i - 1;
  return count > 0 ? count - 1 : GTK_INVALID_LIST_POSITION;
}

static void
fill_story (SjTrialPanel *panel)
{
  SjRehearsal *rehearsal = rehearsal_of (panel);
  uint32_t count = 0;
  const SjTold *told = rehearsal ? sj_rehearsal_told (rehearsal, &count) : NULL;
  guint before = g_list_model_get_n_items (G_LIST_MODEL (panel->lines));
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (uint32_t i = 0; i < count; i++)
    {
      g_autofree char *time = sj_rehearsal_time_words (rehearsal, told[i].time);

      g_ptr_array_add (lines, g_strdup_printf ("%s\n%s", time, told[i].text));
    }
  g_ptr_array_add (lines, NULL);
  panel->filling = true;
  gtk_string_list_splice (panel->lines, 0, before, (const char *const *) lines->pdata);
  gtk_single_selection_set_selected (panel->selection,
                                     rehearsal ? most_telling (rehearsal, told, count) : GTK_INVALID_LIST_POSITION);
  panel->filling = false;
  gtk_stack_set_visible_child_name (panel->story_stack, count > 0 ? "story" : "nothing");
  gtk_label_set_text (panel->nothing, rehearsal ? _("Nothing has happened yet. Choose an event that the person does.")
                                                : sj_trial_error (panel->trial));
  if (count > 0)
    gtk_widget_activate_action (GTK_WIDGET (panel->story), "list.scroll-to-item", "u",
                                MIN (gtk_single_selection_get_selected (panel->selection), count - 1));
  show_detail (panel);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), i == 1);
      if (i == 0)
        {
          gtk_widget_add_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, "caption");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_auto (GStrv) parts = g_strsplit (gtk_string_object_get_string (gtk_list_item_get_item (item)), "\n", 2);
  GtkWidget *time = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (time), parts[0]);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (time)), parts[1]);
}

/* ------------------------------------------------------------------ where it stands */

static char *
standing_words (SjTrialPanel *panel, SjRehearsal *rehearsal)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *now = sj_rehearsal_time_words (rehearsal, sj_rehearsal_now (rehearsal));
  g_autofree char *name = NULL;
  uint32_t count;
  const SjPosition *positions = sj_rehearsal_positions (rehearsal, &arena, &count);

  if (count == 0)
    return g_strdup_printf (_("%s · not in the journey"), now);
  name = sj_node_name (positions[count - 1].node, sj_editor_names (sj_trial_editor (panel->trial)));
  return g_strdup_printf (_("%s · at “%s”"), now, name);
}

static void
show_standing (SjTrialPanel *panel)
{
  SjRehearsal *rehearsal = rehearsal_of (panel);
  g_autofree char *person = sj_trial_person (panel->trial), *words = NULL, *next = NULL;
  SjTime soon = rehearsal ? sj_rehearsal_next (rehearsal) : SJ_TIME_NEVER;

  if (rehearsal != NULL)
    words = standing_words (panel, rehearsal);
  gtk_label_set_text (panel->now, words ? words : "");
  gtk_menu_button_set_label (panel->person, person);
  if (soon != SJ_TIME_NEVER)
    next = sj_rehearsal_time_words (rehearsal, soon);
  gtk_widget_set_sensitive (panel->next, next != NULL);
  gtk_widget_set_tooltip_text (panel->next, next ? next : _("Nothing happens by itself any more"));
  gtk_widget_set_sensitive (panel->back, rehearsal != NULL && sj_rehearsal_moment (rehearsal) > 0);
  gtk_widget_set_sensitive (panel->forth, rehearsal != NULL &&
                                              sj_rehearsal_moment (rehearsal) < sj_rehearsal_moments (rehearsal));
  gtk_widget_set_sensitive (GTK_WIDGET (panel->event_button), rehearsal != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (panel->keep), rehearsal != NULL && sj_rehearsal_moment (rehearsal) > 0);
  gtk_widget_set_visible (panel->call, sj_trial_pending_call (panel->trial) != NULL);
  gtk_widget_set_visible (panel->again, sj_trial_is_stale (panel->trial));
}

static void
changed_cb (SjTrial *trial, unsigned news, SjTrialPanel *panel)
{
  if (sj_trial_editor (trial) == NULL)
    return;
  if (news & SJ_TRIAL_STORY)
    fill_story (panel);
  show_standing (panel);
}

/* ------------------------------------------------------------------ who */

static void
add_person (SjTrialPanel *panel, const char *id, const char *name, const char *about)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (panel->people, row);
  g_ptr_array_add (panel->people_ids, g_strdup (id));
}

static void
list_people (SjTrialPanel *panel, const char *search)
{
  SjWorkspace *workspace = sj_desk_workspace (sj_editor_desk (sj_trial_editor (panel->trial)));
  g_autoptr (GPtrArray) rows = sj_workspace_list_profiles (workspace, search, SJ_PROFILES_BY_NAME, false, 0,
                                                           MOST_PEOPLE);
  GtkWidget *child;

  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (panel->people, 0))) != NULL)
    gtk_list_box_remove (panel->people, child);
  g_ptr_array_set_size (panel->people_ids, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const SjProfileRow *row = g_ptr_array_index (rows, i);

      add_person (panel, row->id, *row->name ? row->name : row->id, row->email);
    }
  if (*search == '\0')
    add_person (panel, NULL, _("Somebody unknown"), _("Nothing is known of them"));
}

static void
search_cb (SjTrialPanel *panel)
{
  list_people (panel, gtk_editable_get_text (panel->people_search));
}

static void
person_cb (SjTrialPanel *panel, GtkListBoxRow *row)
{
  gtk_popover_popdown (panel->people_popover);
  sj_trial_begin (panel->trial, g_ptr_array_index (panel->people_ids, gtk_list_box_row_get_index (row)));
}

/* ------------------------------------------------------------------ commands */

static void
complain (SjTrialPanel *panel, GError *error)
{
  gtk_label_set_text (panel->now, error->message);
  gtk_widget_error_bell (GTK_WIDGET (panel));
}

static bool
act (SjTrialPanel *panel, const SjAct *one)
{
  g_autoptr (GError) error = NULL;

  if (sj_trial_do (panel->trial, one, &error))
    return true;
  complain (panel, error);
  return false;
}

static void
begin_cb (SjTrialPanel *panel)
{
  sj_trial_begin (panel->trial, sj_trial_profile (panel->trial));
}

static void
again_cb (SjTrialPanel *panel)
{
  sj_trial_again (panel->trial);
}

static void
back_cb (SjTrialPanel *panel)
{
  sj_trial_show (panel->trial, sj_rehearsal_moment (rehearsal_of (panel)) - 1);
}

static void
forth_cb (SjTrialPanel *panel)
{
  sj_trial_show (panel->trial, sj_rehearsal_moment (rehearsal_of (panel)) + 1);
}

static void
next_cb (SjTrialPanel *panel)
{
  act (panel, &(SjAct) { .kind = SJ_ACT_NEXT });
}

static void
answer_cb (SjTrialPanel *panel)
{
  act (panel, &(SjAct) { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_VALUE });
}

static void
fail_cb (SjTrialPanel *panel)
{
  act (panel, &(SjAct) { .kind = SJ_ACT_RESULT, .result = SJ_ANSWER_FAILED });
}

static void
keep_cb (SjTrialPanel *panel)
{
  const char *name = gtk_editable_get_text (panel->test_name);
  g_autoptr (GError) error = NULL;

  if (*name == '\0')
    {
      gtk_widget_error_bell (GTK_WIDGET (panel->test_name));
      return;
    }
  gtk_popover_popdown (panel->keep_popover);
  if (!sj_trial_keep (panel->trial, name, &error))
    complain (panel, error);
  else
    gtk_stack_set_visible_child_name (panel->pages, "tests");
  gtk_editable_set_text (panel->test_name, "");
}

/* ------------------------------------------------------------------ events */

static void
events_shown_cb (SjTrialPanel *panel)
{
  GtkWidget *child;

  g_clear_pointer (&panel->events, g_array_unref);
  panel->events = sj_trial_events (panel->trial);
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (panel->events_list, 0))) != NULL)
    gtk_list_box_remove (panel->events_list, child);
  for (guint i = 0; i < panel->events->len; i++)
    {
      const SjTrialEvent *event = &g_array_index (panel->events, SjTrialEvent, i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), event->name);
      if (event->awaited)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("The journey waits for it"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (panel->events_list, row);
    }
  gtk_stack_set_visible_child_name (panel->event_stack, "list");
  gtk_widget_child_focus (GTK_WIDGET (panel->events_list), GTK_DIR_TAB_FORWARD);
}

static void
event_cb (SjTrialPanel *panel, GtkListBoxRow *row)
{
  g_autofree char *sample = NULL;

  panel->event = (guint) gtk_list_box_row_get_index (row);
  sample = sj_trial_sample (panel->trial, g_array_index (panel->events, SjTrialEvent, panel->event).id);
  sj_payload_form_set (panel->payload, sample);
  gtk_widget_set_visible (GTK_WIDGET (panel->payload_error), FALSE);
  gtk_stack_set_visible_child_name (panel->event_stack, "form");
  gtk_widget_child_focus (GTK_WIDGET (panel->event_stack), GTK_DIR_TAB_FORWARD);
}

static void
deliver_cb (SjTrialPanel *panel)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sj_payload_form_take (panel->payload, &error);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjAct one = { .kind = SJ_ACT_EVENT, .name = g_array_index (panel->events, SjTrialEvent, panel->event).id };

  if (json != NULL && sj_json_read (&arena, NULL, json, strlen (json), &one.value, &error) &&
      sj_trial_do (panel->trial, &one, &error))
    {
      gtk_popover_popdown (panel->event_popover);
      return;
    }
  gtk_label_set_text (panel->payload_error, error ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (panel->payload_error), TRUE);
}

/* ------------------------------------------------------------------ object */

static void
sj_trial_panel_dispose (GObject *object)
{
  SjTrialPanel *panel = SJ_TRIAL_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (panel), SJ_TYPE_TRIAL_PANEL);
  sj_widgets_drop_children (GTK_WIDGET (panel));
  g_clear_object (&panel->selection);
  g_clear_object (&panel->lines);
  g_clear_pointer (&panel->events, g_array_unref);
  g_clear_pointer (&panel->people_ids, g_ptr_array_unref);
  g_clear_object (&panel->trial);
  G_OBJECT_CLASS (sj_trial_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SjTrialPanel, person);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, keep);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, people_popover);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, event_popover);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, keep_popover);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, people_search);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, test_name);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, people);
  gtk_widget_class_bind_template_child_full (class, "events", FALSE, G_STRUCT_OFFSET (SjTrialPanel, events_list));
  gtk_widget_class_bind_template_child_full (class, "event", FALSE, G_STRUCT_OFFSET (SjTrialPanel, event_button));
  gtk_widget_class_bind_template_child (class, SjTrialPanel, event_stack);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, pages);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, story_stack);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, nothing);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, payload);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, payload_error);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, now);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, back);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, forth);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, next);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, call);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, again);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, story);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, detail);
  gtk_widget_class_bind_template_child (class, SjTrialPanel, tests);
}

static void
sj_trial_panel_class_init (SjTrialPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_trial_panel_dispose;
  g_type_ensure (SJ_TYPE_PAYLOAD_FORM);
  g_type_ensure (SJ_TYPE_TEST_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-trial-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forth_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, fail_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, events_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_cb);
  gtk_widget_class_bind_template_callback (widget_class, deliver_cb);
}

static void
sj_trial_panel_init (SjTrialPanel *panel)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  panel->people_ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (panel));
  panel->lines = gtk_string_list_new (NULL);
  panel->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (panel->selection, FALSE);
  gtk_single_selection_set_can_unselect (panel->selection, TRUE);
  gtk_single_selection_set_model (panel->selection, G_LIST_MODEL (panel->lines));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (panel->story, factory);
  gtk_list_view_set_model (panel->story, GTK_SELECTION_MODEL (panel->selection));
  g_signal_connect_object (panel->selection, "notify::selected", G_CALLBACK (show_detail), panel, G_CONNECT_SWAPPED);
}

/* The first that is made for testing, else the first of all. */
static char *
first_profile (SjTrialPanel *panel)
{
  SjWorkspace *workspace = sj_desk_workspace (sj_editor_desk (sj_trial_editor (panel->trial)));
  g_autoptr (GPtrArray) rows = sj_workspace_list_profiles (workspace, NULL, SJ_PROFILES_BY_NAME, false, 0,
                                                           MOST_PEOPLE);

  for (guint i = 0; i < rows->len; i++)
    if (((const SjProfileRow *) g_ptr_array_index (rows, i))->test)
      return g_strdup (((const SjProfileRow *) g_ptr_array_index (rows, i))->id);
  return rows->len > 0 ? g_strdup (((const SjProfileRow *) g_ptr_array_index (rows, 0))->id) : NULL;
}

GtkWidget *
sj_trial_panel_new (SjTrial *trial)
{
  SjTrialPanel *panel = g_object_new (SJ_TYPE_TRIAL_PANEL, NULL);

  panel->trial = g_object_ref (trial);
  sj_test_list_set_trial (panel->tests, trial);
  list_people (panel, "");
  g_signal_connect_object (trial, "changed", G_CALLBACK (changed_cb), panel, 0);
  if (sj_trial_rehearsal (trial) == NULL)
    {
      g_autofree char *profile = first_profile (panel);

      sj_trial_begin (trial, profile);
    }
  else
    changed_cb (trial, SJ_TRIAL_STORY, panel);
  return GTK_WIDGET (panel);
}
