import { CRASH_POINTS } from './testing/crashingResponder.ts';
import { killAt } from './testing/killAt.ts';

killAt(CRASH_POINTS);
