import { arm, beginLife, setClock } from './life.ts';
import { WORKER, type Arming, type Word } from './worker-words.ts';

const channel = new BroadcastChannel(WORKER);
const say = (word: Word) => channel.postMessage(word);

/** A worker cannot end itself: from here on nothing that it does succeeds, until the browser has stopped it. */
function die(soon: boolean): void {
	if (soon) return void setTimeout(() => die(false), 2);
	arm(0);
	say('dying');
	throw new Error('This worker is gone');
}

addEventListener('message', ({ data }: MessageEvent<Arming>) => {
	if (data?.type !== 'arm') return;
	setClock(data.skew);
	arm(data.lives);
	say('armed');
});

addEventListener('sync', (given) => {
	const event = given as Event & { waitUntil(work: Promise<unknown>): void };
	const wait = event.waitUntil.bind(event);
	event.waitUntil = (work) => {
		wait(work);
		const ended = () => say('ended');
		void work.then(ended, ended);
	};
});

beginLife(die);
// The app's own worker comes behind this; of its files it keeps none here.
Object.assign(globalThis, { __WB_MANIFEST: [] });
