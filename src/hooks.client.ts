import { takeLocaleFromPage } from '#lib/i18n/locale.ts';
import { noteUnfolded } from '#lib/ui/unfolded.ts';

takeLocaleFromPage();

export const init = noteUnfolded;
