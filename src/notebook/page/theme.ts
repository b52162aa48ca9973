const key = 'spinlaw:theme';

/** `system` follows the setting of the reader's machine. */
type Theme = 'system' | 'light' | 'dark';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

function remembered(): Theme {
  const stored = readSetting(key);
  return themes.find((theme) => theme === stored) ?? 'system';
}

function apply(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Lets a select element choose between light and dark. */
export function startTheme(select: HTMLSelectElement): void {
  const theme = remembered();
  apply(theme);
  select.value = theme;
  select.addEventListener('change', () => {
    const chosen = themes.find((one) => one === select.value) ?? 'system';
    apply(chosen);
    writeSetting(key, chosen);
  });
}

/** A setting of this browser; undefined where it keeps nothing. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
