#!/usr/bin/env python3
"""lint.py -- what no compiler checks: layers, file lists, style, translations, scripts.

    lint.py CHECK [ROOT]

Prints `file:line: sentence` for each finding and fails when there is one.  The
rules are the tables below; a new rule should be a new line.  The easy thing to
get wrong is a pattern that never matches: each rule has its violation in
selftest.py.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

# Which folders of src a folder may include from, besides itself.
BELOW_ENGINE = ['base', 'lang', 'profile', 'content', 'model']
BELOW_STORE = [*BELOW_ENGINE, 'engine', 'kinds']
BELOW_RUNTIME = [*BELOW_STORE, 'store', 'channels', 'report']
HANDED_OUT = [*BELOW_STORE, 'report', 'runtime']
LAYERS = {
    'base': [],
    'lang': ['base'],
    'profile': ['base', 'lang'],
    'content': ['base', 'lang'],
    'model': ['base', 'lang', 'profile', 'content'],
    'engine': BELOW_ENGINE,
    'kinds': [*BELOW_ENGINE, 'engine'],
    'store': BELOW_STORE,
    'channels': BELOW_STORE,
    'report': BELOW_STORE,
    'runtime': BELOW_RUNTIME,
    'server': HANDED_OUT,
    'cli': HANDED_OUT,
    'scene': BELOW_ENGINE,
    'widgets': [*BELOW_ENGINE, 'scene'],
    'app': [*HANDED_OUT, 'scene', 'widgets'],
}

# Which folders may include headers of a library.
SCREEN = ['widgets', 'app']
LIBRARIES = [
    (r'(gtk|gdk|gsk|graphene|adwaita|libadwaita|gtksourceview|webkit)\b', SCREEN, 'a screen'),
    (r'libsoup/', ['channels'], 'HTTP'),
    (r'(curl|gmime)/', ['channels'], 'mail'),
    (r'microhttpd', ['server'], 'an HTTP server'),
    (r'sqlite3', ['store'], 'SQLite'),
    (r'libsecret/', ['channels', 'runtime', 'app'], 'the secret service'),
    (r'unicode/', ['base', 'lang', 'content'], 'ICU'),
    (r'pcre2', ['base', 'lang'], 'PCRE2'),
    (r'(zlib|zstd)\b', ['base'], 'archives'),
    (r'json-glib/', [], 'json-glib'),
]

# Time and chance come in as arguments here: the same input, the same result.
PURE = [*BELOW_ENGINE, 'engine', 'kinds', 'scene']
IMPURE_CALLS = re.compile(r'\b(g_get_(real|monotonic)_time|g_date_time_new_now\w*|clock_gettime|gettimeofday'
                          r'|g_rand(om)?_\w+|s?rand(om)?|time) ?\((?!\w+ \*)')

# A line that matches must not stand in files of those suffixes.
SOURCE = ('.c', '.h', '.def')
CODE = (*SOURCE, '.py', '.sh', '.build')
TEXT = (*CODE, '.md', '.txt', '.journey', '.scn', '.ui', '.css', '.xml')
LONGEST_LINE = 120
LINES = [
    (CODE, r'\t', 'a tab stands here; use blanks.'),
    (TEXT, r'[ \t\r]$', 'white space ends this line.'),
    (CODE, r'.{%d}' % (LONGEST_LINE + 1), 'the line is longer than %d characters.' % LONGEST_LINE),
    (TEXT, r'\b(TO' r'DO|FIX' r'ME)\b|[*/#] *X' r'XX\b', 'a mark for later stands here; do it or leave it out.'),
    (TEXT, r'(?<![\w./-])/(home|root|work|mnt|media|Users)/', 'this is a path of one machine.'),
]

# A call that marks text for translation, and the literals it begins with.
TRANSLATABLE = re.compile(r'(?<!\w)(?:N?_|N?C_|ngettext)\s?\(\s*((?:"(?:[^"\\\n]|\\.)*"[\s,]*)+)')
SKIPPED = {'.git', '.cache', '__pycache__', 'corpus', 'node_modules'}


def files(root):
    """All files of the tree that people write, as paths below the root."""
    for folder, folders, names in os.walk(root):
        below = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders
                            if name not in SKIPPED and not (below == Path('.') and name.startswith('build')))
        for name in sorted(names):
            yield below / name


def read(root, path):
    with open(root / path, encoding='utf-8', newline='') as file:
        return file.read()


def lines(root, path):
    return enumerate(read(root, path).split('\n'), 1)


def suffix(root, path):
    """Scripts without a suffix are what their first line says."""
    if path.suffix or path.name.startswith('.'):
        return path.suffix
    with open(root / path, 'rb') as file:
        first = file.readline()
    if not first.startswith(b'#!'):
        return ''
    return '.py' if b'python' in first else '.sh'


def strip_literals(line):
    """The line without texts and comments."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|/\*.*|^ \* .*', '""', line)


def library_finding(folder, header):
    for pattern, allowed, words in LIBRARIES:
        if re.match(pattern, header) and folder not in allowed:
            return f'{folder} must not know {words} (<{header}>).'
    return None


