// Commands are registered when they differ from what Discord has, and not because Discord tells
// them in its own way.
import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { commandBodies, isSame } from '../../../src/discord/registration/register-commands.ts';
import { updateCommands } from '../../../src/discord/registration/update-commands.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createText } from '../../../src/text/text.ts';

const bodiesWith = (settings: Record<string, string> = {}) =>
  commandBodies(commands, readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b', ...settings }), createText());

/** The same commands as Discord answers them: with ids, versions and defaults. */
const asDiscordTells = (bodies: readonly object[]) =>
  bodies
    .map((body, index) => ({
      id: String(index),
      version: '7',
      application_id: '1',
      default_member_permissions: null,
      nsfw: false,
      name_localizations: null,
      description_localizations: null,
      ...structuredClone(body),
    }))
    .reverse();

describe('isSame', () => {
  it('sees through ids, versions, defaults and order', () => {
    const bodies = bodiesWith();
    expect(isSame(asDiscordTells(bodies), bodies)).toBe(true);
  });

  it.each([{ MAX_SAFETY_TOLERANCE: '6' }, { IMAGE_MODELS: 'a=1,b=2' }, { USER_INSTALL: 'true' }])(
    'sees that %j makes a difference',
    (settings) => {
      expect(isSame(asDiscordTells(bodiesWith()), bodiesWith(settings))).toBe(false);
    },
  );

  it('sees a command that is missing, and one too many', () => {
    const bodies = bodiesWith();
    expect(isSame(asDiscordTells(bodies).slice(1), bodies)).toBe(false);
    expect(isSame(asDiscordTells([...bodies, { name: 'old', description: 'x' }]), bodies)).toBe(false);
  });

  it('does not ask for places where commands belong to one server', () => {
    const bodies = bodiesWith({ DISCORD_GUILD_ID: '200000000000000001' });
    const told = asDiscordTells(bodies).map((body) => ({ ...body, contexts: null, integration_types: [0] }));
    expect(bodies.every((body) => !('contexts' in body))).toBe(true);
    expect(isSame(told, bodies)).toBe(true);
  });
});

describe('the model option', () => {
  const hasModel = (settings: Record<string, string>) =>
    bodiesWith(settings).some((body) => 'options' in body && body.options?.some(({ name }) => name === 'model'));

  it('is there where there is a choice', () => {
    expect(hasModel({})).toBe(false);
    expect(hasModel({ IMAGE_MODELS: 'a=1,b=2' })).toBe(true);
  });
});

describe('texts name commands by the ids of', () => {
  const bodies = bodiesWith();
  const there = asDiscordTells(bodies.slice(0, 1));
  const replaced = asDiscordTells(bodies).map((command) => ({ ...command, id: `9${command.id}` }));
  const refuse = () => Promise.reject(new Error('refused'));

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>, string | undefined]>([
    ['what is registered already', async () => asDiscordTells(bodies), refuse, '</imagine:0>'],
    ['what replaced it', async () => there, async () => replaced, '</imagine:90>'],
    ['the earlier commands, where the new ones are refused', async () => there, refuse, '</imagine:0>'],
    ['nothing, where Discord does not say', refuse, refuse, undefined],
  ])('%s', async (_name, get, put, mention) => {
    const known: (string | undefined)[] = [];
    await updateCommands({
      rest: Object.assign(new REST(), { get, put }),
      applicationId: '1',
      guildId: undefined,
      bodies,
      log: createLog('silent'),
      keepRefusal: async () => undefined,
      useMentions: (mentions) => known.push(mentions.get('imagine')),
    });
    expect(known.at(-1)).toBe(mention);
  });
});
