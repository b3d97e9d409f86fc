// What the message of a request is rendered by, beside the request's rows.
import type { SteadyMs } from '../../clock.ts';
import type { DurationEstimator } from '../../tasks/scheduling/duration-estimator.ts';
import type { Language } from '../../text/text.ts';

/** What rendering needs beside the rows. */
export interface RenderContext {
  language: Language;
  durations: DurationEstimator;
  steadyNow: SteadyMs;
  /** Of queued tasks, by their ids; 1 is the next. */
  placesInQueue?: ReadonlyMap<string, number>;
  /** Set where the server's AutoMod has refused the prompt's text. */
  hidePrompt?: boolean;
  /** Set where its member alone reads the message: what is for nobody else is told there. */
  isReadAlone?: boolean;
  /**
   * Whether Discord shows to its member alone a message that was meant for everybody; where not
   * given, as it did with the request's own.
   */
  isMadePrivate?: boolean;
  /** Set where the server keeps costs out of public messages. */
  hideCosts?: boolean;
}
