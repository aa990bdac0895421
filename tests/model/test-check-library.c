/* test-check-library.c -- journeys held against what they refer to: a small workspace
 * made here, each rule broken and kept, and the sample, in which nothing is wrong. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-check.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"
#include "model/sj-library.h"

#include <glib/gstdio.h>
#include <string.h>

/* Single quotes stand for double ones. */
static const struct { const char *file, *text; } files[] = {
  { "workspace.json",
    "{'name':'X','namespaces':[{'id':'Email','name':'Email address','kind':'email'},"
    "{'id':'CRM','name':'Customer number'}],"
    "'profile':{'properties':{'points':{'type':'integer'},'name':{'type':'string'},'tags':{'type':'array','items':"
    "{'type':'string'}},'mobilePhone':{'type':'object','properties':{'number':{'type':'string'}}}}}}" },
  { "events/order.json",
    "{'id':'order','name':'Order placed','identity':'@event{order.email}','namespace':'Email',"
    "'schema':{'type':'object',"
    "'required':['email','total','state'],'properties':{'email':{'type':'string'},'total':{'type':'number'},"
    "'state':{'type':'string','enum':['new','paid','sent']},'note':{'type':'string'}}}}" },
  { "events/paid.json",
    "{'id':'paid','name':'Paid','identity':'@event{paid.email}','namespace':'Email','schema':{'type':'object',"
    "'properties':{'email':{'type':'string'},'amount':{'type':'number'}}}}" },
  { "events/visit.json",
    "{'id':'visit','name':'Visit','identity':'@event{visit.number}','namespace':'CRM','schema':{'type':'object',"
    "'properties':{'number':{'type':'string'}}}}" },
  { "events/flood.json", "{'id':'flood','name':'Flood','kind':'business'}" },
  { "audiences/gold.json",
    "{'id':'gold','name':'Gold members','rule':'#{ExperiencePlatform.P.profile.points} > 100'}" },
  { "actions/loyalty.json",
    "{'id':'loyalty','name':'Loyalty','url':'https://api.example/x','parameters':[{'name':'member','label':'Member'},"
    "{'name':'value','type':'decimal'},{'name':'hint','optional':true},{'name':'client','mode':'constant',"
    "'value':'sojourn'}],'response':{'type':'object','properties':{'offer':{'type':'string'}}}}" },
  { "channels/mail.json", "{'id':'mail','name':'Mail','channel':'email','fromName':'X','fromAddress':'x@x.example'}" },
  { "channels/text.json", "{'id':'text','name':'Text','channel':'sms','sender':'X'}" },
  { "channels/old.json", "{'id':'old','name':'Old','channel':'sms','sender':'X','inactive':true}" },
  { "messages/plain.json",
    "{'id':'plain','name':'Plain','channel':'sms','configuration':'text','sms':{'text':'Hello'}}" },
  { "messages/offer.json",
    "{'id':'offer','name':'Offer','channel':'sms','configuration':'text','sms':{'text':"
    "'{{{context.journey.actions.loyalty.offer}}} {{{context.journey.events.paid.email}}}'}}" },
  { "rule-sets/night.json",
    "{'id':'night','name':'Night','quietHours':{'mode':'drop','hours':[{'from':'20:00','until':'08:00'}]}}" },
  { "journeys/other.journey", "{'form':1,'id':'other','name':'Other','nodes':[{'id':'s','kind':'event','settings':"
    "{'event':'paid'}}]}" },
};

static SjLibrary *library;

static void
write_files (const char *folder)
{
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].file, NULL);
      g_autofree char *parent = g_path_get_dirname (path);
      g_autofree char *text = g_strdelimit (g_strdup (files[i].text), "'", '"');

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }
}

static void
remove_files (const char *folder)
{
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].file, NULL);
      g_autofree char *parent = g_path_get_dirname (path);

      g_unlink (path);
      g_rmdir (parent);
    }
  g_rmdir (folder);
}

