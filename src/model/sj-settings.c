/* sj-settings.c -- the field tables of a journey's settings, goals and exit criteria. */
#include "model/sj-settings.h"

#include <glib/gi18n-lib.h>

static const SjChoice reentry_choices[] = {
  { "never", N_("Once") },
  { "after-exit", N_("Again after leaving") },
  { "always", N_("Each time, side by side") },
  { NULL }
};

const SjChoice sj_membership_choices[] = {
  { "enters", N_("Enters") },
  { "leaves", N_("Leaves") },
  { "both", N_("Enters or leaves") },
  { NULL }
};

static const SjField settings_fields[] = {
  { "reentry", SJ_FIELD_CHOICE, offsetof (SjSettings, reentry), N_("A profile enters"), .section = N_("Entry"),
    .choices = reentry_choices, .fallback = SJ_REENTRY_AFTER_EXIT },
  { "reentryGap", SJ_FIELD_DURATION, offsetof (SjSettings, reentry_gap), N_("Again at the earliest after"),
    .help = N_("How long after leaving a profile may enter again."),
    .fallback = 5 * SJ_MINUTE, .when = "reentry=after-exit" },
  { "instanceKey", SJ_FIELD_EXPRESSION, offsetof (SjSettings, instance_key), N_("Told apart by"),
    .help = N_("An expression such as the order number, so that one profile can be in the journey once for each."),
    .result = SJ_TEXT, .when = "reentry=always", .flags = SJ_FIELD_REQUIRED },
  { "start", SJ_FIELD_DATE_TIME, offsetof (SjSettings, start), N_("Opens on") },
  { "end", SJ_FIELD_DATE_TIME, offsetof (SjSettings, end), N_("Closes on") },
  { "maxEntries", SJ_FIELD_INTEGER, offsetof (SjSettings, max_entries), N_("Entries at most"),
    .help = N_("How many profiles may enter in all; 0 sets no limit."), .flags = SJ_FIELD_ADVANCED },
  { "maxInside", SJ_FIELD_INTEGER, offsetof (SjSettings, max_inside), N_("Inside at once at most"),
    .help = N_("How many profiles may be in the journey at one time; 0 sets no limit."),
    .flags = SJ_FIELD_ADVANCED },
  { "controlShare", SJ_FIELD_PERCENT, offsetof (SjSettings, control_share), N_("Control group"),
    .help = N_("The share of those who qualify that is left out, so that the effect can be measured."),
    .max = 99 },

  { "zone", SJ_FIELD_ZONE, offsetof (SjSettings, zone), N_("Time zone"), .section = N_("Time") },
  { "profileZone", SJ_FIELD_BOOL, offsetof (SjSettings, profile_zone), N_("Use the profile's own time zone"),
    .help = N_("Where a profile has none, the time zone of the journey counts."), .fallback = true },
  { "timeout", SJ_FIELD_DURATION, offsetof (SjSettings, timeout), N_("Longest stay"),
    .help = N_("After this time a profile leaves the journey wherever it is.") },
  { "quietHours", SJ_FIELD_RECORDS, offsetof (SjSettings, quiet_hours), N_("Quiet hours"),
    .help = N_("No message is sent in these hours."), .record = &sj_quiet_hours_spec,
    .each = N_("{from}–{until}, {days}") },
  { "quietMode", SJ_FIELD_CHOICE, offsetof (SjSettings, quiet_mode), N_("In quiet hours"),
    .choices = sj_quiet_mode_choices, .when = "quietHours" },

  { "ruleSets", SJ_FIELD_REFERENCES, offsetof (SjSettings, rule_sets), N_("Rule sets"), .section = N_("Rules"),
    .help = N_("Limits on how often and in how many journeys a profile may be."), .to = SJ_REF_RULE_SET },
  { "priority", SJ_FIELD_INTEGER, offsetof (SjSettings, priority), N_("Priority"),
    .help = N_("When a limit lets only one journey through, the higher number wins."), .fallback = 50, .max = 100 },
  { NULL }
};

const SjSpec sj_settings_spec = { settings_fields, sizeof (SjSettings) };

static const SjChoice goal_choices[] = {
  { "event", N_("An event arrives") },
  { "audience", N_("An audience is entered") },
  { NULL }
};

static const SjField goal_fields[] = {
  { "id", SJ_FIELD_TEXT, offsetof (SjGoal, id), N_("Id"), .flags = SJ_FIELD_HIDDEN },
  { "name", SJ_FIELD_TEXT, offsetof (SjGoal, name), N_("Name"), .flags = SJ_FIELD_REQUIRED },
  { "by", SJ_FIELD_CHOICE, offsetof (SjGoal, by), N_("Reached when"), .choices = goal_choices },
  { "event", SJ_FIELD_REFERENCE, offsetof (SjGoal, event), N_("Event"), .to = SJ_REF_EVENT, .when = "by=event",
    .flags = SJ_FIELD_REQUIRED },
  { "condition", SJ_FIELD_EXPRESSION, offsetof (SjGoal, condition), N_("Only if"), .result = SJ_BOOL,
    .about = "event", .when = "by=event" },
  { "value", SJ_FIELD_EXPRESSION, offsetof (SjGoal, value), N_("Worth"),
    .help = N_("An expression such as the amount of the order; it is added up as revenue."), .result = SJ_DECIMAL,
    .about = "event", .when = "by=event" },
  { "audience", SJ_FIELD_REFERENCE, offsetof (SjGoal, audience), N_("Audience"), .to = SJ_REF_AUDIENCE,
    .when = "by=audience", .flags = SJ_FIELD_REQUIRED },
  { "leaves", SJ_FIELD_BOOL, offsetof (SjGoal, leaves), N_("Takes the profile out of the journey") },
  { NULL }
};

const SjSpec sj_goal_spec = { goal_fields, sizeof (SjGoal) };

static const SjChoice exit_choices[] = {
  { "event", N_("An event arrives") },
  { "audience", N_("An audience is entered or left") },
  { "expression", N_("A condition holds") },
  { NULL }
};

static const SjField exit_fields[] = {
  { "name", SJ_FIELD_TEXT, offsetof (SjExit, name), N_("Name") },
  { "by", SJ_FIELD_CHOICE, offsetof (SjExit, by), N_("Leaves when"), .choices = exit_choices },
  { "event", SJ_FIELD_REFERENCE, offsetof (SjExit, event), N_("Event"), .to = SJ_REF_EVENT, .when = "by=event",
    .flags = SJ_FIELD_REQUIRED },
  { "condition", SJ_FIELD_EXPRESSION, offsetof (SjExit, condition), N_("Only if"), .result = SJ_BOOL,
    .about = "event", .when = "by=event" },
  { "audience", SJ_FIELD_REFERENCE, offsetof (SjExit, audience), N_("Audience"), .to = SJ_REF_AUDIENCE,
    .when = "by=audience", .flags = SJ_FIELD_REQUIRED },
  { "membership", SJ_FIELD_CHOICE, offsetof (SjExit, membership), N_("The profile"),
    .choices = sj_membership_choices, .when = "by=audience" },
  { "expression", SJ_FIELD_EXPRESSION, offsetof (SjExit, expression), N_("Condition"), .result = SJ_BOOL,
    .when = "by=expression", .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

const SjSpec sj_exit_spec = { exit_fields, sizeof (SjExit) };
