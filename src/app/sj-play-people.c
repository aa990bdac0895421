/* sj-play-people.c -- two lists: people, and what happened to the one that is selected. */
#include "app/sj-play-people.h"

#include "engine/sj-trace-words.h"
#include "widgets/sj-widgets.h"

#include <glib/gi18n-lib.h>

/* A line of either list. */
#define SJ_TYPE_PLAY_LINE (sj_play_line_get_type ())
G_DECLARE_FINAL_TYPE (SjPlayLine, sj_play_line, SJ, PLAY_LINE, GObject)

struct _SjPlayLine
{
  GObject parent_instance;

  int trace;                /* -1: a step of one */
  char *title, *about;      /* owned */
  char *node;               /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE (SjPlayLine, sj_play_line, G_TYPE_OBJECT)

static void
sj_play_line_finalize (GObject *object)
{
  SjPlayLine *line = SJ_PLAY_LINE (object);

  g_free (line->title);
  g_free (line->about);
  g_free (line->node);
  G_OBJECT_CLASS (sj_play_line_parent_class)->finalize (object);
}

static void
sj_play_line_class_init (SjPlayLineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_play_line_finalize;
}

static void
sj_play_line_init (SjPlayLine *line)
{
}

/* Takes the texts. */
static void
append (GListStore *store, int trace, char *title, char *about, const char *node)
{
  g_autoptr (SjPlayLine) line = g_object_new (SJ_TYPE_PLAY_LINE, NULL);

  line->trace = trace;
  line->title = title;
  line->about = about;
  line->node = g_strdup (node);
  g_list_store_append (store, line);
}

struct _SjPlayPeople
{
  GtkWidget parent_instance;

  SjPlay *play;             /* owned */
  GListStore *rows, *marks; /* owned: of SjPlayLine */
  GtkSingleSelection *chosen, *at;    /* owned */
  bool filling;

  GtkListView *people, *steps;
};

G_DEFINE_FINAL_TYPE (SjPlayPeople, sj_play_people, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ lists */

static char *
name_of (const SjResultTrace *trace)
{
  char *end;
  gint64 number = g_ascii_strtoll (trace->person, &end, 10);
  g_autofree char *figure = NULL;

  if (*end != '\0' || end == trace->person)
    return g_strdup (trace->person);
  figure = sj_figure_exact (number + 1);
  return g_strdup_printf (_("Person %s"), figure);
}

static char *
since_words (SjTime since)
{
  g_autofree char *span = sj_span_format (since);

  return since <= 0 ? g_strdup (_("At the beginning")) : g_strdup_printf (_("After %s"), span);
}

static void
fill_steps (SjPlayPeople *people)
{
  const SjResult *result = sj_play_result (people->play);
  int number = sj_play_trace (people->play);
  const SjResultTrace *trace;

  g_list_store_remove_all (people->marks);
  if (result == NULL || number < 0 || (uint32_t) number >= result->n_traces)
    return;
  trace = &result->traces[number];
  for (uint32_t i = 0; i < trace->n_marks; i++)
    {
      char *words = sj_trace_mark_words (result, &trace->marks[i]);

      if (words != NULL)
        append (people->marks, -1, words, since_words (trace->marks[i].time - trace->marks[0].time),
                trace->marks[i].node);
    }
  if (trace->cut)
    append (people->marks, -1, g_strdup (_("More happened than is kept here.")), g_strdup (""), NULL);
}

static const char *
selected_node (SjPlayPeople *people)
{
  SjEditor *editor = sj_play_editor (people->play);
  SjDrawing *drawing = editor ? sj_editor_drawing (editor) : NULL;
  const SjNode *node = drawing ? sj_drawing_selected_node (drawing) : NULL;

  return node ? node->id : NULL;
}

void
sj_play_people_fill (SjPlayPeople *people)
{
  const SjResult *result = sj_play_result (people->play);
  const char *node = selected_node (people);

  people->filling = true;
  g_list_store_remove_all (people->rows);
  for (uint32_t i = 0; result != NULL && i < result->n_traces; i++)
    if (node == NULL || sj_trace_visits (&result->traces[i], node))
      append (people->rows, (int) i, name_of (&result->traces[i]), sj_trace_summary (result, &result->traces[i]), NULL);
  gtk_single_selection_set_selected (people->chosen, GTK_INVALID_LIST_POSITION);
  people->filling = false;
  fill_steps (people);
}

static void
chosen_cb (SjPlayPeople *people)
{
  SjPlayLine *line = gtk_single_selection_get_selected_item (people->chosen);

  if (people->filling)
    return;
  sj_play_set_trace (people->play, line ? line->trace : -1);
  fill_steps (people);
}

/* The step is shown on the canvas. */
static void
at_cb (SjPlayPeople *people)
{
  SjPlayLine *line = gtk_single_selection_get_selected_item (people->at);
  SjEditor *editor = sj_play_editor (people->play);

  if (line != NULL && line->node != NULL && editor != NULL)
    sj_drawing_reveal (sj_editor_drawing (editor), line->node, NULL);
}

static void
play_cb (SjPlay *play, unsigned news, SjPlayPeople *people)
{
  if ((news & SJ_PLAY_MOMENT) && sj_play_trace (play) < 0 && !people->filling)
    {
      people->filling = true;
      gtk_single_selection_set_selected (people->chosen, GTK_INVALID_LIST_POSITION);
      people->filling = false;
      fill_steps (people);
    }
}

static void
editor_cb (SjEditor *editor, unsigned what, SjPlayPeople *people)
{
  if ((what & SJ_EDITOR_SELECTION) && sj_play_trace (people->play) < 0 && gtk_widget_get_mapped (GTK_WIDGET (people)))
    sj_play_people_fill (people);
}

/* ------------------------------------------------------------------ rows */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL), *about = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (about), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (about, "dim-label");
  gtk_widget_add_css_class (about, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), about);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  SjPlayLine *line = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (title), line->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), line->about);
}

