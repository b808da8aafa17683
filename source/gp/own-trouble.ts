/**
 * What a server speaks of when an error is about itself and not about what was asked for: its connections, its stores,
 * its processes. ArcGIS puts such texts into envelopes of code 400 too, and in the language of the server.
 */
const ownTrouble: readonly RegExp[] = [
	/\bconn?e[cx]t|\bconn?e[xs]+(?:ion|ión|ão|ione)|\bconecta|\bverbind|\bverbunden|\bdisconnect/i,
	/\bregistry\b|\bconfig(?:uration)?[ -]?stores?\b|\b(?:data)?stores?\b|\bdatabases?\b|\bdatenbank|\bbase (?:de )?(?:datos|données|dados|dati)\b|\bsql\b|\bjdbc\b|\bora-\d/i,
	/\btim(?:ed?|ing)[ -]?out|\bzeitüberschreitung|\btiempo de espera|\bdélai|\bwait time\b|\bdeadline\b/i,
	/\bnot (?:yet )?(?:been )?(?:started|running|ready|available|responding|reachable|initiali[sz]ed)\b|\bunavailable\b|\bunreachable\b|\b(?:cannot|could not|unable to|failed to) (?:be )?(?:reach|access|contact)|\bcommunicat/i,
	/\b(?:re)?start(?:ing|s up)\b|\bstopp(?:ed|ing)\b|\bshut(?:ting)? ?down\b|\binitiali[sz]ing\b|\bmaintenance\b|\bbusy\b|\boverload/i,
	/\bmachines\b|\bcluster\b|\bgateway\b|\bupstream\b|\bsocket\b|\bnetwork\b|\bout of memory\b|\blicen[cs]e/i,
	/\btry (?:it )?again\b|\btemporarily\b|\binternal (?:server )?error\b/i,
];

/**
 * Whether the words of an error speak of the server's own trouble: then they say nothing of whether the job is there.
 *
 * @param words what the server says, without its name
 */
export function isOwnTrouble(words: string): boolean {
	return ownTrouble.some(pattern => pattern.test(words));
}
