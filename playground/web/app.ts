// The whole page: who one is, where one is, what one sees there, and where one writes.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { createActs } from './acts.ts';
import { sendForm } from './api.ts';
import { takeMentionedCommands } from './command-mention.ts';
import type { ComposerWork, PlaygroundComposer } from './composer.ts';
import { createComposerWork } from './composer-work.ts';
import { Conversation, type Target } from './conversation.ts';
import { entitiesFor, namedIn } from './entities.ts';
import { FirstSteps } from './first-steps.ts';
import { type FollowedEnd, followEnd } from './follow-end.ts';
import type { Filled } from './form-dialog.ts';
import { takeFiles } from './given-files.ts';
import { renderHeader } from './header.ts';
import type { ShownImage } from './images.ts';
import type { MenuActions } from './menus.ts';
import { renderMessageList } from './message-list.ts';
import { keepLight, likesLight, speak } from './reader.ts';
import { type CommandOption, DIRECT, type Form, type InteractionAnswer, type World } from './shapes.ts';
import { renderSide } from './side.ts';
import { renderStepCard } from './step-card.ts';
import { createSuggestions } from './suggestions.ts';
import { takeTyping } from './take-typing.ts';
import { renderWelcome } from './welcome.ts';
import { inReadersWords, words } from './words/words.ts';

class PlaygroundApp extends LitElement {
  static override properties = {
    form: { state: true },
    zoomed: { state: true },
    light: { state: true },
    isBehind: { state: true },
    isDragging: { state: true },
  };

  declare form: Form | undefined;
  declare zoomed: ShownImage | undefined;
  declare light: boolean;
  declare isBehind: boolean;
  /** Whether a file hangs above the page. */
  declare isDragging: boolean;
  #talk = new Conversation(this);
  #steps = new FirstSteps(this);
  #end: FollowedEnd | undefined;
  #hasArrived = false;

  constructor() {
    super();
    Object.assign(this, { light: likesLight(), isBehind: false, isDragging: false });
  }

  override createRenderRoot() {
    return this;
  }

  override render() {
    const { world, as, channel, offer } = this.#talk;
    speak(world && this.#talk.locale);
    if (!world) return html`<p class="loading">${words().frame.connecting}</p>`;
    const place = channel === DIRECT ? '@Kontext' : `#${channel}`;
    const menu = this.#acts.menuIn(world);
    return html`
      <div class=${this.light ? 'app light' : 'app dark'}>
        <a class="skip" href="#composer" @click=${this.#skip}>${words().frame.toComposer}</a>
        ${renderSide({
          world,
          as,
          channel,
          menu,
          become: (person) => void this.#arrive({ as: person }),
          readIn: (locale) => void this.#talk.read(locale),
          go: (other) => {
            this.#writeOn();
            void this.#arrive({ channel: other });
          },
        })}
        <main>
          ${renderHeader({
            place,
            isConnected: this.#talk.isConnected,
            isBotOnline: world.botConnected,
            isBehind: this.isBehind,
            isLight: this.light,
            isGuideHidden: this.#steps.isHidden,
            toggleBehind: () => (this.isBehind = !this.isBehind),
            showGuide: () => this.#steps.show(),
            switchTheme: () => this.#switchTheme(),
          })}
          <section class="messages" aria-label=${words().frame.messages} tabindex="0">
            <div>${this.#renderTalk(world, menu)}</div>
          </section>
          ${this.#renderSteps()}
          <playground-composer
            class=${this.isDragging ? 'dragging' : ''}
            .commands=${offer.commands}
            .people=${namedIn(world, as, channel)}
            .entities=${(option: CommandOption) => entitiesFor(option, world, as, channel)}
            .work=${this.#work}
            place=${place}
            locale=${this.#talk.locale}
          ></playground-composer>
        </main>
        ${this.isBehind ? this.#renderBehind(world) : nothing}
        ${this.zoomed ? html`<zoom-dialog .image=${this.zoomed} .close=${() => (this.zoomed = undefined)}></zoom-dialog>` : nothing}
        ${this.form ? keyed(this.form, this.#renderForm(this.form, world)) : nothing}
      </div>
    `;
  }

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => void this.#jump());
    this.#talk.onOwn = () => this.#end?.show();
    takeMentionedCommands(this, (path) => this.#composer()?.fill(path, {}));
    takeTyping(() => this.#composer()?.focus());
    takeFiles(
      (files) => this.#composer()?.attach(files),
      (isOver) => (this.isDragging = isOver),
    );
  }

  override updated() {
    if (!this.#hasArrived && this.#composer()) {
      this.#hasArrived = true;
      this.#writeOn();
    }
    const list = this.querySelector<HTMLElement>('.messages');
    const content = list?.firstElementChild;
    if (list && content instanceof HTMLElement) this.#end ??= followEnd(list, content);
  }

  /** On a phone, the cursor would open the keyboard over half of the page. */
  #writeOn(): void {
    if (matchMedia('(pointer: fine)').matches) this.#composer()?.focus();
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#composer()?.focus();
  }

  async #arrive(where: { as?: string; channel?: string }): Promise<void> {
    await this.#talk.arrive(where);
    this.#end?.show();
  }

