# For gdb: prints where the frames are at the Nth entry of the system call CALL,
# as "FILE OFFSET NAME". Frames that are no frames of the machine are left out.
import os

import gdb

for setting in ("confirm off", "pagination off", "debuginfod enabled off", "startup-with-shell off",
                "backtrace past-main on", "backtrace past-entry on", "backtrace limit 300"):
    gdb.execute("set " + setting)
gdb.execute("handle all nostop noprint pass", to_string=True)
gdb.execute("catch syscall " + os.environ["CALL"], to_string=True)
gdb.execute("run >/dev/null 2>&1", to_string=True)
for _ in range(2 * int(os.environ["N"]) - 2):  # entries and exits
    gdb.execute("continue", to_string=True)
maps = []
for line in open("/proc/%d/maps" % gdb.selected_inferior().pid):
    f = line.split(None, 5)
    lo, hi = (int(x, 16) for x in f[0].split("-"))
    maps.append((lo, hi, int(f[2], 16), f[5].strip() if len(f) > 5 else ""))
frame = gdb.newest_frame()
while frame is not None:
    if frame.type() not in (gdb.INLINE_FRAME, gdb.TAILCALL_FRAME):
        pc = frame.pc()
        for lo, hi, off, path in maps:
            if lo <= pc < hi:
                print("FRAME %s 0x%x %s" % (path, pc - lo + off, frame.name()))
    try:
        frame = frame.older()
    except gdb.error:
        break
gdb.execute("kill")
