// Starts `spinlaw lsp` and connects it to the documents of the language.
const { window, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** @type {import('vscode-languageclient/node').LanguageClient | undefined} */
let client;

exports.activate = async function activate() {
  const [command, ...first] = workspace.getConfiguration('spinlaw').get('command') ?? ['spinlaw'];
  client = new LanguageClient(
    'spinlaw',
    'spinlaw',
    // On Windows npm installs programs as scripts, which only a shell starts.
    { command, args: [...first, 'lsp'], options: { shell: process.platform === 'win32' } },
    { documentSelector: [{ language: 'spinlaw' }] },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    void window.showErrorMessage(
      `spinlaw: the server "${[command, ...first, 'lsp'].join(' ')}" does not start. Install it by npm install --global spinlaw, ` +
        `or say in the setting spinlaw.command where it is. ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

exports.deactivate = function deactivate() {
  return client?.stop();
};
