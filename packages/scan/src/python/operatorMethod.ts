const UNARY: Readonly<Record<string, string>> = { '-': 'neg', '+': 'pos', '~': 'invert' };
const BINARY: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  in: 'contains',
};

/** The method by which a class says what an operator does; nothing where none can (`is`). `+=` is `__iadd__`. */
export function operatorMethod(operator: string, operands: 1 | 2): { readonly by?: string } {
  const isInPlace = operands === 2 && /[^=!<>]=$/u.test(operator);
  const plain = isInPlace ? operator.slice(0, -1) : operator.replace(/^not\s+in$/u, 'in');
  const name = (operands === 1 ? UNARY : BINARY)[plain];
  return name === undefined ? {} : { by: `__${isInPlace ? 'i' : ''}${name}__` };
}
