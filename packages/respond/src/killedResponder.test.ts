import { killAt } from './testing/killAt.ts';

// The two where the world has moved and the journal does not know it yet.
killAt(['after-send', 'after-notice']);
