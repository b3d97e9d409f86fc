// The ways in which a task can end.
import type { SteadyMs } from '../../../clock.ts';
import type { Failure } from '../../requests/failure.ts';

/**
 * What a task cost: by the provider's word where it gave one, else by the price table and marked
 * so.
 */
export interface Cost {
  costMicros: number;
  estimated: boolean;
  /** The provider's own text. */
  costText: string | null;
}

export type Conclusion =
  /** @property keepUntil until when its image is kept at least, by the steady timeline */
  | { state: 'completed'; imageId: string; keepUntil: SteadyMs; cost: Cost }
  | { state: 'failed'; failure: Failure; detail?: string | undefined; cost?: Cost | undefined }
  /** Called off before anything was submitted: free. */
  | { state: 'cancelled'; actorAccountId: number | null }
  /** The member never saw an answer: free, and nothing to show. */
  | { state: 'dropped' }
  /** May have been charged: stays reserved until somebody decides. */
  | { state: 'unconfirmed'; detail: string };
