import { takeLocaleFromPage } from '#lib/i18n/locale.ts';

takeLocaleFromPage();
