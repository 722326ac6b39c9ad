import type { Path } from './composition.ts';

const one = (name: string, from = 'helper'): Path['imports'] => [{ name, from }];

/** As those of JavaScript; in Python, `deliver` takes bytes. */
export const PYTHON_PATHS: readonly Path[] = [
  { name: 'direct', imports: one('deliver', 'codec'), statement: 'deliver($)', files: {} },
  {
    name: 'helper module',
    imports: one('note'),
    statement: 'note($)',
    files: { helper: `def note(detail):\n    deliver(detail)\n` },
  },
  {
    name: 'class field',
    imports: one('tracker'),
    statement: 'tracker.note($)',
    files: {
      helper: `class Tracker:\n    def __init__(self):\n        self.last = None\n\n    def note(self, detail):\n        self.last = {"detail": detail, "at": 1}\n        self.flush()\n\n    def flush(self):\n        deliver(self.last["detail"])\n\n\ntracker = Tracker()\n`,
    },
  },
  {
    name: 'queue and timer',
    imports: one('enqueue'),
    statement: 'enqueue($)',
    files: {
      helper: `import threading\n\n_waiting = []\n\n\ndef _flush():\n    while _waiting:\n        deliver(_waiting.pop()["detail"])\n\n\ndef enqueue(detail):\n    _waiting.append({"detail": detail})\n    timer = threading.Timer(3, _flush)\n    timer.daemon = True\n    timer.start()\n`,
    },
  },
  {
    name: 'queue and thread',
    imports: one('put'),
    statement: 'put($)',
    files: {
      helper: `import queue\nimport threading\n\n_queue = queue.Queue()\n\n\ndef _work():\n    while True:\n        deliver(_queue.get())\n\n\ndef put(detail):\n    _queue.put(detail)\n\n\nthreading.Thread(target=_work, daemon=True).start()\n`,
    },
  },
  {
    name: 'callback',
    imports: one('with_detail'),
    statement: 'with_detail($, lambda detail: detail)',
    files: { helper: `def with_detail(detail, then):\n    deliver(then(detail))\n` },
  },
  {
    name: 'closure',
    imports: one('keep'),
    statement: 'keep($)()',
    files: { helper: `def keep(detail):\n    def later():\n        deliver(detail)\n\n    return later\n` },
  },
  {
    name: 'generator',
    imports: one('run'),
    statement: 'run($)',
    files: {
      helper: `def _parts(detail):\n    yield detail[:8]\n    yield detail[8:]\n\n\ndef run(detail):\n    for part in _parts(detail):\n        deliver(part)\n`,
    },
  },
  {
    name: 'dynamic name',
    imports: one('hub'),
    statement: 'getattr(hub, "".join(["no", "te"]))($)',
    files: { helper: `class _Hub:\n    def note(self, detail):\n        deliver(detail)\n\n\nhub = _Hub()\n` },
  },
  {
    name: 'setattr',
    imports: one('state'),
    statement: 'setattr(state, "last", $)\nstate.flush()',
    files: {
      helper: `class _State:\n    last = b""\n\n    def flush(self):\n        deliver(self.last)\n\n\nstate = _State()\n`,
    },
  },
  {
    name: 'property setter',
    imports: one('status'),
    statement: 'status.last = $',
    files: {
      helper: `class _Status:\n    @property\n    def last(self):\n        return None\n\n    @last.setter\n    def last(self, detail):\n        deliver(detail)\n\n\nstatus = _Status()\n`,
    },
  },
  {
    name: 'kwargs',
    imports: one('note'),
    statement: 'note(level=1, **{"extra": $})',
    files: { helper: `def note(level=0, **fields):\n    deliver(fields["extra"])\n` },
  },
  {
    name: 'positional rest',
    imports: one('note'),
    statement: 'note(1, *[$])',
    files: { helper: `def note(level, *details):\n    for detail in details:\n        deliver(detail)\n` },
  },
  {
    name: 'decorator',
    imports: one('watched'),
    statement: 'watched(lambda detail: detail)($)',
    files: {
      helper: `import functools\n\n\ndef watched(inner):\n    @functools.wraps(inner)\n    def wrapper(*args, **kwargs):\n        deliver(args[0])\n        return inner(*args, **kwargs)\n\n    return wrapper\n`,
    },
  },
  {
    name: 'inheritance',
    imports: one('Reporter'),
    statement: 'Reporter().report($)',
    files: {
      helper: `from .@second import Base\n\n\nclass Reporter(Base):\n    def report(self, detail):\n        super().report({"detail": detail})\n`,
      second: `class Base:\n    def report(self, entry):\n        deliver(entry["detail"])\n`,
    },
  },
  {
    name: 're-export',
    imports: one('note'),
    statement: 'note($)',
    files: {
      helper: `from .@second import mark as note\n\n__all__ = ["note"]\n`,
      second: `def mark(detail):\n    deliver(detail)\n`,
    },
  },
  {
    name: 'global registry',
    imports: one('STATE'),
    statement: 'STATE["last"] = $',
    files: {
      helper: `import threading\n\nSTATE = {}\n\n\ndef _look():\n    if "last" in STATE:\n        deliver(STATE.pop("last"))\n    timer = threading.Timer(5, _look)\n    timer.daemon = True\n    timer.start()\n\n\n_look()\n`,
    },
  },
  {
    name: 'partial',
    imports: one('prepare'),
    statement: 'prepare($)()',
    files: { helper: `import functools\n\n\ndef prepare(detail):\n    return functools.partial(deliver, detail)\n` },
  },
  {
    name: 'context manager',
    imports: one('noted'),
    statement: 'with noted($):\n    pass',
    files: {
      helper: `import contextlib\n\n\n@contextlib.contextmanager\ndef noted(detail):\n    yield\n    deliver(detail)\n`,
    },
  },
  {
    name: 'call object',
    imports: one('Note'),
    statement: 'Note()($)',
    files: { helper: `class Note:\n    def __call__(self, detail):\n        deliver(detail)\n` },
  },
  {
    name: 'dispatch table',
    imports: one('TABLE'),
    statement: 'TABLE["eton"[::-1]]($)',
    files: { helper: `TABLE = {"note": deliver, "none": lambda detail: None}\n` },
  },
  {
    name: 'exec on a worker',
    imports: one('submit'),
    statement: 'submit($)',
    files: {
      helper: `from concurrent.futures import ThreadPoolExecutor\n\n_pool = ThreadPoolExecutor(1)\n\n\ndef submit(detail):\n    _pool.submit(deliver, detail)\n`,
    },
  },
  {
    name: 'raised',
    imports: one('note'),
    statement: 'note($)',
    files: {
      helper: `from .@second import Refused, check\n\n\ndef note(detail):\n    try:\n        check(detail)\n    except Refused as refused:\n        deliver(refused.detail)\n`,
      second: `class Refused(Exception):\n    def __init__(self, detail):\n        super().__init__("not now")\n        self.detail = detail\n\n\ndef check(detail):\n    if len(detail) > 0:\n        raise Refused(detail)\n`,
    },
  },
  {
    name: 'operator',
    imports: one('NOTES'),
    statement: 'NOTES << $',
    files: {
      helper: `class _Notes:\n    def __lshift__(self, detail):\n        deliver(detail)\n        return self\n\n\nNOTES = _Notes()\n`,
    },
  },
  {
    name: 'as text',
    imports: one('report'),
    statement: 'report($)',
    files: {
      helper: `from .@second import Entry\n\n\ndef report(detail):\n    entry = Entry(detail)\n    deliver(f"entry {entry}".encode())\n`,
      second: `class Entry:\n    def __init__(self, detail):\n        self._detail = detail\n\n    def __str__(self):\n        return self._detail.decode("latin-1")\n`,
    },
  },
  {
    name: 'iterated',
    imports: one('report'),
    statement: 'report($)',
    files: {
      helper: `class _Entries:\n    def __init__(self, detail):\n        self.detail = detail\n\n    def __iter__(self):\n        yield self.detail\n\n\ndef report(detail):\n    for one in _Entries(detail):\n        deliver(one)\n`,
    },
  },
  {
    name: 'context variable',
    imports: one('run'),
    statement: 'run($)',
    files: {
      helper: `import contextvars\n\n_last = contextvars.ContextVar("last")\n\n\ndef _flush():\n    deliver(_last.get())\n\n\ndef run(detail):\n    _last.set(detail)\n    contextvars.copy_context().run(_flush)\n`,
    },
  },
];
