import type { Capability } from '../flow/flowReport.ts';
import type { NativeCapability } from './nativeFacts.ts';

/** Functions of C libraries and systems by what they give. Names are those that loaders resolve, so no renaming hides them. */
const FUNCTIONS: readonly (readonly [Capability, RegExp])[] = [
  [
    'network',
    /^(?:connect|sendto|sendmsg|recvfrom|recvmsg|WSAConnect|WSASend|WSAStartup|WinHttp(?:Open|Connect|SendRequest)|Internet(?:Open|Connect|OpenUrl)[AW]?|HttpSendRequest[AW]?|URLDownloadTo(?:File|CacheFile)[AW]?|curl_(?:easy|multi)_\w+|SSL_(?:connect|write)|CFNetwork\w*|CFReadStreamCreateForHTTPRequest|CFHTTP\w+|nw_connection_\w+|OBJC_CLASS_\$_NSURL(?:Session|Connection)|Wininet\w*)$/,
  ],
  [
    'dns',
    /^(?:getaddrinfo|GetAddrInfo(?:Ex)?[AW]?|gethostbyname2?(?:_r)?|res_n?(?:query|search|send|init)|__res_n?\w+|dn_expand|DnsQuery(?:_[AW]|_UTF8|Ex)?|DNSService\w+|getnameinfo)$/,
  ],
  [
    'process',
    /^(?:exec(?:ve?|vp|vpe|l|lp|le|veat)|fexecve|fork|vfork|posix_spawnp?|system|_wsystem|popen|_w?popen|CreateProcess(?:AsUser|WithLogon|WithToken)?[AW]|ShellExecute(?:Ex)?[AW]|WinExec|OBJC_CLASS_\$_NSTask)$/,
  ],
  [
    'environment',
    /^(?:getenv|secure_getenv|_w?getenv(?:_s)?|environ|__environ|_NSGetEnviron|GetEnvironment(?:Variable|Strings)[AW]?)$/,
  ],
  [
    'read-file',
    /^(?:open|open64|openat|fopen|fopen64|freopen|opendir|CreateFile[AW]|FindFirstFile(?:Ex)?[AW]|_w?fopen(?:_s)?)$/,
  ],
  [
    'write-file',
    /^(?:fwrite|pwrite|pwrite64|unlink|unlinkat|rename|renameat|mkdir|chmod|fchmod|WriteFile|DeleteFile[AW]|MoveFile(?:Ex)?[AW]|CopyFile[AW])$/,
  ],
  [
    'native',
    /^(?:dlopen|dlmopen|dlsym|LoadLibrary(?:Ex)?[AW]|GetProcAddress|NSCreateObjectFileImageFromMemory|NSLinkModule)$/,
  ],
  [
    'eval',
    /^(?:mprotect|memfd_create|VirtualProtect(?:Ex)?|VirtualAllocEx|WriteProcessMemory|CreateRemoteThread|PyRun_\w+|Py_CompileString\w*|napi_run_script|luaL_loadstring|ptrace)$/,
  ],
  ['clipboard', /^(?:OpenClipboard|GetClipboardData|SetClipboardData|XConvertSelection|OBJC_CLASS_\$_NSPasteboard)$/],
];
/** Libraries that are there for nothing else. */
const LIBRARIES: readonly (readonly [Capability, RegExp])[] = [
  ['network', /^(?:libcurl\b.*|ws2_32\.dll|wsock32\.dll|winhttp\.dll|wininet\.dll|urlmon\.dll|.*\/CFNetwork)$/i],
  ['dns', /^(?:libresolv\b.*|dnsapi\.dll|libcares\b.*)$/i],
];
/** Functions that WASI, Go and Rust name their own way; they are found among imports and a binary's own symbols. */
const SYMBOLS: readonly (readonly [Capability, RegExp])[] = [
  [
    'network',
    /^wasi_\w+\.sock_|^wasi:(?:sockets|http)\b|^net\/http\.|^net\.\(?\*?(?:Dialer|netFD|TCPConn)|^net\.Dial|^crypto\/tls\.|std3net\d|3std3net|tokio\d*3net|reqwest|hyper_util|\d(?:ureq|isahc)\d/,
  ],
  ['dns', /^net\.\(?\*?(?:Resolver|dnsMsg)|^net\.Lookup|hickory_(?:resolver|proto)|trust_dns/],
  ['process', /^wasi_\w+\.proc_(?:exec|spawn|fork)|^os\/exec\.|^os\.StartProcess|std3sys.*process|std7process7Command/],
  [
    'environment',
    /^wasi_\w+\.environ_|^wasi:cli\/environment|^os\.(?:Getenv|Environ|LookupEnv)$|3std3env3var|std3env4vars/,
  ],
  ['read-file', /^wasi_\w+\.path_open|^wasi:filesystem|^os\.(?:Open|ReadFile)$|std2fs/],
];
/** Modules that Go and Rust programs bring along, whose functions are linked in and not imported. */
const MODULES: readonly (readonly [Capability, RegExp])[] = [
  [
    'network',
    /^(?:reqwest|hyper|ureq|isahc|curl|attohttpc|surf|tungstenite|tokio-tungstenite|quinn|rustls|native-tls|lettre|github\.com\/(?:gorilla\/websocket|valyala\/fasthttp|go-resty\/resty)\S*|golang\.org\/x\/net) /,
  ],
  ['dns', /^(?:hickory-resolver|hickory-proto|trust-dns-resolver|trust-dns-proto|dns-lookup|github\.com\/miekg\/dns) /],
  ['clipboard', /^(?:arboard|clipboard|copypasta|github\.com\/atotto\/clipboard|golang\.design\/x\/clipboard) /],
];

/** What a binary can do by what it imports, links and brings along; each capability with at most five names, sorted. */
export function nativeCapabilities(names: {
  readonly imports: Iterable<string>;
  readonly symbols: Iterable<string>;
  readonly libraries: Iterable<string>;
  readonly modules: Iterable<string>;
}): NativeCapability[] {
  const found = new Map<Capability, Set<string>>();
  const look = (from: Iterable<string>, table: readonly (readonly [Capability, RegExp])[], prefix: string): void => {
    // Most names match nothing, which one pattern says faster than many.
    const any = new RegExp(table.map(([, pattern]) => pattern.source).join('|'), 'i');
    for (const name of from) {
      if (!any.test(name) && !name.includes('@')) continue;
      // Linux versions its symbols behind an at sign.
      const bare = name.split('@', 1)[0] as string;
      for (const [capability, pattern] of table) {
        if (!pattern.test(bare)) continue;
        const known = found.get(capability) ?? new Set();
        found.set(capability, known.add(`${prefix}${bare.slice(0, 120)}`));
      }
    }
  };
  look(names.imports, FUNCTIONS, '');
  look(names.imports, SYMBOLS, '');
  look(names.symbols, SYMBOLS, '');
  look(names.libraries, LIBRARIES, 'library ');
  look(names.modules, MODULES, 'module ');
  return [...found]
    .flatMap(([capability, by]) =>
      [...by]
        .sort()
        .slice(0, 5)
        .map((one) => ({ capability, by: one })),
    )
    .sort((a, b) => (a.capability < b.capability ? -1 : a.capability > b.capability ? 1 : 0));
}
