// Commands in texts become mentions once their ids are known; what cannot be typed as it stands in
// a text is found here.
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { mentionsOf } from '../../src/discord/api/command-mentions.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { commandBodies } from '../../src/discord/registration/register-commands.ts';
import { catalogues, languages } from '../../src/text/catalogues.ts';
import { mentionCommands } from '../../src/text/command-mentions.ts';
import { createText } from '../../src/text/text.ts';
import { textsOf } from '../support/texts-of.ts';

/** What the price, what is left and two rules that leave less come to in the longest language. */
const BUDGET_LINE_MAX = 340;
/** As much of a reason as is always shown; a longer one is cut where it has to be. */
const REASON_LEAST = 180;

/** As long as ids get. */
const idOf = (index: number) => String(1_500_000_000_000_000_000n + BigInt(index));

const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' });
const registered = commandBodies(commands, config, createText()).map((body, index) => ({ ...body, id: idOf(index) }));
const mentions = mentionsOf(registered);
const mention = (path: string) => mentions.get(path) ?? `${path} is not registered`;
const text = createText(mentions);

describe('mentionsOf', () => {
  it('names what can be typed: commands without subcommands, and subcommands by their whole path', () => {
    expect(mention('imagine')).toBe(`</imagine:${idOf(0)}>`);
    expect(mention('usage me')).toMatch(/^<\/usage me:\d{19}>$/);
    expect(mention('budget set member')).toMatch(/^<\/budget set member:\d{19}>$/);
    expect(['usage', 'budget set', 'Edit image'].filter((path) => mentions.has(path))).toEqual([]);
  });

  it.each([undefined, null, 'x', [{ name: 'imagine' }]])('knows none where Discord answers %j', (answer) => {
    expect(mentionsOf(answer).size).toBe(0);
  });
});

describe('mentionCommands', () => {
  it('leaves code where an id is not known, such as a command that Discord has not taken yet', () => {
    const { t } = createText(mentionsOf([{ id: '1', type: 1, name: 'imagine' }]))('de');
    expect(t('preset.howTo')).toContain('bei </imagine:1> oder `/bearbeiten`');
    expect(createText()('de').t('history.empty')).toContain('`/imagine`');
  });

  it('keeps options behind the mention as code', () => {
    expect(text('en-US').t('help.host')).toContain(`${mention('settings pause')} \`everywhere\``);
  });

  it('touches no words that people have typed', () => {
    expect(text('en-US').t('notice.unshown', { count: 1, prompt: '`/imagine`' })).toContain('Your image `/imagine` is');
  });
});

describe.each(languages)('%s', (language) => {
  const catalogue = catalogues[language];
  const { t } = text(language);

  it('names only commands that can be typed as they are named', () => {
    const left = textsOf(catalogue ? mentionCommands(catalogue, mentions) : {}).filter(([, words]) =>
      words.includes('`/'),
    );
    expect(left).toEqual([]);
  });

  it('has a /help that fits into a message for whoever may do everything, with room for a reason why not', () => {
    const lines = [
      t('help.title'),
      t('help.notNow', { reason: 'x'.repeat(REASON_LEAST) }),
      t('help.drawSeveral', { most: 4, example: t('help.example') }),
      t('help.edit'),
      t('help.replyOwn', { bot: `<@${idOf(0)}>` }),
      t('help.own'),
      'x'.repeat(BUDGET_LINE_MAX),
      t('help.moderator'),
      t('help.manager'),
      t('help.host'),
    ];
    expect(lines.join('\n').length).toBeLessThan(CONTENT_MAX);
  });
});