static void
load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sojourn-check-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  write_files (folder);
  library = sj_library_load (folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < sj_library_sources (library)->len; i++)
    {
      const SjSource *source = g_ptr_array_index (sj_library_sources (library), i);

      for (size_t j = 0; j < sj_diags_count (&source->diags); j++)
        g_test_message ("%s: %s", source->path, sj_diags_get (&source->diags, j)->text);
    }
  g_assert_false (sj_library_failed (library));
  remove_files (folder);
}

/* A step b behind the event order, and members of the journey; what is found, and the
 * titles of the ways out. */
#define SMS(settings) "'kind':'sms','settings':{'configuration':'text'," settings "}"
#define CALL(parameters) "'kind':'call','settings':{'action':'loyalty','parameters':[" parameters "]}"
#define UPDATE(update) "'kind':'update-profile','settings':{'updates':[{" update "}]}"
#define CASES(cases) "'kind':'condition','paths':[" cases "]"
#define CASE(id, condition) "{'id':'" id "','settings':{'expression':'" condition "'},'to':'c'}"

static const struct { const char *step, *members, *want, *fixes; } rows[] = {
  { SMS ("'body':'Hello'"), NULL, "", "" },
  { "'kind':'sms','settings':{'configuration':'txt','body':'Hello'}", NULL,
    "E missing-reference settings.configuration", "Use “Text”" },
  { "'kind':'sms','settings':{'configuration':'nothing-like-it','body':'Hello'}", NULL,
    "E missing-reference settings.configuration", "" },
  { "'kind':'sms','settings':{'configuration':'mail','body':'Hello'}", NULL, "E other-channel settings.configuration",
    "" },
  { "'kind':'sms','settings':{'configuration':'old','body':'Hello'}", NULL, "W inactive settings.configuration", "" },
  { SMS ("'body':'x','ruleSets':['none']"), NULL, "E missing-reference settings.ruleSets[0]", "" },
  { SMS ("'body':'x','ruleSets':['night','nigth']"), NULL, "E missing-reference settings.ruleSets[1]",
    "Use “Night”" },
  { SMS ("'body':'{{{profile.nmae}}}'"), NULL, "E unknown-field settings.body", "Use “name”" },
  { SMS ("'body':'{{profile.name}}'"), NULL, "H escape settings.body", "" },
  { SMS ("'body':'x','address':'@event{order.emial}'"), NULL, "E unknown-field settings.address", "Use “email”" },
  { SMS ("'body':'x','address':'@event{paid.email}'"), NULL, "E event-never-before settings.address", "" },
  { SMS ("'body':'x','address':'@event{\\'Order placed\\'.email}'"), NULL, "", "" },
  { SMS ("'message':'plain'"), NULL, "", "" },
  { "'kind':'email','settings':{'configuration':'mail','message':'plain'}", NULL,
    "E other-channel settings.message; W no-address -", "" },
  { SMS ("'message':'offer'"), NULL, "E action-never-before settings.message; E event-never-before settings.message",
    "" },

  /* addresses: there is an attribute for telephones, none for email */
  { "'kind':'email','settings':{'configuration':'mail','subject':'S','body':'B'}", NULL, "W no-address -", "" },
  { "'kind':'email','settings':{'configuration':'mail','subject':'S','body':'B','address':'@event{order.email}'}",
    NULL, "", "" },

  /* events */
  { "'kind':'event','settings':{'event':'paid','timeout':'PT1H'}", NULL, "", "" },
  { "'kind':'event','settings':{'event':'payd','timeout':'PT1H'}", NULL, "E missing-reference settings.event",
    "Use “Paid”" },
  { "'kind':'event','settings':{'event':'visit','timeout':'PT1H'}", NULL, "W other-identity settings.event", "" },
  { "'kind':'event','settings':{'event':'flood','timeout':'PT1H'}", NULL, "E event-kind settings.event", "" },
  { "'kind':'event','settings':{'event':'paid','timeout':'PT1H','condition':'@event{paid.amount} > \\'a\\''}", NULL,
    "E type settings.condition", "" },
  { SMS ("'body':'x'"), "'goals':[{'id':'g','name':'G','event':'flood'}]", "E event-kind goals[0].event", "" },
  { SMS ("'body':'x'"), "'goals':[{'id':'g','name':'G','event':'paid','value':'@event{paid.email}'}]",
    "E result-type goals[0].value", "" },
  { SMS ("'body':'x'"), "'exits':[{'by':'audience','audience':'gld'}]", "E missing-reference exits[0].audience",
    "Use “Gold members”" },
  { "'kind':'jump','settings':{'journey':'othr'}", NULL, "E missing-reference settings.journey", "Use “Other”" },
  { "'kind':'jump','settings':{'journey':'other'}", NULL, "", "" },

  /* actions */
  { CALL ("{'name':'member','value':'@event{order.email}'},{'name':'value','value':'@event{order.total}'}"), NULL, "",
    "" },
  { CALL ("{'name':'member','value':'@event{order.email}'}"), NULL, "E missing-parameter settings.parameters", "" },
  { CALL ("{'name':'membr','value':'@event{order.email}'},{'name':'value','value':'1.0'}"), NULL,
    "E missing-parameter settings.parameters; E unknown-parameter settings.parameters[0].name", "Use “member”" },
  { CALL ("{'name':'member','value':'@event{order.total}'},{'name':'value','value':'1.0'}"), NULL,
    "E result-type settings.parameters[0].value", "" },
  { CALL ("{'name':'member','value':'@event{order.email}'},{'name':'value','value':'1.0'},{'name':'client',"
          "'value':'1'}"), NULL, "W fixed-parameter settings.parameters[2].name", "" },

  /* attributes */
  { UPDATE ("'attribute':'points','value':'3'"), NULL, "", "" },
  { UPDATE ("'attribute':'point','value':'3'"), NULL, "E missing-reference settings.updates[0].attribute",
    "Use “points”" },
  { UPDATE ("'attribute':'points','value':'@event{order.email}'"), NULL, "E result-type settings.updates[0].value",
    "" },
  { UPDATE ("'attribute':'tags','how':'add','value':'@event{order.email}'"), NULL, "", "" },
  { UPDATE ("'attribute':'tags','value':'@event{order.email}'"), NULL, "E result-type settings.updates[0].value", "" },

  /* what a schema says of the data */
  { CASES (CASE ("case-1", "@event{order.total} > 5") "," CASE ("case-2", "@event{order.total} <= 5") ","
           "{'id':'else','to':'c'}"), NULL, "W else-never paths[else]", "" },
  { CASES (CASE ("case-1", "@event{order.state} == \\'gone\\'") ",{'id':'else','to':'c'}"), NULL,
    "W never-true paths[case-1].settings.expression", "" },
  { CASES (CASE ("case-1", "@event{order.note} is null") ",{'id':'else','to':'c'}"), NULL, "", "" },
  { CASES (CASE ("case-1", "inAudience(\\'Gold members\\')") ",{'id':'else','to':'c'}"), NULL, "", "" },
  { CASES (CASE ("case-1", "inAudience(\\'Gold membres\\')") ",{'id':'else','to':'c'}"), NULL,
    "E unknown-audience paths[case-1].settings.expression", "Use “Gold members”" },

  /* quiet hours of rule sets */
  { SMS ("'body':'x','ruleSets':['night']"), NULL, "", "" },
  { SMS ("'body':'x','ruleSets':['night']"), "'settings':{'quietHours':[{'from':'08:00','until':'20:00'}]}",
    "E quiet-always -", "" },
  { SMS ("'body':'x'"), "'settings':{'quietHours':[{'from':'08:00','until':'20:00'}],'ruleSets':['night']}",
    "E quiet-always -", "" },
};

