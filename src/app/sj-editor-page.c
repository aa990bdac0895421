/* sj-editor-page.c -- a journey that is being drawn: palette, canvas, inspector, panel.
 *
 * What the commands do stands in sj-editor-commands.c.
 */
#include "app/sj-editor-page-private.h"

#include "app/sj-asked.h"
#include "app/sj-menu.h"
#include "app/sj-mode.h"
#include "app/sj-taste.h"

#include <glib/gi18n-lib.h>

#define INSPECTOR_FROM 1100    /* narrower, it lies over the canvas */
#define PALETTE_FROM 900
#define INSPECTOR_LEAST 280
#define INSPECTOR_MOST 520

G_DEFINE_FINAL_TYPE (SjEditorPage, sj_editor_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_TITLE, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

/* ------------------------------------------------------------------- state */

static unsigned
facts_of (SjEditorPage *page)
{
  SjDrawing *drawing = sj_editor_drawing (page->editor);
  SjHistory *history = sj_editor_history (page->editor);
  const SjFocus *focus = sj_drawing_focus (drawing);
  bool writable = sj_desk_writable (sj_editor_desk (page->editor));
  bool nodes = sj_drawing_n_selected (drawing) > 0 || (focus->node != NULL && focus->path == NULL);
  bool path = sj_drawing_selected_path (drawing) != NULL || focus->path != NULL;
  unsigned facts = SJ_FACT_WORKSPACE;

  facts |= writable ? SJ_FACT_WRITABLE : 0;
  facts |= writable && sj_history_undo_title (history) != NULL ? SJ_FACT_UNDO : 0;
  facts |= writable && sj_history_redo_title (history) != NULL ? SJ_FACT_REDO : 0;
  facts |= nodes ? SJ_FACT_NODES : 0;
  facts |= sj_drawing_n_selected (drawing) > 1 ? SJ_FACT_SEVERAL : 0;
  facts |= sj_drawing_n_selected (drawing) > 2 ? SJ_FACT_MANY : 0;
  facts |= path ? SJ_FACT_PATH : 0;
  facts |= nodes || path ? SJ_FACT_SOMETHING : 0;
  facts |= sj_journey_n_nodes (sj_editor_journey (page->editor)) > 0 ? SJ_FACT_CONTENT : 0;
  facts |= sj_checker_count (sj_editor_checker (page->editor)) > 0 ? SJ_FACT_PROBLEMS : 0;
  facts |= sj_find_bar_is_open (page->find_bar) ? SJ_FACT_FINDING : 0;
  return facts;
}

void
sj_editor_page_update_actions (SjEditorPage *page)
{
  if (sj_editor_journey (page->editor) != NULL)
    sj_command_update (G_ACTION_MAP (page->actions), "editor", facts_of (page));
}

static void
show_emptiness (SjEditorPage *page)
{
  bool empty = sj_journey_n_nodes (sj_editor_journey (page->editor)) == 0 &&
               sj_desk_writable (sj_editor_desk (page->editor));

  gtk_widget_set_visible (page->empty_words, empty);
  gtk_widget_set_visible (page->empty_buttons, empty);
}

static void
editor_cb (SjEditor *editor, unsigned what, SjEditorPage *page)
{
  if (sj_editor_journey (editor) == NULL)
    return;
  if (what & SJ_EDITOR_JOURNEY)
    {
      show_emptiness (page);
      g_object_notify_by_pspec (G_OBJECT (page), properties[PROP_TITLE]);
    }
  sj_editor_page_update_actions (page);
}

/* ------------------------------------------------------------------ canvas */

static void
canvas_changed_cb (SjEditorPage *page, unsigned redraw)
{
  sj_editor_follow (page->editor, redraw);
  if (redraw & SJ_REDRAW_FOCUS)
    sj_editor_page_update_actions (page);
}

static void
ask_cb (SjEditorPage *page, const GdkRectangle *at)
{
  SjDrawing *drawing = sj_editor_drawing (page->editor);
  const SjAsk *ask = sj_drawing_ask (drawing);
  SjTarget path = { SJ_SCOPE_PATH, ask->node, ask->path, 0 };

  switch (ask->type)
    {
    case SJ_ASK_KIND:
    case SJ_ASK_PATH:
      sj_asked_present (GTK_WIDGET (page->canvas), page->editor, at);
      break;
    case SJ_ASK_DELAY:
      sj_editor_page_show_inspector (page, true);
      sj_drawing_select_path (drawing, ask->node, ask->path);
      sj_inspector_show_field (page->inspector, &path, "delay");
      break;
    case SJ_ASK_INSPECT:
      sj_editor_page_inspect (page);
      break;
    default:
      break;
    }
}

static void
canvas_taste_cb (SjEditorPage *page)
{
  GSettings *taste = sj_taste ();

  sj_canvas_set_wheel_zooms (page->canvas, g_settings_get_boolean (taste, "wheel-zooms"));
}

static void
set_up_canvas (SjEditorPage *page)
{
  GSettings *taste = sj_taste ();

  g_signal_connect_object (page->canvas, "changed", G_CALLBACK (canvas_changed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->canvas, "ask", G_CALLBACK (ask_cb), page, G_CONNECT_SWAPPED);
  for (int i = 0; i < SJ_N_CANVAS_MENUS; i++)
    {
      g_autoptr (GMenuModel) menu = sj_menu_new ((SjMenu) (SJ_MENU_CANVAS + i));

      sj_canvas_set_menu (page->canvas, (SjCanvasMenu) i, menu);
    }
  sj_command_mark_canvas (GTK_WIDGET (page->canvas));
  sj_command_mark_canvas (GTK_WIDGET (page->outline));
  if (taste == NULL)
    return;
  g_settings_bind (taste, "minimap", page->canvas, "map", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (taste, "changed::wheel-zooms", G_CALLBACK (canvas_taste_cb), page, G_CONNECT_SWAPPED);
  canvas_taste_cb (page);
}

static void
begin_with (SjEditorPage *page, const char *kind)
{
  SjDrawing *drawing = sj_editor_drawing (page->editor);

  sj_drawing_add (drawing, sj_kind_find (sj_editor_journey (page->editor)->kinds, kind, strlen (kind)), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
}

static void
begin_event_cb (SjEditorPage *page)
{
  begin_with (page, "event");
}

static void
begin_audience_cb (SjEditorPage *page)
{
  begin_with (page, "read-audience");
}

/* ------------------------------------------------------------------- panes */

void
sj_editor_page_show_inspector (SjEditorPage *page, bool show)
{
  adw_flap_set_reveal_flap (page->inspector_flap, show);
}

void
sj_editor_page_inspect (SjEditorPage *page)
{
  sj_editor_page_show_inspector (page, true);
  sj_inspector_focus (page->inspector);
}

void
sj_editor_page_show_panel (SjEditorPage *page, const char *which)
{
  int height = sj_taste () ? g_settings_get_int (sj_taste (), "panel-height") : 220;

  if (!gtk_widget_get_visible (page->panel))
    {
      gtk_widget_set_visible (page->panel, TRUE);
      gtk_paned_set_position (page->paned, gtk_widget_get_height (GTK_WIDGET (page->paned)) - height);
    }
  gtk_stack_set_visible_child_name (page->panel_stack, which);
}

void
sj_editor_page_hide_panel (SjEditorPage *page)
{
  int height = gtk_widget_get_height (page->panel);

  if (sj_taste () != NULL && height >= 120)
    g_settings_set_int (sj_taste (), "panel-height", MIN (height, 800));
  gtk_widget_set_visible (page->panel, FALSE);
}

static void
jumped_cb (SjEditorPage *page, const SjFinding *finding)
{
  SjTarget target = finding->at;

  sj_editor_page_show_inspector (page, true);
  if (finding->field != NULL)
    sj_inspector_show_field (page->inspector, &target, finding->field);
}

static void
inspect_cb (SjEditorPage *page)
{
  sj_editor_page_inspect (page);
}

static void
find_closed_cb (SjEditorPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
  sj_editor_page_update_actions (page);
}

/* A modal flap lies between the palette and the canvas: it goes when something is dragged out. */
static void
drag_out_cb (SjEditorPage *page)
{
  if (adw_flap_get_folded (page->palette_flap))
    adw_flap_set_reveal_flap (page->palette_flap, FALSE);
}

static void
handle_begin_cb (GtkGestureDrag *drag, double x, double y, SjEditorPage *page)
{
  page->side_width = gtk_widget_get_width (GTK_WIDGET (page->sides));
}

static void
handle_update_cb (GtkGestureDrag *drag, double dx, double dy, SjEditorPage *page)
{
  bool mirrored = gtk_widget_get_direction (GTK_WIDGET (page)) == GTK_TEXT_DIR_RTL;
  int width = CLAMP (page->side_width - (int) (mirrored ? -dx : dx), INSPECTOR_LEAST, INSPECTOR_MOST);

  page->side_width = width;
  gtk_widget_set_size_request (GTK_WIDGET (page->sides), width, -1);
  if (sj_taste () != NULL)
    g_settings_set_int (sj_taste (), "inspector-width", width);
}

static void
set_up_handle (SjEditorPage *page)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_cursor_from_name (page->handle, "col-resize");
  g_signal_connect (drag, "drag-begin", G_CALLBACK (handle_begin_cb), page);
  g_signal_connect (drag, "drag-update", G_CALLBACK (handle_update_cb), page);
  gtk_widget_add_controller (page->handle, GTK_EVENT_CONTROLLER (drag));
  if (sj_taste () != NULL)
    gtk_widget_set_size_request (GTK_WIDGET (page->sides), g_settings_get_int (sj_taste (), "inspector-width"), -1);
}

/* ------------------------------------------------------------------- modes */

#define MODE_PANEL 340    /* the least height of a mode's panel, where the window has room for it */

static GtkWidget *
made (SjEditorPage *page, GtkWidget **slot, GtkWidget *(*make) (SjEditor *), GtkStack *stack, const SjMode *mode)
{
  if (*slot == NULL && make != NULL)
    {
      *slot = make (page->editor);
      gtk_stack_add_titled (stack, *slot, mode->id, _(mode->title));
    }
  return *slot;
}

/* Beside problems and outline there is the panel of the present mode alone. */
static void
show_mode_panel (SjEditorPage *page, GtkWidget *panel)
{
  int height = gtk_widget_get_height (GTK_WIDGET (page->paned));

  for (unsigned i = 0; i < SJ_MOST_MODES; i++)
    if (page->mode_panels[i] != NULL)
      g_object_set (gtk_stack_get_page (page->panel_stack, page->mode_panels[i]), "visible",
                    page->mode_panels[i] == panel, NULL);
  if (panel == NULL)
    {
      gtk_stack_set_visible_child_name (page->panel_stack, "problems");
      return;
    }
  sj_editor_page_show_panel (page, "problems");
  gtk_stack_set_visible_child (page->panel_stack, panel);
  if (height > 2 * MODE_PANEL && height - gtk_paned_get_position (page->paned) < MODE_PANEL)
    gtk_paned_set_position (page->paned, height - MODE_PANEL);
}

static bool
has_focus_in (SjEditorPage *page, GtkWidget *pane)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

/* What had the focus in a pane that goes leaves it to the canvas: not to the field that
 * comes in its place, where the next key would be typed. */
void
sj_editor_page_set_mode (SjEditorPage *page, unsigned mode)
{
  const SjMode *from = &sj_modes[page->mode], *to = &sj_modes[mode];
  bool leaves = has_focus_in (page, GTK_WIDGET (page->sides)) || has_focus_in (page, GTK_WIDGET (page->panel_stack));
  GtkWidget *side, *panel;

  if (mode == page->mode || sj_editor_drawing (page->editor) == NULL)
    return;
  if (from->turn != NULL)
    from->turn (page->editor, page->mode_sides[page->mode], page->mode_panels[page->mode], false);
  page->mode = mode;
  side = made (page, &page->mode_sides[mode], to->make_side, page->sides, to);
  panel = made (page, &page->mode_panels[mode], to->make_panel, page->panel_stack, to);
  gtk_stack_set_visible_child (page->sides, side ? side : GTK_WIDGET (page->inspector));
  show_mode_panel (page, panel);
  if (leaves)
    gtk_widget_grab_focus (GTK_WIDGET (page->canvas));
  if (to->turn != NULL)
    to->turn (page->editor, side, panel, true);
}

/* ------------------------------------------------------------------ object */

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (SJ_EDITOR_PAGE (widget)->box, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  /* Narrow windows have the flaps over the canvas, whatever these measure now. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 360);
}

/* Now that the canvas knows how large it is. */
static gboolean
opened_cb (gpointer data)
{
  SjEditorPage *page = data;

  page->opening = 0;
  page->opened = true;
  sj_editor_open_view (page->editor);
  return G_SOURCE_REMOVE;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SjEditorPage *page = SJ_EDITOR_PAGE (widget);
  AdwFlapFoldPolicy inspector = width < INSPECTOR_FROM ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;
  AdwFlapFoldPolicy palette = width < PALETTE_FROM ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  if (adw_flap_get_fold_policy (page->inspector_flap) != inspector)
    adw_flap_set_fold_policy (page->inspector_flap, inspector);
  if (adw_flap_get_fold_policy (page->palette_flap) != palette)
    adw_flap_set_fold_policy (page->palette_flap, palette);
  gtk_widget_allocate (page->box, width, height, baseline, NULL);
  if (page->opening == 0 && !page->opened && sj_editor_drawing (page->editor) != NULL)
    page->opening = g_idle_add (opened_cb, page);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SJ_EDITOR_PAGE (widget)->canvas));
}

void
sj_editor_page_close (SjEditorPage *page)
{
  if (page->editor == NULL || sj_editor_journey (page->editor) == NULL)
    return;
  g_clear_handle_id (&page->opening, g_source_remove);
  if (page->mode != 0)
    sj_editor_page_set_mode (page, 0);
  sj_canvas_set_drawing (page->canvas, NULL);
  sj_editor_close (page->editor);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SjEditorPage *page = SJ_EDITOR_PAGE (object);
  SjJourney *journey = page->editor ? sj_editor_journey (page->editor) : NULL;

  if (id == PROP_TITLE)
    g_value_set_string (value, journey && journey->name ? journey->name : _("Journey without a name"));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
sj_editor_page_dispose (GObject *object)
{
  SjEditorPage *page = SJ_EDITOR_PAGE (object);

  sj_editor_page_close (page);
  gtk_widget_dispose_template (GTK_WIDGET (page), SJ_TYPE_EDITOR_PAGE);
  g_clear_object (&page->header);
  g_clear_object (&page->actions);
  g_clear_object (&page->editor);
  G_OBJECT_CLASS (sj_editor_page_parent_class)->dispose (object);
}

static void
sj_editor_page_class_init (SjEditorPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = sj_editor_page_dispose;
  object_class->get_property = get_property;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->grab_focus = grab_focus;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (SJ_TYPE_BANNER);
  g_type_ensure (SJ_TYPE_PALETTE);
  g_type_ensure (SJ_TYPE_INSPECTOR);
  g_type_ensure (SJ_TYPE_CANVAS);
  g_type_ensure (SJ_TYPE_FIND_BAR);
  g_type_ensure (SJ_TYPE_PROBLEMS);
  g_type_ensure (SJ_TYPE_OUTLINE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-editor-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, box);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, palette_flap);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, palette);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, handle);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, sides);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, paned);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, empty_words);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, empty_buttons);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, panel);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, panel_stack);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, problems);
  gtk_widget_class_bind_template_child (widget_class, SjEditorPage, outline);
  gtk_widget_class_bind_template_callback (widget_class, begin_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_audience_cb);
  gtk_widget_class_bind_template_callback (widget_class, jumped_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspect_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
}

