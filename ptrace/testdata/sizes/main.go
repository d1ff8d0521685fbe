// Prints how many processors a Go program sees, after some calls.
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	for range 2000 {
		os.Getppid()
	}
	fmt.Println(runtime.NumCPU(), runtime.GOMAXPROCS(0))
}
