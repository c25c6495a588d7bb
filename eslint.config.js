import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { floors } from './tests/setup/lint/floors.js';

/** Files of more than 250 lines that are better whole; each with the reason why. */
const longFiles = [
	'src/features/gardens/draw/draw-map.ts',
	'src/features/members/queries.server.ts',
	'src/features/plots/queries.server.ts'
];

const svelteParser = fileURLToPath(new URL('./tests/setup/lint/svelte-parser.js', import.meta.url));

const tests = ['**/*.test.ts', 'tests/**'];

const noClock = (/** @type {string} */ selector) => ({
	selector,
	message: 'A rule reads no clock and throws no dice: `now` comes with the call.'
});

export default defineConfig(
	globalIgnores([
		'build/',
		'data/',
		'.cache/',
		'playwright-report/',
		'.svelte-kit/',
		'src/lib/i18n/paraglide/',
		'test-results/',
		'tests/fixtures/'
	]),
	js.configs.recommended,
	ts.configs.recommended,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// TypeScript knows every name better.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-var': 'error',
			'prefer-const': 'error'
		}
	},
	{
		files: ['**/*.mjs', '**/*.js'],
		rules: { 'no-undef': 'error' }
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			// Plotluck is served from the root of its own address: there is no base path to add.
			'svelte/no-navigation-without-resolve': 'off',
			// It takes the reason behind a svelte-ignore for more codes; svelte-check warns of unused ones itself.
			'svelte/no-unused-svelte-ignore': 'off',
			// It also wants the reactive kind of a Set or URLSearchParams that lives only inside one function.
			'svelte/prefer-svelte-reactivity': 'off'
		}
	},
	{
		files: ['**/*.{ts,js,mjs,svelte}'],
		plugins: { 'import-x': importX, plotluck: floors },
		settings: {
			'import-x/resolver-next': [
				createNodeResolver({
					extensions: ['.ts', '.js', '.mjs', '.svelte'],
					conditionNames: ['node', 'import', 'default']
				})
			],
			'import-x/extensions': ['.ts', '.js', '.mjs', '.svelte'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], [svelteParser]: ['.svelte'] },
			'import-x/ignore': ['node_modules', 'src/lib/i18n/paraglide']
		},
		rules: {
			'import-x/no-cycle': ['error', { ignoreExternal: true }],
			'plotluck/floors': 'error'
		}
	},
	{
		files: ['src/**/*.{ts,mjs}'],
		ignores: [...tests, ...longFiles],
		rules: { 'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }] }
	},
	{
		files: ['src/**/*.{ts,mjs}'],
		ignores: tests,
		rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] }
	},
	{
		files: ['src/**/*.{ts,svelte}'],
		ignores: ['src/cli/**', ...tests],
		rules: { 'no-console': 'error' }
	},
	{
		// Vite's build is for browsers from the spring of 2023 on; it does not see what else they lack.
		files: ['src/**/*.{ts,svelte}'],
		ignores: ['**/*.server.ts', 'src/cli/**', 'src/features/demo/**', ...tests],
		rules: {
			'no-restricted-properties': [
				'error',
				...[
					['Map', 'groupBy'],
					['Object', 'groupBy'],
					['Promise', 'withResolvers'],
					['Array', 'fromAsync']
				].map(([object, property]) => ({
					object,
					property,
					message: 'Phones that are some years old do not know it; see #lib/group.ts.'
				}))
			]
		}
	},
	{
		files: ['src/**/{rules,schema}.ts', 'src/**/*-{rules,schema}.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...[
					"CallExpression[callee.object.name='Date'][callee.property.name='now']",
					"NewExpression[callee.name='Date'][arguments.length=0]",
					"CallExpression[callee.name='Date']",
					"MemberExpression[object.name='Temporal'][property.name='Now']",
					"CallExpression[callee.object.name='Math'][callee.property.name='random']"
				].map(noClock)
			]
		}
	}
);
