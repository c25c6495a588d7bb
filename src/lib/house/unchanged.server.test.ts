import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UNCHANGED_UNTIL, UnchangedPages } from './unchanged.server.ts';

const NOW = Date.parse('2026-08-18T15:00:00Z');
const UNTIL = '2026-08-18T15:00:30.000Z';
const MUCH_LATER = '2026-08-18T18:00:00.000Z';

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

function asked(headers: Record<string, string> = {}, url = '/g/elm/harvest') {
	return { method: 'GET', url, headers } as unknown as IncomingMessage;
}

class Answered extends EventEmitter {
	statusCode = 200;
	ended = false;
	headers: Record<string, string> = { etag: '"a"' };
	getHeader(name: string) {
		return this.headers[name];
	}
	writeHead(status: number) {
		this.statusCode = status;
		return this;
	}
	end() {
		this.ended = true;
	}
}

function serve(pages: UnchangedPages, request = asked(), between = () => {}, until = UNTIL) {
	const response = new Answered();
	response.headers[UNCHANGED_UNTIL] = `elm ${until}`;
	pages.watch(request, response as unknown as ServerResponse);
	between();
	response.emit('finish');
}

function ask(pages: UnchangedPages, headers: Record<string, string> = {}, now = NOW, url?: string) {
	const response = new Answered();
	const request = asked({ 'if-none-match': '"a"', ...headers }, url);
	const answered = pages.answer(request, response as unknown as ServerResponse, now);
	return answered ? response.statusCode : undefined;
}

test('an unchanged page is answered 304 until its time', () => {
	const pages = new UnchangedPages();
	serve(pages);
	expect(ask(pages)).toBe(304);
	expect(ask(pages, {}, Date.parse(UNTIL))).toBeUndefined();
});

test('no copy is believed for more than a minute', () => {
	const pages = new UnchangedPages();
	serve(pages, asked(), () => {}, MUCH_LATER);
	expect(ask(pages, {}, NOW + 59_000)).toBe(304);
	expect(ask(pages, {}, NOW + 60_000)).toBeUndefined();
});

test('a change in the garden ends it at once; one elsewhere does not', () => {
	const pages = new UnchangedPages();
	serve(pages);
	pages.changed('oak');
	pages.changed(null);
	expect(ask(pages)).toBe(304);
	pages.changed('elm');
	expect(ask(pages)).toBeUndefined();
});

test('a page read before a change and sent after it is not remembered', () => {
	const pages = new UnchangedPages();
	serve(pages, asked(), () => pages.changed('elm'));
	expect(ask(pages)).toBeUndefined();
});

test('after a lost connection nothing is believed', () => {
	const pages = new UnchangedPages();
	serve(pages);
	pages.changed(undefined);
	expect(ask(pages)).toBeUndefined();
});

test('another address, language or a signed-in person gets a page of their own', () => {
	const pages = new UnchangedPages();
	serve(pages);
	expect(ask(pages, {}, NOW, '/g/oak/harvest')).toBeUndefined();
	expect(ask(pages, { cookie: 'locale=es' })).toBeUndefined();
	expect(ask(pages, { 'accept-language': 'es' })).toBeUndefined();
	expect(ask(pages, { cookie: 'plotluck=secret' })).toBeUndefined();
	expect(ask(pages, { cookie: 'x=1; __Host-plotluck=secret' })).toBeUndefined();
	expect(ask(pages, { authorization: 'Bearer x' })).toBeUndefined();
});
