import {createContext, type PropsWithChildren, useContext} from 'react';
import {Table} from '../ink-table.ts';
import {Line} from '../line.tsx';
import {WholeLines} from '../line-marks.ts';
import {padding} from '../parameters/columns.ts';
import {type RecordTableWindow, readLook} from './table.ts';

type Headings = RecordTableWindow['headings'];

/** ink-table keeps for good the components that it was mounted with: what changes comes to them this way. */
const HeadingsContext = createContext<Headings>([]);

/**
 * The part of a table that is in view, drawn by ink-table without borders: the line of headings and one line a row.
 *
 * ink-table counts UTF-16 units and pads to the longest cell that it is given: what it pads is cut off again. A cell has
 * its look in its text, as it comes without its row.
 */
export function RecordTable({headings, rows}: RecordTableWindow) {
	// Known by number: no two are alike, whatever the fields are called.
	const columns = headings.map((_, index) => String(index));
	return (
		<HeadingsContext value={headings}>
			<WholeLines value={null}>
				<Table
					columns={columns}
					data={rows.map(cells => Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])))}
					padding={padding}
					skeleton={Nothing}
					header={Heading}
					cell={Cell}
				/>
			</WholeLines>
		</HeadingsContext>
	);
}

function Cell({children}: PropsWithChildren) {
	const {text, look} = readLook(String(children).slice(padding));
	// The blanks beside a cell that stands out do not.
	const blanks = ' '.repeat(padding);
	return <Line spans={[{text: blanks}, {...look, text}, {text: blanks}]} />;
}

function Heading({children}: PropsWithChildren) {
	const heading = useContext(HeadingsContext)[Number(String(children))];
	const blanks = ' '.repeat(padding);
	return (
		<Line
			spans={[
				{
					text: `${blanks}${heading?.text ?? ''}${blanks}`,
					isDim: !heading?.isSelected,
					isBold: heading?.isSelected,
				},
			]}
		/>
	);
}

/** ink-table draws its borders with it. */
const Nothing = () => <></>;
