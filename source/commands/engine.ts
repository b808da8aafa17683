import {createClient} from '../gp/client/client.ts';
import {systemClock} from '../monitor/clock.ts';
import {Monitor} from '../monitor/monitor.ts';
import type {Invocation} from './invocation.ts';
import type {Preferences} from './preferences.ts';

/** The monitor of one call, with the tokens that pasted URLs carried: they live no longer than it does. */
export type Engine = {readonly monitor: Monitor; readonly tokens: Map<string, string>};

export function startEngine({version, environment}: Invocation, preferences: Preferences): Engine {
	const tokens = new Map<string, string>();
	const {isReadOnly, bodyCap, rate, interval} = preferences;
	const client = createClient({version, environment, isReadOnly, bodyCap, tokens});
	return {monitor: new Monitor({client, clock: systemClock, random: Math.random, rate, interval}), tokens};
}
