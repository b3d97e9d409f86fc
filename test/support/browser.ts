// A browser for the page's tests: Debian's Chromium, driven by playwright-core, with everything
// strange noted.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);

/** How long anything on the page may take: an image too, on a machine that has much else to do. */
export const PAGE_TIMEOUT_MS = 60_000;

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

/** Those who come to look at one page. */
export interface Visitors {
  /** A browser window of one's own, as for somebody who is here for the first time. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** One more tab of the window that this page is in. */
  openTab(beside: Page): Promise<Page>;
  /**
   * Closes everything.
   * @returns errors on the console, and requests to anywhere else, since the last time
   */
  leave(): Promise<string[]>;
}

export function welcomeVisitors(browser: Browser, origin: string): Visitors {
  const windows: BrowserContext[] = [];
  const oddities: string[] = [];
  const isOurs = (url: string) => url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`);
  const openIn = async (context: BrowserContext) => {
    const page = await context.newPage();
    page.setDefaultTimeout(PAGE_TIMEOUT_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        oddities.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => oddities.push(error.message));
    page.on('request', (request) => {
      if (!isOurs(request.url())) oddities.push(`request to ${request.url()}`);
    });
    await page.goto(`${origin}/`);
    await page.locator('.status.on').waitFor({ state: 'attached' });
    return page;
  };
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      windows.push(context);
      return openIn(context);
    },
    openTab: (beside) => openIn(beside.context()),
    async leave() {
      await Promise.all(windows.splice(0).map((context) => context.close()));
      return oddities.splice(0);
    },
  };
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

/** Whether the newest message is seen to its end. */
export async function isEndInView(page: Page): Promise<boolean> {
  const [last, list] = await Promise.all([
    page.locator('discord-message').last().boundingBox(),
    page.locator('.messages').boundingBox(),
  ]);
  return last !== null && list !== null && last.y + last.height <= list.y + list.height + 1;
}

/**
 * Types a command, takes it from the list, and sends it without any option.
 * @param channel as its message field names it
 */
export async function sendCommand(page: Page, channel: string, command: string): Promise<void> {
  await page.getByRole('combobox', { name: `Message ${channel}` }).fill(command);
  await page.getByRole('listbox', { name: 'Commands' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/**
 * Takes something from a select of a message.
 * @param which its words, or how many stand before it
 */
export async function chooseFrom(within: Page | Locator, select: string, which: string | number): Promise<void> {
  await within.getByRole('combobox', { name: select }).last().click();
  const options = within.getByRole('listbox', { name: select }).getByRole('option');
  await (typeof which === 'number' ? options.nth(which) : options.filter({ hasText: which }).first()).click();
}

/** The name of the field that the cursor is in. */
export const focusedField = (page: Page): Promise<unknown> =>
  page.evaluate('document.activeElement.getAttribute("name")');

/** An image pasted, or dropped onto what the selector finds. */
export async function giveFile(
  page: Page,
  by: 'paste' | 'drop',
  { name, bytes }: { name: string; bytes: Buffer },
  onto = '.messages',
): Promise<void> {
  const given = JSON.stringify({ by, name, onto, base64: bytes.toString('base64') });
  await page.evaluate(`(() => {
    const { by, name, onto, base64 } = ${given};
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'image/png' }));
    const manner = { bubbles: true, cancelable: true };
    const event = by === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, ...manner })
      : new DragEvent('drop', { dataTransfer: data, ...manner });
    const target = by === 'paste' ? document.activeElement : document.querySelector(onto);
    // What nobody takes, the browser would open instead of the page.
    if (target.dispatchEvent(event) && by === 'drop') throw new Error('nobody took the file');
  })()`);
}
