/* sj-play-panel.c -- shows an SjPlay; whatever is pressed here is done there. */
#include "app/sj-play-panel.h"

#include "app/sj-play-people.h"
#include "app/sj-runs-pane.h"
#include "widgets/sj-timeline.h"
#include "widgets/sj-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjPlayPanel
{
  GtkWidget parent_instance;

  SjPlay *play;             /* owned */
  const SjResult *shown;    /* borrowed: whose lanes the timeline has */
  bool filling;             /* what is set here is not somebody's doing */

  GtkButton *run;
  GtkProgressBar *progress;
  GtkWidget *transport;
  GtkButton *play_button;
  GtkDropDown *speed;
  GtkLabel *moment;
  GtkLabel *stale;
  GtkDropDown *heat;
  GtkLabel *nothing;
  GtkStack *pages;
  GtkStackPage *nothing_page, *figures_page, *people_page;
  SjTimeline *timeline;
  GtkFlowBox *figures;
  GtkLabel *notes;
  SjPlayPeople *people;
  SjRunsPane *runs;
};

G_DEFINE_FINAL_TYPE (SjPlayPanel, sj_play_panel, GTK_TYPE_WIDGET)

static const struct { unsigned hours; const char *title; } speeds[] = {
  { 1, N_("1 hour a second") },
  { 6, N_("6 hours a second") },
  { 24, N_("1 day a second") },
  { 7 * 24, N_("1 week a second") },
  { 30 * 24, N_("30 days a second") },
};

static const struct { SjHeat heat; const char *title; } heats[] = {
  { SJ_HEAT_NONE, N_("Kinds of steps") },
  { SJ_HEAT_PEOPLE, N_("Number of people") },
  { SJ_HEAT_LOSS, N_("Share lost") },
  { SJ_HEAT_TIME, N_("Time spent") },
};

/* ------------------------------------------------------------------ words */

static const SjZone *
zone_of (SjPlayPanel *panel)
{
  const char *own = sj_play_journey (panel->play)->settings->zone;
  SjEditor *editor = sj_play_editor (panel->play);
  const char *name = own ? own : editor ? sj_library_zone (sj_editor_library (editor)) : NULL;
  const SjZone *zone = name ? sj_zone_find (name, strlen (name)) : NULL;

  return zone ? zone : sj_zone_utc ();
}

/* "Tue 24 Nov, 14:00" or, brief, "24 Nov". */
static char *
time_words (SjPlayPanel *panel, SjTime time, bool brief)
{
  SjMoment moment = sj_time_moment (time, zone_of (panel));
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (sj_moment_local (&moment));

  /* TRANSLATORS: the end of a period on a time scale, and a moment in full; see strftime. */
  return g_date_time_format (local, brief ? _("%-e %b") : _("%a %-e %b %Y, %H:%M"));
}

static char *
period_words (uint64_t period, gboolean brief, gpointer data)
{
  SjPlayPanel *panel = data;
  const SjResult *result = sj_play_result (panel->play);

  if (result == NULL)
    return g_strdup ("");
  return time_words (panel, sj_result_period_end (result, period) - (brief ? 1 : 0), brief);
}

/* ------------------------------------------------------------------ figures */

static void
add_figure (SjPlayPanel *panel, const char *title, char *number, const char *about)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *above = gtk_label_new (number), *below = gtk_label_new (title);

  gtk_widget_add_css_class (above, "title-3");
  gtk_widget_add_css_class (above, "numeric");
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_tooltip_text (box, about);
  gtk_flow_box_append (panel->figures, box);
  g_free (number);
}

static uint64_t
sum (const uint64_t *numbers, unsigned count)
{
  uint64_t total = 0;

  for (unsigned i = 0; i < count; i++)
    total += numbers[i];
  return total;
}

