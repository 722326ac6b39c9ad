import { expect, it } from 'vitest';
import { keySentInJavaScript } from './testing/keySent.ts';

const WALLET = `class Wallet { #key; constructor(k) { this.#key = k; } resolve() { return 1; } }`;

it('an object of one class is not that of a method of another with such a name', async () => {
  const provider = `class Provider { #url = 'x'; resolve() { send(this); return this.#url; } }`;
  const body = 'for (const one of [new Wallet(k), new Provider()]) one.resolve();';
  expect(await keySentInJavaScript(WALLET + provider, body)).toEqual([]);
});

it('an object has the private members of its base, and a method of the base those of what is below', async () => {
  const base = 'class Base { resolve() { send(this); } }';
  const wallet = 'class Wallet extends Base { #key; constructor(k) { super(); this.#key = k; } }';
  expect(await keySentInJavaScript(base + wallet, 'new Wallet(k).resolve();')).toEqual(['high']);
  const below = 'class Hot extends Wallet { tell() { send(this); } }';
  expect(await keySentInJavaScript(WALLET + below, 'new Hot(k).tell();')).toEqual(['high']);
});

it('a class may reach the private members of one that it is written in', async () => {
  const put = 'class { put(o, k) { o.#key = k; } }';
  const tell = 'class { tell(o) { send(o.#key); } }';
  const inMethods = `class Wallet { #key; run(k) { new (${put})().put(this, k); this.tell(); } tell() { new (${tell})().tell(this); } }`;
  expect(await keySentInJavaScript(inMethods, 'new Wallet().run(k);')).not.toEqual([]);
  const inFields = `class Wallet { #key; static Put = ${put}; static Tell = ${tell};
    run(k) { new Wallet.Put().put(this, k); this.tell(); } tell() { new Wallet.Tell().tell(this); } }`;
  expect(await keySentInJavaScript(inFields, 'new Wallet().run(k);')).not.toEqual([]);
});

it('what may be anybody is not told apart', async () => {
  const other = `class Provider { tell() { send(this); } }`;
  const wallet = `class Wallet { constructor(k) { this['#key'] = k; } }`;
  const body = 'Provider.prototype.tell.call(Object.assign(new Provider(), new Wallet(k)));';
  expect(await keySentInJavaScript(wallet + other, body)).not.toEqual([]);
});
