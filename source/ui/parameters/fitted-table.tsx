import type {PropsWithChildren} from 'react';
import {fit as fitCells} from '../../text/display-width.ts';
import {Table} from '../ink-table.ts';
import {Line} from '../line.tsx';
import {WholeLines} from '../line-marks.ts';
import {padding} from './columns.ts';

export type FittedTableProps = {
	/** No two with the same heading. */
	readonly columns: ReadonlyArray<{readonly heading: string; readonly width: number}>;
	/** Cells that are exactly as wide as their columns. */
	readonly rows: ReadonlyArray<readonly string[]>;
};

/**
 * A table drawn by ink-table, without borders: the line of headings and one line for each row.
 *
 * ink-table counts UTF-16 units, pads to the longest cell that it is given and keeps for good the parts that it was
 * mounted with. So it gets cells of one width, what it pads is cut to that width again, and other widths are another table.
 */
export function FittedTable({columns, rows}: FittedTableProps) {
	const widths = columns.map(({width}) => width + 2 * padding);
	const ofHeading = new Map(columns.map(({heading, width}) => [heading.trim(), width + 2 * padding]));
	return (
		<WholeLines value={null}>
			<Table
				key={columns.map(({heading, width}) => `${heading}${width}`).join()}
				columns={columns.map(({heading}) => heading)}
				data={rows.map(cells => Object.fromEntries(columns.map(({heading}, index) => [heading, cells[index] ?? ''])))}
				padding={padding}
				skeleton={Nothing}
				header={({children}) => <Cell width={ofHeading.get(String(children).trim()) ?? 0} text={children} isHeading />}
				cell={({column, children}) => <Cell width={widths[column] ?? 0} text={children} />}
			/>
		</WholeLines>
	);
}

function Cell({
	width,
	text,
	isHeading = false,
}: {
	width: number;
	text: PropsWithChildren['children'];
	isHeading?: boolean;
}) {
	return <Line spans={[{text: fitCells(String(text), width, {ellipsis: ''}), isDim: isHeading}]} />;
}

/** ink-table draws its borders with it. */
const Nothing = () => <></>;
