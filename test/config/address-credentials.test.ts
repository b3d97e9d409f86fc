// A user or password in an address is refused without being repeated, and whatever else prints it
// has it taken out.
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, secretTexts } from '../../src/config/read-config.ts';
import { createTextScrubber } from '../../src/ops/scrub.ts';

const ADDRESSES = ['DISCORD_API_URL', 'DISCORD_CDN_URL', 'VTRIX_BASE_URL'] as const;

/** @returns the problem with it */
function refuse(name: (typeof ADDRESSES)[number], address: string): string {
  try {
    return `understood as ${JSON.stringify(readConfig({ [name]: address }, [name]))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message; // Just looked at.
  }
}

describe.each(ADDRESSES)('%s', (name) => {
  it.each([
    ['a user and a password', 'http://u:proxysecret99@proxy.example/api'],
    ['a user alone', 'https://proxysecret99@proxy.example'],
    ['a password alone', 'https://:proxysecret99@proxy.example'],
    ['no slashes', 'http:u:proxysecret99@proxy.example'],
    ['a password with a slash', 'http://proxy:80/proxysecret99@proxy.example'],
    ['a password with an escape', 'http://u:proxysecret99%21@proxy.example'],
    ['another protocol', 'ftp://u:proxysecret99@proxy.example'],
    ['a broken port', 'http://u:proxysecret99@proxy.example:port'],
  ])('with %s is refused, and the secret is printed nowhere', (_kind, address) => {
    const said = refuse(name, address);
    expect(said).toContain(`${name} must be`);
    expect(said).not.toContain('proxysecret99');
    const scrub = createTextScrubber(secretTexts({ [name]: ` ${address} ` }));
    for (const printed of [address, decodeURIComponent(address), `"url":${JSON.stringify(address)}`])
      expect(scrub(printed)).not.toContain('proxysecret99');
  });

  it('has its password taken out where that is printed alone, as it was written or without its escapes', () => {
    const scrub = createTextScrubber(secretTexts({ [name]: 'https://operator:proxy%21secret99@proxy.example' }));
    expect(scrub('user operator, password proxy!secret99 or proxy%21secret99')).toBe(
      'user operator, password [secret] or [secret]',
    );
  });

  it('without any is taken, and nothing of it is a secret', () => {
    expect(refuse(name, 'https://proxy.example:8443/way')).toContain('understood');
    expect(secretTexts({ [name]: 'https://proxy.example:8443/way' })).toEqual([]);
  });
});

it('a database’s path is no secret, whatever stands in it', () => {
  expect(secretTexts({ DATABASE_URL: 'file:///srv/bots/@kontext/kontext.db' })).toEqual([]);
});
