#!/usr/bin/python3
"""walk-keys.py PROGRAM -- the beginning of the purchase journey, with keys and what a screen reader tells.

No pointer is moved.  Fields are filled and switches turned as assistive technology does it.
"""
import walk


def add(program, words, said):
    program.key('ctrl+Return')
    program.find('entry', 'Search|Find|.*[Ss]earch.*')
    program.type(words)
    program.key('Return')
    program.expect(said)


def steps(program):
    program.key('Tab', 'Return')
    program.find('list item', 'Journeys')

    # 1. New journey, its name; the focus goes on to the canvas
    program.key('ctrl+n')
    program.expect('opened journey')
    program.type('Typed Journey')
    program.key('Return')
    program.expect('did: Change .Name.')
    program.focused('Journey canvas.*')

    # 2. and 3. Each step behind the one before, found by its name
    add(program, 'lumacheckout', 'added event')
    program.focused('Event · LumaCheckoutEvent_Email, .*')
    add(program, 'lumapurchase', 'added event')
    program.focused('Event · LumaPurchaseEvent_Email, .*')
    add(program, 'loyalty', 'added call')
    program.focused('Custom action · LoyaltyService, .*')

    # 6. Back to the purchase; its timeout in the inspector
    program.key('Left')
    program.focused('Event · LumaPurchaseEvent_Email, .*')
    program.key('Return')
    program.set_text('Wait at most', '1 min')
    program.expect('did: Change .Wait at most.')
    program.press('check box', 'Path “Timeout”')
    program.expect('did: Add Timeout')

    # The condition goes behind the port of the timeout
    program.key('F6', 'F6')
    program.key('Escape')
    walk.until(lambda: program.key('F6') or program.has_focus('Event · LumaPurchaseEvent_Email, .*'),
               'the canvas by F6')
    program.key('Right')
    program.focused('When it happens, .*')
    program.key('Down')
    program.focused('Timeout, .*')
    add(program, 'condition', 'added condition')
    program.focused('Condition, .*')
    program.key('F2')
    program.type('Preferred Channel')
    program.key('Return')
    program.expect('renamed condition')
    program.focused('Preferred Channel, Condition, .*')

    # The outline tells the same journey
    program.key('ctrl+shift+o')
    for line in ('Event · LumaCheckoutEvent_Email', 'Custom action · LoyaltyService', 'Timeout .1 minute.:',
                 'Preferred Channel .Condition.'):
        program.find('label', line)


walk.run(steps, 'the purchase journey, drawn with keys')
