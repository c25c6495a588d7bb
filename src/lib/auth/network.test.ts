import { expect, test } from 'vitest';
import { isLoopback, networkOf } from './network.ts';

test.each([
	['203.0.113.9', '203.0.113.9'],
	['::ffff:203.0.113.9', '203.0.113.9'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
	['2001:db8:1:2::1', '2001:db8:1:2'],
	['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
	['2001:db8::1', '2001:db8:0:0'],
	['::1', '0:0:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['', '']
])('%s belongs to the network %s', (address, network) => {
	expect(networkOf(address)).toBe(network);
});

test('this machine’s own addresses are told from others', () => {
	for (const own of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isLoopback(own)).toBe(true);
	for (const other of ['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '127.0.0.1.example.org', ''])
		expect(isLoopback(other)).toBe(false);
});
