// Functions of the GNU C library: dl.

int _dl_find_object(void *address, struct dl_find_object *result);
int dl_iterate_phdr(void *callback, void *data);
void _dl_mcount_wrapper_check(void *selfpc);
int dladdr(const void *address, Dl_info *info);
int dladdr1(const void *address, Dl_info *info, void **extra_info, int flags);
int dlclose(void *handle);
char *dlerror(void);
int dlinfo(void *handle, int request, void *arg);
void *dlmopen(long nsid, path const char *file, flags enum dlopen_mode mode);
void *dlopen(path const char *file, flags enum dlopen_mode mode);
void *dlsym(void *handle, const char *name);
void *dlvsym(void *handle, const char *name, const char *version);