def folder_finding(root, folder, header):
    target = header.split('/')[0] if '/' in header else None
    if target is None:
        return f'"{header}" does not name its folder.'
    if not (root / 'src' / header).exists():
        return f'there is no src/{header}.'
    if target == folder:
        return None
    if header.endswith('-private.h'):
        return f'"{header}" is for {target} alone.'
    if target not in LAYERS[folder]:
        return f'{folder} must not use {target} ("{header}").'
    return None


def check_layers(root):
    """Includes point to allowed folders, libraries stay where they belong, and
    nothing below the drivers reads a clock or throws dice."""
    for path in files(root):
        if path.parts[0] != 'src' or path.suffix not in SOURCE or len(path.parts) < 3:
            continue
        folder = path.parts[1]
        if folder not in LAYERS:
            yield path, 1, f'the folder src/{folder} is not in the table of layers.'
            continue
        for number, line in lines(root, path):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if include is None:
                call = IMPURE_CALLS.search(strip_literals(line)) if folder in PURE else None
                if call:
                    yield path, number, f'{folder} must not call {call[1]} (): time and chance are arguments.'
                continue
            bracket, header = include.groups()
            finding = (library_finding(folder, header) if bracket == '<' else
                       folder_finding(root, folder, header))
            if finding:
                yield path, number, finding


def listed_names(root, folder):
    """The quoted names of a folder's meson.build, with their lines."""
    build = folder / 'meson.build'
    if not (root / build).exists():
        return {}
    return {name: number for number, line in lines(root, build)
            for name in re.findall(r"'([^']+)'", line.split('#')[0])}


def check_lists(root):
    """Each C file is built, each file that is to be built is there."""
    folders = {}
    for path in files(root):
        if path.suffix == '.c' and path.parts[0] in ('src', 'tests') and len(path.parts) >= 3:
            folders.setdefault(path.parent, []).append(path.name)
        elif path.name == 'meson.build' and path.parts[0] in ('src', 'tests') and len(path.parts) >= 3:
            folders.setdefault(path.parent, [])
    for folder, names in folders.items():
        listed = listed_names(root, folder)
        for name in names:
            stem = name[:-2]
            short = re.sub(r'^(test|fuzz|bench)-', '', stem)
            if not {name, stem, short} & listed.keys():
                yield folder / name, 1, f'{folder}/meson.build does not list it.'
        for name, number in listed.items():
            if name.endswith('.c') and '@' not in name and not (root / folder / name).exists():
                yield folder / 'meson.build', number, f'there is no {folder}/{name}.'


def translatable(text):
    """The texts for people in a source, with their lines."""
    for call in TRANSLATABLE.finditer(text):
        yield text.count('\n', 0, call.start()) + 1, call[1]


def check_style(root):
    """No tabs, long lines, marks, machine paths, shouting."""
    for path in files(root):
        kind = suffix(root, path)
        if kind not in TEXT:
            continue
        text = read(root, path)
        if text and not text.endswith('\n'):
            yield path, text.count('\n') + 1, 'the last line does not end.'
        for number, line in enumerate(text.split('\n'), 1):
            for suffixes, pattern, sentence in LINES:
                if kind in suffixes and re.search(pattern, line):
                    yield path, number, sentence
        for number, literal in translatable(text) if kind in SOURCE else ():
            if re.search(r'\w!(?!=)', literal):
                yield path, number, 'a text for people has an exclamation mark.'


def check_translations(root):
    """Each file with translatable text is in po/POTFILES, and no other."""
    potfiles = Path('po/POTFILES')
    listed = {line: number for number, line in lines(root, potfiles) if line and not line.startswith('#')}
    for path in files(root):
        if path.parts[0] != 'src' or path.suffix not in SOURCE:
            continue
        marked = next(translatable(read(root, path)), None)
        if marked and str(path) not in listed:
            yield path, marked[0], f'it has text to translate; add the line {path} to {potfiles}.'
    for name, number in listed.items():
        if not (root / name).exists():
            yield potfiles, number, f'there is no {name}.'
        elif next(translatable(read(root, name)), None) is None and name.endswith(SOURCE):
            yield potfiles, number, f'{name} has no text to translate.'


def check_scripts(root):
    """Shell scripts parse, Python compiles."""
    for path in files(root):
        kind = suffix(root, path)
        if kind == '.sh':
            done = subprocess.run(['bash', '-n', root / path], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                number = re.search(r'line (\d+)', done.stderr)
                yield path, int(number[1]) if number else 1, 'bash cannot read this script.'
        elif kind == '.py':
            try:
                compile(read(root, path), str(path), 'exec')
            except SyntaxError as error:
                yield path, error.lineno or 1, 'Python cannot read this script.'


CHECKS = {
    'layers': check_layers,
    'lists': check_lists,
    'style': check_style,
    'translations': check_translations,
    'scripts': check_scripts,
}


def main(arguments):
    if not arguments or arguments[0] not in CHECKS:
        print('usage: lint.py', '|'.join(CHECKS), '[ROOT]', file=sys.stderr)
        return 2
    root = Path(arguments[1] if len(arguments) > 1 else '.')
    findings = list(CHECKS[arguments[0]](root))
    for path, number, sentence in findings:
        print(f'{path}:{number}: {sentence}')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
