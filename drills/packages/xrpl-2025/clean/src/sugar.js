import { formatUnits, parseUnits } from './misc/units.js';

export const xrpToDrops = (xrp) => parseUnits(String(xrp), 6).toString();
export const dropsToXrp = (drops) => Number(formatUnits(BigInt(drops), 6));

const EPOCH = 946_684_800;
export const rippleTimeToISOTime = (time) => new Date((time + EPOCH) * 1000).toISOString();
export const isoTimeToRippleTime = (text) => Math.round(Date.parse(text) / 1000) - EPOCH;
