package stats

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Column is a column of the table, or what it is sorted by.
type Column uint8

const (
	TimePercent Column = iota + 1
	TotalTime
	MinTime
	MaxTime
	AvgTime
	WallTotalTime
	WallMinTime
	WallMaxTime
	WallAvgTime
	Calls
	Errors
	Name
	Unsorted // only to sort by
	numColumns
)

// columns describes them: the names in options, the heading, the smallest
// width.
var columns = [numColumns]struct {
	names, head string
	width       int
}{
	TimePercent:   {"time-percent time", "% time", 6},
	TotalTime:     {"total-time time-total", "seconds", 11},
	MinTime:       {"min-time shortest time-min", "shortest", 8},
	MaxTime:       {"max-time longest time-max", "longest", 8},
	AvgTime:       {"avg-time time-avg", "usecs/call", 11},
	WallTotalTime: {"wall-total total-wall wall-total-time", "wall secs", 11},
	WallMinTime:   {"wall-min min-wall wall-min-time", "wall min", 8},
	WallMaxTime:   {"wall-max max-wall wall-max-time", "wall max", 8},
	WallAvgTime:   {"wall-avg avg-wall wall-avg-time", "wall us/call", 12},
	Calls:         {"calls count", "calls", 9},
	Errors:        {"errors error", "errors", 9},
	Name:          {"name syscall syscall-name", "syscall", 16},
	Unsorted:      {names: "nothing none"},
}

// columnSet is a set of columns.
type columnSet uint32

func (s columnSet) has(c Column) bool { return s>>c&1 != 0 }

const (
	timeColumns columnSet = 1<<TimePercent | 1<<TotalTime | 1<<MinTime | 1<<MaxTime | 1<<AvgTime
	wallColumns columnSet = 1<<WallTotalTime | 1<<WallMinTime | 1<<WallMaxTime | 1<<WallAvgTime
)

// value is what a line has in a column that holds a number; times are in
// nanoseconds.
func (c Column) value(r *row) int64 {
	switch c {
	case TimePercent, TotalTime:
		return r.main.total
	case MinTime:
		return r.main.min
	case MaxTime:
		return r.main.max
	case AvgTime:
		return r.average(r.main)
	case WallTotalTime:
		return r.wall.total
	case WallMinTime:
		return r.wall.min
	case WallMaxTime:
		return r.wall.max
	case WallAvgTime:
		return r.average(&r.wall)
	case Calls:
		return int64(r.calls)
	case Errors:
		return int64(r.errors)
	}
	return 0
}

// cell is what a line shows in a column; total is the whole table's time.
func (c Column) cell(r *row, total int64) string {
	v := c.value(r)
	switch c {
	case Name:
		return r.name
	case TimePercent:
		percent := 0.0
		if total != 0 {
			percent = 100 * seconds(v) / seconds(total)
		}
		return strconv.FormatFloat(percent, 'f', 2, 64)
	case AvgTime, WallAvgTime:
		return strconv.FormatInt(v/1000, 10)
	case Calls:
		return strconv.FormatInt(v, 10)
	case Errors:
		if v == 0 {
			return ""
		}
		return strconv.FormatInt(v, 10)
	}
	return strconv.FormatFloat(seconds(v), 'f', 6, 64)
}

// seconds computes as strace does, so that halves are rounded alike.
func seconds(ns int64) float64 {
	return float64(ns/1e9) + float64(ns%1e9)/1e9
}

// A usageError is about how an option is written; strace points to its help
// after such a message.
type usageError string

func (e usageError) Error() string { return string(e) }

// Usage tells the command to name its help option after the message.
func (usageError) Usage() bool { return true }

func find(name string) Column {
	for c := range columns {
		if name != "" && slices.Contains(strings.Fields(columns[c].names), name) {
			return Column(c)
		}
	}
	return 0
}

// ParseSort parses the argument of -S.
func ParseSort(text string) (Column, error) {
	if text == "time_total" { // strace knows it, too
		text = "time-total"
	}
	if c := find(text); c != 0 {
		return c, nil
	}
	return 0, usageError(fmt.Sprintf("invalid sortby: '%s'", text))
}

// ParseColumns parses the argument of -U. The column of names is added at the
// end if it is missing.
func ParseColumns(text string) ([]Column, error) {
	var list []Column
	for rest, more := text, true; more; {
		var name, left string
		name, left, more = strings.Cut(rest, ",")
		c := find(name)
		if c == 0 || c == Unsorted {
			return nil, usageError(fmt.Sprintf("unknown column name: '%s'", name))
		}
		if slices.Contains(list, c) {
			return nil, usageError(fmt.Sprintf("call summary column has been provided more than once: '%s' (-U option residual: '%s')",
				name, rest))
		}
		list = append(list, c)
		rest = left
	}
	if !slices.Contains(list, Name) {
		list = append(list, Name)
	}
	return list, nil
}
