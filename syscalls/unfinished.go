package syscalls

// Unfinished lists the calls whose description is still the plain one made from
// the kernel's prototype: structures show as addresses, many numbers in
// hexadecimal. A call leaves the list in the change that finishes it.
var Unfinished = []string{}