/* Both lists look alike; nobody is selected at first. */
static GtkSingleSelection *
furnish (GtkListView *view, GListStore *rows)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (rows));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (view, factory);
  gtk_list_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return selection;
}

/* ------------------------------------------------------------------ object */

static void
sj_play_people_dispose (GObject *object)
{
  SjPlayPeople *people = SJ_PLAY_PEOPLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (people), SJ_TYPE_PLAY_PEOPLE);
  sj_widgets_drop_children (GTK_WIDGET (people));
  g_clear_object (&people->chosen);
  g_clear_object (&people->at);
  g_clear_object (&people->rows);
  g_clear_object (&people->marks);
  g_clear_object (&people->play);
  G_OBJECT_CLASS (sj_play_people_parent_class)->dispose (object);
}

static void
sj_play_people_class_init (SjPlayPeopleClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_play_people_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-play-people.ui");
  gtk_widget_class_bind_template_child (widget_class, SjPlayPeople, people);
  gtk_widget_class_bind_template_child (widget_class, SjPlayPeople, steps);
}

static void
sj_play_people_init (SjPlayPeople *people)
{
  gtk_widget_init_template (GTK_WIDGET (people));
  people->rows = g_list_store_new (SJ_TYPE_PLAY_LINE);
  people->marks = g_list_store_new (SJ_TYPE_PLAY_LINE);
  people->chosen = furnish (people->people, people->rows);
  people->at = furnish (people->steps, people->marks);
  g_signal_connect_object (people->chosen, "notify::selected", G_CALLBACK (chosen_cb), people, G_CONNECT_SWAPPED);
  g_signal_connect_object (people->at, "notify::selected", G_CALLBACK (at_cb), people, G_CONNECT_SWAPPED);
}

void
sj_play_people_set_play (SjPlayPeople *people, SjPlay *play)
{
  g_return_if_fail (people->play == NULL);
  people->play = g_object_ref (play);
  g_signal_connect_object (play, "changed", G_CALLBACK (play_cb), people, 0);
  g_signal_connect_object (sj_play_editor (play), "changed", G_CALLBACK (editor_cb), people, 0);
}
