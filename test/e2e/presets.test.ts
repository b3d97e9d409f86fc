// Presets: prompts and styles to use again, one's own and the server's, in commands, forms and
// chats.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { lastParams, makeImage, plainInput, privateAnswer, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, isEphemeral } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
    discord: { messageContentIntent: true },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const manager = () => world.people.as('manager');
const save = async (
  player: ReturnType<typeof member>,
  options: Record<string, unknown>,
  place?: { channel?: string },
) => privateAnswer(await player.slash('preset save', options, place));
const offered = async (
  player: ReturnType<typeof member>,
  typed: string,
  command = 'imagine',
  place?: { channel?: string },
) => player.autocomplete(command, { prompt: 'x', preset: typed }, 'preset', place);

describe('a preset of one’s own', () => {
  it('is saved, offered while typing, and what is typed goes in its place, with its options', async () => {
    const told = await save(member(), {
      name: 'Neon Noir',
      prompt: 'neon noir street scene with {prompt}, rain',
      negative_prompt: 'daylight',
      aspect_ratio: '21:9',
      steps: 33,
    });
    expect(told).toContain('“Neon Noir” is saved, only for you.');
    const [choice] = await offered(member(), 'neon');
    expect(choice?.name).toBe('Neon Noir (yours)');
    const result = await makeImage(member(), 'a black cat', { preset: choice?.value });
    expect(result.content).toContain('**a black cat** · preset *Neon Noir*');
    expect(result.content).not.toContain('street scene');
    expect(await privateAnswer(await member().click(result, 'Details'))).toContain(
      'prompt:neon noir street scene with a black cat, rain',
    );
    const history = (await (await member().slash('history')).until(hasImage)).content;
    expect(history).toContain('**a black cat** · preset *Neon Noir*');
    expect(history).not.toContain('street scene');
    expect(lastParams(world)).toMatchObject({
      prompt: 'neon noir street scene with a black cat, rain',
      negative_prompt: 'daylight',
      aspect_ratio: '21:9',
      steps: 33,
    });
  });

  it('gives way to what is said expressly, and is found by its name as somebody writes it', async () => {
    await makeImage(member(), 'a dog', { preset: ' neon  NOIR', aspect_ratio: '1:1' });
    expect(lastParams(world)).toMatchObject({
      aspect_ratio: '1:1',
      steps: 33,
      prompt: expect.stringContaining('a dog'),
    });
  });

  it('is nobody else’s, whatever id they send', async () => {
    const [choice] = await offered(member(), 'neon');
    expect(await offered(second(), 'neon')).toEqual([]);
    const refused = await second().slash('imagine', { prompt: 'x', preset: choice?.value });
    expect(await privateAnswer(refused)).toContain('is not a preset that you can use here');
    expect(await privateAnswer(await second().slash('preset delete', { name: choice?.value }))).toContain(
      'is not a preset',
    );
  });

  it('hides what it makes where it says so, in commands, forms and the list', async () => {
    const secret = { name: 'secret', prompt: 'a surprise for {prompt}', spoiler: 'prompt' };
    await save(member(), secret);
    expect(await privateAnswer(await member().slash('preset list'))).toContain(
      '• **secret**: ||a surprise for {prompt}||',
    );
    const result = await makeImage(member(), 'Ana', { preset: 'secret' });
    expect(result.attachments[0]?.filename).toMatch(/^SPOILER_/);
    expect(result.content).toContain('||**Ana**');
    const typed = { prompt: 'Ben', preset: 'secret', aspect_ratio: '22:9' };
    const refused = await (await member().slash('imagine', typed)).until(isEphemeral);
    const form = await (await member().click(refused, 'Change it')).modal();
    const inForm = await member().submit(form, { options: '--preset secret' });
    expect((await inForm.until(hasImage)).content).toContain('||**Ben**');
    const opened = await member().select(result, 'more', ['save-preset']);
    await privateAnswer(await sendForm(member(), opened, { name: 'from it', prompt: 'again {prompt}' }));
    expect((await makeImage(member(), 'Cy', { preset: 'from it' })).content).toContain('||**Cy**');
    await privateAnswer(await member().slash('preset delete', { name: 'secret' }));
    await privateAnswer(await member().slash('preset delete', { name: 'from it' }));
  });

  it('is kept by the name: saving again replaces it, deleting takes it away', async () => {
    expect(await save(member(), { name: 'neon noir', prompt: 'neon {prompt}' })).toBe('“neon noir” was replaced.');
    expect((await offered(member(), 'neon')).length).toBe(1);
    expect(await privateAnswer(await member().slash('preset list'))).toContain('• **neon noir**: neon {prompt}');
    const deletable = await member().autocomplete('preset delete', { name: '' }, 'name');
    expect(deletable.map(({ name }) => name)).toEqual(['neon noir (yours)']);
    expect(await privateAnswer(await member().slash('preset delete', { name: deletable[0]?.value }))).toContain(
      'was deleted',
    );
    expect(await offered(member(), 'neon')).toEqual([]);
  });

  it('that comes with the bot stays, which is said, and the server’s are said to be its managers’ to save', async () => {
    for (const name of ['Watercolour', ':watercolour'])
      expect(await privateAnswer(await member().slash('preset delete', { name }))).toBe(
        '“Watercolour” comes with the bot and cannot be deleted.',
      );
    const [, ofServer = ''] = (await privateAnswer(await member().slash('preset list'))).split('**This server’s**\n');
    expect(ofServer).toMatch(/^none yet: managers can save some with .*preset save.* `server`\n/);
  });

  it('works in direct messages and where the bot is a guest', async () => {
    for (const channel of ['direct', 'elsewhere']) {
      await save(member(), { name: 'small', prompt: 'a tiny {prompt}' }, { channel });
      const [choice] = await offered(member(), 'small', 'imagine', { channel });
      const reply = await member().slash('imagine', { prompt: 'owl', preset: choice?.value }, { channel });
      expect((await reply.until(hasImage)).content).toContain('**owl** · preset *small*');
    }
    expect(await save(manager(), { name: 'x', prompt: 'y', server: true }, { channel: 'direct' })).toBe(
      'That works only in servers where this bot is installed.',
    );
  });

  it.each([
    [{ name: ' ', prompt: 'x' }, 'A preset needs a name and a prompt.'],
    [{ name: 'x', prompt: '  ' }, 'The prompt is empty.'],
    [{ name: 'x', prompt: 'y', aspect_ratio: 'huge' }, '“huge” is not an aspect ratio'],
  ])('that makes no sense is refused: %j', async (options, words) => {
    expect(await save(member(), options)).toContain(words);
  });

  it('makes no prompt too long for the model: that is said', async () => {
    await save(member(), { name: 'long', prompt: `{prompt} ${'and more '.repeat(200)}` });
    const reply = await member().slash('imagine', { prompt: 'x'.repeat(3_000), preset: 'long' });
    expect(await privateAnswer(reply)).toContain('prompt is not valid: it can have at most 4000 characters');
  });

  it('is one of fifty at most', async () => {
    for (let number = 0; number < 50; number += 1)
      await save(second(), { name: `style ${number}`, prompt: '{prompt}' });
    expect(await save(second(), { name: 'one too many', prompt: '{prompt}' })).toContain('The limit is 50 presets.');
    expect(await save(second(), { name: 'Style 7', prompt: 'again {prompt}' })).toContain('was replaced');
    expect(await privateAnswer(await second().slash('preset list'))).toContain('and 40 more');
    expect(await offered(second(), 'style')).toHaveLength(25);
  }, 60_000);
});

