#!/usr/bin/python3
"""walk-mouse.py PROGRAM -- the beginning of the purchase journey, with the pointer alone.

Steps 1 to 3 and 6 of the scenario: a new journey with a name, two events, a call with
its parameters, a timeout, a condition with its paths.  Only texts are typed.
"""
import walk

HALF_CARD = 104
LOYALTY = '@event{LumaPurchaseEvent_Email._aeppartner1.identification.core.email}'
VALUE = '@event{LumaPurchaseEvent_Email.productListItems.at(0).priceTotal}'
AUDIENCE = 'inAudience("luma-mobile-app-users")'


def drag_item(program, title, place):
    program.drag(program.place(program.find('list item', title)), place)


def card(program, name):
    return program.find('list item', name + ', .*')


def behind(program, name, dy=0):
    """Where an item is dropped so that it joins the way out of a card."""
    x, y = program.place(card(program, name))
    return x + 2 * HALF_CARD + 48, y + dy


def fill(program, name, text, which):
    """Clicks one of the fields of that name that are on show, and types into it."""
    def shown():
        fields = [field for field in program.all('text', name) if program.size(field)[1] > 0]
        return fields[which] if fields else None
    program.click_into(lambda: walk.until(shown, f'the field “{name}”'))
    program.type(text)


def fill_first(program, name, text):
    fill(program, name, text, 0)


def fill_last(program, name, text):
    fill(program, name, text, -1)


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
        fill_last(program, 'Value', value)
        program.expect('did: Change .Parameters.')
    program.shot('parameters')

    # 6. The purchase may not come: a timeout with a path of its own
    program.click(card(program, 'Event · LumaPurchaseEvent_Email'))
    fill_last(program, 'Wait at most', '1 min')
    program.key('Tab')
    program.expect('did: Change .Wait at most.')
    program.click_until(lambda: program.find('check box', 'Path “Timeout”'), 'did: Add Timeout')
    program.shot('timeout')

    # and on that path a condition
    program.double_click(search)
    program.type('condition')
    x, y = program.place(card(program, 'Event · LumaPurchaseEvent_Email'))
    drag_item(program, 'Condition', (x + 2 * HALF_CARD + 32, y + 74))
    program.expect('added condition')
    program.click_until(lambda: program.find('check box', 'Path “Others”'), 'did: Add Others')
    program.click(program.find('', 'As rows'))
    fill_last(program, 'Condition', AUDIENCE)
    program.expect('did: Change .Condition.')
    fill_first(program, 'Label', 'Push')
    program.expect('did: Change .Label.|did: Rename')
    program.shot('condition')

    # F2 on the card names it
    program.click(card(program, 'Condition'))
    program.key('F2')
    program.type('Preferred Channel')
    program.key('Return')
    program.expect('renamed condition')
    program.find('list item', 'Preferred Channel, Condition, 4 of 4, 2 paths.*')
    program.shot('named')

    # All of it can be undone and done again
    for name, said in (('Undo', 'undone: '), ('Redo', 'redone: ')):
        for _ in range(3):
            program.click_until(lambda wanted=name: program.find_last('push button', wanted), said)
    program.find('', 'Draft · Saved')


walk.run(steps, 'the purchase journey, drawn with the pointer')
