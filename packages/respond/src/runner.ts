/** Does what is pending of one kind: begins what can begin, and says whether something is under way. */
export interface Runner {
  act(): void;
  busy(): boolean;
}
