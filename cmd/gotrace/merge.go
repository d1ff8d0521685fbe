package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Merging of the files that -ff makes, by the times in them (--merge-logs).

// A mergeLog is one of the files.
type mergeLog struct {
	pid  int
	name string
	file *os.File
	r    *bufio.Reader
	line string        // the next line, with its end
	at   time.Duration // when it was
	day  time.Duration // added to clock times: midnights that have gone by
}

// mergeLogs writes the lines of all files PREFIX.PID to w, in the order of their
// times and with the process's id before each, as strace-log-merge does.
func mergeLogs(w io.Writer, prefix string) error {
	logs, err := openLogs(prefix)
	if err != nil {
		return err
	}
	width := 0
	var queue mergeQueue
	for _, l := range logs {
		defer l.file.Close()
		width = max(width, len(strconv.Itoa(l.pid)))
		more, err := l.next()
		if err != nil {
			return err
		}
		if more {
			queue = append(queue, l)
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		l := queue[0]
		if _, err := fmt.Fprintf(w, "%-*d %s", width, l.pid, l.line); err != nil {
			return errorf("write: %w", errnoText(err))
		}
		more, err := l.next()
		switch {
		case err != nil:
			return err
		case more:
			heap.Fix(&queue, 0)
		default:
			heap.Pop(&queue)
		}
	}
	return nil
}

// openLogs opens the files in the order of their ids.
func openLogs(prefix string) ([]*mergeLog, error) {
	dir, base := filepath.Split(prefix)
	entries, err := os.ReadDir(cmp.Or(dir, "."))
	if err != nil {
		return nil, errorf("merge %s: %w", prefix, errnoText(err))
	}
	var logs []*mergeLog
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), base+".")
		pid, err := strconv.ParseUint(digits, 10, 31)
		if !ok || err != nil || digits[0] == '+' {
			continue
		}
		f, err := os.Open(dir + e.Name())
		if err != nil {
			return nil, errorf("merge %s: %w", dir+e.Name(), errnoText(err))
		}
		logs = append(logs, &mergeLog{pid: int(pid), name: dir + e.Name(), file: f, r: bufio.NewReader(f)})
	}
	if logs == nil {
		return nil, errorf("merge %s: there is no %s.PID: -ff -o %s makes such files", prefix, prefix, prefix)
	}
	slices.SortFunc(logs, func(a, b *mergeLog) int { return cmp.Compare(a.pid, b.pid) })
	return logs, nil
}

// next reads the next line. One without a time, of a dump or a stack, belongs to
// the line before.
func (l *mergeLog) next() (more bool, err error) {
	first := l.line == ""
	l.line, err = l.r.ReadString('\n')
	if errors.Is(err, io.EOF) {
		if l.line == "" {
			return false, nil
		}
		l.line += "\n"
	} else if err != nil {
		return false, errorf("merge %s: %w", l.name, errnoText(err))
	}
	at, clock, ok := lineTime(l.line)
	switch {
	case !ok && first:
		return false, errorf("merge %s: lines have no times: -t, -tt or -ttt adds them", l.name)
	case !ok:
		return true, nil
	}
	if at += l.day; clock && at < l.at-12*time.Hour {
		l.day += 24 * time.Hour
		at += 24 * time.Hour
	}
	l.at = at
	return true, nil
}

// lineTime reads the time that a line begins with: seconds since the epoch, or
// a clock's.
func lineTime(line string) (at time.Duration, clock, ok bool) {
	word, _, found := strings.Cut(line, " ")
	whole, fraction, _ := strings.Cut(word, ".")
	if !found || len(fraction) > 9 || strings.Trim(whole+fraction, "0123456789:") != "" {
		return 0, false, false
	}
	ns := 0
	if fraction != "" {
		n, err := strconv.Atoi((fraction + "000000000")[:9])
		if err != nil {
			return 0, false, false
		}
		ns = n
	}
	if t, err := time.Parse("15:04:05", whole); err == nil {
		return time.Duration(t.Hour()*3600+t.Minute()*60+t.Second())*time.Second + time.Duration(ns), true, true
	}
	s, err := strconv.ParseUint(whole, 10, 33)
	return time.Duration(s)*time.Second + time.Duration(ns), false, err == nil && len(whole) > 6 // not a -r time
}

// mergeQueue holds the files by the times of their next lines; those that are
// equal come by their ids.
type mergeQueue []*mergeLog

func (q mergeQueue) Len() int      { return len(q) }
func (q mergeQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q mergeQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].at, q[j].at), cmp.Compare(q[i].pid, q[j].pid)) < 0
}
func (q *mergeQueue) Push(x any) { *q = append(*q, x.(*mergeLog)) }
func (q *mergeQueue) Pop() any {
	last := len(*q) - 1
	l := (*q)[last]
	*q = (*q)[:last]
	return l
}
