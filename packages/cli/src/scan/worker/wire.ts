import type { FaultDetail } from '@portcullis/model';
import type { Analysis, FoundFile, PackageFinding, ScanFaultCode } from '@portcullis/scan';
import type { Material } from '../material.ts';

/** What the worker is asked. Crosses the border by structured clone. */
export interface AnalyseRequest {
  readonly material: Material;
  /** Files of rules, as text. */
  readonly rules: readonly { readonly name: string; readonly text: string }[];
  /** The source tree that the package is said to be built from. */
  readonly source?: readonly FoundFile[];
  /** Whether the unpacked files are wanted back, for a scanner outside. */
  readonly wantsFiles: boolean;
}

export interface Analysed {
  readonly analysis: Analysis;
  /** Findings that the version before does not take away: the user's rules, the source. */
  readonly more: readonly PackageFinding[];
  readonly files?: readonly FoundFile[];
}

/**
 * Says which file is being looked at, before it is: the time of each is counted outside. An empty name is work on
 * all files together, for which only the time of the package counts.
 */
export type OnFile = (file: string) => void;
/** What a module that can be loaded into the worker gives. */
export type Analyser = (request: AnalyseRequest, onFile: OnFile) => Analysed;

/** How far the worker is cut off. */
export interface Confinement {
  /** Node refuses files, processes, threads and addons to this process. */
  readonly denies: readonly string[];
  /** `none` where the kernel gave it no network at all, `guarded` where only its own code refuses. */
  readonly network: 'none' | 'guarded';
  /** `none` where the kernel gives it no new file or socket, so that machine code gets none either. */
  readonly descriptors: 'none' | 'guarded';
}

export type ToWorker = { readonly id: number; readonly request: AnalyseRequest };
export type FromWorker =
  | { readonly is: 'ready'; readonly denies: readonly string[] }
  | { readonly is: 'analysed'; readonly id: number; readonly answer: Analysed }
  | {
      readonly is: 'fault';
      readonly id: number;
      readonly code: ScanFaultCode;
      readonly detail: Omit<FaultDetail, 'cause'>;
    }
  | { readonly is: 'crashed'; readonly id: number; readonly why: string };

/** The file descriptor that the worker writes names of files to, one a line. */
export const FILE_NAMES_FD = 4;
