// Editing: every way in, what it reads, what the provider gets, and what is refused, on real parts.
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { lastParams, makeImage, privateAnswer, sendForm, sentImage, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { animatedGif, bomb, heic, phonePhoto, plainImage } from '../support/photos.ts';
import { hasEnded, hasFailed, hasImage, isEphemeral } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 600, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const file = (bytes: Buffer, name = 'photo.jpg', contentType = 'image/jpeg') => ({ name, bytes, contentType });
const post = async (bytes: Buffer, name = 'photo.png') =>
  second().post('look', { files: [{ name, bytes, contentType: 'image/png' }] });

describe('/edit', () => {
  it('sends the image upright and bare, keeps its ratio, and shows the change', async () => {
    const reply = await member().slash(
      'edit',
      { prompt: 'make it black and white' },
      { files: { image: file(await phonePhoto()) } },
    );
    const final = await reply.until(hasImage);
    expect(final.content).toMatch(/\*\*make it black and white\*\*\n-# 2:3 · seed \d+ · \d+\.\d s · \$0\.08$/);
    const sent = sentImage(lastParams(world).input_image);
    expect(await sizeOf(sent)).toEqual({ width: 600, height: 900 });
    expect((await sharp(sent).metadata()).exif).toBeUndefined();
    expect(sent.includes('Secretphone')).toBe(false);
    expect(lastParams(world).aspect_ratio).toBe('2:3');
    const bytes = await member().download(final.attachments[0] ?? { url: '' });
    const [red, green, blue] = (await sharp(bytes).stats()).channels.map(({ mean }) => Math.round(mean));
    expect(Math.abs((red ?? 0) - (blue ?? 99))).toBeLessThan(4);
    expect(Math.abs((red ?? 0) - (green ?? 99))).toBeLessThan(4);
  });

  it('sends up to four images in order, with every option', async () => {
    const files = {
      image: file(await plainImage('png', 300, 200), 'a.png'),
      image_2: file(await plainImage('gif', 200, 200), 'b.gif'),
      image_3: file(await plainImage('avif', 100, 200), 'c.avif'),
      image_4: file(await plainImage('webp', 400, 200), 'd.webp'),
    };
    const options = { prompt: 'put them together', aspect_ratio: '16:9', seed: 7, private: true };
    const final = await (await member().slash('edit', options, { files })).until(hasImage);
    expect(isEphemeral(final)).toBe(true);
    const { input_image, input_image_2, input_image_3, input_image_4, ...rest } = lastParams(world);
    const sizes = await Promise.all(
      [input_image, input_image_2, input_image_3, input_image_4].map((text) => sizeOf(sentImage(text))),
    );
    expect(sizes.map(({ width, height }) => `${width}x${height}`)).toEqual([
      '300x200',
      '200x200',
      '100x200',
      '400x200',
    ]);
    expect(rest).toMatchObject({ aspect_ratio: '16:9', seed: 7 });
  });

  it('takes a moving image’s first frame', async () => {
    const files = { image: file(await animatedGif(), 'moving.gif', 'image/gif') };
    await (await member().slash('edit', { prompt: 'blur it' }, { files })).until(hasImage);
    const [red] = (await sharp(sentImage(lastParams(world).input_image)).stats()).channels;
    expect(red?.mean).toBeGreaterThan(200);
  });

  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['cut off', async () => (await plainImage('jpeg')).subarray(0, 3_000), /^odd.jpg is damaged or incomplete/m],
    ['text', () => Buffer.from('just words'), /is not an image in a supported format/],
    ['empty', () => Buffer.alloc(0), /is not an image in a supported format/],
    ['HEIC by its bytes', heic, /is a HEIC image.*Save it as JPEG/],
    ['a bomb', bomb, /too many pixels; the limit is 50 megapixels/],
  ])(
    'refuses a file that is %s, tells its member alone which and why, and charges nothing',
    async (_what, make, words) => {
      const tasks = world.provider.state.tasks.size;
      const reply = await member().slash('edit', { prompt: 'x' }, { files: { image: file(await make(), 'odd.jpg') } });
      const failed = await reply.until((message) => message.content.includes('could not be edited'));
      expect(failed.content).not.toContain('odd');
      const explained = await privateAnswer(reply);
      expect(explained).toContain('Nothing was charged.');
      expect(explained).toMatch(words);
      expect(explained).toContain('odd');
      expect(world.provider.state.tasks.size).toBe(tasks);
    },
  );

  it.each<[string, Buffer, string, RegExp]>([
    ['25 MiB', Buffer.alloc(25 * 1024 * 1024), 'image/png', /too large; the limit is 20 MiB/],
    ['declared as HEIC', Buffer.from('x'), 'image/heic', /is a HEIC image/],
    ['declared as a film', Buffer.from('x'), 'video/mp4', /is not an image in a supported format/],
  ])('refuses what is %s before anything is done', async (_what, bytes, contentType, words) => {
    const reply = await member().slash(
      'edit',
      { prompt: 'x' },
      { files: { image: file(bytes, 'odd.bin', contentType) } },
    );
    expect(await privateAnswer(reply)).toMatch(words);
  });

  it('says that a link has expired', async () => {
    world.discord.state.linkLifeMs = -1;
    const reply = await member().slash('edit', { prompt: 'x' }, { files: { image: file(await plainImage('png')) } });
    world.discord.state.linkLifeMs = 24 * 3600 * 1000;
    expect(await privateAnswer(reply)).toContain('has expired');
  });
});