static void
add_goals (SjPlayPanel *panel, const SjResult *result)
{
  for (uint32_t i = 0; i < result->n_goals; i++)
    {
      const SjResultGoal *goal = &result->goals[i];
      g_autofree char *low = NULL, *high = NULL, *about = NULL;

      if (!goal->measured)
        continue;
      low = sj_figure_share (goal->treated.rate.low);
      high = sj_figure_share (goal->treated.rate.high);
      about = g_strdup_printf (_("Of those who entered, this many reached “%s”: surely between %s and %s"), goal->title,
                               low, high);
      add_figure (panel, goal->title, sj_figure_share (goal->treated.rate.value), about);
    }
}

static void
fill_figures (SjPlayPanel *panel, const SjResult *result)
{
  GtkWidget *child;
  uint64_t sent = 0, completed = result->exits[SJ_END_COMPLETED];

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (panel->figures))) != NULL)
    gtk_flow_box_remove (panel->figures, child);
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    sent += result->channels[i].sent;
  add_figure (panel, _("Entered"), sj_figure_short ((int64_t) result->entered), _("People who began the journey"));
  add_figure (panel, _("Still inside"), sj_figure_short ((int64_t) result->inside),
              _("People who are in the journey at the end of the simulation"));
  add_figure (panel, _("Completed"), sj_figure_short ((int64_t) completed),
              _("People who came to an end of the journey"));
  add_figure (panel, _("Left early"), sj_figure_short ((int64_t) (sum (result->exits, SJ_N_ENDS) - completed)),
              _("People who left for another reason"));
  add_figure (panel, _("Messages"), sj_figure_short ((int64_t) sent), _("Messages that would have been sent"));
  add_goals (panel, result);
}

/* What is wrong with recorded files, a line each. */
static void
add_notes (SjPlayPanel *panel, GString *text)
{
  const GPtrArray *notes = sj_play_notes (panel->play);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) notes->pdata[i]);
}

static void
fill_notes (SjPlayPanel *panel, const SjResult *result)
{
  g_autofree char *people = sj_figure_exact ((int64_t) result->persons);
  g_autofree char *asked = sj_figure_exact ((int64_t) result->asked);
  GString *text = g_string_new (NULL);
  g_autofree char *whole = NULL;

  if (result->persons < result->asked)
    g_string_append_printf (text, _("Stopped after %s of %s people."), people, asked);
  else
    g_string_append_printf (text, ngettext ("%s person.", "%s people.", (gulong) result->persons), people);
  g_string_append_c (text, ' ');
  g_string_append (text, result->n_faults == 0
                             ? _("Everybody is accounted for at every step.")
                             : _("Some people are not accounted for; please report this journey."));
  add_notes (panel, text);
  whole = g_string_free (text, FALSE);
  gtk_label_set_text (panel->notes, whole);
}

static void
fill_timeline (SjPlayPanel *panel, const SjResult *result)
{
  const SjPlayback *playback = sj_play_playback (panel->play);
  const SjTimelineLane lanes[] = {
    { _("Entered"), SJ_COLOUR_GREEN, sj_playback_bars (playback, SJ_PLAYED_ENTERED) },
    { _("Messages"), SJ_COLOUR_BLUE, sj_playback_bars (playback, SJ_PLAYED_SENT) },
    { _("Left"), SJ_COLOUR_NEUTRAL, sj_playback_bars (playback, SJ_PLAYED_ENDED) },
  };
  uint64_t day = (uint64_t) MAX (SJ_DAY / MAX (result->period, 1), 1);

  sj_timeline_set_lanes (panel->timeline, lanes, G_N_ELEMENTS (lanes), result->n_periods, day);
  sj_timeline_set_words (panel->timeline, period_words, panel, NULL);
}

/* ------------------------------------------------------------------ state */

static void
show_moment (SjPlayPanel *panel)
{
  SjPlayback *playback = sj_play_playback (panel->play);
  g_autofree char *time = NULL, *inside = NULL, *words = NULL;

  if (playback == NULL)
    {
      gtk_label_set_text (panel->moment, "");
      return;
    }
  time = time_words (panel, sj_playback_time (playback), false);
  inside = sj_figure_exact ((int64_t) sj_playback_inside (playback));
  words = g_strdup_printf (_("%s · %s inside"), time, inside);
  gtk_label_set_text (panel->moment, words);
  sj_timeline_set_moment (panel->timeline, sj_playback_period (playback));
}

