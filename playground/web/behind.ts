// Behind the scenes: the side panel that shows what the bot does, and lets one break things to see it carry on.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Budget, renderBudgets } from './behind-budgets.ts';
import { type Call, renderCalls } from './behind-calls.ts';

interface Scenes {
  botRunning: boolean;
  tasks: { id: string; state: string; prompt: string; cost_micros: number | null }[];
  budgets: Budget[];
  ledger: { id: number; kind: string; task_id: string; reserved_delta: number; spent_delta: number }[];
  images: {
    manner: { speed: number };
    faults: { kind: unknown }[];
    requests: Call[];
  };
  discord: Call[];
  /** What the bot did that Discord would refuse. */
  violations: { route: string; problems: string[] }[];
}

const REFRESH_MS = 1_000;

/** What can be broken, as the image API stand-in's controls take it. */
const FAULTS: readonly [string, { on: string; times: number; kind: unknown }][] = [
  ['Refuse the key (401)', { on: 'create', times: 1, kind: { status: 401, body: '{"message":"invalid api key"}' } }],
  ['Too many requests (429)', { on: 'create', times: 1, kind: { status: 429, headers: { 'retry-after': '3' } } }],
  ['Lose the answer', { on: 'create', times: 1, kind: 'reset-after' }],
  ['Fail ten looks (500)', { on: 'poll', times: 10, kind: { status: 500 } }],
];

class PlaygroundBehind extends LitElement {
  static override properties = { as: {}, channel: {}, who: {}, scenes: { state: true }, problem: { state: true } };

  /** Whose budgets are shown: a person's key and name, and where they are. */
  declare as: string;
  declare channel: string;
  declare who: string;
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
    this.problem = response.ok ? '' : `It did not work (HTTP ${response.status}).`;
    await this.#load();
  }

  override render() {
    const { scenes } = this;
    if (!scenes) return html`<aside class="behind"><p>Looking…</p></aside>`;
    return html`<aside class="behind" aria-label="Behind the scenes" tabindex="0">
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.#renderBot(scenes)} ${this.#renderProvider(scenes)}
      ${renderBudgets(this.who, scenes.budgets)} ${renderTasks(scenes)} ${renderLedger(scenes)}
      ${renderCalls('What the image API received', scenes.images.requests)}
      ${renderCalls('What Discord received', scenes.discord)} ${renderViolations(scenes)}
    </aside>`;
  }

  #renderBot({ botRunning }: Scenes): TemplateResult {
    const button = (label: string, action: string) =>
      html`<button type="button" @click=${() => this.#tell('bot', { action })}>${label}</button>`;
    return html`<section>
      <h2>The bot</h2>
      <p>${botRunning ? 'Running. Kill it while a picture is on its way: after its next start, the picture still comes.' : 'Not running. What was on its way waits for it.'}</p>
      <div class="faults">
        ${botRunning ? [button('Kill the bot', 'kill'), button('Restart it in good order', 'restart')] : button('Start the bot', 'start')}
      </div>
    </section>`;
  }

  #renderProvider({ images }: Scenes): TemplateResult {
    return html`<section>
      <h2>The image API</h2>
      <label>Speed
        <select @change=${(event: Event) => this.#tell('images/manner', { speed: Number((event.target as HTMLSelectElement).value) })}>
          ${[0.25, 1, 4].map((speed) => html`<option value=${speed} ?selected=${images.manner.speed === speed}>${speed} ×</option>`)}
        </select>
      </label>
      <div class="faults">
        ${FAULTS.map(([label, fault]) => html`<button type="button" @click=${() => this.#tell('images/faults', fault)}>${label}</button>`)}
        <button type="button" @click=${() => this.#tell('images/faults', {})}>No faults</button>
      </div>
      <p role="status">${describeFaults(images.faults)}</p>
    </section>`;
  }
}

/** Faults wait for the next call that they are meant for. */
function describeFaults(faults: Scenes['images']['faults']): string {
  const sameKind = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const names = faults.map(
    ({ kind }) => FAULTS.find(([, fault]) => sameKind(fault.kind, kind))?.[0] ?? 'another fault',
  );
  return names.length === 0 ? 'Works as it should.' : `Waits for the next picture: ${names.join(', ')}`;
}

const usd = (micros: number) => `${micros < 0 ? '−' : '+'}$${(Math.abs(micros) / 1e6).toFixed(2)}`;

/** Enough of a task's id to find it again in the ledger. */
const short = (taskId: string) => `${taskId.slice(0, 6)}${/-\d+$/.exec(taskId)?.[0] ?? ''}`;

const renderTasks = ({ tasks }: Scenes): TemplateResult => html`<section>
  <h2>Tasks</h2>
  ${tasks.length === 0 ? html`<p>None yet.</p>` : nothing}
  <ul>
    ${tasks.map(({ id, state, prompt, cost_micros }) => html`<li><span class="state">${state}</span> ${prompt} <small>${short(id)} ${cost_micros === null ? '' : usd(cost_micros)}</small></li>`)}
  </ul>
</section>`;

const renderLedger = ({ ledger }: Scenes): TemplateResult => html`<section>
  <h2>Ledger</h2>
  ${ledger.length === 0 ? html`<p>Nothing yet.</p>` : nothing}
  <ul>
    ${ledger.map(({ kind, task_id, reserved_delta, spent_delta }) => html`<li><span class="state">${kind}</span> reserved ${usd(reserved_delta)}, spent ${usd(spent_delta)} <small>${short(task_id)}</small></li>`)}
  </ul>
</section>`;

const renderViolations = ({ violations }: Scenes): TemplateResult => html`<section>
  <h2>What Discord would refuse</h2>
  ${violations.length === 0 ? html`<p>Nothing the bot sent.</p>` : nothing}
  <ul>
    ${violations.map(({ route, problems }) => html`<li class="refused"><code>${route}</code> ${problems.join('; ')}</li>`)}
  </ul>
</section>`;

customElements.define('playground-behind', PlaygroundBehind);
