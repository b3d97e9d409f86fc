// The page's files: for this machine's own browser alone, under a policy that lets nothing from
// elsewhere in.
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DiscordApi, startDiscordApi } from '../../playground/discord-api/start.ts';
import { buildPage } from '../../playground/page/serve-page.ts';

let discord: DiscordApi;

beforeAll(async () => {
  const { serve } = await buildPage();
  discord = await startDiscordApi({ page: serve });
});
afterAll(async () => {
  await discord?.close();
});

/** `fetch` does not let one choose the Host. */
const statusFor = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = request(discord.origin, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });

it.each([
  ['/', 'text/html'],
  ['/app.js', 'text/javascript'],
  ['/style.css', 'text/css'],
])('%s is served as %s under the strict policy', async (path, type) => {
  const response = await fetch(`${discord.origin}${path}`);
  expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
  expect((await response.text()).length).toBeGreaterThan(100);
});

it('is no other host’s, whatever name leads to this machine', async () => {
  expect(await statusFor('127.0.0.1')).toBe(200);
  expect(await statusFor('playground.example.com')).toBe(404);
});

it('lets no other site’s page read it', async () => {
  const response = await fetch(discord.origin, { headers: { origin: 'https://example.com' } });
  expect(response.status).toBe(404);
});

it('has nothing from elsewhere in its files', async () => {
  const texts = await Promise.all(
    ['/', '/style.css'].map(async (path) => (await fetch(`${discord.origin}${path}`)).text()),
  );
  for (const text of texts) expect(text).not.toMatch(/(src|href|url\()\s*=?\s*["']?(https?:)?\/\//);
});
