import { getLocale } from './paraglide/runtime.js';

type Say<Inputs> = (inputs: Inputs) => string;

/** A message in the page's language: the build puts this in place of each message's own choice. */
export function spoken<Inputs>(en: Say<Inputs>, es: Say<Inputs>) {
	return (inputs: Inputs = {} as Inputs, options: { locale?: string } = {}): string =>
		((options.locale ?? getLocale()) === 'es' ? es : en)(inputs);
}
