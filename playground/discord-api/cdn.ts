// Discord's file server: avatars and stickers, by the addresses that discord.js makes of their
// hashes and ids.
import type { IncomingMessage, ServerResponse } from 'node:http';
import sharp from 'sharp';
import { drawAvatar } from './avatar.ts';
import { botUser } from './seed.ts';
import type { DiscordState } from './state.ts';

const ROUTES: readonly [RegExp, (state: DiscordState, ids: string[]) => string | undefined][] = [
  [/^\/avatars\/(\d+)\/(\w+)\.png$/, (state, [userId, hash]) => ownAvatar(state, userId, hash)],
  [
    /^\/guilds\/(\d+)\/users\/(\d+)\/avatars\/(\w+)\.png$/,
    (state, [guildId = '', userId, hash]) => {
      const person = state.people.find(({ user }) => user.id === userId);
      return person?.serverAvatars[guildId] === hash ? drawAvatar(person?.key ?? '', true) : undefined;
    },
  ],
  [/^\/embed\/avatars\/(\d)\.png$/, (_state, [number = '']) => drawAvatar(`nobody ${number}`)],
  [/^\/stickers\/(\d+)\.png$/, (_state, [id = '']) => drawAvatar(`sticker ${id}`, true)],
];

function ownAvatar(state: DiscordState, userId: string | undefined, hash: string | undefined): string | undefined {
  const owner = [botUser, ...state.people.map(({ user }) => user)].find(({ id }) => id === userId);
  return owner?.avatar === hash ? drawAvatar(owner?.username ?? '') : undefined;
}

export const isCdnPath = (path: string): boolean => ROUTES.some(([pattern]) => pattern.test(path));

export async function serveCdn(
  state: DiscordState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  for (const [pattern, find] of ROUTES) {
    const match = pattern.exec(url.pathname);
    const svg = match && request.method === 'GET' ? find(state, match.slice(1)) : undefined;
    if (svg === undefined) continue;
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length }).end(bytes);
    return;
  }
  response.writeHead(404).end();
}
