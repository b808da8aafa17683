import {randomFor} from '../random.ts';
import {type Attributes, type FeatureSet, type Field, featureSet} from '../tasks/feature-set.ts';
import type {OutputParameter} from '../tasks/task.ts';

/** The number of blocks from west to east and from south to north; each block is ten lots wide and ten deep. */
const blocks = {across: 40, up: 25};
const lotsInBlock = 10;
const lots = {across: blocks.across * lotsInBlock, up: blocks.up * lotsInBlock};

/** The size of a lot in metres. */
const lot = {width: 24, depth: 32};
const street = 16;
const southWest = {x: -12_460_000, y: 4_930_000};

/**
 * The results of the job. Together they take less than 32 MiB, so that a client gets all of them with one request. If
 * the server refused that because of the size, the client would read them one by one and wait just as long for the
 * large one. The small ones come first: from servers before 11.1, clients read results one by one, and if the
 * connection breaks during the large one, they already have the small ones.
 */
export const countyParcelsResults: readonly OutputParameter[] = [
	{name: 'Parcel_Count', dataType: 'GPLong', displayName: 'Number of Parcels', value: () => lots.across * lots.up},
	{
		name: 'Blocks',
		dataType: 'GPString',
		displayName: 'Blocks',
		value: () => `${blocks.across} by ${blocks.up}, of ${lotsInBlock ** 2} lots each`,
	},
	{name: 'All_Parcels', dataType: 'GPFeatureRecordSetLayer', displayName: 'All Parcels', value: parcels},
];

const fields: readonly Field[] = [
	{name: 'APN', type: 'esriFieldTypeString', alias: 'Parcel Number', length: 12},
	{name: 'OWNER', type: 'esriFieldTypeString', alias: 'Owner', length: 80},
	{name: 'VALUE', type: 'esriFieldTypeDouble', alias: 'Assessed Value'},
	{name: 'SINCE', type: 'esriFieldTypeDate', alias: 'Owner Since'},
];

/**
 * Makes 100,000 lots with their owners, about 24 MB of JSON. They are created at each request and not stored, so that
 * they take no memory in a demo in which nobody opens them.
 */
function parcels(): FeatureSet {
	const random = randomFor(217, 0);
	const features = Array.from({length: lots.across * lots.up}, (_, index) => {
		const [column, row] = [index % lots.across, Math.floor(index / lots.across)];
		const attributes: Attributes = {
			APN: parcelNumber(column, row),
			OWNER: index % oddOneEvery === oddOneAt ? oddOwner : ownerAt(random()),
			VALUE: random() < 0.04 ? null : Math.round(5_000 + random() ** 3 * 200_000_000) / 100,
			SINCE: random() < 0.05 ? null : firstDeed + Math.floor(random() * days) * day,
		};
		return {attributes, geometry: {rings: [outline(column, row)]}};
	});
	return featureSet('esriGeometryPolygon', fields, features);
}

/**
 * Returns the number of a lot: book, page and lot, `201-07-034`. Lots are numbered within their block, so the features
 * are not sorted by this number.
 */
function parcelNumber(column: number, row: number): string {
	const [page, across] = [Math.floor(column / lotsInBlock), column % lotsInBlock];
	const [book, up] = [Math.floor(row / lotsInBlock), row % lotsInBlock];
	return `${201 + book}-${digits(page + 1, 2)}-${digits(up * lotsInBlock + across + 1, 3)}`;
}

function digits(value: number, count: number): string {
	return String(value).padStart(count, '0');
}

/** Returns the outline of a lot, clockwise like every outer ring. Neighbours in a block share their corners. */
function outline(column: number, row: number): ReadonlyArray<readonly [number, number]> {
	const [west, south] = [place(column, lot.width), place(row, lot.depth)];
	const [east, north] = [west + lot.width, south + lot.depth];
	return [corner(west, south), corner(west, north), corner(east, north), corner(east, south), corner(west, south)];
}

function place(index: number, size: number): number {
	return index * size + Math.floor(index / lotsInBlock) * street;
}

/**
 * Returns the position of a lot's corner. The county follows a bending river and narrows to the east, so that a map is
 * easy to recognise.
 */
function corner(x: number, y: number): readonly [number, number] {
	const bend = 900 * Math.sin(x / 1_700);
	const narrowing = 1 - x / 25_000;
	return [southWest.x + x, Math.round(southWest.y + bend + y * narrowing)];
}

const day = 86_400_000;
/** 1906-07-01. Dates before 1970 are negative numbers. */
const firstDeed = -2_004_048_000_000;
const days = 43_800;

/** An owner whose name a spreadsheet would read as a formula. */
const oddOwner = '=1+1';
const oddOneEvery = 997;
const oddOneAt = 5;

function ownerAt(chance: number): string | null {
	return owners[Math.floor(chance * owners.length)] ?? null;
}

/**
 * Names that are hard for tables: with separators, quotes, many scripts, wide and combining characters, blanks, or
 * empty.
 */
const owners: ReadonlyArray<string | null> = [
	null,
	'',
	'Okafor, N.',
	'Lindqvist Holdings, LLC',
	'City of Riverton',
	'Marsh "Bud" Ellery',
	"O'Neill; Sons & Daughters",
	'Peña y Muñoz, S.A.',
	'Łukasiewicz, Żaneta',
	'Παπαδόπουλος Νίκος',
	'Іваненко Олена',
	'山田太郎',
	'김민준',
	'محمد الفاسي',
	'דוד לוי',
	'शर्मा परिवार',
	'Zu\u0308rcher Immobilien AG',
	'👩\u200d🌾 Farm Collective',
	'Two  Blanks',
	'Smith',
	'Smith-Okonkwo',
	'smith, j.',
	'Åberg',
	'Trust no. 12',
];
