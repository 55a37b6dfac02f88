// One Node rival in its own process: node rival.js ENGINE MILLIS TABLE.json...
//
// A table file holds {rows: [...], contacts: {position: {inputs, answer}}, compared: [{inputs, answer}]}. Every answer is
// compared before anything is timed. Writes one line of JSON for each timing, as RivalMain does.
import { readFileSync } from 'node:fs';

const BATCHES = 21;

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

async function compare(name, decide, questions) {
  for (const { inputs, answer } of questions) {
    const given = await decide(inputs);
    if (given.queue !== answer.queue || given.priority !== answer.priority) {
      throw new Error(`${name} says ${JSON.stringify(given)} where the table says ${JSON.stringify(answer)}`);
    }
  }
}

async function time(decide, inputs, millis) {
  let count = 0;
  const started = process.hrtime.bigint();
  let spent = 0n;
  while (spent < BigInt(millis) * 1_000_000n || count < 2) {
    await decide(inputs);
    count++;
    spent = process.hrtime.bigint() - started;
  }
  const batch = Math.max(1, Math.floor((millis * 1e6) / BATCHES / (Number(spent) / count)));
  const times = [];
  for (let i = 0; i < BATCHES; i++) {
    const began = process.hrtime.bigint();
    for (let j = 0; j < batch; j++) {
      await decide(inputs);
    }
    times.push(Number(process.hrtime.bigint() - began) / batch);
  }
  return times.sort((a, b) => a - b);
}

const [name, millis, ...files] = process.argv.slice(2);
for (const file of files) {
  const table = JSON.parse(readFileSync(file, 'utf8'));
  const decide = await { zen, json_rules: jsonRules }[name](table.rows);
  await compare(name, decide, table.compared);
  for (const [position, contact] of Object.entries(table.contacts)) {
    const times = await time(decide, contact.inputs, Number(millis));
    console.log(JSON.stringify({
      engine: name, rows: table.rows.length, position, ns: times[Math.floor(times.length / 2)], leastNs: times[0],
    }));
  }
}
process.exit(0);
