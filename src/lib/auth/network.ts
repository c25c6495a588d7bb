/**
 * The part of a network address that stands for one household: the whole IPv4 address, the first 64 bits of
 * an IPv6 one (a household gets that many at least, RFC 6177). IPv4 inside IPv6 counts as IPv4.
 */
export function networkOf(address: string): string {
	const inner = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (inner) return inner;
	if (!address.includes(':')) return address;
	const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::');
	const before = head ? head.split(':') : [];
	const after = tail ? tail.split(':') : [];
	const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
	const groups = [...before, ...Array<string>(gap).fill('0'), ...after];
	return groups
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ''))
		.join(':');
}

/** True for this machine's own addresses. */
export function isLoopback(address: string): boolean {
	return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(address);
}
