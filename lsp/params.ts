import { isObject, own } from './values.ts';

/** What may stand in the parameters of a message, under the names that the protocol gives. */
export type Need =
  | 'textDocument'
  | 'position'
  | 'positions'
  | 'range'
  | 'context'
  | 'newName'
  | 'query'
  | 'label'
  | 'title'
  | 'item'
  | 'command'
  | 'previousResultIds';

const tests: { readonly [need in Need]: (value: unknown) => boolean } = {
  textDocument: (value) => typeof own(value, 'uri') === 'string',
  position: isPosition,
  positions: (value) => Array.isArray(value) && value.every(isPosition),
  range: isRange,
  context: isObject,
  newName: isText,
  query: isText,
  label: isText,
  title: isText,
  item: isObject,
  command: isText,
  previousResultIds: (value) => isListOf(value, (each) => isText(own(each, 'uri')) && isText(own(each, 'value'))),
};

/** The first of the needed names under which nothing fitting stands; `undefined` if all is there. */
export function missingParam(params: unknown, needs: readonly Need[]): Need | undefined {
  return needs.find((need) => !tests[need](own(params, need)));
}

/** What notifications carry; one with anything else is passed over. */
const notifications: { readonly [method: string]: (params: unknown) => boolean } = {
  'textDocument/didOpen': (params) => {
    const item = own(params, 'textDocument');
    return (
      [own(item, 'uri'), own(item, 'languageId'), own(item, 'text')].every(isText) &&
      Number.isInteger(own(item, 'version'))
    );
  },
  'textDocument/didChange': (params) => {
    const changes = own(params, 'contentChanges');
    const item = own(params, 'textDocument');
    return (
      isText(own(item, 'uri')) &&
      Number.isInteger(own(item, 'version')) &&
      Array.isArray(changes) &&
      changes.every((change) => isText(own(change, 'text')) && isRangeOrNone(own(change, 'range')))
    );
  },
  'textDocument/didClose': (params) => isText(own(own(params, 'textDocument'), 'uri')),
  'textDocument/didSave': (params) => isText(own(own(params, 'textDocument'), 'uri')),
  'workspace/didChangeConfiguration': isObject,
  'workspace/didChangeWatchedFiles': (params) => isListOf(own(params, 'changes'), (each) => isText(own(each, 'uri'))),
  'workspace/didChangeWorkspaceFolders': (params) => {
    const event = own(params, 'event');
    return isFolders(own(event, 'added')) && isFolders(own(event, 'removed'));
  },
  '$/setTrace': (params) => isText(own(params, 'value')),
};

/** Whether a notification carries what it should. */
export function isSoundNotification(method: string, params: unknown): boolean {
  return !Object.hasOwn(notifications, method) || notifications[method]?.(params) === true;
}

/** Whether the parameters of `initialize` are such. */
export function isSoundInitialize(params: unknown): boolean {
  const folders = own(params, 'workspaceFolders');
  return (
    isObject(own(params, 'capabilities')) &&
    [undefined, null].some((none) => folders === none) === !Array.isArray(folders) &&
    (!Array.isArray(folders) || isFolders(folders)) &&
    isTextOrNone(own(params, 'rootUri')) &&
    isTextOrNone(own(params, 'rootPath'))
  );
}

function isFolders(value: unknown): boolean {
  return isListOf(value, (each) => isText(own(each, 'uri')));
}

function isListOf(value: unknown, test: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}

function isRangeOrNone(value: unknown): boolean {
  return value === undefined || isRange(value);
}

function isRange(value: unknown): boolean {
  return isPosition(own(value, 'start')) && isPosition(own(value, 'end'));
}

function isPosition(value: unknown): boolean {
  return isCount(own(value, 'line')) && isCount(own(value, 'character'));
}

/** Some editors say the end of a line by a number that no line reaches. */
function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || isText(value);
}