describe('a server’s preset', () => {
  it('is saved by managers, used by everybody there and nowhere else, and stands in the audit trail', async () => {
    const style = { name: 'House style', prompt: '{prompt}, in our house style', server: true };
    expect(await save(member(), style)).toBe('Only managers of this server can do that.');
    expect(await save(manager(), style)).toContain('“House style” is saved for everybody here.');
    const [choice] = await offered(second(), 'house');
    expect(choice?.name).toBe('House style (this server’s)');
    await makeImage(second(), 'a boat', { preset: choice?.value });
    expect(lastParams(world).prompt).toBe('a boat, in our house style');
    expect(await offered(member(), 'house', 'imagine', { channel: 'harbour' })).toEqual([]);
    const elsewhere = await member().slash('imagine', { prompt: 'x', preset: choice?.value }, { channel: 'harbour' });
    expect(await privateAnswer(elsewhere)).toContain('is not a preset that you can use here');

    expect(await privateAnswer(await member().slash('preset delete', { name: choice?.value }))).toBe(
      'Only managers of this server can do that.',
    );
    expect(await privateAnswer(await manager().slash('preset delete', { name: choice?.value }))).toContain(
      'was deleted',
    );
    const audit = await privateAnswer(await manager().slash('moderate audit', { kind: 'preset' }));
    expect(audit).toMatch(
      /\*\*Preset deleted\*\* House style · \{prompt\}, in our house style\n.*\*\*Preset saved\*\* House style/,
    );
  });

  it('cannot smuggle in what the server does not allow', async () => {
    await save(member(), { name: 'sly', prompt: 'a {prompt}igator' });
    await privateAnswer(await manager().slash('moderate words add', { text: 'alligator' }));
    const refused = await member().slash('imagine', { prompt: 'all', preset: 'sly' });
    expect(await privateAnswer(refused)).toBe('Your prompt contains something that is blocked on this server.');
    // Its name stands in the public message.
    await save(member(), { name: 'Alligator', prompt: 'in green' });
    const named = await member().slash('imagine', { prompt: 'all', preset: 'Alligator' });
    expect(await privateAnswer(named)).toBe('Your prompt contains something that is blocked on this server.');
    await privateAnswer(await manager().slash('moderate words remove', { text: 'alligator' }));
  });
});

