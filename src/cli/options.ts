/** Options every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly set: readonly string[];
}
