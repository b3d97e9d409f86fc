// The stand-ins' broken answers are as broken as they claim, and what was asked has been done all
// the same.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BrokenAnswer, brokenAnswers } from '../../playground/http/broken-answers.ts';
import { startVtrixApi, type VtrixApi } from '../../playground/vtrix-api/start.ts';

let api: VtrixApi;
beforeEach(async () => {
  api = await startVtrixApi();
});
afterEach(() => api.close());

/** What comes whole may take its time on a busy machine; what never does is given up soon. */
const [TIMEOUT_MS, NEVER_MS] = [20_000, 1_500];

/** @returns the answer's text, or `broken` where it did not come whole in time */
async function ask(about: string, timeoutMs = TIMEOUT_MS): Promise<string> {
  try {
    const response = await fetch(`${api.baseUrl}/model/v1/generation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${api.apiKey}` },
      body: JSON.stringify({ model: 'flux_kontext_max', input: [{ params: { prompt: about } }] }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await response.text();
  } catch {
    return 'broken';
  }
}

const LOOKS: Record<BrokenAnswer, (text: string) => void> = {
  hang: (text) => expect(text).toBe('broken'),
  drip: (text) => expect(text).toBe('broken'),
  truncated: (text) => expect(text).toBe('broken'),
  huge: (text) => expect(text.length).toBeGreaterThan(30 * 1024 * 1024),
  deep: (text) => expect(text.slice(6, 20_000)).toMatch(/^\[+$/),
  'wrong-types': (text) => expect(typeof JSON.parse(text).id).toBe('number'),
};

it.each(brokenAnswers)('%s', async (kind) => {
  api.state.faults.push({ on: 'create', times: 1, kind, about: 'unlucky' });
  expect(JSON.parse(await ask('lucky'))).toHaveProperty('id');
  LOOKS[kind](await ask('an unlucky one', ['hang', 'drip'].includes(kind) ? NEVER_MS : TIMEOUT_MS));
  expect(api.state.tasks.size).toBe(2);
  expect(JSON.parse(await ask('an unlucky one'))).toHaveProperty('id');
});

it('nobody listens while it is away, and the same tasks are there when it is back', async () => {
  await ask('before');
  api.goAway();
  expect(await ask('meanwhile')).toBe('broken');
  await api.comeBack();
  expect(JSON.parse(await ask('after'))).toHaveProperty('id');
  expect(api.state.tasks.size).toBe(2);
});
