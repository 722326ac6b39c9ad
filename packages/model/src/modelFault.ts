import { Fault, type FaultDetail } from './fault.ts';

export type ModelFaultCode = 'bad-id' | 'bad-amount' | 'not-canonical' | 'bad-entry' | 'bad-intent' | 'bad-bundle';

/** Input that is not a word of the model. Always the sender's to mend. */
export class ModelFault extends Fault<ModelFaultCode> {
  constructor(code: ModelFaultCode, detail: FaultDetail) {
    super(code, 'operator', detail);
  }
}
