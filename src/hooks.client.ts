import { takeLocaleFromPage } from '#lib/i18n/locale.ts';
import { STAYED, staying } from '#lib/offline/stays.ts';
import { noteUnfolded } from '#lib/ui/unfolded.ts';

takeLocaleFromPage();
window.fetch = staying(window.fetch, () => dispatchEvent(new Event(STAYED)));

export const init = noteUnfolded;
