import { refuse } from '../text/index.js';
import { runLanguageServer } from '../lsp/index.js';
import { command } from './command.js';
import type { CommonOptions } from './options.js';

interface LspOptions extends CommonOptions {
  readonly stdio?: boolean;
}

export const lspCommand = command<LspOptions>({
  operands: '[nothing...]',
  example: ['$ spinlaw lsp        # an editor starts it, and speaks the language server protocol with it'],
  options: [{ flags: '--stdio', about: 'speak over standard input and output, which it always does' }],
  run(operands, { set, json }) {
    if (operands.length > 0)
      refuse('too-many-inputs', `lsp takes no input, and "${operands[0]}" is one: the editor sends its texts`, {
        hint: 'spinlaw lsp',
      });
    if (set.length > 0 || json)
      refuse('unknown-option', `lsp answers an editor, and has no option ${json ? '--json' : '--set'}`, {
        hint: 'spinlaw lsp',
      });
    return runLanguageServer();
  },
});
