// Images are found wherever Discord lets one stand in a message; each once, and hidden where it is
// hidden anywhere.
import { CDN } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { type ImageHolder, imagesIn } from '../../../src/discord/api/message-images.ts';

const find = (holder: ImageHolder) => imagesIn(holder, new CDN());
const URL_OF_A = 'https://cdn.discordapp.com/attachments/1/2/a.png';
const attachment = { filename: 'a.png', url: `${URL_OF_A}?ex=1&is=2&hm=3`, size: 9, content_type: 'image/png' };
const gallery = (spoiler: boolean) => ({ type: 12 as const, items: [{ media: { url: `${URL_OF_A}?ex=9` }, spoiler }] });

describe('images in a message', () => {
  it.each([
    [1, 'https://cdn.discordapp.com/stickers/5.png'],
    [2, 'https://cdn.discordapp.com/stickers/5.png'],
    [4, 'https://media.discordapp.net/stickers/5.gif'],
  ])('are stickers of format %i', (format_type, url) => {
    expect(find({ sticker_items: [{ id: '5', name: 'Wave', format_type }] })).toMatchObject([{ url }]);
  });

  it('are not animations in vectors, films or other files', () => {
    const film = { filename: 'a.mp4', url: 'https://x.example/a.mp4', size: 9, content_type: 'video/mp4' };
    const plain = { filename: 'notes.txt', url: 'https://x.example/notes.txt', size: 9, content_type: 'text/plain' };
    const sticker = { id: '5', name: 'Wave', format_type: 3 };
    const clip = {
      type: 12 as const,
      items: [{ media: { url: 'https://x.example/b.mp4', content_type: 'video/mp4' } }],
    };
    expect(find({ attachments: [film, plain], sticker_items: [sticker], components: [clip] })).toEqual([]);
  });

  it('are told by their names where no type is declared', () => {
    const { content_type: _none, ...undeclared } = attachment;
    expect(find({ attachments: [undeclared] })).toHaveLength(1);
  });

  it('are found in Discord’s copy of an embed’s image, so that nobody else learns who asks', () => {
    const image = {
      url: 'https://elsewhere.example/cat.png',
      proxy_url: 'https://images-ext-1.discordapp.net/x/cat.png',
    };
    expect(find({ embeds: [{ image, thumbnail: image }] })).toEqual([
      { name: 'cat.png', url: image.proxy_url, isSpoiler: false },
    ]);
  });

  it('are found in what was forwarded, whatever it holds', () => {
    const message = {
      attachments: [attachment],
      embeds: [{ image: { url: 'https://x.example/b.png' } }],
      sticker_items: [{ id: '5', name: 'Wave', format_type: 1 }],
      components: [{ type: 12 as const, items: [{ media: { url: 'https://x.example/c.png' } }] }],
    };
    expect(find({ message_snapshots: [{ message }] }).map(({ name }) => name)).toEqual([
      'a.png',
      'b.png',
      'Wave.png',
      'c.png',
    ]);
  });

  it('that a gallery hides are hidden, although they are listed among the attachments too', () => {
    expect(find({ attachments: [attachment], components: [gallery(true)] })).toMatchObject([{ isSpoiler: true }]);
    expect(find({ attachments: [attachment], components: [gallery(false)] })).toMatchObject([{ isSpoiler: false }]);
  });

  it('within a hidden container are hidden', () => {
    const container = { type: 17 as const, spoiler: true, components: [gallery(false)] };
    expect(find({ components: [container] })).toMatchObject([{ isSpoiler: true }]);
  });

  it('whose names are marked are hidden', () => {
    const filename = 'SPOILER_a.png';
    expect(find({ attachments: [{ ...attachment, filename }] })).toMatchObject([{ isSpoiler: true }]);
  });

  it('that Discord flags are hidden, whatever they are called, also among other flags and in what was forwarded', () => {
    const hidden = { ...attachment, flags: 8 | 32 };
    expect(find({ attachments: [hidden] })).toMatchObject([{ isSpoiler: true }]);
    expect(find({ message_snapshots: [{ message: { attachments: [hidden] } }] })).toMatchObject([{ isSpoiler: true }]);
    expect(find({ attachments: [{ ...attachment, flags: 32 }] })).toMatchObject([{ isSpoiler: false }]);
  });

  it.each<[string, boolean]>([
    ['|| https://x.example/a.png ||', true],
    ['look: ||https://x.example/a.png|| it is the end', true],
    ['https://x.example/b.png and || mind\nHTTPS://x.example/a.png\n||', true],
    ['https://x.example/a.png', false],
    ['||the end|| https://x.example/a.png ||of it||', false],
    ['`||` https://x.example/a.png `||`', false],
    ['`||` ||https://x.example/a.png||', true],
    ['```\n|| https://x.example/a.png ||\n```', false],
    ['\\|| https://x.example/a.png ||', false],
    ['|| https://x.example/a.png', false],
    ['', false],
  ])('of links are hidden where one link is, as in %j: %s', (content, isHidden) => {
    const embeds = [{ thumbnail: { url: 'https://x.example/a.png' } }, { image: { url: 'https://x.example/b.png' } }];
    const expected = [{ isSpoiler: isHidden }, { isSpoiler: isHidden }];
    expect(find({ content, embeds })).toMatchObject(expected);
    expect(find({ message_snapshots: [{ message: { content, embeds } }] })).toMatchObject(expected);
  });

  it.each<[string, string | null | undefined]>([
    ['photo.jfif', 'application/octet-stream'],
    ['photo.jfif', undefined],
    ['photo.jfif', null],
    ['IMG_0001', 'application/octet-stream'],
    ['IMG_0001', undefined],
    ['IMG_0001', null],
    ['IMG_0001', ''],
    ['photo.bin', 'binary/octet-stream'],
    ['photo.jpg', 'IMAGE/JPEG; charset=binary'],
  ])('may be %s of type %s', (filename, content_type) => {
    expect(find({ attachments: [{ ...attachment, filename, content_type }] })).toHaveLength(1);
    const url = `https://x.example/${filename}`;
    expect(find({ components: [{ type: 12, items: [{ media: { url, content_type } as never }] }] })).toHaveLength(1);
  });

  it('are not what nobody says is one, beside those that are', () => {
    const unknown = { ...attachment, filename: 'save.dat', content_type: null, url: 'https://x.example/save.dat' };
    expect(find({ attachments: [unknown, attachment] }).map(({ name }) => name)).toEqual(['a.png']);
  });
});
