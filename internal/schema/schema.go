// Package schema holds lines of --json against what docs/json.md says of them. It
// is for tests.
package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Members are those of an object: which are always there, and which may be.
type Members struct{ Always, Maybe []string }

// Everywhere are the members of every event.
var Everywhere = []string{"event", "pid", "tid", "time"}

// Events are the members of each event's object besides those of all.
var Events = map[string]Members{
	"process":  {[]string{"how"}, []string{"parent"}},
	"call":     {[]string{"abi", "nr", "name", "ip", "args", "ret"}, []string{"errno", "detail", "duration", "data", "vcpu", "injected", "delayed", "unfinished", "stack", "stack_truncated"}},
	"signal":   {[]string{"signal", "ip"}, []string{"info", "stack", "stack_truncated"}},
	"stop":     {[]string{"signal", "ip"}, []string{"stack", "stack_truncated"}},
	"exec":     {nil, []string{"former_tid"}},
	"exit":     {nil, []string{"status", "signal", "core", "superseded_by"}},
	"detached": {nil, nil},
}

// Frame are the members of a stack's frames.
var Frame = Members{[]string{"ip"}, []string{"file", "file_offset", "symbol", "offset", "source", "line"}}

// Check returns the event that a line tells of, and what is wrong with the line.
func Check(line string) (event string, wrong []string) {
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	var o map[string]any
	if err := d.Decode(&o); err != nil {
		return "", []string{err.Error()}
	}
	c := checker{}
	event, _ = o["event"].(string)
	m, ok := Events[event]
	if !ok {
		return event, []string{fmt.Sprintf("unknown event %q", event)}
	}
	c.members("the event", o, Members{slices.Concat(Everywhere, m.Always), m.Maybe})
	if event == "call" {
		c.call(o)
	}
	if info, ok := o["info"]; ok {
		c.value("info", info)
	}
	if stack, ok := o["stack"]; ok {
		c.stack(stack)
	}
	return event, c.wrong
}

type checker struct{ wrong []string }

func (c *checker) errorf(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *checker) members(of string, o map[string]any, m Members) {
	for _, name := range m.Always {
		if _, ok := o[name]; !ok {
			c.errorf("%s has no %s", of, name)
		}
	}
	for name := range o {
		if !slices.Contains(m.Always, name) && !slices.Contains(m.Maybe, name) {
			c.errorf("%s of %s is not documented", name, of)
		}
	}
}

func (c *checker) call(o map[string]any) {
	args, ok := o["args"].(map[string]any)
	if !ok {
		c.errorf("args is no object")
	}
	for name, v := range args {
		c.value(name, v)
	}
	c.value("ret", o["ret"])
	if abi := o["abi"]; abi != "amd64" && abi != "i386" {
		c.errorf("abi is %v", abi)
	}
	if e, ok := o["errno"].(map[string]any); ok {
		c.members("errno", e, Members{Always: []string{"name", "value", "text"}})
		if o["ret"] != json.Number("-1") {
			c.errorf("a failure returns %v", o["ret"])
		}
	} else if o["errno"] != nil {
		c.errorf("errno is no object")
	}
}

func (c *checker) stack(stack any) {
	list, ok := stack.([]any)
	if !ok {
		c.errorf("stack is no array")
	}
	for _, e := range list {
		f, ok := e.(map[string]any)
		if !ok {
			c.errorf("a frame is no object")
			continue
		}
		c.members("a frame", f, Frame)
		for _, pair := range [][2]string{{"file", "file_offset"}, {"symbol", "offset"}, {"source", "line"}} {
			if (f[pair[0]] == nil) != (f[pair[1]] == nil) {
				c.errorf("a frame with only one of %s and %s", pair[0], pair[1])
			}
		}
	}
}

// forms are the objects that stand for a value: told by their members, each of
// which has to be of the kind given. An object of other members is a struct.
var forms = map[string]map[string]kind{
	"addr":           {"addr": address},
	"unknown":        {"unknown": text},
	"str truncated":  {"str": text, "truncated": yes},
	"base64":         {"base64": text},
	"name value":     {"name": text, "value": number},
	"flags value":    {"flags": array, "value": number},
	"args macro":     {"macro": text, "args": array},
	"signaled value": {"signaled": text, "value": number},
	"exited value":   {"exited": number, "value": number},
	"not":            {"not": array},
}

type kind struct {
	name string
	is   func(v any) bool
}

var (
	text    = kind{"a string", func(v any) bool { _, ok := v.(string); return ok }}
	number  = kind{"a number", func(v any) bool { _, ok := v.(json.Number); return ok }}
	array   = kind{"an array", func(v any) bool { _, ok := v.([]any); return ok }}
	yes     = kind{"true", func(v any) bool { return v == true }}
	address = kind{"an address", func(v any) bool { s, ok := v.(string); return ok && strings.HasPrefix(s, "0x") }}
)

// value checks that what stands for a value is of one of the documented forms, or
// a struct of such.
func (c *checker) value(name string, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			c.value(name, e)
		}
	case map[string]any:
		form := forms[strings.Join(slices.Sorted(maps.Keys(v)), " ")]
		for n, e := range v {
			if k, ok := form[n]; ok && scalar(e) && !k.is(e) {
				c.errorf("%s: %s is not %s", name, n, k.name)
			}
			c.value(n, e)
		}
	}
}

// scalar reports whether v stands for itself: a member that does not makes the
// object around it a struct.
func scalar(v any) bool {
	switch v.(type) {
	case string, json.Number, bool:
		return true
	}
	return false
}