static SjJourney *
read_journey (size_t row)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  bool has_paths = strstr (rows[row].step, "'paths'") != NULL;
  g_autofree char *text = g_strdup_printf (
      "{'form':1,'id':'t','name':'T',%s%s'nodes':[{'id':'a','kind':'event','settings':{'event':'order'},"
      "'paths':[{'id':'next','to':'b'}]},{'id':'b',%s%s},{'id':'c','kind':'end'}]}",
      rows[row].members ? rows[row].members : "", rows[row].members ? "," : "", rows[row].step,
      has_paths ? "" : ",'paths':[{'id':'next','to':'c'}]");
  g_autoptr (GError) error = NULL;
  SjJourney *journey;

  g_strdelimit (text, "'", '"');
  journey = sj_journey_read (&sj_kinds_default, "t", text, strlen (text), &diags, &error);
  g_assert_no_error (error);
  return journey;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_sorted (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (char **) texts->pdata);
}

static char *
describe_all (const SjChecker *checker, char **fixes)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);
      g_autofree char *place = sj_finding_place (finding);

      g_test_message ("  %s", finding->text);
      g_ptr_array_add (found, g_strdup_printf ("%c %s %s", "HWE"[finding->severity], finding->code,
                                               place ? place : "-"));
      if (finding->fix != NULL)
        g_ptr_array_add (titles, g_strdup (sj_fix_title (finding->fix)));
    }
  *fixes = join_sorted (titles);
  return join_sorted (found);
}

