/**
 * What calls of Python do to the world, by API path as imported. Only shapes read these; flows have catalogs of
 * their own.
 */

/** Runs text or bytes as code. */
export const RUNS_CODE: RegExp =
  /^(?:global:(?:exec|eval|execfile)|py:(?:code\.Interactive\w+\(\)\.(?:runcode|runsource|push)|types\.FunctionType|importlib\._bootstrap\._exec))$/;

/** Makes objects, and by them calls, from bytes. */
export const UNPICKLES: RegExp =
  /^py:(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|jsonpickle|shelve)\.(?:loads|load|decode)$/;

/** Turns what nobody can read into what can be run. Ends in `()`: an origin of a value. */
export const DECODES: RegExp =
  /^(?:py:(?:base64\.\w*decode\w*|binascii\.(?:unhexlify|a2b_\w+)|(?:zlib|bz2|lzma|gzip)\.\w*[dD]ecompress\w*(?:\(\)\.\w+)?|codecs\.(?:decode|getdecoder\(\))|marshal\.loads|\?\.\w*(?:decode|decompress|loads|unhexlify))|global:(?:bytes|bytearray)\.fromhex)\(\)$/;

/** Likewise, with a key. */
export const DECRYPTS: RegExp =
  /^py:(?:cryptography|Crypto|Cryptodome|nacl|pyaes|rncryptor)\b.*\b(?:decrypt\w*|update|finalize|open)\(\)$/;

/** Brings something from the network. */
export const DOWNLOADS: RegExp =
  /^py:(?:(?:requests|httpx|aiohttp|urllib3|niquests|curl_cffi\.requests)(?:\.\w+(?:\(\))?)*\.(?:get|post|put|request|urlopen|stream)\(\)|urllib\.request\.(?:urlopen|urlretrieve|build_opener\(\)\.open|URLopener\(\)\.\w+)\(\)|(?:urllib2?|six\.moves\.urllib\.request)\.(?:urlopen|urlretrieve)\(\)|http\.client\.HTTPS?Connection\(\)\.(?:getresponse|request)\(\)|socket\.(?:socket|create_connection)\(\)\.(?:recv\w*|makefile)\(\)|wget\.download\(\)|paramiko\b.*\.get\(\))/;

/** Reaches the network at all, as a callee. */
export const REACHES_NETWORK: RegExp =
  /^py:(?:(?:requests|httpx|aiohttp|urllib3|niquests|curl_cffi\.requests)(?:\.\w+(?:\(\))?)*\.(?:get|post|put|patch|delete|head|request|urlopen|stream)|urllib\.request\.(?:urlopen|urlretrieve|build_opener\(\)\.open)|(?:urllib2?|six\.moves\.urllib\.request)\.(?:urlopen|urlretrieve)|http\.client\.HTTPS?Connection\(\)\.request|socket\.(?:socket\(\)\.(?:connect\w*|send\w*)|create_connection|gethostbyname\w*|getaddrinfo)|dns\.resolver\.\w+|smtplib\.SMTP\w*|ftplib\.FTP\w*|websockets?\.\w*connect\w*|wget\.download|paramiko\.SSHClient\(\)\.connect|xmlrpc\.client\.ServerProxy)$/;

/** Starts another program. */
export const STARTS_PROCESS: RegExp =
  /^(?:py:(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen\w*|exec[lv]\w*|spawn[lv]\w*|posix_spawn\w*|startfile)|pty\.spawn|asyncio\.create_subprocess_(?:shell|exec)|commands\.get\w*output|sh\.\w+|pexpect\.(?:spawn|run)))$/;

/** Runs a file of the disk as code of this process. */
export const LOADS_FILE: RegExp =
  /^py:(?:ctypes\.(?:CDLL|WinDLL|cdll\.LoadLibrary|windll\.LoadLibrary|PyDLL)|runpy\.run_path|importlib\.util\.spec_from_file_location|importlib\.machinery\.SourceFileLoader|imp\.load_(?:source|dynamic))$/;

/** Writes a file whose path is the first argument. */
export const WRITES_PATH: RegExp =
  /^(?:py:(?:urllib\.request\.urlretrieve|(?:urllib|six\.moves\.urllib\.request)\.urlretrieve|shutil\.(?:copy\w*|move)|os\.(?:symlink|rename|replace|open)|io\.open|codecs\.open|aiofiles\.open|wget\.download)|global:open)$/;

/** Says who or where the machine is, or when. */
export const IDENTIFIES: RegExp =
  /^py:(?:socket\.gethostname|getpass\.getuser|os\.(?:getlogin|getuid|uname)|platform\.(?:node|uname|processor)|uuid\.getnode|locale\.(?:getdefaultlocale|getlocale)|time\.(?:tzname|localtime|time)|datetime\.(?:datetime|date)\.(?:now|today|utcnow)|sys\.gettrace|psutil\b.*|pwd\.\w+)(?:\(\))?/;