describe('Edit image on a message', () => {
  it('opens a form, and edits the image without the Message Content intent', async () => {
    const message = await post(await plainImage('png', 300, 200));
    const opening = await member().menu('Edit image', message);
    expect((await opening.modal()).title).toBe('Edit image');
    const reply = await sendForm(member(), opening, { prompt: 'make it darker', aspect_ratio: '1:1', seed: '99' });
    const final = await reply.until(hasImage);
    expect(final.content).toContain('1:1 · seed 99');
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 300, height: 200 });
  });

  it('lets one choose up to four of several images', async () => {
    const files = await Promise.all(
      [100, 200, 300, 400, 500].map(async (width) => ({
        name: `${width}.png`,
        bytes: await plainImage('png', width, 100),
        contentType: 'image/png',
      })),
    );
    const message = await second().post('five', { files });
    const opening = await member().menu('Edit image', message);
    const form = await opening.modal();
    await expect(member().submit(form, { prompt: 'x', images: ['0', '1', '2', '3', '4'] })).rejects.toThrow(
      'at most 4',
    );
    const reply = await member().submit(form, { prompt: 'together', images: ['4', '1'] });
    await reply.until(hasImage);
    expect((await sizeOf(sentImage(lastParams(world).input_image))).width).toBe(500);
    expect((await sizeOf(sentImage(lastParams(world).input_image_2))).width).toBe(200);
    expect(lastParams(world).input_image_3).toBeUndefined();
  });

  it('finds images in embeds, stickers, galleries of components and forwarded messages', async () => {
    const held = await post(await plainImage('png', 320, 200));
    const [{ url } = { url: '' }] = held.attachments;
    const holders: Record<string, unknown>[] = [
      { embeds: [{ image: { url } }] },
      { embeds: [{ thumbnail: { url: 'https://elsewhere.example/x.png', proxy_url: url } }] },
      { sticker_items: [{ id: '123', name: 'Wave', format_type: 1 }] },
      { flags: 32768, components: [{ type: 17, components: [{ type: 12, items: [{ media: { url } }] }] }] },
      {
        flags: 32768,
        components: [{ type: 9, components: [{ type: 10, content: 'x' }], accessory: { type: 11, media: { url } } }],
      },
      {
        message_reference: { type: 1, message_id: held.id, channel_id: held.channel_id },
        message_snapshots: [
          {
            message: {
              content: '',
              attachments: held.attachments,
              embeds: [],
              timestamp: held.timestamp,
              edited_timestamp: null,
              mentions: [],
              mention_roles: [],
              type: 0,
            },
          },
        ],
      },
    ];
    for (const raw of holders) {
      const message = await second().injectMessage(raw);
      const reply = await sendForm(member(), await member().menu('Edit image', message), { prompt: 'turn it' });
      await reply.until(hasImage);
      const { width } = await sizeOf(sentImage(lastParams(world).input_image));
      expect(width, JSON.stringify(raw).slice(0, 60)).toBe('sticker_items' in raw ? 512 : 320);
    }
  }, 60_000);

  it('looks through the message that opens a thread to the one it stands for', async () => {
    const held = await post(await plainImage('png', 320, 200));
    const message_reference = { message_id: held.id, channel_id: held.channel_id };
    const starter = { type: 21, message_reference };
    const message = await second().injectMessage({ ...starter, referenced_message: held }, { channel: 'thread' });
    const opening = await member().menu('Edit image', message);
    const reply = await sendForm(member(), opening, { prompt: 'turn it' }, { channel: 'thread' });
    await reply.until(hasImage);
    expect((await sizeOf(sentImage(lastParams(world).input_image))).width).toBe(320);
    // Deleted; or not looked up by Discord, and without the Message Content intent the bot cannot
    // see it by itself.
    for (const raw of [{ ...starter, referenced_message: null }, starter]) {
      const blank = await second().injectMessage(raw, { channel: 'thread' });
      expect(await privateAnswer(await member().menu('Edit image', blank))).toBe('There is no image in this message.');
    }
  });

  it('takes the opening of a thread about a result as a step of its chain', async () => {
    const held = await makeImage(second());
    const message_reference = { message_id: held.id, channel_id: held.channel_id };
    const message = await second().injectMessage({ type: 21, message_reference }, { channel: 'thread' });
    const opening = await member().menu('Edit image', message);
    const reply = await sendForm(member(), opening, { prompt: 'add snow' }, { channel: 'thread' });
    const final = await reply.until(hasImage);
    expect(await privateAnswer(await member().click(final, 'Details'))).toContain('**Chain** of 2 images');
  });

  it('says so where there is no image', async () => {
    const message = await second().post('only words');
    expect(await privateAnswer(await member().menu('Edit image', message))).toBe('There is no image in this message.');
  });

  it('keeps what was typed when it is refused, and opens the form with it again', async () => {
    const message = await post(await plainImage('png'));
    const reply = await sendForm(member(), await member().menu('Edit image', message), {
      prompt: 'a long thought',
      seed: 'soon',
    });
    const refused = await reply.until(isEphemeral);
    expect(refused.content).toBe('A seed is a whole number from 0 to 4294967295.');
    const form = await (await member().click(refused, 'Change it')).modal();
    expect(JSON.stringify(form)).toContain('a long thought');
    await (await member().submit(form, { prompt: 'a long thought', seed: '5' })).until(hasImage);
  });

  it('never fetches an embed’s address on this host’s own network', async () => {
    const message = await second().injectMessage({ embeds: [{ image: { url: 'http://127.0.0.1:1/secret.png' } }] });
    const reply = await sendForm(member(), await member().menu('Edit image', message), { prompt: 'x' });
    expect(await privateAnswer(reply)).toContain('is on a site that images cannot be fetched from');
  });

  it('works in a server without the bot and in direct messages', async () => {
    const bytes = await plainImage('png');
    // In a direct message the image alone is already an edit by chat, which ends too.
    const byChat = member().waitForMessage(
      ({ message_reference, attachments }) => Boolean(message_reference) && attachments.length > 0,
    );
    for (const channel of ['elsewhere', 'direct']) {
      const message = await member().post('mine', {
        channel,
        files: [{ name: 'a.png', bytes, contentType: 'image/png' }],
      });
      const opening = await member().menu('Edit image', message);
      const reply = await sendForm(member(), opening, { prompt: 'brighter' }, { channel: message.channel_id });
      await reply.until(hasImage);
    }
    await byChat;
  });
});

