// /imagine from the member's keyboard to the settled cost, on real parts.

import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { cancelAnyway, isBeingMade } from '../support/controls.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, hasWithdrawn, isEphemeral, labels } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 800, sigma: 0.1 } },
    settings: { MAX_SAFETY_TOLERANCE: '4' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const lastParams = () => [...world.provider.state.tasks.values()].at(-1)?.params;

describe('/imagine', () => {
  it('thinks, shows progress, then the image with its facts, and settles what the provider charged', async () => {
    const reply = await world.people
      .as('member')
      .slash('imagine', { prompt: 'a lighthouse in fog', aspect_ratio: '16:9' });
    const final = await reply.until(hasImage);
    expect(reply.firstAnswerMs()).toBeLessThan(1_000);
    expect(reply.views[0]?.message.flags).toBe(128);
    expect(reply.views.some(({ message }) => /▱.*\d%/.test(message.content))).toBe(true);
    expect(final.content).toMatch(
      /^<@100000000000000001> · \*\*a lighthouse in fog\*\*\n-# 16:9 · seed \d+ · \d+\.\d s · \$0\.08$/,
    );
    expect(final.mentions).toEqual([]);
    expect(final.attachments[0]).toMatchObject({ description: 'a lighthouse in fog', width: 1360, height: 768 });
  });

  it('sends and shows what people read for a mention, and no id', async () => {
    const prompt = 'a portrait of <@100000000000000002> in <#300000000000000001>, <:smile:500000000000000001>';
    const reply = await world.people.as('member').slash('imagine', { prompt });
    const final = await reply.until(hasImage);
    expect(lastParams()?.prompt).toBe('a portrait of Second member in general, smile');
    expect(final.content).toContain('**a portrait of Second member in general, smile**');
  });

  it('sends every option as the API names it, and keeps the image behind a spoiler', async () => {
    const options = {
      prompt: 'a castle by the sea',
      aspect_ratio: '3x2',
      seed: 8123,
      steps: 30,
      guidance_scale: 3.5,
      negative_prompt: 'people',
      output_format: 'png',
      prompt_upsampling: true,
      safety_tolerance: 4,
    };
    const reply = await world.people
      .as('second')
      .slash('imagine', { ...options, spoiler: 'image', model: 'flux_kontext_pro' });
    const final = await reply.until(hasImage);
    expect(lastParams()).toEqual({ ...options, aspect_ratio: '3:2' });
    expect(final.content).toContain('3:2 · seed 8123');
    expect(final.content).toContain('$0.04');
    const [attachment] = final.attachments;
    expect(attachment?.filename).toBe('SPOILER_kontext-8123.png');
    const bytes = await world.people.as('second').download(attachment ?? { url: '' });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png' });
  });

  it('draws a seed where none is given, sends it and shows it, so that the image can be made again', async () => {
    const first = await (await world.people.as('member').slash('imagine', { prompt: 'a boat' })).until(hasImage);
    const seed = Number(/seed (\d+)/.exec(first.content)?.[1]);
    expect(lastParams()?.seed).toBe(seed);
    const again = await (await world.people.as('member').slash('imagine', { prompt: 'a boat', seed })).until(hasImage);
    const download = async (message: typeof first) =>
      world.people.as('member').download(message.attachments[0] ?? { url: '' });
    expect((await download(again)).equals(await download(first))).toBe(true);
  });

  it('is seen by its member alone when it is private', async () => {
    const final = await (await world.people.as('member').slash('imagine', { prompt: 'a secret', private: true })).until(
      hasImage,
    );
    expect(isEphemeral(final)).toBe(true);
    const seenByOthers = await world.people.as('second').messages();
    expect(seenByOthers.map(({ id }) => id)).not.toContain(final.id);
  });

  it('shows a prompt letter by letter, whatever is in it, and pings nobody', async () => {
    const prompt =
      '@everyone <@12> <@100000000000000002> **bold** [masked](https://example.com) `code` \u202Eevil\u200B';
    const final = await (await world.people.as('member').slash('imagine', { prompt })).until(hasImage);
    expect(final.mentions).toEqual([]);
    expect(final.mention_everyone).toBe(false);
    expect(final.content).toContain('\\@everyone \\<\\@12\\> Second member \\*\\*bold\\*\\* \\[masked\\]');
    expect(final.content).not.toMatch(/\u202E|\u200B/);
  });

  it('takes a prompt of 4,000 characters and shows as much of it as fits', async () => {
    const final = await (await world.people.as('second').slash('imagine', { prompt: '*'.repeat(4_000) })).until(
      hasImage,
    );
    expect(lastParams()?.prompt).toHaveLength(4_000);
    expect(final.content.length).toBeLessThanOrEqual(2_000);
    expect(final.attachments[0]?.description).toHaveLength(1_024);
  });

  it('offers common ratios while one is being typed, and takes any other the model draws', async () => {
    const member = world.people.as('member');
    const offered = await member.autocomplete('imagine', { prompt: 'x', aspect_ratio: '16' }, 'aspect_ratio');
    expect(offered).toEqual([{ name: '16:9 – widescreen', value: '16:9' }]);
    const named = await member.autocomplete('imagine', { prompt: 'x', aspect_ratio: 'wide' }, 'aspect_ratio');
    expect(named.map(({ value }) => value)).toEqual(['16:9', '21:9']);
    expect(await member.autocomplete('imagine', { aspect_ratio: '7:5' }, 'aspect_ratio')).toContainEqual({
      name: '7:5',
      value: '7:5',
    });
  });

  it.each([
    ['aspect_ratio', '22:9', /“22\\:9” is not an aspect ratio/],
    ['aspect_ratio', 'huge', /“huge” is not an aspect ratio/],
    ['prompt', '   ', /prompt is empty/],
  ])('says why to its member alone when %s is %j, and charges nothing', async (option, value, words) => {
    const before = world.provider.state.tasks.size;
    const reply = await world.people.as('member').slash('imagine', { prompt: 'x', [option]: value });
    const answer = await reply.until(() => true);
    expect(answer.content).toMatch(words);
    expect(isEphemeral(answer)).toBe(true);
    expect(labels(answer)).toEqual(['Change it']);
    expect(world.provider.state.tasks.size).toBe(before);
  });

  it('opens what was refused for a wrong option with everything that was typed', async () => {
    const member = world.people.as('member');
    const typed = {
      prompt: 'a long prompt',
      aspect_ratio: '22:9',
      negative_prompt: 'text --seed 5',
      steps: 20,
      private: true,
    };
    const refused = await (await member.slash('imagine', typed)).until(isEphemeral);
    const form = await (await member.click(refused, 'Change it')).modal();
    const options = '--ar 22:9 --steps 20 --no text -- seed 5';
    expect(JSON.stringify(form)).toContain(JSON.stringify(options));
    const again = await (await member.submit(form, { options: 'seed 7' })).until(isEphemeral);
    expect(again.content).toContain('“seed 7” is not an option.');
    const reopened = await (await member.click(again, 'Change it')).modal();
    const made = await (await member.submit(reopened, { options: options.replace('22:9', '7:3') })).until(hasImage);
    expect(isEphemeral(made)).toBe(true);
    expect(lastParams()).toMatchObject({ prompt: 'a long prompt', aspect_ratio: '7:3', steps: 20 });
  });

  it('has its ranges in the command itself, so that a client refuses what is out of them', async () => {
    const member = world.people.as('member');
    await expect(member.slash('imagine', { prompt: 'x', safety_tolerance: 5 })).rejects.toThrow('at most 4');
    await expect(member.slash('imagine', { prompt: 'x', steps: 51 })).rejects.toThrow('at most 50');
    await expect(member.slash('imagine', { prompt: 'x', guidance_scale: 0.5 })).rejects.toThrow('at least 1');
    await expect(member.slash('imagine', { prompt: 'x'.repeat(4_001) })).rejects.toThrow('at most 4000');
    await expect(member.slash('imagine', {})).rejects.toThrow('required: prompt');
  });

  it('tells its member alone why moderation refused, leaves no word of it in public, and offers to change it', async () => {
    const member = world.people.as('member');
    const prompt = 'something forbidden';
    const typed = { prompt, preset: ':watercolour', aspect_ratio: '16:9', seed: 7, steps: 30 };
    const reply = await member.slash('imagine', typed);
    const line = await reply.until(hasWithdrawn);
    expect(line.content).toBe('<@100000000000000001> · This request was refused.');
    expect(labels(line)).toEqual(['Why?', 'Delete']);
    const told = await reply.until(isEphemeral);
    expect(told.content).toContain(
      'The provider could not make this image: The prompt was flagged by content moderation.',
    );
    expect(told.content).toContain('Nothing was charged.');
    expect(labels(told)).toEqual(['Change the prompt', 'Try again', 'Details']);
    const others = await world.people.as('second').messages();
    expect(JSON.stringify(others.find(({ id }) => id === line.id))).not.toContain('forbidden');
    const form = await (await member.click(told, 'Change the prompt')).modal();
    expect(JSON.stringify(form)).toContain('"value":"something forbidden"');
    expect(JSON.stringify(form)).toContain('--preset Watercolour --seed 7 --steps 30');
    const changed = await (await member.submit(form, { prompt: 'something allowed' })).until(hasImage);
    expect(changed.content).toMatch(/\*\*something allowed\*\* · .*Watercolour.*\n-# 16:9 · seed 7/);
    expect(lastParams()).toMatchObject({ aspect_ratio: '16:9', seed: 7, steps: 30 });
    expect(lastParams()?.prompt).toMatch(/^Watercolour painting of something allowed,/);
  });

  it('is changed with the preset that it used, whatever else has its name by now, and shown where it was hidden', async () => {
    const member = world.people.as('member');
    const typed = { prompt: 'something forbidden', preset: ':watercolour', spoiler: 'prompt' };
    const told = await (await member.slash('imagine', typed)).until(isEphemeral);
    const own = { name: 'Watercolour', prompt: '{prompt} in my own way' };
    await (await member.slash('preset save', own)).until(isEphemeral);
    const form = await (await member.click(told, 'Change the prompt')).modal();
    expect(JSON.stringify(form)).toContain('"value":"--preset :watercolour --spoiler prompt"');
    const fields = { prompt: 'something allowed', options: '--preset :watercolour' };
    const changed = await (await member.submit(form, fields)).until(hasImage);
    expect(changed.content).toContain('**something allowed** · preset *Watercolour*');
    expect(changed.attachments[0]?.filename).not.toContain('SPOILER');
    expect(lastParams()?.prompt).toMatch(/^Watercolour painting of something allowed,/);
    // Of one that is another by now, the whole prompt is shown as it was sent.
    const ofOwn = { prompt: 'something forbidden', preset: 'Watercolour' };
    const again = await (await member.slash('imagine', ofOwn)).until(isEphemeral);
    await (await member.slash('preset save', { ...own, prompt: '{prompt}, quite another' })).until(isEphemeral);
    const whole = await (await member.click(again, 'Change the prompt')).modal();
    expect(JSON.stringify(whole)).toContain('"value":"something forbidden in my own way"');
    await (await member.slash('preset delete', { name: 'Watercolour' })).until(isEphemeral);
  });

  it('lets nobody else ask why, nor try it again by an id that they have read', async () => {
    const reply = await world.people.as('member').slash('imagine', { prompt: 'forbidden fruit' });
    const line = await reply.until(hasWithdrawn);
    const second = world.people.as('second');
    const no = 'Only the person who requested this image can do that.';
    expect((await (await second.click(line, 'Why?')).until(isEphemeral)).content).toBe(no);
    const id = /why:(\w+)/.exec(JSON.stringify(line.components))?.[1] ?? '';
    for (const action of ['try-again', 'details', 'change-prompt']) {
      const forged = { kind: 'component', messageId: line.id, customId: `${action}:${id}`, componentType: 2 } as const;
      expect((await (await second.forge(forged)).until(isEphemeral)).content, action).toBe(no);
    }
    const moderator = world.people.as('moderator');
    const looked = await (await moderator.slash('moderate task', { image: id })).until(isEphemeral);
    expect(looked.content).toContain('flagged by content moderation');
    await moderator.click(line, 'Delete');
    await expect.poll(async () => (await second.messages()).some((message) => message.id === line.id)).toBe(false);
  });
});

describe('Cancel', () => {
  it('says that a started image is charged anyway, keeps it back, and shows it when its member asks', async () => {
    const member = world.people.as('member');
    const reply = await member.slash('imagine', { prompt: 'a change of mind' });
    const working = await reply.until(isBeingMade);
    await expect((await world.people.as('second').click(working, 'Cancel')).until(isEphemeral)).resolves.toMatchObject({
      content: 'Only the person who requested this image or a moderator can do that.',
    });
    await cancelAnyway(member, working);
    const withheld = await reply.until((message) => labels(message).includes('Show image'));
    expect(withheld.content).toContain('charged $0.08');
    expect(withheld.attachments).toEqual([]);
    await member.click(withheld, 'Show image');
    await reply.until(hasImage);
  });
});