/* Below the switcher: a page of figures without figures says why there are none. */
static void
show_pages (SjPlayPanel *panel, bool there)
{
  const char *name = gtk_stack_get_visible_child_name (panel->pages);

  gtk_stack_page_set_visible (panel->nothing_page, !there);
  gtk_stack_page_set_visible (panel->figures_page, there);
  gtk_stack_page_set_visible (panel->people_page, there);
  if (g_strcmp0 (name, "runs") != 0 && there == (g_strcmp0 (name, "nothing") == 0))
    gtk_stack_set_visible_child_name (panel->pages, there ? "figures" : "nothing");
}

static char *
nothing_words (SjPlayPanel *panel)
{
  const char *error = sj_play_error (panel->play);
  const GPtrArray *notes = sj_play_notes (panel->play);
  GString *text = g_string_new (NULL);

  if (error == NULL)
    g_string_append (text, sj_play_is_running (panel->play)
                             ? _("Simulating…")
                             : _("Not simulated yet. Run it to see how many people go which way."));
  else
    {
      g_string_append (text, error);
      if (notes->len > 0)
        add_notes (panel, text);
    }
  return g_string_free (text, FALSE);
}

/* What is shown may be from before a change, or from a run that was kept. */
static void
show_age (SjPlayPanel *panel, bool there)
{
  const char *shown = sj_play_shown (panel->play);
  bool stale = sj_play_is_stale (panel->play);
  g_autofree char *words = shown && !stale ? g_strdup_printf (_("Kept: %s"), shown) : NULL;

  gtk_label_set_text (panel->stale, words ? words : _("Before your change"));
  gtk_widget_set_visible (GTK_WIDGET (panel->stale), there && (stale || shown != NULL));
}

