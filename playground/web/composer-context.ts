// What goes along with what is written: the message replied to, and files, shown as small images.
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './words/words.ts';

export interface ReplyTo {
  id: string;
  /** By name. */
  author: string;
}

export interface ContextActions {
  stopReplying(): void;
  remove(file: File): void;
}

export function renderContext(
  replyTo: ReplyTo | undefined,
  files: readonly File[],
  { stopReplying, remove }: ContextActions,
): TemplateResult | typeof nothing {
  if (!replyTo && files.length === 0) return nothing;
  return html`<div class="context">
    ${replyTo ? html`<span>${words().composer.replyingTo(replyTo.author)} <button type="button" class="link" @click=${stopReplying}>${words().composer.stop}</button></span>` : nothing}
    ${files.map(
      (file) => html`<span class="file">
        ${file.type.startsWith('image/') ? html`<img src=${previewOf(file)} alt="" />` : nothing}
        ${file.name} <button type="button" class="link" aria-label=${words().composer.remove(file.name)} @click=${() => remove(file)}>✕</button>
      </span>`,
    )}
  </div>`;
}

const previews = new WeakMap<File, string>();

/**
 * One address a file, however often it is drawn; it lives as long as the page, as few are attached.
 */
function previewOf(file: File): string {
  const url = previews.get(file) ?? URL.createObjectURL(file);
  previews.set(file, url);
  return url;
}
