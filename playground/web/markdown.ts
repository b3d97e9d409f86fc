// Discord's markdown as elements: parsed by a library, drawn with the components that look like
// Discord's.
import { parse } from 'discord-markdown-parser';
import { html, nothing, type TemplateResult } from 'lit';
import { renderCommandMention } from './command-mention.ts';
import type { World } from './shapes.ts';
import { words } from './words/words.ts';

interface Node {
  type: string;
  content?: Node[] | string;
  id?: string;
  name?: string;
  fullName?: string;
  timestamp?: string;
  format?: string;
  level?: number;
  target?: string;
}

type Part = TemplateResult | string | typeof nothing;

export const renderMarkdown = (text: string, world: World): Part[] =>
  draw(parse(text, 'extended') as Node[], drawNode, world);

/**
 * The same where there is one line for it: nothing begins a new one, nothing is larger than the
 * rest.
 */
export const renderInOneLine = (text: string, world: World): Part[] =>
  draw(parse(text, 'extended') as Node[], drawInline, world);

type Draw = (node: Node, world: World, drawInner?: Draw) => Part;

function draw(content: Node[] | string | undefined, drawEach: Draw, world: World): Part[] {
  if (content === undefined) return [];
  return typeof content === 'string' ? [content] : content.map((node) => drawEach(node, world));
}

/** What stands in lines of its own. */
const BLOCKS = ['codeBlock', 'blockQuote', 'heading', 'subtext'];

function drawInline(node: Node, world: World): Part {
  if (node.type === 'br' || node.type === 'newline') return ' ';
  if (BLOCKS.includes(node.type)) return html`${draw(node.content, drawInline, world)} `;
  return drawNode(node, world, drawInline);
}

function drawNode(node: Node, world: World, drawEach: Draw = drawNode): Part {
  const inner = () => draw(node.content, drawEach, world);
  switch (node.type) {
    case 'text':
      return typeof node.content === 'string' ? node.content : nothing;
    case 'br':
    case 'newline':
      return html`<br />`;
    case 'strong':
      return html`<strong>${inner()}</strong>`;
    case 'em':
      return html`<em>${inner()}</em>`;
    case 'underline':
      return html`<u>${inner()}</u>`;
    case 'strikethrough':
      return html`<s>${inner()}</s>`;
    case 'spoiler':
      return html`<discord-spoiler>${inner()}</discord-spoiler>`;
    case 'inlineCode':
      return html`<code>${inner()}</code>`;
    case 'codeBlock':
      return html`<pre>${inner()}</pre>`;
    case 'blockQuote':
      return html`<blockquote>${inner()}</blockquote>`;
    case 'heading':
      return html`<strong class="heading">${inner()}</strong>`;
    case 'subtext':
      return html`<span class="subtext">${inner()}</span>`;
    case 'timestamp':
      return html`<live-time class="time" at=${Number(node.timestamp) * 1000} look=${node.format ?? 'f'}></live-time>`;
    case 'url':
    case 'link':
    case 'autolink':
      return html`<a href=${addressOf(node.target)} rel="noreferrer">${inner()}</a>`;
    case 'channel':
      return html`<span class="mention">#${world.channels.find(({ id }) => id === node.id)?.name ?? words().message.somewhere}</span>`;
    case 'user':
      return html`<span class="mention">@${nameOf(node.id ?? '', world)}</span>`;
    case 'role':
      return html`<span class="mention">@${roleOf(node.id, world)}</span>`;
    case 'everyone':
    case 'here':
      return html`<span class="mention">@${node.type}</span>`;
    case 'slashCommand':
      return renderCommandMention(node.fullName ?? '');
    case 'twemoji':
      return node.name ?? nothing;
    case 'emoji':
      return `:${node.name}:`;
    default:
      return html`<span>${inner()}</span>`;
  }
}

const roleOf = (id: string | undefined, { guilds }: World): string =>
  guilds.flatMap(({ roles }) => roles).find((role) => role.id === id)?.name ?? words().message.somebody;

/**
 * Links between messages lead within this page, to the channel and the message; no other leads
 * anywhere from here.
 */
function addressOf(target = ''): string {
  const [, channelId, messageId] = /^https:\/\/discord\.com\/channels\/[^/]+\/(\d+)\/(\d+)$/.exec(target) ?? [];
  return messageId === undefined ? '#' : `#jump-${channelId}-${messageId}`;
}

export function nameOf(id: string, world: World): string {
  const person = world.people.find(({ user }) => user.id === id);
  return id === world.botId ? 'Kontext' : (person?.user.global_name ?? words().message.somebody);
}
