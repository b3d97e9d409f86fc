// Libraries that measure spans by `Date.now` keep to them although the wall clock is set.
import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import { steadyLibraries } from '../../src/clock.ts';
import { DAY_MS } from '../support/test-clock.ts';

it('discord.js waits out its own limits for as long as they last, not for the step', async () => {
  const askMachine = Date.now;
  const wall = { stepMs: 0 };
  const steadyMachine = {
    wallMs: () => askMachine() + wall.stepMs,
    monotonicMs: () => performance.now(),
    uptimeMs: () => performance.now(),
    bootId: undefined,
  };
  Date.now = steadyMachine.wallMs;
  steadyLibraries(steadyMachine);
  try {
    const rest = new REST({
      makeRequest: async () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
    }).setToken('x');
    // As many as it lets through a second, and more.
    const ask = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => rest.get(`/channels/${index}`)));
    await ask(30);
    wall.stepMs = -DAY_MS;
    const startedAt = performance.now();
    await ask(60);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  } finally {
    Date.now = askMachine;
  }
});
