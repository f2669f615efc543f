/* Rust programs take random bytes from bcryptprimitives.dll, which wine has since 9.0 only: this is the one function of it
 * that they call, for older ones. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return RtlGenRandom(bytes, (ULONG)length);
}