describe('an image that is hidden', () => {
  const hidden = async (name = 'photo.png') => ({
    ...file(await plainImage('png'), name, 'image/png'),
    spoiler: true,
  });
  const isHidden = ({ attachments: [image] }: Awaited<ReturnType<typeof post>>) =>
    image?.filename.startsWith('SPOILER_') === true && ((image.flags ?? 0) & 8) !== 0;
  const byMenu = async (message: Awaited<ReturnType<typeof post>>) =>
    (await sendForm(member(), await member().menu('Edit image', message), { prompt: 'turn it' })).until(hasImage);

  it('is edited into one that is hidden: by /edit', async () => {
    const reply = await member().slash('edit', { prompt: 'x' }, { files: { image: await hidden() } });
    expect(await reply.until(hasImage)).toSatisfy(isHidden);
    const named = { ...(await hidden('SPOILER_photo.png')), spoiler: false };
    const again = await member().slash('edit', { prompt: 'x' }, { files: { image: named } });
    expect(await again.until(hasImage)).toSatisfy(isHidden);
  });

  it('is so by Edit image, on the message, on one that forwards it, and on a link between spoiler bars', async () => {
    const message = await second().post('the end', { files: [await hidden()] });
    expect(message.attachments[0]).toMatchObject({ filename: 'photo.png', flags: 8 });
    const result = await byMenu(message);
    expect(result).toSatisfy(isHidden);
    const reference = { type: 1, message_id: message.id, channel_id: message.channel_id };
    const { content, attachments, embeds, timestamp } = message;
    const snapshot = { type: 0, content, attachments, embeds, timestamp, edited_timestamp: null, mentions: [] };
    const forward = { flags: 16384, message_reference: reference, message_snapshots: [{ message: snapshot }] };
    expect(await byMenu(await second().injectMessage(forward))).toSatisfy(isHidden);
    const [{ url } = { url: '' }] = attachments;
    const embeds2 = [{ type: 'image', url, thumbnail: { url } }];
    expect(await byMenu(await second().injectMessage({ embeds: embeds2 }, { content: `|| ${url} ||` }))).toSatisfy(
      isHidden,
    );
    expect(await byMenu(await second().injectMessage({ embeds: embeds2 }, { content: url }))).not.toSatisfy(isHidden);
    // And so is what is shown of the result.
    expect(await (await member().select(result, 'more', ['before-after'])).until(hasImage)).toSatisfy(isHidden);
  }, 60_000);

  it('hides what comes of it, and not what comes of the one beside it', async () => {
    const both = await second().post('two', { files: [file(await plainImage('png'), 'open.png'), await hidden()] });
    const chosen = async (...images: string[]) => {
      const opening = await member().menu('Edit image', both);
      return (await sendForm(member(), opening, { prompt: 'turn it', images })).until(hasImage);
    };
    expect(await chosen('0')).not.toSatisfy(isHidden);
    expect(await chosen('1')).toSatisfy(isHidden);
    expect(await chosen('0', '1')).toSatisfy(isHidden);
  });
});

