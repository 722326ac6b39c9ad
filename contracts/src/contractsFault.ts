import { Fault, type FaultDetail } from '@portcullis/model';

export type ContractsFaultCode = 'not-compiled' | 'no-artifact' | 'no-node' | 'node-refused';

/** A contract that cannot be compiled or is not there, or a local chain node that does not do what it is asked. */
export class ContractsFault extends Fault<ContractsFaultCode> {
  constructor(code: ContractsFaultCode, detail: FaultDetail) {
    super(code, 'bug', detail);
  }
}
