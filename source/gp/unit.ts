/**
 * Units of GPLinearUnit, GPArealUnit and GPTimeUnit in words: `esriSquareMiles` → `square miles`,
 * `esriTimeUnitsYears` → `years`, `esriDecimalDegrees` → `decimal degrees` ("GP data types").
 */
export function unitWord(unit: string): string {
	const name = unit.replace(/^esri(TimeUnits)?(?=[A-Z])/, '');
	if (name === unit) return unit;
	return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
