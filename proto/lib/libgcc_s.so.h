// The unwinder of GCC (Itanium C++ ABI: Exception Handling).

enum _Unwind_Reason_Code {
	_URC_NO_REASON, _URC_FOREIGN_EXCEPTION_CAUGHT, _URC_FATAL_PHASE2_ERROR, _URC_FATAL_PHASE1_ERROR, _URC_NORMAL_STOP, _URC_END_OF_STACK, _URC_HANDLER_FOUND, _URC_INSTALL_CONTEXT, _URC_CONTINUE_UNWIND
};

enum _Unwind_Reason_Code _Unwind_RaiseException(void *exception_object);
enum _Unwind_Reason_Code _Unwind_ForcedUnwind(void *exception_object, void *stop, void *stop_parameter);
enum _Unwind_Reason_Code _Unwind_Resume_or_Rethrow(void *exception_object);
enum _Unwind_Reason_Code _Unwind_Backtrace(void *trace, void *trace_argument);
noreturn void _Unwind_Resume(void *exception_object);
void _Unwind_DeleteException(void *exception_object);
hex unsigned long _Unwind_GetGR(void *context, int index);
void _Unwind_SetGR(void *context, int index, hex unsigned long new_value);
hex unsigned long _Unwind_GetIP(void *context);
hex unsigned long _Unwind_GetIPInfo(void *context, out int *ip_before_insn);
void _Unwind_SetIP(void *context, hex unsigned long new_value);
hex unsigned long _Unwind_GetCFA(void *context);
hex unsigned long _Unwind_GetRegionStart(void *context);
hex unsigned long _Unwind_GetDataRelBase(void *context);
hex unsigned long _Unwind_GetTextRelBase(void *context);
void *_Unwind_GetLanguageSpecificData(void *context);
void *_Unwind_FindEnclosingFunction(void *pc);
