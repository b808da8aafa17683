import {
	type DemoRecordSet,
	type FeatureSet,
	type Field,
	featureSet,
	recordSet,
	ringAround,
} from '../tasks/feature-set.ts';
import type {DemoSubmission, OutputParameter} from '../tasks/task.ts';
import {tinyPdf} from '../tasks/tiny-pdf.ts';
import {tinyTiff} from '../tasks/tiny-tiff.ts';

const parcelField: Field = {name: 'APN', type: 'esriFieldTypeString', alias: 'Parcel Number', length: 12};

const owners = [
	['217-04-011', 'Okafor, N.', 412_500, 1_767_225_600_000],
	['217-04-012', 'Lindqvist Holdings, LLC', 1_280_000, 1_451_606_400_000],
	['217-04-013', 'City of Riverton', null, null],
	['217-04-014', 'Marsh "Bud" Ellery', 389_900, 1_609_459_200_000],
] as const;

/** How many metres a linear unit has; parcels are not searched by degrees. */
const metres: Readonly<Record<string, number>> = {
	esriFeet: 0.3048,
	esriIntFeet: 0.3048,
	esriYards: 0.9144,
	esriMiles: 1_609.344,
	esriMeters: 1,
	esriKilometers: 1_000,
};

type LinearUnit = {distance: number; units: string};

/** Returns the distance of a submission in the words of a tool: `300 Feet`. */
export function distanceInWords({inputs}: DemoSubmission): string {
	const {distance, units} = inputs.Search_Distance as LinearUnit;
	return `${distance} ${units.replace(/^esri/, '')}`;
}

/** Returns the parcels within the distance of the parcel that was submitted, with the places of their centres. */
export function parcelsNear({inputs}: DemoSubmission) {
	const {distance, units} = inputs.Search_Distance as LinearUnit;
	const places = owners.map(([number, owner, value, since], index) => ({number, owner, value, since, index}));
	const subject = places.find(({number}) => number === inputs.Parcel_Number);
	if (!subject) return [];
	const reach = distance * (metres[units] ?? 1);
	return places.filter(({index}) => Math.max(0, Math.abs(index - subject.index) * spacing - 2 * lotRadius) <= reach);
}

const spacing = 60;
const lotRadius = 28;

/** One result for each of the most common data types. */
export const parcelReportResults: readonly OutputParameter[] = [
	{name: 'Affected_Parcels', dataType: 'GPFeatureRecordSetLayer', displayName: 'Affected Parcels', value: parcels},
	{name: 'Owners', dataType: 'GPRecordSet', displayName: 'Owners', value: ownerTable},
	{
		name: 'Report',
		dataType: 'GPDataFile',
		displayName: 'Report',
		value: ({scratchUrl, inputs}) => ({
			url: `${scratchUrl}/parcel_report.${inputs.Report_Format === 'PDF' ? 'pdf' : 'csv'}`,
		}),
	},
	{
		name: 'Relief',
		dataType: 'GPRasterDataLayer',
		displayName: 'Shaded Relief',
		value: ({scratchUrl}) => ({url: `${scratchUrl}/relief.tif`, format: 'tif'}),
	},
	{
		name: 'Parcel_Count',
		dataType: 'GPLong',
		displayName: 'Number of Parcels',
		value: submission => parcelsNear(submission).length,
	},
	{name: 'Mean_Area', dataType: 'GPDouble', displayName: 'Mean Area (acres)', value: () => 0.38571428571428573},
	{name: 'Title', dataType: 'GPString', displayName: 'Title', value: title},
	{name: 'Computed_At', dataType: 'GPDate', displayName: 'Computed At', value: () => 1_795_442_400_000},
	{name: 'Complete', dataType: 'GPBoolean', displayName: 'Complete', value: () => true},
	{
		name: 'Distance_Used',
		dataType: 'GPLinearUnit',
		displayName: 'Distance Used',
		value: ({inputs}) => inputs.Search_Distance,
	},
	{
		name: 'Total_Area',
		dataType: 'GPArealUnit',
		displayName: 'Total Area',
		value: () => ({area: 1.5428571428571429, units: 'esriAcres'}),
	},
	{
		name: 'Districts',
		dataType: 'GPMultiValue:GPString',
		displayName: 'Tax Districts',
		value: () => ['Riverton Fire', 'School District 12', 'Library'],
	},
	{
		name: 'Levies',
		dataType: 'GPValueTable',
		displayName: 'Levies',
		columns: [
			{name: 'District', dataType: 'GPString', displayName: 'District'},
			{name: 'Rate', dataType: 'GPDouble', displayName: 'Rate'},
			{name: 'Extent', dataType: 'GPLinearUnit', displayName: 'Extent'},
		],
		value: () => [
			['Riverton Fire', 1.25, {distance: 5, units: 'esriMiles'}],
			['School District 12', 3.6, null],
			['', null, null],
		],
	},
	{
		name: 'Class_Field',
		dataType: 'Field',
		displayName: 'Class Field',
		value: () => ({...parcelField, editable: true, nullable: true}),
	},
];

function title(submission: DemoSubmission): string {
	return `Parcels within ${distanceInWords(submission).toLowerCase()} of ${submission.inputs.Parcel_Number}`;
}

function reportCsv(submission: DemoSubmission): string {
	const rows = parcelsNear(submission).map(({number, owner, value}) => {
		return submission.inputs.With_Owners === false
			? `${number},${value ?? ''}`
			: `${number},"${owner.replaceAll('"', '""')}",${value ?? ''}`;
	});
	const heads = submission.inputs.With_Owners === false ? 'APN,VALUE' : 'APN,OWNER,VALUE';
	return [heads, ...rows, ''].join('\r\n');
}

/** The files that the job writes to its scratch folder. */
export const reportFiles = [
	{name: 'parcel_report.csv', contentType: 'text/csv', content: reportCsv},
	{
		name: 'parcel_report.pdf',
		contentType: 'application/pdf',
		content: (submission: DemoSubmission) => tinyPdf(title(submission)),
	},
	{name: 'relief.tif', contentType: 'image/tiff', content: tinyTiff},
] as const;

/** Makes round lots side by side. A pond is cut out of the second one. */
function parcels(submission: DemoSubmission): FeatureSet {
	const pond = ringAround([-12_453_240, 4_938_100], 9, 8).toReversed();
	return featureSet(
		'esriGeometryPolygon',
		[parcelField, {name: 'Shape_Area', type: 'esriFieldTypeDouble', alias: 'Shape_Area'}],
		parcelsNear(submission).map(({number, index}) => ({
			attributes: {APN: number, Shape_Area: 1_561.25 + 40.5 * index},
			geometry: {
				rings: [
					ringAround([-12_453_300 + spacing * index, 4_938_100], lotRadius, 6 + index),
					...(index === 1 ? [pond] : []),
				],
			},
		})),
	);
}

function ownerTable(submission: DemoSubmission): DemoRecordSet {
	const ownerField: Field = {name: 'OWNER', type: 'esriFieldTypeString', alias: 'Owner', length: 80};
	const hasOwners = submission.inputs.With_Owners !== false;
	return recordSet(
		[
			parcelField,
			...(hasOwners ? [ownerField] : []),
			{name: 'VALUE', type: 'esriFieldTypeDouble', alias: 'Assessed Value'},
			{name: 'SINCE', type: 'esriFieldTypeDate', alias: 'Owner Since'},
		],
		parcelsNear(submission).map(({number, owner, value, since}) => ({
			APN: number,
			...(hasOwners ? {OWNER: owner} : {}),
			VALUE: value,
			SINCE: since,
		})),
	);
}
