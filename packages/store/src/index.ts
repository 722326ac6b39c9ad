export type { Batch, Change, Cursors, Head, JournalStore, NewRow, Placed, Row, Seal } from './journalStore.ts';
export { type Hold, type Holder, holdDirectory } from './sqlite/holdDirectory.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/openSqliteStore.ts';
export { StoreFault, type StoreFaultCode } from './storeFault.ts';
