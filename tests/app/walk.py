"""walk.py -- drives the program from outside: pointer, keys, and what a screen reader sees.

For the walks beside it, inside of ui-run.  Nothing waits a fixed time: the program says
each change on a line of its own (log domain sojourn-ui), and those lines are waited for.
"""
import os
import queue
import re
import subprocess
import sys
import threading
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

SAME_ROLES = {'push button': 'button', 'grouping': 'panel'}    # other words in newer AT-SPI
PATIENCE = 30    # seconds: machines may be busy
# GtkSourceView 5.6 says so when its list of completions empties while one types on.
KNOWN = "gdk_popup_present: assertion 'width > 0' failed"


def fail(sentence):
    print('not ok 1 -', sentence)
    raise SystemExit(1)


def until(what, sentence, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(.03)
    return fail('gave up waiting: ' + sentence)


def children(node):
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for index in range(count):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            continue
        if child:
            yield child


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


class Program:
    """The designer, running."""

    def __init__(self, command):
        environment = dict(os.environ, G_MESSAGES_DEBUG='sojourn-ui')
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env=environment)
        self.lines = queue.Queue()
        self.said = []
        threading.Thread(target=self.read, daemon=True).start()
        self.root = until(self.find_root, 'the program on the accessibility bus')

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip('\n'))

    def find_root(self):
        if self.process.poll() is not None:
            fail('the program ended: ' + ' / '.join(self.drain()[-3:]))
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(index)
            if node and node.get_process_id() == self.process.pid and node.get_child_count():
                return node
        return None

    def drain(self):
        while not self.lines.empty():
            self.said.append(self.lines.get())
        for line in self.said:
            if re.search(r'-(WARNING|CRITICAL|ERROR) \*\*', line) and KNOWN not in line:
                fail('the program complains: ' + line)
        return self.said

    def taken(self, pattern):
        self.drain()
        for index, line in enumerate(self.said):
            found = re.search(pattern, line)
            if found:
                del self.said[:index + 1]
                return found
        return None

    def look_for(self, pattern, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.taken(pattern)
            if found:
                return found
            time.sleep(.03)
        return None

    def expect(self, pattern):
        """Waits for a line that matches, of those that were not taken yet; takes it and all before it."""
        return (self.look_for(pattern, PATIENCE) or
                fail(f'gave up waiting: “{pattern}”; it said: {self.said[-6:]}'))

    def all(self, role, name):
        role = SAME_ROLES.get(role, role)
        for node in walk(self.root):
            try:
                found_role, found_name = node.get_role_name(), node.get_name() or ''
            except GLib.Error:
                continue
            if role in ('', SAME_ROLES.get(found_role, found_role)) and re.fullmatch(name, found_name):
                yield node

    def find(self, role, name, seconds=PATIENCE):
        """The first that is there; `name` is a pattern for the whole name."""
        return until(lambda: next(self.all(role, name), None), f'{role} “{name}”', seconds)

    def find_last(self, role, name):
        """Pages that are not on show stand before the one that is."""
        return until(lambda: (list(self.all(role, name)) or [None])[-1], f'{role} “{name}”')

    def is_there(self, role, name):
        return next(self.all(role, name), None) is not None

    def has_focus(self, name):
        return any(node.get_state_set().contains(Atspi.StateType.FOCUSED) for node in self.all('', name))

    def focused(self, name):
        until(lambda: self.has_focus(name), f'the focus on “{name}”')

    def set_text(self, name, text):
        node = self.find_last('text', name)
        Atspi.EditableText.set_text_contents(node, text)

    def press(self, role, name):
        self.find_last(role, name).do_action(0)

    def window(self):
        """The window that is in front: its id and its place on the screen."""
        found = subprocess.run(['xdotool', 'getactivewindow', 'getwindowgeometry', '--shell'], capture_output=True,
                               text=True, check=False).stdout
        values = dict(line.split('=') for line in found.splitlines() if '=' in line)
        return (int(values['X']), int(values['Y'])) if 'X' in values else None

    def size(self, node):
        extents = node.get_extents(Atspi.CoordType.WINDOW)
        return extents.width, extents.height

    def place(self, node):
        """The middle of a widget on the screen; GTK 4.8 tells places in the window alone."""
        def settled():
            before = node.get_extents(Atspi.CoordType.WINDOW)
            time.sleep(.08)
            after = node.get_extents(Atspi.CoordType.WINDOW)
            return after if (before.x, before.y) == (after.x, after.y) else None
        extents = until(settled, 'a widget that stays where it is')
        x, y = until(self.window, 'a window in front')
        return x + extents.x + extents.width // 2, y + extents.y + extents.height // 2

    def point(self, x, y, *rest):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'sleep', '0.05', *rest], check=True)

    def click(self, node, button=1):
        self.point(*self.place(node), 'click', str(button))

    def click_until(self, find, pattern):
        """What is above a widget may still grow or go, and take it from under the pointer: clicks again then."""
        for _ in range(4):
            self.click(find())
            found = self.look_for(pattern, 5)
            if found:
                return found
        return fail(f'“{pattern}” after clicks; it said: {self.said[-6:]}')

    def click_into(self, find):
        """The same with a field: until it has the focus."""
        for _ in range(4):
            node = find()
            self.click(node)
            end = time.monotonic() + 5
            while time.monotonic() < end:
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return
                time.sleep(.03)
        fail('the field does not take the focus')

    def double_click(self, node):
        self.point(*self.place(node), 'click', '--repeat', '2', '--delay', '60', '1')

    def drag(self, start, end):
        """A press, moves that the toolkit takes for a drag, a rest, a release."""
        steps = []
        for step in range(1, 15):
            steps += ['mousemove', str(start[0] + (end[0] - start[0]) * step // 14),
                      str(start[1] + (end[1] - start[1]) * step // 14), 'sleep', '0.025']
        self.point(*start, 'mousedown', '1', 'sleep', '0.05', *steps, 'sleep', '0.2', 'mouseup', '1', 'sleep', '0.1')

    def key(self, *names):
        subprocess.run(['xdotool', 'key', '--delay', '30', *names], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '12', text], check=True)

    def shot(self, name):
        """A picture for whoever looks into a failure; only where SHOTS says where to."""
        folder = os.environ.get('SHOTS')
        if folder:
            subprocess.run(['import', '-window', 'root', os.path.join(folder, name + '.png')], check=False)

    def quit(self):
        self.key('ctrl+q')
        until(lambda: self.process.poll() is not None, 'the end of the program')
        self.drain()
        if self.process.returncode != 0:
            fail(f'the program ended with {self.process.returncode}')


def run(steps, name):
    """Steps are told a program; in TAP."""
    print('1..1')
    program = Program(sys.argv[1:])
    try:
        steps(program)
        program.quit()
        print('ok 1 -', name)
    finally:
        program.shot('end')
        if program.process.poll() is None:
            program.process.kill()
