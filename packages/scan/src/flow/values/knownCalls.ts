import { FOLDED_METHODS } from './foldConstants.ts';

/**
 * Methods of the languages' own containers and functions, by what they do with what they are given. They are the
 * runtime's names, which no package can rename; a function of the package with such a name is followed instead.
 */

/** How numbers stand in bytes, as DataView and Buffer call it. */
const WIDTHS = 'Int16 Uint16 UInt16 Int32 Uint32 UInt32 BigInt64 BigUint64 BigUInt64 Int UInt Float Double'.split(' ');

/** Puts its arguments into the receiver. */
export const PUTS: ReadonlySet<string> = new Set([
  ...(
    'push unshift add append appendleft set put put_nowait insert extend extendleft update splice fill setdefault ' +
    'enqueue concatInPlace appendChild setItem write writelines prepend frombytes fromlist ' +
    'setInt8 setUint8 setFloat16 setFloat32 setFloat64 writeInt8 writeUInt8 writeUint8'
  ).split(' '),
  ...WIDTHS.flatMap((one) => [`set${one}`, `write${one}LE`, `write${one}BE`]),
]);

/** Gives one element of the receiver. */
export const GIVES_ELEMENT: ReadonlySet<string> = new Set(
  'get shift pop at popleft get_nowait next find item getItem popitem peek setdefault'.split(' '),
);

/** Gives a container with the receiver's elements, or the elements one after the other. */
export const GIVES_ELEMENTS: ReadonlySet<string> = new Set(
  'slice filter concat reverse sort values splice toSorted toReversed flat entries copy items iter toArray'.split(' '),
);

/** Calls its argument with the receiver's elements. */
export const CALLS_WITH_ELEMENTS: ReadonlySet<string> = new Set(
  'forEach map filter find findIndex some every flatMap reduce reduceRight sort each'.split(' '),
);

/** Calls its argument with what the receiver promises. */
export const CALLS_WITH_WHOLE: ReadonlySet<string> = new Set('then catch finally pipe tap'.split(' '));

/** Registers its second argument under the name that is the first. */
export const REGISTERS: ReadonlySet<string> = new Set(
  'on once addListener prependListener prependOnceListener addEventListener subscribe listen handle hook'.split(' '),
);

/** Hands its further arguments to what is registered under the name that is the first. */
export const EMITS: ReadonlySet<string> = new Set(
  'emit dispatchEvent publish trigger fire send postMessage notify emitAsync'.split(' '),
);

/** Methods whose calls mean something whatever they are called on. */
export const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'call',
  'apply',
  'bind',
  ...PUTS,
  ...GIVES_ELEMENT,
  ...GIVES_ELEMENTS,
  ...CALLS_WITH_ELEMENTS,
  ...CALLS_WITH_WHOLE,
  ...REGISTERS,
  ...FOLDED_METHODS,
]);

/** Functions from outside whose result is what they were given first, or the same in another wrapping. */
export const HANDS_ON: ReadonlySet<string> = new Set([
  'global:Object.freeze',
  'global:Object.seal',
  'global:Object.create',
  'global:Object.setPrototypeOf',
  'global:Object.assign',
  'global:Object.values',
  'global:Object.defineProperty',
  'global:Object.defineProperties',
  'global:Promise.resolve',
  'global:Promise.all',
  'global:Promise.race',
  'global:Promise.any',
  'global:Array.from',
  'global:Proxy',
  'global:structuredClone',
  'global:Event',
  'global:CustomEvent',
  'global:MessageEvent',
  'global:list',
  'global:tuple',
  'global:iter',
  'global:sorted',
  'py:copy.copy',
  'py:copy.deepcopy',
  'py:functools.partial',
  'py:asyncio.run',
  'py:asyncio.create_task',
  'py:asyncio.ensure_future',
  'npm:tslib.__importDefault',
  'npm:tslib.__importStar',
  'npm:@babel/runtime/helpers/interopRequireDefault',
  'npm:@babel/runtime/helpers/interopRequireWildcard',
]);

