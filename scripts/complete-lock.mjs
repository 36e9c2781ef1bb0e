#!/usr/bin/env node
// Completes package-lock.json after a change of dependencies. npm leaves out of it the optional packages that the
// registry at hand does not carry (other platforms' binaries), and `npm ci` then refuses the lock file as a whole.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/root.mjs';

const file = path.join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

for (const [folder, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    // Only what is pinned: of a range nobody knows which version npm would have chosen.
    if (isLocked(folder, name) || !/^\d/.test(version)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** Node looks for a package in the folder that wants it, then in every one above. */
function isLocked(folder, name) {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** Platform packages are named after what they run on: `@scope/cli-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const oneOf = (...names) => names.find((word) => words.includes(word));
  const os = oneOf('android', 'darwin', 'freebsd', 'linux', 'openbsd', 'netbsd', 'openharmony', 'win32');
  const cpu = oneOf('arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32', 'arm');
  const libc = oneOf('musl', 'musleabihf')
    ? 'musl'
    : os === 'linux' && oneOf('gnu', 'gnueabihf')
      ? 'glibc'
      : undefined;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) };
}
