import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, nameOf, pathOf, uriOf } from '../../lsp/uris.ts';

describe('on Windows', () => {
  it.each([
    ['file:///c%3A/Users/Ada/templates/a.yaml', 'C:\\Users\\Ada\\templates\\a.yaml'],
    ['file:///C:/Users/Ada/templates/a.yaml', 'C:\\Users\\Ada\\templates\\a.yaml'],
    ['FILE:///d:/a.yaml', 'D:\\a.yaml'],
    ['file:///c:/with%20space/%C3%A9%25%23.yaml', 'C:\\with space\\é%#.yaml'],
    ['file:///c:/a#part', 'C:\\a'],
    ['file:///c:/', 'C:\\'],
    ['file://server/share/a.yaml', '\\\\server\\share\\a.yaml'],
    ['file://wsl%24/Debian/a.yaml', '\\\\wsl$\\Debian\\a.yaml'],
    ['file://wsl.localhost/Debian/home/a.yaml', '\\\\wsl.localhost\\Debian\\home\\a.yaml'],
    // Without a drive, and with a name that is none.
    ['file:///home/ada/a.yaml', undefined],
    ['file:///c:/a%2Fb.yaml', undefined],
    ['file:///c:/a%5Cb.yaml', undefined],
    ['file:///c:/a%E9.yaml', undefined],
    ['untitled:Untitled-1', undefined],
    ['vscode-notebook-cell:/c%3A/a.ipynb#X', undefined],
    ['', undefined],
  ])('%s is %s', (uri, path) => {
    expect(pathOf(uri, true)).toBe(path);
  });

  it.each([
    ['C:\\Users\\Ada\\a b.yaml', 'file:///C:/Users/Ada/a%20b.yaml'],
    ['C:\\50%\\#1\\?.yaml', 'file:///C:/50%25/%231/%3F.yaml'],
    ['\\\\server\\share\\a.yaml', 'file://server/share/a.yaml'],
  ])('%s is spelt %s', (path, uri) => {
    expect(uriOf(path, true)).toBe(uri);
  });

  it('all spellings of one file are the same document', () => {
    const spellings = [
      'file:///c%3A/x/%C3%A9.yaml',
      'file:///C:/x/é.yaml',
      'file:///c:/x/%c3%a9.yaml',
      'FILE:///C%3a/x/é.yaml',
    ];
    expect([...new Set(spellings.map((uri) => keyOf(uri, true)))]).toEqual(['file:///C:/x/%C3%A9.yaml']);
    expect(keyOf('file:///C:/X/a.yaml', true)).not.toBe(keyOf('file:///C:/Y/a.yaml', true));
  });
});

describe('elsewhere', () => {
  it.each([
    ['file:///home/ada/a%20b.yaml', '/home/ada/a b.yaml'],
    ['file://localhost/home/a.yaml', '/home/a.yaml'],
    ['file:///home/a%5Cb.yaml', '/home/a\\b.yaml'],
    ['file:///c%3A/a.yaml', '/c:/a.yaml'],
    ['file:///home/a%2Fb.yaml', undefined],
    ['file://server/share/a.yaml', undefined],
    ['file:///home/%E9.yaml', undefined],
  ])('%s is %s', (uri, path) => {
    expect(pathOf(uri, false)).toBe(path);
  });
});

const name = fc
  .stringMatching(/^[ !#$%&'()+,\-.;=@[\]^_`{}~\wà-üЀ-я\u4e00-\u4eff]{1,12}$/)
  .filter((each) => !/^\.+$|^[a-z]$|[ .]$/i.test(each));

it.each([
  [true, 'Q:\\', '\\'],
  [false, '/', '/'],
])('a path and back gives the path (Windows: %s)', (windows, first, separator) => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const path = first + names.join(separator);
      expect(pathOf(uriOf(path, windows), windows)).toBe(path);
      expect(keyOf(uriOf(path, windows), windows)).toBe(uriOf(path, windows));
      expect(nameOf(uriOf(path, windows))).toBe(names.at(-1));
    }),
  );
});

it('a document without a file has a name all the same', () => {
  expect(nameOf('untitled:Untitled-1')).toBe('Untitled-1');
  expect(nameOf('vscode-vfs://github/a/b%20c.yaml?x#y')).toBe('b c.yaml');
  expect(nameOf('untitled:%E9')).toBe('%E9');
});
