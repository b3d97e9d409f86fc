// People at their keyboards, for tests and the smoke test: they act and see through the stand-in's
// control API, as its page does. const member = people.as('member'); const reply = await
// member.slash('imagine', { prompt: 'a lighthouse in fog' }, { channel: 'general' }); const message
// = await reply.until((shown) => shown.attachments.length > 0);
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { buttonsOf } from './buttons.ts';
import { componentsOf } from './interact.ts';
import { listen } from './listen.ts';
import type { FilledFields, Modal } from './modals.ts';
import type { PersonEvent } from './model.ts';
import { createReply, type Reply } from './reply.ts';

export interface GivenFile {
  name: string;
  bytes: Buffer;
  /** null where Discord says of none. */
  contentType?: string | null;
  /** Hidden by Discord's flag alone; by a name that begins with `SPOILER_` it is so too. */
  spoiler?: boolean;
}

export interface PlaceOptions {
  /** A channel's key or id; `direct` is the person's own with the bot. */
  channel?: string;
  files?: Record<string, GivenFile>;
}

export type Forgery =
  | { kind: 'modal'; customId: string; components: unknown[]; messageId?: string; channel?: string }
  | { kind: 'component'; messageId: string; customId: string; componentType: number; values?: string[] };

export interface Player {
  key: string;
  /** `imagine`, or `usage me` with a subcommand. Resolves as soon as the command is on its way. */
  slash(name: string, options?: Record<string, unknown>, place?: PlaceOptions): Promise<Reply>;
  /** What the bot offers for the option being typed. */
  autocomplete(
    name: string,
    options: Record<string, unknown>,
    focused: string,
    place?: PlaceOptions,
  ): Promise<{ name: string; value: string | number }[]>;
  /** A button by its label or custom id. */
  click(message: APIMessage, button: string): Promise<Reply>;
  /** Chooses in a select, by its custom id up to the colon. */
  select(message: APIMessage, action: string, values: string[]): Promise<Reply>;
  /** One of the bot's commands under "Apps" on a message, or on a person by their key. */
  menu(name: string, target: APIMessage | string, place?: { channel?: string }): Promise<Reply>;
  /** Sends the form that is open, filled in by its fields' custom ids. */
  submit(form: Modal, fields: FilledFields, place?: { channel?: string }): Promise<Reply>;
  /** Ids that were never offered to this person. */
  forge(forgery: Forgery): Promise<Reply>;
  /** A message with any parts at all, as another program might write it. */
  injectMessage(raw: Record<string, unknown>, place?: { channel?: string; content?: string }): Promise<APIMessage>;
  /** The next message of the bot in a channel for which `isSuch` holds, seen from now on. */
  waitForMessage(isSuch: (message: APIMessage) => boolean, timeoutMs?: number): Promise<APIMessage>;
  post(content: string, place?: { channel?: string; files?: GivenFile[]; replyTo?: string }): Promise<APIMessage>;
  messages(channel?: string): Promise<APIMessage[]>;
  delete(message: Pick<APIMessage, 'id'>): Promise<void>;
  download(attachment: Pick<APIAttachment, 'url'>): Promise<Buffer>;
}

