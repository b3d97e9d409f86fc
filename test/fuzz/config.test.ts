// Whatever stands in the environment, the bot has settings that make sense, or says what is wrong
// without showing a secret.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/read-config.ts';
import { type SettingName, settings } from '../../src/config/settings.ts';
import { holds, hostileText } from '../support/fuzz.ts';

const names = Object.keys(settings) as SettingName[]; // The keys of a constant.
const plausible = fc.constantFrom(
  'true',
  'false',
  '0',
  '-1',
  '1.5',
  '1e9',
  'Infinity',
  'NaN',
  '2.00/day',
  '5/total',
  '0/day',
  '1e3/week',
  'flux=0.08',
  'a=1,b=2',
  'a=,b',
  '123,456',
  'https://example.com/',
  'http://[::1]:80/v10',
  'ftp://example.com',
  'file:data/x.db',
  'file:',
  'Europe/Berlin',
  'localhost:8080,example.com',
);
const environment = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.oneof(plausible, hostileText(60))))
  .map((entries): Record<string, string> => Object.fromEntries(entries));
const secret = fc.stringMatching(/^[A-Za-z0-9._-]{12,60}$/);

describe('the environment', () => {
  holds(
    'is understood, or everything wrong with it is named, a line each, without a secret',
    fc.property(environment, secret, secret, (given, token, key) => {
      const all = { ...given, DISCORD_TOKEN: token, VTRIX_API_KEY: key };
      try {
        const config = readConfig(all);
        for (const text of [JSON.stringify(config), String(config.DISCORD_TOKEN), `${config.VTRIX_API_KEY}`]) {
          expect(text).not.toContain(token);
          expect(text).not.toContain(key);
        }
        expect(config.MAX_CONCURRENT).toBeGreaterThan(0);
        expect(config.MAX_SAFETY_TOLERANCE).toBeLessThanOrEqual(6);
        expect(config.IMAGE_MODELS.length).toBeGreaterThan(0);
        for (const { priceMicros } of config.IMAGE_MODELS) expect(Number.isSafeInteger(priceMicros)).toBe(true);
        for (const { limitMicros } of [config.HOST_BUDGET, config.DEFAULT_MEMBER_BUDGET])
          expect(Number.isSafeInteger(limitMicros) && limitMicros >= 0).toBe(true);
        for (const span of [config.QUEUE_TIMEOUT, config.TASK_TIMEOUT, config.SHUTDOWN_GRACE, config.IMAGE_RETENTION])
          expect(Number.isSafeInteger(span) && span >= 0).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        const { message } = error as ConfigError; // Just looked at.
        expect(message).not.toContain(token);
        expect(message).not.toContain(key);
        for (const line of message.split('\n')) expect(names.some((name) => line.startsWith(`${name} `))).toBe(true);
      }
    }),
  );

  holds(
    'names no setting that is all right',
    fc.property(environment, (given) => {
      const problems = (all: Record<string, string>) => {
        try {
          readConfig(all);
          return [];
        } catch (error) {
          return String((error as Error).message) // The test above holds it to that.
            .split('\n')
            .map((line) => line.split(' ')[0]);
        }
      };
      const named = problems({ ...given, DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'y' });
      const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !named.includes(name)));
      expect(problems({ ...rest, DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'y' })).toEqual([]);
    }),
  );
});
