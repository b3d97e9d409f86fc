// What a request was made of, to make it again: its options, and the images it started from.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import { optionsOf, type RequestOptions } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { refuseAvatar } from '../edit/avatar-permission.ts';

/**
 * @throws {UserError} where it starts from an avatar, and its owner or the server has thought
 * better of it since
 */
export async function startAgain(
  { request, inputs }: RequestView,
  interaction: RepliableInteraction,
  app: App,
): Promise<{ options: RequestOptions; inputs: InputSource[] }> {
  const options = optionsOf(request);
  if (options.avatarOf !== undefined) await refuseAvatar(interaction, app, options.avatarOf);
  return {
    options,
    inputs: inputs.flatMap(({ name, url, image_id }): InputSource[] => {
      if (image_id !== null) return [{ name, imageId: image_id }];
      return url === null ? [] : [{ name, url }];
    }),
  };
}
