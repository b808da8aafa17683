import {expect, test} from 'vitest';
import {toolDuration} from '../../source/monitor/tool-duration.ts';

const at = '23.11.2026 13:12:09';

test.each([
	['Succeeded at Monday, November 23, 2026 9:11:00 AM (Elapsed Time: 12.41 seconds)', 12_410],
	['Failed at Mon Nov 23 13:02:11 2026 (Elapsed Time: 2 hours 1 minutes 1,9 seconds)', 7_261_900],
	[`Fehlgeschlagen um Montag, ${at} (Verstrichene Zeit: 3 Minuten 12 Sekunden)`, 192_000],
	[`Erfolgreich um ${at} (Verstrichene Zeit: 1 Stunde 0 Minuten 4,5 Sekunden)`, 3_604_500],
	[`Échec à lundi ${at} (Temps écoulé : 3 minutes 12 secondes)`, 192_000],
	[`Finalizado correctamente a las ${at} (Tiempo transcurrido: 5 minutos 2 segundos)`, 302_000],
	[`Riuscito alle ${at} (Tempo trascorso: 1 ora 2 minuti 3 secondi)`, 3_723_000],
	[`成功しました 2026/11/23 13:12:09（経過時間: 21.18 秒）`, 21_180],
	[`在 2026年11月23日 13:12:09 成功 (经过的时间: 3 分钟 12 秒)`, 192_000],
])('%s', (line, duration) => {
	expect(toolDuration(line)).toBeCloseTo(duration);
});

test.each([
	'I wrote (Elapsed Time: 5 seconds)',
	`Buffer at ${at} (width: 5 metres)`,
	`Finished at ${at} (result: some)`,
	`Finished at ${at} (result: 5 of 7 seconds)`,
	`Start Time: Monday, November 23, 2026 1:02:11 PM`,
	'',
])('no duration: %s', line => {
	expect(toolDuration(line)).toBeUndefined();
});
