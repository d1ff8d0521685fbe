package libcall

import "testing"

// TestFilter checks which calls chains choose.
func TestFilter(t *testing.T) {
	main := &Module{Soname: "prog", Path: "/bin/prog", Main: true}
	libc := &Module{Soname: "libc.so.6", Path: "/lib/x86_64-linux-gnu/libc.so.6"}
	cxx := &Module{Soname: "libstdc++.so.6", Path: "/usr/lib/libstdc++.so.6"}
	ld := &Module{Soname: "ld-linux-x86-64.so.2", Path: "/lib64/ld-linux-x86-64.so.2"}
	tests := []struct {
		filter, symbol string
		in             *Module
		want           bool
	}{
		{"@MAIN", "malloc", main, true},
		{"@MAIN", "malloc", libc, false},
		{"malloc", "malloc", libc, true},
		{"malloc", "mallocx", libc, false},
		{"malloc+free", "free", main, true},
		{"malloc+free", "calloc", main, false},
		{"malloc+free-@libc.so*", "free", libc, false},
		{"malloc+free-@libc.so*", "free", cxx, true},
		{"-malloc", "malloc", main, false},
		{"-malloc", "free", libc, true},
		{"*", "x", ld, true},
		{"*-str*", "strlen", main, false},
		{"*-str*", "malloc", main, true},
		{"str*-strlen+strlen@MAIN", "strlen", main, true},
		{"str*-strlen+strlen@MAIN", "strlen", libc, false},
		{"@libstdc++.so.6", "x", cxx, true},
		{"@libstdc++.so.6-_Z*", "_Zx", cxx, false},
		{"@ld-linux-x86-64.so.2", "x", ld, true},
		{"@/lib/*/libc.so.6", "x", libc, true},
		{"@/lib64/*", "x", libc, false},
		{"/str(len|cmp)/", "strcmp", main, true},
		{"/str(len|cmp)/", "strncmp", main, false},
		{"/str.*@libc.*/", "strcmp", libc, true},
		{"/str.*@libc.*/", "strcmp", main, false},
		{"/a+b-c/@MAIN", "aab-c", main, true},
		{"x@/lib(c|m).so.6/", "x", libc, true},
	}
	for _, tt := range tests {
		var f Filter
		if err := f.Add(tt.filter); err != nil {
			t.Errorf("%s: %v", tt.filter, err)
			continue
		}
		if got := f.Chooses(tt.symbol, tt.in); got != tt.want {
			t.Errorf("%s chooses %s of %s: %t", tt.filter, tt.symbol, tt.in.Soname, got)
		}
		if tt.want && !f.Library(tt.in) {
			t.Errorf("%s: nothing of %s", tt.filter, tt.in.Soname)
		}
	}
	for _, bad := range []string{"", "/x", "[", "@[", "/(/"} {
		var f Filter
		if err := f.Add(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
	for filter, want := range map[string]bool{"@MAIN": false, "a@MAIN+b@MAIN": false, "malloc": true, "-malloc@MAIN": true, "@MAIN+@libc.so.6": true} {
		var f Filter
		if f.Add(filter); f.Beyond() != want {
			t.Errorf("%s reaches beyond MAIN: %t", filter, !want)
		}
	}
}

// FuzzFilter parses anything.
func FuzzFilter(f *testing.F) {
	f.Add("malloc+free-@libc.so*", "free")
	f.Add("/a@b/", "a")
	f.Fuzz(func(t *testing.T, text, symbol string) {
		var filter Filter
		if filter.Add(text) == nil {
			filter.Chooses(symbol, &Module{Soname: "libc.so.6"})
			filter.Beyond()
		}
	})
}
