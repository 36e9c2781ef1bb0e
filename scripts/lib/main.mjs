// This file and the three that import it use no syntax younger than ES modules themselves, and load everything
// else only after the check: an old Node must say so in a sentence, not with a SyntaxError.
const OLDEST = [20, 9];

/** Runs a script's body: Node checked first, a failure that has a sentence told as that sentence. */
export function main(body) {
  const version = process.versions.node.split('.').map(Number);
  if (version[0] < OLDEST[0] || (version[0] === OLDEST[0] && version[1] < OLDEST[1])) {
    console.error(
      `Countersign needs Node ${OLDEST.join('.')} or newer; this is Node ${process.versions.node}. ` +
        'Install a current Node (nodejs.org, or your version manager) and run the same command again.',
    );
    process.exitCode = 1;
    return;
  }
  body(process.argv.slice(2)).catch((error) => {
    console.error(error && error.name === 'Halt' ? `\n${error.message}` : error);
    process.exit(1);
  });
}
