/** What a shell command does besides starting a file of its package. */
export interface CommandTraits {
  /** What it gets or sends over a network, as written. */
  readonly network?: string;
  /** What it fetches is run at once. */
  readonly isDownloadAndRun: boolean;
  /** Code that stands in the command itself and does more than to load a file. */
  readonly inline?: string;
  /** Text that is made unreadable: long encoded runs, escapes, decoding piped on. */
  readonly hidden?: string;
}

const NETWORK =
  /\b(?:curl|wget|aria2c|ncat|netcat|telnet|ftp|tftp|scp|sftp|rsync|socat|nslookup|dig|certutil|bitsadmin|Invoke-WebRequest|Invoke-RestMethod|iwr|irm|Start-BitsTransfer|DownloadString|DownloadFile)\b|(?:https?|ftp|wss?):\/\/[^\s"']+|\bnc\s+-|\/dev\/tcp\/|require\(\s*['"](?:node:)?(?:https?|net|dgram|dns|tls)['"]\s*\)|\bfetch\s*\(|\burllib\b|\brequests\.(?:get|post)\b/i;
const RUN_DOWNLOADED =
  /\b(?:curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b[^;&]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\b(?:curl|wget|iwr|irm)\b[^;&]*\|\s*(?:node|python3?|perl|ruby|iex|pwsh|powershell)\b|\b(?:eval|source|\.)\s+["']?(?:\$\(|`|<\()\s*(?:curl|wget)|\b(?:ba|z|da)?sh\s+<\(\s*(?:curl|wget)|(?:ba|z|da)?sh\s+-c\s+["']?\$\(\s*(?:curl|wget)|\bDownloadString\b[^;]*\|?\s*(?:iex|Invoke-Expression)|\b(?:iex|Invoke-Expression)\b[^;]*Download/i;
/** A download, and then something from where downloads go. */
const FETCH_THEN_RUN =
  /\b(?:curl|wget|iwr|Invoke-WebRequest)\b.*(?:&&|;|\|\|)\s*(?:chmod\b|(?:ba|z|da)?sh\s|node\s|python3?\s|\.\/|\/tmp\/|start\s|Start-Process\b)/i;
const INLINE =
  /\b(?:node|deno|bun)\s+(?:-e|-p|-pe|--eval|--print|eval)\b|\bpython3?\s+-c\b|\b(?:perl|ruby)\s+-e\b|\b(?:powershell|pwsh)(?:\.exe)?\b.*\s-(?:c|command|e|enc|encodedcommand)\b/i;
/** What inline code does beyond printing a value or loading a file of the package. */
const ACTS =
  /child_process|\b(?:exec|spawn|fork|eval|Function|fetch|https?|net|dgram|dns|tls|vm|fs|module|process\.(?:env|binding|dlopen)|atob|btoa|Buffer|WebSocket|subprocess|popen|system|socket|urllib|requests|base64|marshal|ctypes|compile|getattr)\b|\bexec\w*Sync|writeFile|appendFile|fromCharCode|__import__|\bopen\s*\(|\b(?:require|import)\s*\(\s*\\?[^\s'"`\\)]|\[\s*[^\]\d\s]/;
const DECODES =
  /\bbase64\s+(?:-d|-D|--decode)\b|\bfromCharCode\b|\batob\s*\(|Buffer\.from\([^)]*['"](?:base64|hex)['"]|\bb64decode\b|\bxxd\s+-r\b|\bopenssl\s+enc\b|-enc(?:odedcommand)?\b|\$'(?:\\x|\\[0-7]{3})|(?:\\x[0-9a-f]{2}){6,}|(?:\\u[0-9a-f]{4}){6,}|[A-Za-z0-9+/]{120,}={0,2}|[0-9a-f]{160,}/i;

/** Nobody reads a longer command, and patterns take longer over it. */
const LONGEST = 4000;

export function commandTraits(whole: string): CommandTraits {
  const command = whole.slice(0, LONGEST);
  const network = NETWORK.exec(command)?.[0];
  const isDownloadAndRun = RUN_DOWNLOADED.test(command) || FETCH_THEN_RUN.test(command);
  const hidden = whole.length > LONGEST ? `${whole.length} characters` : DECODES.exec(command)?.[0];
  const inline = INLINE.exec(command);
  const code = inline === null ? '' : command.slice(inline.index + inline[0].length).trim();
  return {
    ...(network === undefined ? {} : { network }),
    isDownloadAndRun,
    ...(ACTS.test(code) || code.length > 300 ? { inline: code } : {}),
    ...(hidden === undefined ? {} : { hidden }),
  };
}

/** What a command asks for, and one sentence why. */
export function judgeCommand(traits: CommandTraits): {
  readonly decision: 'note' | 'review' | 'hold';
  readonly reason: string;
} {
  if (traits.isDownloadAndRun) return { decision: 'hold', reason: 'it runs what it downloads' };
  if (traits.hidden !== undefined && (traits.inline !== undefined || traits.network !== undefined)) {
    return { decision: 'hold', reason: 'it runs code that is made unreadable' };
  }
  if (traits.hidden !== undefined) return { decision: 'review', reason: 'part of it is made unreadable' };
  if (traits.network !== undefined) return { decision: 'review', reason: 'it reaches the network' };
  if (traits.inline !== undefined)
    return { decision: 'review', reason: 'it runs code that stands in the command itself' };
  return { decision: 'note', reason: 'it starts a program or a file of the package' };
}

/** The files of a package that a command starts, by their paths in the package. */
export function startedFiles(command: string, has: (path: string) => boolean): string[] {
  const started = new Set<string>();
  for (const [, word = ''] of command.matchAll(/(?:^|[\s"'`(=])([@\w./-]{1,200})(?=$|[\s"'`);&|])/g)) {
    const path = word.replace(/^(?:\.\/)+/, '');
    for (const candidate of [path, `${path}.js`, `${path}.cjs`, `${path}.mjs`, `${path}/index.js`]) {
      if (path !== '' && has(candidate)) started.add(candidate);
    }
  }
  return [...started];
}
