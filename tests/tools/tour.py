#!/usr/bin/python3
"""tour.py FOLDER WORD PROGRAM… -- pictures of every page, for the documentation.

Inside of ui-run, on a screen of the pictures' size: walks through the sample with pointer
and keys and writes FOLDER/NAME-WORD.png for each page.  A picture is taken once two in
a row are the same, so nothing waits a fixed time; what is running is waited for by what
the program says.  Easy to get wrong: pages that are not shown are on the accessibility
bus as well, without a size.  PARTS in the environment names the few that are wanted.
"""
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'app'))
import walk  # noqa: E402

# The frame that GTK draws where the window manager knows no shadows is not of interest.
FRAMELESS = 'window.solid-csd { padding: 0; box-shadow: inset 0 0 0 1px alpha(currentColor, .2); }\n'
WIDTH, HEIGHT = 1360, 860


def without_frame():
    folder = Path(os.environ['XDG_CONFIG_HOME']) / 'gtk-4.0'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'gtk.css').write_text(FRAMELESS, encoding='utf-8')


def screen():
    return subprocess.run(['import', '-silent', '-window', 'root', 'ppm:-'], capture_output=True, check=True).stdout


def has_place(node):
    """Pages of a stack say nothing of places: what is in them does."""
    try:
        if 'Component' not in node.get_interfaces():
            return True
        extents = node.get_extents(walk.Atspi.CoordType.WINDOW)
    except walk.GLib.Error:
        return False
    return min(extents.width, extents.height) > 0


def placed(node):
    """What has a place on the screen, and not what is within something that has none."""
    for child in walk.children(node):
        if has_place(child):
            yield child
            yield from placed(child)


class Tour:
    """A program, and where its pictures go."""

    def __init__(self, folder, word, command):
        self.folder = Path(folder)
        self.word = word
        self.program = walk.Program(command)

    def shot(self, name):
        """Takes the page as it is once it rests; with the pointer out of the way."""
        subprocess.run(['xdotool', 'mousemove', str(WIDTH - 1), str(HEIGHT - 1)], check=True)
        before, now = None, screen()
        end = time.monotonic() + walk.PATIENCE
        while before != now and time.monotonic() < end:
            time.sleep(.3)
            before, now = now, screen()
        path = self.folder / f'{name}-{self.word}.png'
        subprocess.run(['convert', 'ppm:-', '-dither', 'None', '-colors', '256', '-strip', '-define',
                        'png:compression-level=9', '-define', 'png:exclude-chunk=time', f'png8:{path}'],
                       input=now, check=True)
        print(f'{path}: {path.stat().st_size // 1024} KB, {hashlib.sha256(now).hexdigest()[:8]}', flush=True)

    def shown(self, role, name):
        """The first that has a place; role and name are patterns for the whole."""
        def fits(node):
            found = node.get_role_name()
            return re.fullmatch(role, walk.SAME_ROLES.get(found, found)) and re.fullmatch(name, node.get_name() or '')

        return walk.until(lambda: next(filter(fits, placed(self.program.root)), None), f'{role} “{name}”')

    def click(self, role, name):
        self.program.click(self.shown(role, name))

    def page(self, name):
        self.click('list item', name)
        self.shown('list', name)

    def press(self, name):
        """By its accessible action: a popover's place is not known."""
        def pressed():
            button = next(self.program.all('button', name), None)
            return button and button.do_action(0)
        walk.until(pressed, f'button “{name}” to press')

    def scroll_to(self, name):
        """Until the label stands in the upper third."""
        label = self.shown('label', name)
        for _ in range(60):
            if self.program.place(label)[1] < HEIGHT // 3:
                return
            self.program.point(WIDTH - 24, HEIGHT // 2, 'click', '5', 'sleep', '0.05')

    def closer(self):
        """The journey from its beginning, near enough for the words on its cards."""
        self.program.key('ctrl+9', 'ctrl+plus')
        self.program.point(WIDTH // 2, HEIGHT // 5, 'click', '--repeat', '2', '--delay', '50', '6')

    def document(self, page, name, shot, scroll_to=None):
        self.page(page)
        self.click('label', name)
        if scroll_to is not None:
            self.scroll_to(scroll_to)
        self.shot(shot)


def lists(tour):
    tour.document('Audiences', 'Luma – Big Spenders', 'audiences')
    tour.document('Profiles', 'Amélie Girard', 'profiles')
    tour.document('Events', 'LumaPurchaseEvent_Email', 'events', 'Schema')
    tour.document('Messages', 'Order Confirmation Email', 'message', 'Subject.*')
    tour.document('Actions', 'LoyaltyService', 'actions')
    tour.document('Rules', 'Luma Marketing – Outgoing messages', 'rules')


def search(tour):
    tour.program.key('ctrl+k')
    tour.shown('entry', 'Search Everything')
    tour.program.type('order')
    tour.shot('search')
    tour.program.key('Escape')


def design(tour):
    tour.page('Journeys')
    tour.program.double_click(tour.shown('label', 'Purchase Journey'))
    tour.program.expect('opened journey')
    tour.click('list item', 'Preferred Channel, .*')
    tour.shot('design')


def problems(tour):
    """A copy of a step that nothing leads to."""
    program = tour.program
    program.key('ctrl+1', 'F9', 'F4')
    tour.click('list item', 'Preferred Channel, .*')
    program.key('ctrl+d')
    program.expect('duplicated 1')
    program.key('ctrl+shift+9', 'ctrl+minus', 'ctrl+minus')
    tour.click('page tab', 'Problems')
    tour.shot('problems')


def simulate(tour):
    program = tour.program
    program.point(WIDTH // 2, HEIGHT * 3 // 4, 'click', '1')
    program.key('F9', 'F4', 'ctrl+2', 'F5')
    program.expect('simulated .* people')
    tour.closer()
    tour.shot('simulate')
    program.key('F4')
    tour.shot('sliders')
    program.key('F4')


def test(tour):
    """A person who leaves the cart behind, and why it is the telephone that reminds her."""
    program = tour.program
    program.key('ctrl+t')
    tour.click('button', 'Event')
    tour.shown('label', 'LumaCheckoutEvent_Email')
    program.key('Return')
    tour.press('It happens now')
    tour.press('Next moment')
    tour.closer()
    tour.click('label', 'Abandoned Cart Push is sent')
    program.key('Up', 'Up', 'Up')
    tour.shot('test')


def shortcuts(tour):
    tour.program.key('ctrl+question')
    tour.shown('label', 'Keyboard Shortcuts')
    tour.shot('shortcuts')
    tour.program.key('Escape')


def steps(tour):
    tour.shown('label', 'Welcome to Sojourn')
    tour.shot('welcome')
    tour.click('label', 'Open the Sample')
    tour.shown('list item', 'Journeys')
    tour.shot('journeys')
    parts = search, lists, design, simulate, test, shortcuts, problems
    for part in parts:
        if part.__name__ in os.environ.get('PARTS', part.__name__):
            part(tour)


def main():
    folder, word, *command = sys.argv[1:]
    without_frame()
    tour = Tour(folder, word, command)
    try:
        steps(tour)
        tour.program.quit()
    finally:
        if tour.program.process.poll() is None:
            tour.shot('last')
            tour.program.process.kill()


main()
