import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { CallLink } from './callLink.ts';
import { functionsGiven } from './functionsGiven.ts';
import { isSameChannel } from './isSameChannel.ts';
import { messages } from './messages.ts';
import { namedCalls } from './namedCalls.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  alias(holder: ValueId, value: ValueId): void;
  /** The same as a guess. */
  presume(holder: ValueId, value: ValueId): void;
  link(call: CallIr, step: number, made: CallLink): boolean;
}

const STORAGE = /^node:async_hooks\.AsyncLocalStorage\(\)/u;
const DIAGNOSTICS = /^node:diagnostics_channel\b/u;

/**
 * Ways on which the runtime hands a value from one function to another by an object that both know: messages, events with
 * what they say, storage that lasts as long as a call.
 */
export function channels({ values, listeners, alias, presume, link }: Around): void {
  const { sets } = values;
  const calls = namedCalls(values);
  messages(values, calls, tell, alias);
  dispatchEvents();
  publish();
  keepStores();

  function tell(call: CallIr, step: number, index: number, isGuess: boolean, under?: string): void {
    link(call, step, { function: index, how: 'message', ...(under === undefined ? {} : { under }), isGuess });
  }
  /** What is dispatched stands for its type as well. */
  function dispatchEvents(): void {
    for (const [call, step] of calls.named('dispatchEvent')) {
      const [event] = call.arguments;
      if (event === undefined) continue;
      const types = calls.textsOf(event.value);
      for (const type of types.length > 0 ? types : listeners.keys())
        for (const one of listeners.get(type) ?? []) tell(call, step, one, types.length === 0);
    }
  }
  function publish(): void {
    const subscribed = calls.named('subscribe').filter(([call]) => calls.isOf(call, DIAGNOSTICS));
    for (const [call, step] of subscribed.length === 0 ? [] : calls.named('publish')) {
      if (call.receiver === undefined || !calls.isOf(call, DIAGNOSTICS)) continue;
      for (const [other] of subscribed) {
        const [first] = other.arguments;
        const names = [...calls.textsOf(other.receiver), ...calls.textsOf(first?.value)];
        if (!isSameChannel(calls.textsOf(call.receiver), names)) continue;
        for (const one of functionsGiven(sets, other)) tell(call, step, one, false);
      }
    }
  }
  /** What a storage is given is what it gives, wherever it is asked. */
  function keepStores(): void {
    const asked = calls.named('getStore').filter(([call]) => calls.isOf(call, STORAGE));
    for (const [call] of asked.length === 0 ? [] : [...calls.named('run'), ...calls.named('enterWith')]) {
      const [store] = call.arguments;
      if (store === undefined || call.receiver === undefined || !calls.isOf(call, STORAGE)) continue;
      const holders = values.holdersOf(call.receiver);
      for (const [other] of asked) {
        const others = other.receiver === undefined ? [] : values.holdersOf(other.receiver);
        const isSame = holders.some((one) => others.includes(one));
        if (!isSame && holders.length > 0 && others.length > 0) continue;
        sets.link(store.value, other.to);
        (isSame ? alias : presume)(store.value, other.to);
      }
    }
  }
}
