import type { Capability, SinkKind } from '../flowReport.ts';
import { CHAIN_SINKS } from './chainSinks.ts';

/**
 * Where data leaves by a call. `root` is the start of an API path and `members` the last names of those that send:
 * whatever stands between them (`axios.create().post`, `requests.Session().post`) is the same library's. `()` is
 * the root itself, called.
 */
export interface SinkEntry {
  readonly root: string;
  readonly members: string;
  readonly kind: SinkKind;
  readonly capability: Capability;
  /** Positions that carry data; all when absent. A receiver that holds the secret counts wherever all do. */
  readonly positions?: readonly number[];
  /** Named arguments that carry data beside the positions (Python). */
  readonly names?: readonly string[];
  /** Of a position that carries data as a whole or in its elements, or under one name: that name. */
  readonly under?: ReadonlyMap<number, string | undefined>;
  /** Members of options that use a key and do not send it. */
  readonly uses?: readonly string[];
  /** The only members of what is given that carry data, at any depth; the empty name is what is given itself, or an element of it. */
  readonly carries?: readonly string[];
}

const TLS = ['key', 'pfx', 'passphrase', 'cert', 'ca', 'agent', 'secureContext'];
const HTTP = 'get post put patch delete head options request';

type Line = readonly [root: string, members: string, more?: Partial<SinkEntry>];

const lines = (kind: SinkKind, capability: Capability, table: readonly Line[]): readonly SinkEntry[] =>
  table.map(([root, members, more]) => ({ root, members, kind, capability, ...more }));

