/* test-cli.c -- sojournctl as a person or a script meets it: what it prints, what
 * it complains of, how it ends. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;
static char *scratch;    /* a folder */

typedef struct
{
  const char *arguments;    /* parted by blanks, quotes as in a shell */
  const char *input;        /* of standard input, or NULL */
  int status;
  const char *out;          /* what stands in the output, or NULL */
  const char *complaint;    /* what stands in the complaints, or NULL: there are none */
} Case;

/* The input stands in a file, not in a pipe: a command may end before it has read any. */
static void
run_case (const Case *one)
{
  g_autofree char *line = g_strdup_printf ("%s %s", program, one->arguments);
  g_autofree char *input = g_build_filename (scratch, "input", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *complaint = NULL;
  g_auto (GStrv) arguments = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, &error));
  if (one->input != NULL)
    {
      g_assert_true (g_file_set_contents (input, one->input, -1, NULL));
      g_subprocess_launcher_set_stdin_file_path (launcher, input);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &complaint, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %d\n%s%s", one->arguments, g_subprocess_get_exit_status (process), out, complaint);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, one->status);
  if (one->out != NULL)
    g_assert_nonnull (strstr (out, one->out));
  if (one->complaint != NULL)
    g_assert_nonnull (strstr (complaint, one->complaint));
  else
    g_assert_cmpstr (complaint, ==, "");
}

static void
run_cases (const Case *cases, size_t count)
{
  for (size_t i = 0; i < count; i++)
    run_case (&cases[i]);
}

static void
test_usage (void)
{
  static const Case cases[] = {
    { "--help", NULL, 0, "Commands:", NULL },
    { "--version", NULL, 0, "sojournctl ", NULL },
    { "", NULL, 2, "Commands:", NULL },
    { "evel 1", NULL, 2, NULL, "perhaps eval is meant" },
    { "fly", NULL, 2, NULL, "there is no command “fly”" },
    { "eval", NULL, 2, NULL, "eval is used like this: sojournctl eval EXPRESSION" },
    { "eval --help", NULL, 0, "sojournctl eval [OPTION…] EXPRESSION\n", NULL },
    { "man --help", NULL, 0, "sojournctl man [OPTION…]\n", NULL },
    { "eval --nonsense 1", NULL, 2, NULL, "--nonsense" },
    { "kinds", NULL, 0, "condition", NULL },
    { "kinds --json", NULL, 0, "\"id\": \"wait\"", NULL },
    { "man", NULL, 0, ".TH SOJOURNCTL 1", NULL },
    { "completion bash", NULL, 0, "complete -o filenames -F _sojournctl sojournctl", NULL },
    { "completion bash", NULL, 0, "words='bash zsh fish'", NULL },
    { "completion zsh", NULL, 0, "#compdef sojournctl", NULL },
    { "completion zsh", NULL, 0, "'--json[Print JSON]'", NULL },
    { "completion zsh", NULL, 0, "'-c[The data\\: events,", NULL },
    { "completion fish", NULL, 0, "complete -c sojournctl", NULL },
    { "completion fish", NULL, 0, "-f -a \"bash zsh fish\"", NULL },
    { "completion csh", NULL, 2, NULL, "not for “csh”" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

/* What bash would offer for the words so far, with blanks in the names of files. */
static void
test_completion (void)
{
  static const char script[] =
      "eval \"$($0 completion bash)\"; cd \"$1\"; : > 'two words.journey'; shift; COMP_WORDS=(sojournctl \"$@\");"
      "COMP_CWORD=$#; _sojournctl; printf '[%s]' \"${COMPREPLY[@]}\"; rm 'two words.journey'";
  static const struct { const char *words[3]; const char *offered; } cases[] = {
    { { "fo" }, "[format]" },           { { "check", "--w" }, "[--workspace]" },
    { { "check", "tw" }, "[two words.journey]" }, { { "check", "-w", "tw" }, "[]" },
    { { "completion", "z" }, "[zsh]" },
  };
  g_autofree char *bash = g_find_program_in_path ("bash");

  if (bash == NULL)
    {
      g_test_skip ("there is no bash here");
      return;
    }
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *words = cases[i].words;
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, bash, "-c", script,
                                                          program, scratch, words[0], words[1], words[2], NULL);
      g_autofree char *out = NULL;

      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (out, ==, cases[i].offered);
    }
}

/* A full disk is no success. */
static void
test_full (void)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full here");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, "/bin/sh", "-c", "$0 kinds >/dev/full", program,
                              NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_nonnull (strstr (complaint, "standard output cannot be written"));
}

