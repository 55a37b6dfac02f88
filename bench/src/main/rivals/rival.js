// One Node rival in its own process: node rival.js ENGINE TABLE.json
//
// A table file holds {rows: [...], tier, drawn: [...]}. The answer to every row is compared before anything is timed. Then it does
// what it is told, a line of JSON for an answer, as RivalMain does: warm SECONDS, measure MILLIS. It ends when its input does.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const BLOCK_NS = 1e6;
const WARM_NS = 5e8;
const STEADY = 1.05;

function zen(rows) {
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode' },
      {
        id: 'table', name: 'table', type: 'decisionTableNode',
        content: {
          hitPolicy: 'first',
          inputs: ['intent', 'channel', 'product', 'tier'].map((field) => ({ id: field, name: field, field })),
          outputs: ['queue', 'priority'].map((field) => ({ id: field, name: field, field })),
          rules: rows.map((row, i) => ({
            _id: `r${i}`,
            intent: JSON.stringify(row.intent),
            channel: JSON.stringify(row.channel),
            product: JSON.stringify(row.product),
            tier: row.tiers.map((tier) => JSON.stringify(tier)).join(', '),
            queue: JSON.stringify(row.queue),
            priority: String(row.priority),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode' },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'e2', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
  return import('@gorules/zen-engine').then(({ ZenEngine }) => {
    const decision = new ZenEngine().createDecision(content);
    return async (inputs) => (await decision.evaluate(inputs)).result;
  });
}

function jsonRules(rows) {
  return import('json-rules-engine').then(({ Engine }) => {
    const engine = new Engine();
    for (const row of rows) {
      engine.addRule({
        conditions: {
          all: [
            { fact: 'intent', operator: 'equal', value: row.intent },
            { fact: 'channel', operator: 'equal', value: row.channel },
            { fact: 'product', operator: 'equal', value: row.product },
            { fact: 'tier', operator: 'in', value: row.tiers },
          ],
        },
        event: { type: 'route', params: { queue: row.queue, priority: row.priority } },
      });
    }
    return async (inputs) => (await engine.run(inputs)).events[0].params;
  });
}

/** The answers to every row, each held against the table. */
async function compare(name, decide, { rows, tier }) {
  for (const row of rows) {
    const given = await decide(inputsOf(row, tier));
    if (given.queue !== row.queue || given.priority !== row.priority) {
      throw new Error(`${name} says ${JSON.stringify(given)} where the table says ${row.queue}, ${row.priority}`);
    }
  }
}

function inputsOf(row, tier) {
  return { intent: row.intent, channel: row.channel, product: row.product, tier };
}

/** Times one engine over the contacts it was given, so many of them at once. */
class Clock {
  constructor(decide, contacts, atOnce) {
    Object.assign(this, { decide, contacts, atOnce, next: 0, roughNs: 1 });
  }

  contact() {
    const contact = this.contacts[this.next];
    this.next = this.next + 1 === this.contacts.length ? 0 : this.next + 1;
    return contact;
  }

  async calls(count) {
    if (this.atOnce === 1) {
      for (let i = 0; i < count; i++) {
        await this.decide(this.contact());
      }
      return;
    }
    let left = count;
    const worker = async () => {
      while (left-- > 0) {
        await this.decide(this.contact());
      }
    };
    await Promise.all(Array.from({ length: this.atOnce }, worker));
  }

  /** Nanoseconds for one decision: the median over blocks of about a millisecond, and of four calls at once at least. */
  async measure(forNs) {
    const calls = Math.max(4 * (this.atOnce - 1) + 1, Math.round(BLOCK_NS / this.roughNs));
    const times = [];
    const started = now();
    for (let began = started; began - started < forNs;) {
      await this.calls(calls);
      const ended = now();
      times.push((ended - began) / calls);
      began = ended;
    }
    times.sort((a, b) => a - b);
    this.roughNs = times[times.length >> 1];
    return this.roughNs;
  }

  /** Decides until three measurements in a row agree, or the time is over; one pass over all contacts comes first. */
  async warm(limitNs) {
    const started = now();
    for (let i = 0; i < this.contacts.length && now() - started < limitNs; i++) {
      await this.decide(this.contact());
    }
    const last = [NaN, NaN, NaN];
    for (let i = 0; now() - started < limitNs; i++) {
      last[i % 3] = await this.measure(WARM_NS);
      if (Math.max(...last) <= Math.min(...last) * STEADY) {
        return { isSteady: true, seconds: (now() - started) / 1e9 };
      }
    }
    return { isSteady: false, seconds: (now() - started) / 1e9 };
  }
}

const now = () => Number(process.hrtime.bigint());
const say = (answer) => console.log(JSON.stringify(answer));

const [name, file] = process.argv.slice(2);
const table = JSON.parse(readFileSync(file, 'utf8'));
const [make, atOnce] = { zen: [zen, 1], zen_64: [zen, 64], json_rules: [jsonRules, 1] }[name];
const decide = await make(table.rows);
await compare(name, decide, table);
say({ compared: table.rows.length, collectors: ['V8'] });
const clock = new Clock(decide, table.drawn.map((row) => inputsOf(table.rows[row], table.tier)), atOnce);
for await (const line of createInterface({ input: process.stdin })) {
  const [what, amount] = line.split(' ');
  say(what === 'warm' ? await clock.warm(amount * 1e9) : { ns: await clock.measure(amount * 1e6) });
}
process.exit(0);
