/* A library whose one function calls back. */
void FUNCTION(void (*back)(void))
{
	back();
	__asm__ volatile("" ::: "memory");
}
