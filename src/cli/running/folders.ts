import { statSync } from 'node:fs';
import path from 'node:path';

/**
 * What makes a folder this one and no other on the machine; undefined where there is none. In a container, or under a
 * service manager that gives a process a /tmp of its own, the same path may be another folder.
 */
export function identity(folder: string): string | undefined {
	const found = statSync(folder, { bigint: true, throwIfNoEntry: false });
	return found && `${found.dev}:${found.ino}`;
}

/** The folders of all words that might name a file, as this process sees them. */
export function foldersOf(argv: readonly string[], cwd: string): Record<string, string> {
	const folders = new Set(argv.map((word) => path.dirname(path.resolve(cwd, word))));
	return Object.fromEntries([...folders].map((folder) => [folder, identity(folder) ?? '']));
}
