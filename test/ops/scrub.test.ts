// No line of the log holds a secret or steers a terminal, and each stays one line of JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScrubber } from '../../src/ops/scrub.ts';
import { holds, hostileText } from '../support/fuzz.ts';

const SECRETS = ['MTAw.very-secret.token', 'key "with" \\ odd letters', 'abc'];
const scrub = createScrubber(SECRETS);

describe('the scrubber', () => {
  it.each([
    ['a token', 'Bot MTAw.very-secret.token'],
    ['a key that JSON writes otherwise', 'sent with key "with" \\ odd letters'],
    ['a key within an address', `https://example.com/?key=${encodeURIComponent('key "with" \\ odd letters')}`],
  ])('takes out %s', (_what, text) => {
    const line = scrub(JSON.stringify({ msg: text }));
    expect(line).toContain('[secret]');
    for (const secret of SECRETS.slice(0, 2)) expect(JSON.parse(line).msg).not.toContain(secret);
  });

  it('takes out what opens an interaction’s webhook, and what stands behind Bearer', () => {
    const token = 'aW50ZXJhY3Rpb246MTIz'.repeat(5);
    const line = scrub(
      JSON.stringify({
        a: `https://discord.com/api/v10/webhooks/123/${token}/messages/@original`,
        b: `https://discord.com/api/v10/interactions/456/${token}/callback`,
        c: 'authorization: Bearer sk-0123456789abcdef',
      }),
    );
    expect(line).not.toContain(token);
    expect(line).not.toContain('sk-0123456789abcdef');
    expect(JSON.parse(line).a).toBe('https://discord.com/api/v10/webhooks/123/[secret]/messages/@original');
  });

  it('leaves words alone that are no secrets', () => {
    const line = JSON.stringify({ msg: 'abc of webhooks/123/messages and a Bot that bears' });
    expect(scrub(line)).toBe(line);
  });

  holds(
    'leaves one line of JSON that says the same, without what steers a terminal',
    fc.property(hostileText(), (text) => {
      const line = scrub(JSON.stringify({ msg: text }));
      expect(line).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/u);
      const { msg } = JSON.parse(line);
      if (!/webhooks|interactions|Bearer|Bot/.test(text)) expect(msg).toBe(text);
    }),
  );
});
