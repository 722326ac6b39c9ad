import type { PackageFile } from '../artifact.ts';
import type { Capability } from '../flow/flowReport.ts';
import type { AnalysedUse } from '../judge/analysis.ts';
import { lineStartsOf, placeOf, textOf } from '../textOf.ts';
import { withoutComments } from './withoutComments.ts';

type Language = 'rust' | 'c' | 'go';
type Table = readonly (readonly [Capability, RegExp])[];

const ENDINGS: Readonly<Record<string, Language>> = {
  rs: 'rust',
  go: 'go',
  c: 'c',
  h: 'c',
  cc: 'c',
  cpp: 'c',
  cxx: 'c',
  hpp: 'c',
  hh: 'c',
  m: 'c',
  mm: 'c',
  pyx: 'c',
  pxd: 'c',
};
const RUST: Table = [
  [
    'network',
    /\b(?:std|tokio|async_std|smol)::net\b|\b(?:TcpStream|UdpSocket|TcpListener|UnixStream)::\w+|\b(?:reqwest|hyper|ureq|isahc|attohttpc|curl|surf|tungstenite|quinn)::\w+|\blibc::(?:connect|sendto|socket)\b/,
  ],
  [
    'dns',
    /\bToSocketAddrs\b|\bto_socket_addrs\b|\blookup_host\b|\b(?:hickory|trust_dns)_(?:resolver|proto|client)\b|\blibc::getaddrinfo\b/,
  ],
  ['process', /\b(?:std|tokio)::process\b|\bCommand::new\b|\blibc::(?:exec\w+|fork|system|posix_spawn)\b/],
  ['environment', /\benv::(?:vars?|vars?_os)\b/],
  ['read-file', /\b(?:std|tokio)::fs\b|\bFile::open\b|\bfs::read\w*\b/],
  ['write-file', /\bFile::create\b|\bfs::(?:write|remove_\w+|rename|create_dir\w*)\b/],
  ['native', /\blibloading::|\blibc::dl(?:open|sym)\b/],
  ['clipboard', /\b(?:arboard|clipboard|copypasta)::/],
];
const C: Table = [
  [
    'network',
    /\b(?:connect|sendto|sendmsg|recvfrom)\s*\(|\bcurl_(?:easy|multi)_\w+|\bWinHttp\w+|\bInternetOpen\w*|\bURLDownloadToFile\w*|\bNSURLSession\b/,
  ],
  ['dns', /\b(?:getaddrinfo|gethostbyname(?:2|_r)?|res_n?(?:query|search)|DnsQuery_?\w*)\s*\(/],
  [
    'process',
    /\b(?:system|popen|_popen|exec(?:v|ve|vp|vpe|l|lp|le)|fork|vfork|posix_spawnp?|CreateProcess[AW]?|ShellExecute\w*|WinExec)\s*\(/,
  ],
  ['environment', /\b(?:getenv|secure_getenv|GetEnvironmentVariable[AW]?)\s*\(|\benviron\b/],
  ['read-file', /\b(?:fopen|open|openat|CreateFile[AW]?)\s*\(|\bifstream\b/],
  ['write-file', /\b(?:fwrite|unlink|rename|DeleteFile[AW]?|WriteFile)\s*\(|\bofstream\b/],
  ['native', /\b(?:dlopen|dlsym|LoadLibrary\w*|GetProcAddress)\s*\(/],
  ['eval', /\b(?:mprotect|VirtualProtect|memfd_create|PyRun_\w+|Py_CompileString\w*)\s*\(/],
  ['clipboard', /\b(?:OpenClipboard|GetClipboardData)\s*\(|\bNSPasteboard\b/],
];
const GO: Table = [
  [
    'network',
    /"net\/http"|"net"|"crypto\/tls"|"net\/(?:smtp|rpc|url)"|"golang\.org\/x\/net\/\w+"|\bhttp\.(?:Get|Post|NewRequest)\b|\bnet\.Dial\w*\b/,
  ],
  ['dns', /\bnet\.(?:Lookup\w+|Resolver)\b|"github\.com\/miekg\/dns"/],
  ['process', /"os\/exec"|\bexec\.Command\b|\bos\.StartProcess\b|\bsyscall\.Exec\b/],
  ['environment', /\bos\.(?:Getenv|LookupEnv|Environ)\b/],
  ['read-file', /\bos\.(?:Open|ReadFile|ReadDir)\b|\bioutil\.Read\w+/],
  ['write-file', /\bos\.(?:Create|WriteFile|Remove\w*|Rename)\b/],
  ['native', /"plugin"|^import "C"/m],
  ['clipboard', /"github\.com\/atotto\/clipboard"|"golang\.design\/x\/clipboard"/],
];
const TABLES: Readonly<Record<Language, Table>> = { rust: RUST, c: C, go: GO };
const LARGEST = 8 * 1024 * 1024;

/** The language of a source file that is compiled; undefined for others. */
export function compiledLanguageOf(path: string): Language | undefined {
  return ENDINGS[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''];
}

/**
 * What source in Rust, C or Go can do, by the names that it calls, outside of comments. Tokens and no flow: enough to
 * see in an update that native code reaches for the network, which it did not before. The first place of each counts.
 */
export function sourceCapabilities(file: PackageFile): AnalysedUse[] {
  const language = compiledLanguageOf(file.path);
  if (language === undefined || file.bytes.length > LARGEST) return [];
  const text = textOf(file);
  const code = withoutComments(text, language);
  const starts = lineStartsOf(text);
  return TABLES[language].flatMap(([capability, pattern]): AnalysedUse[] => {
    const match = pattern.exec(code);
    if (match === null) return [];
    const api = match[0].replace(/\s*\($/, '').replace(/^"|"$/g, '');
    const place = placeOf(
      file.path,
      text,
      starts,
      { start: match.index, end: match.index + match[0].length },
      `uses ${api}`,
    );
    // What builds a Rust crate runs when it is built.
    return [
      { capability, api: `${language}:${api}`, constants: [], atLoad: /(?:^|\/)build\.rs$/.test(file.path), place },
    ];
  });
}