static void
test_rows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = read_journey (i);
      g_autoptr (SjChecker) checker = sj_checker_new (journey, library);
      g_autofree char *found = NULL, *fixes = NULL;

      sj_checker_update (checker);
      found = describe_all (checker, &fixes);
      if (g_str_equal (found, rows[i].want) && g_str_equal (fixes, rows[i].fixes))
        continue;
      g_test_message ("%s\n  found: %s\n  want: %s\n  fixes: %s", rows[i].step, found, rows[i].want, fixes);
      g_test_fail ();
    }
}

/* Each way out takes its finding away and brings no other. */
static void
test_fixes (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjJourney) journey = read_journey (i);
      g_autoptr (SjHistory) history = sj_history_new (journey);
      g_autoptr (SjChecker) checker = sj_checker_new (journey, library);
      size_t before;

      sj_checker_update (checker);
      before = sj_checker_count (checker);
      for (size_t j = 0; j < before; j++)
        {
          const SjFix *fix = sj_checker_get (checker, j)->fix;

          if (fix == NULL)
            continue;
          g_assert_true (sj_history_do (history, sj_fix_edit (fix, journey)));
          sj_checker_update (checker);
          g_assert_cmpuint (sj_checker_count (checker), <, before);
          break;
        }
    }
}

/* With the library comes what it says, and without it goes. */
static void
test_other_library (void)
{
  g_autoptr (SjJourney) journey = read_journey (1);
  g_autoptr (SjChecker) checker = sj_checker_new (journey, NULL);

  sj_checker_update (checker);
  g_assert_cmpuint (sj_checker_number (checker, SJ_SEVERITY_ERROR), ==, 0);
  sj_checker_set_library (checker, library);
  sj_checker_update (checker);
  g_assert_cmpuint (sj_checker_number (checker, SJ_SEVERITY_ERROR), ==, 1);
  sj_checker_set_library (checker, NULL);
  sj_checker_update (checker);
  g_assert_cmpuint (sj_checker_number (checker, SJ_SEVERITY_ERROR), ==, 0);
}

static void
check_file (const SjLibrary *sample, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (SjChecker) checker = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  journey = sj_journey_read (&sj_kinds_default, path, text, length, &diags, NULL);
  checker = sj_checker_new (journey, sample);
  sj_checker_update (checker);
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    g_test_message ("%s: %s", name, sj_checker_get (checker, i)->text);
  g_assert_cmpuint (sj_checker_count (checker), ==, 0);
}

/* Whoever opens the sample finds it sound. */
static void
test_sample (void)
{
  g_autoptr (SjLibrary) sample = sj_library_load (g_getenv ("SJ_SAMPLE"), NULL);
  g_autofree char *folder = g_build_filename (g_getenv ("SJ_SAMPLE"), "journeys", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  unsigned count = 0;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      check_file (sample, folder, name);
      count++;
    }
  g_assert_cmpuint (count, >=, 3);
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  load ();
  g_test_add_func ("/model/check-library/rows", test_rows);
  g_test_add_func ("/model/check-library/fixes", test_fixes);
  g_test_add_func ("/model/check-library/other-library", test_other_library);
  g_test_add_func ("/model/check-library/sample", test_sample);
  status = g_test_run ();
  sj_library_unref (library);
  return status;
}
