export { type Change, createReconciler, type Reconciler, type Spent } from './createReconciler.ts';
export { demandOf, type Demand, type SpendKind } from './demand.ts';
