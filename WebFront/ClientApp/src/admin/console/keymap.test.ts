import { describe, expect, it } from 'vitest';
import { bindingFor, bindings, placeOfKey, type Pressed } from './keymap';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...more });
const commandOf = (key: string, more: Partial<Pressed> = {}, place: 'page' | 'typing' | 'control' | 'dialog' = 'page') =>
  bindingFor(press(key, more), place)?.command ?? null;

describe('bindingFor', () => {
  it.each([
    ['a', 'admit'], ['h', 'hide'], ['r', 'remove'], ['s', 'spotlight'], ['p', 'pin'], [' ', 'hold'], ['b', 'blank'],
    ['ArrowLeft', 'previous'], ['ArrowRight', 'next'], ['j', 'down'], ['ArrowUp', 'up'], ['/', 'search'], ['Escape', 'escape'], ['3', 'page'],
  ])('%s is %s', (key, command) => {
    expect(commandOf(key)).toBe(command);
  });

  it('works with Caps Lock, which sends capitals without Shift', () => {
    expect(commandOf('H')).toBe('hide');
  });

  it('never fires while somebody types or a dialog is open', () => {
    for (const { keys } of bindings)
      for (const key of keys) {
        expect(commandOf(key, {}, 'typing')).toBeNull();
        expect(commandOf(key, {}, 'dialog')).toBeNull();
      }
  });

  it('leaves the keys with Ctrl, Cmd and Alt to the browser', () => {
    expect(commandOf('r', { ctrlKey: true })).toBeNull();
    expect(commandOf('ArrowLeft', { altKey: true })).toBeNull();
    expect(commandOf('p', { metaKey: true })).toBeNull();
  });

  it('lets a focused button have its own Space, and nothing else', () => {
    expect(commandOf(' ', {}, 'control')).toBeNull();
    expect(commandOf('h', {}, 'control')).toBe('hide');
  });

  it('repeats only what moves', () => {
    expect(commandOf('j', { repeat: true })).toBe('down');
    expect(commandOf('r', { repeat: true })).toBeNull();
    expect(commandOf('ArrowRight', { repeat: true })).toBeNull();
  });

  it('tells Shift+A from A, and Shift with an arrow extends', () => {
    expect(commandOf('A', { shiftKey: true })).toBe('admitAll');
    expect(commandOf('R', { shiftKey: true })).toBeNull();
    expect(commandOf('ArrowDown', { shiftKey: true })).toBe('down');
    expect(commandOf('?', { shiftKey: true })).toBe('help');
  });

  it('gives no key two meanings', () => {
    const all = bindings.flatMap(({ keys, shift }) => keys.map((key) => `${shift === true ? 'shift+' : ''}${key}`));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('placeOfKey', () => {
  const inside = (html: string, selector: string) => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    return placeOfKey(page.querySelector(selector));
  };

  it.each([
    ['<input type="search">', 'input', 'typing'],
    ['<select></select>', 'select', 'typing'],
    ['<textarea></textarea>', 'textarea', 'typing'],
    ['<div contenteditable=""><b></b></div>', 'b', 'typing'],
    ['<input type="checkbox">', 'input', 'control'],
    ['<button><svg></svg></button>', 'svg', 'control'],
    ['<div role="dialog"><button></button></div>', 'button', 'dialog'],
    ['<div role="grid" tabindex="0"></div>', 'div', 'page'],
  ])('%s', (html, selector, place) => {
    expect(inside(html, selector)).toBe(place);
  });
});
