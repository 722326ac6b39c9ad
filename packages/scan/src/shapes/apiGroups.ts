/** Public APIs by what they do to the world, as detectors of shapes know them. The flow engine's catalogs are finer. */

/** Gives bytes that the network sent. */
export const NETWORK: RegExp =
  /^(?:global:fetch|npm:(?:axios|node-fetch|undici|got|request|superagent|needle|phin)\b|node:https?\.(?:get|request)|node:(?:net|tls)\.|py:(?:urllib\.request\.(?:urlopen|urlretrieve|Request|build_opener)|urllib2?\.urlopen|(?:requests|httpx)\.(?:get|post|put|request|stream|Session|Client|AsyncClient)|aiohttp\.(?:ClientSession|request)|socket\.(?:socket|create_connection)|http\.client\.HTTPS?Connection)\b)/u;

/** Starts a process or has a shell do so. */
export const PROCESS: RegExp =
  /^(?:node:child_process\.(?:exec|execSync|spawn|spawnSync|execFile|execFileSync|fork)|npm:(?:execa|cross-spawn|shelljs)\b.*|py:os\.(?:system|popen|startfile|exec\w+|spawn\w+|posix_spawn\w*)|py:subprocess\.\w+|py:asyncio\.create_subprocess_\w+)$/u;

/** Writes, appends, copies or links a file; the path is the first argument, or the second of the last group. */
export const WRITE: RegExp =
  /^(?:node:fs(?:\/promises)?(?:\.promises)?\.(?:writeFile|appendFile|createWriteStream|open)(?:Sync)?|npm:(?:fs-extra|graceful-fs)\.(?:writeFile|outputFile|appendFile|writeJson|outputJson)(?:Sync)?|global:open|py:(?:builtins|io|codecs)\.open|py:pathlib\.Path\(\)(?:\.\w+\(\))*\.(?:write_text|write_bytes|open))$/u;
export const COPY: RegExp =
  /^(?:node:fs(?:\/promises)?(?:\.promises)?\.(?:copyFile|rename|symlink|link|cp)(?:Sync)?|npm:fs-extra\.(?:copy|move)(?:Sync)?|py:shutil\.(?:copy\w*|move)|py:os\.(?:rename|replace|symlink)|npm:(?:@electron\/)?asar\.createPackage\w*)$/u;

/** Runs a text as code. */
export const RUNS: RegExp =
  /^(?:global:(?:eval|Function|exec|execScript|compile)|global:Function\.constructor|node:vm\.(?:runIn\w+|compileFunction|Script)|node:module(?:\.\w+)*\._compile|py:(?:builtins\.)?(?:exec|eval|compile)|global:setTimeout|global:setInterval)$/u;

/** Reads a whole file. */
export const READ: RegExp = /\.readFile(?:Sync)?$/u;

/** Decrypts. */
export const DECIPHER: RegExp = /createDecipher(?:iv)?$|AES\.(?:new|decrypt)$|Fernet$/u;

/** Whatever is in one of these groups: most calls are in none, and one look is enough for them. */
export const NOTABLE: RegExp = new RegExp(
  [NETWORK, PROCESS, WRITE, COPY, RUNS, READ, DECIPHER].map(({ source }) => source).join('|'),
  'u',
);

/** An API as a sentence says it. */
export function said(api: string): string {
  return `${api.replace(/^(?:global|node|npm|py):/u, '')}()`;
}
