import type { StepIr } from './moduleIr.ts';

/** Kinds of steps as small numbers, for columns. */
export const STEP_KIND: Readonly<Record<StepIr['is'], number>> = {
  constant: 0,
  global: 1,
  copy: 2,
  join: 3,
  compute: 4,
  test: 5,
  fresh: 6,
  load: 7,
  store: 8,
  function: 9,
  class: 10,
  import: 11,
  call: 12,
  await: 13,
};
