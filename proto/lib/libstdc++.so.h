// The C++ runtime: its C interface (Itanium C++ ABI), and the unwinder's.

#include "libgcc_s.so.h"

typedef struct type_info type_info;

void *__cxa_allocate_exception(size_t thrown_size);
void __cxa_free_exception(void *thrown_exception);
noreturn void __cxa_throw(void *thrown_exception, void *tinfo, void *dest);
noreturn void __cxa_rethrow(void);
void *__cxa_begin_catch(void *exception_object);
void __cxa_end_catch(void);
void *__cxa_get_exception_ptr(void *exception_object);
void *__cxa_current_exception_type(void);
void *__cxa_get_globals(void);
void *__cxa_get_globals_fast(void);
void *__cxa_allocate_dependent_exception(void);
void __cxa_free_dependent_exception(void *dependent_exception);
void *__cxa_init_primary_exception(void *object, void *tinfo, void *dest);
noreturn void __cxa_call_unexpected(void *exception_object);
noreturn void __cxa_call_terminate(void *exception_object);
noreturn void __cxa_bad_cast(void);
noreturn void __cxa_bad_typeid(void);
noreturn void __cxa_throw_bad_array_new_length(void);
noreturn void __cxa_pure_virtual(void);
noreturn void __cxa_deleted_virtual(void);
int __cxa_guard_acquire(void *guard);
void __cxa_guard_release(void *guard);
void __cxa_guard_abort(void *guard);
int __cxa_thread_atexit(void *destructor, void *object, void *dso_handle);
char *__cxa_demangle(const char *mangled_name, char *output_buffer, inout size_t *length, out int *status);
void *__cxa_vec_new(size_t element_count, size_t element_size, size_t padding_size, void *constructor, void *destructor);
void *__cxa_vec_new2(size_t element_count, size_t element_size, size_t padding_size, void *constructor, void *destructor, void *alloc, void *dealloc);
void *__cxa_vec_new3(size_t element_count, size_t element_size, size_t padding_size, void *constructor, void *destructor, void *alloc, void *dealloc);
void __cxa_vec_ctor(void *array_address, size_t element_count, size_t element_size, void *constructor, void *destructor);
void __cxa_vec_dtor(void *array_address, size_t element_count, size_t element_size, void *destructor);
void __cxa_vec_cctor(void *dest_array, void *src_array, size_t element_count, size_t element_size, void *constructor, void *destructor);
void __cxa_vec_cleanup(void *array_address, size_t element_count, size_t element_size, void *destructor);
void __cxa_vec_delete(void *array_address, size_t element_size, size_t padding_size, void *destructor);
void __cxa_vec_delete2(void *array_address, size_t element_size, size_t padding_size, void *destructor, void *dealloc);
void __cxa_vec_delete3(void *array_address, size_t element_size, size_t padding_size, void *destructor, void *dealloc);
void *__dynamic_cast(void *sub, void *src, void *dst, ptrdiff_t src2dst_offset);
int __gxx_personality_v0(int version, hex int actions, hex unsigned long long exception_class, void *exception_object, void *context);

// operator new and delete. size_t is unsigned long on amd64 (m), unsigned int on
// i386 (j).
void *_Znwm(size_t size);
void *_Znam(size_t size);
void *_Znwj(size_t size);
void *_Znaj(size_t size);
void *_ZnwmRKSt9nothrow_t(size_t size, void *nothrow);
void *_ZnamRKSt9nothrow_t(size_t size, void *nothrow);
void *_ZnwmSt11align_val_t(size_t size, size_t alignment);
void *_ZnamSt11align_val_t(size_t size, size_t alignment);
void _ZdlPv(void *ptr);
void _ZdaPv(void *ptr);
void _ZdlPvm(void *ptr, size_t size);
void _ZdaPvm(void *ptr, size_t size);
void _ZdlPvj(void *ptr, size_t size);
void _ZdaPvj(void *ptr, size_t size);
void _ZdlPvRKSt9nothrow_t(void *ptr, void *nothrow);
void _ZdaPvRKSt9nothrow_t(void *ptr, void *nothrow);
void _ZdlPvSt11align_val_t(void *ptr, size_t alignment);
void _ZdlPvmSt11align_val_t(void *ptr, size_t size, size_t alignment);
noreturn void _ZSt9terminatev(void);
bool _ZSt18uncaught_exceptionv(void);
int _ZSt19uncaught_exceptionsv(void);
noreturn void _ZSt17__throw_bad_allocv(void);
noreturn void _ZSt16__throw_bad_castv(void);
noreturn void _ZSt19__throw_logic_errorPKc(const char *what);
noreturn void _ZSt20__throw_length_errorPKc(const char *what);
noreturn void _ZSt20__throw_out_of_rangePKc(const char *what);
noreturn void _ZSt21__throw_runtime_errorPKc(const char *what);
noreturn void _ZSt24__throw_invalid_argumentPKc(const char *what);
noreturn void _ZSt24__throw_out_of_range_fmtPKcz(printf const char *format, ...);
