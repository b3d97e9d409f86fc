// Settings as people read them: names instead of codes, and no default where there is none.
import { describe, expect, it } from 'vitest';
import { type BotDefaults, describeSetting } from '../../commands/settings/describe-settings.ts';
import { type ServerSettingName, serverSettings } from '../../src/servers/settings.store.ts';
import { createText } from '../../src/text/text.ts';

const languageOf = createText();

const described = (name: ServerSettingName, given: object, locale = 'en-US', defaults: BotDefaults = {}) =>
  describeSetting(name, serverSettings.parse(given), languageOf(locale), { defaults });

describe('a setting in words', () => {
  it.each([
    ['en-US', 'de', 'German'],
    ['de', 'de', 'Deutsch'],
    ['de', 'pt-BR', 'Portugiesisch (Brasilien)'],
    ['ja', 'ko', '韓国語'],
  ])('for %s: the language %s is %s', (locale, language, name) => {
    expect(described('language', { language }, locale).toLowerCase()).toBe(name.toLowerCase());
  });

  it('has no default where the bot has none', () => {
    expect(described('concurrent', {})).toBe('no limit');
    expect(described('concurrent', {}, 'en-US', { concurrent: 8 })).toBe('bot default (8)');
    expect(described('concurrent', { concurrent: 3 })).toBe('3');
  });

  it('names the model that holds where the one that is set is no longer offered', () => {
    const defaults = { default_model: 'new', offeredModels: ['new', 'other'] };
    expect(described('default_model', { default_model: 'old' }, 'en-US', defaults)).toBe(
      'new (old is set here, but no longer offered)',
    );
    expect(described('default_model', { default_model: 'other' }, 'en-US', defaults)).toBe('other');
    expect(described('default_model', {}, 'en-US', defaults)).toBe('bot default (new)');
  });

  it('says that @everyone gives no rights', () => {
    const [guildId, defaults] = ['2', {}];
    const nobody = '@everyone (gives these rights to nobody; choose another role)';
    for (const name of ['moderator_role', 'manager_role'] as const) {
      const set = (role: string) =>
        describeSetting(name, serverSettings.parse({ [name]: role }), languageOf('en-US'), { defaults, guildId });
      expect(set('2')).toBe(nobody);
      expect(set('3')).toBe('<@&3>');
    }
  });

  it('names a file format as people do', () => {
    expect(described('default_output_format', {})).toBe('JPEG');
  });
});