/** What these give goes by the name that they are given. */
export const NAMED_CHANNELS: ReadonlySet<string> = new Set([
  'global:BroadcastChannel',
  'node:worker_threads.BroadcastChannel',
  'node:diagnostics_channel.channel',
]);

/** Of what hands on, the ones whose result is nothing else. */
export const SAME: ReadonlySet<string> = new Set([
  'global:Object.freeze',
  'global:Object.seal',
  'global:Object.setPrototypeOf',
  'global:Object.assign',
  'global:Object.defineProperty',
  'global:Object.defineProperties',
  'npm:tslib.__importDefault',
  'npm:tslib.__importStar',
  'npm:@babel/runtime/helpers/interopRequireDefault',
  'npm:@babel/runtime/helpers/interopRequireWildcard',
]);

/** Gives the names of an object's members, and nothing of what is kept under them. */
export const GIVES_NAMES: ReadonlySet<string> = new Set([
  'global:Object.keys',
  'global:Object.getOwnPropertyNames',
  'global:Reflect.ownKeys',
]);

/** Makes a container out of pairs of a name and what is kept under it. */
export const MAKES_FROM_PAIRS: ReadonlySet<string> = new Set([
  'global:Object.fromEntries',
  'global:Map',
  'global:WeakMap',
  'global:dict',
  'py:collections.OrderedDict',
]);

/** Makes an empty container that `PUTS` and `GIVES_ELEMENT` work on. */
export const MAKES_CONTAINER: ReadonlySet<string> = new Set([
  'global:Map',
  'global:Set',
  'global:WeakMap',
  'global:WeakSet',
  'global:Array',
  'global:Object',
  'global:Object.fromEntries',
  'global:dict',
  'global:list',
  'global:set',
  'py:collections.deque',
  'py:collections.defaultdict',
  'py:collections.OrderedDict',
  'node:async_hooks.AsyncLocalStorage',
  'py:queue.Queue',
  'py:queue.SimpleQueue',
  'py:queue.LifoQueue',
  'py:asyncio.Queue',
  'py:multiprocessing.Queue',
  'py:types.SimpleNamespace',
]);

/** Members that every list has by itself. */
export const LIST_MEMBERS: ReadonlySet<string> = new Set([
  'length',
  'join',
  'includes',
  'indexOf',
  'lastIndexOf',
  'keys',
  'clear',
  'remove',
  'count',
  'index',
  'constructor',
  ...PUTS,
  ...GIVES_ELEMENT,
  ...GIVES_ELEMENTS,
  ...CALLS_WITH_ELEMENTS,
]);

/** Members that every string, function or promise has by itself: nobody stores one under a name that nothing says. */
export const OWN_MEMBERS: ReadonlySet<string> = new Set(
  (
    'constructor prototype length toString toLocaleString valueOf toJSON hasOwnProperty replace replaceAll slice split ' +
    'substring substr trim trimStart trimEnd startsWith endsWith startswith endswith toLowerCase toUpperCase lower upper ' +
    'strip lstrip rstrip charAt charCodeAt codePointAt match matchAll padStart padEnd localeCompare normalize repeat ' +
    'then catch finally call apply bind toFixed hex encode decode isdigit subarray'
  ).split(' '),
);

/** Functions of the runtime that call nothing of what they are given. */
export const CALLS_NOTHING: RegExp =
  /^global:(Object(\.(?!groupBy)\w+)?|Object\.prototype\.(?!__define)\w+(\.(call|apply))?|Array\.isArray|Number(\.\w+)?|String|Boolean|BigInt|Symbol|isNaN|isFinite|parseInt|parseFloat|console\.\w+|Promise\.\w+|WeakMap|WeakSet|WeakRef|Reflect\.(?!apply|construct)\w+|structuredClone|isinstance|issubclass|len|type|id|hash|repr|str|int|setattr|getattr|hasattr|callable|super|print|list|tuple|dict|set|bool|vars|dir)$/u;
