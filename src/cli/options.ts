import { refuse } from '../text/index.js';

/** Options every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly set: readonly string[];
}

/** Options of the commands that take a Hamiltonian. */
export interface ModelOptions extends CommonOptions {
  readonly model?: string;
  readonly field?: boolean;
}

/** Refuses `--field` without `--model`, where it has no meaning. */
export function refuseIdleField({ field }: Pick<ModelOptions, 'field'>): void {
  if (field)
    refuse('field-without-model', '--field goes with --model', {
      hint: 'write the field into the expression: … - B Sz_j',
    });
}

/** Refuses `--certify` without a folder, and a folder without `--certify`. */
export function refuseLoneFolder({
  certify,
  out,
}: {
  readonly certify: boolean;
  readonly out: string | undefined;
}): void {
  if ((out !== undefined) !== certify)
    refuse('option-alone', certify ? '--certify needs a folder' : '--out goes with --certify', {
      hint: 'as in --certify --out certificates',
    });
}
