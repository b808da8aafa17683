import {createContext, type PropsWithChildren, useContext} from 'react';
import {blanks} from '../text/safe-parts.ts';
import {Table} from './ink-table.ts';
import {Line, type Span} from './line.tsx';
import {WholeLines} from './line-marks.ts';
import {padding} from './panes/parameters/columns.ts';

/** A table as it is drawn. Each cell is as wide as its column. */
export type SpanTableProps = {
	readonly headings: readonly Span[];
	readonly rows: ReadonlyArray<readonly Span[]>;
};

/** ink-table keeps for good the components that it was mounted with: what changes comes to them this way. */
const Cells = createContext<SpanTableProps>({headings: [], rows: []});

/**
 * A table drawn by ink-table, without borders: the line of headings and one line for each row.
 *
 * ink-table counts UTF-16 units, pads what it is given, and hands on nothing of a cell but its text. So it is given the
 * place of each cell, and what stands there is looked up: a {@link Span}, with the look of it, that nobody has padded.
 */
export function SpanTable({headings, rows}: SpanTableProps) {
	const columns = headings.map((_, column) => String(column));
	return (
		<Cells value={{headings, rows}}>
			<WholeLines value={null}>
				<Table
					columns={columns}
					data={rows.map((_, row) => Object.fromEntries(columns.map(column => [column, `${row} ${column}`])))}
					padding={padding}
					skeleton={Nothing}
					header={Heading}
					cell={Cell}
				/>
			</WholeLines>
		</Cells>
	);
}

function Heading({children}: PropsWithChildren) {
	return <Padded span={useContext(Cells).headings[Number(children)]} />;
}

function Cell({children}: PropsWithChildren) {
	const [row, column] = String(children).trim().split(' ').map(Number);
	return <Padded span={useContext(Cells).rows[row ?? 0]?.[column ?? 0]} />;
}

/** The blanks beside a cell that stands out do not. */
function Padded({span}: {readonly span: Span | undefined}) {
	return span && <Line spans={[{text: blanks(padding)}, span, {text: blanks(padding)}]} />;
}

/** ink-table draws its borders with it. */
const Nothing = () => <></>;
