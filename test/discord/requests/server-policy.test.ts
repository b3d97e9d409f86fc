// What a member is told where a server's rules stand against an image: what they could do instead.
import { describe, expect, it } from 'vitest';
import type { GuildContext } from '../../../src/discord/interactions/guild-context.ts';
import { checkOpen } from '../../../src/discord/requests/server-policy.ts';
import { createText } from '../../../src/text/text.ts';

const { t } = createText()('en-US');
type Rules = Partial<Record<'allowed_channels' | 'denied_channels' | 'allowed_roles' | 'denied_roles', string[]>>;

/** Of a member with the role `mine`, in the channel `here`. */
const refusalOf = (rules: Rules): unknown => {
  const settings = { allowed_channels: [], denied_channels: [], allowed_roles: [], denied_roles: [], ...rules };
  const guild = { settings, channelIds: ['here'], roleIds: ['mine'], pausedEverywhere: undefined };
  try {
    checkOpen(guild as unknown as GuildContext, t); // All that it reads.
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a refusal by the rules of a server', () => {
  const ofRole = 'Your roles do not allow you to make images here.';
  const ofChannel = 'Images cannot be made in this channel.';

  it.each<[string, Rules, string]>([
    ['names a role that may', { allowed_roles: ['artist'] }, `${ofRole} Members with the role <@&artist> may.`],
    [
      'names no role that is denied',
      { allowed_roles: ['muted', 'artist'], denied_roles: ['muted'] },
      `${ofRole} Members with the role <@&artist> may.`,
    ],
    ['names no role to whom one of theirs is denied', { allowed_roles: ['artist'], denied_roles: ['mine'] }, ofRole],
    ['names none where none may', { denied_roles: ['mine'] }, ofRole],
    ['names a channel', { allowed_channels: ['art'] }, `${ofChannel} Try <#art>.`],
    [
      'names no channel that is denied',
      { allowed_channels: ['old', 'art'], denied_channels: ['old'] },
      `${ofChannel} Try <#art>.`,
    ],
    ['names no channel where this one alone is', { denied_channels: ['here'] }, ofChannel],
  ])('%s', (_title, rules, told) => {
    expect(refusalOf(rules)).toBe(told);
  });
});