export interface People extends AsyncDisposable {
  as(key: string): Player;
  /** Resolves once the bot is connected and has registered commands. */
  botReady(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_CHANNEL = 'general';

/** @param controlUrl as the stand-in gives it */
export function connectPeople(controlUrl: string): People {
  const listeners = new Map<string, ReturnType<typeof listen>>();

  const get = async (path: string): Promise<unknown> => readAnswer(await fetch(`${controlUrl}/${path}`));
  const post = async (path: string, body: unknown): Promise<unknown> =>
    readAnswer(
      await fetch(`${controlUrl}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const ears = (key: string) => {
    const known = listeners.get(key) ?? listen(`${controlUrl}/events?as=${encodeURIComponent(key)}`);
    listeners.set(key, known);
    return known;
  };

  /** Listens before acting, so that nothing is missed. */
  const interact = async (key: string, path: string, body: Record<string, unknown>): Promise<Reply> => {
    const events = ears(key);
    await events.opened;
    const heard: PersonEvent[] = [];
    const forget = events.onEvent((event) => heard.push(event));
    const startedAt = performance.now();
    const { id } = (await post(path, { as: key, ...body })) as { id: string }; // What the control API answers.
    forget();
    return createReply(id, startedAt, heard, events.onEvent);
  };

  const as = (key: string): Player => ({
    key,
    slash: (name, options = {}, { channel = DEFAULT_CHANNEL, files = {} } = {}) =>
      interact(key, 'slash', {
        channel,
        name,
        options,
        files: Object.fromEntries(Object.entries(files).map(([option, file]) => [option, encode(file)])),
      }),
    async autocomplete(name, options, focused, { channel = DEFAULT_CHANNEL } = {}) {
      const reply = await interact(key, 'slash', { channel, name, options, focused });
      const answer = await reply.answer();
      if (answer.outcome !== 'choices') throw new Error(`no choices: ${JSON.stringify(answer)}`);
      return answer.choices;
    },
    click: (message, button) =>
      interact(key, 'component', { messageId: message.id, customId: findButton(message, button) }),
    select: (message, action, values) =>
      interact(key, 'component', { messageId: message.id, customId: findComponent(message, action), values }),
    menu: (name, target, { channel = DEFAULT_CHANNEL } = {}) =>
      typeof target === 'string'
        ? interact(key, 'menu', { channel, name, person: target })
        : interact(key, 'menu', { channel: target.channel_id, name, messageId: target.id }),
    submit: (form, fields, { channel = DEFAULT_CHANNEL } = {}) =>
      interact(key, 'modal', { channel, customId: form.custom_id, fields }),
    forge: (forgery) => interact(key, 'forge', { channel: DEFAULT_CHANNEL, ...forgery }),
    injectMessage: async (raw, { channel = DEFAULT_CHANNEL, content = '' } = {}) =>
      (await post('injectMessage', { as: key, channel, content, raw })) as APIMessage, // What the control API answers.
    async waitForMessage(isSuch, timeoutMs = 20_000) {
      const events = ears(key);
      await events.opened;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          forget();
          reject(new Error(`no such message came within ${timeoutMs} ms`));
        }, timeoutMs);
        const forget = events.onEvent((event) => {
          if (event.kind !== 'message' || !isSuch(event.message)) return;
          clearTimeout(timer);
          forget();
          resolve(event.message);
        });
      });
    },
    post: async (content, { channel = DEFAULT_CHANNEL, files = [], replyTo } = {}) =>
      (await post('post', {
        as: key,
        channel,
        content,
        files: files.map(encode),
        ...(replyTo ? { replyTo } : {}),
      })) as APIMessage, // The same.
    messages: async (channel = DEFAULT_CHANNEL) => (await get(`messages?as=${key}&channel=${channel}`)) as APIMessage[], // The same.
    async delete({ id }) {
      await post('delete', { as: key, messageId: id });
    },
    async download({ url }) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`the link answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
  });

  const close = async () => {
    for (const events of listeners.values()) events.close();
    listeners.clear();
  };
  return {
    as,
    async botReady(timeoutMs = 20_000) {
      const until = Date.now() + timeoutMs;
      while (Date.now() < until) {
        const world = (await get('world')) as { botConnected: boolean; registered: number }; // The same.
        if (world.botConnected && world.registered > 0) return;
        await sleepFor(50);
      }
      throw new Error(`the bot was not ready within ${timeoutMs} ms`);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function readAnswer(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'refused' in body) throw new Error(String(body.refused));
  if (response.ok) return body;
  throw new Error(
    typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : `HTTP ${response.status}`,
  );
}

const encode = ({ name, bytes, contentType, spoiler = false }: GivenFile) => ({
  name,
  spoiler,
  base64: bytes.toString('base64'),
  ...(contentType === undefined ? {} : { contentType }),
});

function findButton(message: APIMessage, wanted: string): string {
  const found = buttonsOf(message).find(({ label, customId }) => label === wanted || customId === wanted);
  if (!found) throw new Error(`there is no button "${wanted}" on this message`);
  return found.customId;
}

function findComponent(message: APIMessage, action: string): string {
  const found = componentsOf(message.components).find(({ custom_id = '' }) => custom_id.startsWith(`${action}:`));
  if (!found?.custom_id) throw new Error(`there is nothing to choose "${action}" with on this message`);
  return found.custom_id;
}
