// Progress edits: soon, merged, in turn, and never after the end.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProgressEditor } from '../../../src/discord/delivery/progress-throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Notes who was edited when, in milliseconds since the beginning. */
function watch(moves: boolean, isAnswered = true) {
  const begin = Date.now();
  const edits: { id: string; at: number }[] = [];
  const editor = createProgressEditor(async (id) => {
    edits.push({ id, at: Date.now() - begin });
    return { moves, isAnswered };
  }, Date.now);
  return { editor, edits };
}

it('shows the first at once, and merges what comes faster than Discord lets edits through', async () => {
  const { editor, edits } = watch(false);
  for (let count = 0; count < 10; count += 1) editor.show('a');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(edits).toEqual([
    { id: 'a', at: 0 },
    { id: 'a', at: 2_000 },
  ]);
});

it('goes on by itself while something moves, and not after the end', async () => {
  const { editor, edits } = watch(true);
  editor.show('a');
  await vi.advanceTimersByTimeAsync(6_100);
  expect(edits).toHaveLength(4);
  await editor.finish('a');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(edits).toHaveLength(4);
});

it('makes fifty a second however many move, everyone’s in turn', async () => {
  const { editor, edits } = watch(true);
  for (let index = 0; index < 1_000; index += 1) editor.show(String(index));
  await vi.advanceTimersByTimeAsync(59_900);
  for (let second = 1; second < 60; second += 1)
    expect(edits.filter(({ at }) => Math.floor(at / 1_000) === second).length).toBeLessThanOrEqual(51);
  const counts = Map.groupBy(edits, ({ id }) => id);
  expect(counts.size).toBe(1_000);
  expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeLessThanOrEqual(3);
});

it('says at the end whether an edit that got no answer may still arrive', async () => {
  for (const isAnswered of [true, false]) {
    const { editor } = watch(false, isAnswered);
    editor.show('a');
    await vi.advanceTimersByTimeAsync(100);
    expect(await editor.finish('a')).toBe(isAnswered);
    expect(await editor.finish('never shown')).toBe(true);
  }
});
