// From what a person asked for to an admitted request, whichever way they asked.
import type { App } from '../../app.ts';
import { DenialError, UserError } from '../../errors.ts';
import { nearestAspectRatio } from '../../providers/vtrix/parameters.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Admission, Wish } from '../../tasks/lifecycle/admit.ts';
import { type InputSource, parentOf } from '../../tasks/requests/input-source.ts';
import { planTasks, type RequestOptions } from '../../tasks/requests/request-options.ts';
import { relativeTime } from '../../text/figures.ts';
import type { Language } from '../../text/text.ts';
import type { AskedAt } from '../interactions/access.ts';
import { describeDenial } from '../rendering/describe-denial.ts';
import { checkRules } from './server-policy.ts';
import { couldAskForLess } from './smallest-request.ts';

/** What somebody wants: one picture, or several of the same. */
export interface Ask {
  kind: RequestRow['kind'];
  options: RequestOptions;
  /** The pictures it starts from; none for one that is drawn from words alone. */
  inputs: readonly InputSource[];
  /** What it is a step from, where that is not the first of these. */
  parentTaskId?: string | undefined;
}

/** Who asks, where, and how they are to be answered. */
export type Asker = AskedAt &
  Pick<Wish, 'key' | 'userId' | 'channelId' | 'locale' | 'applicationId' | 'answeredBy' | 'uploadLimitBytes'>;

/**
 * @param language of the one who asks
 * @returns the request, and what is to be told of budgets that are nearly used up; undefined where the same event arrived before and is being served
 * @throws {DenialError} where a limit or budget stands against it
 * @throws {UserError} where a server's rule stands against it, or a picture it starts from is no longer kept
 */
export async function submitImageRequest(
  app: App,
  ask: Ask,
  asker: Asker,
  language: Language,
): Promise<Extract<Admission, { outcome: 'admitted' }> | undefined> {
  refuseWhileSilent(app, language);
  const { options, inputs } = ask;
  const { channelIds: _places, isAgeRestricted: _too, ...wisher } = asker;
  const maxSafetyTolerance = await checkRules(app, asker, options, language);
  const admission = await app.tasks.admit({
    ...wisher,
    kind: ask.kind,
    prompt: options.parameters.prompt,
    options,
    isPrivate: options.isPrivate,
    parentTaskId: ask.parentTaskId ?? parentOf(inputs),
    inputs,
    tasks: planTasks(options, {
      estimateMicros: app.costs.estimateMicros(options.model, ask.kind),
      maxSafetyTolerance,
      aspectRatio: await ratioOfFirst(app, inputs, language),
    }),
  });
  if (admission.outcome === 'denied') {
    const { denial } = admission;
    const canChangeHelp = await couldAskForLess(app, denial, asker, ask.kind);
    throw new DenialError(describeDenial(denial, language, asker.guildId !== null), { canChangeHelp });
  }
  if (admission.outcome === 'input-gone') throw new UserError(language.t('refusal.pictureGone'));
  return admission.outcome === 'admitted' ? admission : undefined;
}

/** While the provider does not answer, whoever asks learns it at once instead of waiting for nothing. @throws {UserError} then */
export function refuseWhileSilent({ circuit, now }: Pick<App, 'circuit' | 'now'>, { t }: Language): void {
  if (circuit.state() !== 'open') return;
  throw new UserError(t('refusal.providerSilent', { when: relativeTime(circuit.triesAt() ?? now()) }));
}

/** Known for pictures that are kept here already; of others once they have been fetched. */
async function ratioOfFirst(app: App, inputs: readonly InputSource[], { t }: Language): Promise<string | undefined> {
  const kept = inputs.flatMap((input) => ('pictureId' in input ? [input.pictureId] : []));
  for (const id of kept) if (!(await app.pictures.find(id))) throw new UserError(t('refusal.pictureGone'));
  const [first] = inputs;
  const picture = first && 'pictureId' in first ? await app.pictures.find(first.pictureId) : undefined;
  return picture && nearestAspectRatio(picture);
}
