// The order confirmation in Handlebars: node handlebars.mjs FOLDER RECORDS
//
// FOLDER holds node_modules/handlebars; RECORDS holds data and the text that must
// come out.  Prints the nanoseconds of one rendering, the best of five rounds.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [folder, file] = process.argv.slice(2);
const Handlebars = createRequire (path.join (path.resolve (folder), 'x.js')) ('handlebars');
const records = JSON.parse (fs.readFileSync (file, 'utf8'));

const source = `Subject: {{profile.person.name.firstName}}, your order confirmation
<html><body><h1>Thank you, {{profile.person.name.firstName}}!</h1><p>Here are the details of your order</p><table>\
{{#each context.journey.events.Purchase.productListItems as |item|}}\
<tr><td>{{item.name}}</td><td>{{item.quantity}}</td><td>{{item.priceTotal}}</td></tr>\
{{/each}}</table><p>Total: {{context.journey.events.Purchase.commerce.order.priceTotal}}</p><p>Your offer: \
{{#if (gte context.journey.events.Purchase.commerce.order.priceTotal 200)}}20% off{{else}}10% off{{/if}}\
{{> promo}}</p></body></html>`;
const promo = ' with code LUMA-{{profile.loyalty.code}}';

const precompiled = (text) =>
  Handlebars.template ((0, eval) ('(' + Handlebars.precompile (text, { knownHelpers: { gte: true } }) + ')'));

Handlebars.registerHelper ('gte', (a, b) => a >= b);
Handlebars.registerPartial ('promo', precompiled (promo));
const render = precompiled (source);

for (const { data, text } of records)
  if (render (data) !== text)
    throw new Error ('the texts differ:\n' + render (data) + '\n' + text);

const rounds = 100;
let best = Infinity;
let length = 0;
for (let i = 0; i < 7; i++)
  {
    const before = process.cpuUsage ();

    for (let j = 0; j < rounds; j++)
      for (const { data } of records)
        length += Buffer.byteLength (render (data));
    const used = process.cpuUsage (before);

    if (i > 1)    // the first two warm it up
      best = Math.min (best, (used.user + used.system) * 1000 / (rounds * records.length));
  }
console.log (best);
if (length === 0)
  throw new Error ('nothing was rendered');
