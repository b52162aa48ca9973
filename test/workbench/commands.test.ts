import { expect, test } from 'vitest';

import { commandNames, isCommand, readCommand } from '../../src/workbench/commands.js';

test('a command begins its line', () => {
  expect(isCommand('  :quit')).toBe(true);
  expect(isCommand('?S')).toBe(true);
  expect(isCommand('with J = 1: J')).toBe(false);
  expect(isCommand('check charges.range')).toBe(true);
  for (const line of ['check = 3', 'check J', 'check', 'check S_0 . S_1', 'check 2.5'])
    expect(isCommand(line)).toBe(false);
});

test.each([
  ['?', { kind: 'help', topic: '' }],
  ['? h.c.', { kind: 'help', topic: 'h.c.' }],
  [':help S', { kind: 'help', topic: 'S' }],
  [':q', { kind: 'quit' }],
  [':time', { kind: 'time', on: undefined }],
  [':time off', { kind: 'time', on: false }],
  [':save! a b.spin', { kind: 'save', file: 'a b.spin', over: true }],
  [':latex [H, C2]', { kind: 'latex', expression: '[H, C2]' }],
  [':charges sum_j X_j X_<j+1> upto 4', { kind: 'charges', expression: 'sum_j X_j X_<j+1>', upto: 4 }],
  [':check charges.* where Delta = 1/2', { kind: 'check', pattern: 'charges.*', where: 'Delta = 1/2' }],
  [
    'check charges.heat-current where Δ = 1/2, J = 1',
    { kind: 'check', pattern: 'charges.heat-current', where: 'Δ = 1/2, J = 1' },
  ],
  ['  check *', { kind: 'check', pattern: '*', where: '' }],
  [':gas', { kind: 'gas', text: '' }],
  [':gas 0.5, 2e1 --limits', { kind: 'gas', text: '0.5, 2e1 --limits' }],
  [':steady 8 --observe H0, JH', { kind: 'steady', text: '8 --observe H0, JH' }],
  [':steady', { kind: 'misused', usage: ':steady N [OPTIONS]' }],
  [':model', { kind: 'model' }],
  [':model H', { kind: 'misused', usage: ':model' }],
  [':check', { kind: 'misused', usage: ':check LAW where Δ = 1/2' }],
  [':charges H', { kind: 'charges', expression: 'H', upto: 6 }],
  [':nmes', { kind: 'unknown', name: ':nmes' }],
  [':load', { kind: 'misused', usage: ':load FILE' }],
  [':time maybe', { kind: 'misused', usage: ':time on|off' }],
  [':charges H upto 1', { kind: 'misused', usage: ':charges [EXPR] upto K' }],
])('%s', (line, command) => {
  expect(readCommand(line)).toEqual(command);
});

test('every command that help lists is read', () => {
  for (const name of commandNames) expect(readCommand(`${name} x`).kind).not.toBe('unknown');
});
