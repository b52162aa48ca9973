import { Markup, escapeText, html } from '../../picture/index.js';

export { type Insert, Markup, escapeText, html } from '../../picture/index.js';

/** Text that somebody typed, isolated so that it cannot reverse the writing direction of the text around it. */
export function typed(text: string): Markup {
  return html`<bdi class="typed"><code>${text}</code></bdi>`;
}

/** Data for the script of a page. A JSON text holds `<` in strings only, where its escape means the same. */
export function dataBlock(id: string, value: unknown): Markup {
  return new Markup(
    `<script type="application/json" id="${escapeText(id)}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`,
  );
}
