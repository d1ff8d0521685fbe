package main

import (
	"time"

	"gotrace/filter"
	"gotrace/stats"
)

// statsOptions are what -S, -U and -O say.
type statsOptions struct {
	sort     stats.Column
	columns  []stats.Column
	overhead time.Duration
}

func (c *config) setSort(v string) (err error) {
	c.stats.sort, err = stats.ParseSort(v)
	return err
}

func (c *config) setColumns(v string) (err error) {
	c.stats.columns, err = stats.ParseColumns(v)
	return err
}

func (c *config) setOverhead(v string) error {
	var ok bool
	if c.stats.overhead, ok = filter.ParseTime(v); !ok {
		return errInvalid
	}
	return nil
}

// finishSummary makes what counts, where -c or -C ask for it.
func (c *config) finishSummary() {
	if c.countOnly || c.count {
		c.o.SummaryOnly = c.countOnly
		c.summary(c)
	}
}

// setSummary counts system calls and calls of functions in a table each.
func (c *config) setSummary() {
	o := stats.Options{
		Columns:  c.stats.columns,
		Sort:     c.stats.sort,
		Wall:     c.wall,
		Overhead: c.stats.overhead,
	}
	if c.o.Library == nil || c.f.TraceGiven {
		c.o.Summary = stats.New(o)
	}
	if c.o.Library != nil {
		// What the system's CPU time would be is the tracer's, not the function's.
		o.Wall, o.What = true, "function"
		c.o.LibSummary = stats.New(o)
	}
}
