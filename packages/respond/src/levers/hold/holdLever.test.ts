import { leverConformance } from '../leverConformance.ts';
import { createHoldLever } from './holdLever.ts';

leverConformance('hold', () =>
  Promise.resolve({
    lever: createHoldLever,
    // The journal is the world of this gate.
    isDown: () => Promise.resolve(undefined),
    raisedByOwners: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }),
);
