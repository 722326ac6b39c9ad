import type { Capability, SourceKind } from '../flowReport.ts';

/** What an API from outside gives that is worth stealing, or that tells where something comes from. */
export interface SourceEntry {
  readonly root: string;
  /** Last members; `*` is every one, `()` the root called, `=` the root itself as a value. */
  readonly members: string;
  readonly kind: SourceKind;
  readonly capability?: Capability;
}

export const SOURCES: readonly SourceEntry[] = [
  // The environment as a whole; single variables are judged by their names
  { root: 'global:process.env', members: '=', kind: 'environment', capability: 'environment' },
  { root: 'node:process.env', members: '=', kind: 'environment', capability: 'environment' },
  { root: 'global:Bun.env', members: '=', kind: 'environment', capability: 'environment' },
  { root: 'global:Deno.env', members: 'toObject', kind: 'environment', capability: 'environment' },
  { root: 'py:os.environ', members: '=', kind: 'environment', capability: 'environment' },
  { root: 'py:os.environb', members: '=', kind: 'environment', capability: 'environment' },
  // Browsers
  { root: 'global:document.cookie', members: '=', kind: 'credential' },
  { root: 'global:navigator.clipboard', members: 'readText read', kind: 'clipboard', capability: 'clipboard' },
  { root: 'global:clipboardData', members: 'getData', kind: 'clipboard', capability: 'clipboard' },
  { root: 'global:navigator.credentials', members: 'get', kind: 'credential' },
  { root: 'npm:clipboardy', members: 'read readSync', kind: 'clipboard', capability: 'clipboard' },
  { root: 'npm:copy-paste', members: 'paste', kind: 'clipboard', capability: 'clipboard' },
  { root: 'npm:electron.clipboard', members: 'readText', kind: 'clipboard', capability: 'clipboard' },
  { root: 'py:pyperclip', members: 'paste', kind: 'clipboard', capability: 'clipboard' },
  { root: 'py:win32clipboard', members: 'GetClipboardData', kind: 'clipboard', capability: 'clipboard' },
  { root: 'py:tkinter', members: 'clipboard_get', kind: 'clipboard', capability: 'clipboard' },
  // The machine
  { root: 'node:os', members: 'hostname userInfo networkInterfaces homedir', kind: 'host' },
  { root: 'py:platform', members: 'node uname platform', kind: 'host' },
  { root: 'py:socket', members: 'gethostname getfqdn', kind: 'host' },
  { root: 'py:getpass', members: 'getuser', kind: 'host' },
  { root: 'py:os', members: 'getlogin uname', kind: 'host' },
  // What is typed at a terminal without echo
  { root: 'py:getpass', members: 'getpass', kind: 'credential' },
];

/** Objects of wallets in browsers: their use is a capability of its own. */
export const WALLET_OBJECTS: readonly string[] = [
  'global:ethereum',
  'global:solana',
  'global:phantom',
  'global:tronWeb',
  'global:tronLink',
  'global:keplr',
  'global:cardano',
  'global:injectedWeb3',
  'global:unisat',
  'global:bitkeep',
  'global:okxwallet',
  'global:BinanceChain',
];

export const WALLET_REQUESTS: ReadonlySet<string> = new Set(WALLET_OBJECTS.map((root) => `${root}.request`));

export const ENVIRONMENT: RegExp = /^(global|node):(process|Bun)\.env$|^py:os\.environb?$/u;
/** Reads of one variable by function. */
export const READS_VARIABLE: RegExp = /^py:os\.(getenv|environb?\.(get|pop|__getitem__))$|^global:Deno\.env\.get$/u;
export const READS_STORAGE: RegExp =
  /^global:(localStorage|sessionStorage)\.getItem$|^global:(chrome|browser)\.storage\.(local|sync)\.get$/u;

/** Loads code that no analysis of source text reads. */
export const NATIVE_CODE: RegExp =
  /^(global:process\.(dlopen|binding)|npm:(bindings|node-gyp-build|ffi-napi|koffi)(\.|$)|py:ctypes\.|py:cffi\.|global:Deno\.dlopen)/u;