static void
show_run (SjPlayPanel *panel)
{
  const SjResult *result = sj_play_result (panel->play);
  bool running = sj_play_is_running (panel->play), there = sj_play_playback (panel->play) != NULL;
  g_autofree char *nothing = nothing_words (panel);

  gtk_button_set_label (panel->run, running ? _("Stop") : _("Run"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (panel->run),
                               running ? _("Keeps what was done") : _("Run the simulation (F5)"));
  gtk_widget_set_visible (GTK_WIDGET (panel->progress), running);
  gtk_progress_bar_set_fraction (panel->progress, sj_play_progress (panel->play));
  gtk_widget_set_sensitive (panel->transport, there);
  show_age (panel, there);
  show_pages (panel, there);
  gtk_label_set_text (panel->nothing, nothing);
  if (there && result != panel->shown)
    {
      fill_timeline (panel, result);
      fill_figures (panel, result);
      fill_notes (panel, result);
      sj_play_people_fill (panel->people);
    }
  panel->shown = there ? result : NULL;
}

static void
show_playing (SjPlayPanel *panel)
{
  bool playing = sj_play_is_playing (panel->play);

  gtk_button_set_icon_name (panel->play_button,
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (panel->play_button), playing ? _("Pause") : _("Play"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _("Pause") : _("Play"), -1);
}

static void
changed_cb (SjPlay *play, unsigned news, SjPlayPanel *panel)
{
  panel->filling = true;
  if (news & SJ_PLAY_RUN)
    show_run (panel);
  if (news & (SJ_PLAY_MOMENT | SJ_PLAY_RUN))
    show_moment (panel);
  if (news & SJ_PLAY_PLAYING)
    show_playing (panel);
  panel->filling = false;
}

/* ------------------------------------------------------------------ doing */

static void
run_cb (SjPlayPanel *panel)
{
  if (sj_play_is_running (panel->play))
    sj_play_stop (panel->play);
  else
    sj_play_run (panel->play);
}

static void
back_cb (SjPlayPanel *panel)
{
  sj_play_step (panel->play, true);
}

static void
forward_cb (SjPlayPanel *panel)
{
  sj_play_step (panel->play, false);
}

static void
play_cb (SjPlayPanel *panel)
{
  sj_play_set_playing (panel->play, !sj_play_is_playing (panel->play));
}

static void
speed_cb (SjPlayPanel *panel)
{
  guint selected = gtk_drop_down_get_selected (panel->speed);

  if (panel->play != NULL && !panel->filling && selected < G_N_ELEMENTS (speeds))
    sj_play_set_speed (panel->play, speeds[selected].hours);
}

static void
heat_cb (SjPlayPanel *panel)
{
  guint selected = gtk_drop_down_get_selected (panel->heat);

  if (panel->play != NULL && !panel->filling && selected < G_N_ELEMENTS (heats))
    sj_play_set_heat (panel->play, heats[selected].heat);
}

static void
moved_cb (SjTimeline *timeline, guint64 period, SjPlayPanel *panel)
{
  sj_play_set_playing (panel->play, false);
  sj_play_seek (panel->play, period);
}

/* Differences lie over the drawing while one looks at runs. */
static void
page_cb (SjPlayPanel *panel)
{
  const char *name = gtk_stack_get_visible_child_name (panel->pages);

  if (panel->play != NULL)
    sj_runs_set_laid (sj_runs_of (panel->play), g_strcmp0 (name, "runs") == 0);
}

/* ------------------------------------------------------------------ object */

static void
sj_play_panel_dispose (GObject *object)
{
  SjPlayPanel *panel = SJ_PLAY_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (panel), SJ_TYPE_PLAY_PANEL);
  sj_widgets_drop_children (GTK_WIDGET (panel));
  g_clear_object (&panel->play);
  G_OBJECT_CLASS (sj_play_panel_parent_class)->dispose (object);
}

static void
sj_play_panel_class_init (SjPlayPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_play_panel_dispose;
  g_type_ensure (SJ_TYPE_TIMELINE);
  g_type_ensure (SJ_TYPE_PLAY_PEOPLE);
  g_type_ensure (SJ_TYPE_RUNS_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-play-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, run);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, progress);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, transport);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, play_button);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, speed);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, moment);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, stale);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, heat);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, nothing);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, timeline);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, figures);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, people);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, figures_page);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, people_page);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPanel, runs);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, forward_cb);
  gtk_widget_class_bind_template_callback (widget_class, play_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_cb);
  gtk_widget_class_bind_template_callback (widget_class, heat_cb);
}

static void
sj_play_panel_init (SjPlayPanel *panel)
{
  g_autoptr (GtkStringList) speed = gtk_string_list_new (NULL), heat = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (panel));
  for (size_t i = 0; i < G_N_ELEMENTS (speeds); i++)
    gtk_string_list_append (speed, _(speeds[i].title));
  for (size_t i = 0; i < G_N_ELEMENTS (heats); i++)
    gtk_string_list_append (heat, _(heats[i].title));
  panel->filling = true;
  gtk_drop_down_set_model (panel->speed, G_LIST_MODEL (speed));
  gtk_drop_down_set_selected (panel->speed, 2);
  gtk_drop_down_set_model (panel->heat, G_LIST_MODEL (heat));
  panel->filling = false;
  g_signal_connect (panel->timeline, "moved", G_CALLBACK (moved_cb), panel);
}

GtkWidget *
sj_play_panel_new (SjPlay *play)
{
  SjPlayPanel *panel = g_object_new (SJ_TYPE_PLAY_PANEL, NULL);

  panel->play = g_object_ref (play);
  sj_play_people_set_play (panel->people, play);
  sj_runs_pane_set_runs (panel->runs, sj_runs_of (play));
  g_signal_connect_object (play, "changed", G_CALLBACK (changed_cb), panel, 0);
  changed_cb (play, SJ_PLAY_RUN | SJ_PLAY_MOMENT | SJ_PLAY_PLAYING, panel);
  return GTK_WIDGET (panel);
}