/* A result goes into a device, or to where a link leads, and does not take its place. */
static void
test_out (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sojourn-out-XXXXXX", NULL);
  g_autofree char *device = g_build_filename (folder, "device", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *line = NULL, *text = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_file_set_contents (file, "old", -1, NULL));
  g_assert_cmpint (symlink ("/dev/full", device), ==, 0);
  g_assert_cmpint (symlink ("file", link), ==, 0);
  for (unsigned full = 0; full < 2; full++)
    {
      g_clear_pointer (&line, g_free);
      g_clear_pointer (&words, g_strfreev);
      line = g_strdup_printf ("%s simulate %s/data/sample/journeys/abandoned-cart.journey --profiles 10 --out %s",
                              program, TEST_SOURCE, full ? device : link);
      g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
      g_spawn_sync (NULL, words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                    &status, &error);
      g_assert_no_error (error);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, full ? 2 : 0);
    }
  g_assert_true (g_file_test (device, G_FILE_TEST_IS_SYMLINK) && g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "{\n"));
  g_unlink (device);
  g_unlink (link);
  g_unlink (file);
  g_rmdir (folder);
}

/* What cannot be meant is said, and not taken for something else. */
static void
test_numbers (void)
{
#define SIMULATE "simulate " TEST_SOURCE "/data/sample/journeys/abandoned-cart.journey "
  static const Case cases[] = {
    { SIMULATE "--profiles 0", NULL, 2, NULL, "there can be 1 to 100 million people" },
    { SIMULATE "--profiles -1", NULL, 2, NULL, "there can be 1 to 100 million people" },
    { SIMULATE "--for -1d", NULL, 2, NULL, "is not possible" },
    { SIMULATE "--for '40000 days'", NULL, 2, NULL, "a hundred years at most" },
    { SIMULATE "--for '2 years'", NULL, 2, NULL, "is no duration" },
    { SIMULATE "--profiles 10 --for PT36H --seed 1", NULL, 0, NULL, NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_eval (void)
{
  static const Case cases[] = {
    { "eval '1 + 2'", NULL, 0, "3\n", NULL },
    { "eval --type '1 + 2.5'", NULL, 0, "decimal 3.5\n", NULL },
    { "eval -- '-1'", NULL, 0, "-1\n", NULL },
    { "eval --now 2024-02-29T12:00:00Z 'now()'", NULL, 0, "\"2024-02-29T12:00:00Z\"", NULL },
    { "eval --now noon 'now()'", NULL, 2, NULL, "“noon” is no moment" },
    { "eval -c - '@event{E.a}'", "{\"events\":{\"E\":{\"a\":[1,2]}}}", 0, "[1,2]\n", NULL },
    { "eval -c - '1'", "{\"events\":", 2, NULL, "line 1, column 11" },
    { "eval -c /nowhere/at-all.json '1'", NULL, 2, NULL, "/nowhere/at-all.json" },
    { "eval 'lenght(\"a\")'", NULL, 1, NULL, "expression:1:1: error: There is no function called “lenght”" },
    { "eval '9223372036854775807 + 1'", NULL, 1, NULL, "expression:1:1: stopped:" },
    { "eval --listing '1 + 2'", NULL, 0, "ARITHMETIC", NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_render (void)
{
  static const Case cases[] = {
    { "render 'a{{b}}c'", NULL, 0, "ac\n", NULL },
    { "render -c - 'Hi {{profile.name}}'", "{\"profile\":{\"name\":\"A & B\"}}", 0, "Hi A &amp; B\n", NULL },
    { "render '{{#if a}}'", NULL, 1, NULL, "template:1:1: error:" },
    { "render '{{abort code=\"X\" description=\"no\"}}'", NULL, 1, NULL, "stopped" },
    { "render @-", "Hello\n {{#if a}}", 1, NULL, "-:2:2: error:" },
    { "render @-", "\n\xff", 2, NULL, "-, line 2, column 1: this is not text in UTF-8" },
    { "render @/nowhere/at-all.txt", NULL, 2, NULL, "/nowhere/at-all.txt" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

/* A journey in the fewest words; the program's other inputs come from files. */
#define SHORT \
  "{\"form\":1,\"id\":\"a\",\"name\":\"A\",\"nodes\":[" \
  "{\"id\":\"e\",\"kind\":\"event\",\"settings\":{\"event\":\"Bought\"},\"paths\":[{\"id\":\"next\",\"to\":\"m\"}]}," \
  "{\"id\":\"m\",\"kind\":\"email\",\"label\":\"Thanks\",\"settings\":{\"configuration\":\"shop\"}}]}"

static void
test_journeys (void)
{
  static const Case cases[] = {
    { "format -", SHORT, 0, "{\n  \"form\": 1,\n  \"id\": \"a\",", NULL },
    { "format --check -", SHORT, 1, "-\n", NULL },
    { "format -", "{\"form\":1,", 2, NULL, "line 1, column 11" },
    { "format -", "{\"form\":1,\"nodes\":[{\"id\":\"a\"}]}", 2, NULL, "line 1" },
    { "format -", "{\"form\":99,\"nodes\":[]}", 2, NULL, "newer" },
    { "format /nowhere/at-all.journey", NULL, 2, NULL, "/nowhere/at-all.journey" },
    { "outline -", SHORT, 0, "Thanks (Email", NULL },
    { "outline --steps --ids -", SHORT, 0, "[m]", NULL },
    { "diff -", NULL, 2, NULL, "diff is used like this: sojournctl diff OLD NEW" },
    { "diff /nowhere/a /nowhere/b", NULL, 2, NULL, "/nowhere/a" },
    { "compare -", NULL, 2, NULL, "compare is used like this: sojournctl compare A B" },
    { "compare /nowhere/a /nowhere/b", NULL, 2, NULL, "/nowhere/a" },
    { "compare - /nowhere/b", "{\n\"form\":1}", 2, NULL, "-:1:1: “journey” is missing" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

/* One step begins the journey; single quotes would be the shell's. */
#define BEGINNING(kind, settings) \
  "{\"form\":1,\"name\":\"A\",\"nodes\":[" \
  "{\"id\":\"e\",\"kind\":\"" kind "\",\"settings\":{" settings "}," \
  "\"paths\":[{\"id\":\"next\",\"to\":\"d\"}]},{\"id\":\"d\",\"kind\":\"end\"}]}"

/* Whose finding it is; and what reading and the check both see is said once. */
static void
test_findings (void)
{
  static const Case cases[] = {
    { "check --alone -", BEGINNING ("event", "\"event\":\"A\""), 0, "1 journey: 0 errors, 0 warnings\n", NULL },
    { "check -", BEGINNING ("event", "\"event\":\"A\""), 0,
      "1 journey: 0 errors, 0 warnings\nThere is no workspace.json above the journey", NULL },
    { "check --alone -", BEGINNING ("evnt", "\"event\":\"A\""), 1,
      "There is no kind of step “evnt”; did you mean “event”?\n    way out: Use “event”\n", NULL },
    { "check --alone -", BEGINNING ("event", "\"event\":\"A\",\"evnt\":1"), 0,
      "-:1:87: warning: Event · A: “evnt” is not known here; did you mean “event”?\n    way out: Use “event”\n"
      "1 journey: 0 errors, 1 warning\n", NULL },
    { "check --alone -", BEGINNING ("event", "\"event\":5"), 1,
      "-:1:76: error: Event: “Event” must be a text, the id of what is meant.\n1 journey: 1 error",
      NULL },
    { "check --alone -", BEGINNING ("event", "\"event\":\"A\",\"condition\":\"1 >\""), 1,
      "error: Event · A › Only if: The expression ends where a value is missing.\n", NULL },
    { "check --alone - /nowhere/at-all", BEGINNING ("event", "\"event\":\"A\""), 2, "1 journey: 0 errors",
      "/nowhere/at-all" },
    { "check --alone /nowhere/at-all", NULL, 2, "", "/nowhere/at-all" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_check (void)
{
  static const Case cases[] = {
    { "check --alone -", SHORT, 1, "1 journey: ", NULL },
    { "check --alone --json -", SHORT, 1, "\"severity\": \"", NULL },
    { "check --alone -", "{\"form\":1,", 2, NULL, "line 1, column 11" },
    { "check --workspace /nowhere/at-all -", SHORT, 2, NULL, "/nowhere/at-all" },
    { "check --now soon -", SHORT, 2, NULL, "“soon” is no moment" },
    { "check --alone /nowhere/at-all.journey", NULL, 2, NULL, "/nowhere/at-all.journey" },
    { "layout -", SHORT, 0, "\"at\": [288, 0]", "2 steps moved" },
    { "layout --quiet -", SHORT, 0, "\"at\": [288, 0]", NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (scratch, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* No workspace, no behaviour: everything has a default. */
static void
test_simulate (void)
{
  static const Case cases[] = {
    { "simulate - --profiles 100 --from 2026-01-01", SHORT, 0, "100 people", NULL },
    { "simulate - -p 100 -f 2026-01-01 --for '2 days' --json", SHORT, 0, "\"persons\": 100", NULL },
    { "simulate - -p 50 -f 2026-01-01 -k 1 -t 2 -j", SHORT, 0, "\"traces\"", NULL },
    { "simulate - --for soon", SHORT, 2, NULL, "“soon” is no duration" },
    { "simulate - --from soon", SHORT, 2, NULL, "“soon” is no moment" },
    { "simulate - --profiles=-1", SHORT, 2, NULL, "there can be 1 to 100 million people" },
    { "simulate - --behaviour /nowhere/at-all.json", SHORT, 2, NULL, "/nowhere/at-all.json" },
    { "simulate /nowhere/at-all.journey", NULL, 2, NULL, "/nowhere/at-all.journey" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_diff (void)
{
  g_autofree char *older = write_file ("old.journey", SHORT);
  g_autoptr (GString) changed = g_string_new (SHORT);
  g_autofree char *newer = NULL;
  g_autofree char *same = g_strdup_printf ("diff %s %s", older, older);
  g_autofree char *other = NULL;
  g_autofree char *json = NULL;

  g_string_replace (changed, "Thanks", "Thank you", 0);
  newer = write_file ("new.journey", changed->str);
  other = g_strdup_printf ("diff %s %s", older, newer);
  json = g_strdup_printf ("diff --json %s %s", older, newer);
  run_case (&(Case) { same, NULL, 0, "", NULL });
  run_case (&(Case) { other, NULL, 1, "Thank you", NULL });
  run_case (&(Case) { json, NULL, 1, "\"Thank you\"", NULL });
  g_unlink (older);
  g_unlink (newer);
}

#define SAMPLE TEST_SOURCE "/data/sample/journeys/"
#define REHEARSE "rehearse -p luma-001 --from 2026-03-02T09:00 " SAMPLE "purchase.journey"

static void
test_rehearse (void)
{
  static const Case cases[] = {
    { "rehearse no-such-file", NULL, 2, NULL, "no-such-file" },
    { "rehearse -p nobody " SAMPLE "purchase.journey", "", 2, NULL, "there is no profile “nobody”" },
    { "rehearse --from yesterday " SAMPLE "purchase.journey", "", 2, NULL, "“yesterday” is no moment" },
    { REHEARSE, "help\n", 0, "go on to the next thing that happens by itself", NULL },
    { REHEARSE, "start\nnext\nmessages\n", 0, "title: You left something behind, Sarah", NULL },
    { REHEARSE, "start\nnext\nwhy\n", 0, "in the audience “Luma – Mobile App Users” — yes", NULL },
    { REHEARSE, "start\nnext\nchoose Others\n", 0, "subject: Sarah, you left something in your cart", NULL },
    { REHEARSE, "start\nby 30s\nevent LumaPurchase\ndata\n", 0, "\"purchaseID\": \"LU-1001\"", NULL },
    { REHEARSE, "start\nto 2026-03-03T09:00\nback\nwhere\n", 0, "Moment 1 of 2: Monday 2 March 2026 09:00", NULL },
    { REHEARSE, "break Bought after\nstart\nto end\n", 0, "Stopped at the breakpoint “Bought after all”.", NULL },
    { REHEARSE, "set consent.push no\nstart\nnext\n", 0, "consent for Push is missing: it was refused", NULL },
    { REHEARSE, "start\nevent LumaPurchase\nfail\nsilent\nto end\nstory\n", 1, "nothing waits for an answer", NULL },
    { REHEARSE, "start\nevent LumaPurchase\nrefuse\n", 0, "Leaves the journey at", NULL },
    { REHEARSE, "start\nto end\nreact opened\nrecord - as Kept\n", 0, "\"reaction\": \"opened\"", NULL },
    { REHEARSE, "fly\n", 1, "There is no command “fly”", NULL },
    { REHEARSE, "strat\n", 1, "perhaps start is meant", NULL },
    { REHEARSE, "by yesterday\n", 1, "“yesterday” is no span of time", NULL },
    { REHEARSE, "event Nothing\n", 1, "There is no event “Nothing”", NULL },
    { REHEARSE, "# a remark\n\nquit\nfly\n", 0, NULL, NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static char *
copy_sample (const char *name)
{
  g_autofree char *from = g_build_filename (SAMPLE, name, NULL);
  char *to = g_build_filename (scratch, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize) length, NULL));
  return to;
}

static void
test_journey_tests (void)
{
  static const Case cases[] = {
    { "test " SAMPLE "purchase.journey " SAMPLE "abandoned-cart.journey", NULL, 0, "11 of 11 paths are covered", NULL },
    { "test --paths " SAMPLE "life-cycle.journey", NULL, 0, "covered:     Buys after all, path “Timeout”", NULL },
    { "test --json " SAMPLE "purchase.journey", NULL, 0, "\"passed\": true", NULL },
    { "test no-such-file", NULL, 2, NULL, "no-such-file" },
    { "test", NULL, 2, NULL, "test is used like this" },
  };
  g_autofree char *journey = copy_sample ("purchase.journey");
  g_autofree char *report = g_build_filename (scratch, "report.xml", NULL);
  g_autofree char *fails = g_strdup_printf ("test -w " TEST_SOURCE "/data/sample --junit %s %s", report, journey);
  g_autofree char *adds = g_strdup_printf ("test -w " TEST_SOURCE "/data/sample --generate %s", journey);
  g_autofree char *records = g_strdup_printf ("rehearse -w " TEST_SOURCE "/data/sample -p luma-002 %s", journey);
  g_autofree char *keeps = g_strdup_printf ("start\nnext\nrecord %s as Kept\n", journey);
  g_autofree char *xml = NULL;
  g_autofree char *text = NULL;
  char *tests;

  run_cases (cases, G_N_ELEMENTS (cases));
  run_case (&(Case) { records, keeps, 0, "Recorded in", NULL });
  run_case (&(Case) { fails, NULL, 0, "passed: Kept", NULL });

  g_assert_true (g_file_get_contents (journey, &text, NULL, NULL));
  tests = strstr (text, "\"channel/case-1\"");
  memcpy (tests, "\"channel/else\"  ", strlen ("\"channel/case-1\""));
  g_assert_true (g_file_set_contents (journey, text, -1, NULL));
  run_case (&(Case) { fails, NULL, 1, "but “Push” was taken", NULL });
  g_assert_true (g_file_get_contents (report, &xml, NULL, NULL));
  g_assert_nonnull (strstr (xml, "failures=\"1\""));
  g_assert_nonnull (strstr (xml, "<failure message=\"At “Preferred Channel” the path “Others” was expected"));

  *strstr (text, "\"tests\"") = '\0';
  g_strchomp (text);
  text[strlen (text) - 1] = '}';    /* the comma before them */
  g_assert_true (g_file_set_contents (journey, text, -1, NULL));
  run_case (&(Case) { fails, NULL, 0, "The journey carries no tests.", NULL });
  run_case (&(Case) { adds, NULL, 0, "4 tests were added", NULL });
  run_case (&(Case) { fails, NULL, 0, "11 of 11 paths are covered", NULL });
  g_unlink (report);
  g_unlink (journey);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_remove (path);
}

/* W, O and F in the arguments are a workspace file, a folder and a file in the scratch folder. */
static void
run_in_scratch (const Case *one)
{
  static const char *const names[] = { "W.sojourn", "O.out", "F.json", "X.sojourn" };
  GString *arguments = g_string_new (one->arguments);
  Case own = *one;

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (scratch, names[i], NULL);

      g_string_replace (arguments, names[i], path, 0);
    }
  own.arguments = arguments->str;
  run_case (&own);
  g_string_free (arguments, TRUE);
}

/* A workspace in one file: text goes in and out, and the other commands look into it. */
static void
test_workspace (void)
{
  static const Case cases[] = {
    { "check W.sojourn/purchase", NULL, 2, NULL, "W.sojourn" },
    { "import W.sojourn " TEST_SOURCE "/data/sample", NULL, 0, "77 new, 1 changed, 0 as before\n", NULL },
    { "import W.sojourn " TEST_SOURCE "/data/sample", NULL, 0, "0 new, 0 changed, 78 as before\n", NULL },
    { "import W.sojourn " TEST_SOURCE "/data/sample/nothing", NULL, 2, NULL, "there is no" },
    { "import -k moods W.sojourn " TEST_SOURCE "/data/sample/events/Charged.json", NULL, 2, NULL, "no kind “moods”" },
    { "import -k events W.sojourn " TEST_SOURCE "/data/sample/events/Charged.json", NULL, 0, "1 as before", NULL },
    { "import W.sojourn " TEST_SOURCE "/data", NULL, 2, NULL, "there is no workspace in" },
    { "check W.sojourn", NULL, 0, "3 journeys: 0 errors", NULL },
    { "check W.sojourn/purchase", NULL, 0, "1 journey: 0 errors", NULL },
    { "check W.sojourn/nothing", NULL, 2, NULL, "there is no journey “nothing”" },
    { "check -w W.sojourn " SAMPLE "purchase.journey", NULL, 0, "1 journey: 0 errors", NULL },
    { "test W.sojourn", NULL, 0, "19 tests, 0 failed", NULL },
    { "outline W.sojourn/purchase", NULL, 0, "Purchase Journey", NULL },
    { "diff W.sojourn/purchase " SAMPLE "purchase.journey", NULL, 0, "", NULL },
    { "simulate -p 100 W.sojourn/purchase", NULL, 0, NULL, NULL },
    { "simulate -p 10 -o W.sojourn/x W.sojourn/purchase", NULL, 2, NULL, "only looked at" },
    { "export W.sojourn O.out", NULL, 0, "", NULL },
    { "export W.sojourn O.out", NULL, 2, NULL, "is no empty folder" },
    { "check O.out/journeys/purchase.journey", NULL, 0, "1 journey: 0 errors", NULL },
    { "export -o events/Charged W.sojourn F.json", NULL, 0, "", NULL },
    { "import W.sojourn F.json", NULL, 0, "1 as before", NULL },
    { "export -o audiences/big-spenders W.sojourn -", NULL, 0, "\"id\": \"big-spenders\"", NULL },
    { "export -o profiles W.sojourn -", NULL, 0, "luma-040", NULL },
    { "export -o profiles/luma-007 W.sojourn -", NULL, 0, "luma-007", NULL },
    { "export -o workspace W.sojourn -", NULL, 0, "Luma", NULL },
    { "export -o moods/x W.sojourn F.json", NULL, 2, NULL, "no kind “moods”" },
    { "export -o events/x W.sojourn F.json", NULL, 2, NULL, "there is no event “x”" },
    { "repair W.sojourn X.sojourn", NULL, 0, "Nothing is lost", NULL },
    { "repair W.sojourn X.sojourn", NULL, 2, NULL, "is there already" },
    { "check X.sojourn", NULL, 0, "3 journeys", NULL },
    { "import F.json " TEST_SOURCE "/data/sample", NULL, 2, NULL, "is no workspace" },
  };
  static const char *const left[] = { "W.sojourn", "O.out", "F.json", "X.sojourn" };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    run_in_scratch (&cases[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autofree char *path = g_build_filename (scratch, left[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      remove_all (path);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *input = NULL;
  int failed;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert (argc > 1);
  program = argv[1];
  scratch = g_dir_make_tmp ("sojourn-XXXXXX", NULL);
  g_assert_nonnull (scratch);
  input = g_build_filename (scratch, "input", NULL);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/completion", test_completion);
  g_test_add_func ("/cli/full", test_full);
  g_test_add_func ("/cli/out", test_out);
  g_test_add_func ("/cli/numbers", test_numbers);
  g_test_add_func ("/cli/eval", test_eval);
  g_test_add_func ("/cli/render", test_render);
  g_test_add_func ("/cli/journeys", test_journeys);
  g_test_add_func ("/cli/simulate", test_simulate);
  g_test_add_func ("/cli/diff", test_diff);
  g_test_add_func ("/cli/check", test_check);
  g_test_add_func ("/cli/findings", test_findings);
  g_test_add_func ("/cli/rehearse", test_rehearse);
  g_test_add_func ("/cli/journey-tests", test_journey_tests);
  g_test_add_func ("/cli/workspace", test_workspace);
  failed = g_test_run ();
  g_unlink (input);
  g_assert_cmpint (g_rmdir (scratch), ==, 0);
  g_free (scratch);
  return failed;
}
