import {
	type DemoRecordSet,
	type FeatureSet,
	type Field,
	featureSet,
	recordSet,
	ringAround,
} from '../tasks/feature-set.ts';
import type {OutputParameter} from '../tasks/task.ts';
import {tinyTiff} from '../tasks/tiny-tiff.ts';

const parcelField: Field = {name: 'APN', type: 'esriFieldTypeString', alias: 'Parcel Number', length: 12};

const owners = [
	['217-04-011', 'Okafor, N.', 412_500, 1_767_225_600_000],
	['217-04-012', 'Lindqvist Holdings, LLC', 1_280_000, 1_451_606_400_000],
	['217-04-013', 'City of Riverton', null, null],
	['217-04-014', 'Marsh "Bud" Ellery', 389_900, 1_609_459_200_000],
] as const;

/** One result for each of the most common data types. */
export const parcelReportResults: readonly OutputParameter[] = [
	{name: 'Affected_Parcels', dataType: 'GPFeatureRecordSetLayer', displayName: 'Affected Parcels', value: parcels},
	{name: 'Owners', dataType: 'GPRecordSet', displayName: 'Owners', value: ownerTable},
	{
		name: 'Report',
		dataType: 'GPDataFile',
		displayName: 'Report',
		value: ({scratchUrl}) => ({url: `${scratchUrl}/parcel_report.csv`}),
	},
	{
		name: 'Relief',
		dataType: 'GPRasterDataLayer',
		displayName: 'Shaded Relief',
		value: ({scratchUrl}) => ({url: `${scratchUrl}/relief.tif`, format: 'tif'}),
	},
	{name: 'Parcel_Count', dataType: 'GPLong', displayName: 'Number of Parcels', value: () => owners.length},
	{name: 'Mean_Area', dataType: 'GPDouble', displayName: 'Mean Area (acres)', value: () => 0.38571428571428573},
	{name: 'Title', dataType: 'GPString', displayName: 'Title', value: () => 'Parcels within 300 feet of 217-04-012'},
	{name: 'Computed_At', dataType: 'GPDate', displayName: 'Computed At', value: () => 1_795_442_400_000},
	{name: 'Complete', dataType: 'GPBoolean', displayName: 'Complete', value: () => true},
	{
		name: 'Distance_Used',
		dataType: 'GPLinearUnit',
		displayName: 'Distance Used',
		value: () => ({distance: 300, units: 'esriFeet'}),
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

function reportCsv(): string {
	const rows = owners.map(([number, owner, value]) => `${number},"${owner.replaceAll('"', '""')}",${value ?? ''}`);
	return ['APN,OWNER,VALUE', ...rows, ''].join('\r\n');
}

/** The files that the job writes to its scratch folder. */
export const reportFiles = [
	{name: 'parcel_report.csv', contentType: 'text/csv', content: reportCsv},
	{name: 'relief.tif', contentType: 'image/tiff', content: tinyTiff},
] as const;

/** Makes round lots side by side. A pond is cut out of the second one. */
function parcels(): FeatureSet {
	const pond = ringAround([-12_453_240, 4_938_100], 9, 8).toReversed();
	return featureSet(
		'esriGeometryPolygon',
		[parcelField, {name: 'Shape_Area', type: 'esriFieldTypeDouble', alias: 'Shape_Area'}],
		owners.map(([number], index) => ({
			attributes: {APN: number, Shape_Area: 1_561.25 + 40.5 * index},
			geometry: {
				rings: [ringAround([-12_453_300 + 60 * index, 4_938_100], 28, 6 + index), ...(index === 1 ? [pond] : [])],
			},
		})),
	);
}

function ownerTable(): DemoRecordSet {
	return recordSet(
		[
			parcelField,
			{name: 'OWNER', type: 'esriFieldTypeString', alias: 'Owner', length: 80},
			{name: 'VALUE', type: 'esriFieldTypeDouble', alias: 'Assessed Value'},
			{name: 'SINCE', type: 'esriFieldTypeDate', alias: 'Owner Since'},
		],
		owners.map(([APN, OWNER, VALUE, SINCE]) => ({APN, OWNER, VALUE, SINCE})),
	);
}
