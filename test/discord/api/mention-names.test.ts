// Mentions in prompts become names; what has no name that may be told becomes a word.
import { describe, expect, it, vi } from 'vitest';
import { nameMentions } from '../../../src/discord/api/mention-names.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createText } from '../../../src/text/text.ts';

const language = createText()('en-US');
const ID = '100000000000000002';

const get = vi.fn(async (_route: string) => ({ nick: null, user: { id: ID, username: 'ada', global_name: 'Ada L.' } }));
const app = {
  bot: { get } as never, // The one call that is made of it.
  log: createLog('silent'),
  serverNames: {
    server: () => undefined,
    role: (_guild: string, id: string) => (id === ID ? 'Painters' : undefined),
    channel: (_guild: string, id: string) => (id === ID ? 'art' : undefined),
  },
};
const named = (text: string, guildId: string | null = 'g', known?: ReadonlyMap<string, string>) =>
  nameMentions(text, app, { guildId, language, known });

describe('mentions in a prompt', () => {
  it.each([
    [`a portrait of <@${ID}> and <@!${ID}>`, 'a portrait of Ada L. and Ada L.'],
    [`a sign for <@&${ID}> in <#${ID}>`, 'a sign for Painters in art'],
    ['<@&100000000000000009> in <#100000000000000009>', 'a role in a channel'],
    [`a cat <:blob:${ID}> <a:dance:${ID}>`, 'a cat blob dance'],
    ['a clock at <t:1700000000:F>', 'a clock at November 14, 2023 at 10:13 PM'],
    ['<t:9999999999999>', ''],
    [`use </imagine:${ID}>`, 'use /imagine'],
    ['a < b > c, <@12>, 3<4', 'a < b > c, <@12>, 3<4'],
  ])('%j reads %j', async (text, read) => {
    expect(await named(text)).toBe(read);
  });

  it('ask for each member once, and for none whose name is known', async () => {
    get.mockClear();
    await named(`<@${ID}> <@${ID}>`);
    expect(get).toHaveBeenCalledTimes(1);
    get.mockClear();
    expect(await named(`<@${ID}>`, 'g', new Map([[ID, 'Nick']]))).toBe('Nick');
    expect(get).not.toHaveBeenCalled();
  });

  it('of people who cannot be looked up are nobody’s name', async () => {
    get.mockRejectedValueOnce(new Error('Unknown Member'));
    expect(await named(`<@${ID}>`)).toBe('somebody');
    expect(await named(`<@${ID}>`, null)).toBe('somebody');
  });
});
