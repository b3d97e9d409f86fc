// What several tests of editing do and look at.
import sharp from 'sharp';
import type { Player } from '../../playground/discord-api/people.ts';
import type { World } from '../../playground/world.ts';
import { plainImage } from './photos.ts';
import { hasImage } from './shown.ts';

type Shown = Awaited<ReturnType<Player['post']>>;

/** The parameters of the newest task at the provider. */
export const lastParams = (world: World) => [...world.provider.state.tasks.values()].at(-1)?.params ?? { prompt: '' };

/** An image as the provider got it. */
export const sentImage = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');

export const sizeOf = async (bytes: Buffer) => {
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
};

/** A finished image by /imagine. */
export const makeImage = async (
  player: Player,
  prompt = 'a lighthouse',
  options: Record<string, unknown> = {},
): Promise<Shown> => (await player.slash('imagine', { prompt, ...options })).until(hasImage);

/** An image to start from, as /edit takes it. */
export const plainInput = async () => ({
  image: { name: 'a.png', bytes: await plainImage('png', 300, 200), contentType: 'image/png' },
});

/** A finished image by /edit. */
export const edited = async (
  player: Player,
  prompt = 'make it black and white',
  options: Record<string, unknown> = {},
  place: { channel?: string } = {},
): Promise<Shown> =>
  (await player.slash('edit', { prompt, ...options }, { files: await plainInput(), ...place })).until(hasImage);

/** The only ephemeral word that comes back. */
export const privateAnswer = async (reply: Awaited<ReturnType<Player['slash']>>): Promise<string> =>
  (await reply.until(({ flags, content }) => (Number(flags) & 64) !== 0 && content !== '')).content;

/** Fills in and sends the form for an edit. */
export async function sendForm(
  player: Player,
  opening: Awaited<ReturnType<Player['click']>>,
  fields: Record<string, string | string[]>,
  place?: { channel?: string },
) {
  return player.submit(await opening.modal(), fields, place);
}
