import { takeLocaleFromPage } from '#lib/i18n/locale.ts';
import { STAYED, staying } from '#lib/offline/stays.ts';
import { noteBefore } from '#lib/ui/taken-over.ts';

takeLocaleFromPage();
window.fetch = staying(window.fetch, () => dispatchEvent(new Event(STAYED)));

export const init = noteBefore;
