import { box, PLACE } from '#tests/factories/ground.ts';
import { COURGETTES } from '#tests/factories/harvest.ts';
import { WATERING } from '#tests/factories/rota.ts';
import type { FilledGarden } from '#tests/factories/filled.ts';

/**
 * Whom a command must refuse:
 * garden – visitors, strangers and stewards of other gardens: it is about one garden;
 * self – visitors: everybody else does it to themselves alone;
 * secret – everybody whose secret (password, link) is wrong;
 * operator – everybody but whoever runs the server;
 * open – nobody: its own rules say what it does for whom, and its own tests show it.
 */
export type About = 'garden' | 'self' | 'secret' | 'operator' | 'open';

type Sample = [about: About, input: (garden: FilledGarden) => object];

const TOKEN = 'x'.repeat(43);
const PASSWORD = 'three green wheelbarrows';
const point = { type: 'Point', coordinates: PLACE };
const found = { name: 'Elm', lng: PLACE[0], lat: PLACE[1], timeZone: 'Europe/Berlin' };
const about = { skills: ['pruning'], interests: [], monthlyMax: 2 };
const PLOTS_FILE = JSON.stringify({
	type: 'FeatureCollection',
	features: [{ type: 'Feature', properties: { number: '99' }, geometry: box(22, 2, 4, 8) }]
});

