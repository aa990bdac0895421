#!/usr/bin/python3
"""walk-runs.py PROGRAM -- a run is kept, compared with recorded events, and written to a file.

Files are chosen as people do it, in the dialogs of the toolkit.
"""
import json
import os
import shutil
import tempfile
import time

import walk

START = 1700000000000


def event(number, kind, who, after):
    return json.dumps({'id': str(number), 'type': kind, 'profile': who, 'time': START + after, 'payload': {}})


def write_events(path):
    with open(path, 'w', encoding='utf-8') as file:
        print(event(1, 'LumaCheckoutEvent_Email', 'luma-001', 0),
              event(2, 'LumaPurchaseEvent_Email', 'luma-001', 20000),
              event(3, 'LumaCheckoutEvent_Email', 'luma-002', 0), 'no line at all', sep='\n', file=file)


def wait_for_dialog(program, main):
    walk.until(lambda: program.window() not in (None, main), 'a dialog in front')


def choose(program, main, path, keys):
    """In the dialog of files that was asked for."""
    wait_for_dialog(program, main)
    time.sleep(.5)    # it takes the focus a moment later
    program.key(*keys)
    program.type(path)
    program.key('Return')


def steps_in(program, folder):
    events = os.path.join(folder, 'march.jsonl')
    rows = os.path.join(folder, 'figures.csv')
    write_events(events)

    # The journey of the sample, simulated
    program.click(program.find('label', 'Open the Sample'))
    program.find('list item', 'Journeys')
    program.double_click(program.find('label', 'Purchase Journey'))
    program.expect('opened journey')
    program.key('ctrl+2')
    program.key('F5')
    program.expect('simulated 100000 people')
    main = program.window()

    # Kept under a name
    program.click(program.find_last('label', 'Runs'))
    program.press('push button', 'Keep This Run…')
    program.find('text', 'Name')
    wait_for_dialog(program, main)
    program.type('As it is')
    program.key('Return')
    program.expect('kept run As it is')
    program.find('label', 'As it is')

    # Recorded events in place of made-up people; what is wrong with them is said
    walk.until(lambda: program.window() == main, 'the window in front')
    program.press('push button', 'Choose…')
    choose(program, main, events, ['ctrl+l'])
    program.expect('simulated 2 people')
    program.find('label', r'(?s).*march\.jsonl, line 4: .*')

    # Told apart
    program.press('push button', 'Compare')
    program.expect('compared As it is with Shown now')
    program.find('label', 'surely')
    program.shot('compared')

    # To a file
    walk.until(lambda: program.window() == main, 'the window in front')
    program.press('push button', 'Write what is shown to a file')
    program.press('menu item', 'Figures as CSV…')
    choose(program, main, rows, ['ctrl+a'])
    program.expect('exported .*figures.csv')
    with open(rows, encoding='utf-8-sig') as file:
        first = file.readline()
    if not first.startswith('table,step,path'):
        walk.fail('the file is another: ' + first)


def steps(program):
    folder = tempfile.mkdtemp()
    try:
        steps_in(program, folder)
    finally:
        shutil.rmtree(folder)


walk.run(steps, 'runs that are kept, compared and written to a file')
