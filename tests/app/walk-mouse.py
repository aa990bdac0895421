#!/usr/bin/python3
"""walk-mouse.py PROGRAM -- the beginning of the purchase journey, with the pointer alone.

Steps 1 to 3 and 6 of the scenario: a new journey with a name, two events, a call with
its parameters, a timeout, a condition with its paths.  Only texts are typed.
"""
import walk

HALF_CARD = 104
LOYALTY = '@event{LumaPurchaseEvent_Email._aeppartner1.identification.core.email}'
VALUE = '@event{LumaPurchaseEvent_Email.productListItems.at(0).priceTotal}'


def drag_item(program, title, place):
    program.drag(program.place(program.find('list item', title)), place)


def card(program, name):
    return program.find('list item', name + ', .*')


def behind(program, name, dy=0):
    """Where an item is dropped so that it joins the way out of a card."""
    x, y = program.place(card(program, name))
    return x + 2 * HALF_CARD + 48, y + dy


def steps(program):
    program.click(program.find('label', 'Open the Sample'))
    program.find('list item', 'Journeys')

    # 1. New journey, its name; it is saved by itself
    program.click(program.find('push button', 'New journey'))
    program.expect('opened journey')
    program.type('Walked Journey')
    program.key('Return')
    program.expect('did: Change .Name.')
    program.find('', 'Draft · Saved')

    # 2. Two events, the second dropped on the way out of the first
    x, y = program.place(program.find('list', 'Journey canvas.*'))
    drag_item(program, 'LumaCheckoutEvent_Email', (x - 240, y - 160))
    program.expect(r'added event')
    drag_item(program, 'LumaPurchaseEvent_Email', behind(program, 'Event · LumaCheckoutEvent_Email'))
    program.expect(r'added event')
    program.find('list item', 'Event · LumaCheckoutEvent_Email, .*')

    # 3. The call behind it; its parameters are typed
    search = program.find('entry', 'Search steps')
    program.click(search)
    program.type('loyalty')
    drag_item(program, 'LoyaltyService', behind(program, 'Event · LumaPurchaseEvent_Email'))
    program.expect(r'added call')
    program.shot('call')
    for name, value in (('loyaltyId', LOYALTY), ('orderValue', VALUE)):
        program.click(program.find('label', name))
        program.shot('param')
        import subprocess
        print(subprocess.run(['tests/tools/ui-tree','-s'],capture_output=True,text=True).stdout[-14000:])
        program.find('text', 'Value', 2)


walk.run(steps, 'the purchase journey, drawn with the pointer')
