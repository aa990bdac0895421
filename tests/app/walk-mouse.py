#!/usr/bin/python3
"""walk-mouse.py PROGRAM -- the beginning of the purchase journey, with the pointer alone."""
import walk


def drag_item(program, title, place):
    item = program.find('list item', title)
    program.drag(program.place(item), place)


def steps(program):
    program.click(program.find('label', 'Open the Sample'))
    program.find('list item', 'Journeys')

    # 1. New journey, its name
    program.click(program.find('push button', 'New journey'))
    program.expect('opened journey')
    program.type('Walked Journey')
    program.key('Return')
    program.expect('did: Change .Name.')
    program.find('', 'Draft · Saved')

    # 2. Two events, the second dropped on the way out of the first
    canvas = program.find('list', 'Journey canvas.*')
    x, y = program.place(canvas)
    drag_item(program, 'LumaCheckoutEvent_Email', (x - 200, y))
    first = program.expect(r'added (\S+)')[1]
    card = program.find('list item', 'LumaCheckout.*|Event.*1 of 1.*')
    program.shot('first')
    at = program.place(card)
    drag_item(program, 'LumaPurchaseEvent_Email', (at[0] + 250, at[1]))
    program.expect(r'added (\S+)')
    program.shot('second')


walk.run(steps, 'the purchase journey, drawn with the pointer')
