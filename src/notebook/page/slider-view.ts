import { type SliderSpec, plainNumber, snapped } from '../slider.js';
import { element } from './dom.js';

/** A slider with its name, its value as a number that can be typed, and its ends. */
export function sliderView(spec: SliderSpec, value: number, moved: (value: number) => void): HTMLElement {
  const ends = { min: spec.from, max: spec.to, step: 'any' };
  const handle = element('input', { type: 'range', ...ends, step: spec.step, value, 'aria-label': spec.name });
  const digits = element('input', { type: 'number', ...ends, value, 'aria-label': `${spec.name} as a number` });
  const move = (to: number): void => {
    handle.value = String(to);
    digits.value = plainNumber(to);
    moved(to);
  };
  handle.addEventListener('input', () => move(snapped(spec, handle.valueAsNumber)));
  digits.addEventListener('change', () => {
    const typed = digits.valueAsNumber;
    move(Number.isFinite(typed) ? Math.min(spec.to, Math.max(spec.from, typed)) : handle.valueAsNumber);
  });
  return element(
    'div',
    { class: 'slider' },
    element('span', { class: 'slider-name', 'aria-hidden': 'true' }, spec.name),
    handle,
    digits,
    element('span', { class: 'slider-ends' }, `${plainNumber(spec.from)} … ${plainNumber(spec.to)}`),
  );
}
