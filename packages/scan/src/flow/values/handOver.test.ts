import { expect, it } from 'vitest';
import { valuesOf } from '../testing/valuesOf.ts';

it('is nothing where it turns out that a function of the package is called', async () => {
  // The callee is what another call gives: when this one is looked at first, nothing is known of it.
  const text = `
const isOf = (type) => (thing) => typeof thing === type;
const isNone = isOf('undefined');
const handler = () => 'given';
function show(value) { return isNone(value); }
seen(show(handler));`;
  expect((await valuesOf({ 'a.js': text })).seen()).toEqual([]);
});

it('is what something unknown may call, and give back what it gives', async () => {
  const text = `
const handler = () => 'given';
function show(value, way) { return way.run(value); }
exports.show = (way) => seen(show(handler, way));`;
  expect((await valuesOf({ 'a.js': text })).seen()).toContain('given');
});

it('is called where it is made an accessor', async () => {
  const text = `
const handler = () => 'given';
seen(Object.prototype.__defineSetter__.call({}, 'key', handler));`;
  expect((await valuesOf({ 'a.js': text })).seen()).toContain('given');
});

it('is nothing to functions of the runtime that call nothing', async () => {
  const text = `
const has = ({}).hasOwnProperty, { hasOwnProperty } = Object.prototype;
const handler = () => 'given';
seen(hasOwnProperty.call({}, handler));`;
  expect((await valuesOf({ 'a.js': text })).seen()).toEqual([]);
});
