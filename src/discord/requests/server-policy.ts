// A server's own rules for an image: whether anything may be made now, here, by this member, and
// how leniently.
import type { App } from '../../app.ts';
import { UserError, WithheldError } from '../../errors.ts';
import { findBlockedWord } from '../../servers/blocked-words.ts';
import type { ServerSettings } from '../../servers/settings.store.ts';
import type { RequestOptions } from '../../tasks/requests/request-options.ts';
import type { Language, Translate } from '../../text/text.ts';
import type { GuildContext } from '../interactions/guild-context.ts';
import { quote } from '../rendering/safe-text.ts';

const REASON_SHOWN_MAX = 300;

/**
 * @returns the most lenient moderation that is allowed there
 * @throws {UserError} saying which rule stands against it
 */
export async function checkRules(
  { config }: Pick<App, 'config'>,
  guild: GuildContext,
  options: RequestOptions,
  { t }: Language,
): Promise<number> {
  checkOpen(guild, t);
  const { settings, isAgeRestricted } = guild;
  const { prompt, negative_prompt = '' } = options.parameters;
  // A preset's name stands beside the prompt in the result's message.
  for (const text of [prompt, negative_prompt, options.preset?.name ?? ''])
    if (await findBlockedWord(text, settings.blocked_words)) throw new WithheldError(t('refusal.words'));
  const most = mostLenient(settings, isAgeRestricted, config.MAX_SAFETY_TOLERANCE);
  if ((options.parameters.safety_tolerance ?? 0) > most) throw new UserError(t('refusal.safety', { most }));
  return most;
}

/**
 * Whether anything at all may be made now, there, by somebody with those roles.
 * @throws {UserError} saying what stands against it
 */
export function checkOpen({ settings, pausedEverywhere, channelIds, roleIds }: GuildContext, t: Translate): void {
  // Who can end the pause is told: no manager of the server ends the operator's.
  if (pausedEverywhere !== undefined) throw paused('pausedEverywhere', pausedEverywhere, t);
  if (settings.paused !== undefined) throw paused('paused', settings.paused, t);
  if (!isAllowed(channelIds, settings.allowed_channels, settings.denied_channels)) {
    const where = firstOpen(settings.allowed_channels, settings.denied_channels);
    throw closed(where === undefined ? t('refusal.channel') : t('refusal.channelElsewhere', { channel: where }));
  }
  if (!isAllowed(roleIds, settings.allowed_roles, settings.denied_roles)) {
    // To whom one of their roles is denied, another role is no help.
    const isDenied = roleIds.some((id) => settings.denied_roles.includes(id));
    const role = isDenied ? undefined : firstOpen(settings.allowed_roles, settings.denied_roles);
    throw closed(role === undefined ? t('refusal.role') : t('refusal.roleOther', { role }));
  }
}

const firstOpen = (allowed: readonly string[], denied: readonly string[]): string | undefined =>
  allowed.find((id) => !denied.includes(id));

/** No prompt and no option changes who may make images, where and when. */
const closed = (message: string) => new UserError(message, { offersChange: false });

/** @param reason empty where none was given */
const paused = (kind: 'paused' | 'pausedEverywhere', reason: string, t: Language['t']) =>
  closed(
    reason === '' ? t(`refusal.${kind}`) : t(`refusal.${kind}Because`, { reason: quote(reason, REASON_SHOWN_MAX) }),
  );

/** What is denied counts before what is allowed. */
function isAllowed(own: readonly string[], allowed: readonly string[], denied: readonly string[]): boolean {
  if (own.some((id) => denied.includes(id))) return false;
  return allowed.length === 0 || own.some((id) => allowed.includes(id));
}

function mostLenient(settings: ServerSettings, isAgeRestricted: boolean, ofHost: number): number {
  const usual = settings.safety_tolerance ?? ofHost;
  const here = isAgeRestricted ? (settings.age_restricted_safety_tolerance ?? usual) : usual;
  return Math.min(ofHost, here);
}