/** Reads of files by path, and where the path stands. */
export const FILE_READS: readonly (readonly [root: string, members: string])[] = [
  ['node:fs', 'readFile readFileSync createReadStream open openSync'],
  ['npm:fs-extra', 'readFile readFileSync readJson readJSON readJsonSync readJSONSync createReadStream'],
  ['npm:graceful-fs', 'readFile readFileSync createReadStream'],
  ['npm:jsonfile', 'readFile readFileSync'],
  ['global:Deno', 'readFile readTextFile readFileSync readTextFileSync'],
  ['global:Bun', 'file'],
  ['global:open', '()'],
  ['py:io', 'open'],
  ['py:codecs', 'open'],
  ['py:pathlib', 'read_text read_bytes open'],
  ['py:sqlite3', 'connect'],
  ['py:shutil', 'copy copyfile copy2'],
  ['py:dotenv', 'dotenv_values'],
];

/** What the network answers: a source only for code that is then run. */
export const DOWNLOADS: readonly (readonly [root: string, members: string])[] = [
  ['global:fetch()', 'text json arrayBuffer blob bytes'],
  ['node:https.get()', 'on'],
  ['node:https.request()', 'on'],
  ['node:http.get()', 'on'],
  ['node:http.request()', 'on'],
  ['npm:axios', '() get post request'],
  ['npm:node-fetch()', 'text json arrayBuffer buffer'],
  ['npm:got', '() get text json'],
  ['npm:undici', 'fetch request text json'],
  ['npm:superagent', 'get post'],
  ['npm:request', '() get post'],
  ['py:requests', 'get post request'],
  ['py:httpx', 'get post request'],
  ['py:urllib.request', 'urlopen urlretrieve'],
  ['py:urllib3', 'request urlopen'],
  ['py:aiohttp', 'get post text read'],
  ['py:socket', 'recv'],
];

/** Where wallets, keys and credentials lie on a disk. Paths are compared with `/` and in small letters. */
export const SECRET_FILES: readonly (readonly [pattern: RegExp, kind: SourceKind])[] = [
  [/\.config\/solana|solana\/id\.json/u, 'key'],
  [/(^|\/)(\.?ethereum|geth|\.foundry|\.brownie)\/(keystore|keystores|accounts)|(^|\/)keystore(\/|$)/u, 'key'],
  [/\.bittensor(\/|$)|(^|\/)(coldkey|hotkeys)(\/|$)/u, 'key'],
  [
    /wallet\.dat|\.wallet$|(^|\/)(electrum|exodus(\.wallet)?|atomic|ledger live|trezor|monero|zcash|\.bitcoin|\.litecoin|\.dogecoin)\//u,
    'key',
  ],
  [
    /leveldb.*(metamask|nkbihfbeogaeaoehlefnkodbefgpgknn)|nkbihfbeogaeaoehlefnkodbefgpgknn|bfnaelmomeimhlpmgjnjophhpkkoljpa|local extension settings/u,
    'key',
  ],
  [/\.(sui|aptos|near-credentials|starkli|cardano|gnoland|secretd|gaia|osmosisd|algorand)(\/|$)/u, 'key'],
  [/(^|\/)\.ssh(\/|$)|(^|\/)id_(rsa|dsa|ecdsa|ed25519)($|[^.\w])/u, 'key'],
  [/(^|\/)\.gnupg(\/|$)|secring|private-keys-v1\.d/u, 'key'],
  [/login data|(^|\/)cookies(\.sqlite)?$|logins\.json|key4\.db|local state$|web data$/u, 'credential'],
  [
    /(^|\/)\.(aws|azure|kube|docker)\/(credentials|config)|application_default_credentials|(^|\/)gcloud(\/|$)/u,
    'credential',
  ],
  [/(^|\/)\.(npmrc|pypirc|netrc|git-credentials|yarnrc)$|(^|\/)gh\/hosts\.yml/u, 'credential'],
  [/(^|\/)\.env(\.[a-z]+)?$/u, 'credential'],
  // Wallets that nobody has listed say what they are, too.
  [/(^|\/)[.\w-]*(wallet|keystore|keypair|mnemonic|seed-?phrase|private-?key)[\w.-]*(\/|$)/u, 'wallet'],
  [/(^|\/)etc\/(shadow|passwd)$/u, 'host'],
];
