// A browser for the page's tests: Debian's Chromium, driven by playwright-core, with everything strange noted.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

export interface WatchedPage {
  page: Page;
  /** Errors on the console, and requests to anywhere else. */
  oddities: string[];
}

/** A page of its own, as a new visitor's browser would open it. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const oddities: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      oddities.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => oddities.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) oddities.push(`request to ${request.url()}`);
  });
  await page.goto(`${origin}/`);
  await page.getByText('Kontext is online').waitFor({ state: 'attached' });
  return { page, oddities };
}

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe-core calls serious or critical. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: Finding[] }; // axe's own result.
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** A picture pasted into the composer, or dropped on it. */
export async function giveFile(
  page: Page,
  by: 'paste' | 'drop',
  { name, bytes }: { name: string; bytes: Buffer },
): Promise<void> {
  const given = JSON.stringify({ by, name, base64: bytes.toString('base64') });
  await page.evaluate(`(() => {
    const { by, name, base64 } = ${given};
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'image/png' }));
    const event = by === 'paste' ? new ClipboardEvent('paste', { clipboardData: data }) : new DragEvent('drop', { dataTransfer: data });
    document.querySelector('form.composer').dispatchEvent(event);
  })()`);
}