static void
sj_editor_page_init (SjEditorPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->actions = g_simple_action_group_new ();
  sj_command_add (G_ACTION_MAP (page->actions), "editor", sj_editor_page_rows, page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "editor", G_ACTION_GROUP (page->actions));
  set_up_handle (page);
}

GtkWidget *
sj_editor_page_new (SjDesk *desk, const char *journey, GError **error)
{
  SjEditor *editor = sj_editor_new (desk, journey, error);
  SjEditorPage *page;

  if (editor == NULL)
    return NULL;
  page = g_object_new (SJ_TYPE_EDITOR_PAGE, NULL);
  page->editor = editor;
  page->header = g_object_ref_sink (sj_editor_header_new (editor));
  g_signal_connect_object (page->header, "mode", G_CALLBACK (sj_editor_page_set_mode), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->header, "named", G_CALLBACK (gtk_widget_grab_focus), page, G_CONNECT_SWAPPED);
  sj_banner_set_desk (page->banner, desk);
  set_up_canvas (page);
  sj_canvas_set_drawing (page->canvas, sj_editor_drawing (editor));
  sj_palette_set_editor (page->palette, editor);
  g_signal_connect_object (page->palette, "dragged", G_CALLBACK (drag_out_cb), page, G_CONNECT_SWAPPED);
  sj_inspector_set_editor (page->inspector, editor);
  sj_problems_set_editor (page->problems, editor);
  sj_outline_pane_set_editor (page->outline, editor);
  sj_find_bar_set_editor (page->find_bar, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), page, 0);
  show_emptiness (page);
  sj_editor_page_update_actions (page);
  return GTK_WIDGET (page);
}

GtkWidget *
sj_editor_page_header (SjEditorPage *page)
{
  return page->header;
}

const char *
sj_editor_page_journey (SjEditorPage *page)
{
  return sj_editor_id (page->editor);
}

GActionGroup *
sj_editor_page_actions (SjEditorPage *page)
{
  return G_ACTION_GROUP (page->actions);
}

void
sj_editor_page_rename (SjEditorPage *page)
{
  sj_editor_header_rename (SJ_EDITOR_HEADER (page->header));
}
