// Behind the scenes: the side panel that shows what the bot does, and lets one break things to see
// it carry on.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Budget, renderBudgets } from './behind-budgets.ts';
import { type Call, renderCalls } from './behind-calls.ts';
import { type Provider, renderProvider } from './behind-provider.ts';
import { renderLong } from './long-text.ts';
import { words } from './words/words.ts';

interface Scenes {
  botRunning: boolean;
  tasks: { id: string; state: string; prompt: string; cost_micros: number | null }[];
  budgets: Budget[];
  ledger: { id: number; kind: string; task_id: string; reserved_delta: number; spent_delta: number }[];
  provider: Provider & { requests: Call[] };
  discord: Call[];
  /** What the bot did that Discord would refuse. */
  violations: { route: string; problems: string[] }[];
}

const REFRESH_MS = 1_000;

class PlaygroundBehind extends LitElement {
  static override properties = {
    as: {},
    channel: {},
    who: {},
    locale: {},
    scenes: { state: true },
    problem: { state: true },
  };

  /** Whose budgets are shown: a person's key and name, and where they are. */
  declare as: string;
  declare channel: string;
  declare who: string;
  /** Whose words it is drawn in. */
  declare locale: string;
  declare scenes: Scenes | undefined;
  declare problem: string;
  #timer: number | undefined;

  override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.#load();
    this.#timer = window.setInterval(() => void this.#load(), REFRESH_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.clearInterval(this.#timer);
  }

  async #load(): Promise<void> {
    const { as, channel } = this;
    const response = await fetch(`/behind?${new URLSearchParams({ as, channel })}`).catch(() => undefined);
    if (response?.ok) this.scenes = await response.json();
  }

  async #tell(path: string, body: unknown): Promise<void> {
    const response = await fetch(`/behind/${path}`, { method: 'POST', body: JSON.stringify(body) });
    this.problem = response.ok ? '' : words().behind.failed(response.status);
    await this.#load();
  }

  override render() {
    const { scenes } = this;
    if (!scenes) return html`<aside class="behind"><p>${words().behind.looking}</p></aside>`;
    return html`<aside class="behind" aria-label=${words().frame.behind} tabindex="0">
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.#renderBot(scenes)} ${renderProvider(scenes.provider, (path, body) => void this.#tell(path, body))}
      ${renderBudgets(this.who, scenes.budgets)} ${renderTasks(scenes)} ${renderLedger(scenes)}
      ${renderCalls(words().behind.imageCalls, scenes.provider.requests)}
      ${renderCalls(words().behind.discordCalls, scenes.discord)} ${renderViolations(scenes)}
    </aside>`;
  }

  #renderBot({ botRunning }: Scenes): TemplateResult {
    const own = words().behind;
    const button = (label: string, action: string) =>
      html`<button type="button" @click=${() => this.#tell('bot', { action })}>${label}</button>`;
    return html`<section>
      <h2>${own.bot}</h2>
      <p>${botRunning ? own.running : own.stopped}</p>
      <div class="faults">
        ${botRunning ? [button(own.kill, 'kill'), button(own.restart, 'restart')] : button(own.start, 'start')}
      </div>
    </section>`;
  }
}

const usd = (micros: number) => `${micros < 0 ? '−' : '+'}$${(Math.abs(micros) / 1e6).toFixed(2)}`;

/** Enough of a task's id to find it again in the ledger. */
const short = (taskId: string) => `${taskId.slice(0, 6)}${/-\d+$/.exec(taskId)?.[0] ?? ''}`;

const renderTasks = ({ tasks }: Scenes): TemplateResult => html`<section>
  <h2>${words().behind.tasks}</h2>
  ${tasks.length === 0 ? html`<p>${words().behind.none}</p>` : nothing}
  <ul>
    ${repeat(
      tasks,
      ({ id }) => id,
      ({ id, state, prompt, cost_micros }) =>
        html`<li><span class="state">${state}</span> ${renderLong(prompt)} <small>${short(id)} ${cost_micros === null ? '' : usd(cost_micros)}</small></li>`,
    )}
  </ul>
</section>`;

const renderLedger = ({ ledger }: Scenes): TemplateResult => html`<section>
  <h2>${words().behind.ledger}</h2>
  ${ledger.length === 0 ? html`<p>${words().behind.none}</p>` : nothing}
  <ul>
    ${ledger.map(({ kind, task_id, reserved_delta, spent_delta }) => html`<li><span class="state">${kind}</span> ${words().behind.entry(usd(reserved_delta), usd(spent_delta))} <small>${short(task_id)}</small></li>`)}
  </ul>
</section>`;

const renderViolations = ({ violations }: Scenes): TemplateResult => html`<section>
  <h2>${words().behind.violations}</h2>
  ${violations.length === 0 ? html`<p>${words().behind.noViolations}</p>` : nothing}
  <ul>
    ${violations.map(({ route, problems }) => html`<li class="refused"><code>${route}</code> ${renderLong(problems.join('; '))}</li>`)}
  </ul>
</section>`;

customElements.define('playground-behind', PlaygroundBehind);
