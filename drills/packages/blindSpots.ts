/**
 * What the judge does not get right yet, as measured by judge.test.ts. An entry goes when the judge no longer needs it;
 * adding one is a decision, with its reason.
 */

/** Re-creations: beginnings of the questions that are answered wrong. */
export const WRONG_ABOUT: Readonly<Record<string, readonly string[]>> = {
  // Its detectors (shapes, manifests, native code) are not part of the judge's work yet.
  'aiocpa-2024': ['update', 'alone'],
  'axios-2026': ['dependency'],
  'bittensor-wallet-2026': ['update', 'alone'],
  'chalk-debug-2025': ['update', 'alone'],
  'flatmap-stream-2018': ['update', 'alone'],
  'npm-worm-2025': ['update', 'alone'],
  'ultralytics-2024': ['update', 'alone'],
  // The environment as a whole, in an address, asks for a review only; renamed, a first look passes it.
  'ctx-2022': ['update', 'alone'],
  // An honest wallet that signs and submits is taken for a thief; an update then has no new flow.
  'bittensor-2024': ['clean'],
  'solana-web3-2024': ['clean', 'update'],
  // The analysis does not end in time: honest classes of a client, a cache and a retry that call each other.
  'injective-sdk-2025': ['clean', 'update', 'alone'],
  'xrpl-2025': ['clean', 'update', 'alone'],
};

/** Parts of composed thefts that are not seen through, with everything else at its plainest. */
export const UNSEEN_PARTS: readonly string[] = [
  // A phrase that is stretched to a key is no key by use; pasted, it asks for a review.
  'javascript source: mnemonic',
  'javascript source: clipboard',
  'python source: mnemonic',
  'python source: clipboard',
  // What a wallet's own file or page store holds.
  'javascript source: wallet file',
  'javascript source: browser',
  'python source: wallet file',
  // Names put together at run time in tables, a registry on the global object, objects that are called.
  'javascript path: computed table',
  'javascript path: global registry',
  'python path: call object',
  'python path: dispatch table',
  // Letters picked from an alphabet by a number that the key gives.
  'javascript encoder: base58',
  'python encoder: base58',
  // Another program's arguments ask for a review; a file that something else ships is not followed.
  'javascript sink: child process',
  'javascript sink: file for later',
  'python sink: subprocess',
  'python sink: os system',
  'python sink: file for later',
];

/** Share of composed thefts, drawn at random, that is held at least. */
export const COMPOSED_FLOOR = { javascript: 0.25, python: 0.4 } as const;
