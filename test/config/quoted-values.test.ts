// A setting that is wrong is told with the value that was given, but for what is or may be a
// secret.
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/read-config.ts';
import { type SettingName, settings } from '../../src/config/settings.ts';

/** @returns the problem with it; undefined where there is none */
function refusalOf(name: SettingName, text: string): string | undefined {
  try {
    readConfig({ [name]: text }, [name]);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message; // Just looked at.
  }
}

const names = Object.keys(settings) as SettingName[]; // The keys of `settings` are exactly its names.
/**
 * At least one of these is no good value for any setting, but for a folder, which may be called
 * anything.
 */
const WRONG = ['~ nothing ~', '-1', 'a?b', ','];

describe('a wrong value', () => {
  it.each(names.filter((name) => !('secret' in settings[name])))('of %s is quoted', (name) => {
    const refused = WRONG.flatMap((text) => {
      const refusal = refusalOf(name, text);
      return refusal === undefined ? [] : [{ text, refusal }];
    });
    if (name !== 'IMAGES_DIR') expect(refused).not.toEqual([]);
    for (const { text, refusal } of refused) {
      expect(refusal).toContain(text === 'a?b' ? '"a?…"' : JSON.stringify(text));
      expect(refusal.split('\n')).toHaveLength(1);
      // An example of ours that looks like a key would be left out.
      expect(refusal.split(' (given: ')[0]).not.toContain('…');
      expect(refusal).toMatch(new RegExp(`^${name} (?!${name})`));
    }
  });

  it.each(names.filter((name) => 'secret' in settings[name]))('of %s, a secret, is not', (name) => {
    expect(refusalOf(name, 'so secret')).not.toContain('secret)');
    expect(refusalOf(name, 'abc def')).not.toMatch(/abc|def/);
  });

  it.each<[string, SettingName, string, RegExp]>([
    ['a user and a password', 'DATABASE_URL', 'postgres://u:hunter2@db/kontext', /"…@db\/kontext"/],
    [
      'a password among its options',
      'DATABASE_URL',
      'postgres://db/kontext?password=hunter2',
      /"postgres:\/\/db\/kontext\?…"/,
    ],
    ['a token', 'DISCORD_GUILD_ID', 'MTAwMDAwMDAwMDAwMDAwMDAx.GhIjKl.mNoPqRsTuVwXyZhunter2', /"…"/],
    ['a key', 'HOST_USER_IDS', '100000000000000001, sk_live_4242424242hunter2', /"100000000000000001, …"/],
  ])('with %s in it is quoted without that', (_kind, name, text, quoted) => {
    const refusal = refusalOf(name, text);
    expect(refusal).not.toContain('hunter2');
    expect(refusal).toMatch(quoted);
  });

  it('that is long is cut, and one of several lines stands in one', () => {
    const refusal = refusalOf('LOG_LEVEL', `loud\n${'very '.repeat(100)}`) ?? '';
    expect(refusal).toContain('(given: "loud\\nvery very ');
    expect(refusal.length).toBeLessThan(300);
  });
});
