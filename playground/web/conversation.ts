// What one person sees in one place, kept live; and what they do there, with the bot's first answer
// to it.
import type { APIMessage } from 'discord-api-types/v10';
import type { ReactiveControllerHost } from 'lit';
import { listen, loadMessages, loadOffer, loadWorld, readIn } from './api.ts';
import { createInteractions } from './interactions.ts';
import { findSample } from './sample.ts';
import {
  channelOf,
  DIRECT,
  type InteractionAnswer,
  isForPerson,
  type Offer,
  type PersonEvent,
  personOf,
  type World,
} from './shapes.ts';
import { placesOf } from './side.ts';

const LOOK_EVERY_MS = 5_000;
const NOTHING_OFFERED: Offer = { commands: [], messageApps: [], personApps: [] };

/** On what something is done: a message, and a component of it. */
export interface Target {
  messageId?: string;
  customId?: string;
}

export class Conversation {
  world: World | undefined;
  as = localStorage.getItem('as') ?? 'member';
  channel = localStorage.getItem('channel') ?? 'general';
  offer = NOTHING_OFFERED;
  messages: APIMessage[] = [];
  /** Whether what happens is heard. */
  isConnected = true;
  /** Whether there is a photo to try an edit on. */
  hasSample = false;
  /** What went wrong last, by the message it was done on; '' for what was done on none. */
  failures: ReadonlyMap<string, string> = new Map();
  /** Called once something new is shown that this person wrote, or was answered. */
  onOwn: () => void = () => undefined;
  #host: ReactiveControllerHost;
  /** What the bot has not yet answered. */
  #waiting = new Set<string>();
  #interactions = createInteractions();
  #stopListening: (() => void) | undefined;
  /** Set while everything is loaded anew. */
  #meanwhile: PersonEvent[] | undefined;
  /** What was heard last of the bot's coming and going. */
  #presence: { isOnline: boolean } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#load();
    // Whether the bot is there shows; the page outlives a playground that is started anew.
    setInterval(() => void this.#look().catch(() => undefined), LOOK_EVERY_MS);
  }

  /** Somebody else, or somewhere else. Resolves once everything there is known. */
  async arrive(where: { as?: string; channel?: string }): Promise<void> {
    // What was offered stays until it is known what is offered there: what somebody types meanwhile
    // is no mere text.
    Object.assign(this, where, { messages: [], failures: new Map() });
    this.#host.requestUpdate();
    await this.#load();
    await this.#refresh();
    await this.#host.updateComplete;
  }

  /** The language that this person reads. */
  get locale(): string {
    return (this.world && personOf(this.world, this.as)?.locale) ?? 'en-US';
  }

  /** From now on they read that one. */
  async read(locale: string): Promise<void> {
    await readIn(this.as, locale);
    await this.#look();
    await this.#refresh();
  }

  isWaiting({ messageId = '', customId = '' }: Target): boolean {
    return this.#waiting.has(`${messageId}/${customId}`);
  }

  /** The bot's first answer, or the word that there was none. */
  answerOf(id: string): Promise<InteractionAnswer> {
    return this.#interactions.answerOf(id);
  }

  /**
   * Waits for the bot's first answer to what was begun; what Discord's client would say is a failed
   * one.
   */
  async interact(begun: Promise<string>, { messageId = '', customId = '' }: Target = {}): Promise<InteractionAnswer> {
    const key = `${messageId}/${customId}`;
    this.#waiting.add(key);
    this.failures = new Map([...this.failures].filter(([id]) => id !== messageId));
    this.#host.requestUpdate();
    const answer = await begun.then(
      (id) => this.answerOf(id),
      (error: unknown): InteractionAnswer => ({
        outcome: 'failed',
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
    this.#waiting.delete(key);
    if (answer.outcome === 'failed') this.failures = new Map([...this.failures, [messageId, answer.reason]]);
    this.#host.requestUpdate();
    return answer;
  }

  async #look(): Promise<World> {
    const before = this.#presence;
    const world = await loadWorld();
    // What was heard while this was on its way is newer than it.
    const heard = this.#presence;
    if (heard && heard !== before) world.botConnected = heard.isOnline;
    this.world = world;
    this.#host.requestUpdate();
    return world;
  }

  async #load(): Promise<void> {
    const world = await this.#look();
    const places = placesOf(world, this.as);
    if (!places.includes(this.channel)) this.channel = places[0] ?? DIRECT;
    localStorage.setItem('as', this.as);
    localStorage.setItem('channel', this.channel);
    this.#stopListening?.();
    this.#stopListening = listen(this.as, world.newestEventNumber, {
      onEvent: (event) => this.#onEvent(event),
      onOpen: () => {
        this.isConnected = true;
        // The bot and its commands may have changed meanwhile, and everything else where the
        // playground itself is a new one.
        void this.#refresh();
      },
      onBreak: () => {
        this.isConnected = false;
        this.#host.requestUpdate();
      },
    });
  }

  /** Also after a connection that broke off: nothing that happened meanwhile is missed. */
  async #refresh(): Promise<void> {
    const { as, channel } = this;
    const meanwhile: PersonEvent[] = [];
    this.#meanwhile = meanwhile;
    const [messages, offer, sample] = await Promise.all([
      loadMessages(as, channel),
      loadOffer(as, channel, this.locale),
      findSample(as).catch(() => undefined),
    ]);
    if (as !== this.as || channel !== this.channel) return;
    // A direct channel comes into being when it is first looked at.
    if (this.world && !channelOf(this.world, as, channel)) await this.#look();
    Object.assign(this, { messages, offer, hasSample: sample !== undefined });
    // What was heard while this was on its way is newer than it.
    if (this.#meanwhile === meanwhile) this.#meanwhile = undefined;
    for (const event of meanwhile) this.#onEvent(event);
    this.#host.requestUpdate();
  }

  #onEvent(event: PersonEvent): void {
    if (event.kind === 'interaction') {
      this.#interactions.onAnswer(event.id, event.answer);
      return;
    }
    if (event.kind === 'presence') {
      this.#presence = event;
      if (this.world) this.world = { ...this.world, botConnected: event.isOnline };
      this.#host.requestUpdate();
      return;
    }
    this.#meanwhile?.push(event);
    const changedId = event.kind === 'message' ? event.message.id : event.id;
    const others = this.messages.filter(({ id }) => id !== changedId);
    if (event.kind === 'delete') this.messages = others;
    else if (this.world && event.message.channel_id === channelOf(this.world, this.as, this.channel)?.id) {
      const isNew = others.length === this.messages.length;
      this.messages = [...others, event.message].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      if (isNew && isForPerson(event.message, personOf(this.world, this.as)?.user.id))
        void this.#host.updateComplete.then(() => this.onOwn());
    }
    this.#host.requestUpdate();
  }
}