  /** A link to a message leads to its channel first. */
  async #jump(): Promise<void> {
    const [, channelId, messageId] = /^#jump-(\d+)-(\d+)$/.exec(location.hash) ?? [];
    const channel = this.#talk.world?.channels.find(({ id }) => id === channelId);
    if (!channel) return;
    await this.#arrive({ channel: channel.kind === 'direct' ? DIRECT : channel.key });
    this.#end?.leave();
    location.hash = `#message-${messageId}`;
  }

  #renderTalk(world: World, menu: MenuActions): TemplateResult {
    const { failures } = this.#talk;
    if (this.#isWelcoming) return renderWelcome(this.#talk.offer.commands, this.#talk.hasSample, this.#suggest);
    const actions = this.#acts.actionsWith(menu);
    // Made anew for each theme and language: the components take theirs once, when they are made.
    return html`
      ${keyed(`${this.light} ${this.#talk.locale}`, renderMessageList(this.#talk, world, actions, this.light))}
      ${failures.has('') ? html`<p class="failure" role="status">${inReadersWords(failures.get('') ?? '')}</p>` : nothing}
    `;
  }

  #renderSteps(): TemplateResult | typeof nothing {
    const { next, isHidden } = this.#steps;
    // An empty channel's welcome says the first one itself.
    const isSaid = next === 'draw' && this.#isWelcoming;
    return isHidden || isSaid ? nothing : renderStepCard(this.#steps, this.#suggest.act);
  }

  get #isWelcoming(): boolean {
    return this.#talk.messages.length === 0 && this.#talk.failures.size === 0;
  }

  #renderForm(form: Form, world: World): TemplateResult {
    const close = () => {
      this.form = undefined;
    };
    return html`<form-dialog .form=${form} .world=${world} .send=${this.#sendForm} .close=${close}></form-dialog>`;
  }

  #renderBehind({ people }: World): TemplateResult {
    const { as, channel, locale } = this.#talk;
    const who = people.find(({ key }) => key === as)?.user.global_name ?? as;
    return html`<playground-behind as=${as} channel=${channel} who=${who} locale=${locale}></playground-behind>`;
  }

  #composer = () => this.querySelector<PlaygroundComposer>('playground-composer');

  #suggest = createSuggestions({
    talk: this.#talk,
    arrive: (where) => this.#arrive(where),
    composer: this.#composer,
    showBehind: () => {
      this.isBehind = true;
    },
  });

  /** What is begun may lead to a form. */
  async #interact(begun: Promise<string>, target?: Target): Promise<InteractionAnswer> {
    const answer = await this.#talk.interact(begun, target);
    if (answer.outcome === 'modal') this.form = answer.modal;
    return answer;
  }

  #acts = createActs({
    talk: this.#talk,
    composer: this.#composer,
    interact: (begun, target) => void this.#interact(begun, target),
    zoom: (image) => {
      this.zoomed = image;
    },
  });

  #work: ComposerWork = createComposerWork({
    talk: this.#talk,
    showEnd: () => this.#end?.show(),
    interact: (begun) => void this.#interact(begun),
  });

  #sendForm = async (fields: Filled): Promise<string | undefined> => {
    const { form } = this;
    if (!form) return undefined;
    const { as, channel } = this.#talk;
    const answer = await this.#interact(sendForm(as, channel, form.custom_id, fields), { messageId: 'form' });
    if (answer.outcome === 'failed') return answer.reason;
    if (this.form === form) this.form = undefined;
    return undefined;
  };

  #switchTheme(): void {
    this.light = !this.light;
    keepLight(this.light);
  }
}

customElements.define('playground-app', PlaygroundApp);
