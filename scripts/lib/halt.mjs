/** A problem the reader can do something about: its message is the whole story, and no stack is printed. */
export class Halt extends Error {
  name = 'Halt';
}
