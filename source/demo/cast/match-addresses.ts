import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {type FeatureSet, featureSet} from '../tasks/feature-set.ts';
import type {DemoSubmission, DemoTask} from '../tasks/task.ts';

const addressTask: DemoTask = {
	service: 'Geocoding/AddressMatch',
	name: 'Match Addresses',
	description: 'Places addresses of all countries on the map.',
	inputs: [
		{name: 'Source', dataType: 'GPString', displayName: 'Source', required: false, defaultValue: '顧客台帳 2026'},
		{name: 'Minimum_Score', dataType: 'GPDouble', displayName: 'Minimum Score', required: false, defaultValue: 85},
	],
	outputs: [{name: 'Places', dataType: 'GPFeatureRecordSetLayer', displayName: 'Places', value: places}],
};

const executes = 80_000;

/** Addresses with right-to-left, wide, combining and joined characters, as in a real list. */
const addresses = [
	{text: '東京都千代田区永田町1-7-1', x: 15_554_000, y: 4_257_000},
	{text: 'ميدان التحرير، القاهرة', x: 3_477_500, y: 3_509_000},
	{text: 'רחוב הרצל 12, תל אביב', x: 3_871_000, y: 3_773_000},
	{text: 'Mu\u0308nstergasse 5, Zu\u0308rich', x: 951_500, y: 6_002_000},
	{text: 'ул. Тверская, 13, Москва', x: 4_187_000, y: 7_510_000},
	{text: 'ถนนราชดำเนิน กรุงเทพฯ', x: 11_189_000, y: 1_546_000},
	{text: '서울특별시 종로구 세종대로 175', x: 14_135_500, y: 4_518_500},
	{text: '🚒 消防署 👩‍🚒 第三 👨‍👩‍👧‍👦 🇯🇵', x: 15_081_000, y: 4_118_000},
] as const;

/** A job whose messages, progress and results use other scripts than Latin. */
export const matchAddresses: Script = {
	name: 'match-addresses',
	label: '住所照合',
	task: addressTask,
	headStart: 12_000,
	phases: [
		...shortQueue,
		{
			status: 'esriJobExecuting',
			lasts: executes,
			progressor: {
				type: 'step',
				messages: ['住所を読み込んでいます…', '照合しています… مطابقة', '結果を書き出しています 🗺️…'],
			},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: addressMessages,
};

function addressMessages(): readonly TimedMessage[] {
	return [
		{at: 0, text: '開始時刻: 2026年11月23日 14:00:00'},
		...addresses.map(({text}, index) => ({at: 4_000 + index * 9_000, text: `照合: ${text} → 候補 ${index + 1} 件`})),
		{at: executes, text: `完了しました (${addresses.length} 件)`},
	];
}

function places({inputs}: DemoSubmission): FeatureSet {
	const scored = addresses.map((address, index) => ({...address, score: 100 - index * 1.5}));
	const least = Number(inputs.Minimum_Score);
	return featureSet(
		'esriGeometryPoint',
		[
			{name: 'ADDRESS', type: 'esriFieldTypeString', alias: '住所', length: 120},
			{name: 'SCORE', type: 'esriFieldTypeDouble', alias: 'スコア'},
		],
		scored
			.filter(({score}) => !(score < least))
			.map(({text, x, y, score}) => ({attributes: {ADDRESS: text, SCORE: score}, geometry: {x, y}})),
	);
}
