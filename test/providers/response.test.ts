// Answers are read liberally, and never mistaken.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonAspectRatios, parseAspectRatio } from '../../src/providers/vtrix/parameters.ts';
import { parseErrorBody, parseTask } from '../../src/providers/vtrix/response.ts';

describe('parseTask', () => {
  it('reads the documented answers', () => {
    expect(parseTask({ id: 'a', created_at: 1, status: 'in_progress', model: 'm', progress: 0.4 })).toEqual({
      id: 'a',
      status: 'running',
      progress: 0.4,
      imageUrls: [],
      unexpected: [],
    });
    const output = [{ content: [{ type: 'image', url: 'https://x/1' }] }];
    const done = parseTask({
      id: 'a',
      status: 'completed',
      output,
      usage: { cost: '0.08', discount: 0 },
      metadata: {},
    });
    expect(done).toEqual({
      id: 'a',
      status: 'completed',
      imageUrls: ['https://x/1'],
      costText: '0.08',
      unexpected: [],
    });
    expect(parseTask({ id: 'a', status: 'failed', error: { code: '002', message: 'no' } })?.error).toEqual({
      code: '002',
      message: 'no',
    });
  });

  it.each([
    ['pending', 'pending'],
    ['queued', 'pending'],
    ['processing', 'running'],
    ['COMPLETED', 'completed'],
    // An unknown word must not end a task that was paid for.
    ['almost', 'running'],
  ])('reads the status %s as %s', (status, meaning) => {
    expect(parseTask({ id: 'a', status })?.status).toBe(meaning);
  });

  it.each([
    ['0.08', '0.08'],
    [0.08, '0.08'],
    [0.1 + 0.2, '0.3'],
    [0, '0'],
    [1e-7, '0.0000001'],
    [-1, undefined],
    ['-0.08', undefined],
    ['free', undefined],
    [Number.NaN, undefined],
    [1e21, undefined],
  ])('reads the cost %j as %j', (cost, text) => {
    expect(parseTask({ id: 'a', status: 'completed', usage: { cost } })?.costText).toBe(text);
  });

  it('takes image_url and several images, and says what it left out', () => {
    const content = [
      { type: 'image_url', url: 'https://x/1' },
      { type: 'text', url: 'https://x/2' },
      { url: 'https://x/3' },
    ];
    const task = parseTask({ id: 'a', status: 'completed', output: [{ content }] });
    expect(task?.imageUrls).toEqual(['https://x/1', 'https://x/3']);
    expect(task?.unexpected).toHaveLength(1);
  });

  it.each([undefined, null, 1, 'task', [], {}, { status: 'completed' }, { id: '' }, { id: {} }])(
    'finds no task in %j',
    (body) => {
      expect(parseTask(body)).toBeUndefined();
    },
  );

  it('survives any JSON there is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (status, output, usage) => {
        const task = parseTask({ id: 'a', status, output, usage, error: usage, progress: status });
        expect(task?.id).toBe('a');
        expect(task?.costText ?? '0').toMatch(/^\d{1,9}(\.\d{1,30})?$/);
      }),
    );
  });
});

describe('parseErrorBody', () => {
  it.each([
    [{ error: { code: 'x', message: 'm' } }, { code: 'x', message: 'm' }],
    [{ error: { error_message: 'm' } }, { message: 'm' }],
    [{ message: 'm' }, { message: 'm' }],
    [{ error: 'm' }, { message: 'm' }],
    ['text', undefined],
    [null, undefined],
    [{}, undefined],
  ])('reads %j as %j', (body, words) => {
    expect(parseErrorBody(body)).toEqual(words);
  });
});

describe('parseAspectRatio', () => {
  it.each([
    ['wide', '16:9'],
    [' Widescreen ', '16:9'],
    ['landscape', '3:2'],
    ['Square', '1:1'],
    ['portrait', '2:3'],
    ['tall', '9:16'],
    ['ultrawide', '21:9'],
  ])('understands %j as %s', (word, ratio) => {
    expect(parseAspectRatio(word)?.text).toBe(ratio);
  });

  it.each(['16:9', '16x9', '16×9', ' 16 / 9 '])('reads %j', (text) => {
    expect(parseAspectRatio(text)?.text).toBe('16:9');
  });

  it.each(['21:9', '9:21', '1:1', '210:90', ...commonAspectRatios])('takes %s', (text) => {
    expect(parseAspectRatio(text)).toBeDefined();
  });

  it.each(['22:9', '9:22', '211:90', '0:1', '1:0', '1.5:1', '-1:1', 'huge', '16:9:1', '', '1'])(
    'refuses %j',
    (text) => {
      expect(parseAspectRatio(text)).toBeUndefined();
    },
  );

  it('takes exactly what lies between the widest and the tallest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (width, height) => {
        const isWithin = width * 9 <= height * 21 && height * 9 <= width * 21;
        expect(parseAspectRatio(`${width}:${height}`) !== undefined).toBe(isWithin);
      }),
    );
  });
});