export const SINKS: readonly SinkEntry[] = [
  ...lines('network', 'network', [
    // Browsers and Node's own globals
    ['global:fetch', '()'],
    ['global:XMLHttpRequest', 'open send setRequestHeader'],
    ['global:navigator', 'sendBeacon'],
    ['global:WebSocket', '() send'],
    ['global:EventSource', '()'],
    ['global:WebTransport', '()'],
    ['global:RTCPeerConnection', 'send'],
    ['global:importScripts', '()'],
    ['global:jQuery', 'ajax get post getJSON getScript'],
    ['global:$', 'ajax post getJSON'],
    ['global:UrlFetchApp', 'fetch'],
    // node: modules
    ['node:http', 'request get write end setHeader appendHeader', { uses: TLS }],
    ['node:https', 'request get write end setHeader appendHeader', { uses: TLS }],
    ['node:http2', 'connect request write end', { uses: TLS }],
    ['node:net', 'connect createConnection write end', { uses: TLS }],
    ['node:tls', 'connect write end', { uses: TLS }],
    ['node:dgram', 'send'],
    // npm: HTTP clients
    ['npm:undici', 'fetch request stream pipeline dispatch'],
    ['npm:axios', `() ${HTTP} postForm putForm patchForm`],
    ['npm:got', `() ${HTTP} stream`],
    ['npm:ky', `() ${HTTP}`],
    ['npm:node-fetch', '()'],
    ['npm:node-fetch-native', '() fetch'],
    ['npm:cross-fetch', '() fetch'],
    ['npm:isomorphic-fetch', '()'],
    ['npm:isomorphic-unfetch', '()'],
    ['npm:unfetch', '()'],
    ['npm:whatwg-fetch', 'fetch'],
    ['npm:ofetch', '() ofetch $fetch raw'],
    ['npm:make-fetch-happen', '()'],
    ['npm:minipass-fetch', '()'],
    ['npm:fetch-retry', '()'],
    ['npm:superagent', 'get post put patch delete send set query field attach write'],
    ['npm:request', `() ${HTTP} del defaults`],
    ['npm:request-promise', `() ${HTTP}`],
    ['npm:request-promise-native', `() ${HTTP}`],
    ['npm:needle', `() ${HTTP}`],
    ['npm:phin', '()'],
    ['npm:bent', '()'],
    ['npm:wretch', '() get post put patch delete json url headers'],
    ['npm:centra', 'send body query header'],
    ['npm:simple-get', '() concat post get'],
    ['npm:gaxios', 'request'],
    ['npm:teeny-request', '() teenyRequest'],
    ['npm:urllib', 'request curl'],
    ['npm:follow-redirects', 'request get write end'],
    ['npm:hyperquest', '() post put'],
    ['npm:graphql-request', '() request rawRequest'],
    ['npm:@apollo/client', 'query mutate'],
    ['npm:@actions/http-client', 'get post postJson putJson request'],
    // npm: sockets and messages
    ['npm:ws', '() send'],
    ['npm:isomorphic-ws', '() send'],
    ['npm:websocket', 'connect send sendUTF sendBytes'],
    ['npm:faye-websocket', 'send'],
    ['npm:socket.io-client', '() io emit send'],
    ['npm:mqtt', 'publish'],
    ['npm:amqplib', 'publish sendToQueue'],
    ['npm:kafkajs', 'send'],
    ['npm:nats', 'publish request'],
    ['npm:ioredis', 'set publish lpush rpush'],
    ['npm:redis', 'set publish lPush rPush'],
    ['npm:nodemailer', 'sendMail'],
    ['npm:ssh2', 'exec write', { uses: ['privateKey', 'passphrase', 'password'] }],
    ['npm:basic-ftp', 'uploadFrom'],
    ['npm:node-telegram-bot-api', 'sendMessage sendDocument'],
    ['npm:telegraf', 'sendMessage reply'],
    ['npm:discord.js', 'send'],
    ['npm:@slack/web-api', 'postMessage'],
    ['npm:@slack/webhook', 'send'],
    ['npm:@aws-sdk/client-s3', 'PutObjectCommand'],
    ['npm:aws-sdk', 'putObject upload publish sendMessage'],
    ['npm:@octokit/rest', 'createOrUpdateFileContents createForAuthenticatedUser request'],
    ['npm:@octokit/core', 'request'],
    ['npm:ipfs-http-client', 'add'],
    ['npm:firebase', 'set push addDoc setDoc'],
    // npm: logging and analytics services
    [
      'npm:@sentry/node',
      'captureException captureMessage captureEvent addBreadcrumb setContext setExtra setTag setUser',
    ],
    [
      'npm:@sentry/browser',
      'captureException captureMessage captureEvent addBreadcrumb setContext setExtra setTag setUser',
    ],
    [
      'npm:@sentry/react',
      'captureException captureMessage captureEvent addBreadcrumb setContext setExtra setTag setUser',
    ],
    ['npm:posthog-js', 'capture identify'],
    ['npm:posthog-node', 'capture identify'],
    ['npm:@segment/analytics-node', 'track identify'],
    ['npm:analytics-node', 'track identify'],
    ['npm:mixpanel', 'track set'],
    ['npm:mixpanel-browser', 'track identify'],
    ['npm:@amplitude/analytics-browser', 'track'],
    ['npm:@datadog/browser-logs', 'log info warn error debug'],
    ['npm:@datadog/browser-rum', 'addAction addError'],
    ['npm:@bugsnag/js', 'notify leaveBreadcrumb'],
    ['npm:rollbar', 'log error info warning'],
    ['npm:logrocket', 'log track identify'],
    ['npm:newrelic', 'recordCustomEvent noticeError'],
    // Python: HTTP clients
    ['py:requests', `${HTTP} send`, {}],
    ['py:httpx', `${HTTP} stream send`],
    ['py:aiohttp', `${HTTP} ws_connect send_str send_bytes send_json`],
    ['py:urllib3', 'request urlopen request_encode_body'],
    ['py:urllib.request', 'urlopen Request urlretrieve open add_header'],
    ['py:urllib2', 'urlopen Request'],
    ['py:urllib', 'urlopen'],
    ['py:http.client', 'request send sendall putheader putrequest endheaders'],
    ['py:httplib', 'request send sendall putheader'],
    ['py:httplib2', 'request'],
    ['py:pycurl', 'setopt'],
    ['py:treq', HTTP],
    ['py:niquests', HTTP],
    ['py:curl_cffi.requests', HTTP],
    ['py:cloudscraper', HTTP],
    ['py:grequests', HTTP],
    ['py:tornado.httpclient', 'fetch HTTPRequest'],
    ['py:requests_toolbelt', HTTP],
    ['py:gql', 'execute'],
    ['py:xmlrpc.client', 'ServerProxy'],
    // Every method of it is one of the other side.
    ['py:xmlrpc.client.ServerProxy()', '*'],
    ['py:webbrowser', 'open open_new open_new_tab', { positions: [0], names: ['url'] }],
    ['py:web3', 'make_request'],
    // Python: sockets and messages
    // What is written to the file that a socket is given is sent.
    ['py:socket', 'send sendall sendto sendmsg connect create_connection write writelines'],
    ['py:ssl', 'send sendall write writelines'],
    ['py:asyncio', 'open_connection write writelines sendto', { positions: [0] }],
    ['py:asyncio', 'sock_sendall sock_sendto', { positions: [1] }],
    ['py:websockets', 'connect send'],
    ['py:websocket', 'create_connection send send_binary'],
    ['py:socketio', 'emit send'],
    ['py:zmq', 'send send_string send_json'],
    ['py:paho.mqtt', 'publish single'],
    ['py:pika', 'basic_publish'],
    ['py:kafka', 'send'],
    ['py:redis', 'set publish lpush rpush'],
    ['py:smtplib', 'sendmail send_message'],
    ['py:ftplib', 'storbinary storlines mkd cwd rename sendcmd voidcmd'],
    ['py:imaplib', 'append create xatom'],
    ['py:telnetlib', 'write'],
    ['py:poplib', 'user'],
    ['py:paramiko', 'put exec_command'],
    ['py:telegram', 'send_message send_document'],
    ['py:telebot', 'send_message send_document'],
    ['py:discord', 'send'],
    ['py:discord_webhook', 'DiscordWebhook execute'],
    ['py:slack_sdk', 'chat_postMessage send'],
    ['py:boto3', 'put_object upload_file upload_fileobj publish send_message'],
    ['py:github', 'create_file update_file create_gist'],
    ['py:grpc', 'unary_unary'],
    // Python: logging and analytics services
    ['py:sentry_sdk', 'capture_exception capture_message capture_event set_context set_extra set_tag add_breadcrumb'],
    ['py:posthog', 'capture identify'],
    ['py:segment.analytics', 'track identify'],
    ['py:analytics', 'track identify'],
    ['py:mixpanel', 'track'],
    ['py:rollbar', 'report_message report_exc_info'],
    ['py:bugsnag', 'notify'],
    ['py:wandb', 'log init'],
  ]),
  ...lines('dns', 'dns', [
    [
      'node:dns',
      'lookup resolve resolve4 resolve6 resolveTxt resolveAny resolveCname resolveMx resolveNs resolveSrv',
      { positions: [0] },
    ],
    ['npm:dns-packet', 'encode'],
    ['npm:dns2', 'query resolve resolveA'],
    ['npm:native-dns', 'Question Request'],
    ['py:socket', 'gethostbyname gethostbyname_ex getaddrinfo gethostbyaddr', { positions: [0] }],
    ['py:dns', 'resolve query udp tcp https make_query'],
    ['py:dnslib', 'question send'],
    ['py:aiodns', 'query'],
  ]),
  ...lines('process', 'process', [
    ['node:child_process', 'exec execSync execFile execFileSync spawn spawnSync fork', { positions: [0, 1] }],
    ['node:child_process', 'write end'],
    ['npm:execa', '() execa execaSync execaCommand execaCommandSync command commandSync $', { positions: [0, 1] }],
    ['npm:cross-spawn', '() spawn sync', { positions: [0, 1] }],
    ['npm:shelljs', 'exec', { positions: [0] }],
    ['npm:zx', '$'],
    ['global:Bun', 'spawn spawnSync', { positions: [0] }],
    [
      'py:subprocess',
      'run call check_call check_output Popen getoutput getstatusoutput',
      { positions: [0], names: ['args', 'input'] },
    ],
    ['py:subprocess', 'communicate write'],
    [
      'py:os',
      'system popen execv execve execvp execvpe execl execle execlp execlpe posix_spawn posix_spawnp startfile',
      { positions: [0, 1, 2] },
    ],
    [
      'py:os',
      'spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe',
      { positions: [1, 2, 3, 4, 5, 6, 7, 8] },
    ],
    ['py:os.popen', 'write writelines'],
    ['py:asyncio', 'create_subprocess_shell create_subprocess_exec', { positions: [0, 1, 2, 3] }],
    ['py:pexpect', 'spawn run'],
    ['py:sh', '()'],
    ['py:pty', 'spawn'],
  ]),
  ...lines('later', 'write-file', [
    ['node:fs', 'writeFile writeFileSync appendFile appendFileSync writeSync', { positions: [1] }],
    // Of a file with what it is written to, and of a stream.
    ['node:fs', 'write end', { positions: [0, 1] }],
    [
      'npm:fs-extra',
      'writeFile writeFileSync writeJson writeJSON outputFile outputJson appendFile',
      { positions: [1] },
    ],
    ['npm:graceful-fs', 'writeFile writeFileSync appendFile', { positions: [1] }],
    ['global:localStorage', 'setItem', { positions: [1] }],
    ['global:sessionStorage', 'setItem', { positions: [1] }],
    ['global:chrome', 'set'],
    ['global:browser', 'set'],
    ['global:open', 'write writelines'],
    ['py:io.open', 'write'],
    ['py:json', 'dump', { positions: [0] }],
    ['py:pickle', 'dump', { positions: [0] }],
    ['py:pathlib', 'write_text write_bytes'],
    ['py:sqlite3', 'execute executemany'],
    ['py:shelve', 'sync'],
  ]),
  ...lines('message', 'network', [
    ['global:postMessage', '()'],
    ['global:opener', 'postMessage'],
    ['global:chrome', 'sendMessage postMessage sendNativeMessage'],
    ['global:browser', 'sendMessage postMessage sendNativeMessage'],
    ['global:BroadcastChannel', 'postMessage'],
    ['global:MessageChannel', 'postMessage'],
    ['global:Worker', 'postMessage'],
    ['global:ReactNativeWebView', 'postMessage'],
  ]),
  ...lines('code', 'eval', [
    ['global:eval', '()', { positions: [0] }],
    ['global:Function', '()'],
    ['global:execScript', '()'],
    ['node:vm', 'runInThisContext runInNewContext runInContext compileFunction Script', { positions: [0] }],
    ['node:module', '_compile', { positions: [0] }],
    ['global:module', '_compile', { positions: [0] }],
    ['global:WebAssembly', 'compile instantiate Module', { positions: [0] }],
    ['npm:vm2', 'run', { positions: [0] }],
    ['global:exec', '()', { positions: [0] }],
    ['global:compile', '()', { positions: [0] }],
    ['py:pickle', 'loads load', { positions: [0] }],
    ['py:marshal', 'loads load', { positions: [0] }],
    ['py:types', 'FunctionType CodeType', { positions: [0] }],
    ['py:ctypes', 'CDLL LoadLibrary', { positions: [0] }],
  ]),
  ...CHAIN_SINKS,
];

/** Members of objects from outside that send what is assigned to them. */
export const STORE_SINKS: readonly (readonly [root: string, keys: string, kind: SinkKind])[] = [
  ['global:Image', 'src', 'network'],
  ['global:document', 'src href action cookie location data srcset ping', 'network'],
  ['global:location', 'href search hash', 'network'],
  ['npm:axios', 'Authorization common headers baseURL params data', 'network'],
  ['py:requests', 'headers params auth', 'network'],
];

/** The sink that an assignment to a member of an API is, named as in reports; undefined where it is none. */
export function storeSink(path: string, key: string): { readonly api: string; readonly kind: SinkKind } | undefined {
  for (const [root, members, kind] of STORE_SINKS) {
    if (path.startsWith(root) && members.split(' ').includes(key)) return { api: `${root}.${key}`, kind };
  }
  return undefined;
}
