// From what a person asked for to an admitted request, whichever way they asked.
import type { App } from '../../app.ts';
import { DenialError, UserError } from '../../errors.ts';
import { nearestAspectRatio } from '../../providers/vtrix/parameters.ts';
import type { Admission } from '../../tasks/lifecycle/admit.ts';
import type { GenerationRequest, RequestOrigin } from '../../tasks/requests/generation-request.ts';
import type { InputSource } from '../../tasks/requests/input-source.ts';
import { planTasks } from '../../tasks/requests/request-options.ts';
import { relativeTime } from '../../text/figures.ts';
import type { Language } from '../../text/text.ts';
import type { GuildContext } from '../interactions/guild-context.ts';
import { describeDenial } from '../rendering/describe-denial.ts';
import { checkRules } from './server-policy.ts';
import { couldAskForLess } from './smallest-request.ts';

/**
 * Who asks, where, by the rules of which server, and in which language they are told what stands
 * against it.
 */
export interface Requester extends Omit<RequestOrigin, 'guildId' | 'roleIds'> {
  guild: GuildContext;
  language: Language;
}

/**
 * @returns the request, and what is to be told of budgets that are nearly used up; undefined where
 * the same event arrived before and is being served
 * @throws {DenialError} where a limit or budget stands against it
 * @throws {UserError} where a server's rule stands against it, or an image it starts from is no
 * longer kept
 */
export async function submitImageRequest(
  app: App,
  request: GenerationRequest,
  { guild, language, ...origin }: Requester,
): Promise<Extract<Admission, { outcome: 'admitted' }> | undefined> {
  refuseWhileSilent(app, language);
  const { kind, options, inputs } = request;
  const maxSafetyTolerance = await checkRules(app, guild, options, language);
  const tasks = planTasks(options, {
    estimateMicros: app.costs.estimateMicros(options.model, kind),
    maxSafetyTolerance,
    aspectRatio: await ratioOfFirst(app, inputs, language),
  });
  const { guildId, roleIds } = guild;
  const admission = await app.tasks.admit({ request, origin: { ...origin, guildId, roleIds }, tasks });
  if (admission.outcome === 'denied') {
    const { denial } = admission;
    const offersChange = await couldAskForLess(app, denial, { userId: origin.userId, guildId, roleIds }, kind);
    throw new DenialError(describeDenial(denial, language, guildId !== null), { offersChange });
  }
  if (admission.outcome === 'input-gone') throw new UserError(language.t('refusal.imageGone'));
  return admission.outcome === 'admitted' ? admission : undefined;
}

/**
 * While the provider does not answer, whoever asks learns it at once instead of waiting for
 * nothing.
 * @throws {UserError} then
 */
export function refuseWhileSilent({ circuit, now }: Pick<App, 'circuit' | 'now'>, { t }: Language): void {
  if (circuit.state() !== 'open') return;
  throw new UserError(t('refusal.providerSilent', { when: relativeTime(circuit.triesAt() ?? now()) }));
}

/** Known for images that are kept here already; of others once they have been fetched. */
async function ratioOfFirst(app: App, inputs: readonly InputSource[], { t }: Language): Promise<string | undefined> {
  const kept = inputs.flatMap((input) => ('imageId' in input ? [input.imageId] : []));
  if ((await app.requests.takenAway(kept)).length > 0) throw new UserError(t('refusal.imageDeleted'));
  for (const id of kept) if (!(await app.images.find(id))) throw new UserError(t('refusal.imageGone'));
  const [first] = inputs;
  const image = first && 'imageId' in first ? await app.images.find(first.imageId) : undefined;
  return image && nearestAspectRatio(image);
}