describe('those that come with the bot', () => {
  it('are there for drawing and for editing, each with what suits it', async () => {
    const forDrawing = (await offered(member(), '')).map(({ name }) => name);
    expect(forDrawing).toContain('Watercolour');
    expect(forDrawing).not.toContain('Restore an old photo');
    const files = await plainInput();
    const reply = await member().slash('edit', { prompt: 'my grandparents', preset: ':restore' }, { files });
    await reply.until(hasImage);
    expect(lastParams(world).prompt).toMatch(/^Restore this old photo of my grandparents: remove scratches/);
  });

  it('are there for a reply in a chat', async () => {
    const shown = await makeImage(member());
    const done = member().waitForMessage(
      ({ author, attachments, message_reference }) =>
        author.id === BOT_ID && attachments.length === 1 && message_reference !== undefined,
    );
    await member().post(`<@${BOT_ID}> the lighthouse --preset comic`, { replyTo: shown.id });
    await done;
    expect(lastParams(world).prompt).toMatch(/^Redraw the lighthouse as a comic book panel/);
  });
});

describe('More… → Save as preset', () => {
  it('keeps a result’s prompt and options under a name, for oneself or, by managers, for the server', async () => {
    const result = await makeImage(member(), 'a fox in the snow', { steps: 21, seed: 9, aspect_ratio: '4:5' });
    const opening = await second().select(result, 'more', ['save-preset']);
    expect(JSON.stringify(await opening.modal())).not.toContain('Everybody in this server');
    await privateAnswer(await second().slash('preset delete', { name: 'style 1' }));
    expect(
      await privateAnswer(await sendForm(second(), opening, { name: 'snowy', prompt: '{prompt} in the snow' })),
    ).toContain('“snowy” is saved, only for you.');
    await makeImage(second(), 'a hare', { preset: 'snowy' });
    expect(lastParams(world)).toMatchObject({ prompt: 'a hare in the snow', steps: 21, aspect_ratio: '4:5' });
    expect(lastParams(world).seed).not.toBe(9);

    const form = await manager().select(result, 'more', ['save-preset']);
    const fields = { name: 'snow for all', prompt: '{prompt} in the snow', audience: ['server'] };
    expect(await privateAnswer(await sendForm(manager(), form, fields))).toContain('is saved for everybody here.');
    expect((await offered(member(), 'snow for')).length).toBe(1);
  });

  it('does not let a form that was never offered save for the server', async () => {
    const result = await makeImage(member());
    const opening = await member().select(result, 'more', ['save-preset']);
    const { custom_id } = await opening.modal();
    const text = (id: string, value: string) => ({ type: 18, component: { type: 4, custom_id: id, value } });
    const forged = await member().forge({
      kind: 'modal',
      customId: custom_id,
      messageId: result.id,
      components: [
        text('name', 'x'),
        text('prompt', 'y'),
        { type: 18, component: { type: 3, custom_id: 'audience', values: ['server'] } },
      ],
    });
    expect(await privateAnswer(forged)).toBe('Only managers of this server can do that.');
  });
});
