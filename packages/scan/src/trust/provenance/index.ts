/** Proofs of origin: an entry of its own, because what verifies them takes longer to load than the rest. */
export { npmProvenance, type NpmSubject } from './npmProvenance.ts';
export { pypiProvenance, type PypiSubject } from './pypiProvenance.ts';
export { parseTrustRoots, type TrustRoots } from './trustRoots.ts';
