package stats

import (
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// table prints lines, and their sum, in strace's format.
func (s *Stats) table(w io.Writer, rows []*row) error {
	total := s.sum(rows)
	layout := &layout{Blueprint: renderer.NewBlueprint(), columns: s.o.Columns, ltrace: s.o.Ltrace}
	t := tablewriter.NewTable(w,
		tablewriter.WithRenderer(layout),
		tablewriter.WithPadding(tw.PaddingNone),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithFooterAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithFooterAutoWrap(tw.WrapNone))
	heads := make([]string, len(s.o.Columns))
	for i, c := range s.o.Columns {
		heads[i] = columns[c].head
		if c == Name && s.o.What != "" {
			heads[i] = s.o.What
		}
	}
	t.Header(heads)
	for _, r := range rows {
		if err := t.Append(s.cells(r, total)); err != nil {
			return err
		}
	}
	t.Footer(s.cells(total, total))
	if err := t.Render(); err != nil {
		return err
	}
	return layout.err
}

// cells are the texts of a line.
func (s *Stats) cells(r, total *row) []string {
	cells := make([]string, len(s.o.Columns))
	for i, c := range s.o.Columns {
		cells[i] = c.cell(r, total.main.total)
	}
	if r == total {
		for i, c := range s.o.Columns {
			switch {
			case c == TimePercent:
				cells[i] = "100.00" // of nothing, too
			case c == AvgTime && s.o.Ltrace:
				cells[i] = ""
			}
		}
	}
	return cells
}

// A layout is how strace arranges a table: a blank between columns, numbers to
// the right, names to the left and nothing behind the last, dashes below the
// heading and above the sum.
type layout struct {
	*renderer.Blueprint // for what a renderer need not do itself
	columns             []Column
	ltrace              bool
	w                   io.Writer
	err                 error
	line                strings.Builder
}

// The column of names as ltrace has it: its width at least, and how far its heading
// is indented.
const (
	ltraceNames  = 20
	ltraceIndent = 5
)

// width is a column's: as its widest cell, and at least what columns says. strace
// leaves a blank behind the longest name.
func (l *layout) width(i int, ctx *tw.Formatting) int {
	n := ctx.Row.Widths.Get(i)
	if l.columns[i] == Name {
		n++
		if l.ltrace {
			n = max(n, ltraceNames)
		}
	}
	return max(n, columns[l.columns[i]].width)
}

// cells writes a line; the column of names is indented.
func (l *layout) cells(ctx *tw.Formatting, indent int) {
	l.line.Reset()
	for i, c := range l.columns {
		if i > 0 {
			l.line.WriteByte(' ')
		}
		text := ctx.Row.GetCell(i).Data
		blanks := strings.Repeat(" ", max(l.width(i, ctx)-len(text), 0))
		switch {
		case c != Name:
			l.line.WriteString(blanks + text)
		case i < len(l.columns)-1:
			l.line.WriteString(text + blanks)
		default:
			l.line.WriteString(strings.Repeat(" ", indent) + text)
		}
	}
	l.flush()
}

func (l *layout) dashes(ctx *tw.Formatting) {
	l.line.Reset()
	for i := range l.columns {
		if i > 0 {
			l.line.WriteByte(' ')
		}
		l.line.WriteString(strings.Repeat("-", l.width(i, ctx)))
	}
	l.flush()
}

func (l *layout) flush() {
	l.line.WriteByte('\n')
	if l.err == nil {
		_, l.err = io.WriteString(l.w, l.line.String())
	}
}

// The methods of tw.Renderer that draw.

func (l *layout) Start(w io.Writer) error { l.w = w; return nil }
func (l *layout) Line(tw.Formatting)      {}

func (l *layout) Header(_ [][]string, ctx tw.Formatting) {
	indent := 0
	if l.ltrace {
		indent = ltraceIndent
	}
	l.cells(&ctx, indent)
	l.dashes(&ctx)
}

func (l *layout) Row(_ []string, ctx tw.Formatting) { l.cells(&ctx, 0) }

func (l *layout) Footer(_ [][]string, ctx tw.Formatting) {
	l.dashes(&ctx)
	l.cells(&ctx, 0)
}
