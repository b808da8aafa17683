import {createContext, type PropsWithChildren, useContext} from 'react';
import {blanks} from '../text/safe-parts.ts';
import {Table} from './ink-table.ts';
import {Line, type Span} from './line.tsx';
import {WholeLines} from './line-marks.ts';
import {padding} from './panes/parameters/columns.ts';

/** The contents of a table. Each cell is as wide as its column. */
export type SpanTableProps = {
	readonly headings: readonly Span[];
	readonly rows: ReadonlyArray<readonly Span[]>;
};

/**
 * Passes changed contents to the cells. A React context is needed because ink-table never replaces the components with
 * which it was mounted.
 */
const Cells = createContext<SpanTableProps>({headings: [], rows: []});

/**
 * Draws a table without borders with ink-table: one line of headings, and one line for each row. ink-table counts
 * UTF-16 units, adds blanks to contents, and accepts only text. So it receives the position of each cell as text, and
 * the components find the {@link Span} at that position, which has its style and its final width.
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

/** Draws a cell with an unstyled blank on each side. */
function Padded({span}: {readonly span: Span | undefined}) {
	return span && <Line spans={[{text: blanks(padding)}, span, {text: blanks(padding)}]} />;
}

/** Draws nothing in place of ink-table's borders. */
const Nothing = () => <></>;
