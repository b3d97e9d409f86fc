// Whether the provider answers: told by failures in a row, tried again by itself, paid calls and
// looks each for themselves.
import { beforeEach, expect, it, vi } from 'vitest';
import { ProviderError } from '../../../src/providers/errors.ts';
import type { TaskSnapshot } from '../../../src/providers/vtrix/response.ts';
import { createProviderCircuit, type ProviderCircuit } from '../../../src/tasks/scheduling/circuit-breaker.ts';

let now = 0;
let fails: ProviderError | undefined;
let circuit: ProviderCircuit;
const onChange = vi.fn();

const answer = async (): Promise<TaskSnapshot> => {
  if (fails) throw fails;
  return { id: 'a', status: 'running', imageUrls: [], unexpected: [] };
};
let provider: ReturnType<ProviderCircuit['watch']>;

beforeEach(() => {
  now = 0;
  fails = undefined;
  onChange.mockReset();
  circuit = createProviderCircuit({ now: () => now, steadyNow: () => now, onChange });
  provider = circuit.watch({ createTask: answer, getTask: answer, close: async () => undefined });
});

const create = () => provider.createTask({ model: 'm', params: {} }).catch(() => undefined);
const look = () => provider.getTask('a').catch(() => undefined);
async function failFor(call: () => Promise<unknown>, kind: ProviderError['kind']): Promise<void> {
  fails = new ProviderError(kind, 'no');
  for (const at of [0, 2_000, 4_000, 6_000]) {
    now = at;
    await call();
  }
}

it('stays closed over a hiccup, however many calls it hits', async () => {
  fails = new ProviderError('unavailable', 'no');
  await Promise.all(Array.from({ length: 50 }, look));
  expect(circuit.state()).toBe('closed');
});

it('is not closed by what was refused on this side, without a word of the provider', async () => {
  await failFor(create, 'not-sent');
  fails = new ProviderError('too-large', 'no');
  now = circuit.triesAt() ?? 0;
  circuit.beginTry();
  await create();
  expect(circuit.state()).toBe('open');
  fails = new ProviderError('too-large', 'no', { status: 413 });
  await create();
  expect(circuit.state()).toBe('closed');
});

it.each(['bad-key', 'no-balance', 'refused', 'too-large', 'rate-limited'] as const)(
  'stays closed over %s: that is an answer',
  async (kind) => {
    await failFor(create, kind);
    expect(circuit.state()).toBe('closed');
  },
);

it.each(['not-sent', 'answer-lost'] as const)(
  'opens after paid calls that end with %s, and lets one at a time try',
  async (kind) => {
    await failFor(create, kind);
    expect(circuit.state()).toBe('open');
    expect(onChange).toHaveBeenLastCalledWith(true);
    now = circuit.triesAt() ?? 0;
    expect(circuit.state()).toBe('trying');
    circuit.beginTry();
    expect(circuit.state()).toBe('open');
    // Looks that work say nothing of paid calls.
    fails = undefined;
    await look();
    expect(circuit.state()).toBe('open');
    await create();
    expect(circuit.state()).toBe('closed');
    expect(onChange).toHaveBeenLastCalledWith(false);
  },
);

it('waits longer each time, up to a minute', async () => {
  await failFor(create, 'not-sent');
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    now = circuit.triesAt() ?? 0;
    circuit.beginTry();
    waits.push((circuit.triesAt() ?? 0) - now);
  }
  expect(waits).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
});

it('opened by looks, asks by itself whether they are answered again', async () => {
  await failFor(look, 'unavailable');
  expect(circuit.state()).toBe('open');
  await circuit.probe(look);
  expect(circuit.state(), 'too early to ask').toBe('open');
  fails = new ProviderError('not-found', 'the image API does not know the task', { status: 404 });
  now = circuit.triesAt() ?? 0;
  await circuit.probe(look);
  expect(circuit.state()).toBe('closed');
});

it('opened by answers to looks that are not the API’s, lets one paid call at a time try, and is closed by a look', async () => {
  await failFor(look, 'not-the-api');
  expect(circuit.state()).toBe('open');
  now = circuit.triesAt() ?? 0;
  // Whether the API does not know the task or another server answers, such an answer to a look at
  // no task does not say.
  await circuit.probe(look);
  expect(circuit.state()).toBe('trying');
  circuit.beginTry();
  expect(circuit.state()).toBe('open');
  fails = undefined;
  await create();
  expect(circuit.state()).toBe('open');
  await look();
  expect(circuit.state()).toBe('closed');
});

it('opened so, asks by itself once a minute too', async () => {
  await failFor(look, 'not-the-api');
  now = circuit.triesAt() ?? 0;
  const check = vi.fn(look);
  await circuit.probe(check);
  await circuit.probe(check);
  expect(check).toHaveBeenCalledTimes(1);
  fails = new ProviderError('not-found', 'the image API does not know the task', { status: 404 });
  now += 60_000;
  await circuit.probe(check);
  expect(circuit.state()).toBe('closed');
});

it('opened so, lets nobody try any more once a look gets no answer at all', async () => {
  await failFor(look, 'not-the-api');
  fails = new ProviderError('unavailable', 'no');
  await look();
  now = circuit.triesAt() ?? 0;
  expect(circuit.state()).toBe('open');
});

it('counts a paid call without any answer as failed long before it is given up', async () => {
  vi.useFakeTimers();
  try {
    const silent = circuit.watch({
      createTask: () => new Promise(() => undefined),
      getTask: answer,
      close: async () => undefined,
    });
    for (let count = 0; count < 3; count += 1) {
      now = count * 4_000;
      void silent.createTask({ model: 'm', params: {} });
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(circuit.state()).toBe('open');
  } finally {
    vi.useRealTimers();
  }
});