describe('an image whose type nobody knows', () => {
  it.each<[string, string | null]>([
    ['photo.jfif', 'application/octet-stream'],
    ['IMG_0001', 'application/octet-stream'],
    ['IMG_0001', null],
  ])('is taken as its bytes say, whichever way it comes: %s of type %s', async (name, contentType) => {
    const image = { name, contentType, bytes: await plainImage('jpeg', 300, 200) };
    await (await member().slash('edit', { prompt: 'x' }, { files: { image } })).until(hasImage);
    const opening = await member().menu('Edit image', await second().post('look', { files: [image] }));
    await (await sendForm(member(), opening, { prompt: 'turn it' })).until(hasImage);
  });
});

describe('Remix avatar', () => {
  it('edits the avatar somebody shows here, until they or the server say no', async () => {
    const remix = async () => member().menu('Remix avatar', 'second');
    const opening = await remix();
    expect((await opening.modal()).title).toBe('Remix avatar');
    await (await sendForm(member(), opening, { prompt: 'as a pixel hero' })).until(hasImage);
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 512, height: 512 });

    const form = await (await remix()).modal();
    expect(await privateAnswer(await second().slash('privacy avatar', { allowed: false }))).toContain(
      'Nobody can edit your avatar',
    );
    expect(await privateAnswer(await remix())).toBe('This person does not allow others to edit their avatar.');
    // Also where the form had been opened before.
    expect(await privateAnswer(await member().submit(form, { prompt: 'x' }))).toBe(
      'This person does not allow others to edit their avatar.',
    );
    await privateAnswer(await second().slash('privacy avatar', { allowed: true }));

    expect(await privateAnswer(await member().slash('settings avatar_remix', { allowed: false }))).toBe(
      'Only managers of this server can do that.',
    );
    const manager = world.people.as('manager');
    expect(await privateAnswer(await manager.slash('settings avatar_remix', { allowed: false }))).toBe(
      'Remix avatar: was on, is now off.',
    );
    expect(await privateAnswer(await remix())).toBe('Editing avatars is turned off in this server.');
    await privateAnswer(await manager.slash('settings avatar_remix', { allowed: true }));
    await (await remix()).modal();
  });

  it('takes the server’s own avatar where there is one, else the person’s', async () => {
    const sent = async (channel: string) => {
      const opening = await world.people.as('manager').menu('Remix avatar', 'second', { channel });
      await (await sendForm(world.people.as('manager'), opening, { prompt: 'x' }, { channel })).until(hasImage);
      return lastParams(world).input_image;
    };
    expect(await sent('general')).not.toBe(await sent('harbour'));
  });
});