/** A plausible input for every command that there is. A new command needs a line here, or a test fails. */
export const SAMPLES: Record<string, Sample> = {
	'account.askForLink': ['open', () => ({ email: 'nobody@example.org', purpose: 'sign_in' })],
	'account.changeEmail': ['self', () => ({ email: 'new@example.org' })],
	'account.changePassword': ['self', () => ({ password: PASSWORD })],
	'account.changeProfile': ['self', () => ({ name: 'Somebody else' })],
	'account.confirmEmail': ['secret', () => ({ token: TOKEN })],
	'account.delete': ['self', () => ({ sure: true })],
	'account.endOtherSessions': ['self', () => ({ keep: 'a'.repeat(64) })],
	'account.endSession': ['self', () => ({ session: 'a'.repeat(64) })],
	'account.issueLink': ['operator', () => ({ purpose: 'reset', email: 'nobody@example.org' })],
	'account.join': ['secret', () => ({ token: TOKEN, name: 'Eve', locale: 'en', password: PASSWORD })],
	'account.joinAsNeighbour': [
		'open',
		({ gardenId }) => ({ gardenId, name: 'Eve', locale: 'en', password: PASSWORD })
	],
	'account.makeSetupLink': ['operator', () => ({})],
	'account.makeToken': ['operator', ({ rosa }) => ({ personId: rosa.personId, label: 'x', days: 30 })],
	'account.resetPassword': ['secret', () => ({ token: TOKEN, password: PASSWORD })],
	'account.setUp': [
		'secret',
		() => ({
			...{ gardenName: 'Elm', lat: 52.5, lng: 13.4, timeZone: 'Europe/Berlin', locale: 'en' },
			...{ name: 'Eve', password: PASSWORD, setupKey: TOKEN }
		})
	],
	'account.signIn': ['secret', () => ({ who: 'nobody@example.org', password: PASSWORD })],
	'account.signInByLink': ['secret', () => ({ token: TOKEN })],

	'defects.report': [
		'garden',
		({ gardenId, featureId }) => ({ gardenId, subject: `feature:${featureId}`, details: 'It drips.' })
	],
	'defects.mended': ['garden', ({ defectId }) => ({ defectId })],
	'defects.reopen': ['garden', ({ mendedDefectId }) => ({ defectId: mendedDefectId })],

	'demo.enter': ['open', () => ({ role: 'steward' })],
	'demo.remove': ['operator', () => ({})],

	'gardens.found': ['self', () => found],
	'gardens.change': ['garden', ({ gardenId }) => ({ gardenId, about: 'Ours now.' })],
	'gardens.setBoundary': ['garden', ({ gardenId }) => ({ gardenId, boundary: box(-9, -9, 70, 70) })],
	'gardens.addFeature': ['garden', ({ gardenId }) => ({ gardenId, kind: 'tap', geometry: point })],
	'gardens.changeFeature': ['garden', ({ featureId }) => ({ featureId, name: 'Tap 9' })],
	'gardens.removeFeature': ['garden', ({ featureId }) => ({ featureId })],
	'gardens.addZone': ['garden', ({ gardenId }) => ({ gardenId, name: 'Zone C' })],
	'gardens.changeZone': ['garden', ({ zoneId }) => ({ zoneId, name: 'Zone D' })],
	'gardens.removeZone': ['garden', ({ zoneId }) => ({ zoneId })],
	'gardens.close': ['garden', ({ gardenId }) => ({ gardenId, name: 'Hidden Elm Garden' })],

	'harvest.post': ['garden', ({ gardenId }) => ({ gardenId, ...COURGETTES })],
	'harvest.change': ['garden', ({ lotId }) => ({ lotId, ...COURGETTES, quantity: '12' })],
	'harvest.withdraw': ['garden', ({ lotId }) => ({ lotId })],
	'harvest.claim': ['garden', ({ lotId }) => ({ lotId, quantity: '1' })],
	'harvest.changeClaim': ['garden', ({ claimId }) => ({ claimId, quantity: '1' })],
	'harvest.cancelClaim': ['garden', ({ claimId }) => ({ claimId })],
	'harvest.pickedUp': ['garden', ({ claimId }) => ({ claimId })],
	'harvest.undoPickUp': ['garden', ({ pickedClaimId }) => ({ claimId: pickedClaimId })],
	'harvest.release': ['garden', ({ claimId }) => ({ claimId })],

	'members.invite': ['garden', ({ gardenId }) => ({ gardenId, role: 'member' })],
	'members.inviteToAccount': ['garden', ({ guest }) => ({ membershipId: guest.membershipId })],
	'members.revokeInvitation': ['garden', ({ invitationId }) => ({ invitationId })],
	'members.addPerson': ['garden', ({ gardenId }) => ({ gardenId, name: 'Eve' })],
	'members.change': ['garden', ({ rosa }) => ({ membershipId: rosa.membershipId, ...about })],
	'members.changePerson': ['garden', ({ guest }) => ({ membershipId: guest.membershipId, name: 'Tom' })],
	'members.setRole': ['garden', ({ rosa }) => ({ membershipId: rosa.membershipId, role: 'neighbour' })],
	'members.setHousehold': ['garden', ({ rosa }) => ({ membershipId: rosa.membershipId, name: 'Elm 4' })],
	'members.addRest': [
		'garden',
		({ rosa }) => ({ membershipId: rosa.membershipId, from: '2026-09-01', until: '2026-09-02' })
	],
	'members.removeRest': ['garden', ({ restId }) => ({ restId })],
	'members.leave': ['garden', ({ ahmed }) => ({ membershipId: ahmed.membershipId })],

	'photos.add': ['garden', ({ gardenId }) => ({ gardenId, image: new Uint8Array([0xff, 0xd8, 0xff]) })],

	'plots.add': ['garden', ({ gardenId }) => ({ gardenId, number: '50', outline: box(22, 2, 4, 8) })],
	'plots.reshape': [
		'garden',
		({ plotId, plotRevision: revision }) => ({ plotId, revision, outline: box(1, 2, 4, 9) })
	],
	'plots.change': ['garden', ({ plotId, plotRevision: revision }) => ({ plotId, revision, number: '12a' })],
	'plots.remove': ['garden', ({ freePlotId }) => ({ plotId: freePlotId })],
	'plots.give': [
		'garden',
		({ freePlotId, ahmed }) => ({
			plotId: freePlotId,
			membershipIds: [ahmed.membershipId],
			from: '2026-08-18'
		})
	],
	'plots.endTenancy': ['garden', ({ tenancyId }) => ({ tenancyId, on: '2026-08-31', reason: 'left' })],
	'plots.takeBack': ['garden', ({ comingTenancyId }) => ({ tenancyId: comingTenancyId })],
	'plots.addHolder': ['garden', ({ tenancyId, ahmed }) => ({ tenancyId, membershipId: ahmed.membershipId })],
	'plots.removeHolder': ['garden', ({ tenancyId, rosa }) => ({ tenancyId, membershipId: rosa.membershipId })],

	'rota.draft': ['garden', ({ gardenId }) => ({ gardenId, rota: WATERING })],
	'rota.change': ['garden', ({ rotaId }) => ({ rotaId, rota: { ...WATERING, name: 'Ours' } })],
	'rota.publish': ['garden', ({ draftId }) => ({ rotaId: draftId })],
	'rota.regenerate': ['garden', ({ rotaId }) => ({ rotaId })],
	'rota.end': ['garden', ({ rotaId }) => ({ rotaId })],
	'rota.discard': ['garden', ({ draftId }) => ({ rotaId: draftId })],
	'rota.confirm': ['garden', ({ turnId }) => ({ turnId })],
	'rota.markDone': ['garden', ({ lookingTurnId }) => ({ turnId: lookingTurnId })],
	'rota.undoDone': ['garden', ({ turnId }) => ({ turnId })],
	'rota.lookForStandIn': ['garden', ({ turnId }) => ({ turnId })],
	'rota.withdrawStandIn': ['garden', ({ lookingTurnId }) => ({ turnId: lookingTurnId })],
	'rota.takeOver': ['garden', ({ lookingTurnId }) => ({ turnId: lookingTurnId })],
	'rota.handOver': ['garden', ({ turnId, ahmed }) => ({ turnId, membershipId: ahmed.membershipId })],
	'rota.takeSeat': ['garden', ({ slotId }) => ({ slotId })],
	'rota.giveSeat': ['garden', ({ slotId, ahmed }) => ({ slotId, membershipId: ahmed.membershipId })],
	'rota.excuse': ['garden', ({ turnId }) => ({ turnId })],
	'rota.markMissed': ['garden', ({ turnId }) => ({ turnId })],
	'rota.cancelSlot': ['garden', ({ slotId }) => ({ slotId })],
	'rota.reopenSlot': ['garden', ({ slotId }) => ({ slotId })],

	'transfer.importPlots': ['garden', ({ gardenId }) => ({ gardenId, text: PLOTS_FILE })],
	'transfer.importGardens': [
		'operator',
		() => ({ source: 'list', format: 'csv', text: 'name,lat,lng\nElm,52.5,13.4\n' })
	]
};
