#!/usr/bin/env python3
"""selftest.py -- the lint finds what it is there to find, and nothing in a clean tree.

Each check is given a small tree with one violation a line; it has to report
exactly those lines.
"""
import sys
import tempfile
from pathlib import Path

import lint

MARK = 'TO' + 'DO'
HOME = '/ho' + 'me/ann'
LONG = 'x' * lint.LONGEST_LINE
SHOUT = 'Saved' + '!'

# Trees as text by path; what a check has to find in each, as path:line.
CLEAN = {
    'src/base/sj-a.h': '#pragma once\n',
    'src/base/sj-a-private.h': '#pragma once\n',
    'src/base/sj-a.c': '#include "base/sj-a.h"\n#include "base/sj-a-private.h"\n',
    'src/base/meson.build': "core_sources += files(\n  'sj-a.c',\n)\n",
    'src/app/sj-w.c': '#include <gtk/gtk.h>\n#include "base/sj-a.h"\n\nchar *text = _("Saved.");\n',
    'src/app/meson.build': "app_sources += files('sj-w.c')\n",
    'tests/base/test-a.c': 'int main (void) { return 0; }\n',
    'tests/base/test-b.c': 'int main (void) { return 0; }\n',
    'tests/base/meson.build': "tests = ['a', 'test-b.c']\n",
    'po/POTFILES': '# one file a line\nsrc/app/sj-w.c\n',
    'run': '#!/bin/sh\nexit 0\n',
    'tool': '#!/usr/bin/python3\nprint("not (a shell script")\n',
    'README.md': 'Long lines are fine in prose.' * 10 + '\nhttps://example.com/home/page\n',
}

VIOLATIONS = {
    'layers': ({
        'src/base/sj-b.c': '#include "lang/sj-l.h"\n#include <gtk/gtk.h>\n#include "sj-a.h"\n',
        'src/lang/sj-l.h': '#include "base/sj-a.h"\n'
                           '#include "base/sj-a-private.h"\n#include "base/sj-gone.h"\n',
        'src/profile/sj-p.c': '#include "content/sj-c.h"\n# include <libsoup/soup.h>\n',
        'src/content/sj-c.h': '#pragma once\n#include <json-glib/json-glib.h>\n',
        'src/app/sj-x.c': '#include "store/sj-s.h"\n',
        'src/store/sj-s.h': '#include <sqlite3.h>\n',
        'src/elsewhere/sj-e.c': 'int x;\n',
        'src/lang/sj-n.c': 'x = g_get_real_time ();\ny = time (NULL);\nz = rand ();\n'
                           '/* time (NULL) */\nputs ("rand ()");\n * Words on time (of day).\n'
                           'sj_value_time (x);\n',
        'src/cli/sj-n.c': 'x = g_get_real_time ();\n',
    }, ['src/base/sj-b.c:1', 'src/base/sj-b.c:2', 'src/base/sj-b.c:3',
        'src/lang/sj-l.h:2', 'src/lang/sj-l.h:3', 'src/profile/sj-p.c:1', 'src/profile/sj-p.c:2',
        'src/lang/sj-n.c:1', 'src/lang/sj-n.c:2', 'src/lang/sj-n.c:3',
        'src/content/sj-c.h:2', 'src/app/sj-x.c:1', 'src/elsewhere/sj-e.c:1']),
    'lists': ({
        'src/base/sj-b.c': 'int x;\n',
        'src/base/meson.build': "core_sources += files(\n  'sj-a.c',\n  # 'sj-b.c',\n  'sj-gone.c',\n)\n",
        'tests/base/test-c.c': 'int x;\n',
        'src/lang/sj-l.c': 'int x;\n',
    }, ['src/base/sj-b.c:1', 'src/base/meson.build:4', 'tests/base/test-c.c:1', 'src/lang/sj-l.c:1']),
    'style': ({
        'src/base/sj-b.c': f'\tint x;\nint y; \nint z;\r\n/* {MARK}: later */\n'
                           f'{LONG}x\n{LONG}\n'
                           f'char *path = "{HOME}";\nchar *text = _("{SHOUT}");\nchar *fine = _("a != b");\n'
                           f'char *two = N_("First "\n  "{SHOUT}");\n',
        'src/base/sj-c.c': 'int x;',
        'docs/page.md': f'fine\nwhite \n{MARK}\n',
        '.ci/run': f'#!/bin/sh\ncd {HOME}\n',
    }, ['src/base/sj-b.c:1', 'src/base/sj-b.c:2', 'src/base/sj-b.c:3', 'src/base/sj-b.c:4',
        'src/base/sj-b.c:5', 'src/base/sj-b.c:7', 'src/base/sj-b.c:8', 'src/base/sj-b.c:10',
        'src/base/sj-c.c:1', 'docs/page.md:2', 'docs/page.md:3', '.ci/run:2']),
    'translations': ({
        'src/app/sj-x.c': 'int x;\nchar *text = N_("Undo");\n',
        'src/app/sj-y.c': 'char *text = translate_ ("Undo");\n',
        'po/POTFILES': 'src/app/sj-w.c\nsrc/app/sj-gone.c\nsrc/app/sj-y.c\n',
    }, ['src/app/sj-x.c:2', 'po/POTFILES:2', 'po/POTFILES:3']),
    'scripts': ({
        'run': '#!/usr/bin/env bash\nif true; then\n',
        'tests/tool.py': 'x = (\n',
    }, ['run:3', 'tests/tool.py:1']),
}


def findings(check, tree):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding='utf-8', newline='')
        return sorted(f'{path}:{number}' for path, number, _ in lint.CHECKS[check](root))


def main():
    failed = 0
    for check in lint.CHECKS:
        tree, wanted = VIOLATIONS[check]
        for found, due in [(findings(check, CLEAN), []),
                           (findings(check, {**CLEAN, **tree}), sorted(wanted))]:
            for place in sorted(set(due) - set(found)):
                print(f'{check} did not find {place}')
            for place in sorted(set(found) - set(due)):
                print(f'{check} finds fault with {place}')
            failed += found != due
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