describe('an image that was asked for by a form', () => {
  it('is a draft’s owner’s alone: another’s, an unknown and an expired one are refused', async () => {
    const message = await post(await plainImage('png'));
    const form = await (await member().menu('Edit image', message)).modal();
    const components = [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'prompt', value: 'x' } }];
    const gone = 'This form has expired. Start again.';
    const foreign = 'Only the person who requested this image can do that.';
    const forge = (player: ReturnType<typeof member>, customId: string) =>
      player.forge({ kind: 'modal', customId, components });
    expect(await privateAnswer(await forge(second(), form.custom_id))).toBe(foreign);
    const customId = form.custom_id.replace('edit', 'open-draft');
    const reopened = second().forge({ kind: 'component', messageId: message.id, customId, componentType: 2 });
    expect(await privateAnswer(await reopened)).toBe(foreign);
    expect(await privateAnswer(await forge(member(), 'edit:0000'))).toBe(gone);
    expect(await privateAnswer(await forge(member(), 'edit:'))).toBe(
      'This is no longer available. Try the command again.',
    );
    expect(await privateAnswer(await forge(member(), "edit:' or 1=1 --"))).toBe(
      'This is no longer available. Try the command again.',
    );
    const database = new Sqlite(world.databasePath);
    database.prepare('update drafts set expires_at = 1').run();
    database.close();
    expect(await privateAnswer(await member().submit(form, { prompt: 'x' }))).toBe(gone);
  });

  it('starts from the bot’s own result as a step of its chain', async () => {
    const result = await makeImage(second(), 'a boat');
    const reply = await sendForm(member(), await member().menu('Edit image', result), { prompt: 'add fog' });
    const edited = await reply.until(hasEnded);
    expect(hasFailed(edited)).toBe(false);
    const details = await privateAnswer(await member().click(edited, 'Details'));
    expect(details).toContain('**Chain** of 2 images, $0.16 in total:');
    expect(details).toContain(
      `1\\. [a boat](<https://discord.com/channels/200000000000000001/${result.channel_id}/${result.id}>) · $0.08`,
    );
  });
});

describe('INPUT_IMAGE_TRANSPORT=url', () => {
  it('sends the links that were given, and the bytes of what the bot itself keeps', async () => {
    await using other = await startWorld({
      provider: { behaviour: { medianMs: 600, sigma: 0.1 } },
      settings: { INPUT_IMAGE_TRANSPORT: 'url' },
    });
    const player = other.people.as('member');
    const files = { image: file(await plainImage('png', 300, 200), 'a.png', 'image/png') };
    const first = await (await player.slash('edit', { prompt: 'make it dark' }, { files })).until(hasImage);
    expect(lastParams(other).input_image).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/attachments\/\d+\/\d+\/a\.png\?ex=/);
    expect(lastParams(other).aspect_ratio).toBe('3:2');
    await (await sendForm(player, await player.click(first, 'Edit'), { prompt: 'brighter' })).until(hasImage);
    expect(sentImage(lastParams(other).input_image).length).toBeGreaterThan(1_000);
    await expectPromisesKept(other);
  });
});
