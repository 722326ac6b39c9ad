'use strict';
// The benchmark's two rules as a Forta bot: upgrades (ERC-1967 event) and mints (Transfer from
// zero) of the watched tokens. It reads no slots, which spares it calls that the others make.
const { appendFileSync } = require('node:fs');

const watched = JSON.parse(process.env.BENCH_WATCHED);
const out = process.env.BENCH_FOUND;
const ZERO = '0x0000000000000000000000000000000000000000';

async function handleTransaction(event) {
  const found = [];
  for (const log of event.filterLog(
    ['event Transfer(address indexed from, address indexed to, uint256 value)'],
    watched,
  )) {
    if (log.args.from === ZERO) found.push(`mint:${event.blockNumber}:${log.logIndex}`);
  }
  for (const log of event.filterLog(['event Upgraded(address indexed implementation)'], watched)) {
    found.push(`upgrade:${event.blockNumber}:${log.address.toLowerCase()}`);
  }
  if (found.length > 0) appendFileSync(out, `${found.join('\n')}\n`);
  return [];
}

module.exports = { handleTransaction };
