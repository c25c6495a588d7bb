import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../../../src/cli/bootstrap/paths.mjs';

/**
 * The house in one rule: routes, cli and service-worker stand on features, features on lib, and nothing looks
 * up. It reads the path of an import as it is written, so that it needs no build and no types.
 */

/** Rooms that work on all the others from above: they send any command, and no room leans on them. */
const overRooms = new Set(['demo', 'transfer']);

const aliases = {
	'#lib/': 'src/lib/',
	'#features/': 'src/features/',
	'#cli/': 'src/cli/',
	'#tests/': 'tests/',
	'#migrations/': 'migrations/'
};

/** @typedef {{ path: string, floor: string, room?: string }} Place */

/**
 * The path inside the project that an import names, or undefined for a package.
 * @param {string} specifier
 * @param {string} from absolute path of the importing file
 */
function target(specifier, from) {
	for (const [alias, folder] of Object.entries(aliases)) {
		if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
	}
	if (!specifier.startsWith('.') || /\.(css|svg|json)(\?|$)/.test(specifier)) return undefined;
	return relative(root, resolve(dirname(from), specifier))
		.split('\\')
		.join('/');
}

/**
 * @param {string} path inside the project
 * @returns {Place}
 */
function place(path) {
	const [top, second = '', third = '', ...deeper] = path.split('/');
	if (top !== 'src') return { path, floor: top ?? '' };
	if (second === 'features') return { path, floor: 'features', room: deeper.length > 0 ? third : undefined };
	if (/^(routes|hooks|params)/.test(second)) return { path, floor: 'routes' };
	return { path, floor: second.replace(/\..*$/, '') };
}

const mayStandOn = {
	lib: ['lib', 'migrations'],
	features: ['features', 'lib'],
	routes: ['routes', 'features', 'lib'],
	cli: ['cli', 'features', 'lib', 'migrations', 'build'],
	'service-worker': ['service-worker', 'features', 'lib'],
	migrations: ['migrations']
};

/**
 * Why one place may not import another, or undefined where it may.
 * @param {Place} from
 * @param {Place} to
 * @returns {string | undefined}
 */
function objection(from, to) {
	const below = mayStandOn[/** @type {keyof typeof mayStandOn} */ (from.floor)];
	if (below && !below.includes(to.floor))
		return `${from.floor} never imports ${to.floor}: it stands only on ${below.join(', ')}.`;
	if (isPure(from.path) && to.path.includes('.server'))
		return 'Rules and schemas run on both sides: they never import a server file.';
	if (from.floor === 'service-worker' && to.path.includes('.server'))
		return 'The service worker never imports a server file.';
	if (from.room && to.room && from.room !== to.room) return betweenRooms(from.room, to);
	return undefined;
}

/** @param {string} path */
function isPure(path) {
	return /(^|[/-])(rules|schema)\.ts$/.test(path);
}

/**
 * @param {string} from
 * @param {Place} to
 */
function betweenRooms(from, to) {
	if (overRooms.has(from)) return undefined;
	if (overRooms.has(/** @type {string} */ (to.room)))
		return `No room leans on ${to.room}: it works on all rooms from above.`;
	if (!/(^|[/-])(commands|jobs)(\.server\.ts$|\/)/.test(to.path)) return undefined;
	return `${from} never calls the commands or jobs of ${to.room}: react to its events, or read its queries.`;
}

/** @type {import('eslint').Rule.RuleModule} */
const floorsRule = {
	meta: {
		type: 'problem',
		schema: [],
		docs: { description: 'imports go down the floors of the house only' }
	},
	create(context) {
		const file = relative(root, context.filename).split('\\').join('/');
		const from = place(file);
		const isTest = /\.test\.ts$/.test(file) || file.startsWith('tests/');
		/** @param {any} node */
		const check = (node) => {
			const specifier = node.source?.value;
			if (typeof specifier !== 'string') return;
			if (/^\$(lib|features)\b/.test(specifier)) {
				context.report({
					node,
					message: 'Import by #lib/… or #features/…, which plain Node understands too.'
				});
			}
			if (/^\$(app|env|service-worker)\b/.test(specifier) && !kitMayBeHere(file)) {
				context.report({
					node,
					message: `${specifier} is there only inside SvelteKit: this file must run in plain Node too.`
				});
			}
			const path = isTest ? undefined : target(specifier, join(root, file));
			const message = path === undefined ? undefined : objection(from, place(path));
			if (message) context.report({ node, message });
		};
		return {
			ImportDeclaration: check,
			ImportExpression: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check
		};
	}
};

/** @param {string} file */
function kitMayBeHere(file) {
	return /^src\/(routes\/|hooks|service-worker|app\.d\.ts)/.test(file) || /\.svelte(\.ts)?$/.test(file);
}

/** The plugin of this house's own rules. */
export const floors = { meta: { name: 'plotluck' }, rules: { floors: floorsRule } };
